"""``onrecord review``: verdicts by command and by key."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING

import pytest

import onrecord
from onrecord.commands import review
from onrecord.commands.demo import run as demo

if TYPE_CHECKING:
    from pathlib import Path

    from tests.commands.conftest import Run

BY = ("--by", "A. Reader", "--because", "read it again")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A ledger of the sample corpus."""
    path = tmp_path_factory.mktemp("sample") / "sample.db"
    demo(str(path), jobs=1)
    return path.read_bytes()


@pytest.fixture
def ledger(sample: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "l.db"
    path.write_bytes(sample)
    return path


def exported(run: Run, ledger: Path) -> list[str]:
    return run("export", "--ledger", ledger, "--to", "jsonl").out.splitlines()


def least_certain(run: Run, ledger: Path, *more: str) -> dict[str, str]:
    found: dict[str, str] = json.loads(run("review", "next", "--ledger", ledger, *more).out.splitlines()[0])
    return found


def test_next_is_the_least_certain_with_its_evidence(run: Run, ledger: Path) -> None:
    shown = run("review", "next", "--ledger", ledger, "--limit", "5")
    lines = [json.loads(line) for line in shown.out.splitlines()]
    assert [line["confidence"] for line in lines] == sorted(line["confidence"] for line in lines)
    assert all(len(line["quotes"]) == len(line["mentions"]) for line in lines)
    assert "5 of " in shown.err
    assert least_certain(run, ledger, "--type", "CONSULT")["type"] == "CONSULT"


def test_a_rejected_event_is_gone_until_the_verdict_is_withdrawn(run: Run, ledger: Path) -> None:
    before = exported(run, ledger)
    event = least_certain(run, ledger)["event"]
    done = run("review", "reject", event, "--ledger", ledger, *BY)
    assert done.status == 0
    assert len(exported(run, ledger)) == len(before) - 1
    (listed,) = map(json.loads, run("review", "list", "--ledger", ledger).out.splitlines())
    assert (listed["verdict"], listed["author"], listed["status"]) == ("reject", "A. Reader", "holds")
    assert f"onrecord review withdraw {listed['id']}" in done.err
    rows = csv.DictReader(
        io.StringIO(
            run("find", "--ledger", ledger, "--rejected", "--limit", "9999", "--format", "csv").out,
        )
    )
    assert [row["id"] for row in rows if row["reviewed"] == "reject"] == [event]
    assert run("review", "withdraw", listed["id"], "--ledger", ledger, *BY).status == 0
    assert exported(run, ledger) == before


def test_a_correction_tells_the_id_that_it_gives(run: Run, ledger: Path) -> None:
    event = json.loads(exported(run, ledger)[0])["event"]
    said = run("review", "correct", event, "--ledger", ledger, *BY, "--date", "2015-04-30").err
    now = said.split("now ")[1].split(";")[0]
    assert now != event
    assert any(json.loads(line)["event"] == now for line in exported(run, ledger))


def test_a_correction_names_actors(run: Run, ledger: Path) -> None:
    event = least_certain(run, ledger)["event"]
    fields = ("--date", "2012-05", "--actors", "Mohammad Javad Zarif,John Kerry", "--recipients", "")
    assert run("review", "correct", event, "--ledger", ledger, *BY, *fields).status == 0
    corrected = [json.loads(line) for line in exported(run, ledger)]
    (line,) = (line for line in corrected if line["mentions"][0]["reviewed"])
    assert [actor["name"] for actor in line["actors"]] == ["Mohammad Javad Zarif", "John Kerry"]
    assert (line["date"], line["recipients"]) == ("2012-05", [])
    assert "date" in {change["field"] for change in line["mentions"][0]["reviewed"][0]["changes"]}


def test_two_events_are_judged_one(run: Run, ledger: Path) -> None:
    before = exported(run, ledger)
    one, other = (json.loads(line)["event"] for line in before[:2])
    assert run("review", "same", one, other, "--ledger", ledger, *BY).status == 0
    assert len(exported(run, ledger)) == len(before) - 1
    (joint,) = (line for line in map(json.loads, exported(run, ledger)) if "judged" in str(line["mentions"]))
    mentions = [mention["id"] for mention in joint["mentions"]]
    refused = run("review", "different", mentions[0], mentions[-1], "--ledger", ledger, *BY)
    assert (refused.status, refused.err.count("\n")) == (2, 1)
    assert "says the contrary" in refused.err


def test_what_cannot_be_reviewed_is_named_and_the_rest_done(run: Run, ledger: Path) -> None:
    event = least_certain(run, ledger)["event"]
    some = run("review", "accept", "em_nothing", event, "--ledger", ledger, *BY)
    assert some.status == 1
    assert "em_nothing: the ledger has no such record" in some.err
    assert len(run("review", "list", "--ledger", ledger).out.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("accept", "em_nothing", *BY), "no such record"),
        (("accept", "EVENT", "--because", ""), "a reason"),
        (("accept", "EVENT"), "--because"),
        (("correct", "EVENT", *BY), "nothing is given"),
        (("correct", "EVENT", *BY, "--type", "RUN"), "RUN"),
        (("correct", "EVENT", *BY, "--act", "says"), "act"),
        (("correct", "EVENT", *BY, "--actors", "Nobody Atall"), "Nobody Atall"),
        (("same", "EVENT", "EVENT", *BY), "both are the same"),
        (("withdraw", "rv_nothing", *BY), "no such"),
        (("next", "--type", "RUN"), "RUN"),
    ],
)
def test_bad_input_is_refused_in_one_line(run: Run, ledger: Path, arguments: tuple[str, ...], said: str) -> None:
    event = least_certain(run, ledger)["event"]
    done = run("review", *(event if part == "EVENT" else part for part in arguments), "--ledger", ledger)
    assert (done.status, done.out) == (2, "")
    assert said in done.err
    assert done.err.count("\n") == 1
    assert run("review", "list", "--ledger", ledger).out == ""


def test_reviews_are_replayed_on_another_ledger(run: Run, ledger: Path, sample: bytes, tmp_path: Path) -> None:
    event = least_certain(run, ledger)["event"]
    run("review", "reject", event, "--ledger", ledger, *BY)
    other = tmp_path / "other.db"
    other.write_bytes(sample)
    assert (
        "1 review taken over; 0 reviews here without a record" in run("review", "replay", ledger, "--ledger", other).err
    )
    assert exported(run, other) == exported(run, ledger)
    missing = run("review", "replay", tmp_path / "none.db", "--ledger", other)
    assert (missing.status, missing.err.count("\n")) == (2, 1)


@pytest.fixture
def keyboard(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """A terminal at which ``keys`` are pressed and each question is answered with what ``answers`` has for it."""
    typed = {"keys": "", "what": "", "because": "read it"}

    def press() -> str:
        key, typed["keys"] = typed["keys"][0], typed["keys"][1:]
        return key

    monkeypatch.setattr(review, "on_keyboard", lambda: True)
    monkeypatch.setattr("click.getchar", press)
    monkeypatch.setattr("typer.prompt", lambda asked, *_, **__: typed[asked.split()[0]])
    return typed


def verdicts(ledger: Path) -> list[tuple[str, str]]:
    with onrecord.open_ledger(str(ledger)) as opened:
        return [(made.verdict, made.status) for made in opened.reviews()]


def test_keys_give_verdicts_and_take_them_back(run: Run, ledger: Path, keyboard: dict[str, str]) -> None:
    keyboard.update(keys="asxrucq", what="date=2015-03")
    done = run("review", "next", "--ledger", ledger, "--by", "A. Reader")
    assert done.status == 0
    assert sorted(verdicts(ledger)) == [("accept", "holds"), ("correct", "holds"), ("reject", "withdrawn")]
    assert "2 reviewed" in done.out
    assert re.findall(r"^(\d+) of ", done.out, re.MULTILINE) == ["1", "2", "3", "4", "3", "4"]


def test_a_slip_at_the_keyboard_changes_nothing(run: Run, ledger: Path, keyboard: dict[str, str]) -> None:
    keyboard.update(keys="uccq", what="colour=red")
    done = run("review", "next", "--ledger", ledger)
    assert "colour cannot be corrected" in done.out
    assert verdicts(ledger) == []
