"""How the coder's time grows on odd texts: capitals, no punctuation, one line, thousands of quotation marks.

    python -m benchmarks.odd_texts

Each text is coded at three lengths, each twice the one before; the last column is the growth from one to the next: 2
is linear. The texts are our own.
"""

from __future__ import annotations

import argparse
import time
from itertools import pairwise
from typing import TYPE_CHECKING

import onrecord

if TYPE_CHECKING:
    from collections.abc import Callable

    from onrecord.coder.pipeline import Coder

REPORT = (
    "The foreign minister said on Monday that the talks had failed, and told reporters it was a “bullying” tactic. "
    '"We will not sign," he said. According to two officials, the treaty is expected to be revised by the parties. '
)
STEPS = 3

TEXTS: dict[str, Callable[[int], str]] = {
    "a report in paragraphs": lambda size: _filled(REPORT.strip() + "\n\n", size),
    "one line": lambda size: _filled(REPORT, size),
    "capitals": lambda size: _filled(REPORT.upper(), size),
    "no punctuation": lambda size: _filled("".join(c for c in REPORT if c.isalnum() or c == " "), size),
    "quotation marks, straight": lambda size: _filled('"a ', size),
    "quotation marks, curly, never closed": lambda size: _filled("“a ", size),
    "quotation marks alone": lambda size: '"' * size,
}


def _filled(unit: str, size: int) -> str:
    return (unit * (size // len(unit) + 1))[:size]


def seconds(coder: Coder, text: str) -> float:
    """Time to code a text."""
    started = time.perf_counter()
    coder.code(text, published="2025-03-08")
    return time.perf_counter() - started


def main() -> None:
    """Prints a line a text."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--characters", type=int, default=200_000, help="length of the longest text")
    options = parser.parse_args()
    coder = onrecord.load()
    coder.code(REPORT)
    sizes = [options.characters >> step for step in reversed(range(STEPS))]
    print(f"{'':38}" + "".join(f"{size:>10,}" for size in sizes) + "   growth")
    for name, make in TEXTS.items():
        spent = [seconds(coder, make(size)) for size in sizes]
        growth = ", ".join(f"{after / before:.1f}" for before, after in pairwise(spent))
        print(f"{name:38}" + "".join(f"{s:>9.1f}s" for s in spent) + f"   {growth}", flush=True)


if __name__ == "__main__":
    main()
