"""Finding a record again by what it says, after its document was coded anew or revised and its id has changed.

A record is looked for in the live version of its document, among those of its kind whose words are the same (without
case, accents and punctuation), an event also by its type. Of several the one is meant that stands in the most similar
context; one whose context has too little in common is another record in the same words.

:data:`LEAST_ALIKE` and :data:`CONTEXT` go together. They were found on 400 wire reports with 4,626 records, revised by
a program (``benchmarks/anchors.py``): with every third sentence cut out, 36 are lost and none is taken for another;
with every fifth word and sentence changed, 14 and 2. At 0.3 it is 23 and 1, 4 and 4; at 0.5 76 and none, 45 and 1.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from onrecord.ledger.identity import words
from onrecord.ledger.views import quote

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from onrecord.ledger.evidence import Quoter
    from onrecord.ledger.rows import EventMentionRow, RecordKind, ReviewedRecordRow, Rows, StatementRow
    from onrecord.records import EventType, Spans

CONTEXT = 64
"""Characters of context kept on either side."""

LEAST_ALIKE = 0.4
"""Share of the words around a record that must be the same for it to be the one that was reviewed."""


@dataclass(frozen=True, slots=True)
class TextQuote:
    """Words and what stands before and after them: a TextQuoteSelector of the W3C's annotation model."""

    exact: str
    prefix: str
    suffix: str

    @staticmethod
    def of(text: str, spans: Spans) -> TextQuote:
        """The quote of ``spans``; context is taken before the first and after the last."""
        start, end = min(span.start for span in spans), max(span.end for span in spans)
        return TextQuote(quote(text, spans), text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT])

    @property
    def key(self) -> str:
        """What of the words must be the same."""
        return words(self.exact) or self.exact.strip()

    def alike(self, other: TextQuote) -> float:
        """The share of words around both that are the same, 1 where there are none."""
        if (self.prefix, self.suffix) == (other.prefix, other.suffix):
            return 1.0
        pairs = [(words(a).split(), words(b).split()) for a, b in self._around(other)]
        total = sum(len(a) + len(b) for a, b in pairs)
        return 2 * sum(_common(a, b) for a, b in pairs) / total if total else 1.0

    def _around(self, other: TextQuote) -> tuple[tuple[str, str], tuple[str, str]]:
        return (self.prefix, other.prefix), (self.suffix, other.suffix)


@dataclass(frozen=True, slots=True)
class Anchored:
    """A record of a live document version with what it can be found by."""

    id: str
    kind: RecordKind
    document: str
    type: EventType | None
    claim: str
    text_quote: TextQuote
    spans: Spans
    local: str

    @property
    def order(self) -> tuple[object, ...]:
        """Records sort by their place in the document."""
        return self.spans, len(self.local), self.local


class Anchors:
    """The records of some documents, to be addressed and to be found again."""

    def __init__(self, rows: Rows, quoter: Quoter, documents: Collection[str]) -> None:
        self._records: defaultdict[tuple[RecordKind, str, str], list[Anchored]] = defaultdict(list)
        self.by_id: dict[str, Anchored] = {}
        live = [v.row.seq for v in quoter.versions.values() if v.live and v.row.document in documents]
        quoter.fetch(live)
        wanted = frozenset(live)
        if not wanted:
            return
        types = {claim.id: claim.type for claim in rows.event_claims}
        for row in rows.statements:
            if row.version in wanted:
                self._keep(_anchored(row, "statement", None, row.content_spans, quoter))
        for mention in rows.event_mentions:
            if mention.version in wanted:
                self._keep(_anchored(mention, "event", types[mention.claim], mention.trigger_spans, quoter))
        self.by_id = {record.id: record for group in self._records.values() for record in group}

    def nth(self, record: Anchored) -> int:
        """The place of a record among those that only their place tells apart."""
        return self._twins(record.text_quote, record.claim, record, (record.type,)).index(record)

    def find(self, address: ReviewedRecordRow, types: Iterable[EventType]) -> Anchored | None:
        """The record of an address, an event of its type or one of those ``types``; None if it is no longer there."""
        text_quote = TextQuote(address.exact, address.prefix, address.suffix)
        twins = self._twins(text_quote, address.claim, address, (address.type, *types))
        return twins[address.nth] if address.nth < len(twins) else None

    def _keep(self, record: Anchored) -> None:
        self._records[record.kind, record.document, record.text_quote.key].append(record)

    def _twins(
        self,
        text_quote: TextQuote,
        claim: str,
        where: Anchored | ReviewedRecordRow,
        types: Sequence[EventType | None],
    ) -> list[Anchored]:
        """The records that fit best, in the order of their places."""
        same = self._records.get((where.kind, where.document, text_quote.key), ())
        scores = {record: text_quote.alike(record.text_quote) for record in same if record.type in types}
        fitting = [record for record, score in scores.items() if score >= LEAST_ALIKE]
        best = max(((scores[record], record.claim == claim) for record in fitting), default=None)
        return sorted((r for r in fitting if (scores[r], r.claim == claim) == best), key=lambda r: r.order)


def _anchored(
    row: StatementRow | EventMentionRow, kind: RecordKind, event_type: EventType | None, spans: Spans, quoter: Quoter
) -> Anchored:
    text_quote = TextQuote.of(quoter.text(row.version), spans)
    document = quoter.document(row.version)
    return Anchored(row.id, kind, document, event_type, row.claim, text_quote, spans, row.local)


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    return sum(block.size for block in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks())
