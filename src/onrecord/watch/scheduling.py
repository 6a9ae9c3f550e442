"""What is to be done now: sources that are due are polled, pages that are open are fetched, one of a host at a time."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onrecord.sources.fetching.addresses import origin
from onrecord.sources.fetching.errors import FetchError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.watch.configuration import Source
    from onrecord.watch.state import Listed, State

LOOK_EVERY = 1.0
"""Seconds between two looks at what is due: the state may list many pages."""


@dataclass(slots=True)
class Schedule:
    """Hands out polls and pages, and is told when each has ended.

    A host that stalls holds up its own pages: those of the others are handed out meanwhile.
    """

    sources: Sequence[Source]
    state: State
    once: bool
    _polling: set[str] = field(default_factory=set)
    _polled: set[str] = field(default_factory=set)
    _fetching: dict[tuple[str, str], str] = field(default_factory=dict)
    _open: list[tuple[Source, Listed]] = field(default_factory=list)
    _looked: float = float("-inf")

    def look(self, *, now: bool = False) -> None:
        """Looks at what is open, if it was not looked at lately."""
        if now or time.monotonic() - self._looked >= LOOK_EVERY:
            self._looked = time.monotonic()
            by_name = {source.name: source for source in self.sources if source.fetched}
            self._open = [(by_name[name], item) for name, item in self.state.open_pages() if name in by_name]

    def polls(self, room: int) -> Iterator[Source]:
        """Sources to be polled now, as many as there is room for."""
        for source in self.sources:
            if len(self._polling) >= room:
                return
            name = source.name
            if name not in self._polling and not (self.once and name in self._polled) and self._is_due(name):
                self._polling.add(name)
                yield source

    def pages(self, room: int) -> Iterator[tuple[Source, Listed]]:
        """Pages to be fetched now, as many as there is room for, none of a host that is being asked."""
        asked = set(self._fetching.values())
        for source, item in self._open:
            if len(self._fetching) >= room:
                return
            host = _host(item.key)
            if host not in asked and (source.name, item.key) not in self._fetching:
                asked.add(host)
                self._fetching[source.name, item.key] = host
                yield source, item

    def poll_ended(self, name: str) -> None:
        """A source was polled."""
        self._polling.discard(name)
        self._polled.add(name)
        self.look(now=True)

    def page_ended(self, name: str, key: str) -> None:
        """A page was fetched, or could not be."""
        self._fetching.pop((name, key), None)
        self._open = [(source, item) for source, item in self._open if (source.name, item.key) != (name, key)]

    def idle(self) -> bool:
        """Whether nothing is being done, and there is nothing to do."""
        due = any(
            not (self.once and source.name in self._polled) and self._is_due(source.name) for source in self.sources
        )
        return not (self._polling or self._fetching or self._open or due)

    def _is_due(self, name: str) -> bool:
        return self.state.due(name) <= time.time()


def _host(address: str) -> str:
    try:
        return origin(address)
    except FetchError:
        return address
