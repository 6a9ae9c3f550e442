"""``onrecord add``: codes documents into a ledger, one transaction a document."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import onrecord
from onrecord.coding import Pace, code_inputs
from onrecord.commands.code import Coding, checked_date, reading
from onrecord.commands.keeping import beside, uncoded
from onrecord.commands.rate import coding_progress
from onrecord.commands.status import Failures, complain
from onrecord.sources.gauge import Gauge

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.commands.status import Failures as OnError
    from onrecord.records import Document

OUTCOMES = ("added", "revised", "unchanged")
DEFAULT = Coding()


def run(inputs: Sequence[str], location: str, coding: Coding) -> None:
    """Adds ``inputs`` to the ledger at ``location`` and says how many were new, revised and unchanged."""
    failures = Failures()
    counts = fill(inputs, location, failures, coding)
    unread = f", {failures.count:,} could not be read" if failures.count else ""
    complain(f"{location}: {told(counts)}{unread}")
    failures.leave()


def fill(inputs: Sequence[str], location: str, on_error: OnError, coding: Coding = DEFAULT) -> Counter[str]:
    """Codes and adds; counts the outcomes. The ledger is opened first, so that a bad one costs no coding."""
    published = checked_date(coding.published)
    left = uncoded(coding.keep, gate=coding.gate)
    how = reading(coding, left, beside(location, "pages"), Pace(Gauge(inputs)))
    counts: Counter[str] = Counter()
    with onrecord.open_ledger(location) as ledger:

        def is_new(document: Document) -> bool:
            known = ledger.holds(document.meta.id, document.meta.text_sha256 or "")
            counts["unchanged"] += known
            return not known

        coder = onrecord.load(coding.model, coding.dictionaries)
        coded = code_inputs(coder, inputs, on_error, published=published, jobs=coding.jobs, wanted=is_new, reading=how)
        try:
            for document in coding_progress(coded, f"adding to {location}", how.pace):
                counts[ledger.add(document).outcome] += 1
        except KeyboardInterrupt:
            complain(f"{location}: {told(counts)}, then stopped; the same command again goes on")
            raise
    left.tell()
    return counts


def told(counts: Counter[str]) -> str:
    """The outcomes in words."""
    return ", ".join(f"{counts[outcome]:,} {outcome}" for outcome in OUTCOMES)
