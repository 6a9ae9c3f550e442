"""The ledger that :func:`onrecord.open_ledger` hands out: one that can also write briefs.

It stands here and not in ``ledger`` because a brief is written from a ledger, never the other way round.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.brief.writing import write
from onrecord.ledger.scope import Scope
from onrecord.ledger.store import Ledger

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.brief.report import Brief


class ReportingLedger(Ledger):
    """A ledger that also writes briefs of what it holds."""

    def brief(
        self,
        title: str | None = None,
        *,
        actors: Sequence[str] = (),
        contexts: Sequence[str] = (),
        since: str | None = None,
        until: str | None = None,
    ) -> Brief:
        """The brief of a situation.

        Args:
            title: what the situation is called; None names it after its actors.
            actors: countries (ISO alpha-3) or names; empty for all.
            contexts: PLOVER contexts; empty for all.
            since: ISO prefix, inclusive.
            until: ISO prefix, inclusive.
        """
        scope = Scope(actors=tuple(actors), contexts=tuple(contexts), since=since, until=until)
        return write(self, scope, title)
