"""Events in the columns of POLECAT's files: tab-separated, with a header, one row an event.

The columns are those of the weekly files of the POLECAT data set (Dataverse), whose events are PLOVER's. A cell with
several actors parts them by ``"; "`` and every cell of actors has as many parts, ``None`` where one is not known, as
POLECAT writes it; a cell of which nothing is known is empty. POLECAT resolves places and actors against GeoNames and
Wikipedia, the record does not: those columns are empty, and a place as reported stands in ``Raw Placename``. The story
of an event of several documents is the latest.

POLECAT has no factuality and dates to the day, so only facts of a known day are written.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from onrecord.exports.facts import DAY, is_fact_of_a_day
from onrecord.exports.offices import office_on
from onrecord.exports.separated import write_row
from onrecord.ontology.codes import country_codes
from onrecord.ontology.plover import intensity
from onrecord.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import IO

    from onrecord.exports.separated import Cell
    from onrecord.ledger.store import Ledger
    from onrecord.ledger.views import LedgerActor, LedgerEvent
    from onrecord.records import CodedDocument

COLUMNS = (
    *("Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts"),
    *("Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title"),
    *("Actor Name Raw", "Wikipedia Actor ID"),
    *("Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors"),
    *("Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID"),
    *("Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID"),
    *("Raw Placename", "Feature Type", "Source", "Publication Date"),
    *("Story People", "Story Organizations", "Story Locations", "Language", "Version"),
)
PEOPLE = ("person",)
ORGANISATIONS = ("organisation", "igo", "armed_group", "media")
STORIES_KEPT = 256
BETWEEN = "; "
UNKNOWN = "None"


def write(ledger: Ledger, what: str, stream: IO[str]) -> None:
    """A header and one row an event."""
    story = lru_cache(STORIES_KEPT)(ledger.coded)
    write_row(stream, COLUMNS)
    for event in filter(is_fact_of_a_day, ledger.events()):
        write_row(stream, _row(event, story(event.latest.document)))


def _row(event: LedgerEvent, story: CodedDocument) -> tuple[Cell, ...]:
    source = event.latest.evidence
    return (
        event.id,
        event.date,
        event.type,
        event.mode,
        intensity(event.type),
        event.quad.upper(),
        BETWEEN.join(event.contexts),
        *_actors(event.actors, source.published),
        *_actors(event.recipients, source.published),
        *(None, None, None, None),
        event.place.country if event.place else None,
        *(None, None, None),
        event.place.name if event.place else None,
        None,
        source.outlet,
        source.published[:DAY] if source.published else None,
        _named(story, PEOPLE),
        _named(story, ORGANISATIONS),
        None,
        story.document.language,
        f"onrecord-{__version__}",
    )


def _actors(actors: tuple[LedgerActor, ...], day: str | None) -> tuple[Cell, ...]:
    """Name, country, COW number, primary sector, sectors, title; then the raw name and the Wikipedia id."""
    sectors = _side(actor.sector for actor in actors)
    return (
        _side(actor.name for actor in actors),
        _side(actor.country for actor in actors),
        _side(country_codes(actor.country).cow for actor in actors),
        sectors,
        sectors,
        _side(office_on(actor, day) for actor in actors),
        *(None, None),
    )


def _side(values: Iterable[str | None]) -> str | None:
    """One part for each actor; a ``;`` within one would make two of it."""
    parts = [value.replace(";", ",") if value else UNKNOWN for value in values]
    return BETWEEN.join(parts) if set(parts) - {UNKNOWN} else None


def _named(story: CodedDocument, kinds: tuple[str, ...]) -> str:
    """Whom of these kinds the latest report names, in the order in which it does."""
    return BETWEEN.join(actor.name.replace(";", ",") for actor in story.actors if actor.kind in kinds)
