"""Positions: a cue, an issue that it governs, and whose stance it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from onrecord.coder.positions import find_positions
from tests.coder.hand_made import ARDANIA, BELMARK, OSTREN, VALE, event, parse, record, statement

if TYPE_CHECKING:
    from onrecord.coder.pipeline import Coder
    from onrecord.records import Actor, Event


@pytest.mark.parametrize(
    ("text", "issue", "favours"),
    [
        ("Ardania opposes negotiations with Belmark.", "negotiations", False),
        ("Ardania does not support sanctions.", "sanctions", False),
        ("Ardania called for an end to sanctions.", "sanctions", False),
        ("Ardania called for early elections.", "elections", True),
        ("Ardania welcomed the agreement.", "agreement", True),
        ("Ardania is ready to resume talks.", "negotiations", True),
        ("Ardania refused to accept inspections.", "inspections", False),
        ("Ardania wants the sanctions to be lifted.", "sanctions", False),
        ("Ardania expressed scepticism about negotiations.", "negotiations", False),
        ("Ardania welcomed the withdrawal of troops.", "withdrawal of troops", True),
    ],
)
def test_the_sign_of_a_stance(coder: Coder, text: str, issue: str, favours: bool) -> None:
    doc = parse(coder, text)
    whole = statement(doc, "s1", ARDANIA, text.split()[1], text.split(" ", 2)[2].rstrip("."), "attitude")
    (position,) = find_positions(record(doc, whole))
    assert (position.actor, position.issue) == (ARDANIA.id, issue)
    assert (position.stance > 0) is favours
    assert position.evidence == ("s1",)


def test_the_counterpart_and_the_date(coder: Coder) -> None:
    doc = parse(coder, "Ardania rejected talks with Belmark.")
    record(doc, event(doc, "e1", "REJECT", "rejected", (ARDANIA,), (BELMARK,), date="2025-02"))
    (position,) = find_positions(doc)
    assert (position.toward, position.date, position.stance) == (BELMARK.id, "2025-02", -1.0)


def test_what_others_should_do_is_the_speakers_stance(coder: Coder) -> None:
    doc = parse(coder, "“Ardania and Belmark should engage in negotiations,” Vale said.")
    record(doc, statement(doc, "s1", VALE, "said", "“Ardania and Belmark should engage in negotiations,”"))
    (position,) = find_positions(doc)
    assert (position.actor, position.issue) == (VALE.id, "negotiations")
    assert position.stance > 0


def test_we_is_the_speaker(coder: Coder) -> None:
    doc = parse(coder, "“I would prefer to make a deal,” Ostren said.")
    record(doc, statement(doc, "s1", OSTREN, "said", "“I would prefer to make a deal,”"))
    (position,) = find_positions(doc)
    assert (position.actor, position.issue) == (OSTREN.id, "agreement")
    assert position.stance > 0


def test_evidence_of_one_stance_is_gathered(coder: Coder) -> None:
    doc = parse(coder, "Ardania opposes sanctions. Ardania rejected sanctions.")
    record(
        doc,
        event(doc, "e1", "REJECT", "opposes", (ARDANIA,), date="2025-03-08"),
        event(doc, "e2", "REJECT", "rejected", (ARDANIA,), date="2025-03-08"),
    )
    (position,) = find_positions(doc)
    assert position.evidence == ("e1", "e2")


@pytest.mark.parametrize(
    ("text", "trigger", "actors"),
    [
        ("Ardania rejected the budget.", "rejected", (ARDANIA,)),
        ("Sanctions were rejected.", "rejected", ()),
        ("Ardania denied that it sought nuclear weapons.", "denied", (ARDANIA,)),
        ("Ardania did not reject sanctions.", "reject", (ARDANIA,)),
        ("Ardania opposes any agreement.", "opposes", (ARDANIA,)),
    ],
)
def test_unclear_gives_none(coder: Coder, text: str, trigger: str, actors: tuple[Actor, ...]) -> None:
    doc = parse(coder, text)
    negated: Event = event(doc, "e1", "REJECT", trigger, actors, factuality="CT-" if "not" in text else "CT+")
    assert find_positions(record(doc, negated)) == ()


def test_without_evidence_there_is_no_position(coder: Coder) -> None:
    assert find_positions(parse(coder, "Ardania opposes sanctions.")) == ()
