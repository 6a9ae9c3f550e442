"""``add``, ``brief``, ``find`` and ``export`` over a ledger of the sample corpus, and over ledgers that are none."""

from __future__ import annotations

import csv
import io
import json
import os
import sqlite3
import sys
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import onrecord
from onrecord.commands.coded_files import holds_coded
from onrecord.commands.demo import SITUATION as DEMO_SITUATION
from onrecord.commands.demo import run as demo
from onrecord.exports import FORMATS, left_out
from onrecord.exports.parts import PARTS

if TYPE_CHECKING:
    from tests.commands.conftest import Run


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of the sample corpus."""
    path = tmp_path_factory.mktemp("sample") / "sample.db"
    demo(str(path), jobs=1)
    return path


def test_adding_twice_changes_nothing(run: Run, article: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "l.db"
    first = run("add", article, "--ledger", ledger)
    assert (first.status, first.out) == (0, "")
    assert "1 added, 0 revised, 0 unchanged" in first.err
    before = onrecord.open_ledger(str(ledger)).content_digest()
    assert "0 added, 0 revised, 1 unchanged" in run("add", article, "--ledger", ledger).err
    assert onrecord.open_ledger(str(ledger)).content_digest() == before


def test_a_revision_supersedes(run: Run, article: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "l.db"
    run("add", article, "--ledger", ledger)
    article.write_text(article.read_text(encoding="utf-8").replace("ready", "not ready"), encoding="utf-8")
    assert "1 revised" in run("add", article, "--ledger", ledger).err
    with onrecord.open_ledger(str(ledger)) as opened:
        assert [(d.version, d.superseded) for d in opened.documents(superseded=True)] == [(1, True), (2, False)]


def test_bad_documents_are_named_and_the_rest_added(run: Run, article: Path, tmp_path: Path) -> None:
    done = run("add", tmp_path / "missing.txt", article, "--ledger", tmp_path / "l.db")
    assert done.status == 1
    assert "1 added" in done.err
    assert "missing.txt" in done.err


def test_what_is_coded_is_added_as_it_is(run: Run, article: Path, tmp_path: Path) -> None:
    coded, one, other = tmp_path / "coded.jsonl", tmp_path / "one.db", tmp_path / "other.db"
    run("code", article, "--output", coded)
    with coded.open("a", encoding="utf-8") as stream:
        stream.write("{broken\n")
    done = run("add", coded, "--ledger", one)
    assert done.status == 1
    assert "1 added" in done.err
    assert f"{coded}:2: not a coded document" in done.err
    run("add", article, "--ledger", other)
    with onrecord.open_ledger(str(one)) as left, onrecord.open_ledger(str(other)) as right:
        assert left.content_digest() == right.content_digest()
    assert "1 unchanged" in run("add", coded, "--ledger", one).err


def test_a_pipe_is_not_looked_into(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert not holds_coded(pipe)


def test_what_is_coded_is_coded_again_under_its_own_id(run: Run, article: Path, tmp_path: Path) -> None:
    coded = tmp_path / "coded.jsonl"
    run("code", article, "--output", coded, "--published", "2024-05-06")
    first, again = (json.loads(run("code", given, "--published", "2024-05-06").out) for given in (article, coded))
    assert first["document"].pop("raw_sha256") != again["document"].pop("raw_sha256")
    assert first == again


@pytest.mark.parametrize("fmt", ["md", "html", "json"])
def test_brief_in_every_format(run: Run, sample: Path, fmt: str) -> None:
    done = run("brief", "The nuclear agreement", "--ledger", sample, "--format", fmt, "--actors", "IRN,USA")
    assert done.status == 0
    assert "The nuclear agreement" in done.out
    if fmt == "json":
        assert json.loads(done.out)["scope"]["actors"] == ["IRN", "USA"]


def test_find(run: Run, sample: Path) -> None:
    lines = run("find", "sanctions", "--ledger", sample, "--limit", "500").out.splitlines()
    found = [json.loads(line) for line in lines]
    assert {row["record"] for row in found} == {"statement", "event"}
    limited = run("find", "sanctions", "--ledger", sample, "--limit", "1")
    assert len(limited.out.splitlines()) == 1
    assert f"1 to 1 of {len(found)} shown, cut by --limit 1; --offset 1 shows the next" in limited.err
    assert "nothing matches" in run("find", "zebra", "--ledger", sample).err
    rows = list(csv.DictReader(io.StringIO(run("find", "sanctions", "--ledger", sample, "--format", "csv").out)))
    assert rows
    assert {row["record"] for row in rows} <= {"statement", "event"}


def test_pages_of_find_join_into_the_whole(run: Run, sample: Path) -> None:
    whole = run("find", "sanctions", "--ledger", sample, "--limit", "500")
    assert f"all {len(whole.out.splitlines())} shown" in whole.err
    pages, said = [], []
    for offset in range(0, 500, 7):
        page = run("find", "sanctions", "--ledger", sample, "--limit", "7", "--offset", str(offset))
        pages.append(page.out)
        said.append(page.err)
        if not page.out:
            break
    assert "".join(pages) == whole.out
    assert "past the last" in said[-1]
    assert "cut by" not in said[-2]
    total = len(whole.out.splitlines())
    table = run("find", "sanctions", "--ledger", sample, "--limit", "7", "--offset", str(total - 2), "-f", "table")
    assert f"{total - 1} to {total} of {total}" in table.out
    assert table.err == ""


def test_find_like_says_why(run: Run, sample: Path) -> None:
    like = "The Iranian president rejected new sanctions by the United States."
    done = run("find", "--like", like, "--ledger", sample, "--limit", "20")
    found = [json.loads(line) for line in done.out.splitlines()]
    assert "1 to 20 of" in done.err
    assert found[0]["because"].startswith("words ")
    assert any("type REJECT" in row["because"] and "IRN" in row["because"] for row in found)
    assert [row["score"] for row in found] == sorted((row["score"] for row in found), reverse=True)
    narrowed = run("find", "sanctions", "--like", like, "--ledger", sample, "--type", "REJECT", "--limit", "500")
    assert 0 < len(narrowed.out.splitlines()) < len(run("find", "sanctions", "--ledger", sample).out.splitlines())
    assert "because" not in json.loads(run("find", "sanctions", "--ledger", sample).out.splitlines()[0])


@pytest.mark.parametrize(
    "text", ["", " ", "Le ministre a déclaré hier que les négociations reprendraient la semaine prochaine."]
)
def test_find_like_refuses_what_cannot_be_coded(run: Run, sample: Path, text: str) -> None:
    done = run("find", "--like", text, "--ledger", sample)
    assert (done.status, done.out) == (2, "")


def test_find_takes_any_query(run: Run, sample: Path) -> None:
    for query in ('"', "a AND (", "*", "NEAR(", "x:y", "''", "-"):
        assert run("find", query, "--ledger", sample).status == 0


@pytest.mark.parametrize("what", PARTS)
def test_export_of_every_part(run: Run, sample: Path, what: str) -> None:
    rows = [
        json.loads(line) for line in run("export", "--ledger", sample, "--to", "jsonl", "--what", what).out.splitlines()
    ]
    table = list(csv.reader(io.StringIO(run("export", "--ledger", sample, "--to", "csv", "--what", what).out)))
    assert all(len(row) == len(table[0]) for row in table)
    assert {row[0] for row in table[1:]} == {str(row.get("event") or row["id"]) for row in rows}


def test_exported_event_is_the_contract_line(run: Run, sample: Path) -> None:
    event = json.loads(run("export", "--ledger", sample, "--to", "jsonl").out.splitlines()[0])
    named = {"event", "type", "date", "factuality", "place", "actors", "recipients", "mentions", "documents", "origins"}
    assert named <= set(event)
    assert {"document", "version", "trigger", "factuality", "origin"} <= set(event["mentions"][0])


def test_plover_export(run: Run, sample: Path) -> None:
    lines = run("export", "--ledger", sample, "--to", "plover").out.splitlines()
    assert lines
    for line in lines:
        record = json.loads(line)
        assert {"id", "date", "event"} <= set(record)
        assert record["quad_code"] in {1, 2, 3, 4}


@pytest.mark.parametrize("to", [name for name in FORMATS if name != "parquet"])
def test_every_format_has_every_part_that_it_names(run: Run, sample: Path, to: str) -> None:
    for what in FORMATS[to].parts:
        done = run("export", "--ledger", sample, "--to", to, "--what", what)
        assert done.status == 0
        assert done.out
        assert ("left out" in done.err) == (left_out_of(sample, to, what) is not None)


def test_parquet_without_its_library_says_what_to_install(
    run: Run, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    done = run("export", "--ledger", sample, "--to", "parquet", "--output", tmp_path / "events.parquet")
    assert done.status == 2
    assert "onrecord[parquet]" in done.err
    assert list(tmp_path.iterdir()) == []


def left_out_of(sample: Path, to: str, what: str) -> str | None:
    with onrecord.open_ledger(str(sample)) as ledger:
        return left_out(ledger, to, what)


@pytest.mark.parametrize("to", list(FORMATS))
def test_a_part_that_a_format_does_not_have_is_refused_with_those_it_has(run: Run, sample: Path, to: str) -> None:
    done = run("export", "--ledger", sample, "--to", to, "--what", "gossip")
    assert (done.status, done.out) == (2, "")
    assert all(part in done.err for part in FORMATS[to].parts)


def test_the_page_on_formats_names_all_and_their_parts() -> None:
    page = (Path(__file__).parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")
    for to, form in FORMATS.items():
        (row,) = (line for line in page.splitlines() if line.startswith(f"| `{to}` |"))
        named = row.split("|")[3].strip()
        assert named == ("every part" if form.parts == tuple(PARTS) else ", ".join(f"`{part}`" for part in form.parts))


@pytest.mark.parametrize(
    "arguments", [("--to", "xml"), ("--to", "csv", "--what", "gossip"), ("--to", "plover", "--what", "actors")]
)
def test_unknown_exports_are_refused(run: Run, sample: Path, arguments: tuple[str, ...]) -> None:
    done = run("export", "--ledger", sample, *arguments)
    assert (done.status, done.out) == (2, "")


@pytest.mark.parametrize("command", [("brief",), ("find", "x"), ("export", "--to", "csv")])
def test_reading_commands_make_no_ledger(run: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    path = tmp_path / "none.db"
    done = run(*command, "--ledger", path)
    assert done.status == 2
    assert "onrecord add" in done.err
    assert not path.exists()


def test_what_is_no_ledger_stays_as_it_is(run: Run, article: Path, tmp_path: Path) -> None:
    text = tmp_path / "text.db"
    text.write_text("Dear diary", encoding="utf-8")
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    for path in (text, other):
        before = path.read_bytes()
        done = run("add", article, "--ledger", path)
        assert done.status == 2
        assert done.err.count("\n") == 1
        assert path.read_bytes() == before


def test_demo_refuses_a_path_that_is_taken(run: Run, sample: Path) -> None:
    assert run("demo", "--ledger", sample).status == 2


def test_actors_are_listed_with_their_offices(run: Run, sample: Path) -> None:
    listed = run("actors", "list", "Zarif", "--ledger", sample, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(listed.out)))
    assert {row["name"] for row in rows} == {"Mohammad Javad Zarif"}
    (minister,) = (row for row in rows if row["title"].lower() == "foreign minister")
    assert (minister["of"], minister["first"], minister["last"]) == ("Iran", "2013-09-27", "2021-04-02")


def test_a_merge_by_name_is_recorded_and_withdrawn(run: Run, sample: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "own.db"
    ledger.write_bytes(sample.read_bytes())
    before = run("actors", "list", "--ledger", ledger).out
    merged = run(
        "actors", "merge", "John Kerry", "Joe Biden", "--reason", "a test", "-l", ledger, "--author", "A. Reader"
    )
    assert merged.status == 0
    assert len(run("actors", "list", "--ledger", ledger).out.splitlines()) == len(before.splitlines()) - 1
    (judgement,) = map(json.loads, run("actors", "judgements", "--ledger", ledger).out.splitlines())
    assert (judgement["verdict"], judgement["author"], judgement["reason"]) == ("same", "A. Reader", "a test")
    contrary = run(
        "actors", "separate", judgement["one"]["id"], judgement["other"]["id"], "--reason", "x", "-l", ledger
    )
    assert contrary.status == 2
    assert judgement["id"] in contrary.err
    assert run("actors", "withdraw", judgement["id"], "--reason", "undone", "--ledger", ledger).status == 0
    assert run("actors", "list", "--ledger", ledger).out == before


def test_names_of_one_actor_are_separated_by_the_judgements_that_made_them_one(
    run: Run, sample: Path, tmp_path: Path
) -> None:
    ledger = tmp_path / "own.db"
    ledger.write_bytes(sample.read_bytes())
    because = ("--reason", "a test", "--ledger", ledger)
    names = "John Kerry", "Joe Biden", "Mohammad Javad Zarif"
    for one, other in pairwise(names):
        assert run("actors", "merge", one, other, *because).status == 0
    made = [json.loads(line) for line in run("actors", "judgements", "--ledger", ledger).out.splitlines()]
    judged = {frozenset((one["one"]["name"], one["other"]["name"])) for one in made}
    assert judged == {frozenset(map(str.lower, pair)) for pair in pairwise(names)}
    refused = run("actors", "separate", names[0], names[2], *because)
    assert refused.status == 2
    assert all(one["id"] in refused.err for one in made)
    run("actors", "withdraw", made[0]["id"], *because)
    done = run("actors", "separate", names[0], names[2], *because)
    assert done.status == 0
    assert "John Kerry (USA) and Mohammad Javad Zarif (IRN) are different actors" in done.err


@pytest.mark.parametrize("name", ["Nobody Atall", "European"])
def test_a_judgement_needs_one_actor_for_each_name(run: Run, sample: Path, name: str) -> None:
    refused = run("actors", "merge", name, "Joe Biden", "--reason", "x", "--ledger", sample)
    assert refused.status == 2
    assert name in refused.err


def test_a_situation_is_saved_briefed_shown_and_removed(run: Run, sample: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "own.db"
    ledger.write_bytes(sample.read_bytes())
    saved = run("situations", "save", "Iran talks", "--actors", "IRN,USA", "--since", "2018", "--ledger", ledger)
    assert saved.status == 0
    demos, listed = map(json.loads, run("situations", "list", "--ledger", ledger).out.splitlines())
    assert demos["name"] == DEMO_SITUATION
    assert (listed["name"], listed["scope"]["actors"], listed["last_brief"]) == ("Iran talks", ["IRN", "USA"], None)
    first = json.loads(run("brief", "Iran talks", "--ledger", ledger, "--format", "json").out)
    assert (first["scope"]["since"], first["since"]) == ("2018", None)
    second = json.loads(run("brief", "Iran talks", "--ledger", ledger, "--format", "json").out)
    assert second["since"]["added"] == 0
    run("situations", "save", "Iran talks", "--actors", "IRN", "--ledger", ledger)
    shown = [json.loads(line) for line in run("situations", "show", "Iran talks", "--ledger", ledger).out.splitlines()]
    assert [(row["ended_because"], row["briefs"]) for row in shown] == [("superseded", 2), (None, 2)]
    assert run("situations", "remove", "Iran talks", "--ledger", ledger).status == 0
    assert [json.loads(line) for line in run("situations", "list", "--ledger", ledger).out.splitlines()] == [demos]


def test_a_timed_job_hears_of_a_situation_when_something_came(run: Run, sample: Path, tmp_path: Path) -> None:
    """And only then: no output is no mail."""
    ledger, page = tmp_path / "own.db", tmp_path / "brief.md"
    ledger.write_bytes(sample.read_bytes())
    run("situations", "save", "Norway", "--actors", "NOR", "--ledger", ledger)
    run("brief", "Norway", "--ledger", ledger)
    job = ("brief", "Norway", "--since", "last", "--ledger", ledger)
    for more in ((), ("--format", "json"), ("--output", page)):
        nothing_new = run(*job, *more)
        assert (nothing_new.status, nothing_new.out, nothing_new.err) == (0, "", "")
    assert not page.exists()
    report = tmp_path / "report.txt"
    report.write_text("OSLO, March 3, 2020 (Wire) - Norway rejected the demands of Iran.\n", encoding="utf-8")
    assert run("add", report, "--ledger", ledger).status == 0
    assert run(*job, "--output", tmp_path / "no" / "such" / "folder").status == 2
    told = run(*job)
    assert told.status == 0
    assert "rejected the demands" in told.out, "what could not be written was told again"
    assert run(*job).out == ""
    with onrecord.open_ledger(str(ledger)) as opened:
        assert opened.situation("Norway").briefs == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("brief", "Saved", "--actors", "USA"),
        ("brief", "Not saved", "--since", "last"),
        ("brief", "Saved", "--since", "last"),
        ("situations", "remove", "Nothing"),
        ("situations", "show", "Nothing"),
        ("situations", "save", " "),
        ("situations", "save", "x", "--contexts", "gossip"),
    ],
)
def test_what_is_no_situation_is_refused_in_one_line(
    run: Run, sample: Path, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    ledger = tmp_path / "own.db"
    ledger.write_bytes(sample.read_bytes())
    run("situations", "save", "Saved", "--actors", "IRN", "--ledger", ledger)
    refused = run(*arguments, "--ledger", ledger)
    assert (refused.status, refused.out, refused.err.count("\n")) == (2, "", 1)


@pytest.fixture
def revised(run: Run, article: Path, tmp_path: Path) -> Path:
    """A ledger with two versions of a report."""
    ledger = tmp_path / "revised.db"
    run("add", article, "--ledger", ledger)
    article.write_text(article.read_text(encoding="utf-8").replace("are ready", "are not ready"), encoding="utf-8")
    run("add", article, "--ledger", ledger)
    return ledger


def test_diff_of_two_versions(run: Run, revised: Path, article: Path) -> None:
    lines = [json.loads(line) for line in run("diff", article, "--ledger", revised).out.splitlines()]
    (statement,) = (line for line in lines if line["part"] == "statement")
    assert (statement["from"], statement["to"], statement["change"], statement["who"]) == (1, 2, "changed", "Kari Holm")
    assert [field["field"] for field in statement["fields"]] == ["words"]
    (text,) = (line for line in lines if line["part"] == "text")
    assert text["words"] == [["", "not"]]
    table = run("diff", article, "--ledger", revised, "--format", "table", "--from", "1", "--to", "2").out
    assert "version 1 to 2" in table
    assert "— → not" in table
    assert "nothing differs" in run("diff", article, "--ledger", revised, "--from", "2", "--to", "2").err


def test_diff_of_what_is_not_there(run: Run, revised: Path, sample: Path, article: Path) -> None:
    for arguments in ((article, "--from", "7"), ("no-such-report",)):
        done = run("diff", *arguments, "--ledger", revised)
        assert (done.status, done.out) == (2, "")
        assert str(arguments[0]) in done.err
    with onrecord.open_ledger(str(sample)) as ledger:
        single = next(d.id for d in ledger.documents() if d.version == 1)
    assert "one version" in run("diff", single, "--ledger", sample).err


def test_one_actor_with_offices_names_and_judgements(run: Run, sample: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "own.db"
    ledger.write_bytes(sample.read_bytes())
    run("actors", "merge", "John Kerry", "Joe Biden", "--reason", "a test", "-l", ledger, "--author", "A. Reader")
    shown = json.loads(run("actors", "show", "John Kerry", "--ledger", ledger).out)
    assert {"John Kerry", "Joe Biden"} <= set(shown["names"])
    assert any("a test" in (identity["reason"] or "") for identity in shown["identities"])
    assert [(row["verdict"], row["author"]) for row in shown["judgements"]] == [("same", "A. Reader")]
    run("actors", "withdraw", shown["judgements"][0]["id"], "--reason", "undone", "--ledger", ledger)
    table = run("actors", "show", shown["judgements"][0]["one"]["id"], "--ledger", ledger, "--format", "table").out
    assert "undone" in table
    assert "secretary of state" in table.lower() or "vice president" in table.lower()
    assert run("actors", "show", "Nobody Atall", "--ledger", ledger).status == 2
