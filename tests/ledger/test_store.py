from __future__ import annotations

import dataclasses

import pytest
from sqlalchemy import text

from onrecord.errors import DocumentError
from onrecord.ledger import unpack as unpacking
from onrecord.ledger import writer
from onrecord.ledger.store import Ledger

from .articles import Article, announced, held, letters


def article(words: str, published: str | None = None, updated: str | None = None) -> Article:
    return Article("one", f"Iran rejected {words}.", published=published, updated=updated).event(
        "REJECT", "rejected", "irn"
    )


def live_text(ledger: Ledger) -> str:
    (document,) = ledger.documents()
    return ledger.coded(document.id).text


def test_a_document_is_added_once(ledger: Ledger) -> None:
    coded = held().coded()
    assert ledger.add(coded) == writer.Added("added", "herald-0330", 1)
    before = ledger.content_digest(), ledger.events(), ledger.statements(), ledger.documents()
    assert ledger.add(coded) == writer.Added("unchanged", "herald-0330", 1)
    assert (ledger.content_digest(), ledger.events(), ledger.statements(), ledger.documents()) == before


def test_what_was_added_comes_back_whole(ledger: Ledger) -> None:
    for made in (announced(), held(), letters()):
        ledger.add(made.coded())
        assert ledger.coded(made.id) == made.coded()
        assert ledger.coded(made.id, 1) == made.coded()
    with pytest.raises(KeyError):
        ledger.coded("nobody")
    with pytest.raises(KeyError):
        ledger.coded("herald-0330", 2)


def test_a_revision_supersedes(ledger: Ledger) -> None:
    ledger.add(article("talks", "2015-03-01").coded())
    old = ledger.events()
    assert ledger.add(article("all talks", "2015-03-01", "2015-03-02").coded()).outcome == "revised"
    assert live_text(ledger) == "Iran rejected all talks."
    assert [(d.version, d.superseded) for d in ledger.documents(superseded=True)] == [(1, True), (2, False)]
    (event,) = ledger.events()
    assert [mention.version for mention in event.mentions] == [2]
    assert [mention.id for mention in event.mentions] != [mention.id for mention in old[0].mentions]


def test_an_older_version_never_comes_back_as_newer(ledger: Ledger) -> None:
    first, second = article("talks", "2015-03-01"), article("all talks", "2015-03-01", "2015-03-02")
    ledger.add(first.coded())
    ledger.add(second.coded())
    assert ledger.add(first.coded()) == writer.Added("unchanged", "one", 1)
    assert live_text(ledger) == second.text


def test_an_older_revision_that_arrives_late_is_kept_as_superseded(ledger: Ledger) -> None:
    ledger.add(article("all talks", "2015-03-01", "2015-03-03").coded())
    assert ledger.add(article("talks", "2015-03-01").coded()) == writer.Added("revised", "one", 1)
    assert ledger.add(article("most talks", "2015-03-01", "2015-03-02").coded()) == writer.Added("revised", "one", 2)
    assert live_text(ledger) == "Iran rejected all talks."
    assert [d.superseded for d in ledger.documents(superseded=True)] == [True, True, False]
    assert [ledger.coded("one", n).text.split()[2] for n in (1, 2, 3)] == ["talks.", "most", "all"]


def test_revisions_without_dates_follow_their_arrival(ledger: Ledger) -> None:
    for words in ("one", "two", "three"):
        ledger.add(article(words).coded())
    assert live_text(ledger) == "Iran rejected three."
    ledger.add(article("four", "2015-03-01").coded())
    ledger.add(article("five").coded())
    assert live_text(ledger) == "Iran rejected five."


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        (("2015-03-01", None), ("2015-03-01", "2015-03-01T09:00")),
        (("2015-03-01T20:00", None), ("2015-03-01T20:00", "2015-03-01")),
        (("2015-03-01T09:00+02:00", None), ("2015-03-01T08:00+00:00", None)),
        (("2015-03-01T23:30:00-05:00", None), ("2015-03-02T05:00:00Z", None)),
        (("2015-03", None), ("2015-03-04", None)),
    ],
)
def test_which_revision_is_newer(location: str, older: tuple[str, str | None], newer: tuple[str, str | None]) -> None:
    with Ledger.open(location) as ledger:
        ledger.add(article("new", *newer).coded())
        ledger.add(article("old", *older).coded())
        assert live_text(ledger) == "Iran rejected new."


def test_a_document_is_added_whole_or_not_at_all(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger.add(announced().coded())
    before = ledger.content_digest()

    def failing(*_: object) -> None:
        raise RuntimeError("the power is cut")

    monkeypatch.setattr(unpacking._Unpacking, "_searchable_events", failing)
    with pytest.raises(RuntimeError):
        ledger.add(held().coded())
    monkeypatch.undo()
    assert ledger.content_digest() == before
    assert ledger.add(held().coded()).outcome == "added"


def test_content_is_the_same_in_every_order_and_ledger(
    ledger: Ledger, tmp_path_factory: pytest.TempPathFactory
) -> None:
    made = [announced(), held(), letters(), article("talks", "2015-03-01"), article("all", "2015-03-01", "2015-03-02")]
    for one in made:
        ledger.add(one.coded())
    with Ledger.open(str(tmp_path_factory.mktemp("other") / "ledger.db")) as other:
        for one in reversed(made):
            other.add(one.coded())
        assert other.content_digest() == ledger.content_digest()
        other.add(article("nothing", "2015-04-01").coded())
        assert other.content_digest() != ledger.content_digest()


def test_twins_are_kept(ledger: Ledger) -> None:
    """Two records of one document with the very same content are two rows."""
    twice = letters()
    twice.statement("kerry", "he had sent a letter to Iran").statement("kerry", "he had sent a letter to Iran")
    twice.event("REJECT", "rejected", "irn", "usa", date="2016-04-01").event("REJECT", "rejected", "irn")
    ledger.add(twice.coded())
    assert len({statement.id for statement in ledger.statements()}) == 4


def test_two_actors_of_a_document_may_be_one_in_the_ledger(ledger: Ledger) -> None:
    article = Article("a", "Iran and the Iran that signed met.")
    article.event("CONSULT", "met", "irn").agreement("pact of old", "irn", "signed", "signed")
    again = dataclasses.replace(article.actors["irn"], id="irn2", name="the Iran")
    article.actors["irn2"] = again
    article.events[0] = dataclasses.replace(article.events[0], actors=("irn", "irn2"), recipients=("irn2",))
    article.agreements[0] = dataclasses.replace(article.agreements[0], parties=("irn", "irn2"))
    ledger.add(article.coded())
    (event,), (agreement,) = ledger.events(), ledger.agreements()
    assert [a.names for a in event.actors] == [("Iran", "the Iran")]
    assert event.actors == event.recipients == agreement.parties


def test_a_lone_surrogate_is_refused(ledger: Ledger) -> None:
    coded = dataclasses.replace(Article("odd", "x").coded(), text="a \ud800 b")
    with pytest.raises(DocumentError, match="UTF-8"):
        ledger.add(coded)
    assert ledger.documents() == ()


def test_control_characters_are_kept_or_refused_whole(ledger: Ledger) -> None:
    coded = dataclasses.replace(Article("odd", "x").coded(), text="a \x00 \x01 b")
    if "postgresql" in ledger.name:
        with pytest.raises(DocumentError, match="odd"):
            ledger.add(coded)
        assert ledger.documents() == ()
    else:
        ledger.add(coded)
        assert ledger.coded("odd") == coded


def test_an_empty_document_is_a_document(ledger: Ledger) -> None:
    ledger.add(Article("empty", "").coded())
    assert [document.id for document in ledger.documents()] == ["empty"]
    assert not ledger.events()
    assert not ledger.statements()


def test_every_row_knows_its_version_and_spans(ledger: Ledger) -> None:
    for made in (announced(), held(), letters()):
        ledger.add(made.coded())
    texts = {made.id: made.text for made in (announced(), held(), letters())}
    pieces = [mention.evidence for event in ledger.events() for mention in event.mentions]
    pieces += [piece for s in ledger.statements() for piece in (s.evidence, s.passage, s.cue_evidence) if piece]
    pieces += [piece for a in ledger.agreements() for step in a.history for piece in step.evidence]
    pieces += [side.evidence for a in ledger.accounts() for side in (*a.affirmed_by, *a.denied_by)]
    pieces += [piece for position in ledger.positions() for piece in position.evidence]
    assert len(pieces) > 15
    assert all(" ... ".join(s.of(texts[p.document]) for s in p.spans) == p.quote for p in pieces)
    assert {piece.version for piece in pieces} == {1}


def test_only_one_version_of_a_document_can_be_live(location: str) -> None:
    with Ledger.open(location) as ledger:
        ledger.add(article("talks", "2015-03-01").coded())
        ledger.add(article("all talks", "2015-03-01", "2015-03-02").coded())
        revive = text("UPDATE document_versions SET superseded_by = NULL")
        with pytest.raises(Exception, match=r"(?i)unique"), ledger._engine.begin() as connection:
            connection.execute(revive)


def test_the_text_of_a_version(ledger: Ledger) -> None:
    first, second = article("talks", "2015-03-01"), article("all talks", "2015-03-01", "2015-03-02")
    for made in (first, second):
        ledger.add(made.coded())
    assert (ledger.text("one"), ledger.text("one", 1), ledger.text("one", 2)) == (second.text, first.text, second.text)
    for unknown in (("one", 3), ("two", None)):
        with pytest.raises(KeyError):
            ledger.text(*unknown)
