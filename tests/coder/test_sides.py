"""Who stands on which side: shares of options that exclude each other, decided for both sides together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from onrecord.coder.events.deciding import NO_ONE, decide
from onrecord.ontology.logistic import shares

if TYPE_CHECKING:
    from onrecord.coder.pipeline import Coder

STATELESS: dict[str, str | None] = {}


def test_the_likeliest_stand_on_the_sides() -> None:
    met = {"b": 0.6, "a": 0.2, NO_ONE: 0.2}
    assert decide({"a": 0.7, "b": 0.2, NO_ONE: 0.1}, met, STATELESS) == (("a",), ("b",))


def test_nobody_stands_on_both_sides_and_the_likelier_pair_wins() -> None:
    acting = {"a": 0.6, "b": 0.3, NO_ONE: 0.1}
    assert decide(acting, {"a": 0.5, "b": 0.4, NO_ONE: 0.1}, STATELESS) == (("a",), ("b",))
    assert decide(acting, {"a": 0.9, "b": 0.05, NO_ONE: 0.05}, STATELESS) == (("b",), ("a",))


def test_a_side_stays_empty_if_that_is_likeliest_and_in_doubt_somebody_stands_there() -> None:
    acting = {"a": 0.9, NO_ONE: 0.1}
    assert decide(acting, {"b": 0.2, NO_ONE: 0.8}, STATELESS) == (("a",), ())
    assert decide(acting, {"b": 0.45, NO_ONE: 0.55}, STATELESS) == (("a",), ("b",))
    assert decide({NO_ONE: 1.0}, {NO_ONE: 1.0}, STATELESS) == ((), ())


def test_those_nearly_as_likely_stand_beside_the_likeliest_in_order() -> None:
    acting = {"c": 0.25, "a": 0.4, "b": 0.3, "d": 0.05, NO_ONE: 0.0}
    assert decide(acting, {"x": 0.9, NO_ONE: 0.1}, STATELESS) == (("a", "b", "c"), ("x",))
    assert decide(acting, {"x": 0.6, "b": 0.35, NO_ONE: 0.05}, STATELESS) == (("a", "c"), ("x", "b"))


def test_of_many_as_unlikely_as_each_other_one_stands_there() -> None:
    acting = {**dict.fromkeys("bcdefg", 0.12), "a": 0.14, NO_ONE: 0.14}
    assert decide(acting, {NO_ONE: 1.0}, STATELESS) == (("a",), ())


def test_of_one_country_several_stand_on_a_side_only_if_they_are_as_likely() -> None:
    met = {"rebels": 0.9, NO_ONE: 0.1}
    homes = {"ministry": "NOR", "spokesman": "NOR", "union": None}
    acting = {"ministry": 0.4, "spokesman": 0.3, "union": 0.25, NO_ONE: 0.05}
    assert decide(acting, met, homes)[0] == ("ministry", "union")
    assert decide({**acting, "spokesman": 0.38}, met, homes)[0] == ("ministry", "spokesman", "union")


def test_shares_are_of_one_whole_and_a_feature_without_weight_counts_nothing() -> None:
    found = shares({"near": 2.0}, {"a": {"near": 1.0}, "b": {"unheard of": 9.0}, "c": {}})
    assert sum(found.values()) == pytest.approx(1.0)
    assert found["a"] > found["b"] == found["c"]
    assert shares({"steep": 1.0}, {"a": {"steep": 1e4}, "b": {}}) == {"a": 1.0, "b": 0.0}
    assert not shares({"near": 2.0}, {})


@pytest.mark.parametrize(
    ("text", "kind", "actors"),
    [
        ("The United States warned that it would punish officials who jail protesters.", "COERCE", {"officials"}),
        ("The United States accused the EU of ignoring Russian attacks on Ukraine.", "ASSAULT", {"Russia"}),
        ("Russia condemned moves to arm Ukraine.", "AID", set()),
        ("Jordan averted an attack on Israel.", "ASSAULT", set()),
    ],
)
def test_who_tells_of_judges_or_prevents_an_act_did_not_do_it(
    coder: Coder, text: str, kind: str, actors: set[str]
) -> None:
    coded = coder.code(f"WASHINGTON - {text}", published="2024-06-11")
    found = [actor for event in coded.events if event.type == kind for actor in event.actors]
    assert {coded.actor(actor).name for actor in found} == actors


@pytest.mark.parametrize(
    ("text", "doer", "met"),
    [
        ("Israel blamed the attack on Hezbollah.", "Hezbollah", None),
        ("Turkey blamed the killing of its soldiers on the Taliban.", "Taliban", "soldiers"),
        ("The bombing, which officials blamed on the Taliban, wounded nobody.", "Taliban", None),
    ],
)
def test_on_whom_a_deed_is_blamed_did_it(coder: Coder, text: str, doer: str, met: str | None) -> None:
    coded = coder.code(f"GENEVA - {text}", published="2024-06-11")
    sides = {event.type: (event.actors, event.recipients) for event in coded.events}
    actors, recipients = ([coded.actor(actor).name for actor in side] for side in sides["ASSAULT"])
    assert actors == [doer]
    assert met is None or recipients == [met]
    assert [coded.actor(actor).name for actor in sides["ACCUSE"][1]] == [doer]


def test_of_what_somebody_unknown_is_accused_names_no_recipient(coder: Coder) -> None:
    coded = coder.code("BELGRADE - Russia accused the world of ignoring attacks on Serbs.", published="2024-06-11")
    (accusation,) = (event for event in coded.events if event.type == "ACCUSE")
    assert not accusation.recipients


@pytest.mark.parametrize(
    ("text", "kind", "actors", "recipients"),
    [
        ("The truce was signed by Ethiopia and Eritrea.", "AGREE", {"ETH", "ERI"}, set()),
        ("China, India, Japan and South Korea signed the pact.", "AGREE", {"CHN", "IND", "JPN", "KOR"}, set()),
        ("Kenya urged Chad and Sudan to stop fighting.", "REQUEST", {"KEN"}, {"TCD", "SDN"}),
    ],
)
def test_whom_syntax_joins_stand_on_a_side_together(
    coder: Coder, text: str, kind: str, actors: set[str], recipients: set[str]
) -> None:
    coded = coder.code(f"GENEVA - {text}", published="2024-06-11")
    (event,) = (event for event in coded.events if event.type == kind)
    assert {coded.actor(actor).country for actor in event.actors} == actors
    assert {coded.actor(actor).country for actor in event.recipients} == recipients


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            "Indonesia withdrew 6,000 troops from Aceh under a peace deal it signed with rebels.",
            {"Indonesia", "rebels"},
        ),
        ("Sudan agreed with Chad on Monday on a ceasefire.", {"Sudan", "Chad"}),
        ("Sudan signed a treaty with Chad on Monday.", {"Sudan", "Chad"}),
        ("Algeria and Sudan signed accords with China on Sunday.", {"Algeria", "Sudan", "China"}),
    ],
)
def test_whom_syntax_has_across_takes_part_in_a_deal(coder: Coder, text: str, parties: set[str]) -> None:
    coded = coder.code(f"GENEVA - {text}", published="2024-06-11")
    (event,) = (event for event in coded.events if event.type == "AGREE")
    assert {coded.actor(actor).name for actor in (*event.actors, *event.recipients)} == parties
