"""Who acts and speaks: mentions joined into actors, with country, sector, kind and roles."""

from __future__ import annotations

from onrecord.coder.actors.index import ActorIndex, find_actors
from onrecord.coder.actors.known import known_actors

__all__ = ["ActorIndex", "find_actors", "known_actors"]
