"""What other data sets' codes mean: known countries and sectors, nothing twice, and whole where it must be."""

from __future__ import annotations

from typing import get_args

import pytest

from onrecord.ontology import foreign
from onrecord.ontology.actors import SUCCESSORS, countries
from onrecord.ontology.codes import country_codes
from onrecord.ontology.plover import crosswalk
from onrecord.ontology.tables import read
from onrecord.records import Sector


def test_codes_stand_once_under_a_known_scheme_and_country() -> None:
    rows = read("foreign_countries.csv", foreign.ForeignCountryRow)
    assert len({row[:2] for row in rows}) == len(rows)
    assert {row.scheme for row in rows} == set(get_args(foreign.Scheme))
    assert {row.country for row in rows} <= set(countries())


def test_sectors_of_icews_are_plovers() -> None:
    rows = read("icews_sectors.csv", foreign.IcewsSectorRow)
    assert len({row.sector for row in rows}) == len(rows)
    assert {row.plover for row in rows} <= set(get_args(Sector))
    assert set(foreign._WEIGHTIEST) == set(get_args(Sector))


@pytest.mark.parametrize("scheme", ["cameo", "fips"])
def test_every_country_of_today_is_found_again_by_its_code(scheme: foreign.Scheme) -> None:
    today = (code for code in countries() if code not in SUCCESSORS and getattr(country_codes(code), scheme))
    assert [code for code in today if foreign.country(scheme, getattr(country_codes(code), scheme)) != code] == []


def test_every_country_is_found_by_its_name() -> None:
    assert [code for code, name in countries().items() if foreign.country("name", name) != code] == []


def test_every_code_of_the_crosswalk_has_its_type_and_mixed_roots_have_none() -> None:
    assert {code: foreign.event_type(code) for code in crosswalk()} == {c: row.type for c, row in crosswalk().items()}
    assert [foreign.event_type(root) for root in ("05", "08", "17", "19", "01", "99", "")] == [None] * 7
    assert [foreign.event_type(root) for root in ("03", "14", "0399")] == ["AGREE", "PROTEST", "AGREE"]


def test_offices_come_before_parties() -> None:
    assert foreign.sector_of_icews(["Parties", "Foreign Ministry", "Lower House"]) == "GOV"
    assert foreign.sector_of_icews(["Far Right", "Kurd (Ethnic Group)"]) is None
    assert foreign.sector_of_roles(["", "REF", "MIL"]) == "CVL"
