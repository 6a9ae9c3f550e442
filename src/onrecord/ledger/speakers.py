"""Whether two statements may be one speaker's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol, TypeVar

from onrecord.ledger.identity import name_words
from onrecord.records import ActorKind  # noqa: TC001 - statements are kept as JSON, whose types resolve at run time

if TYPE_CHECKING:
    from collections.abc import Sequence

Speaker = Literal["same", "name", "unnamed", "for_it"]
"""The same source; names of which one is part of the other; one of the two unnamed; one who may speak for the other."""


class Named(Protocol):
    """What speakers are compared by."""

    @property
    def id(self) -> str:
        """The actor."""

    @property
    def name(self) -> str:
        """What most documents call it."""

    @property
    def kind(self) -> ActorKind:
        """What most documents take it for."""

    @property
    def country(self) -> str | None:
        """Its country."""


Anybody = TypeVar("Anybody", bound=Named)


@dataclass(frozen=True, slots=True)
class Source:
    """That of an actor, and nothing else."""

    id: str
    name: str
    kind: ActorKind
    country: str | None

    @staticmethod
    def of(actor: Named) -> Source:
        """That of this actor."""
        return Source(actor.id, actor.name, actor.kind, actor.country)


BODIES = frozenset({"government", "organisation", "igo", "armed_group"})


def speaker(one: Named | None, other: Named | None) -> Speaker | None:
    """How two sources may be one speaker, None if they cannot."""
    if one is None or other is None:
        return "unnamed"
    if one.id == other.id:
        return "same"
    if one.country and other.country and one.country != other.country:
        return None
    if _namesakes(one, other):
        return "name" if one.kind == "person" else "unnamed"
    if is_unnamed(one) or is_unnamed(other):
        return "unnamed"
    return "for_it" if _speaks_for(one, other) or _speaks_for(other, one) else None


def _namesakes(one: Named, other: Named) -> bool:
    """Whether all words of one name stand in the other, or the last and one more."""
    if (one.kind == "person") != (other.kind == "person"):
        return False
    ours, theirs = name_words(one.name).split(), name_words(other.name).split()
    shared = set(ours) & set(theirs)
    fewer = min(len(set(ours)), len(set(theirs)))
    return bool(shared) and (len(shared) == fewer or (len(shared) > 1 and ours[-1] == theirs[-1]))


def is_unnamed(actor: Named) -> bool:
    """Whether an actor is known by a noun alone ("a senior official", "residents")."""
    return actor.kind == "people" or actor.name[:1].islower()


def chief(sources: Sequence[Anybody]) -> Anybody | None:
    """Of the sources of reports that which most have, one with a name first; of equal ones that of the first report."""
    return max(sources, key=lambda s: (not is_unnamed(s), sources.count(s), -sources.index(s)), default=None)


def _speaks_for(person: Named, body: Named) -> bool:
    return (
        person.kind == "person" and body.kind in BODIES and body.country is not None and person.country == body.country
    )
