"""``onrecord watch`` against servers on loopback that misbehave in every way we know, beside one that does not.

    python -m benchmarks.watch_soak --minutes 10

A good server publishes a page every few seconds. For each kind of misbehaviour there is one server whose *feed*
misbehaves so, and one whose *page* does, listed in the good server's feed. At the end the watch is stopped by SIGTERM.
It has held if every good page is in the ledger, every misbehaving server was reported, memory did not grow, no host was
asked too often, and it stopped cleanly.
"""

from __future__ import annotations

import argparse
import re
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml
from tests.misbehaving import GERMAN, MISBEHAVIOUR, Handler, Site, body, bomb, endless, feed, lie, page, serving

import onrecord

PUBLISHED_EVERY = 4.0
POLLED_EVERY, DELAY = 5.0, 0.5
LAST_PAGE_BEFORE = 90.0
"""Seconds before the end: pages are read between those that stall."""

LONGEST_STOP = 10.0
HARMLESS = frozenset({"deep page", "too-short page"})
"""What need not be reported: a page that is nested too deep or cut is read as far as it goes."""


def entities() -> bytes:
    """A feed whose entities stand for a hundred million letters."""
    declared = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 9))
    item = "<item><title>&a8;</title></item>"
    return f"<!DOCTYPE rss [<!ENTITY a0 'a'>{declared}]><rss><channel>{item}</channel></rss>".encode()


FEEDS = {
    "feed-endless": endless(b"<rss><channel>", b"<item><title>x</title></item>" * 50, "application/rss+xml"),
    "feed-entities": body(entities()),
    "feed-deep": body(b"<rss><channel>" + b"<item>" * 100_000),
    "feed-not-xml": body(b"no feed at all"),
}


@dataclass
class Good:
    """The server that publishes; what it has published so far."""

    site: Site = field(default_factory=Site)
    pages: list[str] = field(default_factory=list)
    bad: list[str] = field(default_factory=list)
    not_modified: int = 0

    def publish(self) -> None:
        """One more page; every tenth is German."""
        number = len(self.pages)
        path = f"/story-{number}"
        self.site.routes[path] = body(page(2 * number, text=GERMAN) if number % 10 == 9 else page(2 * number))
        self.pages.append(path)

    def feed(self, handler: Handler) -> None:
        """The last thirty pages and the misbehaving ones, with a validator."""
        tag = f'"{len(self.pages)}"'
        if handler.headers["If-None-Match"] == tag:
            self.not_modified += 1
            handler.send(b"", 304)
        else:
            listed = [f"{self.site.origin}{path}" for path in self.pages[-30:]]
            handler.send(feed("", listed + self.bad), ETag=tag, Content_Type="application/rss+xml")

    @property
    def english(self) -> int:
        """Pages that are to be coded."""
        return sum(number % 10 != 9 for number in range(len(self.pages)))


@dataclass(frozen=True)
class Run:
    """What the watch left: memory each second, what it wrote, its status, and how long it took to stop."""

    memory: list[float]
    out: str
    err: str
    status: int
    stopping: float


def memory_of(process: int) -> float:
    """MiB that a process holds now."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else 0.0


def soak(seconds: float, folder: Path) -> bool:
    """Runs it and says what was found; whether all held."""
    kinds = {**MISBEHAVIOUR, "too-short": lie(100), "bomb": body(bomb(), Content_Encoding="gzip")}
    bad_pages = {f"{kind} page": Site({"/page": answer}) for kind, answer in kinds.items()}
    bad_feeds = {f"{kind} feed": Site({"/feed": answer}) for kind, answer in {**MISBEHAVIOUR, **FEEDS}.items()}
    good = Good()
    with serving(good.site, *bad_pages.values(), *bad_feeds.values()):
        good.site.routes["/feed"] = good.feed
        good.bad = [f"{site.origin}/page" for site in bad_pages.values()]
        sources = [{"feed": f"{site.origin}/feed"} for site in (good.site, *bad_feeds.values())]
        settings = {"sources": sources, "every": POLLED_EVERY, "delay": DELAY, "health": 60}
        (folder / "watch.yaml").write_text(yaml.safe_dump(settings), encoding="utf-8")
        run = watch(seconds, folder, good)
    return judge(good, bad_pages | bad_feeds, run, folder)


def watch(seconds: float, folder: Path, good: Good) -> Run:
    """Publishes while the command runs, then stops it."""
    command = [sys.executable, "-c", "from onrecord.cli import run; run()", "watch", "watch.yaml"]
    command += ["--ledger", "soak.db", "--allow-private"]
    memory: list[float] = []
    with (folder / "out").open("wb") as out, (folder / "err").open("wb") as err:
        process = subprocess.Popen(command, cwd=folder, stdout=out, stderr=err)
        until, due = time.monotonic() + seconds, 0.0
        while time.monotonic() < until and process.poll() is None:
            # The last pages come early enough to be polled, fetched and coded before the end.
            if due <= time.monotonic() < until - LAST_PAGE_BEFORE:
                good.publish()
                due = time.monotonic() + PUBLISHED_EVERY
            memory.append(memory_of(process.pid))
            time.sleep(1)
        stopped = time.monotonic()
        process.send_signal(signal.SIGTERM)
        status = process.wait(timeout=60)
    out_text, err_text = ((folder / name).read_text(encoding="utf-8") for name in ("out", "err"))
    return Run(memory, out_text, err_text, status, time.monotonic() - stopped)


def judge(good: Good, bad: dict[str, Site], run: Run, folder: Path) -> bool:
    """Prints each finding; whether all are as they should be."""
    with onrecord.open_ledger(str(folder / "soak.db")) as ledger:
        held = {document.id for document in ledger.documents()}
    added = sum(f"{good.site.origin}{path}" in held for path in good.pages)
    german, kept = len(good.pages) - good.english, len(re.findall(r"Z kept ", run.out))
    silent = [kind for kind, site in bad.items() if site.origin not in run.out + run.err]
    half, last = run.memory[len(run.memory) // 2], run.memory[-1]
    shortest = min(later - earlier for site in bad.values() for earlier, later in pairwise(site.times))
    defects = len(re.findall("Traceback|unexpected", run.err))
    findings = {
        f"{added} of {good.english} English pages added": added == good.english,
        f"{kept} of {german} German pages kept, not coded": kept == german,
        f"{len(bad) - len(silent)} of {len(bad)} misbehaving servers reported": set(silent) <= HARMLESS,
        f"memory {half:.0f} MiB at half time, {last:.0f} at the end, {max(run.memory):.0f} at most": last < 1.1 * half,
        f"shortest pause between two requests to a misbehaving host {shortest:.2f} s": shortest > 0.9 * DELAY,
        f"{good.not_modified} polls answered with 304": good.not_modified > 0,
        f"status {run.status}, stopped in {run.stopping:.1f} s": run.status == 0 and run.stopping < LONGEST_STOP,
        f"{defects} defects on standard error": defects == 0,
    }
    for finding, holds in findings.items():
        print(f"{'holds' if holds else 'FAILS'}  {finding}")
    print("not reported:", ", ".join(silent) or "none")
    print(next(line for line in reversed(run.out.splitlines()) if "health:" in line))
    return all(findings.values())


def main() -> None:
    """Exit status 1 if anything did not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--keep", type=Path, help="Where to leave ledger and logs.")
    asked = parser.parse_args()
    with TemporaryDirectory() as folder:
        place = asked.keep or Path(folder)
        place.mkdir(parents=True, exist_ok=True)
        sys.exit(0 if soak(asked.minutes * 60, place) else 1)


if __name__ == "__main__":
    main()
