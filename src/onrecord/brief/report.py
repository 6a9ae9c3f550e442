"""What a brief consists of: sentences with their evidence, and those that were withheld."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.ledger.scope import Scope  # noqa: TC001 - resolved at run time when the brief is written as JSON
from onrecord.ledger.views import Evidence, LedgerDocument  # noqa: TC001
from onrecord.records import AgreementStatus  # noqa: TC001

Part = Literal["why_it_matters", "key_points", "reactions", "contested", "outlook", "changes"]


@dataclass(frozen=True, slots=True)
class Claims:
    """What a sentence says that its evidence must bear out.

    ``names`` are the actors' names it uses, ``dates`` the ISO prefixes it states, ``speaker`` whose words it says they
    are. ``count`` is the number it gives of the records in ``about``, for a sentence that counts. ``labels`` are names
    of issues under which the record files positions, ``statuses`` those that it gives an agreement. ``among`` are those
    of the records in ``about`` whose number the sentence states first, where it gives a share.
    """

    names: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    speaker: str | None = None
    count: int | None = None
    labels: tuple[str, ...] = ()
    statuses: tuple[AgreementStatus, ...] = ()
    among: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a brief: its text, the evidence it was made from, and the ids of the records it tells of.

    What was filled in stands in square brackets. Each piece of evidence counts once. ``date`` orders and labels the
    sentence; ``passages`` are the reported words that it tells again.
    """

    text: str
    evidence: tuple[Evidence, ...]
    about: tuple[str, ...]
    date: str | None = None
    claims: Claims = Claims()
    passages: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "evidence", tuple(dict.fromkeys(self.evidence)))


@dataclass(frozen=True, slots=True)
class Withheld:
    """A sentence that its evidence does not bear out, and what is missing."""

    part: Part
    sentence: Sentence
    reason: str


@dataclass(frozen=True, slots=True)
class BriefSection:
    """One part of a brief. ``found`` counts what the record holds for it, so that nothing is cut silently."""

    part: Part
    heading: str
    sentences: tuple[Sentence, ...]
    found: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a brief rests on: documents, outlets and independent origins, and what was read from them."""

    documents: int
    outlets: int
    origins: int
    statements: int
    events: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Since:
    """What a brief is held against: when the situation's last one was written, and the documents that came after it."""

    last_brief: str
    added: int
    revised: int


@dataclass(frozen=True, slots=True)
class Brief:
    """A situation report. ``sources`` lists the documents in the order in which the sentences cite them.

    ``since`` is None for the first brief of a situation, and for what is no situation that readers follow.
    """

    title: str
    scope: Scope
    counts: Counts
    sections: tuple[BriefSection, ...]
    withheld: tuple[Withheld, ...]
    sources: tuple[LedgerDocument, ...]
    version: str
    since: Since | None = None

    @property
    def is_news(self) -> bool:
        """Whether a document of its scope came since the situation's last brief; what has no last brief is all news."""
        return self.since is None or self.since.added + self.since.revised > 0

    def number(self, evidence: Evidence) -> int:
        """The number under which a piece of evidence's document is cited, from 1."""
        key = (evidence.document, evidence.version)
        return next(n for n, source in enumerate(self.sources, 1) if (source.id, source.version) == key)
