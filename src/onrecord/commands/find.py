"""``onrecord find``: statements and events of a ledger that match."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any, cast

import onrecord
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

COLUMNS = (
    *("record", "id", "date", "who", "what", "to_whom", "words", "document", "outlet", "published", "reviewed"),
    "outlets",
)


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


def run(
    location: str, scope: Scope, fmt: str | None, *, like: str | None, limit: int, offset: int, output: Path | None
) -> None:
    """Prints what matches, or is like a text, and always how many do and why the rest is not there."""
    with existing(location) as ledger:
        name_strangers(ledger, (*scope.actors, *filter(None, (scope.source, scope.recipient))))
        if like is None:
            page = ledger.find(scope.query, scope, limit=limit, offset=offset)
        else:
            page = ledger.find_like(onrecord.load().code(like), scope, limit=limit, offset=offset)
    chosen = fmt or ("table" if on_terminal() and output is None else "jsonl")
    with opened(output) as stream:
        WRITERS[chosen](page, stream)
    last = page.offset + len(page.rows)
    if not page.total:
        complain("nothing matches; fewer filters or other words may")
    elif not page.rows:
        complain(f"{page.total:,} match; --offset {page.offset} is past the last")
    elif last < page.total:
        complain(f"{_told(page)} shown, cut by --limit {page.limit}; --offset {last} shows the next")
    elif chosen != "table":  # which tells it itself
        complain(f"{_told(page)} shown")


def _told(page: Page) -> str:
    """Which of how many a page holds."""
    if len(page.rows) == page.total:
        return f"all {page.total:,}"
    return f"{page.offset + 1:,} to {page.offset + len(page.rows):,} of {page.total:,}"


def _row(hit: Hit) -> tuple[str, ...]:
    found = _statement(hit.statement) if hit.statement else _event(hit.event) if hit.event else ()
    return (hit.kind, hit.id, *found, str(len(_outlets(hit))))


def _outlets(hit: Hit) -> tuple[str, ...]:
    """The outlets that report it; where none is known, the documents."""
    if hit.utterance:
        told = [report.evidence for report in hit.utterance.reports]
    else:
        told = [mention.evidence for mention in hit.event.mentions] if hit.event else []
    return tuple(dict.fromkeys(evidence.outlet or evidence.document for evidence in told))


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
        because = {"because": hit.because} if hit.because else {}
        line = {"record": hit.kind, "score": hit.score, **because, **found, **_reports(hit)}
        stream.write(json.dumps(line, ensure_ascii=False) + "\n")


def _reports(hit: Hit) -> dict[str, Any]:
    """The utterance that a statement reports, and all who report it."""
    if hit.utterance is None:
        return {}
    told = plain(hit.utterance)
    return {"utterance": told["id"], **{name: told[name] for name in ("variants", "differs", "documents", "origins")}}


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
        _, _, date, who, what, whom, words, document, outlet, published, verdict, _ = _row(hit)
        deed = Text(visible(who or "—"), style="bold").append(
            f"\n{what}{f' → {visible(whom)}' if whom else ''}", "not bold"
        )
        outlets = len(_outlets(hit))
        more = f"{outlets} outlets" if outlets > 1 else ""
        report = ", ".join(part for part in (outlet or document, published, more, DONE.get(verdict)) if part)
        table.add_row(date, deed, Text(visible(words)).append(f"\n{visible(report)}", "dim"))
    console = Console(file=stream)
    if page.rows:
        console.print(table)
        console.print(_told(page), style="dim", highlight=False)


WRITERS = {"jsonl": _write_jsonl, "csv": _write_csv, "table": _write_table}
