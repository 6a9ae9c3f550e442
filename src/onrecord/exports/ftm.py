"""The record as FollowTheMoney entities, one JSON object a line, for Aleph and the tools around it.

Actors are Person, PublicBody, Organization or LegalEntity, documents are Article. An event is an Event with all who
took part in ``involved``; since that says nothing of direction, each actor is joined with each recipient by an
UnknownLink besides, its ``role`` the PLOVER type. A statement is a Documentation: the link of an article with whom it
quotes, the speech act its ``role``, the words its ``summary``. Events and links have the articles that bear them out in
``proof``.

The model has no factuality, so only events are written that the record holds as fact, and no link without both ends, so
only statements whose speaker is known. Ids are the record's with ``-`` for ``_``, which the model does not allow. Every
entity that another points to stands before it; entities of several parts may be put into one file.
"""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from onrecord.exports.facts import DAY, is_fact
from onrecord.exports.lines import json_line
from onrecord.ontology.codes import country_codes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import IO

    from onrecord.ledger.store import Ledger
    from onrecord.ledger.views import LedgerActor, LedgerDocument, LedgerEvent, LedgerRole, LedgerStatement

SCHEMA_OF_KIND = {
    "person": "Person",
    "government": "PublicBody",
    "organisation": "Organization",
    "igo": "Organization",
    "armed_group": "Organization",
    "media": "Organization",
    "people": "LegalEntity",
}
LANGUAGES = {"en": "eng"}
"""ISO 639-3, which the model takes, by ISO 639-1; the coder reads English alone."""
WEB = re.compile(r"https?://[\w.-]+\.\w+")
"""The addresses that the model takes."""
FIRST_YEAR = "1000"
ID_DIGITS = 20


class Entity(NamedTuple):
    """One entity of the model; every property has a list of strings."""

    id: str
    schema: str
    properties: dict[str, list[str]]


def write(ledger: Ledger, what: str, stream: IO[str]) -> None:
    """Each entity of a part, and those that they point to, once."""
    written: set[str] = set()
    for entity in ENTITIES[what](ledger):
        if entity.id not in written:
            written.add(entity.id)
            stream.write(json_line(entity._asdict()) + "\n")


def has_speaker(statement: LedgerStatement) -> bool:
    """Whether it is known who said it."""
    return statement.source is not None


def _events(ledger: Ledger) -> Iterator[Entity]:
    yield from _documents(ledger)
    for event in filter(is_fact, ledger.events()):
        yield from map(_actor, (*event.actors, *event.recipients))
        yield _event(event)
        for actor, recipient in product(event.actors, event.recipients):
            yield _link(event, actor, recipient)


def _statements(ledger: Ledger) -> Iterator[Entity]:
    yield from _documents(ledger)
    for statement in ledger.statements():
        if statement.source is not None:
            yield _actor(statement.source)
            yield _documentation(statement, statement.source)


def _actors(ledger: Ledger) -> Iterator[Entity]:
    return map(_actor, ledger.actors())


def _documents(ledger: Ledger) -> Iterator[Entity]:
    return map(_article, ledger.documents())


ENTITIES: dict[str, Callable[[Ledger], Iterator[Entity]]] = {
    "events": _events,
    "statements": _statements,
    "actors": _actors,
    "documents": _documents,
}


def _entity(identifier: str, schema: str, **properties: Iterable[str | None]) -> Entity:
    """An entity without the properties of which nothing is known; a value that stands twice stands once."""
    known = {name: list(dict.fromkeys(_clean(name, v) for v in values if v)) for name, values in properties.items()}
    return Entity(_id(identifier), schema, {name: values for name, values in known.items() if values})


def _clean(name: str, value: str) -> str:
    """As the model keeps values: on one line, with one blank between words, but for whole texts."""
    return value.strip() if name == "summary" else " ".join(value.split())


def _id(identifier: str) -> str:
    return identifier.replace("_", "-")


def _article_id(document: str) -> str:
    """A document is called as its input calls it, be it an address; the model's ids are letters and digits."""
    return "doc-" + hashlib.sha256(document.encode()).hexdigest()[:ID_DIGITS]


def _article(document: LedgerDocument) -> Entity:
    return _entity(
        _article_id(document.id),
        "Article",
        fileName=[document.id],
        title=[document.title],
        author=[document.author],
        publisher=[document.outlet],
        sourceUrl=[document.url if WEB.match(document.url or "") else None],
        publishedAt=[_date(document.published)],
        modifiedAt=[_date(document.updated)],
        language=[LANGUAGES.get(document.language or "")],
    )


def _date(date: str | None) -> str | None:
    """The model's times are in UTC and do not say so; it takes no year before 1000."""
    if date is None or date < FIRST_YEAR:
        return None
    if len(date) <= DAY:
        return date
    moment = datetime.fromisoformat(date)
    return (moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment).isoformat(timespec="seconds")


def _actor(actor: LedgerActor) -> Entity:
    return _entity(
        actor.id,
        SCHEMA_OF_KIND[actor.kind],
        name=[actor.name],
        alias=[name for name in actor.names if name != actor.name],
        country=[country_codes(actor.country).ftm],
        classification=[actor.kind, actor.sector],
        **({"position": map(_position, actor.roles)} if actor.kind == "person" else {}),
    )


def _position(role: LedgerRole) -> str:
    past = "" if role.status in ("current", "unknown") else f"{role.status} "
    return past + role.title + (f" of {role.of}" if role.of else "")


def _event(event: LedgerEvent) -> Entity:
    return _entity(
        event.id,
        "Event",
        name=[f"{event.type}: {', '.join(actor.name for actor in (*event.actors, *event.recipients))}".rstrip(": ")],
        date=[_date(event.date)],
        involved=[_id(actor.id) for actor in (*event.actors, *event.recipients)],
        location=[event.place.name if event.place else None],
        country=[country_codes(event.place.country).ftm if event.place else None],
        keywords=[event.type, event.mode, *event.contexts],
        summary=[event.latest.evidence.quote],
        recordId=[event.id],
        proof=_proof(event),
    )


def _link(event: LedgerEvent, actor: LedgerActor, recipient: LedgerActor) -> Entity:
    return _entity(
        f"{event.id}-{actor.id}-{recipient.id}",
        "UnknownLink",
        subject=[_id(actor.id)],
        object=[_id(recipient.id)],
        role=[event.type],
        date=[_date(event.date)],
        summary=[event.latest.evidence.quote],
        recordId=[event.id],
        proof=_proof(event),
    )


def _documentation(statement: LedgerStatement, source: LedgerActor) -> Entity:
    article = _article_id(statement.evidence.document)
    return _entity(
        statement.id,
        "Documentation",
        document=[article],
        entity=[_id(source.id)],
        role=[statement.act],
        date=[_date(statement.date)],
        summary=[statement.content],
        recordId=[statement.id],
        proof=[article],
    )


def _proof(event: LedgerEvent) -> list[str | None]:
    return [_article_id(mention.document) for mention in event.mentions]
