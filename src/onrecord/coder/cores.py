"""Coding takes one core a process; documents are spread over processes (``--jobs``), as spaCy's own steps are."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from threadpoolctl import ThreadpoolController

if TYPE_CHECKING:
    from contextlib import AbstractContextManager


def on_one_core() -> AbstractContextManager[object]:
    """NumPy's matrix products on one thread, and as before afterwards.

    Its library (OpenBLAS) starts a thread a core for products of a few hundred rows and lets it spin between them:
    coding took 1.6 times the processor time for the same time by the clock, and two processes were 1.4 times as fast
    as one in place of 1.8.
    """
    limited: AbstractContextManager[object] = _pools().limit(limits=1, user_api="blas")
    return limited


@cache
def _pools() -> ThreadpoolController:
    return ThreadpoolController()
