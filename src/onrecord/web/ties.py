"""Who deals with whom: ties between the sides of events, and the places of their nodes on a circle."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from onrecord.web import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.ledger.ties import Counterpart, Dealing

MOST = 18
"""Nodes that are drawn, those with the most events: more names than that do not fit around a circle."""

RADIUS = 200


class Node(NamedTuple):
    """A country or an actor. ``key`` is what a filter takes for it."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Tie:
    """Events between two nodes, whichever of them acts, and how many of them are of cooperation."""

    one: Node
    other: Node
    events: int
    cooperation: int

    @property
    def conflict(self) -> int:
        """How many are of conflict."""
        return self.events - self.cooperation

    @property
    def tone(self) -> str:
        """What prevails."""
        if self.cooperation == self.conflict:
            return "even"
        return "cooperation" if self.cooperation > self.conflict else "conflict"


@dataclass(frozen=True, slots=True)
class Placed:
    """A node on the circle with its number, its label's turn in degrees, and whether it reads toward the centre."""

    number: int
    node: Node
    x: float
    y: float
    turn: float
    flipped: bool
    events: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """A tie as a curve; ``weight`` is its width, ``ends`` are the numbers of the nodes that it joins."""

    tie: Tie
    path: str
    weight: float
    ends: str


def ties(dealings: Counter[Dealing]) -> list[Tie]:
    """The ties that events make, the strongest first."""
    counts: defaultdict[tuple[Node, Node], Counter[bool]] = defaultdict(Counter)
    for dealing, events in dealings.items():
        one, other = sorted(map(_node, (dealing.one, dealing.other)))
        counts[one, other]["cooperation" in dealing.quad] += events
    made = (Tie(*pair, count.total(), count[True]) for pair, count in counts.items())
    return sorted(made, key=lambda tie: (-tie.events, tie.one, tie.other))


def placed(found: Sequence[Tie]) -> tuple[list[Placed], list[Drawn]]:
    """The nodes with the most events on a circle, those with strong ties beside each other, and the curves."""
    weight: Counter[Node] = Counter()
    for tie in found:
        weight.update({tie.one: tie.events, tie.other: tie.events})
    kept = {node for node, _ in sorted(weight.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST]}
    drawn = [tie for tie in found if {tie.one, tie.other} <= kept]
    order = _order(sorted(kept, key=lambda node: (-weight[node], node)), drawn)
    nodes = [_place(node, number, len(order), weight[node]) for number, node in enumerate(order)]
    at = {one.node: one for one in nodes}
    most = max((tie.events for tie in drawn), default=1)
    return nodes, [_curve(tie, at, most) for tie in reversed(drawn)]


def _node(end: Counterpart) -> Node:
    if end.country:
        return Node(end.country, words.country(end.country))
    return Node(end.name, end.name)


def _order(nodes: Sequence[Node], found: Sequence[Tie]) -> list[Node]:
    """Beside each node the one of the rest that is tied to it most: neighbours' curves are short and cross less."""
    strength = {frozenset((tie.one, tie.other)): tie.events for tie in found}
    rest, order = list(nodes[1:]), list(nodes[:1])
    while rest:
        following = max(rest, key=lambda node: (strength.get(frozenset((order[-1], node)), 0), -rest.index(node)))
        rest.remove(following)
        order.append(following)
    return order


def _place(node: Node, number: int, of: int, events: int) -> Placed:
    angle = 2 * math.pi * number / of - math.pi / 2
    turn = math.degrees(angle)
    flipped = math.cos(angle) < -1e-9
    x, y = RADIUS * math.cos(angle), RADIUS * math.sin(angle)
    return Placed(number, node, round(x, 1), round(y, 1), round(turn + (180 if flipped else 0), 1), flipped, events)


def _curve(tie: Tie, at: dict[Node, Placed], most: int) -> Drawn:
    one, other = at[tie.one], at[tie.other]
    # Drawn toward the centre, so that curves between neighbours do not run along the circle.
    bend = f"{(one.x + other.x) * 0.18:.1f} {(one.y + other.y) * 0.18:.1f}"
    weight = 1 + 7 * math.sqrt(tie.events / most)
    return Drawn(
        tie, f"M{one.x} {one.y}Q{bend} {other.x} {other.y}", round(weight, 1), f"{tie.one.key} {tie.other.key}"
    )
