"""POLECAT (Harvard Dataverse, ``ngecEvents.*``): tab-separated with a header, one event of PLOVER's a row.

A side may have several actors; each of its cells then has as many parts, ``None`` where one is not known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast, get_args

from onrecord.foreign.cells import RowError, clip, day, needed, number, place, row_id, text
from onrecord.foreign.columns import Header
from onrecord.foreign.records import ForeignEvent, ForeignParty
from onrecord.ontology.actors import countries
from onrecord.ontology.foreign import country, sector_of_roles
from onrecord.records import EVENT_TYPES, EventType, Quad

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from onrecord.foreign.columns import Row

COLUMNS = (
    *("Event ID", "Event Date", "Event Type", "Event Mode", "Quad Code", "Contexts"),
    *("Actor Name", "Actor Country", "Primary Actor Sector"),
    *("Recipient Name", "Recipient Country", "Primary Recipient Sector", "Country", "Latitude", "Longitude"),
)
INTENSITY = ("Intensity", "Event Intensity")
"""The scale's column, in older files and in newer ones."""

PLACE = ("Placename", "City", "District", "Province", "Raw Placename", "Country")
BETWEEN = ";"
DEMAND = "DEMAND"
"""What drafts of the codebook call REQUEST."""


def recognises(cells: Sequence[str]) -> bool:
    """Whether these are its header's."""
    return set(COLUMNS) <= set(cells)


def parser(cells: Sequence[str]) -> Callable[[Sequence[str]], ForeignEvent]:
    """Reads the rows under this header."""
    header = Header.of(cells)
    return lambda found: _event(header.row(found))


def _event(row: Row) -> ForeignEvent:
    return ForeignEvent(
        id=row_id("fe", "polecat", row.cells),
        dataset="polecat",
        own_id=needed("Event ID", row["Event ID"]),
        date=day("Event Date", row["Event Date"]),
        actors=_side(row, "Actor"),
        recipients=_side(row, "Recipient"),
        cameo=None,
        type=_type(row["Event Type"]),
        mode=text(row["Event Mode"].lower()),
        contexts=tuple(sorted({part.lower() for part in _parts(row["Contexts"]) if part})),
        quad=_quad(row["Quad Code"]),
        intensity=number("Intensity", row.first(*INTENSITY), -10, 10),
        place=place(text(row.first(*PLACE)), _country(row["Country"])),
        latitude=number("Latitude", row["Latitude"], -90, 90),
        longitude=number("Longitude", row["Longitude"], -180, 180),
        source=text(row.get("Source")),
        url=None,
    )


def _type(cell: str) -> EventType:
    kind = cell.upper()
    if kind not in (*EVENT_TYPES, DEMAND):
        raise RowError(f"Event Type {clip(cell)!r} is none of PLOVER's")
    return "REQUEST" if kind == DEMAND else cast("EventType", kind)


def _quad(cell: str) -> Quad | None:
    quad = cell.lower().replace("_", " ")
    return cast("Quad", quad) if quad in get_args(Quad) else None


def _side(row: Row, side: str) -> tuple[ForeignParty, ...]:
    """Who stands on a side. Raises RowError where the cells do not have as many parts each."""
    columns = (f"{side} Name", f"{side} Country", f"Primary {side} Sector")
    parts = [_parts(row[column]) for column in columns]
    sizes = {len(found) for found in parts if found}
    if len(sizes) > 1:
        counts = ", ".join(f"{column} {len(found)}" for column, found in zip(columns, parts, strict=True))
        raise RowError(f"parts of {counts}: whose they are cannot be told")
    filled = (found or [None] * max(sizes, default=0) for found in parts)
    return tuple(
        ForeignParty(name, _country(where), sector_of_roles((sector or "",)))
        for name, where, sector in zip(*filled, strict=True)
        if name or where
    )


def _parts(cell: str) -> list[str | None]:
    return [text(part.strip()) for part in cell.split(BETWEEN)] if text(cell) else []


def _country(code: str | None) -> str | None:
    if not code:
        return None
    return code if code in countries() else country("name", code)
