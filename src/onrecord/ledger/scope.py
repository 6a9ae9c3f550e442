"""Which part of a ledger is asked for: one set of filters for every view."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from onrecord.ledger.identity import is_actor_id, name_words
from onrecord.ledger.revisions import DAY, moment
from onrecord.records import EventType  # noqa: TC001 - JSON adapters resolve it at run time

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Scope:
    """Filters; an empty one lets everything through, several must all hold, values of one are alternatives.

    ``actors``, ``source`` and ``recipient`` take ISO 3166-1 alpha-3 codes, names, or ids of actors. ``actors`` may
    stand on either side, ``source`` is who speaks or acts. ``since`` and ``until`` are ISO prefixes, both inclusive;
    they are held against the record's own date, or where it has none against the days it was reported. ``contexts`` and
    ``types`` are those of PLOVER; a statement has those of the events that it tells of. ``query`` is full text, as
    :meth:`onrecord.ledger.reader.Reader.find` takes it, and narrows statements and events only. ``rejected`` asks for
    the record as it would be if people had rejected nothing.
    """

    actors: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    contexts: tuple[str, ...] = ()
    types: tuple[EventType, ...] = ()
    source: str | None = None
    recipient: str | None = None
    query: str = ""
    rejected: bool = False

    @property
    def is_everything(self) -> bool:
        """Whether it lets the whole record through."""
        return self == Scope()

    @property
    def kinds(self) -> tuple[tuple[str, ...], ...]:
        """The types and the contexts that are asked for, where any are."""
        return tuple(filter(None, (self.types, self.contexts)))

    @property
    def is_whole(self) -> bool:
        """Whether it lets through all that lies in its period, or all where it has none."""
        return replace(self, since=None, until=None).is_everything

    @property
    def is_limited(self) -> bool:
        """Whether it has a period."""
        return self.since is not None or self.until is not None


@dataclass(frozen=True, slots=True)
class Facts:
    """What of a record the filters look at: ids of actors, dates (its own, else of its reports), PLOVER codes."""

    dates: tuple[str, ...]
    actors: frozenset[str]
    sources: frozenset[str] = frozenset()
    recipients: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    contexts: frozenset[str] = frozenset()


class Identified(Protocol):
    """One identity of an actor."""

    @property
    def id(self) -> str:
        """Its id."""


class Named(Protocol):
    """What an actor is asked for by."""

    @property
    def id(self) -> str:
        """The id of the identity that stands for it."""

    @property
    def identities(self) -> Sequence[Identified]:
        """All that it goes by, that one too."""

    @property
    def country(self) -> str | None:
        """Its country."""

    @property
    def names(self) -> tuple[str, ...]:
        """What documents call it."""


@dataclass(frozen=True, slots=True)
class Filter:
    """A scope made ready for one ledger: its names and codes are ids of actors; None lets everything through."""

    scope: Scope
    actors: frozenset[str] | None = None
    sources: frozenset[str] | None = None
    recipients: frozenset[str] | None = None

    @staticmethod
    def of(scope: Scope, actors: Iterable[Named]) -> Filter:
        """The filter of a scope over a ledger with these actors."""
        known = tuple(actors)
        return Filter(
            scope,
            _named(scope.actors, known),
            _named((scope.source,) if scope.source else (), known),
            _named((scope.recipient,) if scope.recipient else (), known),
        )

    def admits(self, facts: Facts) -> bool:
        """Whether a record lies within the scope."""
        return self.admits_actors(facts.actors) and self.admits_dates(facts.dates) and self._admits_rest(facts)

    def admits_actors(self, actors: frozenset[str]) -> bool:
        """Whether one of them is asked for."""
        return _meets(self.actors, actors)

    def admits_dates(self, dates: Iterable[str]) -> bool:
        """Whether one of them lies in the period; an undated record lies in none but the unlimited one."""
        if not self.scope.is_limited:
            return True
        return any(self._in_period(moment(date)[:DAY]) for date in dates)

    def _admits_rest(self, facts: Facts) -> bool:
        return (
            _meets(self.sources, facts.sources)
            and _meets(self.recipients, facts.recipients)
            and _meets(_any(self.scope.types), facts.types)
            and _meets(_any(self.scope.contexts), facts.contexts)
        )

    def _in_period(self, date: str) -> bool:
        """Whether a date, or some day of the month or year that it names, is not before or after the period."""
        since, until = self.scope.since, self.scope.until
        not_before = since is None or date >= since[: len(date)]
        return not_before and (until is None or date[: len(until)] <= until)


def _meets(asked: frozenset[str] | None, present: frozenset[str]) -> bool:
    return asked is None or not present.isdisjoint(asked)


def _any(asked: tuple[str, ...]) -> frozenset[str] | None:
    return frozenset(asked) if asked else None


def _named(asked: tuple[str, ...], actors: Iterable[Named]) -> frozenset[str] | None:
    if not asked:
        return None
    return frozenset(actor.id for actor in actors if any(_is_meant(actor, name) for name in asked))


def _is_meant(actor: Named, wanted: str) -> bool:
    if is_actor_id(wanted):
        return any(wanted == identity.id for identity in actor.identities)
    return is_called(actor.country, actor.names, wanted)


def is_called(country: str | None, names: Iterable[str], wanted: str) -> bool:
    """Whether ``wanted`` is the country of someone, or stands in one of their names as whole words."""
    if country == wanted.upper():
        return True
    words = name_words(wanted)
    return bool(words) and any(f" {words} " in f" {name_words(name)} " for name in names)
