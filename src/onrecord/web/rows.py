"""The columns in which views are taken away as CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onrecord.exports.record import event_line, plain
from onrecord.ledger.views import LedgerEvent, last_verdict
from onrecord.web.answers import joined
from onrecord.web.templating import squeezed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.ledger.views import (
        Evidence,
        Hit,
        LedgerAccount,
        LedgerActor,
        LedgerAgreement,
        LedgerCommitment,
        LedgerDocument,
        LedgerStatement,
        LedgerUtterance,
    )
    from onrecord.web.answers import Cell

HIT = (
    *("record", "id", "date", "who", "what", "to_whom", "words"),
    *("document", "version", "outlet", "published", "documents", "origins", "reviewed"),
)
ACTOR = ("id", "name", "kind", "country", "sector", "office", "names")
AGREEMENT = ("id", "name", "parties", "status", "date", "since_document", "disputes")
ACCOUNT = ("id", "proposition", "affirmed_by", "denied_by", "method")
COMMITMENT = ("id", "kind", "by", "toward", "date", "condition", "words", "document", "candidates")
DOCUMENT = ("id", "version", "title", "outlet", "url", "published", "updated", "origin")
UTTERANCE = ("id", "who", "act", "date", "words", "outlets", "documents", "origins")


def event(found: LedgerEvent) -> tuple[Cell, ...]:
    """An event in the columns of a search."""
    evidence = found.latest.evidence
    sides = (names(found.actors), f"{found.type} {found.factuality}", names(found.recipients))
    verdict = last_verdict(review.verdict for review in found.reviewed)
    reports = (found.documents, found.origins, verdict)
    return ("event", found.id, found.date, *sides, *_where(evidence), *reports)


def statement(found: LedgerStatement, told: LedgerUtterance | None = None) -> tuple[Cell, ...]:
    """A statement in the columns of a search."""
    sides = (_name(found.source), found.act, _name(found.addressee))
    verdict = last_verdict(review.verdict for review in found.reviewed)
    reports = (told.documents if told else 1, told.origins if told else 1, verdict)
    return ("statement", found.id, found.date, *sides, *_where(found.evidence), *reports)


def hit(found: Hit) -> tuple[Cell, ...]:
    """A search result."""
    if found.event:
        return event(found.event)
    assert found.statement is not None, "a hit is one of the two"
    return statement(found.statement, found.utterance)


def plain_hit(found: Hit) -> dict[str, Any]:
    """A search result as JSON."""
    record = found.event or found.statement
    assert record is not None, "a hit is one of the two"
    return {"record": found.kind, **plain_record(record)}


def plain_record(record: LedgerEvent | LedgerStatement) -> dict[str, Any]:
    """An event as the contract has it, a statement field by field."""
    return event_line(record) if isinstance(record, LedgerEvent) else plain(record)


def actor(found: LedgerActor) -> tuple[Cell, ...]:
    """An actor, with the office that reports gave last."""
    office = next((joined((role.title, role.of)) for role in found.roles if role.status != "former"), None)
    return (found.id, found.name, found.kind, found.country, found.sector, office, joined(found.names))


def agreement(found: LedgerAgreement) -> tuple[Cell, ...]:
    """An agreement as it stands."""
    last = found.history[-1]
    parties = names(found.parties)
    return (found.id, found.name, parties, found.status, last.date, last.evidence[0].document, len(found.disputes))


def account(found: LedgerAccount) -> tuple[Cell, ...]:
    """A contested point with those on either side."""
    affirming, denying = (
        joined(dict.fromkeys(side.who.name if side.who else side.evidence.document for side in sides))
        for sides in (found.affirmed_by, found.denied_by)
    )
    return (found.id, found.proposition, affirming, denying, found.method)


def commitment(found: LedgerCommitment) -> tuple[Cell, ...]:
    """A threat or promise."""
    condition = squeezed(found.condition.quote) if found.condition else None
    words = (squeezed(found.evidence[0].quote), found.evidence[0].document)
    sides = (names(found.by), names(found.toward))
    return (found.id, found.kind, *sides, found.date, condition, *words, len(found.candidates))


def document(found: LedgerDocument) -> tuple[Cell, ...]:
    """A document version."""
    dates = (found.published, found.updated, found.origin)
    return (found.id, found.version, found.title, found.outlet, found.url, *dates)


def utterance(found: LedgerUtterance) -> tuple[Cell, ...]:
    """What was said once."""
    said = (_name(found.source), found.act, found.date, squeezed(found.wording))
    return (found.id, *said, joined(found.outlets), found.documents, found.origins)


def names(actors: Iterable[LedgerActor]) -> str:
    """Names in one cell."""
    return joined(actor.name for actor in actors)


def _name(actor: LedgerActor | None) -> str | None:
    return actor.name if actor else None


def _where(evidence: Evidence) -> tuple[Cell, ...]:
    words = squeezed(evidence.quote)
    return (words, evidence.document, evidence.version, evidence.outlet, evidence.published)
