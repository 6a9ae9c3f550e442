"""Mentions in many documents as events: which of them are one, why, and what they together say."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import chain, pairwise, product
from typing import TYPE_CHECKING

from onrecord.ledger.coreference import join_alike, links
from onrecord.ledger.forecasts import with_forecasts
from onrecord.ledger.identity import content_id
from onrecord.ledger.joining import components, join, link, most_common
from onrecord.ledger.likeness import likeness, telling_words
from onrecord.ledger.nodes import is_strong, nodes
from onrecord.ledger.revisions import MONTH
from onrecord.ledger.told import FORESEEN, ONCE_A_DAY, on_a_day
from onrecord.records import IN_TEXT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from onrecord.ledger.likeness import Portrait
    from onrecord.ledger.nodes import Dyad, Group, Node
    from onrecord.ledger.told import Polarity, Told
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

    @property
    def latest(self) -> Told:
        """The mention of the latest report."""
        return self.mentions[-1].told

    def is_told(self, polarity: Polarity) -> bool:
        """Whether a mention tells it as something that is so ("+"), or is not ("-")."""
        return any(node.first.polarity == polarity for node in self.nodes)


def cluster(portraits: Mapping[str, Portrait], linked: Iterable[tuple[str, str]]) -> tuple[Cluster, ...]:
    """Joins mentions into events; the result does not depend on their order.

    ``portraits`` are by mention id; ``linked`` are the pairs of them (by id) that are alike (:func:`alike`).

    What people have judged comes first. Same claim, same event. Beyond that, events of one type between the same
    countries are one where their days are the same, or one names the month of the other, and nothing in
    them differs (:func:`differ`). What is left is joined where it is told alike (:mod:`onrecord.ledger.coreference`).
    """
    blocks = _blocks(nodes(portraits))
    joined = join(blocks, link(_comparable(blocks)), _clash)
    groups = (tuple(sorted(chain(*group), key=lambda node: node.id)) for group in joined)
    whole = with_forecasts(join_alike(groups, portraits, linked))
    return tuple(sorted((_cluster(group, portraits) for group in whole), key=lambda c: c.id))


def alike(portraits: Mapping[str, Portrait]) -> list[tuple[str, str]]:
    """The pairs of mentions (by id) that may be of one event by themselves."""
    ids = list(portraits)
    return [(ids[a], ids[b]) for a, b in links(list(portraits.values()))]


def differ(one: Node, other: Node) -> bool:
    """Whether two events of one type, dyad and day are told apart by people, mode, place, persons, or one document."""
    modes = {one.first.mode, other.first.mode} - {None}
    elsewhere = one.places and other.places and one.places.isdisjoint(other.places)
    apart = one.judged_apart(other) or len(modes) > 1 or bool(elsewhere)
    return apart or _other_people(one, other) or _kept_apart(one, other)


def contradictions(clusters: Sequence[Cluster]) -> Iterator[tuple[Cluster, Cluster]]:
    """Pairs of events of which one is what the other is said not to be: same type, sides and day, nothing differs.

    An event is its own other one where people have judged that what is affirmed and what is denied are the same.
    """
    denied: defaultdict[tuple[object, ...], list[Cluster]] = defaultdict(list)
    for found in clusters:
        if found.is_told("-") and (key := subject(found)):
            denied[key].append(found)
    for affirmed in clusters:
        if affirmed.is_told("+") and (key := subject(affirmed)):
            yield from ((affirmed, no) for no in denied.get(key, ()) if no is affirmed or not _any_differ(affirmed, no))


def subject(found: Cluster) -> tuple[object, ...] | None:
    """What an event may be said not to be: type, sides and day, None where these are unknown."""
    node = found.nodes[0]
    if node.dyad is None or not on_a_day(found.date):
        return None
    return node.first.type, node.dyad, found.date


def _any_differ(one: Cluster, other: Cluster) -> bool:
    return any(differ(a, b) for a in one.nodes for b in other.nodes)


def _blocks(made: Sequence[Node]) -> list[Group]:
    """The nodes, together where people have judged mentions of them to be one event."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for index, node in enumerate(made):
        for group in node.groups:
            holders[group].append(index)
    same = link(pair for held in holders.values() for pair in pairwise(held))
    return [tuple(made[i] for i in sorted(part)) for part in components(set(range(len(made))), same)]


def _comparable(blocks: Sequence[Group]) -> Iterator[tuple[int, int]]:
    """Pairs of blocks of which a node may be the same event as one of the other's, as far as rules can tell."""
    buckets: defaultdict[tuple[EventType, Polarity, Dyad | None], list[tuple[int, Node]]] = defaultdict(list)
    for index, block in enumerate(blocks):
        for node in block:
            if node.is_placed:
                buckets[node.kind].append((index, node))
    for bucket in buckets.values():
        for a, b in _near_in_time([node for _, node in bucket]):
            (first, one), (second, other) = bucket[a], bucket[b]
            if first != second and not differ(one, other):
                yield first, second


def _near_in_time(bucket: Sequence[Node]) -> Iterator[tuple[int, int]]:
    """Pairs of the same day, or of a day and its month; a year says too little to be the same by."""
    by_date: defaultdict[str, list[int]] = defaultdict(list)
    for index, node in enumerate(bucket):
        by_date[node.date or ""].append(index)
    for date, indices in by_date.items():
        month = by_date.get(date[:MONTH], []) if on_a_day(date) else []
        for index in indices:
            same = [i for i in indices if i > index] if on_a_day(date) else []
            yield from ((index, other) for other in (*same, *month))


def _clash(one: Group, other: Group) -> bool:
    """Whether people judge so, or what rules can compare in them differs throughout."""
    pairs = tuple(product(one, other))
    if any(a.judged_apart(b) for a, b in pairs):
        return True
    comparable = [(a, b) for a, b in pairs if a.is_placed and b.is_placed and a.kind == b.kind]
    return bool(comparable) and all(_are_two(a, b) for a, b in comparable)


def _are_two(one: Node, other: Node) -> bool:
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
    mentions += (Joined(one, *_why(one, told[:n], node_of, date or "", portraits)) for n, one in enumerate(told) if n)
    ordered = tuple(sorted(group, key=lambda node: node.id))
    return Cluster(content_id("ev", node_of[first.row.id].id), best_type(told), date, ordered, tuple(mentions))


def _why(
    told: Told, earlier: Sequence[Told], node_of: Mapping[str, Node], date: str, portraits: Mapping[str, Portrait]
) -> tuple[JoinRule, str]:
    """The rule that puts a mention with earlier ones, and what it compared; people's judgement, if it was theirs."""
    like = _like(told, earlier, node_of) or earlier[0]
    nodes_ = node_of[like.row.id], node_of[told.row.id]
    if nodes_[0] is not nodes_[1] and any(other.group == told.group for other in earlier):
        return "judged", told.because
    reason = _came_about(like, told, date) or _by_rule(*nodes_, like, told)
    return reason or _told_alike(portraits[told.row.id], [portraits[other.row.id] for other in earlier])


def _like(told: Told, earlier: Sequence[Told], node_of: Mapping[str, Node]) -> Told | None:
    """The earliest mention that rules can have compared this one with, where people have joined others to it."""
    if not any(other.because for other in earlier):
        return None
    kind = node_of[told.row.id].kind
    return next((other for other in earlier if node_of[other.row.id].kind == kind), None)


def best_date(told: Iterable[Told]) -> str | None:
    """The date given most often, the most precise of those that name one day.

    One stated with the event goes before one of its context, and that before the day of a report.
    """
    dated = [t for t in told if t.date]
    by_source = ([t.date for t in dated if t.row.dated_by == source] for source in IN_TEXT)
    dates = next(filter(None, by_source), [t.date for t in dated])
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


def _told_alike(told: Portrait, earlier: Sequence[Portrait]) -> tuple[JoinRule, str]:
    """The earlier mention that a mention is most like, and what they have in common."""
    ranked = ((likeness(told, other), other.told.row.id, other) for other in earlier)
    alike, _, nearest = max(ranked, key=lambda found: found[:2])
    dead = " and ".join(sorted(name.title() for _, name in told.killed & nearest.killed))
    common = f"killing of {dead}" if dead else f"words in common: {', '.join(telling_words(told, nearest)) or 'none'}"
    return "likeness", f"told as in {nearest.told.document} ({alike:.2f}); {common}"


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
