"""What a brief is written from: the part of the record that its scope lets through, read once."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from onrecord.brief.checking import bears_date

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.ledger.scope import Scope
    from onrecord.ledger.store import Ledger
    from onrecord.ledger.views import (
        Evidence,
        LedgerAccount,
        LedgerAgreement,
        LedgerDocument,
        LedgerEvent,
        LedgerPositionSeries,
        LedgerStatement,
    )
    from onrecord.records import CodedDocument, Span


@dataclass(frozen=True, slots=True)
class Material:
    """The record within a scope. ``versions`` holds every version of the documents, superseded ones too."""

    scope: Scope
    ledger: Ledger
    documents: tuple[LedgerDocument, ...]
    versions: tuple[LedgerDocument, ...]
    events: tuple[LedgerEvent, ...]
    statements: tuple[LedgerStatement, ...]
    agreements: tuple[LedgerAgreement, ...]
    accounts: tuple[LedgerAccount, ...]
    series: tuple[LedgerPositionSeries, ...]
    _statements: dict[str, LedgerStatement] = field(default_factory=dict)
    _coded: dict[tuple[str, int], CodedDocument] = field(default_factory=dict)

    @classmethod
    def read(cls, ledger: Ledger, scope: Scope) -> Material:
        """Reads everything once."""
        return cls(
            scope=scope,
            ledger=ledger,
            documents=ledger.documents(scope),
            versions=ledger.documents(superseded=True),
            events=ledger.events(scope),
            statements=ledger.statements(scope),
            agreements=ledger.agreements(scope),
            accounts=ledger.accounts(scope),
            series=ledger.position_series(scope),
        )

    def statement(self, statement_id: str) -> LedgerStatement | None:
        """The statement of that id, in or out of the scope; None if the live documents have none."""
        if not self._statements:
            self._statements.update((statement.id, statement) for statement in self.ledger.statements())
        return self._statements.get(statement_id)

    @property
    def horizon(self) -> str | None:
        """The day of the latest report, as ISO date; what lies ahead is measured from it."""
        return max((document.date[:10] for document in self.documents if document.date), default=None)

    def coded(self, evidence: Evidence) -> CodedDocument:
        """The coded document version that a piece of evidence lies in."""
        key = (evidence.document, evidence.version)
        if key not in self._coded:
            self._coded[key] = self.ledger.coded(*key)
        return self._coded[key]

    def borne_out(self, evidence: Evidence, date: str | None) -> str | None:
        """The date if the evidence gives it, else None."""
        return date if date and bears_date(evidence, self.coded(evidence), date) else None

    def label(self, evidence: Evidence, date: str | None) -> str | None:
        """The date if the evidence gives it, else the day it was reported."""
        return self.borne_out(evidence, date) or (evidence.published or "")[:10] or None

    def elsewhere(self, evidence: Evidence, spans: Iterable[Span]) -> tuple[Evidence, ...]:
        """Further spans of the same document version as evidence of their own."""
        text = self.coded(evidence).text
        return tuple(replace(evidence, spans=(span,), quote=span.of(text)) for span in spans)
