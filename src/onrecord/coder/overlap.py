"""Which records stand at a place of the text, without looking at all of them: documents may have thousands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from onrecord.records import Span

T = TypeVar("T")

STRETCH = 512
"""Characters a bucket: about the length of a paragraph, so that most records stand in one or two."""


class OverlapIndex(Generic[T]):
    """Records by the stretches of text that their spans touch."""

    def __init__(self, items: Iterable[T], spans: Callable[[T], Iterable[Span]]) -> None:
        self._items = tuple(items)
        self._buckets: dict[int, list[tuple[int, Span]]] = {}
        for number, item in enumerate(self._items):
            for span in spans(item):
                for bucket in _stretches(span):
                    self._buckets.setdefault(bucket, []).append((number, span))

    def at(self, *spans: Span) -> Iterator[T]:
        """The records of which a span shares a character with one of ``spans``, each once, in the order given."""
        found = {
            number
            for span in spans
            for bucket in _stretches(span)
            for number, part in self._buckets.get(bucket, ())
            if part.overlaps(span)
        }
        return (self._items[number] for number in sorted(found))


def _stretches(span: Span) -> range:
    return range(span.start // STRETCH, (span.end - 1) // STRETCH + 1)
