"""``onrecord actors``: who is in a ledger, and people's judgements on who is who."""

from __future__ import annotations

import csv
import getpass
import json
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.commands.ledgers import existing, name_strangers
from onrecord.commands.options import split
from onrecord.commands.output import on_terminal, opened
from onrecord.commands.status import complain
from onrecord.errors import ConfigurationError
from onrecord.exports.record import plain
from onrecord.ledger.identity import name_words
from onrecord.ledger.naming import bearers, meant
from onrecord.ledger.scope import Scope

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import IO

    from onrecord.ledger.rows import ActorVerdict
    from onrecord.ledger.store import Ledger
    from onrecord.ledger.views import Identity, LedgerActor, LedgerJudgement, LedgerRole

OFFERED = 8
"""Actors listed where a name means several."""


def show(location: str, names: str | None, fmt: str | None, *, output: Path | None) -> None:
    """Writes the actors that ``names`` (names or country codes, separated by commas) ask for, all without."""
    wanted = split(names)
    with existing(location) as ledger:
        name_strangers(ledger, wanted)
        actors = ledger.actors(Scope(actors=wanted))
    with opened(output) as stream:
        WRITERS[fmt or ("table" if on_terminal() and output is None else "jsonl")](actors, stream)


def show_one(location: str, asked: str, fmt: str | None, *, output: Path | None) -> None:
    """Writes one actor, by id or name, with every judgement on one of its identities."""
    with existing(location) as ledger:
        actor = _find(ledger, asked)
        own = {identity.id for identity in actor.identities}
        judged = [row for row in ledger.judgements() if own & {row.one.id, row.other.id}]
    with opened(output) as stream:
        if (fmt or ("table" if on_terminal() and output is None else "jsonl")) == "table":
            _write_one(actor, judged, stream)
        else:
            line = {**plain(actor), "judgements": [plain(row) for row in judged]}
            stream.write(json.dumps(line, ensure_ascii=False) + "\n")


def judge(verdict: ActorVerdict, location: str, one: str, other: str, *, author: str | None, reason: str) -> None:
    """Records that two actors, each by id or name, are the same or different."""
    with existing(location) as ledger:
        (first, named), (second, called) = identity(ledger, one), identity(ledger, other)
        made = ledger.judge_actors(verdict, first, second, author=author or user(), reason=reason)
    says = "are one actor" if verdict == "same" else "are different actors"
    undo = f'onrecord actors withdraw {made} --reason "..." --ledger {location}'
    complain(f"{named} and {called} {says}; to take it back: {undo}")


def withdraw(location: str, judgement: str, *, author: str | None, reason: str) -> None:
    """Takes a judgement back."""
    with existing(location) as ledger:
        ledger.withdraw_judgement(judgement, author=author or user(), reason=reason)
    complain(f"{judgement} withdrawn")


def judgements(location: str, *, output: Path | None) -> None:
    """Writes every judgement, those withdrawn too."""
    with existing(location) as ledger:
        found = ledger.judgements()
    with opened(output) as stream:
        if on_terminal() and output is None:
            _write_judgements(found, stream)
        else:
            stream.writelines(json.dumps(plain(judgement), ensure_ascii=False) + "\n" for judgement in found)


def identity(ledger: Ledger, asked: str) -> tuple[str, str]:
    """The id of an identity and what to call it: of an id, or of a name that one actor alone bears."""
    actor = _find(ledger, asked)
    own = meant(actor, asked)
    name = next((name for name in actor.names if name_words(name) == own.name), own.name)
    return own.id, _named(replace(own, name=name))


def _find(ledger: Ledger, asked: str) -> LedgerActor:
    """The actor of that id, of one of its identities or its own, or of a name that it alone bears.

    Raises:
        ConfigurationError: if nobody or more than one actor is called so.
    """
    for actor in ledger.actors():
        if any(identity.id == asked for identity in actor.identities):
            return actor
    found = bearers(ledger, asked)
    if len(found) == 1:
        return found[0]
    if not found:
        raise ConfigurationError(f"nobody in {ledger.name} is called {asked}; see onrecord actors list")
    offered = "; ".join(f"{_called(actor)} {actor.id}" for actor in found[:OFFERED])
    raise ConfigurationError(f"{asked} may be {len(found)} actors; take an id: {offered}")


def user() -> str:
    """Who judges, where the command line does not say.

    Raises:
        ConfigurationError: if the account has no name.
    """
    try:
        return getpass.getuser()
    except (OSError, KeyError) as error:
        raise ConfigurationError("this account has no name; say who judges with --by") from error


def _called(actor: LedgerActor) -> str:
    return f"{actor.name} ({actor.country})" if actor.country else actor.name


def _named(identity: Identity) -> str:
    return f"{identity.name} ({identity.country})" if identity.country else identity.name


def _held(role: LedgerRole) -> str:
    of = f" of {role.of}" if role.of else ""
    days = f", {role.first} to {role.last}" if role.first != role.last else f", {role.first}" if role.first else ""
    return f"{role.title}{of} ({role.status}{days})"


def _write_table(actors: Sequence[LedgerActor], stream: IO[str]) -> None:
    from rich.console import Console
    from rich.table import Table

    from onrecord.show.naming import visible

    table = Table(box=None, header_style="dim", pad_edge=False)
    for column in ("name", "country", "sector"):
        table.add_column(column, overflow="fold")
    table.add_column("offices and titles in reports", ratio=2, overflow="fold")
    table.add_column("also", ratio=1, overflow="fold")
    table.add_column("id", no_wrap=True)
    for actor in actors:
        roles = "\n".join(visible(_held(role)) for role in actor.roles)
        also = ", ".join(visible(name) for name in actor.names if name != actor.name)
        table.add_row(visible(actor.name), actor.country or "", actor.sector or "", roles, also, actor.id)
    Console(file=stream).print(table)


def _write_jsonl(actors: Sequence[LedgerActor], stream: IO[str]) -> None:
    stream.writelines(json.dumps(plain(actor), ensure_ascii=False) + "\n" for actor in actors)


def _write_csv(actors: Sequence[LedgerActor], stream: IO[str]) -> None:
    """One row for each role of an actor, one without a role for an actor without any."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(
        ("actor", "name", "kind", "country", "sector", "title", "of", "status", "first", "last", "documents")
    )
    for actor in actors:
        head = (actor.id, actor.name, actor.kind, actor.country, actor.sector)
        for role in actor.roles or (None,):
            tail = (role.title, role.of, role.status, role.first, role.last, role.documents) if role else (None,) * 6
            writer.writerow((*head, *tail))


def _write_one(actor: LedgerActor, judged: Sequence[LedgerJudgement], stream: IO[str]) -> None:
    """Who it is, the offices from the first on, the names with the reasons that join them, and the judgements."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from onrecord.show.naming import visible

    console = Console(file=stream)
    described = ", ".join(part for part in (actor.kind, actor.sector, actor.id) if part)
    console.print(Text(visible(_called(actor)), style="bold").append(f"  {described}", "not bold dim"))
    offices = Table("from", "to", "office or title", "status", "documents", box=None, header_style="dim")
    for role in sorted(actor.roles, key=lambda role: (role.first or "9", role.title)):
        title = f"{role.title} of {role.of}" if role.of else role.title
        offices.add_row(role.first or "", role.last or "", visible(title), role.status, str(role.documents))
    names = Table("name", "identity", "because", box=None, header_style="dim")
    for identity in actor.identities:
        names.add_row(visible(_named(identity)), identity.id, visible(identity.reason or ""))
    for table in (offices, names):
        if table.row_count:
            console.print(table)
    console.print(Text("in reports: " + "; ".join(map(visible, actor.names)), style="dim"))
    if judged:
        _write_judgements(judged, stream)


def _write_judgements(found: Sequence[LedgerJudgement], stream: IO[str]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("judgement", "one", "verdict", "other", "by", "because", "withdrawn", box=None, header_style="dim")
    for row in found:
        taken_back = f"{row.withdrawn_at}, {row.withdrawn_by}: {row.withdrawn_because}" if row.withdrawn_at else ""
        made = f"{row.author}, {row.made_at}"
        table.add_row(row.id, _named(row.one), row.verdict, _named(row.other), made, row.reason, taken_back)
    Console(file=stream).print(table)


WRITERS = {"jsonl": _write_jsonl, "csv": _write_csv, "table": _write_table}
