"""One side's word on a proposition, with who holds it and which statements and events record it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onrecord.coder import layers
from onrecord.coder.accounts.wording import lemmas_of
from onrecord.coder.clauses import span_of
from onrecord.coder.placed import cued_at, events_at, told_at
from onrecord.coder.syntax import children, prepositional

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Token

    from onrecord.records import Spans


@dataclass(frozen=True, slots=True)
class Side:
    """One side's word on a proposition.

    ``anchor`` is the claiming or denying word; ``holders`` are who holds it and ``targets`` whom it is about, as actor
    ids; ``body`` is the proposition's text, empty where it only points to one ("denied the charge"), ``lemmas`` are
    its words and ``matter`` those of its last piece, which leaves out the name of whom it is about; ``noun`` is the
    word for a claim that it answers; ``ids`` are the statements and events that record it; ``alone`` tells whether it
    is a denial even where the text tells of no claim.
    """

    anchor: Token
    holders: frozenset[str]
    targets: frozenset[str]
    body: Spans
    lemmas: frozenset[str]
    matter: frozenset[str]
    ids: tuple[str, ...]
    noun: Token | None = None
    alone: bool = True

    @property
    def answers(self) -> frozenset[str]:
        """Actors whose claim it says it answers: "Larsen's allegations"."""
        return _ids(owners(self.noun)) if self.noun is not None else frozenset()


def owners(noun: Token) -> list[Token]:
    """Whose claim or denial a noun names: "Larsen's allegations", "a denial from Seoul"."""
    return [*children(noun, "poss"), *prepositional(noun, "by", "from")]


def make_side(
    anchor: Token, holders: Iterable[Token], targets: Iterable[Token], body: Spans, noun: Token | None = None
) -> Side:
    """A side whose actors and records are read off the phrases that name them."""
    doc = anchor.doc
    held = _ids(holders)
    return Side(
        anchor=anchor,
        holders=held,
        targets=_ids(targets),
        body=body,
        lemmas=lemmas_of(doc, body),
        matter=lemmas_of(doc, body[-1:]),
        ids=tuple(_recorded(anchor, body, held)),
        noun=noun,
    )


def spoken_side(anchor: Token, body: Spans, noun: Token | None = None, targets: Iterable[Token] = ()) -> Side:
    """A side whose holder is whose words the anchor stands in: the source of the shortest statement around it."""
    around = told_at(anchor.doc, span_of(anchor))
    said = min(around, key=lambda one: sum(part.end - part.start for part in one.content_span), default=None)
    made = make_side(anchor, (), targets, body, noun)
    if said is None:
        return made
    holders = frozenset({said.source} - {None})
    return replace(made, holders=holders, ids=(said.id,))  # type: ignore[arg-type]


def _ids(phrases: Iterable[Token]) -> frozenset[str]:
    phrases = list(phrases)
    if not phrases:
        return frozenset()
    index = layers.ACTORS.get(phrases[0].doc)
    return frozenset(actor for phrase in phrases for actor in index.ids(phrase))


def _recorded(anchor: Token, body: Spans, holders: frozenset[str]) -> Iterator[str]:
    """Statements and events that this word made: by cue or trigger, else by a content that holds the proposition."""
    doc, span = anchor.doc, span_of(anchor)
    made = [*(statement.id for statement in cued_at(doc, span)), *(event.id for event in events_at(doc, span))]
    held = made or [one.id for one in told_at(doc, *body) if one.source in holders or not holders]
    yield from held or [one.id for one in told_at(doc, span) if one.source is None]
