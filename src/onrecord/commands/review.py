"""``onrecord review``: people's verdicts on statements and events."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import typer

from onrecord.brief.phrases import counted
from onrecord.commands.actors import identity, user
from onrecord.commands.desk import Desk, on_keyboard
from onrecord.commands.find import DONE
from onrecord.commands.ledgers import existing, name_strangers
from onrecord.commands.options import split
from onrecord.commands.output import on_terminal, opened
from onrecord.commands.status import REFUSED, SOME_UNREAD, complain
from onrecord.errors import JudgementError
from onrecord.exports.record import event_line, plain
from onrecord.ledger.reviewing import ACTORS, field_named
from onrecord.ledger.verdicts import require_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path
    from typing import IO

    from onrecord.ledger.reviewing import Corrected
    from onrecord.ledger.rows import Field, RecordVerdict
    from onrecord.ledger.scope import Scope
    from onrecord.ledger.store import Ledger
    from onrecord.ledger.views import LedgerEvent, LedgerReview


def show_next(location: str, scope: Scope, *, author: str | None, reason: str | None, limit: int) -> None:
    """Writes the least certain events that nobody has reviewed; on a terminal, asks for a verdict on each by key."""
    with existing(location) as ledger:
        name_strangers(ledger, scope.actors)
        found = ledger.some_unreviewed(scope, limit=None if on_keyboard() else limit)
        if on_keyboard():
            Desk(ledger, author or user(), reason, lambda given: corrections(ledger, given)).work_through(found.rows)
            return
    with opened(None) as stream:
        stream.writelines(json.dumps(_line(event), ensure_ascii=False) + "\n" for event in found.rows)
    complain(f"{len(found.rows):,} of {found.total:,} events to review shown")


def decide(
    verdict: RecordVerdict,
    location: str,
    records: Sequence[str],
    given: Mapping[str, str | None],
    *,
    author: str | None,
    reason: str,
) -> None:
    """Records one verdict on each of the records; those that it cannot be given on are named, the rest are done."""
    by = author or user()
    require_words(by, reason)
    with existing(location) as ledger:
        changed = corrections(ledger, {field_named(name): value for name, value in given.items() if value is not None})

        def judge(record: str) -> None:
            mention = _mention_of(ledger, record) if verdict == "correct" else None
            made = ledger.review(verdict, record, author=by, reason=reason, corrections=changed)
            now = ledger.event(mention).id if mention else record
            done = DONE[verdict] if now == record else f"{DONE[verdict]}, now {now}"
            complain(f"{record} {done}; to take it back: {_undo(made, location)}")

        _each(records, judge)


def _mention_of(ledger: Ledger, record: str) -> str | None:
    """A mention of an event, which keeps its id where a correction gives the event another; None for a statement."""
    try:
        return ledger.event(record).mentions[0].id
    except KeyError:
        return None


def pair(verdict: RecordVerdict, location: str, one: str, other: str, *, author: str | None, reason: str) -> None:
    """Records that two events are the same or different."""
    with existing(location) as ledger:
        made = ledger.review(verdict, one, other, author=author or user(), reason=reason)
    says = "are one event" if verdict == "same" else "are different events"
    complain(f"{one} and {other} {says}; to take it back: {_undo(made, location)}")


def withdraw(location: str, reviews: Sequence[str], *, author: str | None, reason: str) -> None:
    """Takes reviews back; those that cannot be are named, the rest are done."""
    by = author or user()
    require_words(by, reason)
    with existing(location) as ledger:

        def take_back(review: str) -> None:
            ledger.withdraw_review(review, author=by, reason=reason)
            complain(f"{review} withdrawn")

        _each(reviews, take_back)


def replay(location: str, other: str) -> None:
    """Takes over the reviews of another ledger."""
    with existing(location) as ledger, existing(other) as earlier:
        made = ledger.replay_reviews(earlier)
        lost = sum(review.status == "no longer found" for review in ledger.reviews())
    taken, gone = counted(made, "review"), counted(lost, "review")
    complain(f"{taken} taken over; {gone} here without a record, see onrecord review list --ledger {location}")


def list_all(location: str, *, output: Path | None) -> None:
    """Writes every review."""
    with existing(location) as ledger:
        found = ledger.reviews()
    with opened(output) as stream:
        if on_terminal() and output is None:
            _write_table(found, stream)
        else:
            stream.writelines(json.dumps(plain(review), ensure_ascii=False) + "\n" for review in found)


def corrections(ledger: Ledger, given: Mapping[Field, str]) -> Corrected:
    """What was typed as values: actors by id or name, nothing for what is unknown.

    Raises:
        ConfigurationError: if nobody or more than one actor is called so.
    """
    return {
        field: [identity(ledger, name)[0] for name in split(value)] if field in ACTORS else value.strip() or None
        for field, value in given.items()
    }


def _each(ids: Sequence[str], act: Callable[[str], None]) -> None:
    """Acts on each id; status 2 if nothing could be done, 1 if something could not."""
    failed = 0
    for one in ids:
        try:
            act(one)
        except JudgementError as error:
            complain(str(error))
            failed += 1
    if failed:
        raise typer.Exit(REFUSED if failed == len(ids) else SOME_UNREAD)


def _undo(review: str, location: str) -> str:
    return f'onrecord review withdraw {review} --because "..." --ledger {location}'


def _line(event: LedgerEvent) -> dict[str, object]:
    quotes = [" ".join(mention.evidence.quote.split()) for mention in event.mentions]
    return {"confidence": event.confidence, **event_line(event), "quotes": quotes}


def _write_table(found: Iterable[LedgerReview], stream: IO[str]) -> None:
    from rich.console import Console
    from rich.table import Table

    from onrecord.show.naming import visible

    table = Table(box=None, header_style="dim", pad_edge=False)
    table.add_column("review", no_wrap=True)
    for column in ("verdict", "record", "by", "because", "status"):
        table.add_column(column, overflow="fold")
    for row in found:
        record = "\n".join(dict.fromkeys(f"{r.document}: {r.exact}" for r in (*row.records, *row.others)))
        changes = "".join(f"\n{field}: {_shown(value)}" for field, value in row.corrections.items())
        taken_back = f"\n{row.withdrawn_at}, {row.withdrawn_by}: {row.withdrawn_because}" if row.withdrawn_at else ""
        cells = (f"{row.verdict}{changes}", record, f"{row.author}, {row.made_at}", row.reason, row.status + taken_back)
        table.add_row(row.id, *map(visible, cells))
    Console(file=stream, markup=False).print(table)


def _shown(value: str | tuple[str, ...] | None) -> str:
    return ", ".join(value) if isinstance(value, tuple) else value or "unknown"
