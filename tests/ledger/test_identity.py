from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.ledger import identity
from onrecord.ledger.identity import EvidenceIds, by_name_and_country, content_id, words
from onrecord.ledger.resolution import resolve
from onrecord.ledger.rows import ActorRow
from onrecord.records import Actor, Span


def actor(name: str, country: str | None = "IRN", kind: str = "person") -> Actor:
    return Actor("a1", name, kind, country, None, (), (Span(0, 1),))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Kremlin’s", "kremlin"),
        ("Müller,  José", "muller jose"),
        ("U.S.", "u s"),
        ("“no deal”", "NO DEAL"),
    ],
)
def test_words_ignore_case_accents_punctuation(one: str, other: str) -> None:
    assert identity.name_words(one) == identity.name_words(other)


@given(st.text())
def test_words_are_stable(text: str) -> None:
    assert words(words(text)) == words(text)


def test_actor_identity_looks_at_name_country_and_being_a_person() -> None:
    zarif = by_name_and_country(actor("Mohammad Javad Zarif")).id
    assert by_name_and_country(actor("mohammad  javad ZARIF")).id == zarif
    assert by_name_and_country(actor("Mohammad Javad Zarif", None)).id != zarif
    assert by_name_and_country(actor("Mohammad Javad Zarif", kind="organisation")).id != zarif
    assert by_name_and_country(actor("Iran", kind="government")) == by_name_and_country(actor("Iran", kind="people"))


def test_event_claim_ignores_the_order_of_participants() -> None:
    assert identity.event_claim("CONSULT", None, ["b", "a"], ["c"], "2015") == identity.event_claim(
        "CONSULT", None, ["a", "b", "a"], ["c"], "2015"
    )
    assert identity.event_claim("CONSULT", None, ["a"], ["c"], "2015") != identity.event_claim(
        "CONSULT", None, ["c"], ["a"], "2015"
    )


def test_statement_claim_ignores_typography() -> None:
    assert identity.statement_claim("ac", "direct", "“We will talk,”") == identity.statement_claim(
        "ac", "direct", '"we will talk"'
    )


def test_twins_within_a_version_get_ids_of_their_own() -> None:
    ids = EvidenceIds("dv_1")
    spans = (Span(0, 3),)
    first, second = ids.of("st", "claim", spans), ids.of("st", "claim", spans)
    assert first != second
    assert EvidenceIds("dv_1").of("st", "claim", spans) == first
    assert EvidenceIds("dv_2").of("st", "claim", spans) != first


@given(st.lists(st.text(min_size=1), min_size=1))
def test_content_id_tells_parts_apart(parts: list[str]) -> None:
    assert content_id("x", *parts) != content_id("x", *parts, "")


PEOPLE = [
    ActorRow("1", "mohammad javad zarif", "IRN", True),
    ActorRow("2", "zarif", "IRN", True),
    ActorRow("3", "mohammad javad zarif", None, True),
    ActorRow("4", "zarif", "USA", True),
    ActorRow("5", "iran", "IRN", False),
    ActorRow("6", "iran", None, False),
    ActorRow("7", "bush", "USA", True),
    ActorRow("8", "george bush", "USA", True),
    ActorRow("9", "jeb bush", "USA", True),
    ActorRow("10", "zarif", None, True),
]


@given(st.permutations(PEOPLE))
def test_actors_resolve_where_one_alone_fits(people: list[ActorRow]) -> None:
    resolved = resolve(people)
    assert {one: found.root for one, found in resolved.items() if one != found.root} == {"2": "1", "3": "1", "6": "5"}
