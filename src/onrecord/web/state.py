"""Which state a ledger is in, as a short text: what is told of it stays true as long as the text is the same."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from onrecord.version import __version__

if TYPE_CHECKING:
    from onrecord.ledger.store import Ledger

DIGITS = 24


def state_of(ledger: Ledger) -> str:
    """The state: another one after every document, judgement, review, situation and brief."""
    state = (__version__, ledger.state())
    return hashlib.sha256(json.dumps(state).encode()).hexdigest()[:DIGITS]
