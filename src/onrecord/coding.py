"""From inputs to coded documents: sources and coder joined, one bad document never costing the others.

Shared by every command that reads articles. The caller says what happens to a document's error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.errors import DocumentError
from onrecord.sources import read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from onrecord.coder.pipeline import Coder
    from onrecord.records import CodedDocument, Document

    OnError = Callable[[DocumentError], None]


def code_inputs(
    coder: Coder,
    inputs: Sequence[str],
    on_error: OnError,
    *,
    published: str | None = None,
    jobs: int = 1,
    wanted: Callable[[Document], bool] = lambda _: True,
) -> Iterator[CodedDocument]:
    """Codes everything that ``inputs`` (paths, directories, ``-``) hold, in order; errors go to ``on_error``.

    Documents that are not ``wanted`` are read and passed over: reading costs little, coding much.
    """
    documents = filter(wanted, _readable(read(inputs), on_error))
    return coder.pipe(documents, jobs=jobs, published=published, on_error=on_error)


def _readable(items: Iterable[Document | DocumentError], on_error: OnError) -> Iterator[Document]:
    for item in items:
        if isinstance(item, DocumentError):
            on_error(item)
        else:
            yield item
