"""Independent origins: which documents are copies of one report.

Thresholds were read off 1,838 reports of two agencies (1997 to 2006). Reports of different agencies, which are
independent, never have more than 0.14 of the shorter one's shingles in common. Within one agency and four days the
shares fall in two heaps, below 0.45 (other stories with the same background paragraphs) and above 0.6 (rewrites and
updates of one story). Beyond four days background alone makes up to 0.4.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import TYPE_CHECKING

from onrecord.ledger.identity import content_id, name_words
from onrecord.ledger.joining import components, link
from onrecord.ledger.revisions import DAY, moment
from onrecord.ledger.sketch import Sketch, containment, resemblance
from onrecord.ledger.views import CopyLink, LedgerOrigin

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from onrecord.ledger.rows import VersionRow
    from onrecord.ledger.views import CopyRule

NEAR_DUPLICATE = 0.5
SAME_AGENCY = 0.4
DAYS_APART = 4
INDEXED = 4
"""One in so many hashes is looked up. Copies have a quarter of a sketch's 256 or more in common, so sixteen of these;
a sketch that has few hashes is looked up by all."""
FEW_HASHES = 64
NEIGHBOURS = 8
"""Reports before it, of those with the same hash, that a report is compared with: of a thousand copies each is compared
with some, and a formula (a credit line, a disclaimer) that thousands have finds no more."""
SHORT = 10
"""A text of fewer shingles than this is contained in too many others; only resemblance makes it a copy."""


@dataclass(frozen=True, slots=True)
class Report:
    """What of a live document version is compared."""

    document: str
    outlet: str | None
    published: str
    agency: str | None
    sketch: Sketch

    @property
    def order(self) -> tuple[str, str]:
        """Reports sort by time, those without one last."""
        return order(self.published, self.document)

    @property
    def moment(self) -> str:
        """When it appeared, "" if not even the day is known."""
        return self.published if _day(self.published) else ""

    @property
    def indexed(self) -> frozenset[int]:
        """The hashes by which it is looked up."""
        hashes = self.sketch.hashes
        return hashes if len(hashes) < FEW_HASHES else frozenset(value for value in hashes if value % INDEXED == 0)

    @staticmethod
    def of(row: VersionRow) -> Report:
        """The report that a version is."""
        source = row.credited or row.outlet
        agency = name_words(source) if source else None
        return Report(
            row.document, row.outlet, moment(row.published or row.updated), agency, Sketch.from_bytes(row.sketch)
        )


def order(published: str, document: str) -> tuple[str, str]:
    """Reports sort by when they appeared, those without a day last."""
    return published if _day(published) else "9", document


def derive(versions: Iterable[VersionRow]) -> tuple[LedgerOrigin, ...]:
    """The origins of the live versions, each named by its earliest document."""
    reports = sorted(map(Report.of, versions), key=lambda report: report.order)
    holders: defaultdict[int, list[int]] = defaultdict(list)
    for index, report in enumerate(reports):
        for value in report.indexed:
            holders[value].append(index)
    pairs: set[tuple[int, int]] = set()
    for held in holders.values():
        dated = [index for index in held if reports[index].moment]
        undated = [index for index in held if not reports[index].moment]
        pairs.update(neighbours(dated))
        pairs.update(undated_neighbours(dated[:NEIGHBOURS], undated))
    copies = {(a, b): found for a, b in sorted(pairs) if (found := copy(reports[a], reports[b]))}
    groups = sorted(map(sorted, components(set(range(len(reports))), link(copies))))
    made: defaultdict[int, list[CopyLink]] = defaultdict(list)
    for (first, _), found in copies.items():
        made[first].append(found)
    return tuple(
        origin([(reports[i].document, reports[i].outlet) for i in group], [c for i in group for c in made[i]])
        for group in groups
    )


def neighbours(dated: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Pairs of the reports with a hash that are compared, the earlier first; all in order, and each with a day."""
    for place, report in enumerate(dated):
        yield from ((other, report) for other in dated[max(0, place - NEIGHBOURS) : place])


def undated_neighbours(first: Sequence[int], undated: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The same of reports without a day, which are compared with each other and with the first of those with one."""
    yield from neighbours(undated)
    yield from product(first, undated)


def copy(first: Report, second: Report) -> CopyLink | None:
    """Why the second report is a copy of the first, None if it is none."""
    if not _near(first.published, second.published):
        return None
    short = min(first.sketch.size, second.sketch.size) < SHORT
    overlap = (resemblance if short else containment)(first.sketch, second.sketch)
    if overlap >= NEAR_DUPLICATE:
        return _link(first, second, "near_duplicate", overlap)
    if overlap >= SAME_AGENCY and first.agency is not None and first.agency == second.agency:
        return _link(first, second, "same_agency", overlap)
    return None


def _link(first: Report, second: Report, rule: CopyRule, overlap: float) -> CopyLink:
    return CopyLink(document=second.document, of=first.document, rule=rule, overlap=round(overlap, 3))


def _near(first: str, second: str) -> bool:
    """Whether two reports appeared within days; those without a day may have."""
    days = _day(first), _day(second)
    return days[0] is None or days[1] is None or abs((days[1] - days[0]).days) <= DAYS_APART


def _day(published: str) -> date | None:
    try:
        return date.fromisoformat(published[:DAY])
    except ValueError:
        return None


def origin(reports: Sequence[tuple[str, str | None]], copies: Sequence[CopyLink]) -> LedgerOrigin:
    """The origin of reports (documents and their outlets) in their order, with the links between them."""
    return LedgerOrigin(
        id=origin_id(reports[0][0]),
        documents=tuple(document for document, _ in reports),
        outlets=tuple(sorted({outlet for _, outlet in reports if outlet})),
        copies=tuple(copies),
    )


def origin_id(document: str) -> str:
    """The id of the origin whose earliest document this is."""
    return content_id("or", document)
