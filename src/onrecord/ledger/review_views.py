"""Reviews as views: what each says of a record that it still finds, and what it was about where it finds none."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from onrecord.ledger.views import Change, LedgerReview, Reviewed, ReviewedRecord

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from onrecord.ledger.people import Known
    from onrecord.ledger.reviewed import Reviews
    from onrecord.ledger.rows import (
        Correction,
        EventClaimRow,
        EventMentionRow,
        Field,
        ReviewedRecordRow,
        ReviewRow,
        ReviewSide,
        Rows,
        StatementRow,
    )
    from onrecord.ledger.views import ReviewStatus

    Value = str | tuple[str, ...] | None


class ReviewViews:
    """Makes views of reviews. ``rows`` are those of the coder, before any correction."""

    def __init__(self, reviews: Reviews, rows: Rows, actors: Known) -> None:
        self._reviews, self._rows, self._actors = reviews, rows, actors

    @cached_property
    def _statements(self) -> dict[str, StatementRow]:
        return {row.id: row for row in self._rows.statements if row.id in self._reviews.of}

    @cached_property
    def _mentions(self) -> dict[str, EventMentionRow]:
        return {row.id: row for row in self._rows.event_mentions if row.id in self._reviews.of}

    @cached_property
    def _claims(self) -> dict[str, EventClaimRow]:
        claims = {row.claim for row in self._mentions.values()}
        return {row.id: row for row in self._rows.event_claims if row.id in claims}

    @cached_property
    def _sides(self) -> Mapping[tuple[str, str], list[str]]:
        """Actors by claim and field."""
        sides: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for part in self._rows.event_participants:
            if part.claim in self._claims:
                sides[part.claim, f"{part.role}s"].append(part.actor)
        return sides

    def of(self, record: str) -> tuple[Reviewed, ...]:
        """The verdicts on a statement or an event mention (by id), in the order in which they were made."""
        return tuple(self._reviewed(record, *held) for held in self._reviews.of.get(record, ()))

    def all(self) -> Iterator[LedgerReview]:
        """Every review, in the order in which they were made."""
        for row in self._reviews.all:
            yield LedgerReview(
                id=row.id,
                verdict=row.verdict,
                records=self._records(row, "one"),
                others=self._records(row, "other"),
                corrections={correction.field: _given(correction) for correction in row.corrections},
                author=row.author,
                reason=row.reason,
                made_at=row.made_at,
                status=self._status(row),
                withdrawn_at=row.withdrawn_at,
                withdrawn_by=row.withdrawn_by,
                withdrawn_because=row.withdrawn_because,
            )

    def _reviewed(self, record: str, review: ReviewRow, address: ReviewedRecordRow) -> Reviewed:
        row = self._statements.get(record) or self._mentions[record]
        changes = (Change(c.field, self._was(row, c.field), _given(c)) for c in review.corrections)
        return Reviewed(
            id=review.id,
            verdict=review.verdict,
            author=review.author,
            reason=review.reason,
            made_at=review.made_at,
            changes=tuple(change for change in changes if change.was != change.now),
            outdated=address.claim != row.claim,
        )

    def _was(self, row: StatementRow | EventMentionRow, field: Field) -> Value:
        """What the coder gives a field."""
        if field in ("actors", "recipients"):
            return self._names(self._sides[row.claim, field])
        if field == "source":
            source = self._statements[row.id].source
            return self._names([source] if source else [])
        holder = self._claims[row.claim] if field in ("type", "date") else row
        value: str | None = getattr(holder, field)
        return value

    def _names(self, actors: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted({self._actors.name(actor) for actor in actors}))

    def _records(self, review: ReviewRow, side: ReviewSide) -> tuple[ReviewedRecord, ...]:
        return tuple(
            ReviewedRecord(a.kind, a.document, a.type, a.exact, a.prefix, a.suffix, self._reviews.record(a))
            for a in self._reviews.addresses[review.id]
            if a.side == side
        )

    def _status(self, review: ReviewRow) -> ReviewStatus:
        if review.withdrawn_at is not None:
            return "withdrawn"
        return "holds" if self._reviews.is_found(review) else "no longer found"


def _given(correction: Correction) -> Value:
    if correction.field in ("actors", "recipients", "source"):
        return tuple(sorted({actor.name for actor in correction.actors}))
    return correction.value
