"""Utterances as views: the variants side by side, and in which words quotations differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.ledger.joining import most_common
from onrecord.ledger.speakers import chief
from onrecord.ledger.views import LedgerUtterance, UtteranceReport, Variant, WordDifference, quote
from onrecord.ledger.word_differences import quotation, word_differences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.ledger.evidence import Quoter
    from onrecord.ledger.people import Known
    from onrecord.ledger.statements import StatementViews
    from onrecord.ledger.utterances import Joined, Said, Utterance
    from onrecord.ledger.views import LedgerActor


class UtteranceViews:
    """Makes views of utterances."""

    def __init__(self, actors: Known, quoter: Quoter, statements: StatementViews) -> None:
        self._actors, self._quoter, self._statements = actors, quoter, statements

    def utterance(self, utterance: Utterance) -> LedgerUtterance:
        """The view of an utterance."""
        said = [joined.said for joined in utterance.members]
        self._quoter.fetch(one.row.version for one in said)
        fullest = max(said, key=_fullness)
        dated = _dated(said)
        act = most_common(one.row.act for one in said)
        assert act is not None, "an utterance has a statement"
        return LedgerUtterance(
            id=utterance.id,
            source=self._speaker(said),
            act=act,
            date=dated.row.date if dated else None,
            dated_by=dated.row.dated_by if dated else None,
            wording=self._content(fullest),
            variants=self._variants(said),
            differs=tuple(self._differences(fullest, said)),
            reports=tuple(map(self._report, utterance.members)),
            about=tuple(sorted({event for one in said for event in self._statements.about(one.row)})),
            contexts=tuple(sorted({context for one in said for context in self._statements.contexts(one.row)})),
            outlets=self._outlets(said),
            documents=len({one.document for one in said}),
            origins=len({one.origin for one in said}),
        )

    def _speaker(self, said: Sequence[Said]) -> LedgerActor | None:
        return chief([self._actors.view(one.source) for one in said if one.source])

    def _report(self, joined: Joined) -> UtteranceReport:
        row, link = joined.said.row, joined.link
        return UtteranceReport(
            statement=row.id,
            source=self._actors.maybe(row.source),
            kind=row.kind,
            act=row.act,
            via=self._statements.via(row),
            date=row.date,
            dated_by=row.dated_by,
            within=row.within,
            evidence=self._quoter.cite(row.version, row.content_spans),
            joined_by=link.alike.rule if link else "first",
            join_reason=f"{link.reason}; compared with {joined.other}" if link else "",
        )

    def _variants(self, said: Sequence[Said]) -> tuple[Variant, ...]:
        """The wordings, in the order of their first reports."""
        by_words: dict[tuple[str, ...], list[Said]] = {}
        for one in said:
            by_words.setdefault(one.wording.words, []).append(one)
        return tuple(map(self._variant, by_words.values()))

    def _variant(self, said: Sequence[Said]) -> Variant:
        return Variant(
            wording=self._content(said[0]),
            kind=said[0].row.kind,
            statements=tuple(one.row.id for one in said),
            documents=tuple(dict.fromkeys(one.document for one in said)),
            outlets=self._outlets(said),
            origins=tuple(dict.fromkeys(one.origin for one in said)),
        )

    def _differences(self, fullest: Said, said: Sequence[Said]) -> list[WordDifference]:
        """What each other wording in quotation marks has otherwise than the fullest."""
        told = {fullest.wording.quoted}
        found: list[WordDifference] = []
        for one in said:
            if one.wording.quoted and one.wording.quoted not in told:
                told.add(one.wording.quoted)
                found.extend(self._between(fullest, one))
        return found

    def _between(self, one: Said, other: Said) -> list[WordDifference]:
        texts = (quotation(self._content(said), said.row.kind) for said in (one, other))
        ours, theirs = self._names(one, other)
        return [
            WordDifference(one.row.id, other.row.id, here, there, _told(ours, here, theirs, there))
            for here, there in word_differences(*texts)
        ]

    def _names(self, one: Said, other: Said) -> tuple[str, str]:
        """What to call two reports: by their outlets, by their documents where one outlet has both or none is known."""
        outlets = [self._outlet(said) for said in (one, other)]
        if None in outlets or outlets[0] == outlets[1]:
            return one.document, other.document
        return outlets[0] or "", outlets[1] or ""

    def _content(self, said: Said) -> str:
        return quote(self._quoter.text(said.row.version), said.row.content_spans)

    def _outlet(self, said: Said) -> str | None:
        return self._quoter.versions[said.row.version].row.outlet

    def _outlets(self, said: Sequence[Said]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(outlet for one in said if (outlet := self._outlet(one))))


def _fullness(said: Said) -> tuple[object, ...]:
    """Most words in quotation marks, then most words; of equal ones any, but always the same."""
    return len(said.wording.quoted), len(said.wording.words), said.wording.words, said.row.id


def _dated(said: Sequence[Said]) -> Said | None:
    """The statement with the most precise stated date, else the first that has one."""
    stated = max((one for one in said if one.stated), key=lambda one: len(one.stated or ""), default=None)
    return stated or next((one for one in said if one.row.date), None)


def _told(ours: str, here: str, theirs: str, there: str) -> str:
    """The difference as a sentence."""
    if not there:
        return f"{ours} has “{here}”, {theirs} leaves it out"
    if not here:
        return f"{theirs} has “{there}”, {ours} leaves it out"
    return f"{ours} has “{here}”, {theirs} “{there}”"
