"""The record itself as JSON Lines: for events the line of the contract, for the other parts every field of the view."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from onrecord.exports.lines import json_line
from onrecord.exports.parts import PARTS
from onrecord.ledger import views

if TYPE_CHECKING:
    from typing import IO

    from pydantic import TypeAdapter

    from onrecord.exports.parts import View
    from onrecord.ledger.store import Ledger

    Changes = views.FieldChange | views.RecordChange | views.SentenceChange
    Part = views.LedgerJudgement | views.LedgerReview | views.Reviewed | views.LedgerSituation | Changes
    """Records that are shown but are no part of the record themselves."""


def write(ledger: Ledger, what: str, stream: IO[str]) -> None:
    """One JSON object a line."""
    for row in PARTS[what](ledger):
        line = event_line(row) if isinstance(row, views.LedgerEvent) else plain(row)
        stream.write(json_line(line) + "\n")


def event_line(event: views.LedgerEvent) -> dict[str, Any]:
    """The contract's record of one ledger event, joined over its documents."""
    return {
        "event": event.id,
        "type": event.type,
        "mode": event.mode,
        "contexts": list(event.contexts),
        "cameo": event.cameo,
        "quad": event.quad,
        "date": event.date,
        "factuality": event.factuality,
        "place": {"name": event.place.name, "country": event.place.country} if event.place else None,
        "actors": [_actor(actor) for actor in event.actors],
        "recipients": [_actor(actor) for actor in event.recipients],
        "mentions": [_mention(mention) for mention in event.mentions],
        "documents": event.documents,
        "origins": event.origins,
    }


def _actor(actor: views.LedgerActor) -> dict[str, Any]:
    return {"id": actor.id, "name": actor.name, "country": actor.country, "sector": actor.sector}


def _mention(mention: views.EventMention) -> dict[str, Any]:
    return {
        "id": mention.id,
        "document": mention.document,
        "version": mention.version,
        "trigger": list(mention.trigger),
        "sentence": list(mention.sentence),
        "factuality": mention.factuality,
        "date": mention.date,
        "according_to": mention.according_to,
        "origin": mention.origin,
        "joined_by": mention.joined_by,
        "join_reason": mention.join_reason,
        "confidence": mention.confidence,
        "reviewed": [plain(review) for review in mention.reviewed],
    }


@cache
def _adapter(part: str) -> TypeAdapter[Any]:
    from pydantic import TypeAdapter

    return TypeAdapter(getattr(views, part))


def plain(row: View | Part) -> dict[str, Any]:
    """A view record as JSON values, field by field."""
    values: dict[str, Any] = _adapter(type(row).__name__).dump_python(row, mode="json")
    return values
