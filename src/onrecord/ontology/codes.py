"""The codes by which other data sets name countries, and the published scale of CAMEO's codes.

``country_codes.csv`` holds, for each code of ``countries.csv``, CAMEO's (ISO 3166-1 alpha-3 but for a few that GDELT's
list writes otherwise), FIPS 10-4's (GDELT's places), the number in the Correlates of War's list of states (POLECAT) and
FollowTheMoney's; empty where there is none. Palestine has no FIPS code here, since FIPS codes Gaza and the West Bank
apart. ``cameo_goldstein.csv`` is the scale that GDELT publishes (``CAMEO.goldsteinscale.txt``) for CAMEO's codes of
three and four digits.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from onrecord.ontology.actors import countries
from onrecord.ontology.tables import read


class CountryCodesRow(NamedTuple):
    """One country's codes."""

    code: str
    cameo: str
    fips: str
    cow: str
    ftm: str


class GoldsteinRow(NamedTuple):
    """How far an act furthers cooperation (10) or conflict (-10), after Goldstein."""

    cameo: str
    goldstein: str


NOWHERE = CountryCodesRow("", "", "", "", "")


@cache
def _country_codes() -> dict[str, CountryCodesRow]:
    rows = {row.code: row for row in read("country_codes.csv", CountryCodesRow)}
    if unknown := set(rows) ^ set(countries()):
        raise ValueError(f"country_codes.csv: {sorted(unknown)} unknown or missing")
    return rows


def country_codes(code: str | None) -> CountryCodesRow:
    """What others call a country; all empty for None and for codes that are none of ours (a reader's dictionary)."""
    return _country_codes().get(code or "", NOWHERE)


@cache
def goldstein() -> dict[str, str]:
    """The Goldstein score by CAMEO code, as it is published."""
    return {row.cameo: row.goldstein for row in read("cameo_goldstein.csv", GoldsteinRow)}
