"""Materialised views are what is derived from all rows at once, however the ledger came to hold these."""

from __future__ import annotations

from collections import Counter, defaultdict
from contextlib import contextmanager
from itertools import permutations
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, text

from onrecord.errors import JudgementError
from onrecord.ledger import coreference, database, search, snapshot, store, utterances
from onrecord.ledger.derived import Derived, Reports
from onrecord.ledger.materialised import actors, counting, facts, scoping, tables, walking
from onrecord.ledger.outlines import EventOutline, Facets, StatementOutline, UtteranceOutline
from onrecord.ledger.reading import WholeReading
from onrecord.ledger.schema import VERSION_TABLE
from onrecord.ledger.scope import Scope
from onrecord.ledger.sought import Sought
from onrecord.ledger.store import Ledger
from onrecord.ledger.ties import by_country, tied
from onrecord.ledger.views import Extract, Slice

from .articles import Article, announced, held
from .test_order import articles
from .test_review_properties import VERDICTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from sqlalchemy import Connection

    from onrecord.ledger.outlines import Party
    from onrecord.records import CodedDocument, Quad

    Open = Callable[[], AbstractContextManager[Ledger]]


def kept(connection: Connection) -> dict[str, Any]:
    """What stands in the tables."""
    read, mentions, said = tables.read_versions, tables.event_mentions, tables.said
    resolved = {row.actor: row.root for row in connection.execute(select(tables.actor_resolutions))}
    facts: dict[str, set[tuple[str, str]]] = {}
    for row in connection.execute(select(tables.event_actors)):
        facts.setdefault(row.event, set()).add((row.role, row.actor))
    statement_of = {row.num: row.statement for row in connection.execute(select(said))}
    telling: dict[str, set[tuple[str, str]]] = {}
    for row in connection.execute(select(tables.said_parties)):
        telling.setdefault(statement_of[row.num], set()).add((row.role, row.actor))
    kinds: dict[str, set[str]] = {}
    for row in connection.execute(select(tables.said_kinds)):
        kinds.setdefault(statement_of[row.num], set()).add(row.kind)
    return {
        "origins": {row.document: row.origin for row in connection.execute(select(read))},
        "resolved": resolved,
        "actors": actors.views(connection, resolved.values()),
        "events": {
            row.mention: (row.event, row.rule, row.reason, row.place) for row in connection.execute(select(mentions))
        },
        "acting": without(facts, "speaker"),
        "speaking": without(facts, "recipient"),
        "telling": telling,
        "kinds": kinds,
        "utterances": {
            row.statement: (row.utterance, row.rule, row.share, row.speaker, row.other)
            for row in connection.execute(select(said))
        },
    }


def without(facts: dict[str, set[tuple[str, str]]], left_out: str) -> dict[str, set[str]]:
    found = {event: {actor for role, actor in own if role != left_out} for event, own in facts.items()}
    return {event: who for event, who in found.items() if who}


def whole(ledger: Ledger, connection: Connection) -> Derived:
    taken = snapshot.take(connection)
    return Derived.of(taken, Reports(taken.versions, ledger._texts))


def derived(made: Derived) -> dict[str, Any]:
    """The same, derived from all rows at once."""
    acting: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for one in made.clusters:
        told = [joined.told for joined in one.mentions]
        acting[one.id] = {("actor", who) for each in told for who in each.actors}
        acting[one.id] |= {("recipient", who) for each in told for who in each.recipients}
    parts = {statement: {part for event in own for part in acting[event]} for statement, own in made.about.items()}
    facts_of = {statement: [made.event_facts[event] for event in own] for statement, own in made.about.items()}
    return {
        "origins": {document: origin.id for origin in made.reports.origins for document in origin.documents},
        "resolved": dict(made.actors._resolved),
        "actors": {actor.id: actor for actor in made.actors},
        "events": {
            joined.told.row.id: (found.id, joined.rule, joined.reason, place)
            for found in made.clusters
            for place, joined in enumerate(found.mentions)
        },
        "acting": {event: set(facts.actors) for event, facts in made.event_facts.items() if facts.actors},
        "speaking": {event: set(facts.sources) for event, facts in made.event_facts.items() if facts.sources},
        "telling": {statement: own for statement, own in parts.items() if own},
        "kinds": {
            statement: {kind for event in own for kind in (*event.types, *event.contexts)}
            for statement, own in facts_of.items()
            if own
        },
        "utterances": {
            joined.said.row.id: (
                one.id,
                joined.link and joined.link.alike.rule,
                joined.link and joined.link.alike.share,
                joined.link and joined.link.speaker,
                joined.other,
            )
            for one in made.utterances
            for joined in one.members
        },
    }


def assert_kept(ledger: Ledger) -> None:
    with database.reading(ledger._engine, ledger.name) as connection:
        ours, made = kept(connection), whole(ledger, connection)
    for view, found in derived(made).items():
        assert ours[view] == found, view
    for view in ("agreements", "accounts", "commitments", "positions", "position_series"):
        assert getattr(ledger, view)() == getattr(WholeReading(made), view)(Scope()), view
    assert ledger.facets() == Facets.of(ledger.event_outlines(), ledger.statement_outlines())
    assert sum(one.events for one in ledger.event_counts()) == len(ledger.events())
    for one, all_ in ((ledger.agreement, ledger.agreements), (ledger.account, ledger.accounts)):
        assert [one(record.id) for record in all_()] == list(all_())
    assert [ledger.position(record.id) for record in ledger.positions()] == list(ledger.positions())


@pytest.fixture
def opened(empty_ledger: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens a new ledger, at a clock that stands still."""
    monkeypatch.setattr(store, "_now", lambda: "2025-01-01T00:00:00+00:00")

    @contextmanager
    def make() -> Iterator[Ledger]:
        (tmp_path / "l.db").write_bytes(empty_ledger)
        with Ledger.open(str(tmp_path / "l.db")) as ledger:
            yield ledger

    return make


NAMES = st.lists(st.sampled_from(["a", "b", "c", "d"]), min_size=1, max_size=6)
"""Ids of documents as they come; one that comes again is a revision, or the same."""

JUDGED = st.tuples(st.booleans(), st.integers(0, 9), st.integers(0, 9))

slow = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@slow
@given(data=st.data(), names=NAMES, common=st.sampled_from([0, 1, 2, 200]))
def test_views_are_renewed_to_what_is_derived_at_once(
    opened: Open, monkeypatch: pytest.MonkeyPatch, data: st.DataObject, names: list[str], common: int
) -> None:
    with monkeypatch.context() as patched, opened() as ledger:
        patched.setattr(coreference, "COMMON", common)
        patched.setattr(utterances, "COMMON", common)
        for name in names:
            ledger.add(data.draw(articles(name)))
        assert_kept(ledger)


def one_by_one(ledger: Ledger, scope: Scope) -> Extract:
    """What an extract holds, view by view."""
    documents = ledger.documents(scope)
    return Extract(
        documents=documents,
        versions=ledger.versions_of(document.id for document in documents),
        events=ledger.events(scope),
        statements=ledger.statements(scope),
        utterances=ledger.utterances(scope),
        agreements=ledger.agreements(scope),
        accounts=ledger.accounts(scope),
        series=ledger.position_series(scope),
        commitments=ledger.commitments(scope, followed=False),
    )


def across(events: Iterable[EventOutline], actor: str) -> dict[Party, Counter[Quad]]:
    """Who stands on the other side of an actor's events, and how often by quad category."""
    counts: defaultdict[Party, Counter[Quad]] = defaultdict(Counter)
    for event in events:
        acts, receives = (any(one.id == actor for one in side) for side in (event.actors, event.recipients))
        for other in event.recipients if acts else event.actors if receives else ():
            if other.id != actor:
                counts[other][event.quad] += 1
    return dict(counts)


QUERIES = st.sampled_from(["", "offer", "?"])
SCOPES = st.builds(
    Scope,
    actors=st.sampled_from([(), ("IRN",), ("usa", "zarif"), ("Kerry",), ("nobody",)]),
    since=st.sampled_from([None, "2015", "2015-03-31", "2015-06"]),
    until=st.sampled_from([None, "2015-03", "2015-03-30", "2016"]),
    types=st.sampled_from([(), ("CONSULT",), ("REJECT", "THREATEN")]),
    contexts=st.sampled_from([(), ("nuclear",), ("economic", "military")]),
    source=st.sampled_from([None, "IRN", "Javad"]),
    recipient=st.sampled_from([None, "USA"]),
    query=st.sampled_from(["", "offer OR letter", "talks -Vienna", "..."]),
)


@slow
@given(
    data=st.data(),
    names=NAMES,
    scopes=st.lists(SCOPES, min_size=1, max_size=4),
    query=st.sampled_from(["", "offer", "?"]),
    like=articles("like"),
    often=st.sampled_from([1, facts.OFTEN]),
    few=st.sampled_from([0, 2, scoping.FEW]),
    spare=st.sampled_from([0, walking.SPARE]),
)
def test_what_is_read_is_what_is_derived(
    opened: Open,
    data: st.DataObject,
    names: list[str],
    scopes: list[Scope],
    query: str,
    like: CodedDocument,
    often: int,
    few: int,
    spare: int,
) -> None:
    with opened() as ledger, pytest.MonkeyPatch.context() as patch:
        patch.setattr(facts, "OFTEN", often)
        patch.setattr(scoping, "FEW", few)
        patch.setattr(counting, "TOGETHER", few)
        patch.setattr(walking, "SPARE", spare)
        for name in names:
            ledger.add(data.draw(articles(name)))
        with database.reading(ledger._engine, ledger.name) as connection:
            read = WholeReading(whole(ledger, connection))
            words = search.similar(connection, like.text)
        assert ledger.origins() == read.origins() == tuple(ledger.origin(one.id) for one in read.origins())
        assert ledger.some_origins(limit=1, offset=1).rows == read.origins()[1:2]
        lines = read.position_series(Scope())
        assert all(ledger.series(one.id) == one for one in lines)
        for actor in read.actors(Scope()):
            assert ledger.series_of(actor.id) == tuple(one for one in lines if one.actor.id == actor.id)
            assert ledger.counterparts(actor.id) == across(ledger.event_outlines(), actor.id)
            for identity in actor.identities:
                theirs, said = Scope(actors=(identity.id,)), Scope(source=identity.id, recipient="USA")
                assert ledger.events(theirs) == read.events(theirs, None)
                assert ledger.statements(said) == read.statements(said, None)
                assert ledger.documents(theirs) == read.documents(theirs, superseded=False)
        assert ledger.precedents() == read.precedents()
        for scope in scopes:
            assert ledger.agreements(scope) == read.agreements(scope)
            assert ledger.accounts(scope) == read.accounts(scope)
            assert ledger.commitments(scope) == read.commitments(scope)
            assert ledger.positions(scope) == read.positions(scope)
            assert ledger.position_series(scope) == read.position_series(scope)
            matches = ledger._matches(scope)
            assert ledger.documents(scope) == read.documents(scope, superseded=False)
            assert ledger.documents(scope, superseded=True) == read.documents(scope, superseded=True)
            assert ledger.actors(scope) == read.actors(scope)
            assert ledger.some_actors(scope, limit=2, offset=1, containing="an").rows == read.actors(scope, "an")[1:3]
            assert ledger.events(scope) == read.events(scope, matches)
            assert ledger.statements(scope) == read.statements(scope, matches)
            assert ledger.utterances(scope) == read.utterances(scope, matches)
            assert ledger.extract(scope) == one_by_one(ledger, scope)
            assert ledger.some_events(scope, limit=2, offset=1).rows == read.events(scope, matches)[1:3]
            assert ledger.some_statements(scope, limit=2, offset=1).rows == read.statements(scope, matches)[1:3]
            assert ledger.some_utterances(scope, limit=2, offset=1).rows == read.utterances(scope, matches)[1:3]
            last = ledger.some_events(scope, limit=2, offset=1, latest=True), read.events(scope, matches)[::-1]
            assert last[0] == Slice(len(last[1]), last[1][1:3])
            said_last = ledger.some_utterances(scope, limit=3, latest=True), read.utterances(scope, matches)[::-1]
            assert said_last[0] == Slice(len(said_last[1]), said_last[1][:3])
            assert ledger.some_utterances(scope, limit=None, latest=True).rows == said_last[1]
            assert ledger.some_utterances(scope, limit=0).total == len(read.utterances(scope, matches))
            assert ledger.event_outlines(scope) == tuple(map(EventOutline.of, read.events(scope, matches)))
            assert ledger.statement_outlines(scope) == tuple(map(StatementOutline.of, read.statements(scope, matches)))
            assert ledger.utterance_outlines(scope) == tuple(map(UtteranceOutline.of, read.utterances(scope, matches)))
            assert ledger.facets(scope) == Facets.of(ledger.event_outlines(scope), ledger.statement_outlines(scope))
            for level in ("countries", "actors"):
                assert ledger.dealings(scope, level) == tied(ledger.event_outlines(scope), level)
            for side in ("either", "by", "toward", "place"):
                assert ledger.country_counts(scope, side) == by_country(ledger.event_outlines(scope), side)
            made = read.commitments(scope)[::-1]
            assert ledger.some_commitments(scope, limit=2, offset=1) == Slice(len(made), made[1:3])
            assert [ledger.commitment(one.id) for one in made] == list(made)
            latest = read.documents(scope, superseded=False)[::-1]
            assert ledger.some_documents(scope, limit=2, offset=1) == Slice(len(latest), latest[1:3])
            for limit, offset in ((50, 0), (1, 1), (0, 0), (2, 7)):
                page = ledger.find_like(like, scope, limit=limit, offset=offset)
                assert page == read.like(Sought.of(like), words, scope, matches, limit, offset)
                found = ledger.find(query, scope, limit=limit, offset=offset)
                assert found == read.page(ledger._scores(query), scope, matches, limit, offset)


@slow
@given(data=st.data(), names=NAMES, verdicts=st.lists(st.tuples(VERDICTS, st.booleans()), max_size=4))
def test_views_are_renewed_when_people_judge(
    opened: Open, data: st.DataObject, names: list[str], verdicts: list[Any]
) -> None:
    documents: list[CodedDocument] = [data.draw(articles(name)) for name in names]
    with opened() as ledger:
        for place, document in enumerate(documents):
            ledger.add(document)
            for verdict, withdrawn in verdicts if place == len(documents) // 2 else ():
                made = verdict.give(ledger, documents[: place + 1])
                if made and withdrawn:
                    ledger.withdraw_review(made, author="C", reason="no")
        assert_kept(ledger)
        assert ledger.extract(Scope(rejected=True)) == one_by_one(ledger, Scope(rejected=True))


@slow
@given(
    data=st.data(),
    names=NAMES,
    pairs=st.lists(st.tuples(st.booleans(), st.integers(0, 9), st.integers(0, 9)), max_size=3),
)
def test_views_are_renewed_when_people_judge_actors(
    opened: Open, data: st.DataObject, names: list[str], pairs: list[tuple[bool, int, int]]
) -> None:
    with opened() as ledger:
        for name in names[:-1]:
            ledger.add(data.draw(articles(name)))
        known = sorted(identity.id for actor in ledger.actors() for identity in actor.identities)
        for same, one, other in pairs if known else ():
            ends = known[one % len(known)], known[other % len(known)]
            try:
                made = ledger.judge_actors("same" if same else "different", *ends, author="A", reason="read")
            except JudgementError:
                continue
            if one % 3 == 0:
                ledger.withdraw_judgement(made, author="A", reason="no")
        ledger.add(data.draw(articles(names[-1])))
        assert_kept(ledger)


def test_single_records_are_found_by_their_ids(ledger: Ledger) -> None:
    for article in (announced(), held()):
        ledger.add(article.coded())
    for event in ledger.events():
        assert all(ledger.event(name) == event for name in (event.id, *(mention.id for mention in event.mentions)))
    for told in ledger.utterances():
        assert all(ledger.utterance(name) == told for name in (told.id, *(report.statement for report in told.reports)))
    assert [ledger.statement(statement.id) for statement in ledger.statements()] == list(ledger.statements())
    assert {ledger.actor(identity.id) for actor in ledger.actors() for identity in actor.identities} == set(
        ledger.actors()
    )
    assert ledger.events_of([event.id for event in ledger.events()]) == ledger.events()
    assert ledger.utterances_of([told.id for told in ledger.utterances()]) == ledger.utterances()
    assert ledger.statements_of([one.id for one in ledger.statements()]) == ledger.statements()
    assert (*ledger.events_of(["ev_none"]), *ledger.utterances_of(["no"]), *ledger.statements_of(["no"])) == ()
    finders = ledger.event, ledger.utterance, ledger.statement, ledger.actor, ledger.agreement, ledger.account
    for find in (*finders, ledger.commitment, ledger.position):
        with pytest.raises(KeyError):
            find("ev_none")


def signing(document: str, *names: str) -> CodedDocument:
    """A report on what two states signed on one day."""
    article = Article(document, f"Of {' and '.join(names)} {document} tells.", published="2025-05-06")
    for name in names:
        article.agreement(name, "irn omn", "signed", name, "2025-05-05")
    return article.coded()


@pytest.mark.parametrize(
    "order", permutations([("trade agreement", "border treaty"), ("2015 trade pact",), ("treaty",)])
)
def test_agreements_of_one_day_are_kept_as_they_are_told_apart(ledger: Ledger, order: list[tuple[str, ...]]) -> None:
    for names in order:
        ledger.add(signing("-".join(names), *names))
        assert_kept(ledger)
        assert len(ledger.agreements()) >= len(names)
    apart = sorted(agreement.names for agreement in ledger.agreements())
    assert apart == [("2015 trade pact", "trade agreement"), ("border treaty",), ("treaty",)]


@pytest.mark.parametrize("together", [0, counting.TOGETHER])
def test_what_several_do_together_counts_once(ledger: Ledger, monkeypatch: pytest.MonkeyPatch, together: int) -> None:
    monkeypatch.setattr(counting, "TOGETHER", together)
    days = "They met", "They called", "All talked", "They wrote", "It fired", "It rested"
    article = Article("a", ". ".join(days) + ".", "2015-04-01")
    article.event("CONSULT", "met", "usa irn rus", date="2015-03-01")
    article.event("CONSULT", "called", "usa irn", date="2015-03-02")
    article.event("CONSULT", "talked", "usa", "irn rus prk", date="2015-03-03")
    article.event("REQUEST", "wrote", "usa", "irn", date="2015-03-04")
    article.event("ASSAULT", "fired", "rus", "rus", date="2015-03-05")
    article.event("RETREAT", "rested", "rus", date="2015-03-06")
    ledger.add(article.coded())
    asked = ("USA", "IRN"), ("USA", "RUS"), ("USA", "IRN", "RUS"), ("PRK",), ("RUS",), ("FRA",)
    counted = [ledger.some_events(Scope(actors=names), limit=0).total for names in asked]
    assert counted == [4, 6, 6, 1, 4, 0]
    later = [ledger.some_events(Scope(actors=names, since="2015-03-03"), limit=0).total for names in asked]
    assert later == [2, 4, 4, 1, 3, 0]


def test_a_ledger_from_before_has_who_takes_part_filled_in(location: str, caplog: pytest.LogCaptureFixture) -> None:
    with Ledger.open(location) as ledger:
        for article in (announced(), held()):
            ledger.add(article.coded())
        with ledger._engine.begin() as connection:
            acting = connection.execute(select(tables.event_actors)).all()
            for step in (
                "DROP TABLE said_parties",
                "DROP TABLE said_kinds",
                "DROP INDEX ix_event_dates_again",
                "ALTER TABLE event_dates DROP COLUMN again",
                "DROP INDEX ix_event_contexts_context_event",
                "DROP INDEX ix_event_actors_actor_first_event",
                "DROP INDEX ix_event_actors_actor_beside_first_event",
                "ALTER TABLE event_actors DROP COLUMN first",
                "ALTER TABLE event_actors DROP COLUMN beside",
                "CREATE INDEX ix_event_actors_actor_event ON event_actors (actor, event)",
                "DROP INDEX ix_said_actors_actor_moment_num",
                "ALTER TABLE said_actors DROP COLUMN moment",
                "DROP INDEX ix_said_statements_standing",
                "ALTER TABLE said_statements DROP COLUMN first",
                f"UPDATE {VERSION_TABLE} SET version_num = '0014'",
            ):
                connection.execute(text(step))
    assert not caplog.text
    with Ledger.open(location) as ledger:
        assert "upgrading the ledger from schema 0014, once" in caplog.text
        assert_kept(ledger)
        assert len(ledger.some_utterances(limit=50).rows) == ledger.some_utterances(limit=0).total > 0
        with database.reading(ledger._engine, ledger.name) as connection:
            for table in (tables.said_parties, tables.said_kinds):
                assert connection.scalar(select(func.count()).select_from(table))
            assert set(connection.execute(select(tables.event_actors))) == set(acting)
            assert {row.beside for row in acting if row.role == "actor"} - {""}
