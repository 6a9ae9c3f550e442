"""Who is accused of having violated an agreement, by whom, and who denies it: voices side by side, never a verdict.

Only a statement that tells of a violation and of the agreement counts, and one that a coder's account sets against it.
What somebody would do "if Iran violated the deal" accuses nobody.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from onrecord.ledger.identity import content_id, words
from onrecord.ledger.people import in_order
from onrecord.ledger.views import AccountSide, ViolationDispute
from onrecord.ontology.agreements import words_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from onrecord.ledger.evidence import Quoter
    from onrecord.ledger.people import Known
    from onrecord.ledger.rows import AgreementRow, Rows, StatementRow
    from onrecord.records import Span, SpeechAct

Stance = Literal["accuses", "denies"]

_TELLING: frozenset[SpeechAct] = frozenset({"accuses", "says", "confirms"})
_NEGATIONS = frozenset({"not", "no", "never", "nothing", "without"})
_IMAGINED = frozenset({"if", "whether", "unless", "would", "could", "might", "may", "should", "any", "future"})
"""Words under which a violation is not claimed but imagined."""

_PRONOUNS = frozenset({"it", "them"})
NEGATED_WITHIN = len(" had not yet ")
"""Characters before a cue in which a negation is taken to be the cue's."""

_IRREGULAR = ("broke", "broken")


@dataclass(frozen=True, slots=True)
class _Voice:
    """A statement for or against a violation, and who is said to have committed it (actor ids)."""

    row: StatementRow
    stance: Stance
    who: str
    accused: frozenset[str]


class Violations:
    """Finds what the live documents say of violations."""

    def __init__(self, rows: Rows, actors: Known, quoter: Quoter) -> None:
        """Takes the rows of all versions that may tell of a violation (:func:`may_tell`)."""
        self._actors, self._quoter = actors, quoter
        self._statements: defaultdict[int, list[StatementRow]] = defaultdict(list)
        for statement in rows.statements:
            self._statements[statement.version].append(statement)
        self._mentions: defaultdict[int, list[tuple[Span, str]]] = defaultdict(list)
        for mention in rows.actor_mentions:
            self._mentions[mention.version] += [(span, actors.same(mention.actor)) for span in mention.spans]
        self._answers = _answers(rows)

    def of(self, rows: Iterable[AgreementRow]) -> tuple[ViolationDispute, ...]:
        """The disputes over an agreement, one for each side that is accused; ``rows`` are its mentions."""
        spans: defaultdict[int, list[Span]] = defaultdict(list)
        for row in rows:
            spans[row.version] += row.spans
        voices = {voice.row.id: voice for version in spans for voice in self._voices(version, spans[version])}
        for accuser in [voice for voice in voices.values() if voice.stance == "accuses"]:
            for answer in self._answers[accuser.row.id]:
                if answer.source is not None:
                    denier = _Voice(answer, "denies", self._actors.same(answer.source), accuser.accused)
                    voices.setdefault(answer.id, denier)
        return tuple(self._disputes(tuple(voices.values())))

    def _voices(self, version: int, agreement: Sequence[Span]) -> Iterator[_Voice]:
        text = self._quoter.text(version)
        for row in self._statements[version]:
            stance = _stance(row.act, " ".join(span.of(text) for span in row.content_spans))
            if stance is None or row.source is None or _is_unsaid(row, text):
                continue
            if _names(row, agreement, text):
                who = self._actors.same(row.source)
                accused = self._accused(row, who, stance)
                if accused:
                    yield _Voice(row, stance, who, accused)

    def _accused(self, row: StatementRow, who: str, stance: Stance) -> frozenset[str]:
        """Whom the words name: an accuser somebody of another side, a denier somebody of the own, else oneself."""
        named = {a for span, a in self._mentions[row.version] if any(part.contains(span) for part in row.content_spans)}
        own = self._actors.side([who])
        others = frozenset(actor for actor in named if self._actors.side([actor]).isdisjoint(own))
        return others if stance == "accuses" else (frozenset(named) - others or others or frozenset({who}))

    def _disputes(self, voices: Sequence[_Voice]) -> Iterator[ViolationDispute]:
        named = frozenset(actor for voice in voices if voice.stance == "accuses" for actor in voice.accused)
        for side in sorted(self._actors.side(named)):
            concerned = [voice for voice in voices if side in self._actors.side(voice.accused)]
            who = (actor for actor in named if side in self._actors.side([actor]))
            yield ViolationDispute(
                id=content_id("vd", side, sorted(voice.row.id for voice in concerned)),
                accused=in_order(map(self._actors.view, who)),
                affirmed_by=self._sides(voice for voice in concerned if voice.stance == "accuses"),
                denied_by=self._sides(voice for voice in concerned if voice.stance == "denies"),
            )

    def _sides(self, voices: Iterable[_Voice]) -> tuple[AccountSide, ...]:
        """The voices in order of their reports."""
        return tuple(map(self._side, sorted(voices, key=lambda voice: self._order(voice.row))))

    def _order(self, row: StatementRow) -> tuple[str, str, str]:
        return self._quoter.reported(row.version), self._quoter.document(row.version), row.id

    def _side(self, voice: _Voice) -> AccountSide:
        evidence = self._quoter.cite(voice.row.version, voice.row.content_spans)
        return AccountSide(self._actors.view(voice.who), voice.row.date, "statement", voice.row.id, evidence)


def may_tell(text: str) -> bool:
    """Whether a text has a word that says that something was violated, or one that holds such a word."""
    plain = text.casefold() if text.isascii() else words(text)
    return _violation().search(plain) is not None


def _answers(rows: Rows) -> defaultdict[str, list[StatementRow]]:
    """By statement those that a coder's account has on the other side, denying what it affirms."""
    statements = {row.id: row for row in rows.statements}
    denied: defaultdict[str, list[StatementRow]] = defaultdict(list)
    for row in rows.account_sides:
        if row.side == "denied" and row.statement is not None:
            denied[row.account].append(statements[row.statement])
    answers: defaultdict[str, list[StatementRow]] = defaultdict(list)
    for row in rows.account_sides:
        if row.side == "affirmed" and row.statement is not None:
            answers[row.statement] += denied[row.account]
    return answers


def _stance(act: SpeechAct, said: str) -> Stance | None:
    """What a statement says of a violation that somebody is said to have committed, None if nothing."""
    told = frozenset(words(said).split())
    if not any(map(_violation().fullmatch, told)) or told & _IMAGINED:
        return None
    negated = bool(told & _NEGATIONS)
    if act == "denies":
        return None if negated else "denies"
    if act not in _TELLING:
        return None
    return "denies" if negated else "accuses"


def _names(row: StatementRow, agreement: Sequence[Span], text: str) -> bool:
    """Whether the words name the agreement, or mean it by a pronoun after its name in the same paragraph."""
    if any(part.contains(span) for part in row.content_spans for span in agreement):
        return True
    start = row.content_spans[0].start
    pronoun = any(_meant(part.of(text)) for part in row.content_spans)
    return pronoun and any(span.end <= start and "\n" not in text[span.end : start] for span in agreement)


def _meant(said: str) -> bool:
    """Whether a pronoun stands for what was violated ("violating it", "a violation of it")."""
    told = words(said).split()
    of = [word for word in told if word not in {"of", "the"}]
    return any(_violation().fullmatch(one) and other in _PRONOUNS for one, other in pairwise(of))


def _is_unsaid(row: StatementRow, text: str) -> bool:
    """Whether the cue is negated ("had not reported a breach")."""
    cues = (text[max(0, span.start - NEGATED_WITHIN) : span.end] for span in row.cue_spans or ())
    return any(_NEGATIONS & set(words(cue).split()) for cue in cues)


@cache
def _violation() -> re.Pattern[str]:
    """Any form of a word that says that an agreement was violated."""
    stems = "|".join(sorted(lemma.removesuffix("e") for lemma in words_for("violated")))
    return re.compile(rf"(?:{stems})(?:e|es|ed|ing|s)?|{'|'.join(_IRREGULAR)}")
