"""How a record's parts are named to a reader: actors by name, spans by their words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.records import Actor, CodedDocument, Span

GAP = " … "

_CONTROLS = (*range(9), 11, 12, *range(14, 32), *range(127, 160))
_DIRECTIONS = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
_SHOWN = dict.fromkeys((*_CONTROLS, *_DIRECTIONS), "\ufffd")


def visible(text: str) -> str:
    """The text with control characters and direction overrides shown as �: a terminal would obey them."""
    # Nothing of the kind is printable: to see that there is none takes a tenth of replacing it.
    return text if text.isprintable() else text.translate(_SHOWN)


@dataclass(frozen=True, slots=True)
class Names:
    """Looks up what ids and spans of one coded document stand for."""

    coded: CodedDocument
    actors: dict[str, Actor]

    @classmethod
    def of(cls, coded: CodedDocument) -> Names:
        """The names of a coded document."""
        return cls(coded, {actor.id: actor for actor in coded.actors})

    def actor(self, actor_id: str | None) -> str:
        """An actor's name with its country, or a dash."""
        if actor_id is None or actor_id not in self.actors:
            return "—"
        actor = self.actors[actor_id]
        name = visible(actor.name)
        return f"{name} ({actor.country})" if actor.country else name

    def several(self, actor_ids: Iterable[str]) -> str:
        """Names joined by commas, or a dash for none."""
        return ", ".join(self.actor(actor_id) for actor_id in actor_ids) or "—"

    def words(self, spans: Iterable[Span] | None) -> str:
        """The words under the spans on one line, gaps marked."""
        return GAP.join(visible(" ".join(span.of(self.coded.text).split())) for span in spans or ())
