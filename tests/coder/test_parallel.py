"""Several processes: order, bounded read-ahead, and what happens when one of them dies."""

from __future__ import annotations

import multiprocessing
import os
import signal
from functools import partial
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.coder.parallel import AHEAD, MOST_CHARACTERS, MOST_DOCUMENTS, batches, code_in_batches
from onrecord.errors import ConfigurationError, DocumentError
from onrecord.records import Document, Metadata

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from onrecord.coder.workers import Load, Result


class Echo:
    """Codes nothing: each document's result says its text; one that says "die" kills the process."""

    def code_batch(self, documents: Sequence[Document], published: str | None = None) -> list[Result]:
        if any(document.text == "die" for document in documents):
            os.kill(os.getpid(), signal.SIGKILL)
        return [DocumentError(document.meta.id, f"{document.text} {published}") for document in documents]


def refuse() -> Echo:
    raise ConfigurationError("no model")


def fall() -> Echo:
    os.kill(os.getpid(), signal.SIGKILL)
    return Echo()


def documents(texts: Iterable[str]) -> Iterator[Document]:
    return (Document(Metadata(f"d{number}"), text) for number, text in enumerate(texts))


def echoed(texts: Iterable[str], jobs: int, load: Load = Echo) -> list[str]:
    return [str(result) for result in code_in_batches(Echo(), load, documents(texts), jobs=jobs, published="2020")]


@given(sizes=st.lists(st.sampled_from([0, 1, 7, MOST_CHARACTERS // 3, MOST_CHARACTERS, 5 * MOST_CHARACTERS])))
def test_batches_hold_every_document_once_and_are_never_large(sizes: list[int]) -> None:
    given_ = list(documents("x" * size for size in sizes * 9))
    found = list(batches(given_))
    assert [document for batch in found for document in batch] == given_
    for batch in found:
        assert 1 <= len(batch) <= MOST_DOCUMENTS
        assert sum(len(document.text) for document in batch[:-1]) < MOST_CHARACTERS


def test_processes_give_what_one_gives() -> None:
    texts = [f"text {number}" for number in range(3 * MOST_DOCUMENTS + 5)]
    assert echoed(texts, jobs=2) == echoed(texts, jobs=1)
    assert echoed([], jobs=2) == []


def test_reading_keeps_a_bounded_way_ahead() -> None:
    read = 0

    def endless() -> Iterator[Document]:
        nonlocal read
        for document in documents("x" for _ in range(100_000)):
            read += 1
            yield document

    results = code_in_batches(Echo(), Echo, endless(), jobs=2, published=None)
    for taken in range(1, 20 * MOST_DOCUMENTS):
        next(results)
        assert read <= taken + (2 * AHEAD + 1) * MOST_DOCUMENTS
    results.close()  # type: ignore[attr-defined]  # it is a generator
    assert not multiprocessing.active_children()


@pytest.mark.parametrize("dying", [{0}, {17, 18}, {3, 40, 79}])
def test_a_process_that_dies_costs_the_document_it_died_on(dying: set[int]) -> None:
    texts = ["die" if number in dying else "live" for number in range(80)]
    found = echoed(texts, jobs=2)
    assert [line.split(":")[0] for line in found] == [f"d{number}" for number in range(80)]
    assert {number for number, line in enumerate(found) if "killed by signal 9 (out of memory?)" in line} == dying
    assert not multiprocessing.active_children()


@pytest.mark.parametrize(
    ("load", "said"), [(refuse, "no model"), (fall, "while it loaded"), (partial(int, "x"), "int")]
)
def test_a_coder_that_cannot_be_loaded_stops_the_run(load: Load, said: str) -> None:
    with pytest.raises(ConfigurationError, match=said):
        echoed(["text"], jobs=2, load=load)
    assert not multiprocessing.active_children()
