"""People's reviews of records: what they change, that they are found again, and that undoing one leaves no trace."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from onrecord.errors import JudgementError
from onrecord.ledger import store
from onrecord.ledger.scope import Scope
from onrecord.ledger.store import Ledger
from onrecord.records import Span

from .articles import Article, announced, held, letters, own_words

if TYPE_CHECKING:
    from pathlib import Path

    from onrecord.ledger.views import EventMention, LedgerEvent

BY: Any = {"author": "A. Reader", "reason": "read it again"}
DAY = "2015-03-30"
ALL = Scope(rejected=True)
KINDS: Any = ("CONSULT", "AID", "REJECT")


def report(name: str, words: str = "met", published: str | None = "2015-03-31", updated: str | None = None) -> Article:
    """A text of its own, so that nothing but what a test says makes two reports alike."""
    told = f"{own_words(name)} {words} {own_words(name + words)}." if name != "a" else f"They {words} there, a adds."
    return Article(name, f"{name} has its own words. {told}", published, updated)


def events(ledger: Ledger, *articles: Article) -> tuple[LedgerEvent, ...]:
    for article in articles:
        ledger.add(article.coded())
    return ledger.events()


def everything(ledger: Ledger) -> tuple[object, ...]:
    views = ("actors", "statements", "events", "agreements", "accounts", "positions")
    return ledger.content_digest(), *(getattr(ledger, view)() for view in views), ledger.find("", limit=100)


def filled(ledger: Ledger) -> dict[str, str]:
    """Ids of the events by type and of the statements by their words, in a ledger of three reports."""
    events(ledger, announced(), held(), letters())
    return {e.type: e.id for e in ledger.events()} | {s.content.strip('",'): s.id for s in ledger.statements()}


def test_a_rejected_event_vanishes_with_what_rests_on_it_alone(ledger: Ledger) -> None:
    ids = filled(ledger)
    assert len(ledger.positions()) == 1
    ledger.review("reject", ids["REJECT"], **BY)
    ledger.review("reject", ids["Iran had not received one"], **BY)
    assert [event.type for event in ledger.events()] == ["CONSULT"]
    assert not ledger.positions()
    assert not ledger.accounts()
    assert ids["Iran had not received one"] not in {statement.id for statement in ledger.statements()}
    assert not any(hit.event and hit.event.type == "REJECT" for hit in ledger.find("rejected").rows)


def test_a_position_stays_on_what_evidence_is_left(ledger: Ledger) -> None:
    ids = filled(ledger)
    ledger.review("reject", ids["REJECT"], **BY)
    (position,) = ledger.positions()
    assert [evidence.quote for evidence in position.evidence] == ["Iran had not received one"]


def test_rejected_records_are_shown_when_asked_for(ledger: Ledger) -> None:
    ids = filled(ledger)
    made = ledger.review("reject", ids["REJECT"], **BY)
    (event,) = (event for event in ledger.events(ALL) if event.type == "REJECT")
    (review,) = event.reviewed
    assert (review.id, review.verdict, review.author, review.reason) == (made, "reject", "A. Reader", "read it again")
    assert ledger.accounts(ALL)
    assert any(hit.id == event.id for hit in ledger.find("", ALL).rows)


def test_an_accepted_record_carries_the_acceptance(ledger: Ledger) -> None:
    ids = filled(ledger)
    ledger.review("accept", ids["CONSULT"], **BY)
    ledger.review("accept", ids["We are closer than ever"], **BY)
    (event,) = (event for event in ledger.events() if event.type == "CONSULT")
    assert [mention.reviewed[0].verdict for mention in event.mentions] == ["accept", "accept"]
    (statement,) = (s for s in ledger.statements() if s.id == ids["We are closer than ever"])
    assert [review.author for review in statement.reviewed] == ["A. Reader"]


def test_corrected_fields_take_the_reviewers_value_and_say_what_they_were(ledger: Ledger) -> None:
    ids = filled(ledger)
    iran = next(actor.id for actor in ledger.actors() if actor.name == "Iran")
    ledger.review(
        "correct",
        ids["REJECT"],
        corrections={"type": "ACCUSE", "date": "2016-03", "factuality": "PR+", "actors": [], "recipients": [iran]},
        **BY,
    )
    (event,) = (event for event in ledger.events() if event.type == "ACCUSE")
    assert (event.date, event.factuality, event.actors) == ("2016-03", "PR+", ())
    assert [actor.name for actor in event.recipients] == ["Iran"]
    assert (event.cameo, event.mode, event.mentions[0].dated_by) == ("110", None, None)
    (review,) = event.reviewed
    assert {change.field: (change.was, change.now) for change in review.changes} == {
        "type": ("REJECT", "ACCUSE"),
        "date": ("2016-04-01", "2016-03"),
        "factuality": ("CT+", "PR+"),
        "actors": (("Iran",), ()),
        "recipients": (("United States",), ("Iran",)),
    }


def test_a_corrected_statement_has_another_source(ledger: Ledger) -> None:
    ids = filled(ledger)
    kerry = next(actor.id for actor in ledger.actors() if actor.name == "John Kerry")
    said = ids["We are closer than ever"]
    ledger.review("correct", said, corrections={"source": kerry, "act": "promises", "kind": "mixed"}, **BY)
    (statement,) = (s for s in ledger.statements() if s.id == said)
    assert statement.source is not None
    assert (statement.source.name, statement.act, statement.kind) == ("John Kerry", "promises", "mixed")
    assert {c.field: c.was for c in statement.reviewed[0].changes} == {
        "source": ("Mohammad Javad Zarif",),
        "act": "says",
        "kind": "direct",
    }
    found = ledger.find("closer", Scope(source="Kerry"))
    assert [hit.id for hit in found.rows] == [said]


def test_a_corrected_date_joins_two_events(ledger: Ledger) -> None:
    one = report("a").event("CONSULT", "met", "usa", "irn", date=DAY)
    other = report("b").event("CONSULT", "met", "usa", "irn", date="2015-03-29")
    wrong = next(event for event in events(ledger, one, other) if event.date != DAY)
    made = ledger.review("correct", wrong.id, corrections={"date": DAY}, **BY)
    (event,) = ledger.events()
    assert [mention.date for mention in event.mentions] == [DAY, DAY]
    ledger.withdraw_review(made, **BY)
    assert len(ledger.events()) == 2


def test_a_contest_ends_with_the_act_that_made_it(ledger: Ledger) -> None:
    ids = filled(ledger)
    assert len(ledger.accounts()) == 1
    ledger.review("correct", ids["Iran had not received one"], corrections={"act": "denies"}, **BY)
    assert ledger.accounts() == ()


def test_same_joins_what_rules_keep_apart(ledger: Ledger) -> None:
    one = report("a").event("CONSULT", "met", "usa", "irn", date=DAY)
    other = report("b").event("AGREE", "met", "usa", "", date="2015-04-02")
    third = report("c").event("CONSULT", "met", "kerry", "irn", date=DAY)
    first, second, *_ = events(ledger, one, other)
    made = ledger.review("same", first.id, second.id, **BY)
    (event,) = events(ledger, third)
    assert {mention.document for mention in event.mentions} == {"a", "b", "c"}
    judged = {mention.document: (mention.joined_by, mention.join_reason) for mention in event.mentions}
    assert judged == {
        "a": ("first", ""),
        "b": ("judged", "judged the same by A. Reader: read it again"),
        "c": ("same_countries", "same type and countries, both on 2015-03-30"),
    }
    ledger.withdraw_review(made, **BY)
    assert sorted(len(found.mentions) for found in ledger.events()) == [1, 2]


@pytest.mark.parametrize("late", range(3))
def test_who_stays_behind_in_an_event_is_in_one_as_before(ledger: Ledger, late: int) -> None:
    """Three acts that nothing makes alike: two are judged the same, then the third with one of them, by mistake."""
    told = [report(name).event(kind, "met", "usa", "irn", date=DAY) for name, kind in zip("abc", KINDS, strict=True)]
    events(ledger, *told)
    mentions = sorted(event.mentions[0].id for event in ledger.events())
    third = mentions.pop(late)
    ledger.review("same", *mentions, **BY)
    before = everything(ledger)
    made = ledger.review("same", mentions[0], third, **BY)
    assert [len(event.mentions) for event in ledger.events()] == [3]
    ledger.withdraw_review(made, **BY)
    assert everything(ledger) == before


@pytest.mark.parametrize(("by", "then"), [("usa", [1, 1, 1]), ("kerry", [1, 2])])
def test_different_parts_what_rules_join(ledger: Ledger, by: str, then: list[int]) -> None:
    """A third report that could be either stays alone; one of the very claim of the first goes with it."""
    one, other = (report(n).event("CONSULT", "met", who, "irn", date=DAY) for n, who in (("a", "usa"), ("b", by)))
    (event,) = events(ledger, one, other)
    made = ledger.review("different", *(mention.id for mention in event.mentions), **BY)
    apart = ledger.events()
    assert [len(found.mentions) for found in apart] == [1, 1]
    assert len({found.id for found in apart}) == 2
    third = report("c").event("CONSULT", "met", "usa", "irn", date=DAY)
    assert sorted(len(found.mentions) for found in events(ledger, third)) == then
    ledger.withdraw_review(made, **BY)
    assert len(ledger.events()) == 1


def test_different_parts_a_forecast_from_its_report(ledger: Ledger) -> None:
    foretold = report("a", "will meet", "2015-03-25").event("CONSULT", "meet", "", "", date=DAY, factuality="PR+")
    (event,) = events(ledger, foretold, held())
    assert event.mentions[1].joined_by == "forecast"
    ledger.review("different", *(mention.id for mention in event.mentions), **BY)
    assert [len(found.mentions) for found in ledger.events()] == [1, 1]


def test_two_forecasts_that_are_two_events_are_not_both_of_one_report(ledger: Ledger) -> None:
    foretold = [
        report(n, "will meet", "2015-03-25").event("CONSULT", "meet", "", "", date=DAY, factuality="PR+") for n in "ab"
    ]
    (event,) = events(ledger, *foretold, held())
    ledger.review("different", *(mention.id for mention in event.mentions[:2]), **BY)
    assert [len(found.mentions) for found in ledger.events()] == [1, 1, 1]


def test_different_ends_the_contradiction_of_two_reports(ledger: Ledger) -> None:
    yes = report("a").event("CONSULT", "met", "usa", "irn", date=DAY)
    no = report("b").event("CONSULT", "met", "usa", "irn", date=DAY, factuality="CT-")
    first, second = events(ledger, yes, no)
    assert [account.method for account in ledger.accounts()] == ["polarity"]
    made = ledger.review("different", first.id, second.id, **BY)
    assert ledger.accounts() == ()
    ledger.withdraw_review(made, **BY)
    ledger.review("same", first.id, second.id, **BY)
    assert len(ledger.events()) == 1
    (account,) = ledger.accounts()
    assert [side.evidence.document for side in (*account.affirmed_by, *account.denied_by)] == ["a", "b"]


def test_contradictions_are_refused_until_the_other_is_withdrawn(ledger: Ledger) -> None:
    ids = filled(ledger)
    event = ids["REJECT"]
    made = ledger.review("accept", event, **BY)
    with pytest.raises(JudgementError, match=f"{made} says the contrary"):
        ledger.review("reject", event, **BY)
    ledger.withdraw_review(made, **BY)
    rejected = ledger.review("reject", event, **BY)
    with pytest.raises(JudgementError, match=rejected):
        ledger.review("accept", event, **BY)
    with pytest.raises(JudgementError, match=rejected):
        ledger.review("correct", event, corrections={"date": None}, **BY)
    ledger.withdraw_review(rejected, **BY)
    dated = ledger.review("correct", event, corrections={"date": "2016-03"}, **BY)
    (now,) = (found.id for found in ledger.events() if found.type == "REJECT")
    with pytest.raises(JudgementError, match=dated):
        ledger.review("correct", now, corrections={"date": "2016-05"}, **BY)
    ledger.review("correct", now, corrections={"type": "THREATEN"}, **BY)
    assert [e.date for e in ledger.events() if e.type == "THREATEN"] == ["2016-03"]


def test_one_event_that_is_two_is_refused(ledger: Ledger) -> None:
    told = [report(n).event("CONSULT", "met", "usa", "irn", date=f"2015-03-3{d}") for d, n in enumerate("ab")]
    told += [report("c").event("REJECT", "met", "usa", "irn", date=DAY)]
    one, other, third = (event.id for event in events(ledger, *told))
    mentions = {event.id: event.mentions[0].id for event in ledger.events()}
    ledger.review("same", one, other, **BY)
    made = ledger.review("different", mentions[other], mentions[third], **BY)
    with pytest.raises(JudgementError, match=made):
        ledger.review("same", mentions[one], mentions[third], **BY)


def test_the_same_verdict_of_the_same_person_is_one(ledger: Ledger) -> None:
    ids = filled(ledger)
    one = ledger.review("accept", ids["REJECT"], **BY)
    assert ledger.review("accept", ids["REJECT"], **BY) == one
    ledger.review("accept", ids["REJECT"], author="B. Editor", reason="so do I")
    assert len(ledger.reviews()) == 2


def test_which_of_two_events_is_named_first_says_nothing(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "_now", lambda: "2025-01-01T00:00:00+00:00")
    one, other = (report(n).event("CONSULT", "met", "usa", "irn", date=f"2015-03-3{d}") for d, n in enumerate("ab"))
    pair = [event.mentions[0].id for event in events(ledger, one, other)]
    made = ledger.review("same", *pair, **BY)
    (listed,) = ledger.reviews()
    ledger.withdraw_review(made, **BY)
    again = ledger.review("same", *reversed(pair), **BY)
    assert again != made
    assert ledger.review("same", *pair, **BY) == again
    held = ledger.reviews()
    assert {(review.records, review.others) for review in held} == {(listed.records, listed.others)}


@pytest.mark.parametrize(
    ("verdict", "one", "other", "more", "said"),
    [
        ("accept", "REJECT", (), {"reason": "  "}, "author and a reason"),
        ("accept", "REJECT", (), {"author": ""}, "author and a reason"),
        ("accept", "em_nothing", (), {}, "no such record"),
        ("accept", (), (), {}, "one record"),
        ("accept", "REJECT", "CONSULT", {}, "one record"),
        ("same", "REJECT", (), {}, "two events"),
        ("same", "REJECT", "REJECT", {}, "both are the same"),
        ("same", "REJECT", "Iran had not received one", {}, "two records"),
        ("same", "he had sent a letter to Iran", "Iran had not received one", {}, "not on statements"),
        ("correct", "REJECT", (), {}, "nothing is given"),
        ("correct", "REJECT", (), {"corrections": {"act": "says"}}, "type, date"),
        ("correct", "REJECT", (), {"corrections": {"type": "RUN"}}, "RUN"),
        ("correct", "REJECT", (), {"corrections": {"type": None}}, "None"),
        ("correct", "REJECT", (), {"corrections": {"date": "2015-02-30"}}, "2015-02-30"),
        ("correct", "REJECT", (), {"corrections": {"date": ["2015", "2016"]}}, "one value"),
        ("correct", "REJECT", (), {"corrections": {"actors": ["ac_none"]}}, "no such actor"),
        ("accept", "REJECT", (), {"corrections": {"date": "2015"}}, "correct does"),
        ("accept", "both", (), {}, "two records"),
    ],
)
def test_there_must_be_something_to_review(
    ledger: Ledger, verdict: Any, one: Any, other: Any, more: dict[str, Any], said: str
) -> None:
    ids: dict[Any, Any] = {**filled(ledger)}
    ids["both"] = ids["REJECT"], ids["Iran had not received one"]
    with pytest.raises(JudgementError, match=said):
        ledger.review(verdict, ids.get(one, one), ids.get(other, other), **{**BY, **more})
    assert ledger.reviews() == ()


def test_a_record_of_a_superseded_version_is_gone(ledger: Ledger) -> None:
    (event,) = events(ledger, report("a").event("REJECT", "met", "irn"))
    events(ledger, report("a", "met at last", updated="2015-04-02").event("REJECT", "met", "irn"))
    with pytest.raises(JudgementError, match="gone"):
        ledger.review("accept", event.mentions[0].id, **BY)


def test_withdrawing_needs_a_review_that_holds(ledger: Ledger) -> None:
    ids = filled(ledger)
    with pytest.raises(JudgementError, match="no such"):
        ledger.withdraw_review("rv_nothing", **BY)
    made = ledger.review("accept", ids["REJECT"], **BY)
    ledger.withdraw_review(made, author="B. Editor", reason="a slip")
    with pytest.raises(JudgementError, match="withdrawn already"):
        ledger.withdraw_review(made, **BY)
    again = ledger.review("accept", ids["REJECT"], **BY)
    assert again != made
    assert [(r.status, r.withdrawn_by) for r in ledger.reviews() if r.id == made] == [("withdrawn", "B. Editor")]


def test_a_review_finds_its_record_in_a_revision(ledger: Ledger) -> None:
    (event,) = events(ledger, report("a").event("REJECT", "met", "irn"))
    made = ledger.review("reject", event.id, **BY)
    assert ledger.events() == ()
    text = "A line that was not there. a has its own words. They met there, a adds. And one at the end."
    revised = Article("a", text, "2015-03-31", "2015-04-02").event("REJECT", "met", "usa", "irn", date=DAY)
    assert events(ledger, revised) == ()
    (review,) = ledger.reviews()
    assert review.status == "holds"
    assert review.records[0].record != event.mentions[0].id
    (found,) = ledger.events(ALL)
    assert found.mentions[0].reviewed[0].outdated
    ledger.withdraw_review(made, **BY)
    assert len(ledger.events()) == 1


@pytest.mark.parametrize(
    ("text", "trigger", "kind"),
    [
        ("a has its own words. They parted there, a adds.", "parted", "REJECT"),
        ("Nothing of what it said. Envoys met again in Vienna on Friday, it says now.", "met", "REJECT"),
        ("a has its own words. They met there, a adds!", "met", "CONSULT"),
    ],
)
def test_a_review_whose_record_is_gone_is_listed_and_does_nothing(
    ledger: Ledger, text: str, trigger: str, kind: Any
) -> None:
    (event,) = events(ledger, report("a").event("REJECT", "met", "irn"))
    ledger.review("reject", event.id, **BY)
    (left,) = events(ledger, Article("a", text, "2015-03-31", "2015-04-02").event(kind, trigger, "irn"))
    assert left.reviewed == ()
    (review,) = ledger.reviews()
    assert (review.status, review.records[0].record, review.records[0].exact) == ("no longer found", None, "met")


def test_a_corrected_type_that_a_new_coder_gives_itself_is_the_same_record(ledger: Ledger) -> None:
    (event,) = events(ledger, report("a").event("REJECT", "met", "irn", date=DAY))
    ledger.review("correct", event.id, corrections={"type": "CONSULT", "date": "2015-03"}, **BY)
    revised = Article("a", f"{report('a').text} More.", "2015-03-31", "2015-04-02")
    (found,) = events(ledger, revised.event("CONSULT", "met", "irn", date=DAY))
    assert (found.type, found.date) == ("CONSULT", "2015-03")
    assert [change.field for change in found.reviewed[0].changes] == ["date"]


def test_a_correction_keeps_an_actor_whom_no_document_names_any_more(ledger: Ledger) -> None:
    named = report("b").event("REJECT", "met", "lavrov", date="2015-01-01")
    events(ledger, report("a").event("REJECT", "met", "irn", date=DAY), named)
    lavrov = next(actor.id for actor in ledger.actors() if actor.name == "Sergey Lavrov")
    wrong = next(event.id for event in ledger.events() if event.date == DAY)
    ledger.review("correct", wrong, corrections={"actors": [lavrov]}, **BY)
    events(ledger, report("b", "left", updated="2015-04-02"))
    (event,) = ledger.events()
    assert [(actor.name, actor.kind, actor.country) for actor in event.actors] == [("Sergey Lavrov", "person", "RUS")]


def test_reviews_are_replayed_on_another_coding_of_the_same_text(ledger: Ledger, tmp_path: Path) -> None:
    """Another ledger, other ids; a record with other sides keeps its verdict, one with another type has none."""
    text = "The ministers met on Monday. Iran refused to sign. An offer was made, and nobody took it up."
    earlier = Article("a", text, "2015-03-31").event("CONSULT", "met", "irn", date=DAY)
    earlier.event("REJECT", "refused", "irn").event("REQUEST", "offer", "irn").event("ACCUSE", "nobody", "lavrov")
    anew = Article("a", text, "2015-03-31").event("AGREE", "offer", "irn").event("REJECT", "refused", "usa", "irn")
    anew.event("CONSULT", "met", "usa", "irn", date=DAY)
    with Ledger.open(str(tmp_path / "earlier.db")) as before:
        ids = {event.type: event.id for event in events(before, earlier)}
        lavrov = next(actor.id for actor in before.actors() if actor.name == "Sergey Lavrov")
        before.review("reject", ids["REJECT"], **BY)
        before.review("reject", ids["REQUEST"], **BY)
        before.review("correct", ids["CONSULT"], corrections={"recipients": [lavrov]}, **BY)
        made = before.review("accept", ids["ACCUSE"], **BY)
        ledger.add(anew.coded())
        assert ledger.replay_reviews(before) == 4
        before.withdraw_review(made, **BY)
        assert ledger.replay_reviews(before) == 0
    told = {event.type: [actor.name for actor in event.recipients] for event in ledger.events()}
    assert told == {"AGREE": [], "CONSULT": ["Sergey Lavrov"]}
    assert sorted(review.status for review in ledger.reviews()) == ["holds", "holds", "no longer found", "withdrawn"]


def test_words_that_stand_often_are_told_apart_by_their_context_and_place(ledger: Ledger) -> None:
    """Also in a revision, though of some the 64 characters on either side are the same."""
    text = "Iran met Russia. Nobody knows why. " * 6 + "In the end Iran met Russia in Oslo, of all places, by chance."
    for turn in range(7):
        ledger.add(repeated("A line more. " * 2 * turn + text, f"2015-04-{2 * turn + 1:02}").coded())
        mentions = in_text(ledger.events())
        assert len(mentions) == 7
        made = ledger.review("reject", mentions[turn].id, **BY)
        triggers = [mention.trigger for mention in mentions]
        left = [mention.trigger for mention in in_text(ledger.events())]
        assert left == triggers[:turn] + triggers[turn + 1 :]
        revised = repeated("A line more. " * (2 * turn + 1) + text, f"2015-04-{2 * turn + 2:02}")
        left = [mention.trigger for mention in in_text(events(ledger, revised))]
        assert left == [event.trigger for place, event in enumerate(revised.events) if place != turn]
        ledger.withdraw_review(made, **BY)


def repeated(text: str, updated: str) -> Article:
    """A text with an event wherever "met" stands in it."""
    article = Article("a", text, "2015-03-31", updated)
    for found in re.finditer("met", text):
        article.event("REJECT", "met", "irn", "rus", date=DAY)
        span = Span(*found.span())
        article.events[-1] = replace(article.events[-1], trigger=span, sentence=span)
    return article


def in_text(found: tuple[LedgerEvent, ...]) -> list[EventMention]:
    return sorted((m for event in found for m in event.mentions), key=lambda mention: mention.trigger)


def test_what_nobody_has_reviewed_comes_least_certain_first(ledger: Ledger) -> None:
    told = [report(n).event("REJECT", "met", "irn", date=f"2015-03-0{d}") for d, n in enumerate("abc", 1)]
    for article, confidence in zip(told, (0.5, 0.3, 0.4), strict=True):
        article.events[0] = replace(article.events[0], confidence=confidence)
    first, second, third = events(ledger, *told)
    assert ledger.some_unreviewed(limit=None).rows == (second, third, first)
    ledger.review("accept", third.id, **BY)
    ledger.review("reject", second.id, **BY)
    ledger.review("different", first.id, third.id, **BY)
    assert [event.id for event in ledger.some_unreviewed(limit=None).rows] == [first.id]
