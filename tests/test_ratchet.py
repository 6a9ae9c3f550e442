"""Quality does not fall: the scorers' figures on the dev parts, held against pinned floors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from benchmarks.ratchet import PATHS, judge

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.shared
@pytest.mark.parametrize("task", sorted(PATHS))
def test_no_figure_fell(task: str, shared: Path) -> None:
    verdicts = judge(task, shared)
    assert all(verdict.floor is not None for verdict in verdicts), "pin with python -m benchmarks.ratchet --pin"
    assert [f"{v.name}: {v.measured} < {v.floor}" for v in verdicts if v.fell] == []
