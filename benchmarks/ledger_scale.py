"""What a ledger costs as it grows: adding a document, opening a view, searching.

    python -m benchmarks.ledger_scale --documents 2000
    python -m benchmarks.ledger_scale --documents 100000 --keep big.db
    python -m benchmarks.ledger_scale --documents 20000 --keep postgresql://127.0.0.1/scale

Made-up coded documents (seeded: a hundred states, a thousand people, ten events each, forty documents a day; every
tenth names one of two hundred agreements, every fifth has a threat and a position, every twentieth a contest) are added
until the ledger holds so many. Printed at 1,000 documents and at the end: milliseconds for adding one (mean of the next
300), alone and among others, and how long searches and views take in a ledger opened anew, up to forty questions of
each kind. All of it is processor time of this process, in which SQLite runs too, so that a busy machine does not count.

With ``--keep`` the ledger stays, and one that a run has left there grows on; what adding costs at 1,000 documents is
then measured in a ledger of its own. A hundred thousand documents take two hours and 9 GB. A new database of
PostgreSQL, which works in processes of its own, is measured by the clock.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections import defaultdict, deque
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.collecting import collect_seldom
from onrecord.ledger.scope import Scope
from onrecord.ledger.store import Ledger
from onrecord.ontology.plover import quad
from onrecord.records import (
    EVENT_TYPES,
    Account,
    Actor,
    Agreement,
    CodedDocument,
    CoderInfo,
    Event,
    Metadata,
    Position,
    Span,
    Statement,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from onrecord.records import AgreementStatus, SpeechAct

FIRST = 1_000
MORE = 300
"""Documents that are added to see what one costs: alone, and as many among others."""
EVENTS = 10
PER_DAY = 40
QUESTIONS = 40
LONGEST = 10_000
"""Milliseconds after which no more questions of a kind are asked."""

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
        threatens = place == 0 and number % 5 == 0
        statements.append(_statement(place, span, published, "threatens" if threatens else "says"))
        at = span.end + 1
    meta = Metadata(id=f"made-{number}", published=published, outlet=f"Outlet {number % 7}", dated_by="metadata")
    joined = _agreements(number, len(sentences[0])), _accounts(number), _positions(number, published)
    told = tuple(actors), tuple(statements), tuple(events)
    return CodedDocument(meta, text, (), (), *told, *joined, CoderInfo("made", {}))


def _agreements(number: int, length: int) -> tuple[Agreement, ...]:
    if number % 10:
        return ()
    status: AgreementStatus = "signed" if number % 20 else "violated"
    return (Agreement("g0", f"Accord of Town{number % 2_000 // 10}", ("a0", "a1"), status, None, (Span(0, length),)),)


def _accounts(number: int) -> tuple[Account, ...]:
    return () if number % 20 else (Account("c0", f"Somebody did the deed {number % 10_000}", ("s1",), ("s2",)),)


def _positions(number: int, published: str) -> tuple[Position, ...]:
    if number % 5:
        return ()
    return (Position("p0", "a3", f"issue {number % 150}", "a1", 1.0 if number % 3 else -1.0, published, ("s0",)),)


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


def _statement(place: int, content: Span, published: str, act: SpeechAct) -> Statement:
    return Statement(
        id=f"s{place}",
        source="a3",
        source_span=None,
        cue_span=None,
        content_span=(content,),
        kind="indirect",
        act=act,
        addressee=None,
        via=(),
        occasion=None,
        date=published,
        within=None,
        dated_by="document",
        method="made",
    )


def milliseconds(task: Callable[[], object], clock: Callable[[], float] = time.process_time) -> float:
    """The time of one call, by default that of this process's processor."""
    started = clock()
    task()
    return 1000 * (clock() - started)


def is_server(location: str) -> bool:
    """Whether a ledger is in PostgreSQL."""
    return location.startswith("postgres")


def clock_of(location: str) -> Callable[[], float]:
    """What tells the time that a ledger takes."""
    return time.monotonic if is_server(location) else time.process_time


def questions(chance: random.Random, days: int) -> dict[str, Callable[[Ledger], object]]:
    """One question of each kind, about made-up words, states and weeks."""
    word, states = f"w{chance.randrange(WORDS)}", tuple(chance.sample(STATES, 2))
    since = START + timedelta(days=chance.randrange(max(1, days - 7)))
    until = since + timedelta(days=6)
    week = Scope(actors=states, since=since.isoformat(), until=until.isoformat())
    both, long = Scope(actors=states), Scope(since=(START + timedelta(days=days // 4)).isoformat())
    lately = Scope(actors=states, since=long.since)
    ever = Scope(source=states[0], recipient=states[1], types=("ACCUSE",))
    return {
        "search of a word": lambda ledger: ledger.find(word),
        "search of a word by a state": lambda ledger: ledger.find(word, Scope(actors=states[:1])),
        "search of a word, the last three quarters of the time": lambda ledger: ledger.find(word, long),
        "two states in a week": lambda ledger: ledger.find("", week),
        "two states, ever": lambda ledger: ledger.find("", both),
        "two states, three quarters of the time": lambda ledger: ledger.find("", lately),
        "who accused whom, ever": lambda ledger: ledger.find("", ever),
        "events of two states in a week, all": lambda ledger: ledger.events(week),
        "time line of two states, ever": lambda ledger: ledger.some_events(both, limit=50, latest=True),
        "what two states said, ever": lambda ledger: ledger.some_utterances(both, limit=50, latest=True),
        "the latest of everything": lambda ledger: ledger.find(""),
        "agreements of two states": lambda ledger: ledger.agreements(both),
        "agreements of two states, three quarters of the time": lambda ledger: ledger.agreements(lately),
        "contests of two states": lambda ledger: ledger.accounts(both),
        "threats and promises of two states in a week": lambda ledger: ledger.commitments(week),
        "positions of two states over time": lambda ledger: ledger.position_series(both),
        "facets of two states": lambda ledger: ledger.facets(both),
    }


def reading(location: str, documents: int) -> Iterator[str]:
    """The median and the 95th percentile of the time that each kind of question takes, in milliseconds."""
    chance = random.Random(7)
    spent: defaultdict[str, list[float]] = defaultdict(list)
    with Ledger.open(location) as ledger:
        for _ in range(QUESTIONS):
            for name, ask in questions(chance, documents // PER_DAY).items():
                if sum(spent[name]) < LONGEST:
                    spent[name].append(milliseconds(partial(ask, ledger), clock_of(location)))
    for name, times in spent.items():
        ordered = sorted(times)
        last = ordered[int(len(ordered) * 0.95)]
        yield f"  {name}: {ordered[len(ordered) // 2]:.0f} ms, p95 {last:.0f} ms of {len(ordered)}"


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds for adding a document to a ledger of so many, alone and among others."""

    documents: int
    alone: float
    among: float

    def __str__(self) -> str:
        return f"{self.documents:,} documents: {self.alone:.1f} ms to add one, {self.among:.1f} ms among others"


def grow(location: str, size: int) -> Cost:
    """Adds until the ledger holds so many, then a few more, half of them among others and half one by one."""
    clock = clock_of(location)
    with Ledger.open(location) as ledger:
        made, held = documents(size + 2 * MORE), ledger.document_count()
        exhaust(islice(made, held))
        exhaust(ledger.add_all(islice(made, max(0, size - held))))
        more = list(made)
        among = milliseconds(lambda: exhaust(ledger.add_all(more[:MORE])), clock)
        alone = milliseconds(lambda: exhaust(map(ledger.add, more[MORE:])), clock)
    return Cost(size, alone / MORE, among / MORE)


def exhaust(steps: Iterable[object]) -> None:
    """Takes every step."""
    deque(steps, maxlen=0)


def run(location: str, small: str, total: int) -> Iterator[str]:
    """A line for each figure; ``small`` is where a ledger of 1,000 is made if that at ``location`` has more."""
    with Ledger.open(location) as ledger:
        held = ledger.document_count()
    if held > total:
        raise SystemExit(f"{location} holds {held:,} documents; ask for more with --documents")
    first = min(FIRST, total)
    if held >= first and is_server(location):
        raise SystemExit(f"{location} holds {held:,} documents; name an empty database")
    early = location if held < first else small
    before = grow(early, first)
    yield str(before)
    yield from reading(early, first)
    if total > first:
        after = grow(location, total)
        ratios = f"{after.alone / before.alone:.2f} and {after.among / before.among:.2f}"
        yield f"{after}: {ratios} times as much"
        yield from reading(location, total)


def main() -> None:
    """Adds, and prints a line at each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=2_000)
    parser.add_argument("--keep", help="where the ledger stays: a file, or a postgresql:// URL")
    options = parser.parse_args()
    collect_seldom()  # as the commands that add and serve do
    with tempfile.TemporaryDirectory() as folder:
        location = options.keep or str(Path(folder, "scale.db"))
        for line in run(location, str(Path(folder, "small.db")), options.documents):
            print(line, flush=True)


if __name__ == "__main__":
    main()
