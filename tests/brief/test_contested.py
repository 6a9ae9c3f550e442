"""Contested points: each side is called as its report calls it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.brief.reporting import ReportingLedger

if TYPE_CHECKING:
    from pathlib import Path

    from onrecord.coder.pipeline import Coder

TEXT = (
    "NEW DELHI - Canada and India agreed on Monday to reopen their consulates, Foreign Minister Melanie Joly said. "
    "India's foreign ministry denied on Tuesday that Canada and India had agreed to reopen their consulates."
)


def test_a_ministry_whose_name_no_report_has_is_called_as_there(coder: Coder, tmp_path: Path) -> None:
    with ReportingLedger.open(str(tmp_path / "l.db")) as ledger:
        ledger.add(coder.code(TEXT, published="2024-07-02", id="a"))
        brief = ledger.brief()
    assert not brief.withheld
    (contested,) = (section for section in brief.sections if section.part == "contested")
    (sentence,) = contested.sentences
    assert "[India's foreign ministry] denies it" in sentence.text
