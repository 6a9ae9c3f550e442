"""The sample corpus: each article's public record is named, and the record made of it shows what a record is for."""

from __future__ import annotations

import csv
import json
import re
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import onrecord
from onrecord.commands.add import fill
from onrecord.commands.status import Failures
from onrecord.records import Document
from onrecord.sources import read

if TYPE_CHECKING:
    from onrecord.brief.report import Brief
    from onrecord.brief.reporting import ReportingLedger

SAMPLE = Path(str(resources.files("onrecord.sample")))
PHRASES = Path(str(resources.files("onrecord.ontology"))) / "data" / "brief_words.csv"


def documents() -> list[Document]:
    found = list(read([str(SAMPLE / "corpus")]))
    assert all(isinstance(item, Document) for item in found)
    return [item for item in found if isinstance(item, Document)]


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> ReportingLedger:
    path = tmp_path_factory.mktemp("sample") / "sample.db"
    fill([str(SAMPLE / "corpus")], str(path), Failures())
    return onrecord.open_ledger(str(path))


@pytest.fixture(scope="module")
def brief(ledger: ReportingLedger) -> Brief:
    return ledger.brief("The sample")


def test_every_article_names_the_public_record_it_rests_on() -> None:
    """By id; the files that carry none by their names."""
    public = json.loads((SAMPLE / "sources.json").read_text(encoding="utf-8"))
    corpus = SAMPLE / "corpus"
    lines = [line for path in corpus.glob("*.jsonl") for line in path.read_text(encoding="utf-8").splitlines()]
    files = {path.name for path in corpus.iterdir() if path.suffix != ".jsonl"}
    assert set(public) == {json.loads(line)["id"] for line in lines} | files
    for entry in public.values():
        assert entry["public_record"]
        assert all({"title", "issuer", "date", "what"} <= set(row) for row in entry["public_record"])


def test_adding_again_leaves_the_content_equal(ledger: ReportingLedger) -> None:
    before = ledger.content_digest()
    coder = onrecord.load()
    outcomes = {ledger.add(coder.code_document(document)).outcome for document in documents()}
    assert outcomes == {"unchanged"}
    assert ledger.content_digest() == before


def test_the_record_joins_what_outlets_tell_apart(ledger: ReportingLedger) -> None:
    events = ledger.events()
    assert any(event.origins >= 2 for event in events), "an event told by independent outlets"
    assert any(event.documents > event.origins for event in events), "a copy is no witness"
    joined = [event for event in events if any(mention.joined_by == "forecast" for mention in event.mentions)]
    assert any(event.factuality == "CT+" for event in joined), "a meeting announced and then held"
    assert any(len(agreement.history) >= 3 for agreement in ledger.agreements()), "an agreement signed and later left"
    assert any(account.affirmed_by and account.denied_by for account in ledger.accounts())
    assert sum(document.superseded for document in ledger.documents(superseded=True)) == 1


def test_the_brief_has_all_its_parts(brief: Brief) -> None:
    filled = {section.part for section in brief.sections if section.sentences}
    assert filled == {"why_it_matters", "key_points", "reactions", "contested", "outlook", "changes"}
    assert (brief.counts.documents, brief.counts.outlets) == (31, 5)
    assert brief.counts.origins < brief.counts.documents


def told(brief: Brief, part: str) -> list[str]:
    return [sentence.text for section in brief.sections if section.part == part for sentence in section.sentences]


def test_the_brief_shows_what_a_record_is_for(brief: Brief) -> None:
    """An event told by several outlets, an agreement's life, who is said to have broken it, a turn, a contest."""
    key_points = next(section for section in brief.sections if section.part == "key_points")
    assert any(len({e.outlet for e in sentence.evidence}) > 1 for sentence in key_points.sentences)
    why = told(brief, "why_it_matters")
    assert any(text.startswith("The Joint") and "signed" in text and "left by a party" in text for text in why)
    assert any("was accused of violating it by President Donald Trump" in text and "Rouhani" in text for text in why)
    (turn,) = (text for text in why if "from in favour to against" in text)
    assert turn.startswith("[The United States] toward [Iran] on agreement")
    assert turn.endswith("between 2 September 2015 and 13 October 2017.")
    assert any("denies it" in text for text in told(brief, "contested"))


def test_the_brief_tells_what_lies_ahead_and_what_was_revised(brief: Brief) -> None:
    ahead = told(brief, "outlook")
    assert any("will resume in Vienna on [9 December 2021]" in text for text in ahead)
    assert any("threatened Iran" in text and "if the talks failed" in text for text in ahead)
    assert any("earlier cases in this record" in text for text in ahead)
    changes = told(brief, "changes")
    assert any("revised its report" in text for text in changes)
    assert any(text.startswith("Announced by") for text in changes)


def test_evidence_stands_in_the_articles_as_they_were_read(brief: Brief) -> None:
    """Held against the sources, not against the ledger that the brief was made from."""
    texts = {document.meta.id: document.text for document in documents()}
    for section in brief.sections:
        for sentence in section.sentences:
            assert sentence.evidence
            for evidence in sentence.evidence:
                assert " ... ".join(span.of(texts[evidence.document]) for span in evidence.spans) == evidence.quote


def test_no_word_of_the_brief_comes_from_nowhere(brief: Brief) -> None:
    """An oracle of its own: long words and figures outside brackets stand in the quotations or the phrase list."""
    with PHRASES.open(encoding="utf-8") as stream:
        phrases = {row["word"] for row in csv.DictReader(stream)}
    for section in brief.sections:
        for sentence in section.sentences:
            quoted = " ".join(evidence.quote for evidence in sentence.evidence).lower()
            own = {str(sentence.claims.count)} if sentence.claims.count else set()
            told = re.sub(r"\[[^\]]*\]|\d{1,2} \w+ \d{4}|\w+ \d{4}", " ", sentence.text.lower())
            if sentence.claims.count is not None:
                told = re.sub(r"\d+", " ", told)
            outlets = " ".join(evidence.outlet or "" for evidence in sentence.evidence).lower()
            names = " ".join((*sentence.claims.names, *sentence.claims.labels)).lower()
            for word in re.findall(r"\w{5,}|\d+", told):
                assert word in quoted or word in phrases | own or word in outlets or word in names, sentence.text
