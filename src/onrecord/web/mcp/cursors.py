"""How an answer goes on: a text that says where in which question it broke off, and in which state the ledger was."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from dataclasses import dataclass
from typing import Any

DIGITS = 16


class CursorError(ValueError):
    """A cursor is none, or belongs to another question."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer begins, and whether the ledger has changed since the first part of it."""

    offset: int
    changed: bool


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a ledger in some state: the tool and its arguments, but for the cursor."""

    tool: str
    arguments: dict[str, Any]
    state: str

    def cursor(self, offset: int) -> str:
        """The cursor of what follows from an offset on."""
        told = json.dumps([offset, self._digest(), self.state])
        return base64.urlsafe_b64encode(told.encode()).decode()

    def place(self, cursor: str | None) -> Place:
        """Where the answer to a cursor begins.

        Raises:
            CursorError: if it is no cursor of this question.
        """
        if cursor is None:
            return Place(0, changed=False)
        try:
            offset, digest, state = json.loads(base64.urlsafe_b64decode(cursor))
        except (binascii.Error, ValueError) as error:
            raise CursorError("this is no cursor; leave it out to begin") from error
        if digest != self._digest() or not isinstance(offset, int) or offset < 0:
            raise CursorError("this cursor belongs to other arguments; repeat those that it came with")
        return Place(offset, state != self.state)

    def _digest(self) -> str:
        asked = json.dumps([self.tool, self.arguments], sort_keys=True)
        return hashlib.sha256(asked.encode()).hexdigest()[:DIGITS]
