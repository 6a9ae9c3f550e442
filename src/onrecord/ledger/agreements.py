"""Agreements over many documents, each with a dated history."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from onrecord.ledger.identity import content_id, name_words
from onrecord.ledger.joining import join, link, most_common
from onrecord.ledger.people import in_order
from onrecord.ledger.revisions import moment
from onrecord.ledger.scope import Facts
from onrecord.ledger.views import AgreementStep, LedgerAgreement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from onrecord.ledger.evidence import Quoter
    from onrecord.ledger.people import Actors
    from onrecord.ledger.rows import AgreementRow, Rows
    from onrecord.records import AgreementStatus

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

_ACRONYM = re.compile(r"\b[A-Z][A-Z0-9-]{2,}\b")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Named:
    """One document's mention of an agreement. ``aliases`` are comparable forms of its name.

    ``proper`` tells a name (two capitals, an acronym) from a description such as "nuclear agreement", which is one
    with another only between the same parties.
    """

    row: AgreementRow
    aliases: frozenset[str]
    proper: bool
    parties: frozenset[str]
    countries: frozenset[str]
    reported: str


def aliases(name: str) -> frozenset[str]:
    """The forms of a name that are the same name: its words, its acronym, the one in parentheses."""
    plain = re.sub(r"\([^)]*\)", " ", name)
    acronyms = {word.casefold() for word in _ACRONYM.findall(name)}
    initials = _WORD.findall(plain)
    if sum(word[:1].isupper() for word in initials) > 2:  # three letters are the shortest acronym taken for a name
        acronyms |= {"".join(w[0] for w in initials).casefold()}
        acronyms |= {"".join(w[0] for w in initials if w[0].isupper()).casefold()}
    return frozenset({name_words(plain), *acronyms} - {""})


def gather(rows: Rows, actors: Actors, quoter: Quoter) -> list[tuple[Named, ...]]:
    """Mentions of one agreement together, in order of their reports."""
    parties: defaultdict[str, set[str]] = defaultdict(set)
    for party in rows.agreement_parties:
        parties[party.agreement].add(actors.same(party.actor))
    named = [_named(row, frozenset(parties[row.id]), actors, quoter) for row in rows.agreements]
    named.sort(key=lambda n: (n.reported, quoter.document(n.row.version), n.row.spans, n.row.id))
    pairs = ((a, b) for a, b in combinations(range(len(named)), 2) if _same(named[a], named[b]))
    return join(named, link(pairs), _clash)


def facts(group: Sequence[Named]) -> Facts:
    """What filters look at."""
    return Facts(
        dates=tuple(date for n in group if (date := n.row.date or n.reported)),
        actors=frozenset[str]().union(*(n.parties for n in group)),
    )


def agreement(group: Sequence[Named], actors: Actors, quoter: Quoter) -> LedgerAgreement:
    """The view of one agreement."""
    first = group[0]
    history = tuple(_history(group, quoter))
    proper = [n.row.name for n in group if n.proper]
    return LedgerAgreement(
        id=content_id("ag", min(first.aliases, default=first.row.name), sorted(first.countries)),
        name=most_common(proper or [n.row.name for n in group]) or first.row.name,
        names=tuple(sorted({n.row.name for n in group})),
        parties=in_order(map(actors.view, facts(group).actors)),
        status=_status(history),
        history=history,
    )


def _named(row: AgreementRow, parties: frozenset[str], actors: Actors, quoter: Quoter) -> Named:
    capitals = sum(word[0].isupper() for word in _WORD.findall(row.name))
    return Named(
        row=row,
        aliases=aliases(row.name),
        proper=capitals > 1 or _ACRONYM.search(row.name) is not None,
        parties=parties,
        countries=actors.side(parties),
        reported=moment(quoter.published(row.version)),
    )


def _same(one: Named, other: Named) -> bool:
    if one.aliases & other.aliases and not _clash(one, other):
        return True
    dated = one.row.date is not None and (one.row.status, one.row.date) == (other.row.status, other.row.date)
    return dated and len(one.countries) > 1 and one.countries == other.countries


def _clash(one: Named, other: Named) -> bool:
    """Two names without a common form; one description between parties that have none in common."""
    if one.proper and other.proper:
        return not one.aliases & other.aliases
    apart = one.countries and other.countries and one.countries.isdisjoint(other.countries)
    return bool(apart)


def _history(group: Sequence[Named], quoter: Quoter) -> Iterator[AgreementStep]:
    steps: defaultdict[tuple[AgreementStatus, str | None], list[Named]] = defaultdict(list)
    for named in group:
        steps[named.row.status, _best_date(named, group)].append(named)
    for status, date in sorted(steps, key=lambda s: (s[1] or steps[s][0].reported, LIFE.index(s[0]), s[1] or "")):
        evidence = (quoter.cite(n.row.version, n.row.spans) for n in steps[status, date])
        yield AgreementStep(status, date, tuple(evidence))


def _best_date(named: Named, group: Iterable[Named]) -> str | None:
    """The mention's date, or the one more precise date of the same status that it can only be."""
    own = named.row.date or ""
    precise = {n.row.date for n in group if n.row.status == named.row.status and (n.row.date or "").startswith(own)}
    finer = {date for date in precise if date and date != own}
    return finer.pop() if len(finer) == 1 else named.row.date


def _status(history: Sequence[AgreementStep]) -> AgreementStatus:
    """The latest dated one, or an undated one that an agreement comes to later in its life."""
    dated = [step.status for step in history if step.date]
    undated = [step.status for step in history if not step.date]
    reached = LIFE.index(dated[-1]) if dated else -1
    return max((status for status in undated if LIFE.index(status) > reached), key=LIFE.index, default=LIFE[reached])
