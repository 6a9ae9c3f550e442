"""Which events a format can say that asserts what it holds and knows nothing of factuality."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.ledger.views import LedgerEvent

DAY = len("2015-04-02")


def is_fact(event: LedgerEvent) -> bool:
    """What the record holds as having taken place."""
    return event.factuality == "CT+"


def is_dated_fact(event: LedgerEvent) -> bool:
    """A fact of a year, a month or a day."""
    return is_fact(event) and event.date is not None


def is_fact_of_a_day(event: LedgerEvent) -> bool:
    """A fact of a known day."""
    return is_fact(event) and event.date is not None and len(event.date) == DAY
