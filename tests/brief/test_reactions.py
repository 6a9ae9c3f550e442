"""Reactions: an utterance stands once, with everybody who reports it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.brief.reporting import ReportingLedger
from tests.ledger.articles import Article

if TYPE_CHECKING:
    from pathlib import Path

SAID = '"We will never give up our right to enrich uranium"'


def report(name: str, content: str) -> Article:
    own = " ".join(f"{name} {number}" for number in range(40))
    text = f"{content}, Mohammad Javad Zarif said in Vienna. {own}"
    return Article(name, text, "2015-03-30", outlet=f"The {name}").statement(
        "zarif", content, cue="said", source_words="Mohammad Javad Zarif", kind="direct"
    )


def test_two_outlets_with_one_utterance_are_one_sentence_that_cites_both(tmp_path: Path) -> None:
    with ReportingLedger.open(str(tmp_path / "l.db")) as ledger:
        for article in (report("Post", SAID), report("Herald", SAID.replace("uranium", "all uranium"))):
            ledger.add(article.coded())
        brief = ledger.brief()
    (reactions,) = (section for section in brief.sections if section.part == "reactions")
    (sentence,) = reactions.sentences
    assert reactions.found == 1
    assert {evidence.document for evidence in sentence.evidence} == {"Post", "Herald"}
    assert {source.outlet for source in brief.sources} == {"The Post", "The Herald"}
