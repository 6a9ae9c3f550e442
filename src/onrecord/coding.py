"""From inputs to coded documents: sources and coder joined, one bad document never costing the others.

Shared by every command that reads articles. The caller says what happens to a document's error.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onrecord.errors import DocumentError
from onrecord.sources import read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from onrecord.coder.pipeline import Coder
    from onrecord.records import CodedDocument, Document
    from onrecord.sources.options import Fetch

    OnError = Callable[[DocumentError], None]
    Keep = Callable[[Document, str], None]


@dataclass(frozen=True, slots=True)
class Reading:
    """How inputs are read: the columns of tables, how pages are fetched, and who keeps what no model reads."""

    columns: Mapping[str, str] = field(default_factory=dict)
    fetch: Fetch | None = None
    keep: Keep | None = None


PLAINLY = Reading()


def code_inputs(
    coder: Coder,
    inputs: Sequence[str],
    on_error: OnError,
    *,
    published: str | None = None,
    jobs: int = 1,
    wanted: Callable[[Document], bool] = lambda _: True,
    reading: Reading = PLAINLY,
) -> Iterator[CodedDocument]:
    """Codes everything that ``inputs`` (paths, directories, ``-``) hold, in order; errors go to ``on_error``.

    Documents that are not ``wanted`` are read and passed over: reading costs little, coding much. Those in a language
    without a model are kept if somebody keeps them, and errors else.
    """
    found = read(inputs, columns=reading.columns, fetch=reading.fetch)
    documents: Iterator[Document] = filter(wanted, _readable(found, on_error))
    if reading.keep is not None:
        documents = _in_english(documents, reading.keep)
    return coder.pipe(documents, jobs=jobs, published=published, on_error=on_error)


def _in_english(documents: Iterable[Document], keep: Keep) -> Iterator[Document]:
    from onrecord.coder.language import other_language

    for document in documents:
        language = other_language(document.text)
        if language is None:
            yield document
        else:
            keep(document, language)


def _readable(items: Iterable[Document | DocumentError], on_error: OnError) -> Iterator[Document]:
    for item in items:
        if isinstance(item, DocumentError):
            on_error(item)
        else:
            yield item
