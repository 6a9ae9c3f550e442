"""Files of other projects' formats, with events of our own making: rows by column, the rest empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

ICEWS = (
    "Event ID|Event Date|Source Name|Source Sectors|Source Country|Event Text|CAMEO Code|Intensity|"
    "Target Name|Target Sectors|Target Country|Story ID|Sentence Number|Publisher|City|District|Province|"
    "Country|Latitude|Longitude"
).replace("|", "\t")
POLECAT = (
    "Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts|Actor Name|Actor Country|"
    "Actor COW|Primary Actor Sector|Actor Sectors|Actor Title|Actor Name Raw|Wikipedia Actor ID|"
    "Recipient Name|Recipient Country|Recipient COW|Primary Recipient Sector|Recipient Sectors|"
    "Recipient Title|Recipient Name Raw|Wikipedia Recipient ID|Placename|City|District|Province|Country|"
    "Latitude|Longitude|GeoNames ID|Raw Placename|Feature Type|Source|Publication Date|Story People|"
    "Story Organizations|Story Locations|Language|Version"
).replace("|", "\t")
ICEWS_EVENT = {
    "Event ID": "20718170",
    "Event Date": "2015-04-02",
    "Source Name": "Kari Holm",
    "Source Sectors": "Parties,Foreign Ministry,Executive,Government",
    "Source Country": "Norway",
    "Event Text": "Consult",
    "CAMEO Code": "040",
    "Intensity": "1.0",
    "Target Name": "Iran",
    "Target Sectors": "NULL",
    "Target Country": "Iran",
    "Story ID": "35194801",
    "Sentence Number": "3",
    "Publisher": "The Example Wire",
    "City": "Oslo",
    "Province": "Oslo",
    "Country": "Norway",
    "Latitude": "59.91",
    "Longitude": "10.75",
}
POLECAT_EVENT = {
    "Event ID": "20230105-1-2",
    "Event Date": "2023-01-05",
    "Event Type": "CONSULT",
    "Event Mode": "visit",
    "Intensity": "2.1",
    "Quad Code": "VERBAL COOPERATION",
    "Contexts": "military; diplomatic",
    "Actor Name": "Kari Holm; None",
    "Actor Country": "NOR; DNK",
    "Primary Actor Sector": "GOV; None",
    "Recipient Name": "Iran",
    "Recipient Country": "IRN",
    "Primary Recipient Sector": "GOV",
    "Placename": "Oslo",
    "Country": "NOR",
    "Latitude": "59.91",
    "Longitude": "10.75",
    "Source": "The Example Wire",
}
GDELT_EVENT = {
    0: "410412347",
    1: "20150402",
    2: "201504",
    3: "2015",
    5: "NORGOV",
    6: "NORWAY",
    7: "NOR",
    12: "GOV",
    15: "IRN",
    16: "IRAN",
    17: "IRN",
    25: "1",
    26: "042",
    27: "042",
    28: "04",
    29: "1",
    30: "1.9",
    51: "4",
    52: "Oslo, Oslo, Norway",
    53: "NO",
    56: "59.91",
    57: "10.75",
    59: "20150402123000",
    60: "https://example.org/oslo",
}
GDELT_MENTION = {
    0: "410412347",
    1: "20150402123000",
    2: "20150402124500",
    3: "1",
    4: "example.org",
    5: "https://example.org/oslo",
    6: "4",
    11: "60",
}


def icews(*changes: dict[str, str]) -> str:
    """A file of ICEWS: the event above, once for each set of changes."""
    return _titled(ICEWS, ICEWS_EVENT, changes or ({},))


def polecat(*changes: dict[str, str]) -> str:
    """A file of POLECAT."""
    return _titled(POLECAT, POLECAT_EVENT, changes or ({},))


def gdelt(*changes: dict[int, str]) -> str:
    """A file of GDELT events."""
    return _untitled(GDELT_EVENT, 61, changes or ({},))


def gdelt_mentions(*changes: dict[int, str]) -> str:
    """A file of GDELT mentions."""
    return _untitled(GDELT_MENTION, 16, changes or ({},))


def _titled(header: str, event: dict[str, str], changes: Iterable[dict[str, str]]) -> str:
    rows = ("\t".join({**event, **change}.get(column, "") for column in header.split("\t")) for change in changes)
    return "\n".join((header, *rows)) + "\n"


def _untitled(event: dict[int, str], width: int, changes: Iterable[dict[int, str]]) -> str:
    rows = ("\t".join({**event, **change}.get(place, "") for place in range(width)) for change in changes)
    return "\n".join(rows) + "\n"
