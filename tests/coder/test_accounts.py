"""Accounts: a proposition that one side affirms and another denies."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from onrecord.coder.accounts import find_accounts
from tests.coder.hand_made import ARDANIA, BELMARK, OSTREN, VALE, event, parse, record, statement

if TYPE_CHECKING:
    from onrecord.coder.pipeline import Coder


def test_what_one_sent_and_the_other_never_received(coder: Coder) -> None:
    text = (
        "Ostren said he had sent a letter to Vale. The mission told reporters that it had “not received such a letter”."
    )
    doc = parse(coder, text)
    record(
        doc,
        statement(doc, "s1", OSTREN, "said", "he had sent a letter to Vale"),
        statement(doc, "s2", VALE, "told", "that it had “not received such a letter”"),
    )
    (account,) = find_accounts(doc)
    assert (account.affirmed_by, account.denied_by) == (("s1",), ("s2",))
    assert account.proposition == "he had sent a letter to Vale"


def test_the_order_in_the_text_does_not_change_who_affirms(coder: Coder) -> None:
    text = "Vale said that the envoy did not cross the border. Ostren said that the envoy crossed the border."
    doc = parse(coder, text)
    record(
        doc,
        statement(doc, "s1", VALE, "said", "that the envoy did not cross the border"),
        statement(doc, "s2", OSTREN, "said that the envoy crossed", "that the envoy crossed the border"),
    )
    (account,) = find_accounts(doc)
    assert (account.affirmed_by, account.denied_by) == (("s2",), ("s1",))


def test_a_charge_and_its_rejection_in_one_sentence(coder: Coder) -> None:
    doc = parse(coder, "Ardania accuses Belmark of building nuclear weapons secretly, a charge denied by Belmark.")
    record(
        doc,
        event(doc, "e1", "ACCUSE", "accuses", (ARDANIA,), (BELMARK,)),
        event(doc, "e2", "REJECT", "denied", (BELMARK,)),
    )
    (account,) = find_accounts(doc)
    assert account.proposition == "Belmark building nuclear weapons secretly"
    assert (account.affirmed_by, account.denied_by) == (("e1",), ("e2",))


def test_a_denial_points_back_to_the_accusation_of_the_denier(coder: Coder) -> None:
    text = (
        "Ardania accused Belmark of arming the rebels. It accused Corvia of hiding them. "
        "Belmark dismissed the accusation."
    )
    doc = parse(coder, text)
    record(
        doc,
        event(doc, "e1", "ACCUSE", "accused Belmark", (ARDANIA,), (BELMARK,)),
        event(doc, "e2", "REJECT", "dismissed", (BELMARK,)),
    )
    (account,) = find_accounts(doc)
    assert account.proposition == "Belmark arming the rebels"


def test_a_denial_that_says_what_it_denies_needs_no_claim(coder: Coder) -> None:
    doc = parse(coder, "Vale denied reports that the talks had collapsed.")
    record(doc, statement(doc, "s1", VALE, "denied", "reports that the talks had collapsed", "denies"))
    (account,) = find_accounts(doc)
    assert (account.proposition, account.affirmed_by, account.denied_by) == ("the talks had collapsed", (), ("s1",))


def test_weapons_and_solely_peaceful_cannot_both_be(coder: Coder) -> None:
    text = (
        "Ostren said that the nuclear programme of Belmark hides a weapons project. "
        "Vale said that the nuclear programme is for peaceful purposes."
    )
    doc = parse(coder, text)
    record(
        doc,
        statement(doc, "s1", OSTREN, "said", "that the nuclear programme of Belmark hides a weapons project"),
        statement(
            doc, "s2", VALE, "said that the nuclear programme is", "that the nuclear programme is for peaceful purposes"
        ),
    )
    (account,) = find_accounts(doc)
    assert (account.affirmed_by, account.denied_by) == (("s1",), ("s2",))


def test_a_correction_names_the_claim_and_denies_it(coder: Coder) -> None:
    doc = parse(coder, "Ostren said the easing was not, as Belmark claimed, the first step.")
    record(doc, statement(doc, "s1", OSTREN, "said", "the easing was not, as Belmark claimed, the first step"))
    (account,) = find_accounts(doc)
    assert (account.proposition, account.denied_by) == ("the easing the first step", ("s1",))


@pytest.mark.parametrize(
    "text",
    [
        "The guards denied him access to the camp.",
        "Inspectors were denied entry to the site.",
        "Belmark would neither confirm nor deny having such weapons.",
        "Belmark did not deny that it had sent the ship.",
        "Lawmakers rejected the budget.",
    ],
)
def test_what_disputes_nothing_gives_no_account(coder: Coder, text: str) -> None:
    doc = parse(coder, text)
    trigger = next(word for word in ("denied", "deny", "rejected") if word in text)
    assert find_accounts(record(doc, event(doc, "e1", "REJECT", trigger, (BELMARK,)))) == ()


def test_one_source_does_not_contradict_itself(coder: Coder) -> None:
    doc = parse(
        coder, "Vale said that the envoy crossed the border. Vale said that the envoy did not cross the border."
    )
    record(
        doc,
        statement(doc, "s1", VALE, "said", "that the envoy crossed the border"),
        statement(doc, "s2", VALE, "said that the envoy did", "that the envoy did not cross the border"),
    )
    assert find_accounts(doc) == ()


def test_other_matters_do_not_conflict(coder: Coder) -> None:
    doc = parse(coder, "Ostren said that the army crossed the river. Vale said that no ship crossed the border.")
    record(
        doc,
        statement(doc, "s1", OSTREN, "said", "that the army crossed the river"),
        statement(doc, "s2", VALE, "said that no ship", "that no ship crossed the border"),
    )
    assert find_accounts(doc) == ()


def test_without_a_record_there_is_no_account(coder: Coder) -> None:
    assert find_accounts(parse(coder, "Vale denied reports that the talks had collapsed.")) == ()


def test_a_denial_answers_a_claim_in_other_words_for_the_same_matter(coder: Coder) -> None:
    doc = parse(
        coder, "Ardania alleged that Belmark took part in the assassination. Belmark denied any role in the murder."
    )
    record(
        doc,
        event(doc, "e1", "ACCUSE", "alleged", (ARDANIA,), (BELMARK,)),
        event(doc, "e2", "REJECT", "denied", (BELMARK,)),
    )
    (account,) = find_accounts(doc)
    assert (account.affirmed_by, account.denied_by) == (("e1",), ("e2",))


def test_whose_allegations_are_rejected_may_be_told_later(coder: Coder) -> None:
    doc = parse(
        coder, "Belmark rejected the allegations by Ostren. Ostren claimed that the guards had locked the prisoners in."
    )
    record(
        doc,
        event(doc, "e1", "REJECT", "rejected", (BELMARK,)),
        statement(doc, "s1", OSTREN, "claimed", "that the guards had locked the prisoners in", "accuses"),
    )
    (account,) = find_accounts(doc)
    assert account.proposition == "the guards had locked the prisoners in"
    assert (account.affirmed_by, account.denied_by) == (("s1",), ("e1",))


def test_what_one_did_and_the_other_says_it_failed_to_do(coder: Coder) -> None:
    text = (
        "Vale said that Belmark has cooperated fully with the inquiry. "
        "Ardania accused Belmark of failing to cooperate with the inquiry."
    )
    doc = parse(coder, text)
    record(
        doc,
        statement(doc, "s1", VALE, "said", "that Belmark has cooperated fully with the inquiry"),
        event(doc, "e1", "ACCUSE", "accused", (ARDANIA,), (BELMARK,)),
    )
    (account,) = find_accounts(doc)
    assert (account.affirmed_by, account.denied_by) == (("s1",), ("e1",))


def test_two_voices_of_one_government_are_no_two_sides(coder: Coder) -> None:
    text = "Ardania said that the army recognised the border. Ostren said that the army did not recognise the border."
    minister = replace(OSTREN, sector="GOV")
    doc = parse(coder, text, ostren=minister)
    record(
        doc,
        statement(doc, "s1", ARDANIA, "said", "that the army recognised the border"),
        statement(doc, "s2", minister, "said that the army did", "that the army did not recognise the border"),
    )
    assert find_accounts(doc) == ()


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("Vale said he did not believe that the talks broke the truce.", "the talks broke the truce"),
        ("Vale said he doubted that the convoy had crossed the river.", "the convoy had crossed the river"),
        ("Vale said there was no evidence of fraud in the vote.", "fraud in the vote"),
        (
            "Vale said it was a wrong impression that the census would drive people out.",
            "the census would drive people out",
        ),
        ("Vale said it was not true that the army had shelled the town.", "the army had shelled the town"),
        ("Vale said the flight was peaceful and they pretend that it was a raid.", "it was a raid"),
        ("Vale insisted that the visit was not an inspection.", "the visit was an inspection"),
        ("Vale rejected any link between the loan and the vote.", "Vale link between the loan and the vote"),
        ("Vale criticised Ostren over his allegations that Belmark arms the rebels.", "Belmark arms the rebels"),
        ("Vale said Belmark had nothing to do with the blast.", "Belmark the blast"),
        ("Vale said that contrary to reports that the talks failed, they go on.", "the talks failed"),
        ("Vale said he did not regard the visit as a threat to the truce.", "the visit a threat to the truce"),
        ("Vale described the rumours of a coup as baseless.", "a coup"),
        ("Vale called the rumours of a coup lies.", "a coup"),
        ("Vale shrugged off claims that the army had fled.", "the army had fled"),
        ("Vale denied as unfounded reports that the talks had collapsed.", "the talks had collapsed"),
    ],
)
def test_a_denial_needs_no_word_of_denial(coder: Coder, text: str, denied: str) -> None:
    doc = parse(coder, text)
    cue = text.split()[1]
    content = text[text.index(cue) + len(cue) + 1 : -1]
    (account,) = find_accounts(record(doc, statement(doc, "s1", VALE, cue, content)))
    assert (account.proposition, account.affirmed_by, account.denied_by) == (denied, (), ("s1",))


def test_innocence_answers_the_accusation(coder: Coder) -> None:
    text = "Ardania accused Belmark of killing the envoy. Vale said that Belmark is innocent of this crime."
    doc = parse(coder, text)
    record(
        doc,
        event(doc, "e1", "ACCUSE", "accused", (ARDANIA,), (BELMARK,)),
        statement(doc, "s1", VALE, "said", "that Belmark is innocent of this crime"),
    )
    (account,) = find_accounts(doc)
    assert account.proposition == "Belmark killing the envoy"
    assert (account.affirmed_by, account.denied_by) == (("e1",), ("s1",))


@pytest.mark.parametrize(
    "text",
    [
        "Vale said he did not believe that the talks would succeed.",
        "Vale insisted that Belmark would not give up the port.",
        "Vale said that he was not responsible for the harvest.",
        "Vale criticised Ostren for the delay.",
        "Vale said there was no evidence.",
        "Vale said it may not be used as evidence in court.",
        "Vale rejected the idea of early elections.",
    ],
)
def test_doubts_refusals_and_other_matters_deny_nothing(coder: Coder, text: str) -> None:
    doc = parse(coder, text)
    cue = text.split()[1]
    content = text[text.index(cue) + len(cue) + 1 : -1]
    assert find_accounts(record(doc, statement(doc, "s1", VALE, cue, content))) == ()


def test_a_report_of_a_denial_is_no_claim_that_it_answers(coder: Coder) -> None:
    text = "Ardania reported that Belmark had denied reports that the talks had collapsed."
    doc = parse(coder, text)
    record(
        doc,
        statement(doc, "s1", ARDANIA, "reported", "that Belmark had denied reports that the talks had collapsed"),
        event(doc, "e1", "REJECT", "denied", (BELMARK,)),
    )
    (account,) = find_accounts(doc)
    assert (account.affirmed_by, account.denied_by) == ((), ("e1",))


def test_a_lower_count_answers_the_nearest_before_it(coder: Coder) -> None:
    text = (
        "Ostren said that nine rebels were killed this week. Ostren said that five rebels died in the raid. "
        "Vale said that only one fighter was killed."
    )
    doc = parse(coder, text)
    record(
        doc,
        statement(doc, "s1", OSTREN, "said", "that nine rebels were killed this week"),
        statement(doc, "s2", OSTREN, "said that five", "that five rebels died in the raid"),
        statement(doc, "s3", VALE, "said that only", "that only one fighter was killed"),
    )
    (account,) = find_accounts(doc)
    assert account.proposition == "five rebels died in the raid"
    assert (account.affirmed_by, account.denied_by) == (("s2",), ("s3",))


def test_an_equal_count_denies_nothing(coder: Coder) -> None:
    text = "Ostren said that five rebels died in the raid. Vale said that only five fighters were killed."
    doc = parse(coder, text)
    record(
        doc,
        statement(doc, "s1", OSTREN, "said", "that five rebels died in the raid"),
        statement(doc, "s2", VALE, "said that only", "that only five fighters were killed"),
    )
    assert find_accounts(doc) == ()


def test_nonsense_answers_what_was_said_right_before(coder: Coder) -> None:
    text = "Ostren said that Belmark was hiding the prisoners. It was a lie, Vale said."
    doc = parse(coder, text)
    record(
        doc,
        statement(doc, "s1", OSTREN, "said", "that Belmark was hiding the prisoners"),
        statement(doc, "s2", VALE, "Vale said", "It was a lie"),
    )
    (account,) = find_accounts(doc)
    assert account.proposition == "Belmark was hiding the prisoners"
    assert (account.affirmed_by, account.denied_by) == (("s1",), ("s2",))


def test_this_is_the_clause_before_it(coder: Coder) -> None:
    doc = parse(coder, "The hills are occupied territory under the treaty, although Belmark disputes this.")
    (account,) = find_accounts(record(doc, event(doc, "e1", "REJECT", "disputes", (BELMARK,))))
    assert account.proposition == "The hills are occupied territory under the treaty"
    assert account.denied_by == ("e1",)


def test_whom_an_attack_is_blamed_on_denies_it(coder: Coder) -> None:
    doc = parse(coder, "Ardania blamed the raid on Belmark. Belmark denied any role.")
    record(
        doc,
        event(doc, "e1", "ACCUSE", "blamed", (ARDANIA,), (BELMARK,)),
        event(doc, "e2", "REJECT", "denied", (BELMARK,)),
    )
    (account,) = find_accounts(doc)
    assert (account.affirmed_by, account.denied_by) == (("e1",), ("e2",))
