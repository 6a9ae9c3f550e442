"""The nouns: what a row of another project's event data says, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from onrecord.records import EventType, Location, Quad, Sector  # noqa: TC001 - JSON adapters resolve them at run time

Dataset = Literal["icews", "gdelt", "polecat"]


@dataclass(frozen=True, slots=True)
class Part:
    """A file, or a member of an archive. ``sha256`` is of the file as it lies on the disk."""

    name: str
    member: str | None
    sha256: str


@dataclass(frozen=True, slots=True)
class ForeignParty:
    """Who stands on a side; ``country`` is ISO 3166-1 alpha-3, ``sector`` PLOVER's, None where theirs is no such."""

    name: str | None
    country: str | None
    sector: Sector | None


@dataclass(frozen=True, slots=True)
class ForeignEvent:
    """One event as another project coded it.

    ``id`` is derived from the row, ``own_id`` is the data set's (not always unique in it). ``type`` is the PLOVER type,
    of ICEWS and GDELT where the crosswalk from ``cameo`` is unambiguous. ``quad`` and ``intensity`` are the data set's
    own; of ICEWS, which has no quad category, that of the type. ``source`` is the outlet.
    """

    id: str
    dataset: Dataset
    own_id: str
    date: str
    actors: tuple[ForeignParty, ...]
    recipients: tuple[ForeignParty, ...]
    cameo: str | None
    type: EventType | None
    mode: str | None
    contexts: tuple[str, ...]
    quad: Quad | None
    intensity: float | None
    place: Location | None
    latitude: float | None
    longitude: float | None
    source: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class ForeignMention:
    """One report of an event (``event`` is the event's ``own_id``), as GDELT lists them.

    ``mentioned_at`` is ISO 8601 to the second, ``confidence`` GDELT's, in percent.
    """

    id: str
    dataset: Dataset
    event: str
    mentioned_at: str
    source: str | None
    url: str | None
    sentence: int | None
    confidence: float | None


R = TypeVar("R", bound=ForeignEvent | ForeignMention, covariant=True)


@dataclass(frozen=True, slots=True)
class ForeignRow(Generic[R]):
    """A record with its place: the part that holds it, and the line, from 1."""

    part: Part
    line: int
    record: R


AnyRow = ForeignRow[ForeignEvent | ForeignMention]
