"""What a brief is written from: the part of the record that its scope lets through, read once."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from itertools import chain
from typing import TYPE_CHECKING

from onrecord.brief.checking import bears_date
from onrecord.ledger.shifts import WITNESSES
from onrecord.ledger.views import GAP, Extract

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.ledger.scope import Scope
    from onrecord.ledger.store import Ledger
    from onrecord.ledger.views import (
        Evidence,
        LedgerAccount,
        LedgerDocument,
        LedgerStatement,
        LedgerUtterance,
        PositionShift,
    )
    from onrecord.records import CodedDocument, Span


@dataclass(frozen=True, slots=True)
class Material(Extract):
    """The record within a scope, as :class:`onrecord.ledger.views.Extract` has it.

    ``fresh`` are the document versions, by id and number, that came after the situation's last brief; None where there
    was none.
    """

    scope: Scope
    ledger: Ledger
    fresh: frozenset[tuple[str, int]] | None = None
    _statements: dict[str, LedgerStatement | None] = field(default_factory=dict)
    _utterances: dict[str, LedgerUtterance] = field(default_factory=dict)
    _coded: dict[tuple[str, int], CodedDocument] = field(default_factory=dict)
    _texts: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, ledger: Ledger, scope: Scope, fresh: frozenset[tuple[str, int]] | None = None) -> Material:
        """Reads everything once."""
        extract = ledger.extract(scope)
        return cls(
            scope=scope, ledger=ledger, fresh=fresh, **{f.name: getattr(extract, f.name) for f in fields(extract)}
        )

    def statement(self, statement_id: str) -> LedgerStatement | None:
        """The statement of that id, in or out of the scope; None if the live documents have none."""
        if not self._statements:
            self._statements.update((statement.id, statement) for statement in self.statements)
            self._look_up(self._cited())
        if statement_id not in self._statements:
            self._look_up({statement_id})
        return self._statements[statement_id]

    def _cited(self) -> set[str]:
        """The statements (ids) on whose word events are told, that stand in contests, that threaten or promise."""
        told = (mention.statement for event in self.events for mention in event.mentions)
        voices = (voice.record for account in self.accounts for voice in (*account.affirmed_by, *account.denied_by))
        return {one for one in (*told, *voices, *chain(*(made.statements for made in self.commitments))) if one}

    def _look_up(self, statements: set[str]) -> None:
        """Reads statements that lie outside the scope; keeps of those that are none that they are not there."""
        unknown = statements - self._statements.keys()
        self._statements.update(dict.fromkeys(unknown))
        self._statements.update((found.id, found) for found in self.ledger.statements_of(unknown))

    def utterance(self, statement_id: str) -> LedgerUtterance:
        """The utterance that a statement of the scope reports."""
        if not self._utterances:
            self._utterances.update((r.statement, told) for told in self.utterances for r in told.reports)
        return self._utterances[statement_id]

    @property
    def horizon(self) -> str | None:
        """The day of the latest report, as ISO date; what lies ahead is measured from it."""
        return max((document.date[:10] for document in self.documents if document.date), default=None)

    def is_new(self, *evidence: Evidence) -> bool:
        """Whether all of the evidence came after the last brief: a revision's words only where it added them."""
        return all(
            (one.document, one.version) in (self.fresh or ())
            and any(" ".join(part.split()) not in self._known(one.document) for part in one.quote.split(GAP))
            for one in evidence
        )

    def only_new(self) -> Material:
        """What the documents tell that came after the last brief."""
        return replace(
            self,
            documents=tuple(d for d in self.documents if (d.id, d.version) in (self.fresh or ())),
            events=tuple(event for event in self.events if any(self.is_new(m.evidence) for m in event.mentions)),
            statements=tuple(statement for statement in self.statements if self.is_new(statement.evidence)),
            agreements=tuple(a for a in self.agreements if any(self.is_new(*step.evidence) for step in a.history)),
            accounts=tuple(account for account in self.accounts if self.is_newly_contested(account)),
            series=tuple(series for series in self.series if any(map(self.is_new_shift, series.shifts))),
            commitments=tuple(made for made in self.commitments if any(map(self.is_new, made.evidence))),
        )

    def is_newly_contested(self, account: LedgerAccount) -> bool:
        """Whether one side has only voices that came after the last brief."""
        sides = (account.affirmed_by, account.denied_by)
        return any(side and self.is_new(*(voice.evidence for voice in side)) for side in sides)

    def is_new_shift(self, shift: PositionShift) -> bool:
        """Whether what came before the last brief did not yet bear out the later side of a turn."""
        known = [point for point in shift.later_points if not self.is_new(*point.evidence)]
        return self.fresh is not None and len(known) < WITNESSES

    def coded(self, evidence: Evidence) -> CodedDocument:
        """The coded document version that a piece of evidence lies in."""
        self.fetch([evidence])
        return self._coded[evidence.document, evidence.version]

    def fetch(self, evidence: Iterable[Evidence]) -> None:
        """Reads the coded documents of all of it, so that what follows asks the ledger only once."""
        asked = {(one.document, one.version) for one in evidence}
        if missing := {version for version in asked if version not in self._coded}:
            self._coded.update(self.ledger.coded_versions(missing))

    def _known(self, document: str) -> str:
        """The text of a document as the last brief knew it, "" for a document that it did not."""
        if document not in self._texts:
            versions = [v for v in self._versions(document) if (v.id, v.version) not in (self.fresh or ())]
            last = max((version.version for version in versions), default=None)
            self._texts[document] = " ".join(self.ledger.coded(document, last).text.split()) if last else ""
        return self._texts[document]

    def _versions(self, document: str) -> tuple[LedgerDocument, ...]:
        """The versions of a document, in or out of the scope."""
        return tuple(v for v in self.versions if v.id == document) or self.ledger.versions(document)

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
