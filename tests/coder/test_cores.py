"""One core a process."""

from __future__ import annotations

from threadpoolctl import threadpool_info

from onrecord.coder.cores import on_one_core


def threads() -> list[int]:
    return [pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"]


def test_matrix_products_take_one_thread_and_as_many_as_before_afterwards() -> None:
    before = threads()
    with on_one_core():
        assert set(threads()) <= {1}
    assert threads() == before
