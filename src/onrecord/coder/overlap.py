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
        self._spans = spans
        self._buckets: dict[int, list[T]] = {}
        for item in items:
            for bucket in dict.fromkeys(b for span in spans(item) for b in _stretches(span)):
                self._buckets.setdefault(bucket, []).append(item)

    def at(self, span: Span) -> Iterator[T]:
        """The records of which a span shares a character with ``span``, each once."""
        seen: set[int] = set()
        for bucket in _stretches(span):
            for item in self._buckets.get(bucket, ()):
                if id(item) not in seen and any(part.overlaps(span) for part in self._spans(item)):
                    seen.add(id(item))
                    yield item


def _stretches(span: Span) -> range:
    return range(span.start // STRETCH, (span.end - 1) // STRETCH + 1)
