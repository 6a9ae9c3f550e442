"""Situations: named scopes that are superseded and removed by stamps, and the briefs written of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from onrecord.errors import SituationError
from onrecord.ledger.scope import Scope

from .articles import announced, held, letters

if TYPE_CHECKING:
    from onrecord.ledger.store import Ledger

TALKS = Scope(actors=("IRN", "USA"), contexts=("nuclear",), since="2015", until="2016-04", query="talks OR deal")


def test_a_situation_comes_back_as_it_was_saved(ledger: Ledger) -> None:
    saved = ledger.save_situation("Talks", TALKS)
    assert ledger.situation("Talks") == saved
    assert (saved.scope, saved.last_brief, saved.briefs, saved.ended_at) == (TALKS, None, 0, None)


def test_saving_again_supersedes_and_the_same_changes_nothing(ledger: Ledger) -> None:
    first = ledger.save_situation("Talks", TALKS)
    assert ledger.save_situation("Talks", TALKS) == first
    second = ledger.save_situation("Talks", Scope(actors=("IRN",)))
    assert ledger.situation("Talks") == second
    assert {(s.id, s.scope, s.ended_because) for s in ledger.situations()} == {
        (first.id, TALKS, "superseded"),
        (second.id, Scope(actors=("IRN",)), None),
    }


def test_a_removed_one_stays_and_its_name_is_free(ledger: Ledger) -> None:
    ledger.save_situation("Talks", TALKS)
    ledger.remove_situation("Talks")
    for ask in (ledger.situation, ledger.remove_situation):
        with pytest.raises(SituationError, match="Talks"):
            ask("Talks")
    assert [s.ended_because for s in ledger.situations()] == ["removed"]
    ledger.save_situation("Talks", TALKS)
    assert len(ledger.situations()) == 2


@pytest.mark.parametrize(("name", "scope"), [("", TALKS), ("  ", TALKS), ("x", Scope(source="USA"))])
def test_what_cannot_be_followed_is_refused(ledger: Ledger, name: str, scope: Scope) -> None:
    with pytest.raises(SituationError):
        ledger.save_situation(name, scope)
    assert ledger.situations() == ()


def test_what_came_after_a_brief_is_told_from_what_it_knew(ledger: Ledger) -> None:
    ledger.add(announced().coded())
    situation = ledger.save_situation("Talks", TALKS)
    ledger.keep_brief(situation.id, ledger.last_arrival())
    ledger.add(held().coded())
    revised = letters()
    ledger.add(letters().coded())
    revised.text, revised.updated = f"{revised.text} More.", "2016-04-02"
    ledger.add(revised.coded())
    known = ledger.situation("Talks")
    assert (known.briefs, known.last_brief is not None) == (1, True)
    assert ledger.arrivals(known.seen) == {("herald-0330", 1), ("post-0401", 1), ("post-0401", 2)}


def test_situations_are_no_content(ledger: Ledger) -> None:
    ledger.add(held().coded())
    before = ledger.content_digest()
    ledger.keep_brief(ledger.save_situation("Talks", TALKS).id, 1)
    assert ledger.content_digest() == before
