"""Statements in many documents as utterances: which of them are one, and why.

Who said the same words at the same time said them once, however many outlets quote them. Statements that a document
itself tells as two with different content are never one. What carries another's words ("the agency reported that the
minister said ...") is the agency's utterance; the minister's stands ``within`` it and is compared by itself.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import InitVar, dataclass, field
from datetime import date
from itertools import product
from typing import TYPE_CHECKING

from onrecord.ledger.identity import content_id
from onrecord.ledger.keys import Key, in_order, shared
from onrecord.ledger.revisions import DAY
from onrecord.ledger.rows import StatementRow  # noqa: TC001 - statements are kept as JSON, types resolve at run time
from onrecord.ledger.snapshot import AT_ONCE
from onrecord.ledger.speakers import Source, speaker
from onrecord.ledger.views import quote
from onrecord.ledger.wording import Likeness, Wording, fingerprints, likeness
from onrecord.records import IN_TEXT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from onrecord.ledger.evidence import Quoter
    from onrecord.ledger.keys import Pair
    from onrecord.ledger.rows import Rows
    from onrecord.ledger.speakers import Speaker

DAYS_APART = 4
"""Days within which reports quote one utterance, as for copies of a report (:mod:`onrecord.ledger.origins`)."""

COMMON = 200
"""Statements within those days that share a run of words; of more the run is a formula and finds no candidates."""

SURE_WORDS, SURE_ALONE = 6, 10
SURE_SHARE = 0.8
"""Words that a quotation must have in common where the two sources are not plainly one, and where neither is known."""

REPEATED_SHARE = 0.9
"""What quotations in one document must have in common to be one: the same speaker says like things of two countries."""

UNSURE: frozenset[Speaker] = frozenset({"unnamed", "for_it"})
"""Where the sources alone do not say that they are one."""

SPEAKERS: dict[Speaker, str] = {
    "same": "the same source",
    "name": "one name for the source is part of the other",
    "unnamed": "the source is unnamed in one",
    "for_it": "one source may speak for the other",
}


@dataclass(frozen=True, slots=True)
class Said:
    """One statement with what joining compares; ``day`` is the stated day, else that of the report ("" for neither)."""

    row: StatementRow
    by: Source | None
    wording: Wording
    stated: str | None
    day: str
    document: str
    reported: str
    origin: str

    @property
    def source(self) -> str | None:
        """The id of the actor who said it."""
        return self.by.id if self.by else None

    @property
    def order(self) -> tuple[object, ...]:
        """Statements sort by report."""
        return self.reported, self.document, self.row.content_spans, self.row.id


@dataclass(frozen=True, slots=True)
class Node:
    """Statements of one source in the same words on one day; without a source, in copies of one report."""

    id: str
    said: tuple[Said, ...]

    @property
    def first(self) -> Said:
        """The first report of them, which has what all share."""
        return self.said[0]

    @property
    def documents(self) -> frozenset[str]:
        """The documents that have it."""
        return frozenset(said.document for said in self.said)

    @property
    def origins(self) -> frozenset[str]:
        """The independent reports that have it."""
        return frozenset(said.origin for said in self.said)


@dataclass(frozen=True, slots=True)
class Link:
    """That two nodes may be one utterance, and what says so."""

    alike: Likeness
    speaker: Speaker

    @property
    def reason(self) -> str:
        """What was compared."""
        return f"{self.alike.reason}; {SPEAKERS[self.speaker]}"


@dataclass(frozen=True, slots=True)
class Joined:
    """A statement in its utterance, and the link that put it there with the document compared; None for the first."""

    said: Said
    link: Link | None
    other: str | None


@dataclass(frozen=True, slots=True)
class Utterance:
    """Statements that report one utterance, in the order of their reports."""

    id: str
    members: tuple[Joined, ...]


def say(
    rows: Rows, sources: Mapping[str, Source], quoter: Quoter, load_texts: Callable[[Iterable[int]], Mapping[int, str]]
) -> Iterator[Said]:
    """The statements of the rows with their words; texts are let go again, a few documents at a time.

    ``sources`` are by the ids that actors have in the rows.
    """
    by_version: defaultdict[int, list[StatementRow]] = defaultdict(list)
    for row in rows.statements:
        by_version[row.version].append(row)
    for version, text in _texts(sorted(by_version), load_texts):
        for row in by_version[version]:
            stated = row.date if row.dated_by in IN_TEXT else None
            reported = quoter.reported(version)
            yield Said(
                row=row,
                by=sources[row.source] if row.source else None,
                wording=Wording.of(quote(text, row.content_spans), row.kind),
                stated=stated,
                day=stated if stated and len(stated) == DAY else reported[:DAY],
                document=quoter.document(version),
                reported=reported,
                origin=quoter.origin(version),
            )


def _texts(versions: Sequence[int], load: Callable[[Iterable[int]], Mapping[int, str]]) -> Iterator[tuple[int, str]]:
    for start in range(0, len(versions), AT_ONCE):
        yield from load(versions[start : start + AT_ONCE]).items()


def utter(said: Iterable[Said], linked: Iterable[tuple[str, str]]) -> tuple[Utterance, ...]:
    """Joins statements into utterances; the result does not depend on their order.

    The strongest links join first. A link joins nothing where that would bring together two statements that one
    document tells as different, or that were said on different days or by different people.

    Args:
        said: the statements.
        linked: pairs of them (by id) that may be one (:func:`alike`).
    """
    grouping = Grouping(nodes(said), linked)
    return _named(grouping.utterances())


def alike(said: Sequence[Said]) -> list[tuple[str, str]]:
    """Pairs of statements (by id) that may be one utterance by themselves."""
    pairs = sorted(shared(map(keys, said), COMMON))
    return [(said[a].row.id, said[b].row.id) for a, b in pairs if is_linked(said[a], said[b])]


def is_linked(one: Said, other: Said) -> bool:
    """Whether two statements may be one utterance if nothing else is known of them."""
    may_be_one = _near(one, other) and speaker(one.by, other.by) is not None
    return may_be_one and likeness(one.wording, other.wording) is not None


def keys(said: Said) -> frozenset[Key]:
    """What statements share that are compared: a run of words, within days."""
    day = _day(said)
    stretch, when = (0, "undated") if day is None else (day.toordinal() // (DAYS_APART + 1), "")
    return frozenset(Key((when, run), stretch) for run in fingerprints(said.wording))


def claim(said: Said) -> tuple[str, ...]:
    """What statements have in common that may be one node, or whose utterances would have one name."""
    return said.source or said.origin, *said.wording.words, said.day


def nodes(said: Iterable[Said]) -> list[Node]:
    """Groups statements of one source in the same words on one day.

    Those without a source, or of hardly a word, only in copies of one report; the latter in their order there.
    """
    groups: defaultdict[tuple[object, ...], list[Said]] = defaultdict(list)
    given: Counter[tuple[object, ...]] = Counter()
    for one in sorted(said, key=lambda one: one.order):
        key: tuple[object, ...] = (one.source or one.origin, one.wording.words, one.wording.quoted, one.stated, one.day)
        if one.wording.is_short:
            key = (*key, one.origin, one.row.act)
            given[one.document, key] += 1
            key = (*key, given[one.document, key])
        groups[key].append(one)
    made = (Node(content_id("nd", *key), tuple(group)) for key, group in groups.items())
    return sorted(made, key=lambda node: node.id)


@dataclass(slots=True)
class Grouping:
    """Nodes joined as far as nothing speaks against it."""

    nodes: Sequence[Node]
    linked: InitVar[Iterable[tuple[str, str]]]
    links: dict[Pair, Link] = field(init=False)
    _members: dict[int, list[int]] = field(init=False)
    _group: list[int] = field(init=False)

    def __post_init__(self, linked: Iterable[tuple[str, str]]) -> None:
        node_of = {said.row.id: place for place, node in enumerate(self.nodes) for said in node.said}
        pairs = {in_order(node_of[a], node_of[b]) for a, b in linked if node_of[a] != node_of[b]}
        self.links = {pair: link for pair in sorted(pairs) if (link := self._link(*pair))}
        self._members = {index: [index] for index in range(len(self.nodes))}
        self._group = list(range(len(self.nodes)))
        for one, other in sorted(self.links, key=self._strength):
            self._unite(self._group[one], self._group[other])

    def utterances(self) -> Iterator[tuple[Joined, ...]]:
        """The members of each utterance, in the order of their reports."""
        for group in self._members.values():
            told = [(said, index) for index in group for said in self.nodes[index].said]
            told.sort(key=lambda pair: pair[0].order)
            first, home = told[0]
            rest = (self._joined(said, index, group, home, first) for said, index in told[1:])
            yield (Joined(first, None, None), *rest)

    def _joined(self, said: Said, index: int, group: Sequence[int], home: int, first: Said) -> Joined:
        """A member with its link to the first report, else with its strongest to another."""
        if index == home:
            return Joined(said, Link(Likeness("same_words", 1.0, len(said.wording.words)), "same"), first.document)
        linked = {other: in_order(index, other) for other in group if in_order(index, other) in self.links}
        best = home if home in linked else min(linked, key=lambda other: self._strength(linked[other]))
        return Joined(said, self.links[linked[best]], self.nodes[best].first.document)

    def _strength(self, pair: Pair) -> tuple[object, ...]:
        """Sorts the strongest first; nodes are in the order of their ids, so that nothing depends on arrival."""
        alike, sure = self.links[pair].alike, self.links[pair].speaker
        return sure in UNSURE, -alike.share, -alike.length, *pair

    def _unite(self, one: int, other: int) -> None:
        if one == other or any(
            self._clash(*in_order(a, b)) for a, b in product(self._members[one], self._members[other])
        ):
            return
        self._members[one] += self._members.pop(other)
        for index in self._members[one]:
            self._group[index] = one

    def _clash(self, one: int, other: int) -> bool:
        if (one, other) in self.links:
            return False
        ours, theirs = self.nodes[one], self.nodes[other]
        same_time = _near(ours.first, theirs.first)
        return not same_time or self._speaker(ours, theirs) is None or not ours.documents.isdisjoint(theirs.documents)

    def _link(self, one: int, other: int) -> Link | None:
        ours, theirs = self.nodes[one], self.nodes[other]
        who = self._speaker(ours, theirs) if _near(ours.first, theirs.first) else None
        alike = likeness(ours.first.wording, theirs.first.wording) if who else None
        if who is None or alike is None or (who in UNSURE and not _is_sure(alike, ours, theirs)):
            return None
        told_twice = not ours.documents.isdisjoint(theirs.documents)
        return None if told_twice and (who != "same" or not _is_repeated(alike)) else Link(alike, who)

    def _speaker(self, one: Node, other: Node) -> Speaker | None:
        return speaker(one.first.by, other.first.by)


def _is_repeated(alike: Likeness) -> bool:
    """Whether a document that has both says one thing again, not another with some of the same words."""
    return alike.rule != "same_content" and alike.share >= REPEATED_SHARE


def _is_sure(alike: Likeness, one: Node, other: Node) -> bool:
    """Whether the words say enough where the sources do not: in copies of one report contents do, else a quotation."""
    length = SURE_WORDS if one.first.source or other.first.source else SURE_ALONE
    told = alike.rule != "same_content" or not one.origins.isdisjoint(other.origins)
    return told and alike.length >= length and alike.share >= SURE_SHARE


def _near(one: Said, other: Said) -> bool:
    """Whether both may have been said on one day.

    Stated dates are equal or one is less precise; nothing is reported before it is said, but for the hours between
    time zones; what is reported without a day was said within days of its report.
    """
    dates = sorted(said.stated or "" for said in (one, other))
    if not dates[1].startswith(dates[0]):
        return False
    days = _day(one), _day(other)
    if days[0] is None or days[1] is None or (one.stated and one.day == other.day):
        return True
    return abs((days[1] - days[0]).days) <= DAYS_APART and not (_foretold(one, other) or _foretold(other, one))


def _foretold(one: Said, other: Said) -> bool:
    """Whether ``one`` was said, by its stated day, after the day of the other's report."""
    said, reported = _as_day(one.stated or ""), _as_day(other.reported[:DAY])
    return said is not None and reported is not None and (said - reported).days > 1


def _day(said: Said) -> date | None:
    return _as_day(said.day)


def _as_day(value: str) -> date | None:
    try:
        return date.fromisoformat(value) if len(value) == DAY else None
    except ValueError:
        return None


def _named(groups: Iterable[tuple[Joined, ...]]) -> tuple[Utterance, ...]:
    """Utterances with ids: of the first report that names the source, by its words and day; else by its place."""
    made = [(_claim(members), members) for members in groups]
    count = Counter(claim for claim, _ in made)
    ids = (
        (claim if count[claim] == 1 else content_id("ut", members[0].said.row.id), members) for claim, members in made
    )
    return tuple(sorted((Utterance(*pair) for pair in ids), key=lambda utterance: utterance.id))


def _claim(members: Sequence[Joined]) -> str:
    first = next((joined.said for joined in members if joined.said.source), None)
    if first is None:
        return content_id("ut", members[0].said.row.id)
    return content_id("ut", first.source, first.wording.words, first.day)
