"""Announcements that leave open who will take part, and the reports of what then took place.

"Talks will resume in Vienna on 29 November" and, on that day, "X and Y resumed talks in Vienna" are one event, though
the announcement names nobody.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from onrecord.ledger.told import FORESEEN, ONCE_A_DAY, on_a_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.ledger.nodes import Group
    from onrecord.records import EventType


def with_forecasts(groups: Iterable[Group]) -> list[Group]:
    """Puts each announcement with the one event of its type and day that it can be of; the order does not matter.

    An announcement may name fewer sides than took part, none that did not. Where several events fit, the one in the
    place that it names is meant; if that is not one either, it stays alone.
    """
    ordered = sorted(groups, key=lambda group: min(node.id for node in group))
    held: defaultdict[tuple[EventType, str | None], list[Group]] = defaultdict(list)
    for group in ordered:
        if _is_held(group):
            held[_key(group)].append(group)
    announced: defaultdict[Group, list[Group]] = defaultdict(list)
    for group in ordered:
        if _is_open_forecast(group) and (meant := _meant(group, held[_key(group)])):
            announced[meant].append(group)
    joined: dict[Group, Group] = {group: group for group in ordered}
    for meant, forecasts in announced.items():
        for forecast in forecasts:
            if not any(_judged_apart(forecast, other) for other in forecasts):
                joined[meant] += joined.pop(forecast)
    return list(joined.values())


def _key(group: Group) -> tuple[EventType, str | None]:
    return group[0].first.type, max((node.date or "" for node in group), key=len)


def _is_open_forecast(group: Group) -> bool:
    """Whether all that is told of it is that it will be, on a day, and not between whom."""
    told = [mention for node in group for mention in node.told]
    foreseen = all(mention.row.factuality in FORESEEN for mention in told)
    open_ = all(node.dyad is None and node.first.type in ONCE_A_DAY for node in group)
    return foreseen and open_ and on_a_day(_key(group)[1])


def _is_held(group: Group) -> bool:
    """Whether somebody reports, on its day or later, that it took place, and between whom."""
    day = _key(group)[1] or ""
    told = [mention for node in group for mention in node.told]
    done = any(mention.row.factuality == "CT+" and mention.reported[: len(day)] >= day for mention in told)
    return done and on_a_day(day)


def _meant(forecast: Group, held: Sequence[Group]) -> Group | None:
    fitting = [group for group in held if _fits(forecast, group)]
    if len(fitting) > 1:
        places = _place_names(forecast)
        fitting = [group for group in fitting if places & _place_names(group)]
    return fitting[0] if len(fitting) == 1 else None


def _fits(forecast: Group, held: Group) -> bool:
    """Whether nothing speaks against it: people, sides, country of the place, document."""
    sides = _countries(forecast) <= _countries(held)
    places = [frozenset[str]().union(*(node.places for node in group)) for group in (forecast, held)]
    elsewhere = all(places) and places[0].isdisjoint(places[1])
    documents = [{document for node in group for document in node.documents} for group in (forecast, held)]
    return sides and not elsewhere and documents[0].isdisjoint(documents[1]) and not _judged_apart(forecast, held)


def _judged_apart(one: Group, other: Group) -> bool:
    return any(a.judged_apart(b) for a in one for b in other)


def _countries(group: Group) -> frozenset[str]:
    return frozenset[str]().union(*(node.countries for node in group))


def _place_names(group: Group) -> frozenset[str]:
    names = (mention.row.place_name for node in group for mention in node.told)
    return frozenset(name.casefold() for name in names if name)
