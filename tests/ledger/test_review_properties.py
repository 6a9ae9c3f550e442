"""Properties of reviews: undone without a trace, the same in any order, found again after another coding."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import JudgementError
from onrecord.ledger import store
from onrecord.ledger.scope import Scope
from onrecord.ledger.store import Ledger
from onrecord.records import Span

from .test_order import articles, views

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from onrecord.ledger.rows import RecordVerdict
    from onrecord.ledger.views import LedgerActor
    from onrecord.records import CodedDocument

    Open = Callable[[], AbstractContextManager[Ledger]]

CORRECTIONS: tuple[dict[Any, Any], ...] = (
    {"type": "AGREE"},
    {"date": "2015-03-30"},
    {"factuality": "CT-", "date": None},
    {"actors": [], "type": "THREATEN"},
)


@dataclass(frozen=True)
class Verdict:
    """A verdict on the n-th event of a document (by place), for "same" and "different" on a second one."""

    verdict: RecordVerdict
    one: tuple[int, int]
    other: tuple[int, int]
    corrections: dict[Any, Any]
    author: str

    @property
    def places(self) -> tuple[tuple[int, int], ...]:
        return (self.one, self.other) if self.verdict in ("same", "different") else (self.one,)

    def give(self, ledger: Ledger, documents: Sequence[CodedDocument]) -> str | None:
        """The review's id; None where there is no such record or it contradicts what holds."""
        return self.give_on(ledger, [mention(ledger, documents, place) for place in self.places])

    def give_on(self, ledger: Ledger, mentions: Sequence[str | None]) -> str | None:
        try:
            return self.must_give(ledger, mentions)
        except JudgementError:
            return None

    def must_give(self, ledger: Ledger, mentions: Sequence[str | None]) -> str:
        corrections = self.corrections if self.verdict == "correct" else None
        sides = [mention or "em_none" for mention in mentions]
        return ledger.review(self.verdict, *sides, author=self.author, reason="read it", corrections=corrections)


def mention(ledger: Ledger, documents: Sequence[CodedDocument], place: tuple[int, int]) -> str | None:
    document, event = documents[place[0] % len(documents)], place[1]
    found = {
        (
            m.trigger,
            repr((told.type, told.mode, m.date, m.factuality, m.place, who(told.actors), who(told.recipients))),
        ): m.id
        for told in ledger.events(Scope(rejected=True))
        for m in told.mentions
        if m.document == document.document.id
    }
    return found[sorted(found)[event % len(found)]] if found else None


def who(actors: Sequence[LedgerActor]) -> list[str]:
    return sorted(actor.id for actor in actors)


PLACES = st.tuples(st.integers(0, 5), st.integers(0, 3))
VERDICTS = st.builds(
    Verdict,
    st.sampled_from(["accept", "reject", "correct", "same", "different"]),
    PLACES,
    PLACES,
    st.sampled_from(CORRECTIONS),
    st.sampled_from(["A. Reader", "B. Editor"]),
)


@pytest.fixture
def opened(empty_ledger: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens a new ledger, at a clock that stands still."""
    monkeypatch.setattr(store, "_now", lambda: "2025-01-01T00:00:00+00:00")

    @contextmanager
    def make() -> Iterator[Ledger]:
        (tmp_path / "l.db").write_bytes(empty_ledger)
        with Ledger.open(str(tmp_path / "l.db")) as ledger:
            yield ledger

    return make


def filled(ledger: Ledger, documents: Sequence[CodedDocument]) -> Ledger:
    for document in documents:
        ledger.add(document)
    return ledger


DOCUMENTS = st.integers(1, 4).flatmap(lambda count: st.tuples(*(articles(f"d{n}") for n in range(count))))


@given(DOCUMENTS, st.lists(VERDICTS, max_size=5), VERDICTS)
@settings(max_examples=10)
def test_a_verdict_that_is_withdrawn_leaves_no_trace(
    opened: Open, documents: tuple[CodedDocument, ...], given_before: list[Verdict], last: Verdict
) -> None:
    with opened() as ledger:
        filled(ledger, documents)
        for verdict in given_before:
            verdict.give(ledger, documents)
        before, known = views(ledger), {review.id for review in ledger.reviews()}
        if (made := last.give(ledger, documents)) and made not in known:
            ledger.withdraw_review(made, author="A. Reader", reason="a slip")
        assert views(ledger) == before


@given(DOCUMENTS, st.lists(VERDICTS, min_size=1, max_size=5), st.data())
@settings(max_examples=10)
def test_any_order_of_documents_and_verdicts_gives_the_same_record(
    opened: Open, documents: tuple[CodedDocument, ...], verdicts: list[Verdict], data: st.DataObject
) -> None:
    with opened() as ledger:
        filled(ledger, documents)
        ids = [[mention(ledger, documents, place) for place in verdict.places] for verdict in verdicts]
        held = [n for n, verdict in enumerate(verdicts) if verdict.give_on(ledger, ids[n])]
        expected = views(ledger), ledger.events(Scope(rejected=True)), ledger.reviews()
    steps: list[CodedDocument | int] = data.draw(st.permutations([*documents, *held]))
    with opened() as ledger:
        waiting: list[int] = []
        for step in steps:
            if isinstance(step, int):
                waiting.append(step)
            else:
                ledger.add(step)
            known = {m.id for event in ledger.events(Scope(rejected=True)) for m in event.mentions}
            ready = [n for n in waiting if known.issuperset(ids[n])]
            waiting = [n for n in waiting if n not in ready]
            for n in ready:
                assert verdicts[n].must_give(ledger, ids[n])
        assert not waiting
        assert (views(ledger), ledger.events(Scope(rejected=True)), ledger.reviews()) == expected


HEAD = "A line that the first version did not have, of some length.\n"


def recoded(document: CodedDocument) -> CodedDocument:
    """The same records in a longer text, under other ids: what another coder makes of a revision."""

    def later(span: Span) -> Span:
        return Span(span.start + len(HEAD), span.end + len(HEAD))

    def renamed(local: str) -> str:
        return f"{local[0]}{int(local[1:]) + 40}"

    events = [
        replace(event, id=renamed(event.id), trigger=later(event.trigger), sentence=later(event.sentence))
        for event in document.events
    ]
    statements = [
        replace(
            made,
            id=renamed(made.id),
            content_span=tuple(map(later, made.content_span)),
            cue_span=tuple(map(later, made.cue_span or ())),
        )
        for made in document.statements
    ]
    accounts = [
        replace(
            account,
            affirmed_by=tuple(map(renamed, account.affirmed_by)),
            denied_by=tuple(map(renamed, account.denied_by)),
        )
        for account in document.accounts
    ]
    return replace(
        document,
        document=replace(document.document, updated="2016-01-01"),
        text=HEAD + document.text,
        events=tuple(events),
        statements=tuple(statements),
        accounts=tuple(accounts),
        positions=tuple(replace(one, evidence=tuple(map(renamed, one.evidence))) for one in document.positions),
        agreements=tuple(
            replace(agreement, spans=tuple(map(later, agreement.spans))) for agreement in document.agreements
        ),
    )


def said(ledger: Ledger) -> list[object]:
    """What the record says, without ids and places."""
    told = (
        (
            (event.type, event.date, event.factuality, [actor.id for actor in event.actors]),
            sorted(
                repr((m.document, m.trigger, m.date, sorted(repr((r.verdict, r.changes)) for r in m.reviewed)))
                for m in event.mentions
            ),
        )
        for event in ledger.events()
    )
    return [*sorted(map(repr, told)), len(ledger.accounts())]


@given(DOCUMENTS, st.lists(VERDICTS, min_size=1, max_size=5))
@settings(max_examples=10)
def test_verdicts_find_their_records_in_another_coding(
    opened: Open, documents: tuple[CodedDocument, ...], verdicts: list[Verdict]
) -> None:
    """Verdicts replayed on a new coding say what they would say if they had been given on it."""
    anew = [recoded(document) for document in documents]
    with opened() as ledger:
        filled(ledger, documents)
        made = [bool(verdict.give(ledger, documents)) for verdict in verdicts]
        filled(ledger, anew)
        assert {review.status for review in ledger.reviews()} <= {"holds"}
        assert all(review.outdated is False for event in ledger.events() for review in event.reviewed)
        replayed = said(ledger)
    with opened() as ledger:
        filled(ledger, [*documents, *anew])
        assert [bool(verdict.give(ledger, anew)) for verdict in verdicts] == made
        assert said(ledger) == replayed
