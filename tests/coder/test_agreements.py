"""Agreements: which are named, between whom, how they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.coder.agreements import find_agreements
from tests.coder.hand_made import ARDANIA, BELMARK, event, parse, record

if TYPE_CHECKING:
    from onrecord.coder.pipeline import Coder


def test_a_signed_pact_has_its_parties_its_status_and_its_date(coder: Coder) -> None:
    doc = parse(coder, "Ardania and Belmark signed a 10-year security pact in January.")
    (pact,) = find_agreements(doc)
    assert (pact.name, pact.parties, pact.status) == ("10-year security pact", (ARDANIA.id, BELMARK.id), "signed")
    assert pact.date == "2025-01"
    assert [span.of(doc.text) for span in pact.spans] == ["10-year security pact"]


def test_a_withdrawal_is_the_latest_word_and_leaves_the_parties(coder: Coder) -> None:
    text = (
        "Ardania withdrew from the 2012 fisheries treaty with Belmark. The treaty had been signed in the capital. "
        "Envoys said the accord could still be saved."
    )
    (treaty,) = find_agreements(parse(coder, text))
    assert treaty.status == "withdrawn"
    assert set(treaty.parties) == {ARDANIA.id, BELMARK.id}
    assert len(treaty.spans) == 3


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Ardania has not left the 2012 fisheries treaty.", "signed"),
        ("Ardania threatened to leave the 2012 fisheries treaty.", "signed"),
        ("Ardania denied that it had withdrawn from the 2012 fisheries treaty.", "signed"),
        ("A state that withdrew from the 2012 fisheries treaty would break the law.", "signed"),
        ("Ardania and Belmark will sign a trade agreement next week.", "proposed"),
        ("Ardania proposed a peace treaty.", "proposed"),
        ("The trade agreement between Ardania and Belmark took effect on Monday.", "in_force"),
        ("Ardania suspended the border treaty with Belmark.", "suspended"),
        ("The border truce between Ardania and Belmark expired in May.", "expired"),
        ("Lawmakers rejected the border treaty with Belmark.", "rejected"),
        ("Ardania violated the border truce on Sunday.", "violated"),
    ],
)
def test_status_follows_what_is_asserted(coder: Coder, text: str, status: str) -> None:
    (agreement,) = find_agreements(parse(coder, text))
    assert agreement.status == status


def test_what_is_to_end_after_the_report_has_not_ended(coder: Coder) -> None:
    text = "The border truce between Ardania and Belmark expires on Friday."
    (truce,) = find_agreements(parse(coder, text))
    assert (truce.status, truce.date) == ("signed", None)


def test_what_will_not_be_signed_is_not_proposed(coder: Coder) -> None:
    (treaty,) = find_agreements(parse(coder, "Ardania will not sign the 2012 fisheries treaty on Friday."))
    assert treaty.status == "signed"


def test_a_day_is_no_part_of_a_name(coder: Coder) -> None:
    text = "Ardania suspended the Lorne Accord on Monday. Belmark wants the Lorne Accord on Fisheries Zones back."
    names = {one.name for one in find_agreements(parse(coder, text))}
    assert names == {"Lorne Accord", "Lorne Accord on Fisheries Zones"}


def test_the_events_own_factuality_decides_over_the_parse(coder: Coder) -> None:
    doc = parse(coder, "Ardania left the 2012 fisheries treaty.")
    record(doc, event(doc, "e1", "SANCTION", "left", (ARDANIA,), factuality="CT-"))
    (treaty,) = find_agreements(doc)
    assert treaty.status == "signed"


def test_a_later_dated_word_wins_over_an_earlier_one(coder: Coder) -> None:
    text = "Ardania suspended the border treaty with Belmark in 2019. The treaty entered into force again in 2023."
    (treaty,) = find_agreements(parse(coder, text))
    assert (treaty.status, treaty.date) == ("in_force", "2023")


SUSPENDED = "Ardania suspended the border truce with Belmark."


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Ardania and Belmark reinstated the truce.", "in_force"),
        ("The truce was reinstated.", "in_force"),
        ("Ardania and Belmark resumed the truce.", "in_force"),
        ("The truce has been restored.", "in_force"),
        ("The ministers revived the truce.", "in_force"),
        ("Ardania and Belmark agreed to reinstate the truce.", "suspended"),
        ("Ardania will reinstate the truce next week.", "suspended"),
        ("Talks on reviving the truce failed.", "suspended"),
        ("Envoys called for the restoration of the truce.", "suspended"),
        ("The border stays closed until the truce is restored.", "suspended"),
        ("Ardania has not reinstated the truce.", "suspended"),
    ],
)
def test_what_was_suspended_is_in_force_again_once_it_is_resumed(coder: Coder, text: str, status: str) -> None:
    (truce,) = find_agreements(parse(coder, f"{SUSPENDED} {text}"))
    assert truce.status == status
    assert truce.method.startswith("resumed:") == (status == "in_force")


@pytest.mark.parametrize(
    ("text", "status", "date"),
    [
        (f"The truce was reinstated. {SUSPENDED}", "in_force", None),
        ("Ardania suspended the border truce in 2019. The truce was reinstated in 2023.", "in_force", "2023"),
        ("The border truce was reinstated in 2019. Ardania suspended the truce in 2023.", "suspended", "2023"),
        ("Ardania violated the border truce. Days later the truce was restored.", "in_force", None),
        ("The border truce was restored. Ardania violated the truce.", "violated", None),
    ],
)
def test_a_resumption_ends_what_came_before_it(coder: Coder, text: str, status: str, date: str | None) -> None:
    (truce,) = find_agreements(parse(coder, text))
    assert (truce.status, truce.date) == (status, date)


def test_a_proper_name_its_acronym_and_the_bare_noun_are_one(coder: Coder) -> None:
    text = (
        "Belmark ratified the Northern Fisheries Convention (NFC) in 2014. Ardania has broken the convention, "
        "fishermen said. The NFC bans drift nets."
    )
    (convention,) = find_agreements(parse(coder, text))
    assert convention.name == "Northern Fisheries Convention"
    assert len(convention.spans) == 3


def test_a_name_given_in_apposition_joins_the_noun_before_it(coder: Coder) -> None:
    text = "The deal, known as the Lakes Plan of Action, was concluded with Belmark."
    (deal,) = find_agreements(parse(coder, text))
    assert (deal.name, deal.status, deal.parties) == ("Lakes Plan of Action", "signed", (BELMARK.id,))


def test_two_agreements_stay_two(coder: Coder) -> None:
    text = (
        "Ardania left the 2012 fisheries treaty in May. "
        "In June Ardania and Belmark signed a trade agreement. The trade deal covers timber."
    )
    found = find_agreements(parse(coder, text))
    assert [(agreement.name, agreement.status) for agreement in found] == [
        ("2012 fisheries treaty", "withdrawn"),
        ("trade agreement", "signed"),
    ]
    assert [len(agreement.spans) for agreement in found] == [1, 2]


def test_an_interim_accord_is_not_the_comprehensive_one(coder: Coder) -> None:
    text = "The interim accord stays in force. Envoys resumed talks on a comprehensive nuclear agreement."
    found = find_agreements(parse(coder, text))
    assert [agreement.status for agreement in found] == ["in_force", "proposed"]


@pytest.mark.parametrize(
    "text",
    [
        "No deal is better than a bad one, Ostren said.",
        "They have a good deal of work to do.",
        "Ardania has economic alliances in the region.",
        "The committee agreed to meet again.",
        "Ministers deal with the matter today.",
    ],
)
def test_what_names_no_agreement_gives_none(coder: Coder, text: str) -> None:
    assert find_agreements(parse(coder, text)) == ()


def test_a_person_signs_for_a_government(coder: Coder) -> None:
    text = "Ostren withdrew from the border treaty with Belmark, and Ardania followed its president."
    (treaty,) = find_agreements(parse(coder, text))
    assert treaty.parties == (BELMARK.id, ARDANIA.id)


PIECES = [
    "the",
    "deal",
    "2015",
    "nuclear",
    "Ardania",
    "signed",
    "(NFC)",
    "Treaty",
    "of",
    "-",
    "“",
    "truce",
    ".",
    "\n",
    "no",
    "ß",
    "🕊",
]


@given(words=st.lists(st.sampled_from(PIECES), min_size=1, max_size=25))
def test_any_row_of_words_gives_spans_that_reproduce_the_text(coder: Coder, words: list[str]) -> None:
    doc = parse(coder, " ".join(words))
    found = find_agreements(doc)
    assert len({agreement.id for agreement in found}) == len(found)
    for agreement in found:
        assert agreement.name
        assert all(span.of(doc.text).strip() and span.end <= len(doc.text) for span in agreement.spans)
        assert list(agreement.spans) == sorted(agreement.spans)
