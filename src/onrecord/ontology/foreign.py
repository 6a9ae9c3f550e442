"""What other event data sets' words and codes are in the record's terms: countries, sectors, CAMEO codes.

``foreign_countries.csv`` holds what ``country_codes.csv`` and the gazetteer lack: codes of parts of a country (FIPS and
CAMEO code Gaza and the West Bank apart), ISO codes that occur in CAMEO's place, names as ICEWS writes them.
``icews_sectors.csv`` holds the sectors of ICEWS that are one of PLOVER's. What is in no table is None: a region
("Europe", "Middle East") is no country.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple, cast, get_args

from onrecord.ontology.actors import countries, country_names
from onrecord.ontology.codes import country_codes
from onrecord.ontology.dictionaries import CAMEO_SECTORS
from onrecord.ontology.plover import crosswalk
from onrecord.ontology.tables import read
from onrecord.records import EventType, Sector

if TYPE_CHECKING:
    from collections.abc import Iterable

Scheme = Literal["cameo", "fips", "name"]
ROOT_DIGITS = 2
_WEIGHTIEST: tuple[Sector, ...] = (
    *("GOV", "MIL", "REB", "COP", "JUD", "LEG", "IGO", "NGO", "OPP", "MED", "BUS", "CVL", "OTH"),
)
"""A minister is of a party too, a general of the government's: offices come before parties, as in text_to_CAMEO."""


class ForeignCountryRow(NamedTuple):
    """What a code or name of a scheme means."""

    scheme: str
    code: str
    country: str


class IcewsSectorRow(NamedTuple):
    """A sector of ICEWS, and PLOVER's."""

    sector: str
    plover: str


def country(scheme: Scheme, code: str) -> str | None:
    """The ISO 3166-1 alpha-3 code of a country as others name it; None for what is no country."""
    return _countries(scheme).get(code.casefold())


@cache
def _countries(scheme: Scheme) -> dict[str, str]:
    rows = (row for row in read("foreign_countries.csv", ForeignCountryRow) if row.scheme == scheme)
    own = {row.code.casefold(): row.country for row in rows}
    if unknown := set(own.values()) - set(countries()):
        raise ValueError(f"foreign_countries.csv: {sorted(unknown)} are no countries")
    return {**_known(scheme), **own}


def _known(scheme: Scheme) -> dict[str, str]:
    """What the other tables say; where a code was passed on, a country of today comes before one that is gone."""
    if scheme == "name":
        named = {row.form.casefold(): row.code for row in country_names() if row.kind == "name"}
        return {**named, **{name.casefold(): code for code, name in countries().items()}}
    found: dict[str, str] = {}
    for code in countries():
        theirs = getattr(country_codes(code), scheme).casefold()
        if theirs and (theirs not in found or theirs == code.casefold()):
            found[theirs] = code
    return found


def sector_of_roles(roles: Iterable[str]) -> Sector | None:
    """PLOVER's sector of the first of CAMEO's role codes, or of PLOVER's own, that has one."""
    known = {**CAMEO_SECTORS, **{cast("str", sector): sector for sector in get_args(Sector)}}
    return next((known[role] for role in roles if role in known), None)


def sector_of_icews(sectors: Iterable[str]) -> Sector | None:
    """PLOVER's sector of an actor that ICEWS gives several, in no order of its own."""
    found = {_icews_sectors()[sector] for sector in sectors if sector in _icews_sectors()}
    return min(found, key=_WEIGHTIEST.index, default=None)


@cache
def _icews_sectors() -> dict[str, Sector]:
    rows = {row.sector: cast("Sector", row.plover) for row in read("icews_sectors.csv", IcewsSectorRow)}
    if unknown := set(rows.values()) - set(get_args(Sector)):
        raise ValueError(f"icews_sectors.csv: {sorted(unknown)} are no sectors of PLOVER")
    return rows


@cache
def event_type(cameo: str) -> EventType | None:
    """The PLOVER type of a CAMEO code: the crosswalk's, else that of all codes below it or beside it, if it is one."""
    while len(cameo) >= ROOT_DIGITS:
        if cameo in crosswalk():
            return cast("EventType", crosswalk()[cameo].type)
        below = {row.type for code, row in crosswalk().items() if code.startswith(cameo)}
        if len(below) == 1:
            return cast("EventType", below.pop())
        cameo = cameo[:-1]
    return None
