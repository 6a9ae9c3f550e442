"""GDELT 2.0: events in 61 columns and mentions in 16, tab-separated without a header (codebook V2.0, 2015).

Actors' countries are CAMEO's codes, places' those of FIPS 10-4. CAMEO's EUR is Europe; of the actors that bear it only
those of the known group EEC are the European Union.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.foreign.cells import cameo, day, moment, needed, number, place, row_id, text
from onrecord.foreign.columns import check_width
from onrecord.foreign.records import ForeignEvent, ForeignMention, ForeignParty
from onrecord.ontology.foreign import country, event_type, sector_of_roles
from onrecord.records import is_iso_prefix

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from onrecord.records import Quad

EVENT_COLUMNS, MENTION_COLUMNS = 61, 16
ID, DAY, CODE, QUAD, GOLDSTEIN, PLACE, URL = 0, 1, 26, 29, 30, 51, 60
ACTORS = (5, 15)
"""Where each actor's ten columns begin: code, name, country, known group, ethnic, two religious codes, three types."""

QUADS: dict[str, Quad] = {
    "1": "verbal cooperation",
    "2": "material cooperation",
    "3": "verbal conflict",
    "4": "material conflict",
}
EUROPE, EUROPEAN_UNION = "EUR", "EEC"


def recognises_events(cells: Sequence[str]) -> bool:
    """Whether this is a row of events."""
    return len(cells) == EVENT_COLUMNS and cells[ID].isdecimal()


def recognises_mentions(cells: Sequence[str]) -> bool:
    """Whether this is a row of mentions."""
    return len(cells) == MENTION_COLUMNS and cells[ID].isdecimal()


def events(_: Sequence[str]) -> Callable[[Sequence[str]], ForeignEvent]:
    """Reads rows of events."""
    return _event


def mentions(_: Sequence[str]) -> Callable[[Sequence[str]], ForeignMention]:
    """Reads rows of mentions."""
    return _mention


def _event(cells: Sequence[str]) -> ForeignEvent:
    check_width(cells, EVENT_COLUMNS)
    code = cameo("EventCode", cells[CODE])
    _, name, where, _, _, latitude, longitude, _ = cells[PLACE : PLACE + 8]
    return ForeignEvent(
        id=row_id("fe", "gdelt", cells),
        dataset="gdelt",
        own_id=needed("GLOBALEVENTID", cells[ID]),
        date=_date(cells),
        actors=_side(cells, ACTORS[0]),
        recipients=_side(cells, ACTORS[1]),
        cameo=code,
        type=event_type(code) if code else None,
        mode=None,
        contexts=(),
        quad=QUADS.get(cells[QUAD]),
        intensity=number("GoldsteinScale", cells[GOLDSTEIN], -10, 10),
        place=place(text(name), country("fips", where)),
        latitude=number("ActionGeo_Lat", latitude, -90, 90),
        longitude=number("ActionGeo_Long", longitude, -180, 180),
        source=None,
        url=text(cells[URL]),
    )


def _date(cells: Sequence[str]) -> str:
    """The day, or the month or year of an event that has none, as in onrecord's own export."""
    sqldate, month, year = cells[DAY : DAY + 3]
    known = f"{month[:4]}-{month[4:]}" if month else year
    return known if not sqldate and known and is_iso_prefix(known) else day("SQLDATE", sqldate)


def _side(cells: Sequence[str], first: int) -> tuple[ForeignParty, ...]:
    code, name, where, group, *_, one, two, three = cells[first : first + 10]
    if not code and not name:
        return ()
    known = None if where == EUROPE and group != EUROPEAN_UNION else country("cameo", where)
    return (ForeignParty(text(name), known, sector_of_roles((one, two, three))),)


def _mention(cells: Sequence[str]) -> ForeignMention:
    check_width(cells, MENTION_COLUMNS)
    sentence = number("SentenceID", cells[6])
    return ForeignMention(
        id=row_id("fm", "gdelt", cells),
        dataset="gdelt",
        event=needed("GLOBALEVENTID", cells[ID]),
        mentioned_at=moment("MentionTimeDate", cells[2]),
        source=text(cells[4]),
        url=text(cells[5]),
        sentence=None if sentence is None else int(sentence),
        confidence=number("Confidence", cells[11], 0, 100),
    )
