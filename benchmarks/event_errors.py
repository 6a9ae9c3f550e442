"""What goes wrong with events on wire_dev, by class, the commonest first, with examples.

    python -m benchmarks.event_errors --data ../shared --examples 3

Missed and spurious events as the scorer counts them, then wrong sides, factuality and dates of the matched ones; sides
are counted each by itself, also where the scorer lets an act of two sides swap them. The examples quote the articles:
they are for reading, not for the project.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.event_gold import add_network, load_scorer, matched

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from benchmarks.event_gold import Form, Matched

AROUND = 80
"""Characters on either side of an example's trigger."""


def errors(article: Matched, scorer: ModuleType) -> Iterator[tuple[str, Form]]:
    """Every error of an article: its class and the event."""
    hit = {id(event) for event, _ in article.pairs}
    right = {id(event) for _, event in article.pairs}
    untyped = scorer.match(article.text, article.gold, article.coded, typed=False)
    of_gold = {id(event) for event, _ in untyped}
    of_coded = {id(found) for _, found in untyped}
    for event in article.gold:
        if id(event) not in hit:
            yield ("of another type" if id(event) in of_gold else "missed"), event
    for found in article.coded:
        if id(found) not in right and id(found) not in of_coded:
            echo = any(event["type"] == found["type"] and _shared(event, found) for event, _ in article.pairs)
            yield ("spurious, an echo of another mention" if echo else "spurious"), found
    for event, found in article.pairs:
        yield from _wrong(scorer, event, found)


def _shared(event: Form, found: Form) -> bool:
    return bool((event["actor"] | event["recipient"]) & (found["actor"] | found["recipient"]))


def _wrong(scorer: ModuleType, event: Form, found: Form) -> Iterator[tuple[str, Form]]:
    for role in ("actor", "recipient"):
        if not scorer.same_side(event[role], found[role]):
            kind = "spurious" if not event[role] else "missing" if not found[role] else "another"
            yield f"{kind} {role}", event
    if event["factuality"] != found["factuality"]:
        yield f"factuality {found['factuality']} for {event['factuality']}", event
    if event["date"] and not _agree(event["date"], found["date"] or "none"):
        yield "date", event


def _agree(wanted: str, given: str) -> bool:
    """Equal, or one the ISO prefix of the other, as the scorer has it."""
    return given.startswith(wanted) or wanted.startswith(given)


def main() -> None:
    """Prints the classes with their numbers and examples."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared"))
    add_network(parser)
    parser.add_argument("--examples", type=int, default=0, help="examples of each class")
    options = parser.parse_args()
    scorer = load_scorer(options.data)
    found: defaultdict[str, list[str]] = defaultdict(list)
    for article in matched(options.data, scorer, options.network):
        for name, event in errors(article, scorer):
            start, end = event["trigger"]
            around = article.text[max(0, start - AROUND) : start] + "[" + article.text[start:end] + "]"
            found[name].append(f"{event['type']}: {around}{article.text[end : end + AROUND]}".replace("\n", " "))
    for name, examples in sorted(found.items(), key=lambda item: -len(item[1])):
        print(f"{len(examples):5}  {name}")
        for example in examples[: options.examples]:
            print(f"         {example}")


if __name__ == "__main__":
    main()
