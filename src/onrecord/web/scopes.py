"""What an address asks for: a followed situation, filters of its own, or both; and addresses that ask for more or less.

Every view takes the same parameters, so that what is seen in one is kept in the next, and an address can be shared.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, NamedTuple, cast
from urllib.parse import urlencode

from fastapi import Depends, HTTPException, Query

from onrecord.ledger.scope import Scope
from onrecord.ledger.views import LedgerSituation  # noqa: TC001 - FastAPI looks at what dependencies return
from onrecord.ontology.plover import known_contexts
from onrecord.records import EVENT_TYPES, is_iso_prefix
from onrecord.web import words
from onrecord.web.ledgers import Lent  # noqa: TC001

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from onrecord.records import EventType

Text = Annotated[str, Query(max_length=400)]

LABELS = {
    "actors": "actor",
    "contexts": "context",
    "type": "type",
    "source": "by",
    "recipient": "toward",
    "since": "since",
    "until": "until",
    "q": "words",
}
"""Filters by their names in an address, with what they are called on a page."""

FOLLOWED = {"actors", "contexts", "since", "until", "q"}
"""Filters that a situation keeps."""

MISUSED = 422


class Chip(NamedTuple):
    """A filter that is set: what it is, and the address without it."""

    label: str
    value: str
    without: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for. ``given`` are its filters as they stand there, ``scope`` what they come to."""

    situation: LedgerSituation | None
    given: Mapping[str, str]
    scope: Scope

    @property
    def title(self) -> str:
        """What the part of the record that is asked for is called."""
        if self.situation:
            return self.situation.name
        return "The whole record" if self.scope.is_everything else words.scope_words(self.scope)

    @property
    def is_everything(self) -> bool:
        """Whether nothing narrows the record."""
        return self.situation is None and not self.given

    @property
    def may_be_followed(self) -> bool:
        """Whether this could be a situation: a situation has no filters for types and sides."""
        return self.situation is None and bool(self.given) and self.given.keys() <= FOLLOWED

    def address(self, path: str, **changes: object) -> str:
        """``path`` with what is asked for, changed as ``changes`` say; an empty value leaves a filter out."""
        situation = {"situation": self.situation.name} if self.situation else {}
        asked = {**situation, **self.given, **{name: str(value or "") for name, value in changes.items()}}
        query = urlencode({name: value for name, value in asked.items() if value}, safe=",")
        return f"{path}?{query}" if query else path

    def chips(self, path: str, **kept: str) -> list[Chip]:
        """The filters that are set beside the situation, each with the address of ``path`` without it.

        ``kept`` are further parameters that these addresses have.
        """
        return [
            Chip(LABELS[name], value, self.address(path, **kept, **{name: ""}))
            for name, values in self.given.items()
            for value in [", ".join(values.split(","))]
        ]

    def toggled(self, path: str, name: str, value: str) -> str:
        """The address with one more alternative of a filter, or without it where it is there."""
        held = split(self.given.get(name, ""))
        kept = [one for one in held if one != value] if value in held else [*held, value]
        return self.address(path, **{name: ",".join(kept)})

    def has(self, name: str, value: str) -> bool:
        """Whether a filter holds this alternative."""
        return value in split(self.given.get(name, ""))


def asked(
    ledger: Lent,
    situation: Text = "",
    actors: Text = "",
    contexts: Text = "",
    type: Text = "",  # noqa: A002 - the name in the address
    source: Text = "",
    recipient: Text = "",
    since: Text = "",
    until: Text = "",
    q: Text = "",
) -> Asked:
    """The dependency: what a request asks for.

    Raises:
        HTTPException: for a filter that cannot hold; dropped in silence, it would answer another question.
        SituationError: if no situation has that name.
    """
    pairs = {
        "actors": actors,
        "contexts": contexts.lower(),
        "type": type.upper(),
        "source": source,
        "recipient": recipient,
        "since": since,
        "until": until,
        "q": q,
    }
    given = {name: value.strip() for name, value in pairs.items() if value.strip()}
    _refuse_others("contexts", given, known_contexts())
    _refuse_others("type", given, EVENT_TYPES)
    _refuse_dates(given)
    followed = ledger.situation(situation) if situation else None
    return Asked(followed, given, _narrowed(followed.scope if followed else Scope(), given))


Asking = Annotated[Asked, Depends(asked)]
"""What a page asks for: ``def page(ledger: Lent, asked: Asking) -> ...``."""


def split(values: str) -> tuple[str, ...]:
    """Alternatives, which stand between commas."""
    return tuple(part.strip() for part in values.split(",") if part.strip())


def _narrowed(base: Scope, given: Mapping[str, str]) -> Scope:
    """The scope of a situation with the filters of an address, which must hold too."""
    for name, held in (("actors", base.actors), ("contexts", base.contexts)):
        if held and name in given:
            raise HTTPException(MISUSED, f"The situation has {name} of its own. Leave out one of the two.")
    query = " ".join(part for part in (base.query, given.get("q", "")) if part)
    return Scope(
        actors=base.actors or split(given.get("actors", "")),
        contexts=base.contexts or split(given.get("contexts", "")),
        types=cast("tuple[EventType, ...]", split(given.get("type", ""))),
        source=given.get("source"),
        recipient=given.get("recipient"),
        since=max(filter(None, (base.since, given.get("since"))), default=None),
        until=min(filter(None, (base.until, given.get("until"))), default=None),
        query=query,
    )


def _refuse_others(name: str, given: Mapping[str, str], known: Iterable[str]) -> None:
    known = tuple(known)
    unknown = [value for value in split(given.get(name, "")) if value not in known]
    if unknown:
        raise HTTPException(MISUSED, f"There is no {LABELS[name]} {', '.join(unknown)}. Known: {', '.join(known)}.")


def _refuse_dates(given: Mapping[str, str]) -> None:
    for name in ("since", "until"):
        if name in given and not is_iso_prefix(given[name]):
            raise HTTPException(MISUSED, f"“{given[name]}” is no date. Write 2015, 2015-04 or 2015-04-02.")
