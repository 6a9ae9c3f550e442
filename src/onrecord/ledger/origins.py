"""Independent origins: which documents are copies of one report.

Thresholds were read off 1,838 reports of two agencies (1997 to 2006). Reports of different agencies, which are
independent, never have more than 0.14 of the shorter one's shingles in common. Within one agency and four days the
shares fall in two heaps, below 0.45 (other stories with the same background paragraphs) and above 0.6 (rewrites and
updates of one story). Beyond four days background alone makes up to 0.4.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
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
COMMON = 200
"""A shingle that more documents have than this is a formula (a credit line, a disclaimer) and finds no candidates."""
SHORT = 10
"""A text of fewer shingles than this is contained in too many others; only resemblance makes it a copy."""
MIN_SHARED = 4
"""Hashes that two sketches must share to be compared at all."""


@dataclass(frozen=True, slots=True)
class Report:
    """What of a live document version is compared."""

    document: str
    outlet: str | None
    published: str
    agency: str | None
    sketch: Sketch

    @staticmethod
    def of(row: VersionRow) -> Report:
        """The report that a version is."""
        source = row.credited or row.outlet
        agency = name_words(source) if source else None
        return Report(
            row.document, row.outlet, moment(row.published or row.updated), agency, Sketch.from_bytes(row.sketch)
        )


def derive(versions: Iterable[VersionRow]) -> tuple[LedgerOrigin, ...]:
    """The origins of the live versions, each named by its earliest document."""
    reports = sorted(map(Report.of, versions), key=lambda r: (r.published or "9", r.document))
    copies = {pair: found for pair in _candidates(reports) if (found := _copy(reports[pair[0]], reports[pair[1]]))}
    made: defaultdict[int, list[CopyLink]] = defaultdict(list)
    for (first, _), found in sorted(copies.items(), key=lambda item: item[0]):
        made[first].append(found)
    groups = sorted(map(sorted, components(set(range(len(reports))), link(copies))))
    return tuple(_origin([reports[i] for i in group], [c for i in group for c in made[i]]) for group in groups)


def _candidates(reports: Sequence[Report]) -> Iterator[tuple[int, int]]:
    holders: defaultdict[int, list[int]] = defaultdict(list)
    for index, report in enumerate(reports):
        for value in report.sketch.hashes:
            holders[value].append(index)
    telling = {value: held for value, held in holders.items() if 1 < len(held) <= COMMON}
    for index, report in enumerate(reports):
        shared = Counter(i for v in report.sketch.hashes for i in telling.get(v, ()) if i > index)
        for other, count in shared.items():
            if count >= min(MIN_SHARED, report.sketch.size, reports[other].sketch.size):
                yield index, other


def _copy(first: Report, second: Report) -> CopyLink | None:
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


def _origin(reports: Sequence[Report], copies: Sequence[CopyLink]) -> LedgerOrigin:
    return LedgerOrigin(
        id=content_id("or", reports[0].document),
        documents=tuple(report.document for report in reports),
        outlets=tuple(sorted({report.outlet for report in reports if report.outlet})),
        copies=tuple(copies),
    )
