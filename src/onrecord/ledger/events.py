"""Mentions in many documents as events: which of them are one, why, and what they together say."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.ledger.coreference import join_alike
from onrecord.ledger.forecasts import FORESEEN, with_forecasts
from onrecord.ledger.identity import content_id
from onrecord.ledger.joining import join, link, most_common
from onrecord.ledger.likeness import likeness, telling_words
from onrecord.ledger.told import ONCE_A_DAY, is_strong, nodes, on_a_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from onrecord.ledger.likeness import Portrait
    from onrecord.ledger.people import Actors
    from onrecord.ledger.told import Dyad, Node, Polarity, Told
    from onrecord.ledger.views import JoinRule
    from onrecord.records import EventType


@dataclass(frozen=True, slots=True)
class Joined:
    """A mention in its event, the rule that put it there and what the rule compared."""

    told: Told
    rule: JoinRule
    reason: str


@dataclass(frozen=True, slots=True)
class Cluster:
    """The mentions of one event, in the order of their reports; type and date are what they say together."""

    id: str
    type: EventType
    date: str | None
    nodes: tuple[Node, ...]
    mentions: tuple[Joined, ...]


def cluster(portraits: Mapping[str, Portrait], actors: Actors) -> tuple[Cluster, ...]:
    """Joins mentions into events; the result does not depend on their order.

    Same claim, same event. Beyond that, events of one type between the same countries are one where their days are
    the same, or one date is a less precise form of the other, and nothing in them differs (:func:`differ`). What is
    left is joined where it is told alike (:mod:`onrecord.ledger.coreference`).
    """
    buckets: defaultdict[tuple[EventType, Polarity, Dyad], list[Node]] = defaultdict(list)
    groups: list[tuple[Node, ...]] = []
    for node in nodes((portrait.told for portrait in portraits.values()), actors):
        if node.dyad is None or node.date is None:
            groups.append((node,))
        else:
            buckets[node.first.type, node.first.polarity, node.dyad].append(node)
    for bucket in buckets.values():
        pairs = ((a, b) for a, b in _near_in_time(bucket) if not differ(bucket[a], bucket[b]))
        groups.extend(join(bucket, link(pairs), _clash))
    whole = with_forecasts(join_alike(groups, portraits))
    return tuple(sorted((_cluster(group, portraits) for group in whole), key=lambda c: c.id))


def differ(one: Node, other: Node) -> bool:
    """Whether two events of one type, dyad and day are told apart by mode, place, persons, or by one document."""
    modes = {one.first.mode, other.first.mode} - {None}
    apart = one.places and other.places and one.places.isdisjoint(other.places)
    return len(modes) > 1 or bool(apart) or _other_people(one, other) or _kept_apart(one, other)


def contradictions(clusters: Sequence[Cluster]) -> Iterator[tuple[Cluster, Cluster]]:
    """Pairs of events of which one is what the other is said not to be: same type, sides and day, nothing differs."""
    denied: defaultdict[tuple[object, ...], list[Cluster]] = defaultdict(list)
    for found in clusters:
        if found.nodes[0].first.polarity == "-" and (key := _subject(found)):
            denied[key].append(found)
    for affirmed in clusters:
        key = _subject(affirmed)
        if affirmed.nodes[0].first.polarity == "+" and key:
            yield from ((affirmed, no) for no in denied.get(key, ()) if not _any_differ(affirmed, no))


def _any_differ(one: Cluster, other: Cluster) -> bool:
    return any(differ(a, b) for a in one.nodes for b in other.nodes)


def _subject(found: Cluster) -> tuple[object, ...] | None:
    node = found.nodes[0]
    if node.dyad is None or not on_a_day(found.date):
        return None
    return node.first.type, node.dyad, found.date


def _near_in_time(bucket: Sequence[Node]) -> Iterator[tuple[int, int]]:
    """Pairs of the same day, or of which one date is a less precise form of the other."""
    by_date: defaultdict[str, list[int]] = defaultdict(list)
    for index, node in enumerate(bucket):
        by_date[node.date or ""].append(index)
    for date, indices in by_date.items():
        for index in indices:
            same = [i for i in indices if i > index] if on_a_day(date) else []
            wider = [i for length in (4, 7) if length < len(date) for i in by_date.get(date[:length], ())]
            yield from ((index, other) for other in (*same, *wider))


def _clash(one: Node, other: Node) -> bool:
    dates = sorted((one.date or "", other.date or ""), key=len)
    together = dates[1].startswith(dates[0]) and on_a_day(dates[1])
    return not together or differ(one, other)


def _other_people(one: Node, other: Node) -> bool:
    """Whether both name persons of one country, and none that is the same."""
    shared = {country for country, _ in one.persons} & {country for country, _ in other.persons}
    return any(
        {p for p in one.persons if p[0] == country}.isdisjoint(p for p in other.persons if p[0] == country)
        for country in shared
    )


def _kept_apart(one: Node, other: Node) -> bool:
    """Whether a document tells both as two, of a type where that means two."""
    return one.first.type not in ONCE_A_DAY and not one.documents.isdisjoint(other.documents)


def _cluster(group: tuple[Node, ...], portraits: Mapping[str, Portrait]) -> Cluster:
    node_of = {told.row.id: node for node in group for told in node.told}
    told = sorted((t for node in group for t in node.told), key=lambda t: t.order)
    first, date = told[0], best_date(told)
    mentions = [Joined(first, "first", "")]
    for place, other in enumerate(told[1:], start=1):
        nodes_ = node_of[first.row.id], node_of[other.row.id]
        reason = _came_about(first, other, date or "") or _by_rule(*nodes_, first, other)
        alike = [portraits[t.row.id] for t in told[:place]]
        mentions.append(Joined(other, *(reason or _alike(portraits[other.row.id], alike))))
    return Cluster(content_id("ev", node_of[first.row.id].id), best_type(told), date, group, tuple(mentions))


def best_date(told: Iterable[Told]) -> str | None:
    """The date given most often, a stated one before that of a report, the most precise of those that name one day."""
    dated = [t for t in told if t.date]
    dates = [t.date for t in dated if t.row.dated_by == "expression"] or [t.date for t in dated]
    longest = max(map(len, filter(None, dates)), default=0)
    return most_common(date for date in dates if date and len(date) == longest)


def best_type(told: Sequence[Told]) -> EventType:
    """The type that the mentions speak for most, each by its confidence."""
    spoken: defaultdict[EventType, float] = defaultdict(float)
    for mention in told:
        spoken[mention.type] += mention.row.confidence
    return min(spoken, key=lambda one: (-spoken[one], one))


def _by_rule(one: Node, other: Node, first: Told, told: Told) -> tuple[JoinRule, str] | None:
    """The rule by which two mentions assert the same, None where they are only told alike."""
    if one is other:
        return _same_claim(first)
    if one.dyad is None or (first.type, one.dyad) != (told.type, other.dyad) or not (first.date and told.date):
        return None
    if first.date == told.date:
        return "same_countries", f"same type and countries, both on {told.date}"
    if first.date.startswith(told.date) or told.date.startswith(first.date):
        return "date_precision", f"same type and countries; {first.date} and {told.date} are one date"
    return None


def _alike(told: Portrait, earlier: Sequence[Portrait]) -> tuple[JoinRule, str]:
    """The earlier mention that a mention is most like, and what they have in common."""
    nearest = max(earlier, key=lambda other: (likeness(told, other), other.told.row.id))
    common = ", ".join(telling_words(told, nearest)) or "none"
    return "likeness", f"told as in {nearest.told.document} ({likeness(told, nearest):.2f}); words in common: {common}"


def _same_claim(first: Told) -> tuple[JoinRule, str]:
    if not first.actors and not first.recipients:
        return "copy", "same type and sentence in copies of one report"
    if not is_strong(first):
        return "same_words", f"same type, actors and word ({first.row.trigger_text}), date {first.date or 'unknown'}"
    return "same_claim", f"same type, actors, recipients and date ({first.date})"


def _came_about(first: Told, other: Told, date: str) -> tuple[JoinRule, str] | None:
    """The rule for what the first report foretold and the other reports as done."""
    foretold = first.row.factuality in FORESEEN and bool(first.reported) and first.reported[: len(date)] <= date
    if not (foretold and other.row.factuality == "CT+" and other.reported[: len(date)] >= date):
        return None
    return "forecast", f"announced in {first.document} ({first.row.factuality}), reported in {other.document}"
