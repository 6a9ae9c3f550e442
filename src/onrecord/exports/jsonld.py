"""The record as one JSON-LD document: schema.org for what was said and done, PROV-O for what it rests on.

What is quoted word for word is a ``Quotation``, what is reported in the writer's words a ``Claim``, a contested point a
``Claim`` that statements or events affirm or deny, an event an ``Action``. Each has as evidence Web Annotations whose
targets select the words in the document's text twice: by the words themselves with what stands before and after
(``TextQuoteSelector``), and by position (``TextPositionSelector``, in code points, end exclusive). Documents are
``prov:Entity``, the coding of each a ``prov:Activity`` of a software agent.

The context stands in the document, so nothing is fetched to read it; ids are relative to its ``@base``. Terms of our
own are those that no vocabulary has, the coded fields of the data model.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from onrecord.exports.facts import is_fact
from onrecord.exports.jsonld_context import CONTEXT
from onrecord.exports.lines import json_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import IO

    from onrecord.ledger.store import Ledger
    from onrecord.ledger.views import (
        AccountSide,
        Evidence,
        LedgerAccount,
        LedgerActor,
        LedgerDocument,
        LedgerEvent,
        LedgerStatement,
    )
    from onrecord.records import Location, Span

Node = dict[str, Any]
TextOf = Callable[[str, int], str]
"""The text of a version of a document."""

AROUND = 32
"""Characters of the text before and after the words, by which a reader finds them again in a changed text."""
TEXTS_KEPT = 256
TYPE_OF_KIND = {"person": "schema:Person", "government": "schema:GovernmentOrganization"}


def write(ledger: Ledger, what: str, stream: IO[str]) -> None:
    """One document: the context, then every node of the graph on a line of its own."""
    stream.write(f'{{"@context": {json_line(CONTEXT)},\n"@graph": [')
    written: set[str] = set()
    between = "\n"
    for node in NODES[what](ledger):
        if node["id"] not in written:
            written.add(node["id"])
            stream.write(between + json_line(node))
            between = ",\n"
    stream.write("\n]}\n")


def _statements(ledger: Ledger) -> Iterator[Node]:
    yield from _documents(ledger)
    text = _texts(ledger)
    for statement in ledger.statements():
        yield from _people((statement.source, statement.addressee))
        yield _statement(statement)
        yield _annotation(statement.id, statement.evidence, text)


def _accounts(ledger: Ledger) -> Iterator[Node]:
    yield from _documents(ledger)
    text = _texts(ledger)
    for account in ledger.accounts():
        yield _account(account)
        for side in (*account.affirmed_by, *account.denied_by):
            yield from _people((side.who,))
            yield _side(side)
            yield _annotation(side.record, side.evidence, text)


def _events(ledger: Ledger) -> Iterator[Node]:
    yield from _documents(ledger)
    text = _texts(ledger)
    for event in ledger.events():
        yield from _people((*event.actors, *event.recipients))
        yield _event(event)
        for mention in event.mentions:
            yield _annotation(mention.id, mention.evidence, text, body=event.id)


def _actors(ledger: Ledger) -> Iterator[Node]:
    return map(_actor, ledger.actors())


def _documents(ledger: Ledger) -> Iterator[Node]:
    for document in ledger.documents():
        yield _document(document)
        yield _coding(document)
        yield {"id": _coder(document), "type": "prov:SoftwareAgent", "name": f"onrecord {document.coder}"}


NODES: dict[str, Callable[[Ledger], Iterator[Node]]] = {
    "events": _events,
    "statements": _statements,
    "accounts": _accounts,
    "actors": _actors,
    "documents": _documents,
}


def _texts(ledger: Ledger) -> TextOf:
    return lru_cache(TEXTS_KEPT)(ledger.text)


def _known(**values: Any) -> Node:
    return {name: value for name, value in values.items() if value not in (None, [], ())}


def document_iri(document: str, version: int) -> str:
    """A document's version, relative to the base; its own id may hold anything."""
    return f"document/{quote(document, safe='')}/{version}"


def _source_iri(evidence: Evidence) -> str:
    return document_iri(evidence.document, evidence.version)


def _coding_iri(document: str, version: int) -> str:
    return f"coding/{quote(document, safe='')}/{version}"


def _coder(document: LedgerDocument) -> str:
    return f"coder/{quote(document.coder, safe='')}"


def _document(document: LedgerDocument) -> Node:
    return _known(
        id=document_iri(document.id, document.version),
        type=["schema:NewsArticle", "prov:Entity"],
        identifier=document.id,
        version=document.version,
        headline=document.title,
        byline=document.author,
        publisher=document.outlet,
        url=document.url,
        datePublished=document.published,
        dateModified=document.updated,
        datedBy=document.dated_by,
        inLanguage=document.language,
        textSha256=document.text_sha256,
        origin=document.origin,
    )


def _coding(document: LedgerDocument) -> Node:
    return {
        "id": _coding_iri(document.id, document.version),
        "type": "prov:Activity",
        "used": document_iri(document.id, document.version),
        "wasAssociatedWith": _coder(document),
    }


def _people(actors: Iterable[LedgerActor | None]) -> Iterator[Node]:
    return (_actor(actor) for actor in actors if actor is not None)


def _actor(actor: LedgerActor) -> Node:
    return _known(
        id=actor.id,
        type=TYPE_OF_KIND.get(actor.kind, "schema:Organization"),
        name=actor.name,
        alternateName=[name for name in actor.names if name != actor.name],
        kind=actor.kind,
        country=actor.country,
        sector=actor.sector,
    )


def _statement(statement: LedgerStatement) -> Node:
    """A quotation of whoever said it, or a claim that the writer reports as theirs."""
    evidence = statement.evidence
    speaker = statement.source.id if statement.source else None
    article = _source_iri(evidence)
    kind = (
        {"type": ["schema:Claim", "prov:Entity"], "author": speaker, "appearance": article}
        if statement.kind == "indirect"
        else {"type": ["schema:Quotation", "prov:Entity"], "spokenBy": speaker, "isPartOf": article}
    )
    return _known(
        id=statement.id,
        **kind,
        text=statement.content,
        quotation=statement.kind,
        act=statement.act,
        addressee=statement.addressee.id if statement.addressee else None,
        dateCreated=statement.date,
        **{"wasDerivedFrom" if statement.kind == "indirect" else "wasQuotedFrom": article},
        wasGeneratedBy=_coding_iri(evidence.document, evidence.version),
        method=statement.method,
    )


def _account(account: LedgerAccount) -> Node:
    sides = (*account.affirmed_by, *account.denied_by)
    return _known(
        id=account.id,
        type=["schema:Claim", "prov:Entity"],
        text=account.proposition,
        affirmedBy=[side.record for side in account.affirmed_by],
        deniedBy=[side.record for side in account.denied_by],
        wasDerivedFrom=list(dict.fromkeys(_source_iri(side.evidence) for side in sides)),
        method=account.method,
    )


def _side(side: AccountSide) -> Node:
    """The statement or event that speaks for a side, as far as the account knows it; whole in their own parts."""
    who = side.who.id if side.who else None
    article = _source_iri(side.evidence)
    spoken = (
        {"type": "schema:CreativeWork", "author": who, "dateCreated": side.when}
        if side.kind == "statement"
        else {"type": "schema:Action", "accordingTo": who, "startTime": side.when}
    )
    return _known(id=side.record, **spoken, wasDerivedFrom=article)


def _event(event: LedgerEvent) -> Node:
    sources = [mention.evidence for mention in event.mentions]
    return _known(
        id=event.id,
        type=["schema:Action", "prov:Entity"],
        eventType=event.type,
        mode=event.mode,
        context=list(event.contexts),
        cameo=event.cameo,
        quad=event.quad,
        factuality=event.factuality,
        startTime=event.date,
        agent=[actor.id for actor in event.actors],
        object=[actor.id for actor in event.recipients],
        actionStatus="schema:CompletedActionStatus" if is_fact(event) else None,
        location=_place(event.place),
        origins=event.origins,
        wasDerivedFrom=list(dict.fromkeys(map(_source_iri, sources))),
        wasGeneratedBy=list(dict.fromkeys(_coding_iri(source.document, source.version) for source in sources)),
    )


def _place(place: Location | None) -> Node | None:
    return _known(type="schema:Place", name=place.name, country=place.country) if place else None


def _annotation(identifier: str, evidence: Evidence, text: TextOf, body: str | None = None) -> Node:
    """The evidence for ``body`` (else for the record of that id): a target for each stretch of the words."""
    whole = text(evidence.document, evidence.version)
    return {
        "id": f"evidence/{identifier}",
        "type": "oa:Annotation",
        "body": body or identifier,
        "target": [_target(_source_iri(evidence), whole, span) for span in evidence.spans],
    }


def _target(source: str, text: str, span: Span) -> Node:
    return {
        "type": "oa:SpecificResource",
        "source": source,
        "selector": [
            {
                "type": "oa:TextQuoteSelector",
                "exact": span.of(text),
                "prefix": text[max(0, span.start - AROUND) : span.start],
                "suffix": text[span.end : span.end + AROUND],
            },
            {"type": "oa:TextPositionSelector", "start": span.start, "end": span.end},
        ],
    }
