from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.ledger.scope import Scope
from onrecord.ledger.search import parse
from onrecord.ledger.store import Ledger

from .articles import Article, announced, held, letters


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    for article in (letters(), announced(), held()):
        ledger.add(article.coded())
    return ledger


def contents(ledger: Ledger, query: str) -> list[str]:
    rows = ledger.find(query).rows
    return sorted(r.statement.content if r.statement else r.event.type if r.event else "" for r in rows)


CLOSER_OR_LETTER = ['"We are closer than ever,"', "his country had received any letter from Washington"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("letter washington", ["his country had received any letter from Washington"]),
        ("KERRY letter", ["he had sent a letter to Iran"]),
        ('"received one"', ["Iran had not received one"]),
        ('"one received"', []),
        ("closer OR rejected", ['"We are closer than ever,"', "REJECT"]),
        ("letter -sent", ["his country had received any letter from Washington"]),
        ("reject*", ["REJECT"]),
        ("ject*", []),
        ("Iran rejected", ["REJECT"]),
        ("-letter", []),
        ("“closer”", ['"We are closer than ever,"']),
        ("country receives", ["his country had received any letter from Washington"]),
        ('"country had receive*"', ["his country had received any letter from Washington"]),
        ("letters -sent -receives", []),
        ("receiv* -washington", ["Iran had not received one"]),
        ('"zarif his country"', []),
        ('"letter from washington" OR "closer than"', CLOSER_OR_LETTER),
    ],
)
def test_queries(filled: Ledger, query: str, found: list[str]) -> None:
    assert contents(filled, query) == found


MALFORMED = [
    '"',
    '""',
    "*",
    "-",
    "OR",
    "OR OR",
    "AND (",
    "NEAR/2",
    "names:x",
    "^a",
    'a" b',
    "%",
    "_",
    "a'b;--",
    "\x00",
    "{",
    "a - b",
    ") OR",
]


@pytest.mark.parametrize("query", MALFORMED)
def test_no_query_is_an_error(filled: Ledger, query: str) -> None:
    page = filled.find(query)
    assert page.total == len(page.rows) <= 7


@given(st.text(alphabet=st.sampled_from("ab\"*-()^:%_{}\\' ORANDé\x00\ud800"), max_size=12))
def test_arbitrary_queries_are_no_error(searched: Ledger, query: str) -> None:
    searched.find(query)


@pytest.fixture(scope="module")
def searched(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    ledger = Ledger.open(str(tmp_path_factory.mktemp("search") / "l.db"))
    ledger.add(Article("a", "Bab on or and: é a b.").statement(None, "Bab on or and: é a b").coded())
    return ledger


def test_better_matches_come_first(ledger: Ledger) -> None:
    text = "Talks, talks and talks. A long sentence in which, among much else of little weight, talks are named."
    article = Article("a", text).statement(
        None, "A long sentence in which, among much else of little weight, talks are named"
    )
    article.statement(None, "Talks, talks and talks")
    ledger.add(article.coded())
    first, second = ledger.find("talk").rows
    assert first.score > second.score
    assert first.statement is not None
    assert first.statement.content == "Talks, talks and talks"


def test_an_empty_query_lists_the_latest_first(filled: Ledger) -> None:
    page = filled.find("", Scope(actors=("IRN",)))
    dates = [
        (hit.statement.date or hit.statement.evidence.published if hit.statement else hit.event and hit.event.date)
        or ""
        for hit in page.rows
    ]
    assert dates == sorted(dates, reverse=True)
    assert page.total == 6


def test_pages_cut_nothing_silently(filled: Ledger) -> None:
    whole = filled.find("")
    pages = [filled.find("", limit=3, offset=offset) for offset in (0, 3, 6, 9)]
    assert [len(page.rows) for page in pages] == [3, 3, 1, 0]
    assert {page.total for page in pages} == {7}
    assert tuple(hit for page in pages for hit in page.rows) == whole.rows
    assert filled.find("", limit=-1, offset=-5).rows == ()


def test_an_event_is_found_once_by_any_of_its_mentions(filled: Ledger) -> None:
    (hit,) = filled.find('"will meet" OR "six hours"', Scope(types=("CONSULT",), source="USA")).rows[:1]
    events = [hit for hit in filled.find('"will meet" OR "six hours"').rows if hit.kind == "event"]
    assert len(events) == 1
    assert events[0].event is not None
    assert len(events[0].event.mentions) == 2
    assert hit.id


def test_superseded_versions_are_not_found(ledger: Ledger) -> None:
    for words, published in (("old talks", "2015-03-01"), ("new talks", "2015-03-02")):
        ledger.add(Article("a", f"Iran sought {words}.", published).statement("irn", words).coded())
    assert ledger.find("old").total == 0
    assert ledger.find("new").total == 1


def test_parsing() -> None:
    assert parse("") == parse("-a") == parse('"" OR -b') == ()
    ((one,), (two, three)) = parse('a OR "B, c" -d*')
    assert (one.words, two.words, three.words) == ("a", "b c", "d")
    assert (three.excluded, three.prefix, two.prefix) == (True, True, False)
