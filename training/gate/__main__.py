r"""Makes the gate before the reader.

    python -m training.gate --data ../shared/data --work build

Reports that were annotated with events tell most; those that nobody annotated are coded first (into the work folder, a
few minutes) and count by half. The threshold is the score that ``RECALL`` of the annotated reports with events reach,
scored by weights that never saw them.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

import onrecord
from onrecord.coding import code_inputs
from onrecord.interchange import to_json
from training.gate import examples
from training.gate.fitting import crossed, fit

if TYPE_CHECKING:
    from numpy.typing import NDArray

RECALL = 0.985
"""Goal 0.98; the rest is for other reports than these."""

SHIPPED = Path(__file__).parents[2] / "src" / "onrecord" / "models" / "gate"


def run(data: Path, work: Path) -> None:
    """Trains, tells what the gate does to reports that it never saw, and writes it into the package."""
    found = [*examples.annotated(data), *examples.guessed(examples.read_coded(_coded(data, work)))]
    scores = crossed(found)
    holds, read = (np.array([getattr(one, name) for one in found]) for name in ("holds", "read"))
    threshold = float(np.quantile(scores[holds & read], 1 - RECALL, method="lower"))
    made = fit(found)
    _tell("annotated, cross-validated", scores[read], holds[read], threshold)
    _tell("coder's labels, cross-validated", scores[~read], holds[~read], threshold)
    dev = list(examples.held_back(data))
    _tell("wire dev", np.array([made.score(one) for one in dev]), np.array([one.holds for one in dev]), threshold)
    np.save(SHIPPED / "weights.npy", made.weights.astype(np.float16))
    stored = {"name": "onrecord-gate", "version": "0.1.0", "bias": made.bias, "threshold": threshold}
    (SHIPPED / "labels.json").write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")


def _coded(data: Path, work: Path) -> Path:
    made = work / "unannotated.coded.jsonl"
    if not made.exists():
        work.mkdir(parents=True, exist_ok=True)
        inputs = work / "unannotated.jsonl"
        inputs.write_text("".join(examples.unannotated(data)), encoding="utf-8")
        with made.open("wb") as stream:
            for coded in code_inputs(onrecord.load(), [str(inputs)], on_error=lambda error: print(error)):
                stream.write(to_json(coded) + b"\n")
    return made


def _tell(name: str, scores: NDArray[np.float64], holds: NDArray[np.bool_], threshold: float) -> None:
    stopped = scores < threshold
    events, none = int(holds.sum()), int((~holds).sum())
    let, kept = int((~stopped & holds).sum()), int((stopped & ~holds).sum())
    print(f"{name}: {let} of {events} with events let through ({let / events:.3f}),", end=" ")
    print(f"{kept} of {none} without stopped ({kept / none:.3f})")


def main() -> None:
    """Reads, trains, writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--work", type=Path, default=Path("build"))
    options = parser.parse_args()
    run(options.data, options.work)


if __name__ == "__main__":
    main()
