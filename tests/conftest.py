"""What every test may ask for."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

import onrecord

if TYPE_CHECKING:
    from onrecord.coder.pipeline import Coder

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"

# The parser takes milliseconds a text, and a shared machine has slow moments: no deadline, few examples. Continuous
# integration draws the same examples each time, so that it fails for a change and not by luck; a desk draws new ones.
settings.register_profile(
    "onrecord",
    deadline=None,
    max_examples=40,
    derandomize="CI" in os.environ,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("onrecord")


@pytest.fixture(scope="session")
def coder() -> Coder:
    """The coder over the bundled model, loaded once."""
    return onrecord.load()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The measuring data beside the checkout; skips where there is none."""
    if not (SHARED / "data").is_dir():
        pytest.skip(f"measuring data is not at {SHARED.name}/ beside the checkout")
    return SHARED
