"""Threats and promises: what is one, on which condition, and which later events may be what was meant."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from onrecord.ledger.commitments import HORIZON_DAYS
from onrecord.ledger.materialised import facts
from onrecord.ledger.scope import Scope

from .articles import Article, own_words

if TYPE_CHECKING:
    from onrecord.ledger.store import Ledger
    from onrecord.ledger.views import LedgerCommitment
    from onrecord.records import CodedDocument, EventType, Quad

SAID = "2015-03-25"
THREAT = (
    "The United States threatened Iran with sanctions if the talks failed. John Kerry said he would impose sanctions. "
    "Iran said that it had other worries."
)


def threatened(name: str = "threat", *, deed: EventType | None = "SANCTION") -> CodedDocument:
    """A threat with a condition that is a statement and a THREATEN event; what is threatened is an event of its own."""
    article = Article(name, THREAT, SAID, outlet=name)
    article.statement("usa", "sanctions if the talks failed", cue="threatened", act="threatens", date=SAID)
    article.event(
        "THREATEN", "threatened", "usa", "irn", date=SAID, condition="if the talks failed", quad="verbal conflict"
    )
    if deed is not None:
        article.event(deed, "sanctions", "usa", "irn", factuality="PS+", quad="material conflict")
        article.event("CONSULT", "talks", "usa irn", factuality="Uu")
    return article.coded()


def done(
    kind: EventType, by: str, to: str, days: int, *, quad: Quad = "material conflict", factuality: str = "CT+"
) -> CodedDocument:
    day = (date.fromisoformat(SAID) + timedelta(days)).isoformat()
    text = (
        f"{own_words(f'{kind} {by} {to} {days}')} done on {day}. "
        f"John Kerry, Russia, Iran, the United States and Mohammad Javad Zarif said of {kind}."
    )
    article = Article(f"{kind}-{by}-{to}-{days}", text, day, outlet=f"{kind} {days}")
    return article.event(kind, "done", by, to, date=day, factuality=factuality, quad=quad).coded()  # type: ignore[arg-type]


def the_threat(ledger: Ledger, *documents: CodedDocument) -> LedgerCommitment:
    for document in documents:
        ledger.add(document)
    (found,) = (one for one in ledger.commitments() if one.kind == "threat" and one.date == SAID)
    return found


def test_a_statement_and_the_event_that_its_cue_names_are_one_threat(ledger: Ledger) -> None:
    threat = the_threat(ledger, threatened())
    assert ([actor.country for actor in threat.by], [actor.country for actor in threat.toward]) == (["USA"], ["IRN"])
    assert threat.condition is not None
    assert threat.condition.quote == "if the talks failed"
    assert [(deed.type, deed.quad) for deed in threat.deeds] == [("SANCTION", "material conflict")]
    assert (len(threat.statements), len(threat.events), threat.candidates) == (1, 1, ())


@pytest.mark.parametrize(
    ("event", "rule"),
    [
        (done("SANCTION", "usa", "irn", 10), "same_type"),
        (done("SANCTION", "kerry", "zarif", 10), "same_type"),
        (done("COERCE", "usa", "irn", 10), "same_quad"),
        (done("SANCTION", "usa", "irn", HORIZON_DAYS["same_type"]), "same_type"),
        (done("SANCTION", "usa", "irn", HORIZON_DAYS["same_type"] + 1), None),
        (done("COERCE", "usa", "irn", HORIZON_DAYS["same_quad"]), "same_quad"),
        (done("COERCE", "usa", "irn", HORIZON_DAYS["same_quad"] + 1), None),
        (done("SANCTION", "usa", "irn", 0), None),
        (done("SANCTION", "usa", "irn", -10), None),
        (done("SANCTION", "irn", "usa", 10), None),
        (done("SANCTION", "usa", "rus", 10), None),
        (done("SANCTION", "rus", "irn", 10), None),
        (done("ACCUSE", "usa", "irn", 10, quad="verbal conflict"), None),
        (done("SANCTION", "usa", "irn", 10, factuality="PR+"), None),
        (done("SANCTION", "usa", "irn", 10, factuality="CT-"), None),
    ],
)
@pytest.mark.parametrize("often", [1, facts.OFTEN])
def test_later_events_are_candidates_with_a_reason(
    ledger: Ledger, event: CodedDocument, rule: str | None, often: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is done by the other side, to another, on the day itself, too late, or not at all, is none."""
    monkeypatch.setattr(facts, "OFTEN", often)
    candidates = the_threat(ledger, event, threatened()).candidates
    assert [candidate.rule for candidate in candidates] == ([rule] if rule else [])
    for candidate in candidates:
        assert "USA" in candidate.reason
        assert "IRN" in candidate.reason
        assert candidate.event in {found.id for found in ledger.events()}


def test_without_a_word_for_the_deed_material_conflict_may_be_it(ledger: Ledger) -> None:
    threat = the_threat(
        ledger,
        threatened(deed=None),
        done("COERCE", "usa", "irn", 5),
        done("AID", "usa", "irn", 6, quad="material cooperation"),
    )
    assert threat.deeds == ()
    assert [candidate.rule for candidate in threat.candidates] == ["same_quad"]


def test_nobody_threatens_to_cooperate(ledger: Ledger) -> None:
    text = "The United States threatened Iran after the talks on an accord."
    article = Article("threat", text, SAID).event("THREATEN", "threatened", "usa", "irn", date=SAID)
    article.event("AGREE", "accord", "usa", "irn", factuality="PS+", quad="verbal cooperation")
    assert the_threat(ledger, article.coded()).deeds == ()


def test_a_promise_may_be_an_agreement_to_come(ledger: Ledger) -> None:
    text = "Iran will accept inspections, Mohammad Javad Zarif promised, as long as the United States keeps its word."
    article = Article("promise", text, SAID)
    article.statement("zarif", "Iran will accept inspections", cue="promised", act="promises", date=SAID)
    article.event("AGREE", "accept", "irn", "usa", factuality="PR+", date=SAID)
    ledger.add(article.coded())
    ledger.add(done("AID", "irn", "usa", 9, quad="material cooperation"))
    (promise,) = ledger.commitments()
    assert (promise.kind, promise.date, len(promise.events)) == ("promise", SAID, 1)
    assert [candidate.rule for candidate in promise.candidates] == ["same_quad"]


@pytest.mark.parametrize(("by", "name", "found"), [("usa", "JCPOA", 1), ("usa", "START", 0), ("irn", "JCPOA", 0)])
def test_what_is_done_to_the_agreement_that_was_named_may_be_it(ledger: Ledger, by: str, name: str, found: int) -> None:
    article = Article("threat", "Kerry threatened to leave the JCPOA. Iran did not answer.", SAID)
    article.statement("kerry", "to leave the JCPOA", cue="threatened", act="threatens", date=SAID)
    ledger.add(article.agreement("JCPOA", "usa irn", "signed", "JCPOA").coded())
    text = f"The United States, Iran said, or it itself, withdrew from the {name} in the end, whatever it was worth."
    later = Article("later", text, "2015-11-25").agreement(name, "usa irn", "withdrawn", name)
    ledger.add(later.event("SANCTION", "withdrew", by, date="2015-11-25", quad="material conflict").coded())
    (threat,) = ledger.commitments()
    assert [candidate.rule for candidate in threat.candidates] == ["same_agreement"] * found


@pytest.mark.parametrize(
    ("by", "event", "found"),
    [
        ("irn rus", done("CONSULT", "irn rus", "", 9, quad="verbal cooperation"), 1),
        ("irn rus", done("CONSULT", "irn usa", "", 9, quad="verbal cooperation"), 0),
        ("irn", done("CONSULT", "irn usa", "", 9, quad="verbal cooperation"), 0),
    ],
)
def test_toward_nobody_only_what_all_of_them_do_together(
    ledger: Ledger, by: str, event: CodedDocument, found: int
) -> None:
    text = "Iran and Russia will agree to a meeting, they said; Zarif and Kerry had no comment on it at that time."
    article = Article("promise", text, SAID).event("AGREE", "agree", by, factuality="PR+", date=SAID)
    article.event("CONSULT", "meeting", by, factuality="PR+", quad="verbal cooperation")
    ledger.add(article.coded())
    ledger.add(event)
    (promise,) = ledger.commitments()
    assert (promise.toward, len(promise.candidates)) == ((), found)


def test_scopes(ledger: Ledger) -> None:
    ledger.add(threatened())
    for scope, found in (
        (Scope(actors=("IRN",)), 1),
        (Scope(actors=("RUS",)), 0),
        (Scope(source="USA"), 1),
        (Scope(source="IRN"), 0),
        (Scope(since="2015-03-26"), 0),
        (Scope(types=("THREATEN",)), 1),
    ):
        assert len(ledger.commitments(scope)) == found


def test_the_same_threat_in_two_reports_is_one(ledger: Ledger) -> None:
    threat = the_threat(ledger, threatened("one"), threatened("two"))
    assert len(threat.statements) == 2
