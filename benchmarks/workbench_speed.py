"""How fast the workbench answers with many readers at once while documents are added.

    python -m benchmarks.workbench_speed --documents 2000
    python -m benchmarks.workbench_speed --ledger big.db --readers 20 --situations 2 --warm --seconds 120

Made-up documents (those of :mod:`benchmarks.ledger_scale`) fill a ledger, the workbench serves it in a process of
its own, and readers ask for every kind of page in turn: of the situations that are looked at, each of two countries,
and of other records, actors and words. Another process adds documents all the while. Printed for each kind of page: the
requests, and the median, 95th percentile and longest time until the answer was there, in milliseconds, as the reader
sees it; and how long the first of each kind took. A page that stands for what is being made is an answer; how long what
it stands for took is told as "made". With ``--warm`` somebody has looked at every view of these situations before the
readers come, which is told by itself: the readers then see what was made, and what documents make of it since.
"""

from __future__ import annotations

import argparse
import http.client
import itertools
import math
import multiprocessing
import random
import re
import statistics
import tempfile
import threading
import time
from collections import defaultdict, deque
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import uvicorn

from benchmarks.ledger_scale import documents
from onrecord.collecting import collect_seldom
from onrecord.commands.serve import bound
from onrecord.ledger.store import Ledger
from onrecord.web.app import make_app
from onrecord.web.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.queues import Queue
    from multiprocessing.synchronize import Event

SPAWN = multiprocessing.get_context("spawn")
ADDED_EACH = 2.0
"""Seconds between two documents that are added beside: forty a day are few, a feed's burst is this."""

ARRIVING = 0.1
"""Seconds from the arrival of one reader to that of the next."""


@dataclass(slots=True)
class Asked:
    """What is asked for: records of the ledger by id, and countries of its actors."""

    events: list[str]
    statements: list[str]
    actors: list[str]
    documents: list[str]
    countries: list[str]


@dataclass(slots=True)
class Times:
    """Seconds by kind of page."""

    by_kind: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    failures: list[str] = field(default_factory=list)


def kinds(asked: Asked, situations: Sequence[str], chance: random.Random) -> dict[str, Callable[[], str]]:
    """An address of each kind of page; ``situations`` are actors as filters name them."""

    def pair() -> str:
        return chance.choice(situations)

    views = ("brief", "timeline", "course", "said", "contested", "agreements", "ahead", "network", "map")

    def view(name: str) -> str:
        return f"/{name}?actors={pair()}"

    made: dict[str, Callable[[], str]] = {name: partial(view, name) for name in views}
    return made | {
        "situations": lambda: "/",
        "search words": lambda: f"/search?q=w{chance.randrange(20_000)}",
        "search filters": lambda: f"/search?actors={pair()}&type=REJECT",
        "search all": lambda: "/search",
        "timeline all": lambda: "/timeline",
        "event": lambda: f"/events/{chance.choice(asked.events)}",
        "statement": lambda: f"/statements/{chance.choice(asked.statements)}",
        "actor": lambda: f"/actors/{chance.choice(asked.actors)}",
        "actors": lambda: "/actors",
        "documents": lambda: "/documents",
        "document": lambda: f"/document?id={quote(chance.choice(asked.documents))}",
        "review": lambda: "/review",
        "chart": lambda: f"/charts/months?actors={pair()}",
    }


def read(
    address: str, kinds: dict[str, Callable[[], str]], until: float, pause: float, times: Times, start: int
) -> None:
    """One reader, who goes from page to page; they come one after the other, ``start`` is the reader's number."""
    connection = http.client.HTTPConnection(address, timeout=300)
    time.sleep(start * ARRIVING)
    for kind in itertools.islice(itertools.cycle(kinds), start, None):
        if time.perf_counter() > until:
            break
        ask(connection, kind, kinds[kind](), times, until)
        time.sleep(pause)
    connection.close()


def ask(connection: http.client.HTTPConnection, kind: str, address: str, times: Times, until: float) -> None:
    """Asks for a page; for one that says that it is being made also until it is there, as a browser does."""
    started = time.perf_counter()
    answer = _answer(connection, address, times)
    times.by_kind[kind].append(time.perf_counter() - started)
    if answer.getheader("Refresh"):
        while (seconds := answer.getheader("Refresh")) and time.perf_counter() < until:
            time.sleep(float(seconds))
            answer = _answer(connection, address, times)
        times.by_kind[f"{kind}, made"].append(time.perf_counter() - started)


def _answer(connection: http.client.HTTPConnection, address: str, times: Times) -> http.client.HTTPResponse:
    connection.request("GET", address)
    answer = connection.getresponse()
    answer.read()
    if answer.status != 200:
        times.failures.append(f"{answer.status} {address}")
    return answer


def add(path: Path, ready: Event, stop: Event, added: Queue[int]) -> None:
    """Adds documents that the ledger does not have yet until it is stopped."""
    count = 0
    with Ledger.open(str(path)) as ledger:
        known = ledger.document_count()
        new = documents(known + 100_000)
        deque(itertools.islice(new, known), maxlen=0)
        ready.set()
        while not stop.wait(ADDED_EACH):
            ledger.add(next(new))
            count += 1
    added.put(count)


def sampled(address: str) -> Asked:
    """Some records' ids, as pages and their JSON give them."""
    connection = http.client.HTTPConnection(address, timeout=600)

    def ids(path: str, pattern: str) -> list[str]:
        connection.request("GET", path)
        return sorted(set(re.findall(pattern, connection.getresponse().read().decode())))[:200]

    return Asked(
        ids("/timeline?format=json", r'"event": "(ev_\w+)"'),
        ids("/search?format=json", r'"id": "(st_\w+)"'),
        ids("/actors?format=json", r'"id": "(ac_\w+)"'),
        ids("/documents?format=json", r'"id": "([^"]+)",\n\s+"version"'),
        ids("/actors?format=json", r'"country": "([A-Z]{3})"'),
    )


def fill(path: Path, count: int) -> None:
    with Ledger.open(str(path)) as ledger:
        deque(ledger.add_all(documents(count)), maxlen=0)


def told(times: Times) -> Iterator[str]:
    """The table."""
    yield f"{'page':16}{'asked':>7}{'first':>9}{'median':>9}{'p95':>9}{'longest':>9}"
    for kind, seconds in times.by_kind.items():
        ordered = sorted(seconds)
        p95 = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
        figures = (seconds[0], statistics.median(ordered), p95, ordered[-1])
        yield f"{kind:16}{len(seconds):7}" + "".join(f"{1000 * figure:9.0f}" for figure in figures)


def warmed(address: str, asked: Asked, situations: Sequence[str]) -> Times:
    """Looks at all there is, situation by situation."""
    connection, times = http.client.HTTPConnection(address, timeout=300), Times()
    for situation in situations:
        for kind, page in kinds(asked, [situation], random.Random(0)).items():
            ask(connection, kind, page(), times, math.inf)
    connection.close()
    return times


def measure(address: str, asked: Asked, looked_at: Sequence[str], readers: int, seconds: float, pause: float) -> Times:
    """Has readers read for a while."""
    times = Times()
    until = time.perf_counter() + seconds
    threads = [
        threading.Thread(target=read, args=(address, kinds(asked, looked_at, random.Random(n)), until, pause, times, n))
        for n in range(readers)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times


@contextmanager
def adding(path: Path) -> Iterator[Callable[[], int]]:
    """Another process adds documents in the meantime; what is given says afterwards how many."""
    ready, stop, added = SPAWN.Event(), SPAWN.Event(), SPAWN.Queue()
    process = SPAWN.Process(target=add, args=(path, ready, stop, added))
    process.start()
    ready.wait()  # to make up those that are there already takes a core for half a minute at 100,000
    yield added.get
    stop.set()
    process.join()


def serve(path: Path, port: Queue[int]) -> None:
    """The workbench, as ``onrecord serve`` starts it, but for its bound on one reader's requests."""
    listening = bound("127.0.0.1", 0)
    port.put(listening.getsockname()[1])
    app = make_app(str(path), Settings(requests_a_minute=10**6))
    collect_seldom()
    uvicorn.Server(uvicorn.Config(app, log_level="warning")).run(sockets=[listening])


@contextmanager
def served(path: Path) -> Iterator[str]:
    """The workbench in a process of its own."""
    port = SPAWN.Queue()
    process = SPAWN.Process(target=serve, args=(path, port))
    process.start()
    yield f"127.0.0.1:{port.get()}"
    process.terminate()
    process.join()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=2_000)
    parser.add_argument("--ledger", type=Path, help="a ledger that is there, instead of a made-up one; it grows")
    parser.add_argument("--readers", type=int, default=20)
    parser.add_argument("--situations", type=int, default=10, help="how many situations the readers look at")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--pause", type=float, default=1.0, help="seconds that a reader looks at a page")
    parser.add_argument("--alone", action="store_true", help="add nothing in the meantime")
    parser.add_argument("--warm", action="store_true", help="have everything looked at before the readers come")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = asked.ledger or Path(folder, "speed.db")
        if asked.ledger is None:
            fill(path, asked.documents)
        with served(path) as address, nullcontext(int) if asked.alone else adding(path) as added:
            sample, chance = sampled(address), random.Random(asked.readers)
            situations = [",".join(chance.sample(sample.countries, 2)) for _ in range(asked.situations)]
            if asked.warm:
                print("\n".join(told(warmed(address, sample, situations))))
            times = measure(address, sample, situations, asked.readers, asked.seconds, asked.pause)
        print("\n".join(told(times)))
        print(f"{asked.readers} readers, {added()} documents added beside, {len(times.failures)} refusals")
        print("\n".join(times.failures[:10]))


if __name__ == "__main__":
    main()
