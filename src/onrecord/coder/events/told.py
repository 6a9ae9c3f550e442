"""Where a trigger stands towards the document's statements: is it the verb of saying, or what is said?"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onrecord.coder.events.triggers import Trigger
    from onrecord.records import Span, Statement


class Told:
    """The statements of one document, looked up by place in constant time."""

    def __init__(self, statements: Iterable[Statement]) -> None:
        known = tuple(statements)
        self._telling = _painted((span, statement) for statement in known for span in statement.content_span)
        self._cued = _painted((span, statement) for statement in known for span in statement.cue_span or ())

    def telling(self, offset: int) -> Statement | None:
        """The innermost statement whose content holds an offset."""
        return self._telling[offset] if offset < len(self._telling) else None

    def cue_at(self, offset: int) -> Statement | None:
        """The statement whose cue holds an offset."""
        return self._cued[offset] if offset < len(self._cued) else None

    def cued(self, trigger: Trigger) -> Statement | None:
        """The statement whose cue the trigger is part of."""
        return next((found for found in self._cued[trigger.start : trigger.end] if found is not None), None)

    def features(self, trigger: Trigger) -> Iterator[str]:
        """Names of what the statements say of a trigger."""
        cued, telling = self.cued(trigger), self.telling(trigger.start)
        if cued is not None:
            yield "cue"
            yield f"cue={cued.act}"
            yield f"cue={cued.act}&{trigger.type}"
        if telling is not None:
            yield f"told={telling.kind}"
            yield f"told={telling.act}"


def _painted(places: Iterable[tuple[Span, Statement]]) -> list[Statement | None]:
    """For each character the statement that the shortest span over it belongs to."""
    longest_first = sorted(places, key=lambda place: place[0].start - place[0].end)
    owners: list[Statement | None] = [None] * max((span.end for span, _ in longest_first), default=0)
    for span, statement in longest_first:
        owners[span.start : span.end] = [statement] * (span.end - span.start)
    return owners
