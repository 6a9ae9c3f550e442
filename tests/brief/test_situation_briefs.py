"""A situation's brief says what changed since its last one, and only that under ``only_new``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import onrecord
from onrecord.brief.rendering import RENDERERS
from onrecord.errors import SituationError
from onrecord.ledger.scope import Scope
from tests.ledger.articles import Article, announced, held

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from onrecord.brief.report import Brief
    from onrecord.brief.reporting import ReportingLedger


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[ReportingLedger]:
    with onrecord.open_ledger(str(tmp_path / "l.db")) as opened:
        opened.save_situation("Talks", Scope(actors=("IRN", "USA")))
        opened.add(announced().coded())
        yield opened


def changed(brief: Brief) -> list[str]:
    return [sentence.text for section in brief.sections if section.part == "changes" for sentence in section.sentences]


def test_the_first_brief_has_nothing_to_be_held_against(ledger: ReportingLedger) -> None:
    with pytest.raises(SituationError, match="no last brief"):
        ledger.situation_brief("Talks", only_new=True)
    brief = ledger.situation_brief("Talks")
    assert (brief.title, brief.since) == ("Talks", None)
    assert ledger.situation("Talks").briefs == 1


def test_what_came_since_is_told_and_then_no_more(ledger: ReportingLedger) -> None:
    ledger.situation_brief("Talks")
    ledger.add(held().coded())
    brief = ledger.situation_brief("Talks")
    assert brief.since is not None
    assert (brief.since.added, brief.since.revised) == (1, 0)
    assert any("met for six hours" in text for text in changed(brief))
    assert all("1 document added" in RENDERERS[fmt](brief) for fmt in ("md", "html"))
    again = ledger.situation_brief("Talks")
    assert again.since is not None
    assert (again.since.added, changed(again)) == (0, [])


def test_only_what_is_new_is_told_where_that_is_asked(ledger: ReportingLedger) -> None:
    ledger.situation_brief("Talks")
    ledger.add(held().coded())
    brief = ledger.situation_brief("Talks", only_new=True)
    assert brief.counts.documents == 1
    told = [sentence for section in brief.sections for sentence in section.sentences]
    assert told
    assert {sentence.evidence[0].document for sentence in told} == {"herald-0330"}


def test_a_brief_that_did_not_reach_its_reader_is_not_the_last_one(ledger: ReportingLedger) -> None:
    def fail() -> None:
        with ledger.telling("Talks"):
            raise OSError("no mail today")

    with pytest.raises(OSError, match="no mail"):
        fail()
    assert ledger.situation("Talks").briefs == 0


def test_what_has_nothing_new_to_tell_does_not_become_the_last_one(ledger: ReportingLedger) -> None:
    ledger.situation_brief("Talks")
    assert not ledger.situation_brief("Talks", only_new=True).is_news
    assert ledger.situation("Talks").briefs == 1
    ledger.add(held().coded())
    assert ledger.situation_brief("Talks", only_new=True).is_news
    assert ledger.situation("Talks").briefs == 2


def test_of_a_revision_only_what_it_added_is_new(ledger: ReportingLedger) -> None:
    def report(more: str, updated: str | None) -> Article:
        text = f"LAUSANNE, March 30 - Iran rejected the demands of the United States.{more}"
        made = Article("r", text, "2015-03-30", updated).event(
            "REJECT", "rejected", "irn", "usa", date="2015-03-30", quad="verbal conflict"
        )
        if more:
            made.event("THREATEN", "threatened", "usa", "irn", date="2015-03-30", quad="verbal conflict")
        return made

    ledger.add(report("", None).coded())
    ledger.situation_brief("Talks")
    ledger.add(report(" The United States threatened Iran with new sanctions.", "2015-03-31").coded())
    brief = ledger.situation_brief("Talks")
    assert brief.since is not None
    assert (brief.since.added, brief.since.revised) == (0, 1)
    assert any("threatened" in text for text in changed(brief))
    assert not any("rejected" in text for text in changed(brief))
