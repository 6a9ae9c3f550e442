"""Whether two sentences say the same, by their words; of two agreements they never do, however alike these are told."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING

from onrecord.brief.checking import words
from onrecord.ledger.agreement_names import AgreementNames

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.brief.report import Sentence
    from onrecord.ledger.views import LedgerAgreement
    from onrecord.records import Span

SAME = 0.5
"""Share of content words above which two sentences of one part say the same; found on the sample corpus, where copies
of one wire report share 0.7 and more, and reports of one event by different hands under 0.45."""


class Repetition:
    """Compares sentences of a record that has these agreements."""

    def __init__(self, agreements: Sequence[LedgerAgreement]) -> None:
        self._agreements = agreements

    def repeats(self, one: Sentence, other: Sentence) -> bool:
        """Whether the one says what the other does."""
        return _alike(one, other) and not self._tell_of_two(one, other)

    def _tell_of_two(self, one: Sentence, other: Sentence) -> bool:
        """Whether both name agreements, and none that could be one of the other's.

        Their signing or suspension by the same states differs in little but the name, which is a word or two.
        """
        ours, theirs = self._named(one), self._named(other)
        return bool(ours and theirs) and not any(_may_be_one(a, b) for a, b in product(ours, theirs))

    def _named(self, sentence: Sentence) -> list[LedgerAgreement]:
        """The agreements that a sentence is about, else those named in the words that it tells."""
        about = [agreement for agreement in self._agreements if agreement.id in sentence.about]
        if about or not sentence.evidence:
            return about
        told = sentence.evidence[0]
        named = self._mentions[told.document, told.version]
        return [agreement for agreement, span in named if any(span.overlaps(own) for own in told.spans)]

    @cached_property
    def _mentions(self) -> defaultdict[tuple[str, int], list[tuple[LedgerAgreement, Span]]]:
        """Where a document version names agreements."""
        found: defaultdict[tuple[str, int], list[tuple[LedgerAgreement, Span]]] = defaultdict(list)
        for agreement in self._agreements:
            for one in (evidence for step in agreement.history for evidence in step.evidence):
                found[one.document, one.version] += [(agreement, span) for span in one.spans]
        return found


def _alike(one: Sentence, other: Sentence) -> bool:
    ours, theirs = ({word for word in words(s.text) if len(word) > 3} for s in (one, other))
    return bool(ours and theirs) and len(ours & theirs) / min(len(ours), len(theirs)) > SAME


def _may_be_one(one: LedgerAgreement, other: LedgerAgreement) -> bool:
    """Whether two agreements of the record may be one that reports call otherwise: nothing in their names excludes it.

    The ledger keeps two apart also where it only lacks what would join them ("trade pact", "2015 trade agreement").
    """
    return one.id == other.id or _called(one).may_be(_called(other))


def _called(agreement: LedgerAgreement) -> AgreementNames:
    parties = agreement.parties
    return AgreementNames.of(agreement.names, (party.name for party in parties), (party.country for party in parties))
