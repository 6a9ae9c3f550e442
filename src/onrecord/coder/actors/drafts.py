"""An actor while its document is being read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onrecord.ontology.actors import current_code
from onrecord.records import Actor

if TYPE_CHECKING:
    from onrecord.ontology.actors import Gender
    from onrecord.records import ActorKind, Role, Sector, Span


@dataclass(slots=True, eq=False)
class Draft:
    """One actor and what has been read of it so far; becomes an :class:`Actor` when the document is coded.

    ``noun`` is the head noun of a descriptive actor ("troops", "ministry"), by which later mentions find it;
    ``retired`` says that the only government office known is a past one: PLOVER's OTH, if nothing else is known;
    ``known`` is the office that the ontology knows, which counts only where the text gives none; ``stateless`` says
    that it is one of an organisation of states, whose holder speaks for no country whatever offices came before.
    """

    name: str
    kind: ActorKind
    country: str | None = None
    sector: Sector | None = None
    gender: Gender | None = None
    plural: bool = False
    noun: str = ""
    known: Role | None = None
    retired: bool = False
    stateless: bool = False
    roles: list[Role] = field(default_factory=list)
    titles: set[str] = field(default_factory=set)
    mentions: set[Span] = field(default_factory=set)
    _ordered: tuple[Span, ...] = ()

    @property
    def is_named(self) -> bool:
        """Whether the text names it; a descriptive actor has a noun only."""
        return not self.noun

    @property
    def is_person(self) -> bool:
        """Whether one human being is meant."""
        return self.kind == "person"

    def frozen(self, actor_id: str) -> Actor:
        """The record as of now."""
        roles = tuple(self.roles) or ((self.known,) if self.known else ())
        sector = self.sector or ("OTH" if self.retired else None)
        return Actor(actor_id, self.name, self.kind, current_code(self.country), sector, roles, self._in_order())

    def _in_order(self) -> tuple[Span, ...]:
        """The mentions in order, sorted again only when there are more: later steps ask for one actor many times."""
        if len(self._ordered) < len(self.mentions):
            self._ordered = tuple(sorted(self.mentions))
        return self._ordered

    def learn(self, country: str | None, sector: Sector | None) -> None:
        """Takes over what is not known yet; what was known first stays."""
        self.country = self.country or (None if self.stateless else country)
        self.sector = self.sector or sector
