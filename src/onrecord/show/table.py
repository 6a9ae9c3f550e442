"""A coded document as tables in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from onrecord.show.naming import Names, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import RenderableType

    from onrecord.records import Actor, CodedDocument, Event, Statement

QUAD_STYLE = {
    "verbal cooperation": "green",
    "material cooperation": "bold green",
    "verbal conflict": "yellow",
    "material conflict": "bold red",
}


WHOLE = {"id", "type", "date", "fact", "value", "stance"}
"""Columns whose cells are not broken: codes and dates read wrongly in two halves."""

SHARES = {"who and how": 2, "what, by way of": 3, "who → whom": 3, "words": 2}
"""Columns that share what the others leave, so that eighty characters are enough."""


def render(coded: CodedDocument) -> RenderableType:
    """Everything the coder found in one document, most telling first; empty parts are said to be empty."""
    names = Names.of(coded)
    parts = [_header(coded), _statements(coded.statements, names), _events(coded.events, names)]
    parts += [part for part in (_agreements(names), _accounts(names), _positions(names)) if part is not None]
    parts += [_actors(coded.actors), _times(coded)]
    return Group(*(Padding(part, (0, 0, 1, 0)) for part in parts))


def _header(coded: CodedDocument) -> Text:
    meta = coded.document
    dated = f"{meta.published or meta.updated or 'undated'} (dated by {meta.dated_by.replace('_', ' ')})"
    facts = " · ".join(part for part in (meta.outlet, dated, f"{len(coded.text):,} characters") if part)
    sections = " · ".join(section.role.replace("_", " ") for section in coded.sections)
    return Text.assemble(
        (visible(meta.title or meta.id), "bold"), "\n", (visible(facts), "dim"), "\n", (f"sections: {sections}", "dim")
    )


def _table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str | Text]]) -> RenderableType:
    table = Table(title=title, title_justify="left", title_style="bold", header_style="dim", box=None, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold", no_wrap=column in WHOLE, ratio=SHARES.get(column))
    for row in rows:
        table.add_row(*(cell if isinstance(cell, Text) else Text(visible(cell)) for cell in row))
    return table if table.row_count else Text(f"{title}: none found", style="dim")


def _statements(statements: Sequence[Statement], names: Names) -> RenderableType:
    columns = ("id", "who and how", "what, by way of", "date")
    return _table(f"Statements ({len(statements)})", columns, (_statement(s, names) for s in statements))


def _statement(statement: Statement, names: Names) -> tuple[str | Text, ...]:
    who = names.actor(statement.source) if statement.source else names.words(statement.source_span) or "—"
    carried = names.several(statement.via) if statement.via else ""
    occasion = names.words([statement.occasion] if statement.occasion else None)
    how = f"{statement.act.replace('_', ' ')} · {statement.kind}"
    to = f" to {names.actor(statement.addressee)}" if statement.addressee else ""
    way = " · ".join(part for part in (carried, occasion) if part)
    return (
        statement.id,
        Text.assemble((who, "bold"), f"\n{how}{to}"),
        Text(names.words(statement.content_span)).append(f"\n{way}" if way else "", "dim"),
        statement.date or "",
    )


def _events(events: Sequence[Event], names: Names) -> RenderableType:
    columns = ("id", "type", "who → whom", "words", "fact", "date")
    return _table(f"Events ({len(events)})", columns, (_event(event, names) for event in events))


def _event(event: Event, names: Names) -> tuple[str | Text, ...]:
    return (
        event.id,
        Text(event.type + (f"\n{event.mode}" if event.mode else ""), style=QUAD_STYLE[event.quad]),
        f"{names.several(event.actors)} → {names.several(event.recipients)}",
        Text(names.words([event.trigger])).append(_word_of(event, names), "dim"),
        event.factuality,
        Text(event.date or "").append("\nbackground" if event.background else "", "dim"),
    )


def _word_of(event: Event, names: Names) -> str:
    if event.according_to is None:
        return ""
    known = event.according_to in names.actors
    return f"\naccording to {names.actor(event.according_to) if known else event.according_to}"


def _agreements(names: Names) -> RenderableType | None:
    rows = [
        (a.name, names.several(a.parties), a.status.replace("_", " "), a.date or "") for a in names.coded.agreements
    ]
    return _table(f"Agreements ({len(rows)})", ("name", "parties", "status", "date"), rows) if rows else None


def _accounts(names: Names) -> RenderableType | None:
    rows = [(a.proposition, ", ".join(a.affirmed_by), ", ".join(a.denied_by)) for a in names.coded.accounts]
    return (
        _table(f"Conflicting accounts ({len(rows)})", ("proposition", "affirmed by", "denied by"), rows)
        if rows
        else None
    )


def _positions(names: Names) -> RenderableType | None:
    rows = [
        (names.actor(p.actor), p.issue, names.actor(p.toward), f"{p.stance:+.1f}", p.date or "", ", ".join(p.evidence))
        for p in names.coded.positions
    ]
    columns = ("who", "issue", "toward", "stance", "date", "evidence")
    return _table(f"Positions ({len(rows)})", columns, rows) if rows else None


def _actors(actors: Sequence[Actor]) -> RenderableType:
    columns = ("id", "name", "kind", "country", "sector", "roles", "mentions")
    return _table(f"Actors ({len(actors)})", columns, (tuple(_actor(actor)) for actor in actors))


def _actor(actor: Actor) -> Iterator[str]:
    roles = (f"{role.title}{f' of {role.of}' if role.of else ''} ({role.status})" for role in actor.roles)
    yield from (actor.id, actor.name, actor.kind.replace("_", " "), actor.country or "", actor.sector or "")
    yield from ("; ".join(roles), str(len(actor.mentions)))


def _times(coded: CodedDocument) -> RenderableType:
    rows = [(time.span.of(coded.text), time.type, time.value or "—") for time in coded.times]
    return _table(f"Times ({len(rows)})", ("words", "type", "value"), rows)
