"""The seam between finding attributions and reading them: source, cue and content spans, as in PARC and PolNeAR."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

    from onrecord.coder.quotes import Quotations
    from onrecord.records import Spans


@dataclass(frozen=True, slots=True)
class Attribution:
    """A content that the text gives as somebody's word, attitude or intention.

    ``source`` and ``cue`` are None where the text has none; ``method`` names the rule or model that made it.
    """

    source: Spans | None
    cue: Spans | None
    content: Spans
    method: str = ""


class AttributionFinder(Protocol):
    """Finds the attributions of a document that the encoder has read and whose actors are known."""

    def __call__(self, doc: Doc, quotations: Quotations) -> Sequence[Attribution]:
        """The attributions, in order of their first span."""
