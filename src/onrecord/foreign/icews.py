"""ICEWS coded event data (Harvard Dataverse, ``events.*.tab``): tab-separated with a header, one event a row.

Event ids repeat, so rows are told apart by all their cells. Files that went through Dataverse's tables have lost the
leading zeros of CAMEO codes, which can be told: no code has two digits here, and no root is above 20.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.foreign.cells import cameo, day, needed, number, place, row_id, text
from onrecord.foreign.columns import Header
from onrecord.foreign.records import ForeignEvent, ForeignParty
from onrecord.ontology.foreign import ROOT_DIGITS, country, event_type, sector_of_icews
from onrecord.ontology.plover import quad

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from onrecord.foreign.columns import Row
    from onrecord.records import EventType, Quad

COLUMNS = (
    *("Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "CAMEO Code", "Intensity"),
    *("Target Name", "Target Sectors", "Target Country", "Publisher", "City", "District", "Province", "Country"),
    *("Latitude", "Longitude"),
)
"""Those that are read; "Event Text", "Story ID" and "Sentence Number" stand between them."""

LAST_ROOT = 20
STATEMENTS = "01"
"""CAMEO's root of public statements, which PLOVER does not code; verbal cooperation by CAMEO's own account."""


def recognises(cells: Sequence[str]) -> bool:
    """Whether these are its header's."""
    return set(COLUMNS) <= set(cells)


def parser(cells: Sequence[str]) -> Callable[[Sequence[str]], ForeignEvent]:
    """Reads the rows under this header."""
    header = Header.of(cells)
    return lambda found: _event(header.row(found))


def _event(row: Row) -> ForeignEvent:
    code = _restored(cameo("CAMEO Code", row["CAMEO Code"]))
    kind = event_type(code) if code else None
    where = country("name", row["Country"])
    return ForeignEvent(
        id=row_id("fe", "icews", row.cells),
        dataset="icews",
        own_id=needed("Event ID", row["Event ID"]),
        date=day("Event Date", row["Event Date"]),
        actors=_side(row, "Source"),
        recipients=_side(row, "Target"),
        cameo=code,
        type=kind,
        mode=None,
        contexts=(),
        quad=_quad(code, kind),
        intensity=number("Intensity", row["Intensity"], -10, 10),
        place=place(text(row.first("City", "District", "Province", "Country")), where),
        latitude=number("Latitude", row["Latitude"], -90, 90),
        longitude=number("Longitude", row["Longitude"], -180, 180),
        source=text(row["Publisher"]),
        url=None,
    )


def _side(row: Row, side: str) -> tuple[ForeignParty, ...]:
    name, where = text(row[f"{side} Name"]), text(row[f"{side} Country"])
    if name is None and where is None:
        return ()
    sectors = (sector.strip() for sector in row[f"{side} Sectors"].split(","))
    return (ForeignParty(name, country("name", where) if where else None, sector_of_icews(sectors)),)


def _restored(code: str | None) -> str | None:
    if code is None or (len(code) > ROOT_DIGITS and int(code[:ROOT_DIGITS]) <= LAST_ROOT):
        return code
    return "0" + code


def _quad(code: str | None, kind: EventType | None) -> Quad | None:
    if kind is not None:
        return quad(kind)
    return "verbal cooperation" if code and code.startswith(STATEMENTS) else None
