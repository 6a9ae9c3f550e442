"""The date of an event or a statement: from the expression that governs it, else the document's where that is news."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

    from onrecord.records import DateSource, Metadata, Span, Time


def date_span(doc, span, times, meta):
    trigger = doc.char_span(span.start, span.end, alignment_mode="expand")
    if not trigger:
        return None, None
    root = trigger.root
    sent = root.sent
    found = [t for t in times if sent.start_char <= t.span.start < sent.end_char and t.type in ("DATE","TIME")]
    g = governing(doc, root, found)
    if g is not None:
        v = iso(g.value)
        return (v, "expression") if v else (None, None)
    return meta.date, "document"

def iso(v):
    import re
    from datetime import date
    if not v: return None
    m = re.match(r"\d{4}-\d\d-\d\d", v)
    if m: return m[0]
    m = re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", v)
    if m:
        y, w = int(m[1]), int(m[2])
        try:
            a = date.fromisocalendar(y, w, 6 if m[3] else 1); b = date.fromisocalendar(y, w, 7)
        except ValueError:
            return None
        return a.isoformat()[:7] if (a.year,a.month)==(b.year,b.month) else (str(a.year) if a.year==b.year else None)
    m = re.fullmatch(r"\d{4}-\d\d", v)
    if m: return v
    m = re.match(r"\d{4}", v)
    return m[0] if m and not v.endswith("WI") else None

PRE=("npadvmod","tmod","pobj","prep","nmod","compound","nummod","amod","poss","appos","pcomp","advmod","dep","conj","punct","det")
def path(doc, t):
    s = doc.char_span(t.span.start, t.span.end, alignment_mode="expand")
    tok = s.root
    out=[]
    pre = False
    if tok.dep_ in ("compound","nmod","nummod","poss","amod") and tok.head.i>tok.i and tok.head.pos_ in ("NOUN","PROPN"):
        return [tok.head]
    for _ in range(12):
        if tok.head.i==tok.i: break
        tok = tok.head
        if tok.pos_=="ADP" or tok.dep_ in ("prep",): continue
        out.append(tok)
        if tok.pos_ in ("VERB","AUX"): break
    return out

def governing(doc, root, times):
    if not times: return None
    paths=[(t,path(doc,t)) for t in times]
    node=root
    for up in range(8):
        cands=[]
        for t,p in paths:
            for k,h in enumerate(p):
                if h.i==node.i: cands.append((k,abs(t.span.start-node.idx),t)); break
        if cands: return min(cands,key=lambda c:c[:2])[2]
        if node.dep_ in ("ROOT","relcl","ccomp","advcl","acl","parataxis"): break
        if node.head.i==node.i: break
        node=node.head
    return None
