"""What the events' network reads, and how its scores become triggers and sides. Scores and texts are our own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

import onrecord
from onrecord.coder import layers
from onrecord.coder.encoder import Window, load_network
from onrecord.coder.events.candidates import find_candidates
from onrecord.coder.events.denoted import KINDS, PLACE, country_of, denoted
from onrecord.coder.events.inputs import LATE, MOST_TOKENS, OWN_SIZES, TYPE_NUMBER, EventInput
from onrecord.coder.events.network import ROLES, EventNetwork, load_event_network
from onrecord.coder.events.proposing import LOWEST, ProposingFinder
from onrecord.coder.events.reading import EventReading
from onrecord.coder.events.sides import SideChooser, path
from onrecord.coder.events.stretches import MOST_PIECES, over_pieces
from onrecord.coder.events.told import Told
from onrecord.errors import ConfigurationError
from onrecord.ontology.plover import types
from onrecord.records import Document, Metadata

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.tokens import Doc

    from onrecord.coder.events.stretches import Arrays
    from onrecord.coder.pipeline import Coder
    from onrecord.records import EventType

TEXT = "France said on Monday it had frozen its talks with Belgium. The Belgian minister flew home from Norway."
DIMENSION = 4


@pytest.fixture
def doc(coder: Coder) -> Doc:
    return coder.parse(Document(Metadata("d", published="2006-12-13"), TEXT))


def told(doc: Doc) -> Told:
    return Told(layers.STATEMENTS.get(doc))


def place(doc: Doc, word: str) -> int:
    return next(token.i for token in doc if token.text == word)


class Saying:
    """A network that says what a test wants: types by token, and which words name the sides of which trigger."""

    def __init__(self, types: dict[int, tuple[EventType, float]], sides: dict[int, tuple[int, int]]) -> None:
        self.types = types
        self.sides = sides

    def __call__(self, given: Arrays) -> list[NDArray[np.float32]]:
        tokens = given["states"].shape[1]
        types = np.full((tokens, len(TYPE_NUMBER) + 1), -9.0, dtype=np.float32)
        types[:, -1] = 0.0
        for token, (name, logit) in self.types.items():
            types[token, TYPE_NUMBER[name]] = logit
        size = tokens + 1
        asks = np.zeros((tokens, len(ROLES), size), dtype=np.float32)
        answers = np.tile(np.eye(tokens, size, dtype=np.float32)[:, None] * 9, (1, len(ROLES), 1))
        answers[..., -1] = -5.0
        asks[..., -1] = 1.0
        for trigger, named in self.sides.items():
            for role, token in enumerate(named):
                asks[trigger, role, token] = 1.0
        return [types[None], asks.reshape(1, tokens, -1), answers.reshape(1, tokens, -1)]


def reading(doc: Doc, said: Saying) -> EventReading:
    return EventReading.of(doc, EventInput.of(doc, told(doc)), EventNetwork("small", "said", "0", said))


def test_a_word_denotes_an_actor_or_the_government_of_its_place(doc: Doc) -> None:
    found = denoted(doc)
    assert found[place(doc, "France")].keys == found[place(doc, "it")].keys
    assert found[place(doc, "minister")].kind == KINDS.index("person") + 1
    assert [country_of(key) for key in found[place(doc, "France")].keys] == ["FRA"]
    assert not found[place(doc, "talks")].keys


def test_a_place_denotes_its_government_without_listing_it(coder: Coder) -> None:
    hosted = coder.parse(Document(Metadata("d"), "Talks were held in Norway on Monday."))
    norway = denoted(hosted)[place(hosted, "Norway")]
    assert (norway.kind, [country_of(key) for key in norway.keys]) == (PLACE, ["NOR"])
    assert not coder.code("The Swiss hotel in Norway was full.").actors


def test_the_input_has_a_row_a_token_and_values_within_bounds(doc: Doc) -> None:
    made = EventInput.of(doc, told(doc))
    sizes = (*load_network().features.sizes, *OWN_SIZES)
    assert made.features.shape == (len(doc), len(sizes))
    assert (made.features >= 0).all()
    assert (made.features < np.array(sizes)).all()
    assert made.lexicon[place(doc, "talks"), TYPE_NUMBER["CONSULT"]] == 1.0
    assert made.sentences.tolist() == sorted(made.sentences.tolist())


def test_windows_are_whole_sentences_that_cover_a_document(coder: Coder) -> None:
    text = " ".join(f"Envoy number {number} met the king of Norway." for number in range(200))
    made = EventInput.of(long := coder.parse(Document(Metadata("d"), text)), told(long))
    windows = list(made.windows())
    assert [window.first for window in windows[1:]] == [window.end for window in windows[:-1]]
    assert (windows[0].first, windows[-1].end) == (0, len(long))
    assert max(window.end - window.first for window in windows) <= MOST_TOKENS + 9
    assert {long[window.first].text for window in windows} == {"Envoy"}
    assert made.features[-1, -2] == LATE


def test_a_sentence_without_end_is_cut(coder: Coder) -> None:
    long = coder.parse(Document(Metadata("d"), "and so on " * 1000))
    sizes = [window.end - window.first for window in EventInput.of(long, told(long)).windows()]
    assert sum(sizes) == len(long)
    assert max(sizes) <= 2 * MOST_TOKENS


def test_heads_outside_a_window_are_the_tokens_themselves(doc: Doc) -> None:
    made = EventInput.of(doc, told(doc))
    second = Window(place(doc, "The"), len(doc))
    heads = made.heads_within(second)
    assert ((heads >= 0) & (heads < len(doc) - second.first)).all()


def test_the_shipped_network_gives_probabilities_and_repeats_itself(doc: Doc) -> None:
    one, other = (EventReading.of(doc, EventInput.of(doc, told(doc)), load_event_network("small")) for _ in range(2))
    assert np.allclose(one.types.sum(axis=1), 1.0, atol=1e-4)
    assert (one.types == other.types).all()
    window, logits = one.sides(place(doc, "talks"))
    assert logits.shape == (len(ROLES), window.end - window.first)


def test_the_large_network_reads_every_token_once(coder: Coder) -> None:
    text = " ".join(f"Envoy number {number} met the king of Norway in Oslo." for number in range(120))
    long = coder.parse(Document(Metadata("d"), text))
    made, read = EventInput.of(long, told(long)), layers.READING.get(long)
    found = list(over_pieces(read, made))
    assert [token for window, _ in found for token in range(*window)] == list(range(len(long)))
    sizes = [len(given["ids"]) - 2 for _, given in found]
    assert max(sizes) <= MOST_PIECES
    for window, given in found:
        assert len(given["first"]) == len(given["heads"]) == window.end - window.first
        assert len(given["features"]) == len(given["lexicon"]) == len(given["ids"])
        assert (given["features"][given["first"]] == made.features[window.first : window.end]).all()
        assert not given["features"][[0, -1]].any()


def test_the_large_network_cuts_a_sentence_without_end(coder: Coder) -> None:
    long = coder.parse(Document(Metadata("d"), "and so on " * 1000))
    found = list(over_pieces(layers.READING.get(long), EventInput.of(long, told(long))))
    assert sum(window.end - window.first for window, _ in found) == len(long)
    assert max(len(given["ids"]) - 2 for _, given in found) <= MOST_PIECES


def test_the_large_network_finds_what_the_report_says() -> None:
    large = onrecord.load(network="large")
    coded = large.code(TEXT, published="2006-12-13")
    assert "onrecord-events-large" in coded.coder.models
    assert [(event.type, coded.text[event.trigger.start : event.trigger.end]) for event in coded.events] != []
    assert coded.events == large.code(TEXT, published="2006-12-13").events


def test_there_is_no_network_of_another_size() -> None:
    with pytest.raises(ConfigurationError, match="small and large"):
        onrecord.load(network="huge")  # type: ignore[arg-type]  # what a reader without a type checker may write


def test_the_network_proposes_beside_the_lexicon(doc: Doc) -> None:
    flew = place(doc, "flew")
    finder = ProposingFinder(reading(doc, Saying({flew: ("RETREAT", 3.0)}, {})))
    proposed = {(trigger.token.i, trigger.type): trigger for trigger in finder.find(doc.sents)}
    assert proposed[flew, "RETREAT"].method == "*.VERB RETREAT"
    assert proposed[flew, "RETREAT"].cameo == types()["RETREAT"].cameo
    assert (place(doc, "talks"), "CONSULT") in proposed


def test_what_the_network_holds_unlikely_is_not_proposed(doc: Doc) -> None:
    flew = place(doc, "flew")
    unlikely = float(np.log(LOWEST / 2))
    proposed = ProposingFinder(reading(doc, Saying({flew: ("RETREAT", unlikely)}, {}))).find(doc.sents)
    assert not [trigger for trigger in proposed if trigger.token.i == flew]


def test_sides_follow_the_pointers_where_syntax_is_silent(doc: Doc) -> None:
    flew, minister, norway = (place(doc, word) for word in ("flew", "minister", "Norway"))
    read = reading(doc, Saying({flew: ("RETREAT", 3.0)}, {flew: (minister, norway)}))
    sentences = list(layers.report_sentences(doc))
    found = find_candidates(doc, sentences, ProposingFinder(read), told(doc))
    (candidate,) = (one for one in found if one.trigger.token.i == flew)
    chosen = SideChooser(doc, read, told(doc)).choose(candidate)
    actor = layers.ACTORS.get(doc).actor
    assert [actor(key).country for key in chosen.actors] == ["BEL"]
    assert [actor(key).name for key in chosen.recipients] == ["Norway"]


def test_nobody_stands_on_both_sides(coder: Coder) -> None:
    document = coder.code(TEXT, published="2006-12-13")
    assert all(not set(event.actors) & set(event.recipients) for event in document.events)


@pytest.mark.parametrize(
    ("trigger", "mention", "expected"),
    [
        ("frozen", "it", "0:nsubj"),
        ("talks", "it", "1:nsubj"),
        ("talks", "Belgium", "0:pobj<prep"),
        ("flew", "France", "far"),
    ],
)
def test_the_path_between_trigger_and_mention(doc: Doc, trigger: str, mention: str, expected: str) -> None:
    assert path(doc, doc[place(doc, trigger)], place(doc, mention)) == expected
