"""The check that withholds: each way in which a sentence can say more than its evidence is caught."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from onrecord.brief.checking import fault
from onrecord.brief.report import Claims, Sentence
from onrecord.ledger.views import Evidence
from onrecord.records import Actor, CodedDocument, CoderInfo, Metadata, Span, Time

TEXT = "Kari Holm said on Tuesday that Norway might host talks. She did not name a day. Sweden closed two roads."
FIRST = Span(0, TEXT.index(" She"))
SECOND = Span(TEXT.index("She"), TEXT.index(" Sweden"))
THIRD = Span(TEXT.index("Sweden"), len(TEXT))
CODED = CodedDocument(
    document=Metadata("d1", outlet="Example Wire", published="2020-03-04"),
    text=TEXT,
    sections=(),
    times=(Time(Span(TEXT.index("Tuesday"), TEXT.index("Tuesday") + 7), "DATE", "2020-03-03"),),
    actors=(Actor("a1", "Kari Holm", "person", "NOR", "GOV", (), (Span(0, 9), Span(SECOND.start, SECOND.start + 3))),),
    statements=(),
    events=(),
    agreements=(),
    accounts=(),
    positions=(),
    coder=CoderInfo("0"),
)


def evidence(span: Span) -> Evidence:
    return Evidence("d1", 1, "Example Wire", None, None, "2020-03-04", (span,), span.of(TEXT), "or_1")


def sentence(text: str, *spans: Span, **claims: Any) -> Sentence:
    return Sentence(
        text,
        tuple(map(evidence, spans)),
        ("ev_1",),
        claims=Claims(**claims),
        passages=(spans[0].of(TEXT),),
    )


def reason(candidate: Sentence) -> str | None:
    return fault(candidate, lambda _: CODED, lambda name: frozenset({name}))


SOUND = [
    sentence("Kari Holm said on [3 March 2020] that Norway might host talks.", FIRST, dates=("2020-03-03",)),
    sentence("[Kari Holm] did not name a day.", SECOND, FIRST, names=("Kari Holm",), speaker="Kari Holm"),
    sentence("She did not name a day.", SECOND, speaker="Kari Holm"),
    sentence("Sweden closed two roads on [4 March 2020].", THIRD, dates=("2020-03-04",)),
    sentence("The record holds 1 event reported as fact: 1 of conflict.", THIRD, count=1),
]

UNSOUND = [
    (sentence("Kari Holm said that Norway might host peace talks.", FIRST), "not in the evidence: peace"),
    (sentence("Kari Holm said that Norway would host talks.", FIRST), "not in the evidence: would"),
    (sentence("Kari Holm said that Norway host talks.", FIRST), "less certain: might"),
    (sentence("She did name a day.", SECOND), "less certain: not"),
    (sentence("[Kari Holm] did not name a day.", SECOND, names=("Kari Holm",)), "not named"),
    (sentence("Kari Holm said on [2 March 2020] that Norway might host talks.", FIRST, dates=("2020-03-02",)), "date"),
    (sentence("Sweden closed 2 roads.", THIRD), "not in the evidence: 2"),
    (sentence("Sweden closed two roads.", THIRD, speaker="Kari Holm"), "not the speaker"),
    (sentence("The record holds 2 events reported as fact: 2 of conflict.", THIRD, count=2), "counts 2"),
    (Sentence("Sweden closed two roads.", (), ("ev_1",)), "no evidence"),
    (sentence("“Sweden closed two roads.", THIRD), "half a quotation"),
]


@pytest.mark.parametrize("candidate", SOUND, ids=lambda s: s.text[:40])
def test_sound_sentences_stand(candidate: Sentence) -> None:
    assert reason(candidate) is None


@pytest.mark.parametrize(("candidate", "why"), UNSOUND, ids=lambda x: x.text[:40] if isinstance(x, Sentence) else "")
def test_unsound_sentences_are_withheld(candidate: Sentence, why: str) -> None:
    assert why in (reason(candidate) or "it stands")


def test_evidence_that_moved_is_noticed() -> None:
    moved = replace(evidence(FIRST), spans=(Span(FIRST.start + 1, FIRST.end + 1),))
    candidate = replace(SOUND[0], evidence=(moved,))
    assert "no longer stands" in (reason(candidate) or "")
