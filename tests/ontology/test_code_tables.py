"""Other data sets' codes: each country once, codes in their form, the Goldstein scale over CAMEO's codes."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from onrecord.ontology import codes, plover
from onrecord.ontology.actors import SUCCESSORS, countries
from onrecord.ontology.tables import read

ROWS = read("country_codes.csv", codes.CountryCodesRow)
SCALE = read("cameo_goldstein.csv", codes.GoldsteinRow)


def test_every_country_has_one_row_and_no_other_has_one() -> None:
    assert [row.code for row in ROWS] == sorted(countries())


@pytest.mark.parametrize(
    ("column", "form"), [("cameo", r"[A-Z]{3}"), ("fips", r"[A-Z]{2}"), ("cow", r"\d{1,3}"), ("ftm", r"[a-z]{2,4}")]
)
def test_codes_have_their_form(column: str, form: str) -> None:
    assert [row for row in ROWS if (code := getattr(row, column)) and not re.fullmatch(form, code)] == []


@pytest.mark.parametrize("column", ["cameo", "fips", "cow", "ftm"])
def test_no_code_means_two_countries_of_today(column: str) -> None:
    today = Counter(getattr(row, column) for row in ROWS if row.code not in SUCCESSORS)
    assert [code for code, times in today.items() if code and times > 1] == []


def test_cameo_differs_from_iso_where_gdelt_s_list_does() -> None:
    assert {(row.code, row.cameo) for row in ROWS if row.cameo not in {"", row.code}} == {
        ("ROU", "ROM"),
        ("TLS", "TMP"),
        ("IMN", "IMY"),
        ("MNE", "MTN"),
    }


def test_known_codes() -> None:
    iran = codes.country_codes("IRN")
    assert (iran.cameo, iran.fips, iran.cow, iran.ftm) == ("IRN", "IR", "630", "ir")
    assert codes.country_codes(None) == codes.country_codes("no such country") == codes.NOWHERE


def test_the_scale_runs_from_conflict_to_cooperation() -> None:
    assert len(SCALE) == len({row.cameo for row in SCALE})
    assert all(re.fullmatch(r"\d{3,4}", row.cameo) for row in SCALE)
    assert all(-10 <= float(row.goldstein) <= 10 for row in SCALE)
    assert (codes.goldstein()["057"], codes.goldstein()["0874"], codes.goldstein()["190"]) == ("8.0", "10.0", "-10.0")


def test_the_scale_knows_the_code_of_every_type() -> None:
    assert {facts.cameo for facts in plover.types().values()} <= set(codes.goldstein())
