"""Where actors stand on issues, by what they say and do.

A stance needs three things that stand together: a cue (an event's type, or a word such as "oppose" or "ready to"), an
issue that the cue governs, and an actor whose stance it is. Where one is missing or unclear there is no position.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.coder import layers
from onrecord.coder.clauses import event_at, factuality_at, span_of, tokens_in
from onrecord.coder.overlap import OverlapIndex
from onrecord.coder.syntax import (
    antecedent,
    children,
    coordinated,
    host_verb,
    is_passive,
    patients,
    prepositional,
    subjects,
)
from onrecord.ontology.accounts import denials
from onrecord.ontology.issues import issue_pattern, issue_phrases, stance_of, stances
from onrecord.records import Position

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as DocSpan

    from onrecord.ontology.issues import StanceKind
    from onrecord.records import Event, Spans, Statement

MAX_DEPTH = 3
"""Arcs between a cue and the issue it governs, prepositions not counted; beyond them the parse is seldom right."""

_OWN = frozenset({"i", "we", "us", "our", "my"})
_OTHER_CLAUSES = frozenset({"relcl", "advcl"})
_NOT_GOVERNED = _OTHER_CLAUSES | {"nsubj", "csubj", "conj"}
_ASIDE = frozenset(
    [
        "after",
        "amid",
        "among",
        "as",
        "at",
        "because",
        "before",
        "between",
        "by",
        "despite",
        "due",
        "during",
        "following",
        "in",
        "including",
        "like",
        "near",
        "since",
        "through",
        "under",
        "until",
        "while",
        "within",
        "without",
    ]
)
"""Prepositions of time, place, cause and manner: what stands after them is not what the cue is about."""
_WISHING = frozenset({"prefer", "like", "want", "welcome", "hope"})


@dataclass(frozen=True, slots=True)
class _Evidence:
    """One showing of a stance: by whom, on what, towards whom, how far, when, and the records that it rests on."""

    actor: str
    issue: str
    toward: str | None
    stance: float
    date: str | None
    ids: tuple[str, ...]
    cue: str


def find_positions(doc: Doc) -> tuple[Position, ...]:
    """One position for each actor, issue, counterpart, direction and date, with all its evidence."""
    grouped: dict[tuple[str, str, str | None, bool, str | None], list[_Evidence]] = {}
    for shown in _Reader(doc).evidence():
        key = (shown.actor, shown.issue, shown.toward, shown.stance > 0, shown.date)
        grouped.setdefault(key, []).append(shown)
    return tuple(_position(number, group) for number, group in enumerate(grouped.values(), start=1))


def _position(number: int, group: list[_Evidence]) -> Position:
    strongest = max(group, key=lambda shown: abs(shown.stance))
    ids = dict.fromkeys(found for shown in group for found in shown.ids)
    return Position(
        id=f"p{number}",
        actor=strongest.actor,
        issue=strongest.issue,
        toward=strongest.toward,
        stance=strongest.stance,
        date=strongest.date,
        evidence=tuple(ids),
        method=f"cue:{strongest.cue}",
    )


@dataclass(frozen=True, slots=True)
class _Cue:
    """A word or event that shows a stance on whatever issue it governs."""

    token: Token
    kind: StanceKind
    name: str


def _extent(statement: Statement) -> Spans:
    """Where a statement's cue and content stand."""
    return (*statement.content_span, *(statement.cue_span or ()))


class _Reader:
    """Reads the stances of one document."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.index = layers.ACTORS.get(doc)
        self.statements = OverlapIndex(layers.STATEMENTS.get(doc), _extent)
        self.issues = dict(_issue_heads(doc))
        self.events = {tokens_in(doc, event.trigger)[0].i: event for event in layers.EVENTS.get(doc)}

    def evidence(self) -> Iterator[_Evidence]:
        """Every showing of a stance, in order."""
        if self.issues:
            for sentence in layers.report_sentences(self.doc):
                for token in sentence:
                    cue = self._cue(token)
                    if cue is not None:
                        yield from self._shown(cue)

    def _cue(self, token: Token) -> _Cue | None:
        lemma = token.lemma_.lower()
        if token.pos_ in {"VERB", "NOUN", "ADJ", "ADP"} and lemma in stances("word"):
            return _Cue(token, "word", lemma)
        event = self.events.get(token.i)
        if event is not None and event.type in stances("event") and lemma not in denials():
            return _Cue(token, "event", event.type)
        modal = next((child.lower_ for child in children(token, "aux") if child.lower_ in stances("modal")), None)
        statement = self._statement(token) if modal else None
        return _Cue(token, "modal", modal) if modal and statement and statement.act != "attitude" else None

    def _shown(self, cue: _Cue) -> Iterator[_Evidence]:
        statement, event = self._statement(cue.token), event_at(cue.token)
        ids = tuple(record.id for record in (statement, event) if record is not None)
        if not ids or not _counts(cue):
            return
        date = _date(statement, event)
        governed = list(self._governed(cue))
        for holder in self._holders(cue, statement, event) if governed else ():
            for head, issue, stance in governed:
                yield _Evidence(holder, issue, self._toward(head, event, holder), stance, date, ids, cue.name)

    def _statement(self, token: Token) -> Statement | None:
        """The innermost statement that the word stands in or is the cue of."""
        around = self.statements.at(span_of(token))
        return min(around, key=lambda s: sum(part.end - part.start for part in s.content_span), default=None)

    def _holders(self, cue: _Cue, statement: Statement | None, event: Event | None) -> tuple[str, ...]:
        """Whose stance it is: the speaker's where the speaker urges or says "we", else the subject's."""
        source = statement.source if statement is not None else None
        if cue.kind == "modal":
            return (source,) if source else ()
        if statement is not None and _is_voiced(cue.token, statement):
            return (source,) if source else ()
        if cue.kind == "event" and event is not None:
            return event.actors
        return self._subjects_of(cue.token, source, event)

    def _subjects_of(self, token: Token, source: str | None, event: Event | None) -> tuple[str, ...]:
        heads = _subjects(token)
        if any(head.lower_ in _OWN for head in heads):
            return (source,) if source else ()
        found = [actor for head in heads for each in coordinated(head) for actor in self.index.ids(each)]
        return tuple(dict.fromkeys(found)) or (event.actors if event is not None else ())

    def _governed(self, cue: _Cue) -> Iterator[tuple[Token, str, float]]:
        """Issues that the cue governs, the nearest and those joined to it, with the stance that it shows on each."""
        found = sorted(self._below(cue.token), key=lambda item: (item[0], item[1].i))
        near = [item for item in found if item[0] == found[0][0] or item[1] in list(coordinated(found[0][1]))]
        prepositions = frozenset(child.lower_ for child in children(cue.token, "prep"))
        for _, head, turned in near:
            issue = self.issues[head.i]
            stance = stance_of(cue.kind, cue.name, issue, prepositions)
            signed = _as_it_stands(cue, stance, turned) if stance else None
            if signed is not None and not _is_imagined(head):
                yield head, issue, signed

    def _below(self, cue: Token) -> list[tuple[int, Token, bool]]:
        found: list[tuple[int, Token, bool]] = []
        waiting = [(root, 1, False) for root in _complements(cue)]
        while waiting:
            token, depth, turned = waiting.pop()
            is_issue = token.i in self.issues  # "withdrawal of troops" is one, and turns nothing
            turned = turned != ((_turns(token) and not is_issue) or _is_negated(token))
            if is_issue:
                found.append((depth, token, turned))
            elif depth < MAX_DEPTH or token.pos_ == "ADP":
                below = (child for child in token.children if not _is_apart(child))
                waiting.extend((child, depth + _step(token, child), turned) for child in below)
        return found

    def _toward(self, issue: Token, event: Event | None, holder: str) -> str | None:
        partners = [token for phrase in prepositional(issue, "with", "against", "on") for token in coordinated(phrase)]
        named = [actor for partner in partners for actor in self.index.ids(partner) if actor != holder]
        if not named and event is not None:
            named = [actor for actor in event.recipients if actor != holder]
        return named[0] if len(set(named)) == 1 and self.index.actor(named[0]).name[:1].isupper() else None


def _date(statement: Statement | None, event: Event | None) -> str | None:
    """When the stance was shown; what is told as earlier history is not dated by the report."""
    if event is not None and event.date and not (event.background and event.dated_by == "document"):
        return event.date
    return statement.date if statement is not None else None


def _issue_heads(doc: Doc) -> Iterator[tuple[int, str]]:
    """Head token of every phrase that names an issue, with the issue."""
    for found in issue_pattern().finditer(layers.text_of(doc)):
        piece: DocSpan | None = doc.char_span(*found.span())
        if piece is not None:
            yield piece.root.i, issue_phrases()[found.group().lower()]


def _subjects(cue: Token) -> list[Token]:
    if cue.pos_ == "VERB":
        return subjects(cue) if not is_passive(cue) else [antecedent(one) for one in prepositional(cue, "by")]
    owners = children(cue, "poss")
    host = host_verb(cue)
    return owners or (subjects(host) if host is not None else [])


def _complements(cue: Token) -> list[Token]:
    """What the cue governs: its objects and complements, of a passive its subject too; never its active subject."""
    below = [child for child in cue.rights if child.dep_ not in _NOT_GOVERNED and not _is_apart(child)]
    objects = [one for one in patients(cue) if one not in below] if cue.pos_ == "VERB" else []
    return [*below, *objects]


def _step(token: Token, child: Token) -> int:
    """Prepositions and coordination lead no deeper."""
    return int(token.pos_ != "ADP" and child.dep_ != "conj")


def _is_apart(child: Token) -> bool:
    """Clauses of their own, adjuncts, and the subject of what somebody should do to something: not the issue."""
    acting = child.dep_ == "nsubj" and bool(children(child.head, "dobj"))
    whether = any(one.lower_ == "whether" for one in children(child, "mark"))
    return acting or whether or _is_stated(child) or child.dep_ in _OTHER_CLAUSES or _is_aside(child)


def _is_stated(clause: Token) -> bool:
    """A clause that states how things are ("insists that its programme is peaceful"), and not what should be."""
    helpers = children(clause, "aux", "auxpass")
    finite = any(word.tag_ in {"VBD", "VBZ"} for word in (clause, *helpers))
    return clause.dep_ == "ccomp" and finite and not any(word.tag_ == "MD" for word in helpers)


def _is_aside(child: Token) -> bool:
    """An adjunct of time, place, cause or manner; "interested in" and "engage in" take their object so."""
    if child.dep_ != "prep" or child.lower_ not in _ASIDE:
        return False
    return child.lower_ != "in" or child.i > child.head.i + 1 or child.head.pos_ == "NOUN"


def _is_imagined(issue: Token) -> bool:
    """An issue in general: of "any accord" nothing follows for the one that is at issue."""
    return any(child.lower_ == "any" for child in children(issue, "det"))


def _counts(cue: _Cue) -> bool:
    """Whether the stance is real: asserted or announced, not alleged, and not what somebody only denies."""
    disputed = any(above.lemma_.lower() in denials() for above in cue.token.ancestors if above.i < cue.token.i)
    sure = factuality_at(cue.token)[:2] in {"CT", "PR"}
    open_question = any(one.lower_ == "whether" for one in children(cue.token, "mark"))
    return not (disputed or open_question) and (sure or cue.kind == "modal" or cue.name in _WISHING)


def _as_it_stands(cue: _Cue, stance: float, turned: bool) -> float | None:
    """The stance after negation; of "did not reject" nothing follows."""
    modal = cue.kind == "modal"
    negated = _is_negated(cue.token) if modal else factuality_at(cue.token).endswith("-")
    if negated and stance < 0:
        return None
    round_about = turned != ((modal or (cue.kind == "event" and stance > 0)) and _turns(cue.token))
    return -stance if negated != round_about else stance


def _is_voiced(token: Token, statement: Statement) -> bool:
    """Whether the word, or the verb that carries it ("expressed scepticism"), is the statement's own cue."""
    host = host_verb(token) if token.pos_ in {"NOUN", "ADJ"} else token
    spans = [span_of(word) for word in (token, host) if word is not None]
    return any(span.overlaps(part) for span in spans for part in statement.cue_span or ())


def _turns(token: Token) -> bool:
    return token.lemma_.lower() in stances("turn") and token.pos_ in {"VERB", "NOUN"}


def _is_negated(token: Token) -> bool:
    return any(child.dep_ == "neg" or (child.dep_ == "det" and child.lower_ == "no") for child in token.children)
