"""One row, one record: what each data set's columns become."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from onrecord.errors import DocumentError
from onrecord.foreign import ForeignEvent, ForeignMention, ForeignParty, read
from onrecord.records import Location

from . import files

if TYPE_CHECKING:
    from pathlib import Path


def only(path: Path, text: str) -> Any:
    path.write_text(text, encoding="utf-8")
    (found,) = read([str(path)])
    return found if isinstance(found, DocumentError) else found.record


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "week.tab"


def test_icews(path: Path) -> None:
    event = only(path, files.icews())
    assert isinstance(event, ForeignEvent)
    assert (event.dataset, event.own_id, event.date) == ("icews", "20718170", "2015-04-02")
    assert event.actors == (ForeignParty("Kari Holm", "NOR", "GOV"),)
    assert event.recipients == (ForeignParty("Iran", "IRN", None),)
    assert (event.cameo, event.type, event.quad, event.intensity) == ("040", "CONSULT", "verbal cooperation", 1.0)
    assert (event.place, event.latitude, event.longitude) == (Location("Oslo", "NOR"), 59.91, 10.75)
    assert (event.source, event.url) == ("The Example Wire", None)


def test_gdelt(path: Path) -> None:
    event = only(path, files.gdelt())
    assert isinstance(event, ForeignEvent)
    assert (event.dataset, event.own_id, event.date) == ("gdelt", "410412347", "2015-04-02")
    assert event.actors == (ForeignParty("NORWAY", "NOR", "GOV"),)
    assert event.recipients == (ForeignParty("IRAN", "IRN", None),)
    assert (event.cameo, event.type, event.quad, event.intensity) == ("042", "CONSULT", "verbal cooperation", 1.9)
    assert (event.place, event.latitude, event.longitude) == (Location("Oslo, Oslo, Norway", "NOR"), 59.91, 10.75)
    assert event.url == "https://example.org/oslo"


@pytest.mark.parametrize(("month", "year", "date"), [("201504", "2015", "2015-04"), ("", "2015", "2015")])
def test_an_event_of_gdelt_without_a_day_has_its_month_or_year(path: Path, month: str, year: str, date: str) -> None:
    assert only(path, files.gdelt({1: "", 2: month, 3: year})).date == date


def test_gdelt_mention(path: Path) -> None:
    mention = only(path, files.gdelt_mentions())
    assert isinstance(mention, ForeignMention)
    assert (mention.event, mention.mentioned_at) == ("410412347", "2015-04-02T12:45:00")
    assert (mention.source, mention.url) == ("example.org", "https://example.org/oslo")
    assert (mention.sentence, mention.confidence) == (4, 60.0)


def test_polecat(path: Path) -> None:
    event = only(path, files.polecat())
    assert isinstance(event, ForeignEvent)
    assert (event.dataset, event.own_id, event.date) == ("polecat", "20230105-1-2", "2023-01-05")
    assert event.actors == (ForeignParty("Kari Holm", "NOR", "GOV"), ForeignParty(None, "DNK", None))
    assert event.recipients == (ForeignParty("Iran", "IRN", "GOV"),)
    assert (event.cameo, event.type, event.mode, event.quad) == (None, "CONSULT", "visit", "verbal cooperation")
    assert (event.contexts, event.intensity) == (("diplomatic", "military"), 2.1)
    assert (event.place, event.source) == (Location("Oslo", "NOR"), "The Example Wire")


@pytest.mark.parametrize(
    ("written", "cameo", "kind", "quad"),
    [
        ("40", "040", "CONSULT", "verbal cooperation"),
        ("173", "173", "COERCE", "material conflict"),
        ("1822", "1822", "ASSAULT", "material conflict"),
        ("311", "0311", "AGREE", "verbal cooperation"),
        ("10", "010", None, "verbal cooperation"),
        ("010", "010", None, "verbal cooperation"),
        ("13y", "13y", "THREATEN", "verbal conflict"),
        ("90", "090", "ACCUSE", "verbal conflict"),
        ("058", "058", None, None),
        ("NULL", None, None, None),
    ],
)
def test_cameo_codes_of_icews(path: Path, written: str, cameo: str, kind: str | None, quad: str | None) -> None:
    event = only(path, files.icews({"CAMEO Code": written}))
    assert (event.cameo, event.type, event.quad) == (cameo, kind, quad)


@pytest.mark.parametrize(
    ("code", "group", "country"),
    [
        ("ROM", "", "ROU"),
        ("ROU", "", "ROU"),
        ("TMP", "", "TLS"),
        ("GZS", "", "PSE"),
        ("EUR", "", None),
        ("EUR", "EEC", "EUR"),
        ("WST", "", None),
        ("", "", None),
    ],
)
def test_countries_of_gdelt(path: Path, code: str, group: str, country: str | None) -> None:
    (actor,) = only(path, files.gdelt({7: code, 8: group})).actors
    assert actor.country == country


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Russian Federation", "RUS"),
        ("Occupied Palestinian Territory", "PSE"),
        ("Cote d'Ivoire", "CIV"),
        ("the former Yugoslav Republic of Macedonia", "MKD"),
        ("Africa", None),
        ("NULL", None),
    ],
)
def test_countries_of_icews(path: Path, name: str, country: str | None) -> None:
    (actor,) = only(path, files.icews({"Source Country": name})).actors
    assert actor.country == country


def test_a_side_that_nobody_stands_on_is_empty(path: Path) -> None:
    nobody = {"Target Name": "NULL", "Target Country": ""}
    assert only(path, files.icews(nobody)).recipients == ()
    assert only(path, files.gdelt({15: "", 16: "", 17: ""})).recipients == ()
    assert only(path, files.polecat({"Recipient Name": "None", "Recipient Country": "None"})).recipients == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (files.icews({"Event Date": "2015-02-30"}), "Event Date '2015-02-30' is no day"),
        (files.icews({"Event ID": ""}), "Event ID is empty"),
        (files.icews({"CAMEO Code": "Consult"}), "is no CAMEO code"),
        (files.icews({"Latitude": "591"}), "Latitude 591 is out of range"),
        (files.icews({"Longitude": "east"}), "Longitude 'east' is no number"),
        (files.icews({"Intensity": "nan"}), "Intensity nan is out of range"),
        (files.icews({"City": "Oslo\tOslo"}), "21 cells, not 20"),
        (files.gdelt({}, {1: "201504"}), "SQLDATE '201504' is no day"),
        (files.gdelt({}, {1: "", 2: "201599"}), "SQLDATE '' is no day"),
        (files.gdelt({}, {60: "a\tb"}), "62 cells, not 61"),
        (files.gdelt_mentions({}, {2: "2015"}), "MentionTimeDate '2015' is no moment"),
        (files.polecat({"Event Type": "GOSSIP"}), "'GOSSIP' is none of PLOVER's"),
        (files.polecat({"Actor Country": "NOR"}), "whose they are cannot be told"),
    ],
)
def test_a_row_that_cannot_be_read_says_why_and_where(path: Path, text: str, said: str) -> None:
    path.write_text(text, encoding="utf-8")
    error = list(read([str(path)]))[-1]
    assert isinstance(error, DocumentError)
    assert said in error.reason
    assert error.where == f"{path}:2"


def test_ids_come_from_the_row_alone(tmp_path: Path) -> None:
    (tmp_path / "a.tab").write_text(files.icews({}, {"Story ID": "2"}), encoding="utf-8")
    quoted = "\n".join("\t".join(f'"{cell}"' for cell in line.split("\t")) for line in files.icews().splitlines())
    (tmp_path / "b.tab").write_text(quoted, encoding="utf-8")
    first, second, again = (row.record.id for row in read([str(tmp_path)]) if not isinstance(row, DocumentError))
    assert first == again != second
