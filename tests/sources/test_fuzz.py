"""Whatever happens to a file of any format, it gives documents and errors, in time. A benchmark runs it for longer."""

from __future__ import annotations

import time
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import DocumentError
from onrecord.sources import read

from .mutations import mutated, samples

if TYPE_CHECKING:
    from .conftest import Write

SAMPLES = samples()
PATIENCE = 10.0


@pytest.mark.parametrize("name", sorted(name for name in SAMPLES if not name.endswith(".html")))
@given(seed=st.integers(0, 2**32))
def test_damaged_files_of_every_format(write: Write, name: str, seed: int) -> None:
    damaged = mutated(SAMPLES[name], list(SAMPLES.values()), Random(seed))
    started = time.process_time()
    for unit in read([write("damaged", damaged)]):
        assert isinstance(unit, DocumentError) or unit.text.strip()
    assert time.process_time() - started < PATIENCE


@given(name=st.sampled_from(sorted(name for name in SAMPLES if name.endswith(".html"))), seed=st.integers(0, 2**32))
def test_damaged_pages(write: Write, name: str, seed: int) -> None:
    (unit,) = read(
        [write("damaged", b"<!DOCTYPE html>" + mutated(SAMPLES[name], list(SAMPLES.values()), Random(seed)))]
    )
    assert isinstance(unit, DocumentError) or unit.text.strip()
