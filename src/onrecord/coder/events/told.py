"""Where a trigger stands towards the document's statements: is it the verb of saying, or what is said?"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.coder.events.triggers import Trigger
    from onrecord.records import Span, Statement


class Told:
    """The statements of one document, looked up by place."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self._statements = statements
        self._contents = sorted(
            ((span.end - span.start, span, statement) for statement in statements for span in statement.content_span),
            key=lambda found: found[:2],
        )

    def telling(self, offset: int) -> Statement | None:
        """The innermost statement whose content holds an offset."""
        return next((statement for _, span, statement in self._contents if span.start <= offset < span.end), None)

    def cued(self, trigger: Trigger) -> Statement | None:
        """The statement whose cue the trigger is."""
        return next((one for one in self._statements if any(_meets(cue, trigger) for cue in one.cue_span or ())), None)

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


def _meets(span: Span, trigger: Trigger) -> bool:
    return span.start < trigger.end and trigger.start < span.end
