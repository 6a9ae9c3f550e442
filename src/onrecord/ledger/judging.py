"""People's judgements on actors, kept with author, time and reason: two identities are one actor, or are not.

A judgement is a row of its own. Nothing else is changed by it, and withdrawing it stamps the row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from onrecord.errors import JudgementError
from onrecord.ledger import schema, verdicts
from onrecord.ledger.identity import content_id
from onrecord.ledger.rows import ActorJudgementRow, ActorRow
from onrecord.ledger.views import Identity, LedgerJudgement

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onrecord.ledger.rows import ActorVerdict

JUDGEMENTS = schema.actor_judgements


def judge(
    connection: Connection, verdict: ActorVerdict, one: str, other: str, author: str, reason: str, now: str
) -> str:
    """Records a judgement on two identities and returns its id; one that is there already is not made again.

    Raises:
        JudgementError: if an identity is unknown, both are the same one, author or reason is empty, or live
            judgements say the contrary.
    """
    one, other = sorted((one, other))
    _check(connection, one, other, author, reason)
    rows = read(connection)
    known = next((r for r in rows if (r.verdict, r.one, r.other, r.withdrawn_at) == (verdict, one, other, None)), None)
    if known is not None:
        return known.id
    verdicts.refuse_contradiction(rows, verdict, one, other)
    made = content_id("jd", verdict, one, other, author, reason, now, len(rows))
    row = ActorJudgementRow(made, verdict, one, other, author, reason, now)
    connection.execute(insert(JUDGEMENTS).values({column.name: getattr(row, column.name) for column in JUDGEMENTS.c}))
    return made


def withdraw(connection: Connection, judgement: str, author: str, reason: str, now: str) -> set[str]:
    """Takes a judgement back; gives the actors (ids) of whom it was.

    Raises:
        JudgementError: if there is none of this id, it is withdrawn already, or author or reason is empty.
    """
    rows = read(connection)
    verdicts.withdraw(connection, JUDGEMENTS, rows, judgement, author, reason, now)
    return {end for row in rows if row.id == judgement for end in (row.one, row.other)}


def read(connection: Connection) -> tuple[ActorJudgementRow, ...]:
    """All judgements, withdrawn ones too, in the order in which they were made."""
    query = select(*JUDGEMENTS.c).order_by(JUDGEMENTS.c.made_at, JUDGEMENTS.c.id)
    return tuple(ActorJudgementRow(*row) for row in connection.execute(query))


def views(connection: Connection) -> tuple[LedgerJudgement, ...]:
    """All judgements with the names of what they are about."""
    rows = read(connection)
    actors = schema.actors
    wanted = {actor for row in rows for actor in (row.one, row.other)}
    query = select(actors.c.id, actors.c.name, actors.c.country, actors.c.person).where(actors.c.id.in_(wanted))
    named = {row.id: row for row in (ActorRow(*found) for found in connection.execute(query))}
    return tuple(
        LedgerJudgement(
            id=row.id,
            verdict=row.verdict,
            one=_identity(named[row.one]),
            other=_identity(named[row.other]),
            author=row.author,
            reason=row.reason,
            made_at=row.made_at,
            withdrawn_at=row.withdrawn_at,
            withdrawn_by=row.withdrawn_by,
            withdrawn_because=row.withdrawn_because,
        )
        for row in rows
    )


def _identity(row: ActorRow) -> Identity:
    return Identity(row.id, row.name, row.country, None)


def _check(connection: Connection, one: str, other: str, author: str, reason: str) -> None:
    verdicts.require_words(author, reason)
    if one == other:
        raise JudgementError(f"{one}: a judgement needs two actors")
    known = set(connection.scalars(select(schema.actors.c.id).where(schema.actors.c.id.in_([one, other]))))
    for actor in (one, other):
        if actor not in known:
            raise JudgementError(f"{actor}: the ledger has no such actor")
