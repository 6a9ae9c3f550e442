"""``onrecord find``: statements and events of a ledger that match."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, cast

from onrecord.commands.ledgers import existing, name_strangers
from onrecord.commands.options import event_types, one, period, split
from onrecord.commands.output import on_terminal, opened
from onrecord.commands.status import complain
from onrecord.exports.record import event_line, plain
from onrecord.ledger.scope import Scope
from onrecord.ledger.views import last_verdict

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from typing import IO

    from onrecord.ledger.views import Evidence, Hit, LedgerActor, LedgerEvent, LedgerStatement, Page, Reviewed
    from onrecord.records import EventType

DONE: dict[str, str] = {"accept": "accepted", "reject": "rejected", "correct": "corrected"}
"""How a verdict on a record is told."""

COLUMNS = ("record", "id", "date", "who", "what", "to_whom", "words", "document", "outlet", "published", "reviewed")


def scope(
    *,
    query: str = "",
    source: str | None = None,
    actor: str | None = None,
    recipient: str | None = None,
    types: str | None = None,
    since: str | None = None,
    until: str | None = None,
    rejected: bool = False,
) -> Scope:
    """The command's options as a scope. Raises ConfigurationError for an unknown event type or a date that is none."""
    first, last = period(since, until)
    return Scope(
        actors=split(actor),
        since=first,
        until=last,
        types=cast("tuple[EventType, ...]", event_types(types)),
        source=one("--source", source),
        recipient=one("--recipient", recipient),
        query=query,
        rejected=rejected,
    )


def run(location: str, scope: Scope, fmt: str | None, *, limit: int, output: Path | None) -> None:
    """Prints what matches, and always how many do."""
    with existing(location) as ledger:
        name_strangers(ledger, (*scope.actors, *filter(None, (scope.source, scope.recipient))))
        page = ledger.find(scope.query, scope, limit=limit, offset=0)
    chosen = fmt or ("table" if on_terminal() and output is None else "jsonl")
    with opened(output) as stream:
        WRITERS[chosen](page, stream)
    if page.total > len(page.rows):
        complain(f"{len(page.rows):,} of {page.total:,} shown; --limit {page.total} shows all")
    elif not page.total:
        complain("nothing matches; fewer filters or other words may")
    elif chosen != "table":  # which tells it itself
        complain(f"all {page.total:,} shown")


def _row(hit: Hit) -> tuple[str, ...]:
    found = _statement(hit.statement) if hit.statement else _event(hit.event) if hit.event else ()
    return (hit.kind, hit.id, *found)


def _statement(statement: LedgerStatement) -> tuple[str, ...]:
    who, whom = _names(statement.source), _names(statement.addressee)
    said = (statement.date or "", who, statement.act, whom, _line(statement.content))
    return (*said, *_place(statement.evidence), _verdict(statement.reviewed))


def _event(event: LedgerEvent) -> tuple[str, ...]:
    evidence = event.latest.evidence
    sides = (_names(*event.actors), f"{event.type} {event.factuality}", _names(*event.recipients))
    return (event.date or "", *sides, _line(evidence.quote), *_place(evidence), _verdict(event.reviewed))


def _names(*actors: LedgerActor | None) -> str:
    return ", ".join(actor.name for actor in actors if actor)


def _line(text: str) -> str:
    return " ".join(text.split())


def _verdict(reviewed: Iterable[Reviewed]) -> str:
    return last_verdict(review.verdict for review in reviewed) or ""


def _place(evidence: Evidence) -> tuple[str, str, str]:
    return evidence.document, evidence.outlet or "", evidence.published or ""


def _write_jsonl(page: Page, stream: IO[str]) -> None:
    for hit in page.rows:
        found = plain(hit.statement) if hit.statement else event_line(hit.event) if hit.event else {}
        stream.write(json.dumps({"record": hit.kind, "score": hit.score, **found}, ensure_ascii=False) + "\n")


def _write_csv(page: Page, stream: IO[str]) -> None:
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_row(hit) for hit in page.rows)


def _write_table(page: Page, stream: IO[str]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from onrecord.show.naming import visible

    table = Table(box=None, header_style="dim", pad_edge=False)
    table.add_column("date", no_wrap=True)
    table.add_column("who and what", ratio=1, overflow="fold")
    table.add_column("words and report", ratio=2, overflow="fold")
    for hit in page.rows:
        _, _, date, who, what, whom, words, document, outlet, published, verdict = _row(hit)
        deed = Text(visible(who or "—"), style="bold").append(
            f"\n{what}{f' → {visible(whom)}' if whom else ''}", "not bold"
        )
        report = ", ".join(part for part in (outlet or document, published, DONE.get(verdict)) if part)
        table.add_row(date, deed, Text(visible(words)).append(f"\n{visible(report)}", "dim"))
    console = Console(file=stream)
    if page.rows:
        console.print(table)
    console.print(f"{len(page.rows):,} of {page.total:,}", style="dim", highlight=False)


WRITERS = {"jsonl": _write_jsonl, "csv": _write_csv, "table": _write_table}
