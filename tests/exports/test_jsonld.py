"""The JSON-LD document, read by a JSON-LD processor without any network, and its selectors held against the texts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from onrecord.exports.jsonld_context import CONTEXT

if TYPE_CHECKING:
    from onrecord.ledger.store import Ledger
    from tests.exports.conftest import Export

PARTS = ("events", "statements", "accounts", "actors", "documents")
OA, PROV, SCHEMA = "http://www.w3.org/ns/oa#", "http://www.w3.org/ns/prov#", "https://schema.org/"
BASE, TERMS = CONTEXT["@base"], CONTEXT["@vocab"]


def graph(text: str) -> Any:
    """The triples, by rdflib."""
    rdflib = pytest.importorskip("rdflib")
    return rdflib.Graph().parse(data=text, format="json-ld")


def pairs(triples: Any, predicate: str) -> set[tuple[str, str]]:
    rdflib = pytest.importorskip("rdflib")
    return {(str(s), str(o)) for s, o in triples.subject_objects(rdflib.URIRef(predicate))}


@pytest.mark.parametrize("what", PARTS)
def test_one_document_with_its_context_inside(exported: Export, what: str) -> None:
    document = json.loads(exported("jsonld", what))
    assert set(document) == {"@context", "@graph"}
    assert isinstance(document["@context"], dict)
    ids = [node["id"] for node in document["@graph"]]
    assert ids
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("what", PARTS)
def test_what_a_node_points_to_stands_in_the_document(exported: Export, what: str) -> None:
    triples = graph(exported("jsonld", what))
    known = {str(subject) for subject in triples.subjects()}
    for predicate in (
        OA + "hasBody",
        OA + "hasSource",
        SCHEMA + "author",
        SCHEMA + "spokenByCharacter",
        SCHEMA + "agent",
    ):
        assert {target for _, target in pairs(triples, predicate)} <= known
    for predicate in ("used", "wasDerivedFrom", "wasQuotedFrom", "wasGeneratedBy", "wasAssociatedWith"):
        assert {target for _, target in pairs(triples, PROV + predicate)} <= known
    for predicate in ("affirmedBy", "deniedBy", "addressee", "accordingTo"):
        assert {target for _, target in pairs(triples, TERMS + predicate)} <= known


@pytest.mark.parametrize("what", ["events", "statements", "accounts"])
def test_both_selectors_select_the_words(record: Ledger, exported: Export, what: str) -> None:
    texts = {
        BASE + f"document/{quote(document.id, safe='')}/{document.version}": record.text(document.id)
        for document in record.documents()
    }
    triples = graph(exported("jsonld", what))
    selectors = pairs(triples, OA + "hasSelector")
    sources = dict(pairs(triples, OA + "hasSource"))
    values = {name: dict(pairs(triples, OA + name)) for name in ("exact", "prefix", "suffix", "start", "end")}
    assert selectors
    by_target: dict[str, dict[str, str]] = {}
    for target, selector in selectors:
        by_target.setdefault(target, {}).update({n: v[selector] for n, v in values.items() if selector in v})
    for target, selected in by_target.items():
        text = texts[sources[target]]
        start, end = int(selected["start"]), int(selected["end"])
        assert text[start:end] == selected["exact"]
        assert text[:start].endswith(selected["prefix"])
        assert text[end:].startswith(selected["suffix"])


def test_statements_are_quotations_and_claims(record: Ledger, exported: Export) -> None:
    triples = graph(exported("jsonld", "statements"))
    kinds = pairs(triples, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    texts = dict(pairs(triples, SCHEMA + "text"))
    speakers = dict(pairs(triples, SCHEMA + "spokenByCharacter") | pairs(triples, SCHEMA + "author"))
    statements = record.statements()
    assert {statement.kind for statement in statements} == {"direct", "indirect"}
    for statement in statements:
        kind = "Claim" if statement.kind == "indirect" else "Quotation"
        assert (BASE + statement.id, SCHEMA + kind) in kinds
        assert texts[BASE + statement.id] == statement.content
        assert speakers.get(BASE + statement.id) == (statement.source and BASE + statement.source.id)
    quoted = {subject for subject, _ in pairs(triples, PROV + "wasQuotedFrom")}
    derived = {subject for subject, _ in pairs(triples, PROV + "wasDerivedFrom")}
    assert quoted == {BASE + statement.id for statement in statements if statement.kind != "indirect"}
    assert derived == {BASE + statement.id for statement in statements if statement.kind == "indirect"}


def test_each_document_was_coded_by_an_agent(record: Ledger, exported: Export) -> None:
    triples = graph(exported("jsonld", "documents"))
    documents = [quote(d.id, safe="") + f"/{d.version}" for d in record.documents()]
    used = pairs(triples, PROV + "used")
    assert used == {(f"{BASE}coding/{name}", f"{BASE}document/{name}") for name in documents}
    assert {coding for coding, _ in pairs(triples, PROV + "wasAssociatedWith")} == {coding for coding, _ in used}
    assert set(pairs(triples, SCHEMA + "identifier")) == {
        (f"{BASE}document/{quote(d.id, safe='')}/{d.version}", d.id) for d in record.documents()
    }


def test_events_keep_their_factuality_and_sides(record: Ledger, exported: Export) -> None:
    triples = graph(exported("jsonld", "events"))
    events = record.events()
    assert pairs(triples, TERMS + "factuality") == {(BASE + event.id, event.factuality) for event in events}
    assert pairs(triples, SCHEMA + "agent") == {(BASE + e.id, BASE + a.id) for e in events for a in e.actors}
    assert pairs(triples, SCHEMA + "object") == {(BASE + e.id, BASE + a.id) for e in events for a in e.recipients}
    done = {
        event for event, status in pairs(triples, SCHEMA + "actionStatus") if status.endswith("CompletedActionStatus")
    }
    assert done == {BASE + event.id for event in events if event.factuality == "CT+"}
    for term, field in (("cameo", "cameo"), ("eventType", "type"), ("quad", "quad"), ("mode", "mode")):
        assert pairs(triples, TERMS + term) == {(BASE + e.id, getattr(e, field)) for e in events if getattr(e, field)}
    assert pairs(triples, TERMS + "context") == {(BASE + e.id, context) for e in events for context in e.contexts}
    assert pairs(triples, SCHEMA + "startTime") == {(BASE + e.id, e.date) for e in events if e.date}


def test_both_sides_of_an_account(record: Ledger, exported: Export) -> None:
    triples = graph(exported("jsonld", "accounts"))
    accounts = record.accounts()
    assert accounts
    for predicate, sides in (("affirmedBy", "affirmed_by"), ("deniedBy", "denied_by")):
        assert pairs(triples, TERMS + predicate) == {
            (BASE + account.id, BASE + side.record) for account in accounts for side in getattr(account, sides)
        }
