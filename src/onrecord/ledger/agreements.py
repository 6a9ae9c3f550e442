"""Agreements over many documents, each with a dated history."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, combinations, product
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from onrecord.ledger.agreement_names import ACRONYM, WORD, YEAR, AgreementNames, aliases
from onrecord.ledger.identity import content_id, name_words
from onrecord.ledger.joining import join, link, most_common
from onrecord.ledger.people import in_order
from onrecord.ledger.scope import Facts
from onrecord.ledger.views import AgreementStep, LedgerAgreement
from onrecord.ledger.violations import Violations, may_tell
from onrecord.ontology import agreements as ontology
from onrecord.records import RESUMED, AgreementStatus

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from onrecord.ledger.evidence import Quoter
    from onrecord.ledger.people import Known
    from onrecord.ledger.rows import AgreementRow, Rows
    from onrecord.records import Span

T = TypeVar("T")

LIFE: tuple[AgreementStatus, ...] = (
    "proposed",
    "rejected",
    "signed",
    "in_force",
    "suspended",
    "violated",
    "withdrawn",
    "expired",
)
"""The order in which an agreement can come to its statuses."""

Sign = tuple[tuple[str, ...], AgreementStatus, str]
"""Countries that are parties, a status and its date."""

NamedAgreements = dict[int, list[tuple["Span", str]]]
"""Where agreements are named: by document version (``seq``) the spans, each with the agreement's id."""


class Step(NamedTuple):
    """What mentions have in common that tell of one step in an agreement's history."""

    status: AgreementStatus
    date: str | None
    again: bool


@dataclass(frozen=True, slots=True)
class Named:
    """Mentions under one name with one set of party countries. ``aliases`` are comparable forms of the name.

    ``proper`` tells a name (two capitals, an acronym) from a description such as "nuclear agreement", which is not
    the same between other parties. A bare "deal" has no alias at all, and is its one ``mention``'s. ``called`` is what
    all that the reports call it says.
    """

    aliases: frozenset[str]
    proper: bool
    countries: frozenset[str]
    mention: str | None
    rows: tuple[AgreementRow, ...]
    called: AgreementNames

    @property
    def id(self) -> str:
        """The content-derived id."""
        return content_id("ag", sorted(self.aliases), self.proper, sorted(self.countries), self.mention)

    @property
    def years(self) -> frozenset[str]:
        """The years by which it is called."""
        return frozenset(year for form in self.aliases for year in YEAR.findall(form))

    @property
    def signs(self) -> frozenset[Sign]:
        """What an agreement is recognised by under another name: its parties and the date of a status."""
        return frozenset[Sign]().union(*map(self.sign, self.rows))

    @property
    def versions(self) -> frozenset[int]:
        """The document versions that name it."""
        return frozenset(row.version for row in self.rows)

    def sign(self, row: AgreementRow) -> frozenset[Sign]:
        """The same of one of the mentions."""
        if len(self.countries) < 2 or row.date is None:
            return frozenset()
        return frozenset({(tuple(sorted(self.countries)), row.status, row.date)})


@dataclass(frozen=True, slots=True)
class Bundle:
    """All mentions of one agreement, in order of their reports, and its parties (ids)."""

    id: str
    rows: tuple[AgreementRow, ...]
    parties: frozenset[str]


class Agreements:
    """Gathers mentions into agreements and makes views of them.

    Args:
        rows: with the mentions.
        actors: who is named.
        quoter: makes evidence.
        rows_of: gives the rows of those versions that may tell of violations, where ``rows`` are not at hand whole.
    """

    def __init__(
        self, rows: Rows, actors: Known, quoter: Quoter, rows_of: Callable[[Collection[int]], Rows] | None = None
    ) -> None:
        self._actors, self._quoter = actors, quoter
        self._rows_of = rows_of or (lambda _: rows)
        self._parties: defaultdict[str, set[str]] = defaultdict(set)
        for party in rows.agreement_parties:
            self._parties[party.agreement].add(actors.same(party.actor))
        self._groups = self._named(rows.agreements)
        by_name = join(self._groups, link(_alike(self._groups, lambda one: one.aliases, _clash)), _clash)
        joined = join(by_name, link(_alike(by_name, _signs, _are_two)), _are_two)
        self.all = tuple(self._bundle(chain.from_iterable(parts)) for parts in joined)

    def keys(self) -> dict[int, set[object]]:
        """By document version what its agreements are recognised by in others; without one in common two are two.

        Among these is an id that the agreement has where no earlier report gives it another.
        """
        found: defaultdict[int, set[object]] = defaultdict(set)
        for group in self._groups:
            for row in group.rows:
                found[row.version] |= group.aliases | group.sign(row) | {group.id}
        return found

    def named(self) -> NamedAgreements:
        """Where agreements are named: by document version the spans, each with the agreement's id."""
        found: defaultdict[int, list[tuple[Span, str]]] = defaultdict(list)
        for bundle in self.all:
            for row in bundle.rows:
                found[row.version] += [(span, bundle.id) for span in row.spans]
        return dict(found)

    def facts(self, bundle: Bundle) -> Facts:
        """What filters look at."""
        dates = (row.date or self._quoter.reported(row.version) for row in bundle.rows)
        return Facts(dates=tuple(filter(None, dates)), actors=bundle.parties)

    def agreement(self, bundle: Bundle) -> LedgerAgreement:
        """The view of one agreement."""
        names = [row.name for row in bundle.rows]
        history = tuple(self._history(bundle.rows))
        return LedgerAgreement(
            id=bundle.id,
            name=most_common(filter(_is_proper, names)) or most_common(names) or "",
            names=tuple(sorted(set(names))),
            parties=in_order(map(self._actors.view, bundle.parties)),
            status=_status(history),
            history=history,
            disputes=self._violations.of(bundle.rows),
        )

    @cached_property
    def _violations(self) -> Violations:
        versions = {row.version for group in self._groups for row in group.rows}
        telling = {version for version in versions if may_tell(self._quoter.text(version))}
        return Violations(self._rows_of(telling), self._actors, self._quoter)

    def _named(self, rows: Iterable[AgreementRow]) -> list[Named]:
        groups: defaultdict[tuple[frozenset[str], bool, frozenset[str], str | None], list[AgreementRow]]
        groups = defaultdict(list)
        rows = tuple(rows)
        self._quoter.fetch({row.version for row in rows})
        for row in rows:
            forms = self._forms(row)
            countries = self._actors.side(self._parties[row.id])
            groups[forms, _is_proper(row.name), countries, None if forms else row.id].append(row)
        return [Named(*key, tuple(group), self._called(group)) for key, group in groups.items()]

    def _names(self, row: AgreementRow) -> set[str]:
        """All that the document calls the agreement."""
        text = self._quoter.text(row.version)
        return {row.name, *(span.of(text) for span in row.spans)}

    def _called(self, group: Iterable[AgreementRow]) -> AgreementNames:
        group = tuple(group)
        names = {name for row in group for name in self._names(row)}
        parties = {party for row in group for party in self._parties[row.id]}
        return AgreementNames.of(names, map(self._actors.name, parties), self._actors.countries(parties))

    def _forms(self, row: AgreementRow) -> frozenset[str]:
        """The forms of all names that the document gives the agreement, also without a party's name in them."""
        parties = {name_words(self._actors.name(party)) for party in self._parties[row.id]}
        forms = {form for name in self._names(row) for form in aliases(name)}
        bare = {" ".join(word for word in form.split() if word not in parties) for form in forms}
        all_forms = forms | bare
        years = {year for form in all_forms for year in YEAR.findall(form)}
        less = {form for form in all_forms if any(f"{year} {form}" in all_forms for year in years)}
        return frozenset(all_forms - less - {"", *ontology.nouns().values()})

    def _bundle(self, group: Iterable[Named]) -> Bundle:
        told = sorted(((row, named.id) for named in group for row in named.rows), key=lambda t: self._order(t[0]))
        rows = tuple(row for row, _ in told)
        return Bundle(told[0][1], rows, frozenset[str]().union(*(self._parties[row.id] for row in rows)))

    def _order(self, row: AgreementRow) -> tuple[object, ...]:
        return self._quoter.reported(row.version), self._quoter.document(row.version), row.spans, row.id

    def _history(self, rows: Sequence[AgreementRow]) -> Iterator[AgreementStep]:
        steps: defaultdict[Step, list[AgreementRow]] = defaultdict(list)
        for row in rows:
            steps[Step(row.status, _best_date(row, rows), _is_resumed(row))].append(row)
        first_report = {step: self._quoter.reported(told[0].version) for step, told in steps.items()}

        def place(step: Step) -> tuple[str, bool, int, str]:
            return step.date or first_report[step], step.again, LIFE.index(step.status), step.date or ""

        for step in sorted(steps, key=place):
            evidence = (self._quoter.cite(row.version, row.spans) for row in steps[step])
            yield AgreementStep(step.status, step.date, tuple(evidence), step.again)


def _is_proper(name: str) -> bool:
    capitals = sum(word[0].isupper() for word in WORD.findall(name))
    return capitals > 1 or ACRONYM.search(name) is not None


def _alike(
    items: Sequence[T], keys: Callable[[T], Iterable[object]], clash: Callable[[T, T], bool]
) -> Iterator[tuple[int, int]]:
    """Pairs that share a key and do not clash."""
    holders: defaultdict[object, list[int]] = defaultdict(list)
    for index, one in enumerate(items):
        for key in keys(one):
            holders[key].append(index)
    for held in holders.values():
        yield from ((a, b) for a, b in combinations(held, 2) if not clash(items[a], items[b]))


def _signs(group: Iterable[Named]) -> frozenset[Sign]:
    return frozenset[Sign]().union(*(one.signs for one in group))


def _are_two(one: Sequence[Named], other: Sequence[Named]) -> bool:
    """Whether what has no name in common is not one agreement, though it may have parties and a day in common.

    Two states can sign several agreements on one day, so all that each is called must allow that it is the other, and
    no report may name both and call them differently.
    """
    if not _called(one).may_be(_called(other)):
        return True
    return any(_clash(a, b) or _told_apart(a, b) for a, b in product(one, other))


def _called(group: Iterable[Named]) -> AgreementNames:
    return AgreementNames.together(one.called for one in group)


def _told_apart(one: Named, other: Named) -> bool:
    """Whether one report names both as two, in words that differ."""
    return one.called.differs(other.called) and not one.versions.isdisjoint(other.versions)


def _clash(one: Named, other: Named) -> bool:
    """Two names without a common form; two years; with a description, parties of which one side's are not the other's.

    Reports name the parties to a larger agreement in part, so two in common are enough. One party alone, say who left,
    speaks against another only under a description that both could mean ("nuclear deal", not "2015 nuclear deal").
    """
    shared = one.aliases & other.aliases
    if one.proper and other.proper:
        return not shared
    if one.years and other.years and one.years.isdisjoint(other.years):
        return True
    if not (shared or one.proper or other.proper):
        return False
    enough = 1 if shared and not any(map(YEAR.search, shared)) else 2
    if min(len(one.countries), len(other.countries)) < enough:
        return False
    return len(one.countries & other.countries) < min(2, len(one.countries), len(other.countries))


def _best_date(row: AgreementRow, rows: Iterable[AgreementRow]) -> str | None:
    """The row's date, or the one more precise date of the same status that it can only be."""
    own = row.date or ""
    alike = (r for r in rows if (r.status, _is_resumed(r)) == (row.status, _is_resumed(row)))
    dates = {r.date for r in alike if r.date and r.date.startswith(own)}
    finest = {date for date in dates if not any(other != date and other.startswith(date) for other in dates)}
    return finest.pop() if len(finest) == 1 else row.date


def _is_resumed(row: AgreementRow) -> bool:
    return row.method.startswith(RESUMED)


def _status(history: Sequence[AgreementStep]) -> AgreementStatus:
    """That of the latest dated step, or of an undated one that an agreement comes to later in its life.

    Both among the steps since it was last resumed: that it was suspended is over then, be it dated or not.
    """
    resumed = max((place for place, step in enumerate(history) if step.again), default=0)
    since = history[resumed:]
    dated = [step.status for step in since if step.date]
    undated = [step.status for step in since if not step.date]
    reached = LIFE.index(dated[-1]) if dated else -1
    return max((status for status in undated if LIFE.index(status) > reached), key=LIFE.index, default=LIFE[reached])
