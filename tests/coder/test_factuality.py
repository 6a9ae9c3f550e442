"""FactBank values, on sentences made for the purpose. A strong case that fails is a bug."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from onrecord.coder.factuality import Judgement, judge

if TYPE_CHECKING:
    from onrecord.coder.pipeline import Coder


def judged(coder: Coder, text: str, word: str) -> Judgement:
    """The judgement of the first token of that form."""
    own = [name for name in coder.nlp.pipe_names if name.startswith("onrecord_")]
    with coder.nlp.select_pipes(disable=own):
        doc = coder.nlp(text)
    return judge(next(token for token in doc if token.text == word))


@pytest.mark.parametrize(
    ("text", "word", "value"),
    [
        ("The ministers met in Vienna on Friday.", "met", "CT+"),
        ("The ministers did not meet in Vienna.", "meet", "CT-"),
        ("The ministers never met.", "met", "CT-"),
        ("The ministers no longer meet the envoy.", "meet", "CT-"),
        ("The ministry stopped short of condemning the raid.", "condemning", "CT-"),
        ("The rebels did not sign the pact, nor did they reject it.", "reject", "CT-"),
        ("Nor did the rebels sign the pact, but they praised the envoy.", "praised", "CT+"),
        ("No minister met the envoy.", "met", "CT-"),
        ("Neither side withdrew from the town.", "withdrew", "CT-"),
        ("The ministers will meet in Vienna next week.", "meet", "PR+"),
        ("The ministers will not meet in Vienna.", "meet", "PR-"),
        ("The ministers may meet in Vienna.", "meet", "PS+"),
        ("The ministers might not meet in Vienna.", "meet", "PS-"),
        ("The president is expected to visit Paris.", "visit", "PR+"),
        ("The president plans to visit Paris.", "visit", "PR+"),
        ("The president is to visit Paris on Monday.", "visit", "PR+"),
        ("The president is going to visit Paris.", "visit", "PR+"),
        ("The rebels failed to release the hostages.", "release", "CT-"),
        ("The rebels refused to release the hostages.", "release", "CT-"),
        ("The rebels did not refuse to release the hostages.", "release", "CT+"),
        ("The rebels threatened to attack the town.", "attack", "Uu"),
        ("The rebels threatened to attack the town.", "threatened", "CT+"),
        ("The general allegedly ordered the attack.", "ordered", "Uu"),
        ("Police denied that officers attacked the crowd.", "attacked", "CT-"),
        ("The two presidents hope to sign the treaty.", "sign", "PS+"),
        ("The government called for talks.", "called", "CT+"),
        ("Did the army attack the village?", "attack", "Uu"),
        ("They discussed whether the army attacked the village.", "attacked", "Uu"),
        ("The planned talks raised hopes.", "talks", "PR+"),
        ("Talks are expected to resume in May.", "Talks", "PR+"),
        ("The two sides held talks.", "talks", "CT+"),
        ("The two sides will hold talks.", "talks", "PR+"),
        ("The two sides did not hold talks.", "talks", "CT-"),
        ("No talks were held with the rebels.", "talks", "CT-"),
        ("Sudan did not take part in the talks.", "talks", "CT-"),
        ("Spain, which did not take part in the French-led invasion of Mali, sent medics.", "invasion", "CT+"),
        ("The two sides failed to reach agreement at talks near Paris.", "talks", "CT+"),
        ("Cuba did not sign the pact during a visit to Madrid.", "visit", "CT+"),
        ("France rejected the proposal.", "proposal", "CT+"),
        ("The envoy condemned the attacks.", "attacks", "CT+"),
        ("Minister to visit Cairo", "visit", "PR+"),
        ("The army averted an attack on the town.", "attack", "CT-"),
        ("Guards failed to prevent the killing of a senator.", "killing", "CT+"),
        ("The government ruled out talks with the rebels.", "talks", "CT-"),
        ("The rebels sought a meeting with the envoy.", "meeting", "PS+"),
        ("In talks with the envoy, the rebels sought aid.", "talks", "CT+"),
        ("The envoy condemned moves to arm the rebels.", "arm", "PS+"),
    ],
)
def test_strong_cases(coder: Coder, text: str, word: str, value: str) -> None:
    assert judged(coder, text, word).value == value


def test_the_condition_of_an_event_is_kept(coder: Coder) -> None:
    text = "Sanctions will be lifted if Iran stops enrichment."
    condition = judged(coder, text, "lifted").condition
    assert condition is not None
    assert condition.of(text) == "if Iran stops enrichment"


def test_what_stands_in_a_condition_is_unknown(coder: Coder) -> None:
    judgement = judged(coder, "If the army attacks the town, the talks will end.", "attacks")
    assert judgement == Judgement("Uu", None)


def test_even_if_is_no_condition(coder: Coder) -> None:
    assert judged(coder, "They will sign the treaty even if Russia objects.", "sign").condition is None
