"""Briefs are written when they are asked for, and kept until the record has grown or somebody has judged it."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING

from onrecord.brief.writing import write
from onrecord.web.state import state_of

if TYPE_CHECKING:
    from onrecord.brief.report import Brief
    from onrecord.ledger.scope import Scope
    from onrecord.ledger.store import Ledger
    from onrecord.ledger.views import LedgerSituation

KEPT = 64


class Briefs:
    """The briefs written last, for requests in several threads."""

    def __init__(self) -> None:
        self._kept: OrderedDict[object, Brief] = OrderedDict()
        self._lock = Lock()

    def of(
        self,
        ledger: Ledger,
        scope: Scope,
        title: str | None,
        *,
        last: LedgerSituation | None = None,
        only_new: bool = False,
    ) -> Brief:
        """The brief of a scope, as :func:`onrecord.brief.writing.write` takes it.

        It is not kept in the ledger as the situation's last brief: looking at one sends no report to anybody.
        """
        key = (scope, title, last, only_new, state_of(ledger))
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = write(ledger, scope, title, last=last, only_new=only_new)
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return made
