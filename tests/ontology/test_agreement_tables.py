"""The tables of agreements, accounts and issues: known values, no row twice, no row that can never match."""

from __future__ import annotations

from typing import NamedTuple, get_args

import pytest

from onrecord.ontology import accounts, agreements, issues
from onrecord.ontology.tables import read
from onrecord.records import EVENT_TYPES, AgreementStatus

TABLES: dict[str, type[NamedTuple]] = {
    "agreement_nouns.csv": agreements.AgreementNoun,
    "agreement_modifiers.csv": agreements.AgreementModifier,
    "agreement_names.csv": agreements.AgreementName,
    "agreement_verbs.csv": agreements.AgreementVerb,
    "claim_words.csv": accounts.ClaimWord,
    "denial_words.csv": accounts.DenialWord,
    "disclaimer_words.csv": accounts.Disclaimer,
    "converse_verbs.csv": accounts.VerbPair,
    "contrary_words.csv": accounts.Contrary,
    "matter_words.csv": accounts.MatterWord,
    "issues.csv": issues.Issue,
    "stances.csv": issues.Stance,
}
KEYS = {
    "agreement_verbs.csv": 3,
    "claim_words.csv": 3,
    "converse_verbs.csv": 2,
    "disclaimer_words.csv": 3,
    "contrary_words.csv": 2,
    "stances.csv": 4,
}


@pytest.mark.parametrize("file", TABLES)
def test_no_row_stands_twice(file: str) -> None:
    rows = read(file, TABLES[file])
    keys = [row[1:2] if file == "issues.csv" else row[: KEYS.get(file, 1)] for row in rows]
    assert rows
    assert sorted(keys) == sorted(set(keys))


@pytest.mark.parametrize("file", sorted(set(TABLES) - {"agreement_names.csv"}))
def test_words_are_in_lower_case(file: str) -> None:
    for row in read(file, TABLES[file]):
        word = row[1] if file in {"issues.csv", "stances.csv"} else row[0]
        assert word == word.lower() or row[0] == "event", row


def test_statuses_are_those_of_the_contract() -> None:
    given = {fate.status for fates in agreements.fates().values() for fate in fates}
    assert given == set(get_args(AgreementStatus))


def test_what_holds_again_is_in_force() -> None:
    again = [fate for fates in agreements.fates().values() for fate in fates if fate.again]
    assert {fate.status for fate in again} == {"in_force"}


def test_every_known_name_leads_to_a_name_that_leads_to_itself() -> None:
    for row in agreements.names().values():
        assert agreements.names().get(row.name, row).name == row.name


def test_event_cues_are_plover_types() -> None:
    assert set(issues.stances("event")) <= set(EVENT_TYPES)


def test_issues_that_a_stance_is_confined_to_exist() -> None:
    kinds = get_args(issues.StanceKind)
    confined = {leaning.issue for kind in kinds for one in issues.stances(kind).values() for leaning in one}
    assert confined - {""} <= set(issues.issue_phrases().values())


def test_the_longest_phrase_names_the_issue() -> None:
    found = issues.issue_pattern().search("after the nuclear agreement")
    assert found is not None
    assert issues.issue_phrases()[found.group()] == "agreement"


def test_a_reading_that_needs_a_preposition_waits_for_it() -> None:
    assert issues.stance_of("word", "call", "elections", frozenset()) is None
    assert issues.stance_of("word", "call", "elections", frozenset({"for"})) == pytest.approx(0.6)


def test_relations_between_verbs_hold_both_ways() -> None:
    for relation in get_args(accounts.Relation):
        table = accounts.related_verbs(relation)
        assert all(verb in table[other] for verb, others in table.items() for other in others)


def test_no_noun_is_both_a_claim_and_withheld() -> None:
    assert not accounts.claim_nouns() & accounts.withheld()


def test_no_word_that_stands_for_a_matter_is_a_word_of_another() -> None:
    assert not set(accounts.matters()) & set(accounts.matters().values())


def test_no_noun_is_both_charged_and_withheld() -> None:
    assert not accounts.charged() & accounts.withheld()
