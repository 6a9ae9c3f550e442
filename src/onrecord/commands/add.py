"""``onrecord add``: codes documents into a ledger, or takes what is coded already; a few in one transaction."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import onrecord
from onrecord.cluster.folder import Folder
from onrecord.cluster.loading import coded_documents
from onrecord.coding import Pace, code_inputs
from onrecord.collecting import collect_seldom
from onrecord.commands.code import Coding, checked_date, reading
from onrecord.commands.coded_files import coded_lines, holds_coded
from onrecord.commands.keeping import beside, uncoded
from onrecord.commands.rate import coding_progress
from onrecord.commands.status import Failures, complain
from onrecord.errors import DocumentError
from onrecord.sources.gauge import Gauge

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.commands.status import Failures as OnError
    from onrecord.records import CodedDocument

OUTCOMES = ("added", "revised", "unchanged")
DEFAULT = Coding()


def run(inputs: Sequence[str], location: str, coding: Coding) -> None:
    """Adds ``inputs`` to the ledger at ``location`` and says how many were new, revised and unchanged."""
    failures = Failures()
    collect_seldom()
    counts = fill(inputs, location, failures, coding)
    unread = f", {failures.count:,} could not be read" if failures.count else ""
    complain(f"{location}: {told(counts)}{unread}")
    failures.leave()


def fill(inputs: Sequence[str], location: str, on_error: OnError, coding: Coding = DEFAULT) -> Counter[str]:
    """Codes and adds; counts the outcomes. The ledger is opened first, so that a bad one costs no coding."""
    published = checked_date(coding.published)
    outputs = [given for given in inputs if Folder(Path(given)).is_one]
    files = [given for given in inputs if given not in outputs and holds_coded(Path(given))]
    articles = [given for given in inputs if given not in (*outputs, *files)]
    left = uncoded(coding.keep, gate=coding.gate)
    how = reading(coding, left, beside(location, "pages"), Pace(Gauge(articles)))
    counts: Counter[str] = Counter()
    with onrecord.open_ledger(location) as ledger:

        def is_new(document: str, text_sha256: str | None) -> bool:
            known = ledger.holds(document, text_sha256 or "")
            counts["unchanged"] += known
            return not known

        def coded() -> Iterator[CodedDocument]:
            for output in outputs:
                yield from coded_documents(Folder(Path(output)), is_new, on_error)
            for file in files:
                yield from coded_lines(Path(file), is_new, on_error)
            if articles:
                coder = onrecord.load(coding.model, coding.dictionaries, coding.network)
                yield from code_inputs(
                    coder,
                    articles,
                    on_error,
                    published=published,
                    jobs=coding.jobs,
                    wanted=lambda document: is_new(document.meta.id, document.meta.text_sha256),
                    reading=how,
                )

        try:
            for outcome in ledger.add_all(coding_progress(coded(), f"adding to {location}", how.pace)):
                if isinstance(outcome, DocumentError):
                    on_error(outcome)
                else:
                    counts[outcome.outcome] += 1
        except KeyboardInterrupt:
            complain(f"{location}: {told(counts)}, then stopped; the same command again goes on")
            raise
    left.tell()
    return counts


def told(counts: Counter[str]) -> str:
    """The outcomes in words."""
    return ", ".join(f"{counts[outcome]:,} {outcome}" for outcome in OUTCOMES)
