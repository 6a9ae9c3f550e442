"""Readers' own dictionaries of actors, in three formats; what is wrong in them is named with its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import onrecord
from onrecord.errors import ConfigurationError
from onrecord.ontology.dictionaries import Entry, read_dictionary
from onrecord.records import Document, Metadata

if TYPE_CHECKING:
    from pathlib import Path

    from onrecord.coder.pipeline import Coder

TABLE = """name,aliases,kind,country,sector,title,start,end
Kari Holm,K. Holm|Holm,person,NOR,GOV,foreign minister,2019-01,2021-10
Kari Holm,,person,NOR,OPP,,2021-10,
Blue Coast Alliance,BCA,armed_group,NOR,REB,,,
"""
LIST = """
- name: Kari Holm
  aliases: [K. Holm, Holm]
  kind: person
  country: NOR
  sector: GOV
  title: foreign minister
  start: 2019-01
  end: 2021-10
- {name: Kari Holm, kind: person, country: NOR, sector: OPP, start: 2021-10}
- {name: Blue Coast Alliance, aliases: [BCA], kind: armed_group, country: NOR, sector: REB}
"""
PETRARCH = """# a comment
KARI_HOLM_ ; another
+K_HOLM_
+HOLM_
	[NORGOV 190101-211001]
	[NOROPP >211001]

BLUE_COAST_ALLIANCE [NORREB] ; on one line
NORWAY_ [NOR]
"""


def written(tmp_path: Path, name: str, text: str) -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_table_and_a_list_say_the_same(tmp_path: Path) -> None:
    table = read_dictionary(written(tmp_path, "own.csv", TABLE))
    assert table.entries == read_dictionary(written(tmp_path, "own.yaml", LIST)).entries
    assert table.entries[0] == Entry(
        "Kari Holm", ("K. Holm", "Holm"), "person", "NOR", "GOV", "foreign minister", "2019-01", "2021-10"
    )


def test_petrarch_s_format(tmp_path: Path) -> None:
    found = read_dictionary(written(tmp_path, "own.actors", PETRARCH)).entries
    assert found == (
        Entry("Kari Holm", ("K Holm", "Holm"), "person", "NOR", "GOV", "", "2019-01-01", "2021-10-01"),
        Entry("Kari Holm", ("K Holm", "Holm"), "person", "NOR", "OPP", "", "2021-10-01", ""),
        Entry("Blue Coast Alliance", (), "armed_group", "NOR", "REB"),
    )


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("own.csv", "name,colour\nA,red\n", "colour"),
        ("own.csv", "name,country\nA,NORWAY\n", "line 2: country 'NORWAY'"),
        ("own.csv", "name,kind\nA,nobody\n", "line 2: kind 'nobody'"),
        ("own.csv", "name,sector\nA,ABC\n", "line 2: sector 'ABC'"),
        ("own.csv", "name,start\nA,last year\n", "line 2: start 'last year'"),
        ("own.csv", "name,start\nA,2015-02-31\n", "line 2: start '2015-02-31'"),
        ("own.csv", "name,kind\n,person\n", "line 2: an actor needs a name"),
        ("own.csv", "", "line 1"),
        ("own.yaml", "- {kind: person}\n", "entry 1: an actor needs a name"),
        ("own.yaml", "name: A\n", "a list of actors"),
        ("own.yaml", "- [a\n", "own.yaml"),
        ("own.yaml", "- {name: A, aliases: B}\n", "entry 1: aliases are a list"),
        ("own.actors", "KARI_HOLM_\n  [norgov]\n", "line 2"),
        ("own.actors", "  [NORGOV]\n", "line 1: a code before any name"),
        ("own.actors", "KARI_HOLM_ [NORGOV 991332]\n", "line 1"),
        ("own.actors", "\n", "no actor in it"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, name: str, text: str, says: str) -> None:
    with pytest.raises(ConfigurationError, match=name) as refused:
        read_dictionary(written(tmp_path, name, text))
    assert says in str(refused.value)


def test_a_file_that_is_no_text_or_not_there(tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_bytes(b"\xff\xfe\x00name")
    for name in ("own.csv", "nothing.csv"):
        with pytest.raises(ConfigurationError, match=name):
            read_dictionary(tmp_path / name)


@given(text=st.text())
def test_any_text_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.mktemp("any")
    for name in ("own.csv", "own.yaml", "own.actors"):
        (folder / name).write_text(text, encoding="utf-8", errors="surrogatepass")
        try:
            read_dictionary(folder / name)
        except ConfigurationError:
            continue


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Coder:
    return onrecord.load(dictionaries=[written(tmp_path_factory.mktemp("own"), "own.csv", TABLE)])


@pytest.mark.parametrize(("published", "sector"), [("2020-03-03", "GOV"), ("2022-03-03", "OPP")])
def test_the_coder_knows_them_by_date(own: Coder, published: str, sector: str) -> None:
    text = "Kari Holm said on Tuesday that the BCA had attacked a village."
    coded = own.code(text, published=published)
    found = {actor.name: (actor.kind, actor.country, actor.sector) for actor in coded.actors}
    assert found["Kari Holm"] == ("person", "NOR", sector)
    assert found["Blue Coast Alliance"] == ("armed_group", "NOR", "REB")
    assert "own.csv" in coded.coder.models


def test_a_dictionary_s_name_means_what_it_says_there(tmp_path: Path) -> None:
    path = written(tmp_path, "own.csv", "name,kind,country,sector\nHamas,organisation,NOR,NGO\n")
    coded = onrecord.load(dictionaries=[path]).code("Hamas criticised the plan.")
    assert [(actor.country, actor.sector) for actor in coded.actors] == [("NOR", "NGO")]


def test_worker_processes_know_them_too(own: Coder) -> None:
    documents = [Document(Metadata(str(n)), f"Kari Holm praised the BCA {n} times.") for n in range(40)]
    assert all(any(a.name == "Kari Holm" and a.country == "NOR" for a in d.actors) for d in own.pipe(documents, jobs=2))
