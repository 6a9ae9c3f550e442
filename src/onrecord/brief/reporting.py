"""The ledger that :func:`onrecord.open_ledger` hands out: one that can also write briefs.

It stands here and not in ``ledger`` because a brief is written from a ledger, never the other way round.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from onrecord.brief.writing import write
from onrecord.errors import SituationError
from onrecord.ledger.scope import Scope
from onrecord.ledger.store import Ledger

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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

    def situation_brief(self, name: str, *, only_new: bool = False) -> Brief:
        """The brief of a saved situation with what changed since its last one, which this one becomes.

        Args:
            name: under which the situation was saved.
            only_new: tell only what reports tell that came since the last brief. If none came, the last brief stays.

        Raises:
            SituationError: if there is no such situation, or no brief of it to start from.
            LedgerError: if the ledger is locked or cannot be written.
        """
        with self.telling(name, only_new=only_new) as brief:
            return brief

    @contextmanager
    def telling(self, name: str, *, only_new: bool = False) -> Iterator[Brief]:
        """The same for a block that passes the brief on, to a file or a mail: it becomes the situation's last one when
        the block is left without an error. What did not reach its reader is told again the next time.
        """
        situation = self.situation(name)
        if only_new and situation.last_brief is None:
            raise SituationError(f"{name}: there is no last brief yet; write one without --since last")
        seen = self.last_arrival()
        brief = write(self, situation.scope, name, last=situation, only_new=only_new)
        yield brief
        if brief.is_news or not only_new:
            self.keep_brief(situation.id, seen)
