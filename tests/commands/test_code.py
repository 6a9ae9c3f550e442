"""``onrecord code``: formats, dates, and what happens to bad input."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from onrecord.interchange import from_json
from tests.coder.test_gate import MARKET, MATCH, TALKS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.commands.conftest import Run


def test_a_pipe_gets_json_lines(run: Run, article: Path) -> None:
    done = run("code", article)
    assert done.status == 0
    assert done.err == ""
    coded = from_json(done.out)
    assert coded.text == article.read_text(encoding="utf-8")
    assert (coded.document.date, coded.document.dated_by) == ("2020-03-03", "dateline")


def test_table_and_page(run: Run, article: Path, tmp_path: Path) -> None:
    table = run("code", article, "--format", "table")
    assert "Statements (" in table.out
    page = tmp_path / "page.html"
    done = run("code", article, "--format", "html", "--output", page)
    assert (done.status, done.out) == (0, "")
    assert "<!doctype html>" in page.read_text(encoding="utf-8")


def test_published_dates_what_has_no_date(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "undated.txt"
    path.write_text("The minister resigned on Friday.", encoding="utf-8")
    coded = from_json(run("code", path, "--published", "2025-03-09").out)
    assert (coded.document.published, coded.document.dated_by) == ("2025-03-09", "option")
    assert [time.value for time in coded.times] == ["2025-03-07"]
    assert [time.value for time in from_json(run("code", path).out).times] == [None]


def test_a_document_s_own_date_that_cannot_be_read_counts_as_not_given(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "dates.jsonl"
    given = ("last spring", "2199-01-01", "2015-02-30", "2025-03-08")
    path.write_text("\n".join(json.dumps({"text": "They met.", "published": day}) for day in given), encoding="utf-8")
    done = run("code", path, "--published", "2025-03-09")
    assert done.status == 0
    dates = [json.loads(line)["document"] for line in done.out.splitlines()]
    assert [one["published"] for one in dates] == ["2025-03-09"] * 3 + ["2025-03-08"]
    assert [one["dated_by"] for one in dates] == ["option"] * 3 + ["metadata"]


def test_invalid_line_among_a_thousand(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    lines = [json.dumps({"id": f"d{n}", "text": "Nothing happened."}) for n in range(1, 1001)]
    lines[699] = '{"id": "d700", "text": '
    path.write_text("\n".join(lines), encoding="utf-8")
    done = run("code", path)
    assert done.status == 1
    assert len(done.out.splitlines()) == 999
    assert done.err.count("\n") == 1
    assert f"{path}:700" in done.err


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\t ", "empty"),
        ("binary.txt", b"\x7fELF\x02\x01\x00\x00" * 64, "binary"),
        ("huge.txt", b"Word. " * 9_000_000, "limit"),
        ("cut.jsonl", b'{"id": 1, "text": "Fi', "json"),
    ],
)
def test_one_bad_document_never_costs_the_others(
    run: Run, article: Path, tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    bad = tmp_path / name
    bad.write_bytes(content)
    done = run("code", bad, article)
    assert done.status == 1
    assert len(done.out.splitlines()) == 1
    assert done.err.count("\n") == 1
    assert str(bad) in done.err
    assert said in done.err.lower()


def test_missing_file_and_empty_folder(run: Run, article: Path, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    done = run("code", tmp_path / "nowhere.txt", tmp_path / "folder", article)
    assert done.status == 1
    assert len(done.out.splitlines()) == 1
    assert [line.split(":")[0] for line in done.err.splitlines()] == ["onrecord", "onrecord"]


def test_failed_output_leaves_no_file(run: Run, article: Path, tmp_path: Path) -> None:
    done = run("code", article, "--output", tmp_path / "no" / "such" / "folder.jsonl")
    assert done.status == 2
    assert "cannot write" in done.err
    assert list(tmp_path.iterdir()) == [article]


@pytest.mark.parametrize(
    "arguments",
    [
        ("code",),
        ("code", "x", "--format", "xml"),
        ("code", "x", "--jobs", "0"),
        ("nonsense",),
        ("code", "x", "--published", "soon"),
        ("code", "x", "--published", "2199-01-01"),
        ("code", "x", "--published", ""),
        ("code", "x", "--model", "en_core_web_none"),
        ("code", "x", "--network", "huge"),
    ],
)
def test_usage_and_configuration_errors(run: Run, arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.status == 2
    assert done.out == ""
    assert "Traceback" not in done.err


def test_jobs_do_not_change_the_output(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "several.jsonl"
    texts = [f"Norway’s minister said on Monday that talk number {n} had failed." for n in range(40)]
    path.write_text("\n".join(json.dumps({"id": n, "text": text}) for n, text in enumerate(texts)), encoding="utf-8")
    assert run("code", path, "--jobs", "2").out == run("code", path).out


def test_the_gate_passes_over_what_holds_no_politics_and_says_so(run: Run, tmp_path: Path) -> None:
    inputs, kept, output = tmp_path / "in.jsonl", tmp_path / "kept.jsonl", tmp_path / "out.jsonl"
    texts = {"talks": TALKS, "match": MATCH, "market": MARKET, "short": "The minister resigned."}
    inputs.write_text("\n".join(json.dumps({"id": i, "text": text}) for i, text in texts.items()), encoding="utf-8")
    for _ in range(2):
        done = run("code", inputs, "--gate", "--keep", kept, "--output", output, "--resume")
        assert done.status == 0
        assert "2 without politics by their words (--gate): not coded, kept in" in done.err
        assert [json.loads(line)["document"]["id"] for line in output.open(encoding="utf-8")] == ["talks", "short"]
        assert [json.loads(line)["id"] for line in kept.open(encoding="utf-8")] == ["match", "market"]
    ledger = tmp_path / "gated.db"
    assert "2 without politics" in run("add", inputs, "--gate", "--ledger", ledger).err
    assert "2 added" in run("add", kept, "--ledger", ledger).err
