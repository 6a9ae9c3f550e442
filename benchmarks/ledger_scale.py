"""What a ledger costs as it grows: adding a document, opening a view, searching.

    python -m benchmarks.ledger_scale --documents 2000

Made-up coded documents (seeded: a hundred states, a thousand people, ten events each, forty documents a day) are added
until the ledger holds so many. Printed at 1,000 documents and at the end: milliseconds for adding one (mean of the last
500), and how long searches and views take in a ledger opened anew, forty questions of each kind. All of it is processor
time of this process, in which SQLite runs too, so that a busy machine does not count.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections import defaultdict
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.ledger.scope import Scope
from onrecord.ledger.store import Ledger
from onrecord.ontology.plover import quad
from onrecord.records import EVENT_TYPES, Actor, CodedDocument, CoderInfo, Event, Metadata, Span, Statement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FIRST = 1_000
LAST = 500
EVENTS = 10
PER_DAY = 40
QUESTIONS = 40
STATES = tuple(f"{a}{b}{c}" for a in "BDFGK" for b in "AEIOU" for c in "LMRT")
"""A hundred made-up countries, in the form of their codes."""
WORDS = 20_000
"""Different words that the made-up texts draw from."""
START = date(2010, 1, 1)


def documents(count: int) -> Iterator[CodedDocument]:
    """Made-up coded documents, always the same ones; forty a day."""
    chance = random.Random(20150714)
    for number in range(count):
        yield _document(number, chance)


def _document(number: int, chance: random.Random) -> CodedDocument:
    published = (START + timedelta(days=number // PER_DAY)).isoformat()
    parties = chance.sample(STATES, 3)
    actors = [
        Actor(f"a{n}", f"State of {code.title()}", "government", code, "GOV", (), ()) for n, code in enumerate(parties)
    ]
    speaker = chance.randrange(1_000)
    country = STATES[speaker % len(STATES)]
    actors.append(Actor("a3", f"Speaker{speaker % 40} Name{speaker}", "person", country, "GOV", (), ()))
    sentences = [" ".join(f"w{chance.randrange(WORDS)}" for _ in range(18)) + "." for _ in range(EVENTS)]
    text = " ".join(sentences)
    events, statements, at = [], [], 0
    for place, sentence in enumerate(sentences):
        span = Span(at, at + len(sentence))
        events.append(_event(place, span, published, chance))
        statements.append(_statement(place, span, published))
        at = span.end + 1
    meta = Metadata(id=f"made-{number}", published=published, outlet=f"Outlet {number % 7}", dated_by="metadata")
    return CodedDocument(
        meta, text, (), (), tuple(actors), tuple(statements), tuple(events), (), (), (), CoderInfo("made", {})
    )


def _event(place: int, sentence: Span, published: str, chance: random.Random) -> Event:
    kind = chance.choice(EVENT_TYPES)
    return Event(
        id=f"e{place}",
        type=kind,
        mode=None,
        contexts=(),
        cameo=None,
        actors=("a0",) if place % 2 else ("a3",),
        recipients=("a1",) if place % 3 else ("a2",),
        trigger=Span(sentence.start, sentence.start + 2),
        sentence=sentence,
        date=published if place % 4 else None,
        location=None,
        factuality="CT+",
        according_to=None,
        condition=None,
        quad=quad(kind),
        confidence=0.5,
        dated_by="document" if place % 4 else None,
        method="made",
    )


def _statement(place: int, content: Span, published: str) -> Statement:
    return Statement(
        id=f"s{place}",
        source="a3",
        source_span=None,
        cue_span=None,
        content_span=(content,),
        kind="indirect",
        act="says",
        addressee=None,
        via=(),
        occasion=None,
        date=published,
        within=None,
        dated_by="document",
        method="made",
    )


def milliseconds(task: Callable[[], object]) -> float:
    """The processor time of one call."""
    started = time.process_time()
    task()
    return 1000 * (time.process_time() - started)


def questions(chance: random.Random, days: int) -> dict[str, Callable[[Ledger], object]]:
    """One question of each kind, about made-up words, states and weeks."""
    word, states = f"w{chance.randrange(WORDS)}", tuple(chance.sample(STATES, 2))
    since = START + timedelta(days=chance.randrange(max(1, days - 7)))
    until = since + timedelta(days=6)
    week = Scope(actors=states, since=since.isoformat(), until=until.isoformat())
    ever = Scope(source=states[0], recipient=states[1], types=("ACCUSE",))
    return {
        "search of a word": lambda ledger: ledger.find(word),
        "search of a word by a state": lambda ledger: ledger.find(word, Scope(actors=states[:1])),
        "two states in a week": lambda ledger: ledger.find("", week),
        "who accused whom, ever": lambda ledger: ledger.find("", ever),
        "events of two states in a week, all": lambda ledger: ledger.events(week),
        "the latest of everything": lambda ledger: ledger.find(""),
    }


def reading(path: Path, documents: int) -> Iterator[str]:
    """The median and the 95th percentile of the time that each kind of question takes, in milliseconds."""
    chance = random.Random(7)
    spent: defaultdict[str, list[float]] = defaultdict(list)
    with Ledger.open(str(path)) as ledger:
        for _ in range(QUESTIONS):
            for name, ask in questions(chance, documents // PER_DAY).items():
                spent[name].append(milliseconds(partial(ask, ledger)))
    for name, times in spent.items():
        ordered = sorted(times)
        yield f"{name}: {ordered[len(ordered) // 2]:.0f} ms, p95 {ordered[int(len(ordered) * 0.95)]:.0f} ms"


def main() -> None:
    """Adds, and prints a line at each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=2_000)
    total: int = parser.parse_args().documents
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "scale.db")
        spent: list[float] = []
        with Ledger.open(str(path)) as ledger:
            for number, made in enumerate(documents(total), start=1):
                spent.append(milliseconds(partial(ledger.add, made)))
                if number in {FIRST, total}:
                    mean = sum(spent[-LAST:]) / len(spent[-LAST:])
                    size = path.stat().st_size / 2**20
                    print(f"{number:,} documents ({size:,.0f} MiB): {mean:.1f} ms to add one", flush=True)
                    for line in reading(path, number):
                        print(f"  {line}", flush=True)


if __name__ == "__main__":
    main()
