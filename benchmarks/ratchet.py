"""The quality ratchet: figures may rise, and fall only if somebody says why.

    python -m benchmarks.ratchet --data ../shared                     # measure and compare
    python -m benchmarks.ratchet --data ../shared --pin               # raise the floors to what was measured
    python -m benchmarks.ratchet --data ../shared --pin --lower "why" # lower one, with the reason kept

The floors stand in ``floors.json`` with the SHA-256 of the gold they were measured on: other gold, other floors. The
margin is what the figures move by without a change that matters: two documents of the smallest part coded otherwise.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.commands.evaluate import TASKS, score

FLOORS = Path(__file__).with_name("floors.json")
MARGIN = 0.005

LARGE = "events-large"
"""The events' task by the large network."""

EVENTS: dict[str, tuple[str | int, ...]] = {
    "detection": ("detection_prf", 2),
    "untyped": ("untyped_prf", 2),
    "dyad": ("dyad_prf", 2),
    "factuality": ("factuality_accuracy",),
    "date": ("date_accuracy",),
}

PATHS: dict[str, dict[str, tuple[str | int, ...]]] = {
    "attribution": {
        "content tokens": ("token", "content", "f1"),
        "source tokens": ("token", "source", "f1"),
        "cue tokens": ("token", "cue", "f1"),
        "statements at IoU 0.5": ("all", "statement@.5", "f1"),
        "end to end": ("all", "end_to_end@.5", "f1"),
        "end to end, quoted": ("quoted", "end_to_end@.5", "f1"),
        "end to end, indirect": ("indirect", "end_to_end@.5", "f1"),
    },
    "times": {
        "relaxed span": ("DATE+TIME", "relaxed"),
        "value, DATE+TIME": ("DATE+TIME", "value"),
        "value, CALENDAR": ("CALENDAR", "value"),
    },
    "actors": {
        "found": ("wire_dev", "found"),
        "country": ("wire_dev", "country"),
        "sector": ("wire_dev", "sector"),
        "country, PLOVER sentences": ("plover_sentences", "country"),
    },
    "events": EVENTS,
    LARGE: EVENTS,
}
"""Where each figure stands in a scorer's output."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One figure held against its floor."""

    name: str
    measured: float
    floor: float | None

    @property
    def fell(self) -> bool:
        """Whether it is below its floor by more than the margin."""
        return self.floor is not None and self.measured < self.floor - MARGIN


def gold_checksum(task: str, data: Path) -> str:
    """SHA-256 of the gold file of a task's dev part."""
    gold = TASKS["events" if task == LARGE else task].gold.format(part="dev")
    return hashlib.sha256((data / "data" / gold).read_bytes()).hexdigest()


def measure(task: str, data: Path) -> dict[str, float]:
    """The task's figures on its dev part, by name."""
    output = json.loads(score("events", data, network="large") if task == LARGE else score(task, data))
    return {name: float(_at(output, path)) for name, path in PATHS[task].items()}


def judge(task: str, data: Path) -> list[Verdict]:
    """Every figure of a task beside its floor. Raises ValueError if the gold is not the one the floors are for."""
    pinned = json.loads(FLOORS.read_text(encoding="utf-8")).get(task, {})
    if pinned and pinned["gold_sha256"] != gold_checksum(task, data):
        raise ValueError(f"{task}: the gold has changed since the floors were pinned; measure and pin again")
    floors = pinned.get("floors", {})
    return [Verdict(name, value, floors.get(name)) for name, value in measure(task, data).items()]


def _at(output: Any, path: tuple[str | int, ...]) -> Any:
    for key in path:
        output = output[key]
    return output


def _pin(verdicts: dict[str, list[Verdict]], data: Path, reason: str | None) -> None:
    fallen = [
        f"{task}: {v.name}" for task, found in verdicts.items() for v in found if v.floor and v.measured < v.floor
    ]
    if fallen and not reason:
        sys.exit(f"these would go down: {', '.join(fallen)}; say why with --lower")
    pinned = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    for task, found in verdicts.items():
        lowered = [*pinned.get(task, {}).get("lowered", []), *([reason] if reason and fallen else [])]
        floors = {v.name: v.measured for v in found}
        pinned[task] = {"gold_sha256": gold_checksum(task, data), "floors": floors, "lowered": lowered}
    FLOORS.write_text(json.dumps(pinned, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Measures, prints a line a figure, pins if asked; exit status 1 if a figure fell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared"))
    parser.add_argument("--task", choices=sorted(PATHS), action="append")
    parser.add_argument("--pin", action="store_true")
    parser.add_argument("--lower", metavar="REASON")
    options = parser.parse_args()
    verdicts = {task: judge(task, options.data) for task in options.task or PATHS}
    for task, found in verdicts.items():
        for v in found:
            print(f"{task:12} {v.name:24} {v.measured:.3f}  floor {v.floor}{'  FELL' if v.fell else ''}")
    if options.pin:
        _pin(verdicts, options.data, options.lower)
    elif any(v.fell for found in verdicts.values() for v in found):
        sys.exit(1)


if __name__ == "__main__":
    main()
