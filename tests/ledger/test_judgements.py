"""People's judgements on who is who: recorded with author and reason, reversible, never lost by what comes after."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import JudgementError
from onrecord.ledger.people import ordinals
from onrecord.ledger.resolution import Attested, resolve
from onrecord.ledger.rows import ActorJudgementRow, ActorRow

from .articles import Article

if TYPE_CHECKING:
    from onrecord.ledger.store import Ledger

BY = {"author": "A. Reader", "reason": "both are the minister"}


def told(document: str, who: str, published: str = "2015-03-01") -> Article:
    text = "Iran’s minister Zarif and the Northern Front rejected talks."
    return Article(document, text, published=published).event("REJECT", "rejected", who)


def ids(ledger: Ledger) -> dict[str, str]:
    return {actor.name: actor.id for actor in ledger.actors()}


def filled(ledger: Ledger) -> tuple[str, str]:
    ledger.add(told("one", "zarif_short").coded())
    ledger.add(told("two", "rebels").coded())
    known = ids(ledger)
    return known["Zarif"], known["the Northern Front"]


def test_a_merge_holds_for_what_comes_after_and_can_be_undone(ledger: Ledger) -> None:
    one, other = filled(ledger)
    apart = ledger.actors()
    made = ledger.judge_actors("same", one, other, **BY)
    (merged,) = ledger.actors()
    assert {identity.id for identity in merged.identities} == {one, other}
    assert "judged the same by A. Reader: both are the minister" in {i.reason for i in merged.identities}
    ledger.add(told("three", "rebels", "2015-04-01").coded())
    assert len(ledger.actors()) == 1
    ledger.withdraw_judgement(made, author="B. Editor", reason="a slip")
    assert {actor.id for actor in ledger.actors()} == {actor.id for actor in apart}
    assert sum(len(event.mentions) for event in ledger.events()) == 3
    (judgement,) = ledger.judgements()
    assert (judgement.withdrawn_by, judgement.withdrawn_because) == ("B. Editor", "a slip")


def test_a_judgement_keeps_apart_what_the_rules_would_join(ledger: Ledger) -> None:
    ledger.add(told("one", "zarif").coded())
    ledger.add(told("two", "zarif_short").coded())
    (one,) = ledger.actors()
    first, second = (identity.id for identity in one.identities)
    ledger.judge_actors("different", first, second, author="A. Reader", reason="his brother")
    assert len(ledger.actors()) == 2


def test_a_contradiction_is_refused_until_the_other_is_withdrawn(ledger: Ledger) -> None:
    one, other = filled(ledger)
    made = ledger.judge_actors("different", one, other, **BY)
    with pytest.raises(JudgementError, match=made):
        ledger.judge_actors("same", one, other, **BY)
    ledger.withdraw_judgement(made, **BY)
    ledger.judge_actors("same", one, other, **BY)
    assert len(ledger.actors()) == 1


def chained(ledger: Ledger) -> tuple[dict[str, str], list[str]]:
    """Four actors that are one by three judgements: one that only one of them has a part in, then a chain of two."""
    for number, who in enumerate(("kerry", "moniz", "lavrov", "haddad")):
        text = "Kerry, Moniz, Lavrov and Haddad rejected talks."
        ledger.add(Article(f"d{number}", text, published="2015-03-01").event("REJECT", "rejected", who).coded())
    known = ids(ledger)
    pairs = [("Nabil Haddad", "Ernest Moniz"), ("John Kerry", "Ernest Moniz"), ("Ernest Moniz", "Sergey Lavrov")]
    return known, [ledger.judge_actors("same", known[one], known[other], **BY) for one, other in pairs]


@pytest.mark.parametrize("cut", [0, 1])
def test_two_that_are_one_by_a_chain_are_told_apart_when_one_of_its_judgements_is_withdrawn(
    ledger: Ledger, cut: int
) -> None:
    known, (aside, *chain) = chained(ledger)
    ends = known["John Kerry"], known["Sergey Lavrov"]
    with pytest.raises(JudgementError, match="withdraw one of these first") as refused:
        ledger.judge_actors("different", *ends, **BY)
    assert all(f"{made} (A. Reader, " in str(refused.value) for made in chain)
    assert aside not in str(refused.value)
    ledger.withdraw_judgement(chain[cut], **BY)
    ledger.judge_actors("different", *ends, **BY)
    assert len(ledger.actors()) == 2


def test_of_those_that_are_one_the_judgement_on_these_two_is_named(ledger: Ledger) -> None:
    known, (_, first, last) = chained(ledger)
    for name, made in (("John Kerry", first), ("Sergey Lavrov", last)):
        with pytest.raises(JudgementError, match=f"^{made} says the contrary .*; withdraw it first$"):
            ledger.judge_actors("different", known[name], known["Ernest Moniz"], **BY)


def test_all_judgements_that_keep_two_apart_are_named(ledger: Ledger) -> None:
    known, (aside, *_) = chained(ledger)
    ledger.withdraw_judgement(aside, **BY)
    apart = [
        ledger.judge_actors("different", known["Nabil Haddad"], known[n], **BY) for n in ("John Kerry", "Sergey Lavrov")
    ]
    with pytest.raises(JudgementError, match="withdraw all of these first") as refused:
        ledger.judge_actors("same", known["Nabil Haddad"], known["Ernest Moniz"], **BY)
    assert all(made in str(refused.value) for made in apart)


def test_the_same_judgement_twice_is_one(ledger: Ledger) -> None:
    one, other = filled(ledger)
    assert ledger.judge_actors("same", one, other, **BY) == ledger.judge_actors("same", other, one, **BY)
    assert len(ledger.judgements()) == 1


@pytest.mark.parametrize(
    ("one", "other", "author", "reason"),
    [
        ("self", "self", "A", "B"),
        ("self", "ac_nobody", "A", "B"),
        ("self", "other", " ", "B"),
        ("self", "other", "A", ""),
    ],
)
def test_there_must_be_something_to_judge(ledger: Ledger, one: str, other: str, author: str, reason: str) -> None:
    found = dict(zip(("self", "other"), filled(ledger), strict=True))
    with pytest.raises(JudgementError):
        ledger.judge_actors("same", found.get(one, one), found.get(other, other), author=author, reason=reason)
    assert ledger.judgements() == ()


def test_withdrawing_needs_a_judgement_that_holds(ledger: Ledger) -> None:
    one, other = filled(ledger)
    with pytest.raises(JudgementError):
        ledger.withdraw_judgement("jd_nothing", **BY)
    made = ledger.judge_actors("same", one, other, **BY)
    ledger.withdraw_judgement(made, **BY)
    with pytest.raises(JudgementError):
        ledger.withdraw_judgement(made, **BY)


def test_judgements_are_no_content(ledger: Ledger) -> None:
    one, other = filled(ledger)
    before = ledger.content_digest()
    ledger.judge_actors("same", one, other, **BY)
    assert ledger.content_digest() == before


def test_an_office_has_the_days_of_the_reports_that_give_it(ledger: Ledger) -> None:
    ledger.add(told("one", "zarif", "2015-03-01").coded())
    ledger.add(told("two", "zarif", "2015-05-01").coded())
    (actor,) = ledger.actors()
    (role,) = actor.roles
    assert (role.title, role.first, role.last, role.documents) == ("foreign minister", "2015-03-01", "2015-05-01", 2)


IDS = [str(number) for number in range(6)]
MADE = st.lists(
    st.tuples(st.sampled_from(["same", "different"]), st.sampled_from(IDS), st.sampled_from(IDS)), max_size=8
)


@given(MADE)
def test_who_is_judged_different_never_stands_for_one_actor_unless_judged_the_same(
    made: list[tuple[str, str, str]],
) -> None:
    people = [ActorRow(number, f"person {number}", "IRN", True) for number in IDS]
    rows = [
        ActorJudgementRow(f"j{n}", verdict, one, other, "A", "B", f"2025-01-0{n + 1}")  # type: ignore[arg-type]
        for n, (verdict, one, other) in enumerate(made)
        if one != other
    ]
    resolved = resolve(people, rows)
    united = {one: {one} for one in IDS}
    for row in rows:
        if row.verdict == "same" and united[row.one] is not united[row.other]:
            joint = united[row.one] | united[row.other]
            united.update(dict.fromkeys(joint, joint))
    for one in IDS:
        for other in IDS:
            assert (resolved[one].root == resolved[other].root) == (other in united[one])


def attested_on(*days: str, office: str = "", described: bool = False) -> Attested:
    on = ordinals(days)
    return Attested(on, {office: on} if office else {}, described)


def test_an_office_without_a_name_is_its_holder_at_the_time() -> None:
    people = [
        ActorRow("office", "foreign minister", "IRN", True),
        ActorRow("old", "mohammad javad zarif", "IRN", True),
        ActorRow("new", "abbas araghchi", "IRN", True),
        ActorRow("else", "sergei lavrov", "RUS", True),
    ]
    attested = {
        "office": attested_on("2024-10-02", described=True),
        "old": attested_on("2018-05-01", office="foreign minister"),
        "new": attested_on("2024-11-01", office="foreign minister"),
        "else": attested_on("2024-10-02", office="foreign minister"),
    }
    assert resolve(people, (), attested)["office"].root == "new"
    attested["office"] = attested_on("2018-05-02", "2024-10-02", described=True)
    assert resolve(people, (), attested)["office"].root == "office"


def test_a_family_name_is_the_bearer_who_is_in_the_news() -> None:
    people = [
        ActorRow("lone", "bush", "USA", True),
        ActorRow("father", "george h w bush", "USA", True),
        ActorRow("son", "george w bush", "USA", True),
    ]
    attested = {
        "lone": attested_on("2005-03-01"),
        "father": attested_on("1990-08-02"),
        "son": attested_on("2005-03-02"),
    }
    found = resolve(people, (), attested)["lone"]
    assert (found.root, found.reason) == ("son", "the only bush in the news at the time")
