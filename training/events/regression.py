"""Logistic regression over named features, by Newton's method: nothing is random, same data give same weights."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

MIN_SEEN = 15
"""A feature seen in fewer rows gets no weight."""

STEPS = 12
FREE_PENALTY = 1e-3


def fit(
    rows: Sequence[Mapping[str, float]],
    labels: Sequence[bool],
    penalty: float,
    free: Collection[str],
    counts: Sequence[float] | None = None,
) -> dict[str, float]:
    """Weights by feature; the L2 penalty spares those in ``free``, and a row counts as often as ``counts`` says."""
    seen = Counter(name for row in rows for name in row)
    names = sorted(name for name, times in seen.items() if times >= MIN_SEEN)
    column = {name: place for place, name in enumerate(names)}
    design = np.zeros((len(rows), len(names)))
    for place, row in enumerate(rows):
        for name, value in row.items():
            if name in column:
                design[place, column[name]] = value
    ridge = np.array([FREE_PENALTY if name in free else penalty for name in names])
    times = np.ones(len(rows)) if counts is None else np.array(counts)
    solved = _newton(design, np.array(labels, dtype=float), ridge, times)
    return {name: round(float(solved[place]), 4) for name, place in column.items()}


def _newton(design: Any, target: Any, ridge: Any, times: Any) -> Any:
    solved = np.zeros(design.shape[1])
    for _ in range(STEPS):
        expected = 1 / (1 + np.exp(-design @ solved))
        slope = design.T @ (times * (target - expected)) - ridge * solved
        curve = (design * (times * expected * (1 - expected))[:, None]).T @ design + np.diag(ridge)
        solved = solved + np.linalg.solve(curve, slope)
    return solved
