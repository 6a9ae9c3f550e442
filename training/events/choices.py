"""Weights of a choice among options that exclude each other: a conditional logit over named features.

Everything is done in 64 bits and from zero weights, so that the same data give the same weights.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch

from training.events.regression import MIN_SEEN

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

STEPS = 300
NEVER = 1e-12
"""Added to a share before its logarithm is taken."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Options with their features, and for each thing wanted how much each option (by place) counts for it.

    Several are wanted where several stand on a side; an option counts less than 1 where it is not what was named but as
    good ("the minister" for "the government").
    """

    options: Sequence[Mapping[str, float]]
    wanted: Sequence[Mapping[int, float]]


def fit(choices: Sequence[Choice], penalty: float) -> dict[str, float]:
    """Weights by feature, under an L2 penalty: those that make the shares of what is wanted the largest."""
    names = _names(choices)
    loss = _loss(choices, {name: place for place, name in enumerate(names)})
    solved = torch.zeros(len(names), dtype=torch.float64, requires_grad=True)
    search = torch.optim.LBFGS([solved], max_iter=STEPS, history_size=10, line_search_fn="strong_wolfe")

    def closure() -> float:
        search.zero_grad()
        value = loss(solved) + 0.5 * penalty * (solved * solved).sum()
        value.backward()
        return float(value.detach())

    search.step(closure)
    return {name: round(float(weight), 4) for name, weight in zip(names, solved.detach(), strict=True)}


def _names(choices: Sequence[Choice]) -> list[str]:
    """The features seen often enough to get a weight."""
    seen = Counter(name for choice in choices for option in choice.options for name in option)
    return sorted(name for name, times in seen.items() if times >= MIN_SEEN)


def _loss(choices: Sequence[Choice], column: Mapping[str, int]) -> Callable[[torch.Tensor], torch.Tensor]:
    """The negative logarithm of the share of each thing wanted, averaged within a choice."""
    owner, design = _design(choices, column)
    starts = [0]
    for choice in choices:
        starts.append(starts[-1] + len(choice.options))
    things = [(number, thing) for number, choice in enumerate(choices) for thing in choice.wanted]
    counted = [
        (place, starts[number] + at, much) for place, (number, thing) in enumerate(things) for at, much in thing.items()
    ]
    places, rows, much = (torch.tensor(part) for part in zip(*counted, strict=True))
    weight = torch.tensor([1 / len(choices[number].wanted) for number, _ in things], dtype=torch.float64)

    def loss(weights: torch.Tensor) -> torch.Tensor:
        totals = torch.sparse.mm(design, weights[:, None])[:, 0]
        highest = torch.full((len(choices),), -torch.inf, dtype=torch.float64)
        highest = highest.scatter_reduce(0, owner, totals.detach(), "amax")
        raised = torch.exp(totals - highest[owner])
        shares = raised / torch.zeros(len(choices), dtype=torch.float64).index_add(0, owner, raised)[owner]
        met = torch.zeros(len(things), dtype=torch.float64).index_add(0, places, much.double() * shares[rows])
        return -(weight * torch.log(met + NEVER)).sum()

    return loss


def _design(choices: Sequence[Choice], column: Mapping[str, int]) -> tuple[torch.Tensor, torch.Tensor]:
    """Which choice each option belongs to, and the options' features as a sparse matrix."""
    options = [(number, option) for number, choice in enumerate(choices) for option in choice.options]
    cells = [
        (row, column[name], value)
        for row, (_, option) in enumerate(options)
        for name, value in option.items()
        if name in column
    ]
    rows, columns, values = zip(*cells, strict=True)
    design = torch.sparse_coo_tensor(
        torch.tensor([rows, columns]),
        torch.tensor(values, dtype=torch.float64),
        (len(options), len(column)),
        check_invariants=True,
    )
    return torch.tensor([number for number, _ in options]), design.coalesce()
