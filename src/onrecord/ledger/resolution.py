"""Which identities of the record are one actor: what people have judged, then what a name alone can mean.

An identity is a name with a country (:mod:`onrecord.ledger.identity`). Nothing is rewritten when two are found to be
one: the resolution is derived anew from the rows, so that a judgement that is withdrawn leaves no trace but its record,
and what was added in between stays. Judgements are those of nomenklatura's resolver, positive and negative.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onrecord.ledger.verdicts import Groups

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from onrecord.ledger.rows import ActorJudgementRow, ActorRow
    from onrecord.ledger.verdicts import Resolution

NEARBY_DAYS = 366
"""Days from a report within which a person of the family name must be in the news to be the one that it means."""

IN_OFFICE_DAYS = 183
"""Days from a report within which somebody must be called by an office to be the holder whom it leaves unnamed."""


Days = tuple[int, ...]
"""Days as numbers (:meth:`datetime.date.toordinal`), in order, each once."""


@dataclass(frozen=True, slots=True)
class Attested:
    """What documents say of an identity: the days of the reports that name it, and the offices it is said to hold.

    ``offices`` are the days for each title, in the words of :func:`onrecord.ledger.identity.words`. ``described`` says
    that no document names it: it is known by a noun alone ("foreign minister").
    """

    days: Days = ()
    offices: Mapping[str, Days] = field(default_factory=dict)
    described: bool = False


UNKNOWN = Attested()


def family_name(name: str) -> str:
    """The last word of a name."""
    return name.rsplit(maxsplit=1)[-1]


def block(actor: ActorRow) -> str:
    """What identities have in common that a name alone can make one."""
    return family_name(actor.name) if actor.person else actor.name


def resolve(
    actors: Iterable[ActorRow],
    judgements: Iterable[ActorJudgementRow] = (),
    attested: Mapping[str, Attested] | None = None,
) -> dict[str, Resolution]:
    """For every identity the one that it is; the result does not depend on the order of actors.

    After the judgements three verdicts, each only where one actor alone fits: a name without a country is the same
    name with one; a person named by the end of a name ("Zarif") is the compatriot with the whole one, if need be the
    only one in the news at the time; an office without a name is the compatriot who is said to hold it at the time.
    """
    known = attested or {}
    ordered = sorted(actors, key=lambda actor: _fullness(actor, known.get(actor.id, UNKNOWN)))
    groups = Groups((actor.id for actor in ordered), judgements)
    by_name: defaultdict[str, list[ActorRow]] = defaultdict(list)
    for actor in ordered:
        alike = by_name[block(actor)]
        namesakes = [other for other in alike if _is_fuller(other, actor)]
        groups.join(actor.id, _fitting(actor, namesakes, known))
        alike.append(actor)
    holders = _holders(ordered, known)
    for actor in ordered:
        if known.get(actor.id, UNKNOWN).described and actor.person and groups.root(actor.id) == actor.id:
            groups.join(actor.id, _in_office(actor, holders, known[actor.id]))
    return groups.resolutions()


def _fullness(actor: ActorRow, known: Attested) -> tuple[bool, int, bool, str]:
    return known.described, -len(actor.name.split()), actor.country is None, actor.id


def _is_fuller(other: ActorRow, actor: ActorRow) -> bool:
    """Whether ``other`` has all that ``actor`` has, and a country or a longer name besides."""
    if other.person != actor.person or (actor.country is not None and other.country != actor.country):
        return False
    if other.name == actor.name:
        return other.country != actor.country
    return actor.person and other.name.endswith(f" {actor.name}")


def _fitting(actor: ActorRow, namesakes: Sequence[ActorRow], known: Mapping[str, Attested]) -> dict[str, str]:
    """Whom a name may mean, each with the reason; of several those in the news when the name was."""
    if len({other.id for other in namesakes}) > 1:
        days = known.get(actor.id, UNKNOWN).days
        near = [other for other in namesakes if _is_near(days, known.get(other.id, UNKNOWN).days, NEARBY_DAYS)]
        if near and len({(other.name, other.country) for other in near}) == 1:
            return {other.id: f"the only {actor.name} in the news at the time" for other in near}
    return {
        other.id: "the same name, here without a country" if other.name == actor.name else "the end of the same name"
        for other in namesakes
    }


def _holders(actors: Iterable[ActorRow], known: Mapping[str, Attested]) -> dict[tuple[str, str], dict[str, Days]]:
    """For each country and title the persons said to hold it, with the days of the reports."""
    found: defaultdict[tuple[str, str], dict[str, Days]] = defaultdict(dict)
    for actor in actors:
        said = known.get(actor.id, UNKNOWN)
        for title, days in said.offices.items() if actor.person and actor.country and not said.described else ():
            found[actor.country or "", title][actor.id] = days
    return dict(found)


def _in_office(
    actor: ActorRow, holders: Mapping[tuple[str, str], Mapping[str, Days]], known: Attested
) -> dict[str, str]:
    """Who holds the office that is all a report says of somebody, on every day of such a report."""
    held = holders.get((actor.country or "", actor.name), {})
    if not known.days or not _is_near(
        known.days, tuple(sorted({day for days in held.values() for day in days})), IN_OFFICE_DAYS
    ):
        return {}
    serving = (one for one, days in held.items() if any(_has_near(days, day, IN_OFFICE_DAYS) for day in known.days))
    return dict.fromkeys(sorted(serving), f"called {actor.name} in reports of the time")


def _is_near(days: Days, others: Days, reach: int) -> bool:
    """Whether every day has one of the others near; False where there are none."""
    return bool(days) and all(_has_near(others, day, reach) for day in days)


def _has_near(days: Days, day: int, reach: int) -> bool:
    place = bisect_left(days, day - reach)
    return place < len(days) and days[place] <= day + reach
