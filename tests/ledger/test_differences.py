"""What versions of a document have otherwise."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.ledger.differences import sentences
from onrecord.ledger.identity import words

from .articles import Article

if TYPE_CHECKING:
    from onrecord.ledger.store import Ledger
    from onrecord.ledger.views import RecordChange, VersionDifference


def first() -> Article:
    text = (
        "Iran rejected the offer on Monday. "
        '"We will not sign it," Mohammad Javad Zarif told Mr. Smith in Vienna. '
        "John Kerry said talks would go on. Russia may send an envoy."
    )
    return (
        Article("talks", text, "2015-03-30", title="Offer rejected")
        .event("REJECT", "rejected", "irn", "usa", date="2015-03-30")
        .event("CONSULT", "send", "rus", "irn", factuality="PS+")
        .statement("zarif", '"We will not sign it,"', kind="direct")
        .statement("kerry", "talks would go on")
    )


def second() -> Article:
    text = (
        "Iran did not reject, as was rejected once, the offer on Monday. "
        '"We will not sign it now," Mohammad Javad Zarif told Mr. Smith in Vienna. '
        "Russia may send an envoy. Sergey Lavrov called it a good beginning."
    )
    return (
        Article("talks", text, "2015-03-30", "2015-03-31", title="Offer not rejected")
        .event("REJECT", "rejected", "irn", "usa", date="2015-03-30", factuality="CT-")
        .event("CONSULT", "send", "rus", "irn", factuality="PS+")
        .statement("zarif", '"We will not sign it now,"', kind="direct")
        .statement("lavrov", "a good beginning")
    )


@pytest.fixture
def difference(ledger: Ledger) -> VersionDifference:
    for article in (first(), second()):
        ledger.add(article.coded())
    (found,) = ledger.differences("talks")
    return found


def told(changes: tuple[RecordChange, ...]) -> list[tuple[object, ...]]:
    return [(c.change, c.who, c.what, *((f.field, f.before, f.after) for f in c.fields)) for c in changes]


def test_statements_and_events_are_compared(difference: VersionDifference) -> None:
    assert told(difference.statements) == [
        (
            "changed",
            "Mohammad Javad Zarif",
            "says",
            ("words", '"We will not sign it,"', '"We will not sign it now,"'),
        ),
        ("withdrawn", "John Kerry", "says"),
        ("added", "Sergey Lavrov", "says"),
    ]
    assert told(difference.events) == [("changed", "Iran", "REJECT", ("factuality", "CT+", "CT-"))]
    assert {f.field for f in difference.fields} == {"title", "updated"}


def test_sentences_are_compared(difference: VersionDifference) -> None:
    assert [(c.change, c.words) for c in difference.text] == [
        ("changed", (("rejected", "did not reject as was rejected once"),)),
        ("changed", (("", "now"),)),
        ("withdrawn", ()),
        ("added", ()),
    ]
    gone, new = difference.text[2:]
    assert gone.before is not None
    assert (gone.before.version, gone.before.quote) == (1, "John Kerry said talks would go on.")
    assert new.after is not None
    assert (new.after.version, new.after.quote) == (2, "Sergey Lavrov called it a good beginning.")


def test_evidence_stands_in_its_version(ledger: Ledger, difference: VersionDifference) -> None:
    records = [e for c in (*difference.statements, *difference.events) for e in (c.before, c.after) if e]
    evidence = [*records, *(e for c in difference.text for e in (c.before, c.after) if e)]
    assert {e.version for e in evidence} == {1, 2}
    for cited in evidence:
        text = ledger.coded("talks", cited.version).text
        assert cited.quote == " ... ".join(span.of(text) for span in cited.spans)


def test_backwards_what_was_added_is_withdrawn(ledger: Ledger, difference: VersionDifference) -> None:
    (back,) = ledger.differences("talks", 2, 1)
    for forth, reverse in ((difference.statements, back.statements), (difference.text, back.text)):
        assert sorted(c.change for c in forth) == sorted(
            {"added": "withdrawn", "withdrawn": "added"}.get(c.change, c.change) for c in reverse
        )
    assert [(f.before, f.after) for f in back.fields] == [(f.after, f.before) for f in difference.fields]


def test_which_versions_are_compared(ledger: Ledger, difference: VersionDifference) -> None:
    third = Article("talks", second().text + " It was late.", "2015-03-30", "2015-04-01", title="Offer not rejected")
    ledger.add(third.coded())

    def pairs(*asked: int | None) -> list[tuple[int, int]]:
        return [(d.older, d.newer) for d in ledger.differences("talks", *asked)]

    assert pairs() == [(1, 2), (2, 3)]
    assert pairs(1) == pairs(1, 3) == [(1, 3)]
    assert pairs(None, 2) == [(1, 2)]
    (same,) = ledger.differences("talks", 2, 2)
    assert (same.fields, same.statements, same.events, same.text) == ((), (), (), ())
    for unknown in (("talks", 1, 9), ("talks", None, 1), ("other",)):
        with pytest.raises(KeyError):
            ledger.differences(*unknown)


def test_a_document_of_one_version_has_none(ledger: Ledger) -> None:
    ledger.add(first().coded())
    assert ledger.differences("talks") == ()


def test_abbreviations_end_no_sentence() -> None:
    text = 'On Nov. 4 Mr. Smith of the U.S. Senate met J. Holm. "Good." They left.\nAnd then?'
    assert [span.of(text) for span in sentences(text)] == [
        "On Nov. 4 Mr. Smith of the U.S. Senate met J. Holm.",
        '"Good."',
        "They left.",
        "And then?",
    ]


@given(st.text(st.sampled_from(' \n.!?"abcMr…é’”A'), max_size=60))
def test_sentences_hold_all_words_once(text: str) -> None:
    spans = sentences(text)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert words(" ".join(span.of(text) for span in spans)) == words(text)
