"""Lists gold actors whose country or sector comes out wrong, or who are not found.

python -m benchmarks.actor_errors --data ../shared --set wire_train -n 40
"""

from __future__ import annotations

import argparse
from itertools import islice
from pathlib import Path

import onrecord
from onrecord.evaluation.actors import judge_all, read_cases, wrong


def main() -> None:
    """Prints a line a case: document, wording, what the gold says, and whom we take it for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared"))
    parser.add_argument("--set", default="wire_dev")
    parser.add_argument("-n", type=int, default=40)
    options = parser.parse_args()
    verdicts = judge_all(read_cases(options.data / "data" / "events", options.set), onrecord.load())
    for line in islice(wrong(verdicts), options.n):
        print(line)


if __name__ == "__main__":
    main()
