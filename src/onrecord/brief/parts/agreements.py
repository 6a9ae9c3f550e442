"""Agreements: their history in one sentence each, every status with the words that give it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.brief.checking import tells_status
from onrecord.brief.parts.contested import voice_of
from onrecord.brief.parts.speakers import actor_named
from onrecord.brief.phrases import capitalised, dated, day, listed
from onrecord.brief.report import Claims, Sentence
from onrecord.brief.retelling import sentence_around

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.brief.material import Material
    from onrecord.brief.parts.contested import Voice
    from onrecord.ledger.views import AccountSide, AgreementStep, Evidence, LedgerAgreement, ViolationDispute

STATUS_WORDS = {
    "proposed": "was proposed",
    "signed": "was signed or concluded",
    "in_force": "was in force",
    "suspended": "was suspended",
    "violated": "was reported violated",
    "withdrawn": "was left by a party",
    "expired": "expired",
    "rejected": "was rejected",
}
MAX_AGREEMENTS = 3
MAX_GROUNDS = 2
"""Sentences cited for one status: more would only repeat it."""


def histories(material: Material) -> list[Sentence]:
    """The agreements with the longest histories, if they have one at all."""
    telling = (agreement for agreement in material.agreements if len(agreement.history) > 1)
    reported = sorted(telling, key=lambda a: (-len(a.history), a.name))[:MAX_AGREEMENTS]
    return [_tell(material, agreement, agreement.history) for agreement in reported]


def disputes(material: Material) -> list[Sentence]:
    """Who accuses whom of having violated an agreement, and who denies it, the latest accusation first."""
    told = [_dispute(material, agreement, one) for agreement in material.agreements for one in agreement.disputes]
    return sorted(told, key=lambda sentence: (sentence.date or "", sentence.text), reverse=True)


def _dispute(material: Material, agreement: LedgerAgreement, dispute: ViolationDispute) -> Sentence:
    accusing, denying = (_voices(material, sides) for sides in (dispute.affirmed_by, dispute.denied_by))
    accused = actor_named(material, accusing[0].evidence[0], dispute.accused[0])
    denied = f"; denied by {listed([_spoken(voice) for voice in denying])}" if denying else ""
    voices = (*accusing, *denying)
    evidence = (*(e for voice in voices for e in voice.evidence), *accused.evidence, _naming(agreement, accusing[0]))
    dates = tuple(voice.date for voice in voices if voice.date)
    return Sentence(
        text=f"The {agreement.name.removeprefix('the ')}: {accused.text} was accused of violating it "
        f"by {listed([_spoken(voice) for voice in accusing])}{denied}.",
        evidence=tuple(evidence),
        about=(agreement.id, dispute.id),
        date=max(dates, default=None),
        claims=Claims(
            names=(agreement.name, *accused.filled_in, *(name for voice in voices for name in voice.names)),
            dates=dates,
            statuses=("violated",),
        ),
    )


def _voices(material: Material, sides: Iterable[AccountSide]) -> list[Voice]:
    """Everybody on one side once, by the first of their words."""
    first = {side.who.id: side for side in reversed(list(sides)) if side.who is not None}
    return [voice_of(material, side) for side in reversed(first.values())]


def _spoken(voice: Voice) -> str:
    return f"{voice.text} ({day(voice.date)})" if voice.date else voice.text


def _naming(agreement: LedgerAgreement, voice: Voice) -> Evidence:
    """Where the agreement is named, in the accuser's report if it is one of those that tell its history."""
    mentions = [evidence for step in agreement.history for evidence in step.evidence]
    return next((one for one in mentions if one.document == voice.evidence[0].document), mentions[0])


def new_steps(material: Material) -> list[Sentence]:
    """What is new of an agreement: the steps that only reports since the last brief tell."""
    told = ((a, [step for step in a.history if material.is_new(*step.evidence)]) for a in material.agreements)
    return [_tell(material, agreement, steps) for agreement, steps in told if steps]


def _tell(material: Material, agreement: LedgerAgreement, history: Sequence[AgreementStep]) -> Sentence:
    """One sentence for these steps: each status once, at its first report, in order of dates; "again" is one more."""
    steps: dict[tuple[str, bool], AgreementStep] = {}
    for step in history:
        steps.setdefault((step.status, step.again), step)
    dated_steps = [(step.date or (step.evidence[0].published or "")[:10], step) for step in steps.values()]
    ordered = sorted(dated_steps, key=lambda dated_step: dated_step[0])
    parts = [_became(step) + _when(step, date) for date, step in ordered]
    return Sentence(
        text=capitalised(f"the {agreement.name.removeprefix('the ')} {listed(parts)}."),
        evidence=tuple(evidence for _, step in ordered for evidence in _grounds(material, step)),
        about=(agreement.id,),
        claims=Claims(
            names=(agreement.name,),
            dates=tuple(date for date, _ in dated_steps if date),
            statuses=tuple(step.status for _, step in ordered),
        ),
    )


def _became(step: AgreementStep) -> str:
    return f"{STATUS_WORDS[step.status]} again" if step.again else STATUS_WORDS[step.status]


def _grounds(material: Material, step: AgreementStep) -> list[Evidence]:
    """The sentences that give the status: those that mention the agreement with one of the status's words."""
    mention = step.evidence[0]
    text = material.coded(mention).text
    around = dict.fromkeys(sentence_around(text, span) for span in mention.spans)
    telling = [span for span in around if tells_status(span.of(text), step.status)]
    candidates = material.elsewhere(mention, telling or around)
    giving = [evidence for evidence in candidates if material.borne_out(evidence, step.date)]
    return list((giving or candidates)[:MAX_GROUNDS])


def _when(step: AgreementStep, date: str) -> str:
    """The step's own date, or that of its first report, said to be one."""
    return f" {dated(date)}" if step.date else f" (reported {dated(date)})" if date else ""
