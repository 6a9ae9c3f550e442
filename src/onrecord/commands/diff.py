"""``onrecord diff``: what one version of a document has otherwise than another."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from onrecord.commands.ledgers import existing
from onrecord.commands.output import on_terminal, opened
from onrecord.commands.status import complain
from onrecord.errors import ConfigurationError
from onrecord.exports.record import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from typing import IO

    from rich.text import Text

    from onrecord.ledger.store import Ledger
    from onrecord.ledger.views import Evidence, FieldChange, RecordChange, SentenceChange, VersionDifference

SIGNS = {"added": "+", "withdrawn": "-", "changed": "~"}
COLOURS = {"added": "green", "withdrawn": "red", "changed": "yellow"}


def run(
    location: str, document: str, older: int | None, newer: int | None, fmt: str | None, *, output: Path | None
) -> None:
    """Prints what each version has otherwise than the one before, or ``newer`` than ``older``."""
    with existing(location) as ledger:
        found = _compare(ledger, document, older, newer)
    with opened(output) as stream:
        WRITERS[fmt or ("table" if on_terminal() and output is None else "jsonl")](found, stream)
    if not found:
        complain(f"{document} has one version; there is nothing to compare it with")
    elif not any(True for difference in found for _ in _lines(difference)):
        complain("nothing differs")


def _compare(ledger: Ledger, document: str, older: int | None, newer: int | None) -> tuple[VersionDifference, ...]:
    """The differences asked for.

    Raises:
        ConfigurationError: if the ledger has no such document or version.
    """
    try:
        return ledger.differences(document, older, newer)
    except KeyError as error:
        known = [str(view.version) for view in ledger.documents(superseded=True) if view.id == document]
        if known:
            asked = " and ".join(str(number) for number in (older, newer) if number is not None)
            raise ConfigurationError(f"{document} has no version {asked}, but {', '.join(known)}") from error
        listing = f"onrecord export --ledger {ledger.name} --what documents --to csv"
        raise ConfigurationError(f"{ledger.name} has no document {document}; all of them: {listing}") from error


def _write_jsonl(found: Sequence[VersionDifference], stream: IO[str]) -> None:
    """One change a line."""
    for difference in found:
        head = {"document": difference.document, "from": difference.older, "to": difference.newer}
        for line in _lines(difference):
            stream.write(json.dumps({**head, **line}, ensure_ascii=False) + "\n")


def _lines(difference: VersionDifference) -> Iterator[dict[str, Any]]:
    for field in difference.fields:
        yield {"part": "document", "change": "changed", **plain(field)}
    for record in (*difference.statements, *difference.events):
        values = plain(record)
        yield {"part": values.pop("kind"), **values}
    for sentence in difference.text:
        yield {"part": "text", **plain(sentence)}


def _write_table(found: Sequence[VersionDifference], stream: IO[str]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(file=stream)
    for difference in found:
        title = f"{difference.document}: version {difference.older} to {difference.newer}"
        table = Table(box=None, show_header=False, pad_edge=False, title=Text(title), title_justify="left")
        table.add_column(no_wrap=True)
        table.add_column(no_wrap=True, style="dim")
        table.add_column(overflow="fold")
        for field in difference.fields:
            table.add_row(_sign("changed"), "document", _field(field))
        for record in (*difference.statements, *difference.events):
            table.add_row(_sign(record.change), record.kind, _record(record))
        for sentence in difference.text:
            table.add_row(_sign(sentence.change), "text", _sentence(sentence))
        console.print(table)


def _sign(change: str) -> Text:
    from rich.text import Text

    return Text(SIGNS[change], style=COLOURS[change])


def _record(record: RecordChange) -> str:
    from onrecord.show.naming import visible

    told = f"{record.who or '—'}, {record.what}: {_words(record.after or record.before)}"
    return "\n".join([visible(told), *map(_field, record.fields)])


def _field(field: FieldChange) -> str:
    from onrecord.show.naming import visible

    return visible(f"{field.field}: {field.before or '—'} → {field.after or '—'}")


def _sentence(sentence: SentenceChange) -> str:
    from onrecord.show.naming import visible

    changes = [f"{here or '—'} → {there or '—'}" for here, there in sentence.words]
    return "\n".join(map(visible, [_words(sentence.after or sentence.before), *changes]))


def _words(evidence: Evidence | None) -> str:
    return " ".join(evidence.quote.split()) if evidence else ""


WRITERS = {"jsonl": _write_jsonl, "table": _write_table}
