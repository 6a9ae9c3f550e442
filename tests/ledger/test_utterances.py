"""Utterances: what is one, what is not, and that neither order nor copies change it."""

from __future__ import annotations

import dataclasses
from itertools import combinations
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.ledger.store import Ledger
from onrecord.ledger.wording import Wording, likeness

from .articles import Article

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from onrecord.ledger.views import LedgerUtterance
    from onrecord.records import CodedDocument

    Utter = Callable[[Sequence[CodedDocument]], tuple[LedgerUtterance, ...]]

SAID = '"We will never give up our right to enrich, and nobody can take it from us"'


def report(name: str, content: str, source: str | None = "zarif", **more: Any) -> Article:
    """A short report of one statement by an outlet of its own."""
    published = more.pop("published", "2015-03-30")
    own = " ".join(f"{name} {number}" for number in range(40))
    text = f"{content} - so the minister said. {own}"
    return Article(name, text, published, outlet=f"The {name}").statement(source, content, **{"kind": "direct", **more})


def utterances(ledger: Ledger, *articles: Article) -> list[LedgerUtterance]:
    for article in articles:
        ledger.add(article.coded())
    return sorted(ledger.utterances(), key=lambda utterance: (-utterance.documents, utterance.wording))


def test_one_quotation_in_several_outlets_is_one_utterance(ledger: Ledger) -> None:
    cut = '"nobody can take it from us"'
    told = "that Iran would never give up its right to enrich and that " + cut
    (found,) = utterances(
        ledger,
        report("Post", SAID),
        report("Herald", SAID.replace("will", "may"), published="2015-03-31"),
        report("Echo", told, kind="mixed", published="2015-03-31"),
    )
    assert found.source is not None
    assert (found.source.name, found.documents, found.origins) == ("Mohammad Javad Zarif", 3, 3)
    assert found.outlets == ("The Post", "The Echo", "The Herald")
    assert [variant.wording for variant in found.variants] == [SAID, told, SAID.replace("will", "may")]
    assert [(d.here, d.there) for d in found.differs] in ([("will", "may")], [("may", "will")])
    assert {d.told for d in found.differs} <= {
        "The Post has “will”, The Herald “may”",
        "The Herald has “may”, The Post “will”",
    }
    assert [r.joined_by for r in found.reports] == ["first", "same_quotation", "same_quotation"]
    assert all("quoted words" in r.join_reason and "Post" in r.join_reason for r in found.reports[1:])


OTHERS = [
    report("Herald", '"The talks in Geneva were long, hard and in the end of no use to anybody"'),
    report("Herald", SAID, "lavrov"),
    report("Herald", SAID, published="2015-04-30"),
    report("Herald", SAID, published="2015-03-31", date="2015-03-31", dated_by="expression"),
]


@pytest.mark.parametrize("other", OTHERS, ids=["other words", "other speaker", "another month", "another stated day"])
def test_what_is_told_apart(ledger: Ledger, other: Article) -> None:
    first = report("Post", SAID, date="2015-03-29", dated_by="expression")
    assert [u.documents for u in utterances(ledger, first, other)] == [1, 1]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Iran would sign the paper in Vienna next week", "Iran will sign the paper in Vienna next week, he hoped", 1),
        ("Iran would sign the paper in Vienna next week", "Iran would not sign the paper in Vienna next week", 2),
        ("the quake near Bushehr had killed 12 people", "the quake near Bushehr had killed 37 people", 2),
        ("Iran would sign", "Iran would sign", 1),
        ("Iran would sign", "Iran would go", 2),
        ("the treaty", "the treaty", 2),
    ],
)
def test_contents_in_the_reporters_words_are_held_to_more(ledger: Ledger, one: str, other: str, expected: int) -> None:
    found = utterances(ledger, report("Post", one, kind="indirect"), report("Herald", other, kind="indirect"))
    assert len(found) == expected


def test_the_stated_day_joins_reports_of_other_years(ledger: Ledger) -> None:
    first = report("Post", SAID, published="2015-03-30")
    later = report("Herald", SAID, published="2019-01-05", date="2015-03-29", dated_by="expression")
    assert len(utterances(ledger, first, later)) == 1


def test_an_unnamed_source_needs_the_same_words(ledger: Ledger) -> None:
    found = utterances(
        ledger, report("Post", SAID), report("Herald", SAID, None), report("Echo", '"take it from us"', None)
    )
    assert [(u.documents, u.source and u.source.name) for u in found] == [(2, "Mohammad Javad Zarif"), (1, None)]
    assert (
        found[0]
        .reports[-1]
        .join_reason.endswith(("unnamed in one; compared with Post", "unnamed in one; compared with Herald"))
    )


@pytest.mark.parametrize("country", ["Norway", "Chad", "Peru", "Oman", "Laos", "Cuba"])
def test_a_document_that_tells_two_has_two(ledger: Ledger, country: str) -> None:
    """Another outlet's quotation is of the one that it is most like."""
    one, other = (
        f'"My visit to {name} will be the first by one of our ministers since {name} was founded"'
        for name in (country, "Slovakia")
    )
    both = Article("both", f"He spoke twice. {one} was one thing. {other} was the other.", "2015-03-30")
    both.statement("zarif", one, kind="direct").statement("zarif", other, kind="direct")
    again = one.replace("one of our", "one of our own")
    found = utterances(ledger, both, report("Post", again))
    assert [u.documents for u in found] == [2, 1]
    assert {v.wording for v in found[0].variants} == {one, again}


def test_a_document_that_says_it_again_has_one(ledger: Ledger) -> None:
    text = f'Nobody "can take it from us", he said. {SAID}, he went on.'
    again = Article("again", text, "2015-03-30").statement("zarif", 'Nobody "can take it from us"', kind="mixed")
    (found,) = utterances(ledger, again.statement("zarif", SAID, kind="direct"))
    assert (len(found.reports), found.documents) == (2, 1)


def test_what_is_passed_on_is_the_speakers_utterance(ledger: Ledger) -> None:
    """An agency's report of a speech and the speech as another outlet has it are one utterance of the speaker."""
    inner = "Iran would never give up its right to enrich uranium"
    outer = f"Zarif said {inner}"
    text = f"The agency reported that {outer} in Vienna."
    carried = Article("carried", text, "2015-03-30").statement("rebels", outer)
    carried.statement("zarif", inner, within="s1", via="rebels")
    found = utterances(ledger, carried, report("Post", inner, kind="indirect"))
    assert [(u.documents, u.source and u.source.name) for u in found] == [
        (2, "Mohammad Javad Zarif"),
        (1, "the Northern Front"),
    ]
    assert [[actor.name for actor in r.via] for r in found[0].reports if r.within] == [["the Northern Front"]]


def test_find_shows_an_utterance_once(ledger: Ledger) -> None:
    utterances(ledger, report("Post", SAID), report("Herald", SAID), report("Echo", SAID, "lavrov"))
    page = ledger.find("enrich")
    assert page.total == len(page.rows) == 2
    assert sorted(hit.utterance.documents for hit in page.rows if hit.utterance) == [1, 2]


WORDINGS = (
    "the treaty",
    SAID,
    SAID.replace("will", "may"),
    '"nobody can take it from us"',
    "Iran would never give up its right to enrich",
    "that Iran would never give up its right to enrich uranium",
    '"We are ready"',
)
SOURCES = st.sampled_from(["zarif", "zarif_short", "zarif_stateless", "irn", "lavrov", None])
STATED = st.sampled_from([None, "2015", "2015-03-30", "2015-03-31"])


@st.composite
def documents(draw: st.DrawFn, name: str) -> CodedDocument:
    """Few speakers, wordings and days, so that documents report the same more often than not."""
    pad = draw(st.sampled_from(["Copied.", f"{name} wrote all of this by itself. " * 20]))
    text = f"{pad} {' It was so. '.join(WORDINGS)} Lavrov, John Kerry and Mohammad Javad Zarif spoke."
    day = draw(st.sampled_from(["2015-03-29", "2015-03-31", "2015-04-03", None]))
    article = Article(name, text, day, outlet=draw(st.sampled_from(["Wire", "Post"])))
    for content in draw(st.lists(st.sampled_from(WORDINGS), max_size=4, unique=True)):
        stated = draw(STATED)
        article.statement(
            draw(SOURCES),
            content,
            kind="direct" if content.startswith('"') else "indirect",
            date=stated,
            dated_by="expression" if stated else None,
        )
    return article.coded()


@st.composite
def corpora(draw: st.DrawFn) -> list[CodedDocument]:
    return [draw(documents(f"d{n}")) for n in range(draw(st.integers(1, 6)))]


@pytest.fixture
def utter(empty_ledger: bytes, tmp_path: Path) -> Utter:
    """The utterances of documents, added to a new ledger in their order."""
    path = tmp_path / "l.db"

    def make(made: Sequence[CodedDocument]) -> tuple[LedgerUtterance, ...]:
        path.write_bytes(empty_ledger)
        with Ledger.open(str(path)) as ledger:
            for document in made:
                ledger.add(document)
            return ledger.utterances()

    return make


@given(corpora().flatmap(lambda made: st.tuples(st.just(made), st.permutations(made))))
@settings(max_examples=15)
def test_any_order_gives_the_same_utterances(
    utter: Utter, orders: tuple[list[CodedDocument], list[CodedDocument]]
) -> None:
    assert utter(orders[0]) == utter(orders[1])


@given(corpora(), st.data())
@settings(max_examples=12)
def test_a_copy_changes_counts_alone(utter: Utter, made: list[CodedDocument], data: st.DataObject) -> None:
    original = data.draw(st.sampled_from(made))
    copied = dataclasses.replace(original.document, id="zz-copy", outlet="The Copyist")
    before = {u.id: u for u in utter(made)}
    after = {u.id: u for u in utter([*made, dataclasses.replace(original, document=copied)])}
    assert before.keys() == after.keys()
    for key, told in after.items():
        reports = [r.statement for r in told.reports if r.evidence.document != "zz-copy"]
        assert reports == [r.statement for r in before[key].reports]
        assert told.origins == before[key].origins
        assert told.documents == before[key].documents + ("zz-copy" in {r.evidence.document for r in told.reports})
        assert [v.wording for v in told.variants] == [v.wording for v in before[key].variants]


@given(corpora())
@settings(max_examples=15)
def test_every_statement_is_in_one_utterance_and_nothing_in_it_contradicts(
    utter: Utter, made: list[CodedDocument]
) -> None:
    found = utter(made)
    reports = [report.statement for told in found for report in told.reports]
    assert len(set(reports)) == len(reports) == sum(len(document.statements) for document in made)
    assert len({told.id for told in found}) == len(found)
    for told in found:
        assert told.documents == len({r.evidence.document for r in told.reports})
        assert told.origins == len({r.evidence.origin for r in told.reports}) <= told.documents
        assert sorted(s for v in told.variants for s in v.statements) == sorted(r.statement for r in told.reports)
        named = {r.source.name for r in told.reports if r.source}
        assert named == {"Sergey Lavrov"} or "Sergey Lavrov" not in named
        for one, other in combinations(told.reports, 2):
            stated = sorted((r.date or "") if r.dated_by in ("expression", "context") else "" for r in (one, other))
            assert stated[1].startswith(stated[0])


TEXTS = st.lists(st.sampled_from(["we", "will", "never", "sign", "paper", "not", "12", "15", "here"]), max_size=12).map(
    " ".join
)


@given(TEXTS, TEXTS, st.sampled_from(["direct", "indirect"]))
def test_likeness_is_the_same_both_ways_round(one: str, other: str, kind: Any) -> None:
    ours, theirs = Wording.of(one, kind), Wording.of(other, kind)
    assert likeness(ours, theirs) == likeness(theirs, ours)
    assert (likeness(ours, ours) is None) == (len(one.split()) < 3)
