"""Quoted speech: each quotation with the words that give it a speaker, before it, after it, or of the one before.

Follows PolNeAR: '"A," he said. "B."' is one attribution with two content spans; a quotation that is a paragraph of its
own goes on with the speech of the paragraph before.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.coder.statements.headlines import is_speaker
from onrecord.coder.statements.tree import Range, Tree
from onrecord.ontology.cues import speech_verbs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc, Token

    from onrecord.coder.statements.passages import Passage
    from onrecord.coder.statements.quotes import Quotation

MIN_FREE_WORDS = 6
"""From this length on a quotation right after a reporting verb needs no comma to be speech: of the quotations in the
PolNeAR training part with six or more words 97% are content of an attribution, of those with up to three 69%."""

MAX_PLAIN_REACH = 8
"""Tokens from the quotation's end within which any verb may be its cue ("Khamenei challenged")."""

MAX_NAME = 12
"""Tokens before a colon that may name the speaker."""

_NAMING = frozenset({":", "-", "–", "—", "―", "--"})
_SIDE = frozenset({"relcl", "acl", "amod", "compound"})
_NOMINAL = frozenset({"PROPN", "NOUN", "PRON"})
_VERBAL = frozenset({"VERB", "AUX"})


@dataclass(slots=True)
class Speech:
    """One attribution of quoted speech while it is put together."""

    cue: Range | None
    source: Range | None
    content: list[Range]
    quotations: list[Quotation]
    method: str

    def add(self, passage: Passage) -> None:
        """Goes on with one more quotation."""
        self.content.append(passage.tokens)
        self.quotations.append(passage.quotation)


def find_speech(tree: Tree, passages: Iterable[Passage]) -> tuple[list[Speech], list[Passage]]:
    """The speeches of a document, and the quotations that no words nearby give a speaker, both in text order."""
    found: list[Speech] = []
    silent: list[Passage] = []
    for passage in passages:
        if found and _resumes(tree.doc, passage, found[-1]):
            found[-1].add(passage)
            continue
        made = _cue_after(tree, passage) or _cue_before(tree, passage)
        if made is not None:
            found.append(made)
        else:
            silent.append(passage)
    return found, silent


def _resumes(doc: Doc, passage: Passage, last: Speech) -> bool:
    """'"A," he said, "if B."': the cue between belongs to both; '"A" and "B"' after one cue likewise."""
    lead = passage.lead
    if passage.borrowed or lead.end == lead.first:
        return False
    if last.cue is not None and lead.first <= last.cue.first and last.cue.end <= lead.end:
        between = Range(max(last.cue.end, last.source.end if last.source else 0), lead.end)
        closes = doc[lead.end - 1].text in {",", ":", "-", "–", "—", "--"}
        return closes or between.end <= between.first or _only_joins(doc, between)
    return last.content[-1].end == lead.first and _only_joins(doc, lead)


def _only_joins(doc: Doc, part: Range) -> bool:
    return all(doc[i].pos_ in {"CCONJ", "PUNCT", "SPACE"} or doc[i].lower_ == "then" for i in range(*part))


def _cue_after(tree: Tree, passage: Passage) -> Speech | None:
    """'"A," said Smith.': the quotation opens the sentence, breaks off as speech does, and a clause follows."""
    doc, tail = tree.doc, passage.tail
    if tail.end == tail.first or not _opens_sentence(doc, passage) or not _breaks_off(doc, passage):
        return None
    verb = _first_verb(doc, tail)
    if verb is None or (verb.i - tail.first > MAX_PLAIN_REACH and not _reports(verb)):
        return None
    source = _source_near(tree, verb, tail)
    if source is None:
        return None
    return _speech(tree, verb, source, passage, "quotation, cue after")


def _opens_sentence(doc: Doc, passage: Passage) -> bool:
    lead = passage.lead
    return passage.borrowed or all(doc[i].pos_ in {"CCONJ", "PUNCT", "SPACE", "ADV", "INTJ"} for i in range(*lead))


def _breaks_off(doc: Doc, passage: Passage) -> bool:
    """Whether the quotation ends as speech does before its cue; after a full stop a capital starts a new sentence."""
    closing = passage.tokens.end - 1
    inside = doc[closing - 1].text[-1:] if closing > passage.tokens.first else ""
    follows = doc[passage.tail.first]
    if inside in {".", "…"}:
        return follows.text[0].islower()
    return inside in {",", "?", "!", "—", "-", "–"} or follows.text in {",", "—", "-", "–", "--"}


def _reports(verb: Token) -> bool:
    return verb.lemma_.lower() in speech_verbs() and verb.tag_ not in {"NNP", "NNPS"}


def _first_verb(doc: Doc, tail: Range) -> Token | None:
    verbs = [doc[i] for i in range(*tail) if doc[i].pos_ == "VERB" or _reports(doc[i])]
    main = [verb for verb in verbs if verb.dep_ not in _SIDE and verb.tag_ not in {"VBG", "VB"}]
    return next((v for v in main if _reports(v)), next(iter(main), next(iter(verbs), None)))


def _source_near(tree: Tree, verb: Token, within: Range) -> Range | None:
    """The verb's subject if it stands in the tail; else what adjoins the verb ("said Smith", "Smith said")."""
    subject = tree.subject(verb)
    if subject is not None and within.holds(subject.i):
        return clip(tree.phrase(subject), within, verb.i)
    for neighbour in (verb.i + 1, verb.i - 1):
        if within.holds(neighbour) and tree.doc[neighbour].pos_ in {*_NOMINAL, "DET", "ADJ"}:
            top = _top(tree.doc[neighbour], within)
            return clip(tree.phrase(top), within, verb.i)
    return None


def _top(token: Token, within: Range) -> Token:
    while token.head.i != token.i and within.holds(token.head.i) and token.head.pos_ in _NOMINAL:
        token = token.head
    return token


def clip(phrase: Range, within: Range, verb: int) -> Range:
    """The part of a phrase inside ``within`` on its side of the verb."""
    first, end = max(phrase.first, within.first), min(phrase.end, within.end)
    if first <= verb < end:
        return Range(first, verb) if first < verb else Range(verb + 1, end)
    return Range(first, end)


def _cue_before(tree: Tree, passage: Passage) -> Speech | None:
    """'Smith said: "A"', 'he told her, "A"': a reporting verb with nothing but its own adjuncts before the mark."""
    doc, lead = tree.doc, passage.lead
    if lead.end == lead.first:
        return None
    last = doc[lead.end - 1]
    verb = _last_verb(doc, lead)
    if verb is None:
        return _named(tree, passage) if last.text in _NAMING else None
    if not _introduces(verb, last, passage) or not _is_bare(tree, verb, lead):
        return None
    source = tree.agent(verb) if tree.is_passive(verb) else tree.subject(verb)
    phrase = clip(tree.phrase(source), Range(0, lead.end), verb.i) if source is not None else None
    return _speech(tree, verb, phrase, passage, "quotation, cue before")


def _introduces(verb: Token, last: Token, passage: Passage) -> bool:
    if last.text == ":":
        return True
    if last.text == ",":
        return _reports(verb)
    return _reports(verb) and last.i == verb.i and passage.words >= MIN_FREE_WORDS


def _last_verb(doc: Doc, lead: Range) -> Token | None:
    """The last reporting verb of the lead; failing that its last verb that is no aside of a noun."""
    verbs = [doc[i] for i in range(*lead) if doc[i].pos_ in _VERBAL]
    main = [verb for verb in verbs if verb.dep_ not in _SIDE]
    for choice in ([v for v in main if _reports(v)], [v for v in main if v.pos_ == "VERB"], verbs):
        if choice:
            return choice[-1]
    return None


def _is_bare(tree: Tree, verb: Token, lead: Range) -> bool:
    """Whether the quotation alone is what was said: no clause of the verb stands before it."""
    for child in tree.kids(verb):
        if child.dep_ in {"ccomp", "xcomp"} and verb.i < child.i < lead.end and _is_clause(tree, child, lead):
            return False
    governor = next((a for a in tree.ancestors(verb) if lead.holds(a.i) and _reports(a) and a.pos_ == "VERB"), None)
    return governor is None or verb.dep_ in {"conj", "advcl", "acl", "relcl"}


def _is_clause(tree: Tree, child: Token, lead: Range) -> bool:
    return any(
        lead.holds(kid.i) and kid.dep_ in {"nsubj", "nsubjpass", "dobj", "mark", "aux"} for kid in tree.kids(child)
    )


def _named(tree: Tree, passage: Passage) -> Speech | None:
    """'Name: "..."', 'Name ― "..."': the colon or dash is the cue."""
    name = Range(passage.lead.first, passage.lead.end - 1)
    sign = Range(name.end, name.end + 1)
    if tree.doc[sign.first].text == ":":
        fits = 0 < name.end - name.first <= MAX_NAME
    else:
        fits = is_speaker(tree, name, headline=False)
    return Speech(sign, name, [passage.tokens], [passage.quotation], "quotation, name before") if fits else None


def _speech(tree: Tree, verb: Token, source: Range | None, passage: Passage, method: str) -> Speech:
    return Speech(tree.group(verb), source, [passage.tokens], [passage.quotation], method)
