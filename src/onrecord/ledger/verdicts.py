"""What people judge to be the same or different, of actors and of events alike: who goes with whom, who must not.

A judgement is a row of its own, with author, time and reason. Nothing else is changed by it, and withdrawing it stamps
the row. What follows from the rows that hold does not depend on the order in which they were made.
"""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from sqlalchemy import update

from onrecord.errors import JudgementError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection, Table


class Signed(Protocol):
    """A row that somebody made with a reason, and may have withdrawn."""

    @property
    def id(self) -> str:
        """Its own id."""

    @property
    def author(self) -> str:
        """Who judges."""

    @property
    def reason(self) -> str:
        """Why."""

    @property
    def made_at(self) -> str:
        """When."""

    @property
    def withdrawn_at(self) -> str | None:
        """When it was withdrawn, None while it holds."""

    @property
    def withdrawn_by(self) -> str | None:
        """By whom."""


class Judgement(Signed, Protocol):
    """Two ids that are judged "same" or "different"."""

    @property
    def verdict(self) -> str:
        """Which of the two."""

    @property
    def one(self) -> str:
        """One id."""

    @property
    def other(self) -> str:
        """The other id."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """Which id stands for the group, and why this one is joined to it; no reason where it stands for itself."""

    root: str
    reason: str | None = None


@dataclass(slots=True)
class Groups:
    """Ids that are one thing. Joining asks the negative judgements; the first id in order stands for a group."""

    ordered: Iterable[str]
    judgements: Iterable[Judgement] = ()
    _rank: dict[str, int] = field(init=False)
    _members: dict[str, set[str]] = field(init=False)
    _group: dict[str, str] = field(init=False)
    _reasons: dict[str, str] = field(init=False, default_factory=dict)
    _apart: dict[str, set[str]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._rank = {member: place for place, member in enumerate(self.ordered)}
        self._members = {member: {member} for member in self._rank}
        self._group = {member: member for member in self._rank}
        live = sorted(
            (row for row in self.judgements if row.withdrawn_at is None), key=lambda row: (row.made_at, row.id)
        )
        for row in live:
            if row.verdict == "different":
                self._apart.setdefault(row.one, set()).add(row.other)
                self._apart.setdefault(row.other, set()).add(row.one)
        for row in live:
            if row.verdict == "same" and row.one in self._rank and row.other in self._rank:
                self._unite(row.one, row.other, judged_same(row))

    def root(self, member: str) -> str:
        """The id that stands for the group."""
        return self._group[member]

    def kept_apart(self, member: str) -> frozenset[str]:
        """The ids that stand for the groups from which a judgement keeps this one apart."""
        own = self._group[member]
        others = {other for near in self._members[own] for other in self._apart.get(near, ())}
        return frozenset(self._group[other] for other in others if other in self._group) - {own}

    def apart(self, one: str, other: str) -> bool:
        """Whether a judgement keeps the two apart."""
        others = self._members[self._group[other]]
        return any(not self._apart.get(member, set()).isdisjoint(others) for member in self._members[self._group[one]])

    def join(self, member: str, fitting: Mapping[str, str]) -> None:
        """Joins an id to the one group that fits, given the fitting ids with the reason for each."""
        allowed = {other: reason for other, reason in fitting.items() if not self.apart(member, other)}
        roots = {self._group[other] for other in allowed}
        if len(roots) == 1:
            other, reason = next(iter(allowed.items()))
            self._unite(member, other, reason)

    def resolutions(self) -> dict[str, Resolution]:
        """Every id with the one that stands for it."""
        return {
            member: Resolution(root, self._reasons.get(member) if member != root else None)
            for member, root in self._group.items()
        }

    def _unite(self, one: str, other: str, reason: str) -> None:
        first, second = sorted((self._group[one], self._group[other]), key=self._rank.__getitem__)
        if first == second:
            return
        self._reasons[second] = reason
        self._members[first] |= self._members.pop(second)
        for member in self._members[first]:
            self._group[member] = first


def judged_same(row: Signed) -> str:
    """The reason why two are one, where somebody has judged so."""
    return f"judged the same by {row.author}: {row.reason}"


def refuse_contradiction(judgements: Iterable[Judgement], verdict: str, one: str, other: str) -> None:
    """Lets a judgement on two ids pass that no live one contradicts.

    Raises:
        JudgementError: with all those that must be withdrawn first, or one of which must be.
    """
    found = {row.id: row for row in contradicted(judgements, verdict, one, other)}.values()
    if len(found) == 1:
        raise contrary(next(iter(found)))
    named = ", ".join(f"{row.id} ({_signed(row)})" for row in found)
    if found and verdict == "different":
        raise JudgementError(f"the two are one by {named}; withdraw one of these first")
    if found:
        raise JudgementError(f"the two are different by {named}; withdraw all of these first")


def contradicted(judgements: Iterable[Judgement], verdict: str, one: str, other: str) -> tuple[Judgement, ...]:
    """The live judgements that another on these two ids would contradict, none if it may be made.

    Two that are judged different were one by a chain, which ends with any of its judgements: of the chains the
    shortest. Two that are judged the same were kept apart by each of those on somebody in the groups of both.
    """
    live = [row for row in judgements if row.withdrawn_at is None]
    if verdict == "different":
        return _chain([row for row in live if row.verdict == "same"], one, other)
    involved = dict.fromkeys(end for row in live for end in (row.one, row.other)) | {one: None, other: None}
    groups = Groups(involved, live)
    both = {groups.root(one), groups.root(other)}
    apart = (row for row in live if row.verdict == "different")
    return tuple(row for row in apart if {groups.root(row.one), groups.root(row.other)} == both)


def _chain(same: Iterable[Judgement], one: str, other: str) -> tuple[Judgement, ...]:
    """The fewest of these judgements that lead from one id to the other, in their order; none if none do."""
    near: defaultdict[str, list[tuple[str, Judgement]]] = defaultdict(list)
    for row in same:
        near[row.one].append((row.other, row))
        near[row.other].append((row.one, row))
    ways: dict[str, tuple[Judgement, ...]] = {one: ()}
    reached = deque([one])
    while reached and other not in ways:
        end = reached.popleft()
        for far, row in near[end]:
            if far not in ways:
                ways[far] = (*ways[end], row)
                reached.append(far)
    return ways.get(other, ())


def contrary(row: Signed) -> JudgementError:
    """What to say of a judgement that contradicts ``row``."""
    return JudgementError(f"{row.id} says the contrary ({_signed(row)}); withdraw it first")


def _signed(row: Signed) -> str:
    return f"{row.author}, {row.made_at}: {row.reason}"


def require_words(author: str, reason: str) -> None:
    """Raises JudgementError unless both are given."""
    if not author.strip() or not reason.strip():
        raise JudgementError("a judgement needs an author and a reason")


def withdraw(
    connection: Connection, table: Table, rows: Iterable[Signed], judgement: str, author: str, reason: str, now: str
) -> None:
    """Stamps the judgement of this id among the ``rows`` of a table.

    Raises:
        JudgementError: if there is none, it is withdrawn already, or author or reason is empty.
    """
    require_words(author, reason)
    row = next((row for row in rows if row.id == judgement), None)
    if row is None:
        raise JudgementError(f"{judgement}: there is no such judgement")
    if row.withdrawn_at is not None:
        raise JudgementError(f"{judgement}: withdrawn already, {row.withdrawn_at}, by {row.withdrawn_by}")
    stamp(connection, table, judgement, author, reason, now)


def stamp(
    connection: Connection, table: Table, judgement: str, author: str | None, reason: str | None, when: str
) -> None:
    """Marks the judgement of this id as withdrawn."""
    values = {"withdrawn_at": when, "withdrawn_by": author, "withdrawn_because": reason}
    connection.execute(update(table).where(table.c.id == judgement).values(**values))
