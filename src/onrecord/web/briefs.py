"""Briefs are written when they are asked for, and kept until the record has grown or somebody has judged it."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING

from onrecord.brief.writing import write

if TYPE_CHECKING:
    from onrecord.brief.report import Brief
    from onrecord.ledger.store import Ledger
    from onrecord.web.scopes import Asked

KEPT = 64


class Briefs:
    """The briefs written last, for requests in several threads."""

    def __init__(self) -> None:
        self._kept: OrderedDict[object, Brief] = OrderedDict()
        self._lock = Lock()

    def of(self, ledger: Ledger, asked: Asked) -> Brief:
        """The brief of what is asked for.

        It is not kept in the ledger as the situation's last brief: looking at a page sends no report to anybody.
        """
        key = (asked.scope, asked.title, _state(ledger))
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = write(ledger, asked.scope, asked.title)
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return made


def _state(ledger: Ledger) -> object:
    """What changes whenever a brief of the ledger may."""
    reviews = tuple((review.id, review.withdrawn_at) for review in ledger.reviews())
    judged = tuple((judgement.id, judgement.withdrawn_at) for judgement in ledger.judgements())
    return ledger.last_arrival(), reviews, judged
