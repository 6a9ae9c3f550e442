"""Damaged files of every format for as long as is asked: none may raise, stall or swell.

    python -m benchmarks.fuzz_sources --seconds 600 --seed 1

Each input that raises or takes longer than ``--patience`` is kept in the current folder under its format's name.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections import Counter
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from tests.sources.mutations import mutated, samples

from onrecord.errors import DocumentError
from onrecord.sources import read


def attempt(path: Path) -> str:
    """What reading gives: ``read``, ``refused`` or ``raised``."""
    try:
        units = list(read([str(path)]))
    except Exception as error:  # it is what is looked for
        print(f"raised {type(error).__name__}: {error}")
        return "raised"
    return "refused" if all(isinstance(unit, DocumentError) for unit in units) else "read"


def main() -> None:
    """Prints how many inputs there were, and what became of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--patience", type=float, default=3)
    asked = parser.parse_args()
    random, files, outcomes, longest = Random(asked.seed), samples(), Counter[str](), 0.0
    until = time.monotonic() + asked.seconds
    with TemporaryDirectory() as folder:
        path = Path(folder) / "damaged"
        while time.monotonic() < until:
            name = random.choice(sorted(files))
            data = mutated(files[name], list(files.values()), random)
            path.write_bytes(data)
            started = time.monotonic()
            outcome = attempt(path)
            took = time.monotonic() - started
            longest = max(longest, took)
            outcomes[outcome] += 1
            if outcome == "raised" or took > asked.patience:
                Path(f"fuzz-{outcomes.total()}-{name}").write_bytes(data)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = ", ".join(f"{count:,} {outcome}" for outcome, count in outcomes.most_common())
    print(f"{outcomes.total():,} inputs: {told}; the slowest took {longest:.2f} s; at most {memory:,.0f} MiB")


if __name__ == "__main__":
    main()
