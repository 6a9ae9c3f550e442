"""The word lists of attribution: every row is used, none stands twice, counts make sense."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from onrecord.ontology import cues, tables

TABLES: dict[str, type[NamedTuple]] = {
    "cues.csv": cues.CueRow,
    "cue_frames.csv": cues.FrameRow,
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


def test_no_cue_is_counted_twice_and_none_more_often_than_it_was_seen() -> None:
    rows = tables.read("cues.csv", cues.CueRow)
    assert len({row[:4] for row in rows}) == len(rows)
    assert all(0 <= int(row.attributed) <= int(row.seen) for row in rows)


def test_every_frame_of_a_cue_has_a_share_for_words_never_seen() -> None:
    frames = {(row.pos, row.frame) for row in tables.read("cue_frames.csv", cues.FrameRow)}
    assert {(row.pos, row.frame) for row in tables.read("cues.csv", cues.CueRow)} <= frames


def test_acts_are_those_of_the_contract() -> None:
    assert cues.cue_acts()["deny"] == "denies"
    assert cues.cue_acts()["call for"] == "demands"


@pytest.mark.parametrize(
    ("likely", "unlikely"),
    [
        (cues.CueKey("say", "VERB", "that", ""), cues.CueKey("visit", "VERB", "object", "")),
        (cues.CueKey("vow", "VERB", "inf", ""), cues.CueKey("meet", "VERB", "prep", "with")),
        (cues.CueKey("deplore", "VERB", "object", ""), cues.CueKey("polish", "VERB", "object", "")),
    ],
)
def test_words_that_attribute_score_above_those_that_do_not(likely: cues.CueKey, unlikely: cues.CueKey) -> None:
    lexicon = cues.cue_lexicon()
    assert lexicon.share(likely, "human") > lexicon.share(unlikely, "human")


def test_a_listed_speech_act_never_seen_is_likelier_than_an_unknown_word() -> None:
    lexicon = cues.cue_lexicon()
    unseen = cues.CueKey("deplore", "VERB", "object", "")
    unknown = cues.CueKey("zzz", "VERB", "object", "")
    assert unseen not in lexicon.words
    assert lexicon.share(unseen, "human") > lexicon.share(unknown, "human")
