"""What the ontology knows of a person on a given day: office, country, and whether the term has ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from onrecord.ontology import actors as ontology
from onrecord.records import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.ontology.actors import LeaderRow
    from onrecord.records import RoleStatus, Sector


@dataclass(frozen=True, slots=True)
class KnownLeader:
    """A known person as of a day.

    Without a day the office is as listed and its status unknown; before the first term there is no office yet, and the
    sector is not known; after the last, a sector of government is not one's own any more.
    """

    name: str
    country: str | None
    sector: Sector | None
    title: str
    role: Role | None
    status: RoleStatus

    @property
    def serving(self) -> bool:
        """Whether the person holds the office on the day."""
        return self.status == "current"

    @property
    def retired(self) -> bool:
        """Whether a government office is all that is known, and past."""
        return self.status == "former" and self.sector is None


def describe_leader(terms: Sequence[LeaderRow], date: str | None) -> KnownLeader:
    """A person by all terms of office on a day (ISO prefix); the latest term begun by then, else the first one."""
    terms = sorted(terms, key=lambda term: term.start)
    term = _term_on(terms, date)
    status = _status(term, date)
    of = ontology.countries().get(term.country)
    begun = date is None or status != "unknown"
    holds = status != "former" or term.sector != "GOV"
    sector = cast("Sector", term.sector) if term.sector and begun and holds else None
    role = Role(term.title, of, status) if begun and term.title else None
    return KnownLeader(term.name, term.country or None, sector, term.title, role, status)


def _term_on(terms: Sequence[LeaderRow], date: str | None) -> LeaderRow:
    begun = [term for term in terms if date and term.start <= date]
    serving = [term for term in begun if _status(term, date) == "current"]
    return (serving or begun or list(terms))[-1 if begun else 0]


def _status(term: LeaderRow, date: str | None) -> RoleStatus:
    """Current, former, or unknown: without a date, or before the term began."""
    if date is None or date < term.start[: len(date)]:
        return "unknown"
    ended = term.end and term.end < date[: len(term.end)]
    return "former" if ended else "current"
