"""Events as PLOVER JSON Lines.

Field names follow the PLOVER manual's chapter "JSON Data Fields" (``id``, ``date``, ``source``, ``recipient``,
``event``, ``event_loc``, ``event_text``, ``quad_code``, ``event_scale``, ``cite_info``, ``text_info``). The manual's
``text`` is left out: the slot is for those who hold rights in the text. PLOVER has no field for factuality, so each
line adds ``factuality``; and since a PLOVER record asserts that an event took place, only those are written that the
record holds as fact (CT+).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onrecord.exports.facts import is_dated_fact
from onrecord.exports.lines import json_line
from onrecord.exports.offices import office_on
from onrecord.ontology.plover import intensity
from onrecord.version import __version__

if TYPE_CHECKING:
    from typing import IO

    from onrecord.ledger.store import Ledger
    from onrecord.ledger.views import LedgerActor, LedgerEvent

QUAD_CODE = {"verbal cooperation": 1, "material cooperation": 2, "verbal conflict": 3, "material conflict": 4}
NON_STATE_CODE = {"IGO": "IGO", "NGO": "NGO", "REB": "IMG", "BUS": "MNC"}
"""The manual's table of non-state actor codes, for actors without a country."""


def write(ledger: Ledger, what: str, stream: IO[str]) -> None:
    """One PLOVER record a line; events without a date are left out, since PLOVER requires one."""
    for event in filter(is_dated_fact, ledger.events()):
        stream.write(json_line(_line(event)) + "\n")


def _line(event: LedgerEvent) -> dict[str, Any]:
    mention = event.latest
    line = {
        "id": event.id,
        "date": event.date,
        "source": [_actor(actor, mention.evidence.published) for actor in event.actors],
        "recipient": [_actor(actor, mention.evidence.published) for actor in event.recipients],
        "event": [event.type],
        "event_text": sorted({m.trigger_text for m in event.mentions}),
        "mode": event.mode,
        "context": list(event.contexts),
        "quad_code": QUAD_CODE[event.quad],
        "event_scale": intensity(event.type),
        "event_loc": {"name": event.place.name, "cc3": event.place.country} if event.place else None,
        "text_info": {"start": mention.sentence.start, "end": mention.sentence.end},
        "cite_info": {
            "citation": mention.document,
            "title": mention.evidence.title,
            "url": mention.evidence.url,
            "publication": mention.evidence.outlet,
        },
        "coder": f"onrecord {__version__}",
        "factuality": event.factuality,
        "documents": event.documents,
        "origins": event.origins,
    }
    return {key: value for key, value in line.items() if value not in (None, [], "")}


def _actor(actor: LedgerActor, day: str | None) -> dict[str, Any]:
    code = actor.country or NON_STATE_CODE.get(actor.sector or "")
    fields = {
        "code": code,
        "sector": actor.sector,
        "actor_text": actor.name,
        "identifier_id": actor.id,
        "identifier_text": actor.name,
        "office": office_on(actor, day),
    }
    return {key: value for key, value in fields.items() if value}
