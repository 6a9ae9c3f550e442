"""What an event's confidence means: of those given 0.7, are seven in ten events of the gold?

    python -m benchmarks.calibration --data ../shared

Codes wire_dev, matches its events with the gold as the scorer does, and prints the expected calibration error (Guo et
al. 2017; ten bins of equal width, weighted by their events) and a Mermaid chart of the bins for ``docs/measures.md``.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from benchmarks.event_gold import add_network, load_scorer, matched

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.records import NetworkSize

BINS = 10
FEWEST = 5
"""Events of a bin that is drawn."""


class Bin(NamedTuple):
    """Events of like confidence: how many, their mean confidence, the share that the gold has."""

    events: int
    confidence: float
    right: float


def judged(data: Path, network: NetworkSize = "small") -> Iterator[tuple[float, bool]]:
    """The confidence of every coded event of wire_dev, and whether it matches a gold event."""
    for article in matched(data, load_scorer(data), network):
        right = {id(found) for _, found in article.pairs}
        yield from ((found["confidence"], id(found) in right) for found in article.coded)


def bins(found: Sequence[tuple[float, bool]]) -> list[Bin]:
    """The bins that hold any event, from the lowest confidence up."""
    confidence, right = (np.array(column, dtype=float) for column in zip(*found, strict=True))
    place = np.minimum((confidence * BINS).astype(int), BINS - 1)
    inside = [place == number for number in range(BINS)]
    return [Bin(int(one.sum()), float(confidence[one].mean()), float(right[one].mean())) for one in inside if one.any()]


def error(found: Sequence[Bin]) -> float:
    """The expected calibration error."""
    total = sum(one.events for one in found)
    return sum(one.events / total * abs(one.confidence - one.right) for one in found)


def chart(found: Sequence[Bin]) -> str:
    """Mermaid source: the line is the confidence, the bars the share of events that the gold has."""
    drawn = [one for one in found if one.events >= FEWEST]
    names = ", ".join(f'"{one.confidence:.2f} ({one.events})"' for one in drawn)
    bars, line = (
        [f"{value:.2f}" for value in column] for column in zip(*((b.right, b.confidence) for b in drawn), strict=True)
    )
    return (
        f'xychart-beta\n    title "Share of events that the gold has, by confidence"\n    x-axis [{names}]\n'
        f'    y-axis "share" 0 --> 1\n    bar [{", ".join(bars)}]\n    line [{", ".join(line)}]'
    )


def main() -> None:
    """Prints the error, the bins and the chart."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared"))
    add_network(parser)
    options = parser.parse_args()
    found = bins(list(judged(options.data, options.network)))
    print(f"expected calibration error {error(found):.3f} over {sum(one.events for one in found)} events")
    for one in found:
        print(f"  {one.events:4} events  confidence {one.confidence:.2f}  in the gold {one.right:.2f}")
    print(f"```mermaid\n{chart(found)}\n```")


if __name__ == "__main__":
    main()
