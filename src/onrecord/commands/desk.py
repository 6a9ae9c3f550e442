"""Reviewing at the keyboard: one event after the other, a key for each verdict."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import click
import typer
from rich.console import Console
from rich.text import Text

from onrecord.errors import OnrecordError
from onrecord.ledger.reviewing import field_named
from onrecord.show.naming import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from onrecord.ledger.reviewing import Corrected
    from onrecord.ledger.rows import Field, RecordVerdict
    from onrecord.ledger.store import Ledger
    from onrecord.ledger.views import EventMention, LedgerActor, LedgerEvent

    Corrections = Callable[[Mapping[Field, str]], Corrected]

KEYS = "a accept   r reject   c correct   s skip   u undo   q quit"
ASK_CHANGES = "what should it be? (type, date, factuality, actors, recipients: date=2015-03-30; actors=Iran, Russia)"
UNDONE = "undone at the keyboard"
SHOWN = 4
"""Mentions shown of one event."""


def on_keyboard() -> bool:
    """Whether a person can see and answer."""
    return sys.stdin.isatty() and sys.stdout.isatty()


@dataclass(slots=True)
class Desk:
    """A session of one reviewer. ``reason`` is given with every verdict; None asks for it each time."""

    ledger: Ledger
    author: str
    reason: str | None
    corrections: Corrections
    console: Console = field(default_factory=lambda: Console(markup=False, highlight=False))
    _made: list[tuple[int, str]] = field(default_factory=list)
    _last_reason: str | None = None

    def work_through(self, events: Sequence[LedgerEvent]) -> None:
        """Shows events until all are reviewed or skipped, or the reviewer leaves."""
        place = 0
        while place < len(events):
            self._show(events[place], f"{place + 1:,} of {len(events):,}")
            moved = self._answered(events[place], place)
            if moved is None:
                break
            place = moved
        self.console.print(f"{len(self._made):,} reviewed; onrecord review list shows them", style="dim")

    def _answered(self, event: LedgerEvent, place: int) -> int | None:
        """The place of the event to show next, None to leave."""
        while True:
            key = click.getchar().lower()
            if key in ("q", "\x1b", "\x04"):
                return None
            if key == "\x03":
                raise KeyboardInterrupt
            if key == "s":
                return place + 1
            if key == "u" and self._made:
                return self._undo()
            verdict = VERDICTS.get(key)
            if verdict and self._judge(event, place, verdict):
                return place + 1
            self.console.print(KEYS, style="dim")

    def _judge(self, event: LedgerEvent, place: int, verdict: RecordVerdict) -> bool:
        """Records a verdict on the mentions that are shown; says why it cannot be, and changes nothing then."""
        mentions = [mention.id for mention in event.mentions]
        try:
            changes = self._asked() if verdict == "correct" else {}
            reason = self.reason or typer.prompt("because", self._last_reason)
            made = self.ledger.review(verdict, mentions, author=self.author, reason=reason, corrections=changes)
        except OnrecordError as error:
            self.console.print(visible(str(error)), style="red")
            return False
        self._last_reason = reason
        self._made.append((place, made))
        return True

    def _asked(self) -> Corrected:
        return self.corrections(parsed(typer.prompt(ASK_CHANGES, "", show_default=False)))

    def _undo(self) -> int:
        place, made = self._made.pop()
        self.ledger.withdraw_review(made, author=self.author, reason=UNDONE)
        return place

    def _show(self, event: LedgerEvent, place: str) -> None:
        where = f" in {event.place.name}" if event.place else ""
        head = (f"\n{place}, confidence {event.confidence:.2f}, {event.id}\n", "dim")
        said = (f"{event.type} {event.factuality}", "bold")
        when = f"  {event.date or 'undated'}{visible(where)}\n"
        self.console.print(Text.assemble(head, said, when, f"{_names(event.actors)} → {_names(event.recipients)}"))
        for mention in event.mentions[:SHOWN]:
            self.console.print(_told(mention))
        if len(event.mentions) > SHOWN:
            self.console.print(f"and {len(event.mentions) - SHOWN:,} more reports", style="dim")
        self.console.print(KEYS, style="dim")


VERDICTS: dict[str, RecordVerdict] = {"a": "accept", "r": "reject", "c": "correct"}


def parsed(typed: str) -> dict[Field, str]:
    """``date=2015; actors=Iran`` as fields and values. Raises JudgementError for a part without a field's name."""
    parts = (part.partition("=") for part in typed.split(";") if part.strip())
    return {field_named(name.strip()): value.strip() for name, _, value in parts}


def _told(mention: EventMention) -> Text:
    """The sentence with its trigger marked, then where it stands and on whose word."""
    evidence = mention.evidence
    start, end = (offset - mention.sentence.start for offset in mention.trigger)
    quote, after = evidence.quote, evidence.quote[end:].rstrip()
    words = Text.assemble("  ", visible(quote[:start]), (visible(quote[start:end]), "reverse"), visible(after))
    word = f"according to {mention.according_to}" if mention.according_to else ""
    report = ", ".join(part for part in (evidence.outlet, evidence.published, evidence.document, word) if part)
    return words.append(f"\n  {visible(report)} ({mention.method})", "dim")


def _names(actors: Sequence[LedgerActor]) -> str:
    return ", ".join(visible(actor.name) for actor in actors) or "—"
