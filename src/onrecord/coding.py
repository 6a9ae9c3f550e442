"""From inputs to coded documents: sources and coder joined, one bad document never costing the others.

Shared by every command that reads articles. The caller says what happens to a document's error.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onrecord.errors import DocumentError
from onrecord.sources import read
from onrecord.sources.gauge import Gauge

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from onrecord.coder.pipeline import Coder
    from onrecord.records import CodedDocument, Document
    from onrecord.sources.options import Fetch

    OnError = Callable[[DocumentError], None]
    Keep = Callable[[Document, str], None]


@dataclass(slots=True)
class Pace:
    """How far a run has come: what has been read of all, and what of it needs no coding.

    ``held`` were coded before; ``passed`` could not be read or coded, or are not to be coded.
    """

    gauge: Gauge = field(default_factory=Gauge)
    read: int = 0
    held: int = 0
    passed: int = 0

    def left(self, coded: int, seconds: float) -> float | None:
        """Seconds until all is done, if documents go on as they have; None where that cannot be told."""
        share, new = self.gauge.share, self.read - self.held
        if not (share and coded and new > 0):
            return None
        unread = self.read * (1 - share) / share
        to_code = (new - self.passed - coded) + unread * (new - self.passed) / new
        return max(0.0, to_code) * seconds / coded


@dataclass(frozen=True, slots=True)
class Reading:
    """How inputs are read, and what is coded of them: the columns of tables, how pages are fetched, who keeps what no
    model reads, what the gate lets through.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    fetch: Fetch | None = None
    keep: Keep | None = None
    gate: Callable[[Document], bool] | None = None
    pace: Pace = field(default_factory=Pace)


def code_inputs(
    coder: Coder,
    inputs: Sequence[str],
    on_error: OnError,
    *,
    published: str | None = None,
    jobs: int = 1,
    wanted: Callable[[Document], bool] = lambda _: True,
    reading: Reading | None = None,
) -> Iterator[CodedDocument]:
    """Codes everything that ``inputs`` (paths, directories, ``-``) hold, in order; errors go to ``on_error``.

    Documents that are not ``wanted`` are read and passed over: reading costs little, coding much. Those in a language
    without a model are kept if somebody keeps them, and errors else. What the gate stops is not coded.

    Raises:
        ConfigurationError: at once, if ``published`` is no ISO date.
    """
    how = reading or Reading()

    def failed(error: DocumentError) -> None:
        how.pace.passed += 1
        on_error(error)

    found = read(inputs, columns=how.columns, fetch=how.fetch, opened=how.pace.gauge.opened)
    documents = _new(_readable(found, failed, how.pace), wanted, how.pace)
    if how.keep is not None:
        documents = _in_english(documents, how.keep, how.pace)
    if how.gate is not None:
        documents = _let_through(documents, how.gate, how.pace)
    return coder.pipe(documents, jobs=jobs, published=published, on_error=failed)


def shipped_gate() -> Callable[[Document], bool]:
    """Whether the gate before the reader stops a document (:mod:`onrecord.coder.gate`)."""
    from onrecord.coder.gate import load_gate

    return load_gate().stops


def given_date(published: str | None) -> str | None:
    """A caller's date (:func:`onrecord.coder.dates.given_date`). Raises ConfigurationError if it is none."""
    from onrecord.coder.dates import given_date as checked

    return checked(published)


def _readable(items: Iterable[Document | DocumentError], on_error: OnError, pace: Pace) -> Iterator[Document]:
    for item in items:
        pace.read += 1
        if isinstance(item, DocumentError):
            on_error(item)
        else:
            yield item


def _new(documents: Iterable[Document], wanted: Callable[[Document], bool], pace: Pace) -> Iterator[Document]:
    for document in documents:
        if wanted(document):
            yield document
        else:
            pace.held += 1


def _in_english(documents: Iterable[Document], keep: Keep, pace: Pace) -> Iterator[Document]:
    from onrecord.coder.language import other_language

    for document in documents:
        language = other_language(document.text)
        if language is None:
            yield document
        else:
            pace.passed += 1
            keep(document, language)


def _let_through(documents: Iterable[Document], gate: Callable[[Document], bool], pace: Pace) -> Iterator[Document]:
    for document in documents:
        if gate(document):
            yield document
        else:
            pace.passed += 1
