"""The actor tables: known codes, no row twice, sorted, nothing without a name."""

from __future__ import annotations

import csv
import re
from importlib import resources
from itertools import pairwise

import pytest

from onrecord.ontology import actors

TABLES = {
    "countries.csv": ("code",),
    "country_names.csv": ("code", "form", "kind"),
    "country_groups.csv": ("form", "code"),
    "organisations.csv": ("id",),
    "organisation_names.csv": ("id", "form"),
    "titles.csv": ("title",),
    "group_nouns.csv": ("noun",),
    "leaders.csv": ("id", "start", "title", "country"),
    "leader_names.csv": ("id", "form"),
    "first_names.csv": ("name",),
    "thing_nouns.csv": ("noun",),
}
"""Each table, and the columns that tell its rows apart."""

ISO_PREFIX = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-([0-2]\d|3[01]))?)?")


def rows(file: str) -> list[dict[str, str]]:
    text = resources.files("onrecord.ontology").joinpath("data", file).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@pytest.mark.parametrize("file", TABLES)
def test_no_row_stands_twice(file: str) -> None:
    keys = [tuple(row[column] for column in TABLES[file]) for row in rows(file)]
    assert len(keys) == len(set(keys)), sorted(key for key in set(keys) if keys.count(key) > 1)[:5]


@pytest.mark.parametrize("file", TABLES)
def test_rows_are_sorted(file: str) -> None:
    firsts = [next(iter(row.values())) for row in rows(file)]
    assert [pair for pair in pairwise(firsts) if pair[0] > pair[1]] == []


@pytest.mark.parametrize("file", TABLES)
def test_no_cell_has_blanks_around_it(file: str) -> None:
    assert [row for row in rows(file) if any(cell != cell.strip() for cell in row.values())] == []


def test_codes_are_iso_alpha_3_and_every_country_has_an_adjective_or_a_name() -> None:
    assert all(re.fullmatch(r"[A-Z]{3}", code) for code in actors.countries())
    named = {row.code for row in actors.country_names() if row.kind == "name"}
    assert named == set(actors.countries())


@pytest.mark.parametrize(
    ("form", "code", "kind"),
    [
        ("Iran", "IRN", "name"),
        ("Iranian", "IRN", "adjective"),
        ("Tehran", "IRN", "capital"),
        ("White House", "USA", "seat"),
        ("Kremlin", "RUS", "seat"),
        ("Kosovo", "XKX", "name"),
        ("EU", "EUR", "name"),
        ("Palestinian", "PSE", "adjective"),
    ],
)
def test_country_forms_that_the_codebook_names(form: str, code: str, kind: str) -> None:
    assert (code, form, kind) in actors.country_names()


def test_every_organisation_is_named_and_igos_are_in_their_sector() -> None:
    known = actors.organisations()
    assert all(entry.name for entry in known.values())
    assert {entry.sector for entry in known.values() if entry.kind == "igo"} == {"IGO"}
    assert {entry.kind for entry in known.values() if entry.sector == "MED"} == {"media"}


def test_the_checked_readers_accept_every_row() -> None:
    """Each reader refuses unknown codes, kinds, sectors and ids."""
    assert actors.organisation_names()
    assert actors.leader_names()
    assert {"foreign minister", "president", "spokesman"} <= set(actors.titles())
    assert {"troop", "protester", "ministry"} & set(actors.group_nouns())
    assert "report" in actors.thing_nouns()
    assert set(actors.first_names().values()) == {"male", "female"}


def test_terms_are_iso_prefixes_in_order() -> None:
    for terms in actors.leaders().values():
        for term in terms:
            assert ISO_PREFIX.fullmatch(term.start), term
            assert not term.end or (ISO_PREFIX.fullmatch(term.end) and term.start <= term.end), term


def test_lower_case_tables_hold_lower_case() -> None:
    for words in (actors.titles(), actors.group_nouns(), actors.thing_nouns()):
        assert [word for word in words if word != word.lower()] == []
