"""``onrecord watch``: what is new is added, what fails is tried again, a signal stops it cleanly."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from typing import TYPE_CHECKING

import pytest
import yaml

import onrecord
from tests.misbehaving import GERMAN, MISBEHAVIOUR, PARAGRAPH, Handler, Site, body, feed, page, serving

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from tests.commands.conftest import Run


def configure(tmp_path: Path, *sources: dict[str, Any], **settings: Any) -> Path:
    path = tmp_path / "watch.yaml"
    path.write_text(yaml.safe_dump({"sources": list(sources), "delay": 0, **settings}), encoding="utf-8")
    return path


def ids(ledger: Path) -> list[str]:
    with onrecord.open_ledger(str(ledger)) as opened:
        return sorted(document.id for document in opened.documents())


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return tmp_path / "l.db"


def poll_again(run: Run, configuration: Path, ledger: Path) -> list[str]:
    """What another round of ``--once`` tells, without its health line; every source is due."""
    done = run("watch", configuration, "--ledger", ledger, "--once", "--allow-private")
    return [line.split(" ", 1)[1] for line in done.out.splitlines() if " health: " not in line]


def test_a_feed_s_pages_are_added_once(run: Run, tmp_path: Path, ledger: Path) -> None:
    site = Site({"/1": body(page(1)), "/2": body(page(3))})
    with serving(site):
        site.routes["/feed"] = body(feed(site.origin, ["/1", "/2"]), ETag='"a"')
        configuration = configure(tmp_path, {"feed": f"{site.origin}/feed", "outlet": "Example Wire", "every": 1})
        first = run("watch", configuration, "--ledger", ledger, "--once", "--allow-private")
        assert (first.status, first.err) == (0, "")
        assert [line.split()[1] for line in first.out.splitlines()] == ["added", "added", "health:"]
        assert ids(ledger) == [f"{site.origin}/1", f"{site.origin}/2"]
        time.sleep(1.1)
        site.routes["/3"] = body(page(5))
        site.routes["/feed"] = body(feed(site.origin, ["/1", "/2", "/3"]), ETag='"b"')
        assert [line.split()[0] for line in poll_again(run, configuration, ledger)] == ["added"]
        assert site.asked["/1"] == 1
    with onrecord.open_ledger(str(ledger)) as opened:
        assert opened.documents()[0].outlet == "Example Wire"


def test_a_feed_is_asked_only_for_what_changed(run: Run, tmp_path: Path, ledger: Path) -> None:
    def answer(handler: Handler) -> None:
        conditions.append((handler.headers["If-None-Match"], handler.headers["If-Modified-Since"]))
        if handler.headers["If-None-Match"]:
            handler.send(b"", 304)
        else:
            handler.send(feed(site.origin, ["/1"]), ETag='"a"', Last_Modified="Sat, 08 Mar 2025 18:21:00 GMT")

    conditions: list[tuple[str | None, str | None]] = []
    site = Site({"/1": body(page(1)), "/feed": answer})
    with serving(site):
        configuration = configure(tmp_path, {"feed": f"{site.origin}/feed", "every": 1})
        poll_again(run, configuration, ledger)
        time.sleep(1.1)
        assert poll_again(run, configuration, ledger) == []
    assert conditions == [(None, None), ('"a"', "Sat, 08 Mar 2025 18:21:00 GMT")]


def test_a_source_that_is_not_due_is_left_alone(run: Run, tmp_path: Path, ledger: Path) -> None:
    site = Site({"/1": body(page(1))})
    with serving(site):
        site.routes["/feed"] = body(feed(site.origin, ["/1"]))
        configuration = configure(tmp_path, {"feed": f"{site.origin}/feed", "every": "1h"})
        poll_again(run, configuration, ledger)
        poll_again(run, configuration, ledger)
        assert site.asked["/feed"] == 1


def test_entries_own_words_folders_and_lists(run: Run, tmp_path: Path, ledger: Path) -> None:
    site = Site({"/1": body(page(1))})
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "a.txt").write_text(PARAGRAPH.format(n=8), encoding="utf-8")
    with serving(site):
        (tmp_path / "list.txt").write_text(f"{site.origin}/1\n", encoding="utf-8")
        site.routes["/feed"] = body(feed(site.origin, ["/x"]))
        configuration = configure(
            tmp_path,
            {"feed": f"{site.origin}/feed", "pages": False},
            {"files": str(tmp_path / "inbox"), "every": 1},
            {"addresses": str(tmp_path / "list.txt"), "every": 1},
        )
        poll_again(run, configuration, ledger)
        assert ids(ledger) == sorted([f"{site.origin}/1", f"{site.origin}/x", f"{tmp_path}/inbox/a.txt".lstrip()])
        time.sleep(1.1)
        (tmp_path / "inbox" / "a.txt").write_text(PARAGRAPH.format(n=9), encoding="utf-8")
        assert [line.split()[0] for line in poll_again(run, configuration, ledger)] == ["revised"]


def test_another_language_is_kept_counted_and_not_coded(run: Run, tmp_path: Path, ledger: Path) -> None:
    site = Site({"/1": body(page(1)), "/2": body(page(2, text=GERMAN))})
    with serving(site):
        site.routes["/feed"] = body(feed(site.origin, ["/1", "/2"]))
        configuration = configure(tmp_path, {"feed": f"{site.origin}/feed"})
        done = run("watch", configuration, "--ledger", ledger, "--once", "--allow-private")
    assert done.status == 0
    assert f"kept {site.origin}/2 (not coded: no model reads de)" in done.out
    assert "1 added, 1 kept (not coded: 1 de)" in done.out
    (line,) = (tmp_path / "l.uncoded.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["id"] == f"{site.origin}/2"
    assert ids(ledger) == [f"{site.origin}/1"]


def test_what_fails_is_named_and_the_rest_done(run: Run, tmp_path: Path, ledger: Path) -> None:
    kinds = ["hang-up", "status-500", "image", "no-article", "loop"]
    sites = [Site({"/bad": MISBEHAVIOUR[kind]}) for kind in kinds]
    good = Site({"/1": body(page(1))})
    with serving(good, *sites):
        items = [f"{site.origin}/bad" for site in sites]
        good.routes["/feed"] = body(feed("", [*items, f"{good.origin}/1"]))
        good.routes["/broken"] = body(b"no feed")
        configuration = configure(tmp_path, {"feed": f"{good.origin}/feed"}, {"feed": f"{good.origin}/broken"})
        done = run("watch", configuration, "--ledger", ledger, "--once", "--allow-private")
        assert done.status == 1
        assert done.err.count("\n") == len(kinds) + 1
        assert all(item in done.err for item in [*items, f"{good.origin}/broken"])
        assert ids(ledger) == [f"{good.origin}/1"]


def test_private_networks_only_if_allowed(run: Run, tmp_path: Path, ledger: Path) -> None:
    site = Site()
    with serving(site):
        configuration = configure(tmp_path, {"feed": f"{site.origin}/feed"})
        done = run("watch", configuration, "--ledger", ledger, "--once")
    assert "private address 127.0.0.1; --allow-private allows that" in done.err
    assert site.asked == {}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_it_cleanly(run: Run, tmp_path: Path, ledger: Path, number: signal.Signals) -> None:
    stalling = Site({"/feed": MISBEHAVIOUR["stall"]})
    good = Site({f"/{n}": body(page(n)) for n in range(3)})
    with serving(good, stalling):
        good.routes["/feed"] = body(feed(good.origin, ["/0", "/1", "/2"]))
        sources = ({"feed": f"{good.origin}/feed"}, {"feed": f"{stalling.origin}/feed"})
        configuration = configure(tmp_path, *sources, every=1)
        sent: list[float] = []

        def send() -> None:
            until = time.monotonic() + 60
            while time.monotonic() < until and not (ledger.exists() and len(ids(ledger)) == 3):
                time.sleep(0.3)
            sent.append(time.monotonic())
            os.kill(os.getpid(), number)

        threading.Thread(target=send).start()
        done = run("watch", configuration, "--ledger", ledger, "--allow-private")
        assert time.monotonic() - sent[0] < 5  # though a server stalls
    assert done.status == 0
    assert done.out.count(" added ") == 3
    assert done.out.splitlines()[-1].split()[1] == "health:"
    assert "stopping after this document" in done.err
    assert len(ids(ledger)) == 3


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("sources: []", "at least 1"),
        ("sources: [{feed: a}]", "no address of a feed"),
        ("sources: [{feed: 'http://a.test/', files: b}]", "one of feed, addresses and files"),
        ("sources: [{files: a}, {files: a}]", "stands twice"),
        ("sources: [{files: a, every: soon}]", "no duration"),
        ("sources: [{files: a, colour: red}]", "Extra inputs"),
        ("sources: [", "no YAML"),
        ("- a", "valid dictionary"),
        ("!!python/object/apply:os.getcwd []", "no YAML"),
    ],
)
def test_a_wrong_configuration_is_refused(run: Run, tmp_path: Path, ledger: Path, text: str, reason: str) -> None:
    path = tmp_path / "watch.yaml"
    path.write_text(text, encoding="utf-8")
    done = run("watch", path, "--ledger", ledger)
    assert done.status == 2
    assert reason in done.err
    assert done.err.count("\n") == 1


def test_a_configuration_that_is_not_there(run: Run, tmp_path: Path) -> None:
    assert "cannot read" in run("watch", tmp_path / "none.yaml").err


def test_code_and_add_take_columns_lists_and_keep_other_languages(run: Run, tmp_path: Path, ledger: Path) -> None:
    site = Site({"/1": body(page(1))})
    table = tmp_path / "t.csv"
    rows = [(PARAGRAPH, "a"), (GERMAN, "b"), (GERMAN, "c")]
    lines = [f'"{text.format(n=1)}",{name}\n' for text, name in rows]
    table.write_text("story,nr\n" + "".join(lines), encoding="utf-8")
    with serving(site):
        listed = tmp_path / "list.txt"
        listed.write_text(f"{site.origin}/1\n", encoding="utf-8")
        options = ("--columns", "text=story,id=nr", "--fetch", "--allow-private", "--keep", tmp_path / "kept.jsonl")
        done = run("add", table, listed, "--ledger", ledger, *options)
    assert done.status == 0
    assert "2 de in languages without a model: not coded, kept in" in done.err
    assert ids(ledger) == sorted(["a", f"{site.origin}/1"])
    assert len((tmp_path / "kept.jsonl").read_text(encoding="utf-8").splitlines()) == 2
    assert list((tmp_path / "l.pages").glob("pages-*.warc.gz"))
    refused = run("code", listed)
    assert refused.status == 1
    assert "--fetch" in refused.err
