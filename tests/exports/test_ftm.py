"""FollowTheMoney entities: valid by a written-down part of the model, by the library where it is installed, and true.

``ftm_model.json`` holds, of the schemata that are written, what each is, what it requires, and the type (and range) of
the properties used, from followthemoney 4.11. The library itself is no dependency: it brings two hundred megabytes and
libraries under the LGPL.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from onrecord.exports.facts import is_fact
from onrecord.ontology.codes import country_codes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.ledger.store import Ledger
    from tests.exports.conftest import Export

MODEL = json.loads(Path(__file__).with_name("ftm_model.json").read_text(encoding="utf-8"))
PARTS = ("events", "statements", "actors", "documents")
COUNTRIES = {country_codes(code).ftm for code in ("USA", "IRN", "RUS", "ROU", "EUR", "CHE")}
FORMS = {
    "date": r"[12]\d{3}(-\d\d(-\d\d(T\d\d:\d\d:\d\d)?)?)?",
    "entity": r"[0-9a-zA-Z]([0-9a-zA-Z.-]*[0-9a-zA-Z])?",
    "url": r"https?://.+",
    "language": r"[a-z]{3}",
}


def entities(text: str) -> dict[str, dict[str, Any]]:
    read = list(map(json.loads, text.splitlines()))
    assert len(read) == len({entity["id"] for entity in read}), "an entity stands twice"
    return {entity["id"]: entity for entity in read}


def one_line(name: str) -> str:
    return re.sub(r"\s+", " ", name).strip()


def faults(entity: dict[str, Any], before: dict[str, dict[str, Any]]) -> Iterable[str]:
    schema = MODEL[entity["schema"]]
    properties = entity["properties"]
    if missing := set(schema["required"]) - set(properties):
        yield f"misses {missing}"
    for name, values in properties.items():
        kind, *ranges = schema["properties"][name]
        for value in values:
            if not value or value != value.strip() or not re.fullmatch(FORMS.get(kind, "(?s).+"), value):
                yield f"{name} {value!r} is no {kind}"
            if kind == "country" and value not in COUNTRIES:
                yield f"{name} {value!r} is no country"
            if kind == "entity" and ranges[0] not in MODEL[before[value]["schema"]]["is_a"]:
                yield f"{name} points to a {before[value]['schema']}"


@pytest.mark.parametrize("what", PARTS)
def test_entities_are_valid_and_what_they_point_to_stands_before_them(exported: Export, what: str) -> None:
    before: dict[str, dict[str, Any]] = {}
    for identifier, entity in entities(exported("ftm", what)).items():
        assert list(faults(entity, before)) == []
        before[identifier] = entity
    assert before


@pytest.mark.parametrize("what", PARTS)
def test_the_library_takes_every_value(exported: Export, what: str) -> None:
    model = pytest.importorskip("followthemoney", reason="followthemoney is not installed; the model's part is").model
    for entity in entities(exported("ftm", what)).values():
        proxy = model.get_proxy(entity, cleaned=False)
        proxy.schema.validate(entity)
        cleaned = proxy.to_dict()["properties"]
        assert {k: sorted(v) for k, v in cleaned.items()} == {k: sorted(v) for k, v in entity["properties"].items()}


def test_events_say_who_did_what_to_whom(record: Ledger, exported: Export) -> None:
    written = entities(exported("ftm"))
    facts = [event for event in record.events() if is_fact(event)]
    assert facts
    assert {e["properties"]["recordId"][0] for e in written.values() if e["schema"] == "Event"} == {e.id for e in facts}
    links = [entity["properties"] for entity in written.values() if entity["schema"] == "UnknownLink"]
    names = {
        identifier: entity["properties"]["name"][0]
        for identifier, entity in written.items()
        if "name" in entity["properties"]
    }
    assert {(p["recordId"][0], names[p["subject"][0]], p["role"][0], names[p["object"][0]]) for p in links} == {
        (event.id, one_line(actor.name), event.type, one_line(recipient.name))
        for event in facts
        for actor in event.actors
        for recipient in event.recipients
    }
    for event in facts:
        articles = {
            written[proof]["properties"]["fileName"][0]
            for proof in written[event.id.replace("_", "-")]["properties"]["proof"]
        }
        assert articles == {one_line(mention.document) for mention in event.mentions}


def test_actors_have_their_names_and_titles(record: Ledger, exported: Export) -> None:
    written = {identifier: entity["properties"] for identifier, entity in entities(exported("ftm", "actors")).items()}
    actors = record.actors()
    assert {actor.id.replace("_", "-") for actor in actors} == set(written)
    for actor in actors:
        properties = written[actor.id.replace("_", "-")]
        assert properties["name"] == [one_line(actor.name)]
        assert set(properties.get("alias", [])) == set(map(one_line, actor.names)) - {one_line(actor.name)}
        assert ("position" in properties) == (actor.kind == "person")
    positions = {p["name"][0]: p["position"] for p in written.values() if "position" in p}
    assert positions["Ion Ionescu"] == ["former minister of Romania"]
    assert positions["John Kerry"] == ["foreign minister of USA"]


def test_articles_have_addresses_that_are_some(exported: Export) -> None:
    articles = [entity["properties"] for entity in entities(exported("ftm", "documents")).values()]
    assert [p["sourceUrl"] for p in articles if "sourceUrl" in p] == [["https://www.herald.example/2015/talks"]]


def test_dates_are_the_model_s(exported: Export) -> None:
    written = entities(exported("ftm"))
    (ceded,) = (e["properties"] for e in written.values() if e["properties"].get("name", [""])[0].startswith("CONCEDE"))
    assert "date" not in ceded
    assert written[ceded["proof"][0]]["properties"]["publishedAt"] == ["2016-05-06T02:30:00"]
    moments = {m for e in written.values() if e["schema"] == "Article" for m in e["properties"]["publishedAt"]}
    assert {"2015-03-25", "2015-03-30T20:00:00"} < moments


def test_statements_join_article_and_speaker(record: Ledger, exported: Export) -> None:
    written = entities(exported("ftm", "statements"))
    found = {
        (p["recordId"][0], written[p["entity"][0]]["properties"]["name"][0], p["role"][0], p["summary"][0])
        for p in (entity["properties"] for entity in written.values() if entity["schema"] == "Documentation")
    }
    assert found == {
        (statement.id, one_line(statement.source.name), statement.act, statement.content.strip())
        for statement in record.statements()
        if statement.source
    }
