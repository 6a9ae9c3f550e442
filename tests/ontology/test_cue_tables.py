"""The word lists of attribution: every row is used, none stands twice."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from onrecord.ontology import cues, tables

TABLES: dict[str, type[NamedTuple]] = {
    "speech_verbs.csv": cues.SpeechVerb,
    "headline_kickers.csv": cues.Kicker,
    "cue_acts.csv": cues.ActRow,
    "addressee_cues.csv": cues.AddresseeCue,
    "audience_nouns.csv": cues.Noun,
    "carrier_nouns.csv": cues.Noun,
    "occasion_nouns.csv": cues.OccasionNoun,
    "no_comment_phrases.csv": cues.Phrase,
    "retaliation_verbs.csv": cues.SpeechVerb,
}


@pytest.mark.parametrize("file", TABLES)
def test_rows_are_lower_case_and_unique(file: str) -> None:
    rows = tables.read(file, TABLES[file])
    assert len(rows) == len(set(rows)) > 0
    assert all(cell == cell.lower() or cell.isupper() for row in rows for cell in row)


def test_acts_are_those_of_the_contract() -> None:
    assert cues.cue_acts()["deny"] == "denies"
    assert cues.cue_acts()["call for"] == "demands"
