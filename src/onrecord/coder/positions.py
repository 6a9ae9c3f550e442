"""Where actors stand on issues, by what they say and do.

A stance needs three things that stand together: a cue (an event's type, or a word such as "oppose" or "ready to"), an
issue that the cue governs, and an actor whose stance it is. Where one is missing or unclear there is no position.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.coder import layers
from onrecord.coder.clauses import event_at, factuality_at, span_of, tokens_in
from onrecord.coder.syntax import antecedent, children, coordinated, host_verb, is_passive, patients, prepositional, subjects
from onrecord.ontology.issues import issue_pattern, issue_phrases, stance_of, stances
from onrecord.records import Position

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as DocSpan

    from onrecord.ontology.issues import StanceKind
    from onrecord.records import Event, Statement

MAX_DEPTH = 6
"""Arcs between a cue and the issue it governs; beyond them the parse is seldom right."""

_OWN = frozenset({"i", "we", "us", "our", "my"})
_OTHER_CLAUSES = frozenset({"relcl", "advcl"})
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


class _Reader:
    """Reads the stances of one document."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.index = layers.ACTORS.get(doc)
        self.statements = layers.STATEMENTS.get(doc)
        self.issues = dict(_issue_heads(doc))

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
        if token.pos_ in {"VERB", "NOUN", "ADJ", "ADP"} and (lemma, "") in stances("word"):
            return _Cue(token, "word", lemma)
        event = event_at(token)
        if event is not None and _heads(event, token) and stances("event").keys() & {(event.type, ""), (event.type, "sanctions")}:
            return _Cue(token, "event", event.type)
        modal = next((child.lower_ for child in children(token, "aux") if (child.lower_, "") in stances("modal")), None)
        return _Cue(token, "modal", modal) if modal and self._statement(token) else None

    def _shown(self, cue: _Cue) -> Iterator[_Evidence]:
        value = factuality_at(cue.token)
        certain = value[:2] in {"CT", "PR"} or cue.kind == "modal" or cue.name in _WISHING
        statement, event = self._statement(cue.token), event_at(cue.token)
        ids = tuple(record.id for record in (statement, event) if record is not None)
        holders = self._holders(cue, statement, event) if certain and ids else ()
        if not holders:
            return
        for head, issue, turned in self._governed(cue.token):
            stance = stance_of(cue.kind, cue.name, issue)
            negated = value.endswith("-") and cue.kind != "modal" or cue.kind == "modal" and _is_negated(cue.token)
            if stance is None or (negated and stance < 0):
                continue
            signed = -stance if negated != turned else stance
            date = self._date(statement, event)
            for holder in holders:
                yield _Evidence(holder, issue, self._toward(head, event, holder), signed, date, ids, cue.name)

    def _statement(self, token: Token) -> Statement | None:
        """The innermost statement that the word stands in or is the cue of."""
        span = span_of(token)
        around = [
            statement
            for statement in self.statements
            if any(part.overlaps(span) for part in (*statement.content_span, *(statement.cue_span or ())))
        ]
        return min(around, key=lambda s: sum(part.end - part.start for part in s.content_span), default=None)

    def _holders(self, cue: _Cue, statement: Statement | None, event: Event | None) -> tuple[str, ...]:
        """Whose stance it is: the speaker's where the speaker urges or says "we", else the subject's."""
        source = statement.source if statement is not None else None
        if cue.kind == "modal":
            return (source,) if source else ()
        if statement is not None and any(span_of(cue.token).overlaps(part) for part in statement.cue_span or ()):
            return (source,) if source else ()
        if cue.kind == "event" and event is not None:
            return event.actors
        heads = _subjects(cue.token)
        if any(head.lower_ in _OWN for head in heads):
            return (source,) if source else ()
        found = [actor for head in heads for each in coordinated(head) for actor in self.index.ids(each)]
        return tuple(dict.fromkeys(found)) or (event.actors if event is not None else ())

    def _governed(self, cue: Token) -> Iterator[tuple[Token, str, bool]]:
        """Issues that the cue governs, the nearest and those coordinated with it, and whether a word turns the stance."""
        found = sorted(self._below(cue), key=lambda item: (item[0], item[1].i))
        if not found:
            return
        depth, first, _ = found[0]
        for other_depth, head, turned in found:
            if other_depth == depth or head in list(coordinated(first)):
                yield head, self.issues[head.i], turned

    def _below(self, cue: Token) -> list[tuple[int, Token, bool]]:
        found: list[tuple[int, Token, bool]] = []
        waiting = [(root, 1, False) for root in _complements(cue)]
        while waiting:
            token, depth, turned = waiting.pop()
            turned = turned != (_turns(token) or _is_negated(token))
            if token.i in self.issues:
                found.append((depth, token, turned))
            elif depth < MAX_DEPTH:
                below = (child for child in token.children if child.dep_ not in _OTHER_CLAUSES)
                waiting.extend((child, depth + 1, turned) for child in below)
        return found

    def _toward(self, issue: Token, event: Event | None, holder: str) -> str | None:
        partners = [token for phrase in prepositional(issue, "with", "against", "on") for token in coordinated(phrase)]
        named = [actor for partner in partners for actor in self.index.ids(partner) if actor != holder]
        if not named and event is not None:
            named = [actor for actor in event.recipients if actor != holder]
        return named[0] if len(set(named)) == 1 else None

    def _date(self, statement: Statement | None, event: Event | None) -> str | None:
        return (event.date if event is not None else None) or (statement.date if statement is not None else None)


def _issue_heads(doc: Doc) -> Iterator[tuple[int, str]]:
    """Head token of every phrase that names an issue, with the issue."""
    for found in issue_pattern().finditer(doc.text):
        piece: DocSpan | None = doc.char_span(*found.span())
        if piece is not None:
            yield piece.root.i, issue_phrases()[found.group().lower()]


def _heads(event: Event, token: Token) -> bool:
    """Whether the token is the first word of the event's trigger, so that the event is read once."""
    return tokens_in(token.doc, event.trigger)[0].i == token.i


def _subjects(cue: Token) -> list[Token]:
    if cue.pos_ == "VERB":
        return subjects(cue) if not is_passive(cue) else [antecedent(one) for one in prepositional(cue, "by")]
    owners = children(cue, "poss")
    host = host_verb(cue)
    return owners or (subjects(host) if host is not None else [])


def _complements(cue: Token) -> list[Token]:
    """What the cue governs: its objects and complements, of a passive its subject too; never its active subject."""
    below = [child for child in cue.children if child.dep_ not in _OTHER_CLAUSES | {"nsubj", "csubj", "conj"} and child.i > cue.i]
    objects = [one for one in patients(cue) if one not in below] if cue.pos_ == "VERB" else []
    return [*below, *objects]


def _turns(token: Token) -> bool:
    return (token.lemma_.lower(), "") in stances("turn") and token.pos_ in {"VERB", "NOUN"}


def _is_negated(token: Token) -> bool:
    return any(child.dep_ == "neg" or (child.dep_ == "det" and child.lower_ == "no") for child in token.children)
