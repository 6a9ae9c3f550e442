"""Events of whole texts: type, sides, factuality, and what is no event. All texts are made for the purpose."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.coder import layers
from onrecord.coder.events import Trigger, find_events, load_event_network
from onrecord.ontology.plover import crosswalk, modes, quad, types
from onrecord.records import Metadata

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Span

    from onrecord.coder.pipeline import Coder
    from onrecord.records import CodedDocument, Event

PUBLISHED = "2006-12-13"


def coded(coder: Coder, text: str) -> CodedDocument:
    return coder.code(text, published=PUBLISHED)


def only(document: CodedDocument, event_type: str) -> Event:
    """The one event of a type. Fails if there is none or another."""
    found = [event for event in document.events if event.type == event_type]
    assert len(found) == 1, [(event.type, event.trigger.of(document.text)) for event in document.events]
    return found[0]


def countries(document: CodedDocument, keys: tuple[str, ...]) -> set[str | None]:
    return {document.actor(key).country for key in keys}


@pytest.mark.parametrize(
    ("text", "event_type", "actors", "recipients", "factuality"),
    [
        ("The United States accused Iran of arming rebels in Yemen.", "ACCUSE", {"USA"}, {"IRN"}, "CT+"),
        ("Iran was accused by the United States of arming rebels.", "ACCUSE", {"USA"}, {"IRN"}, "CT+"),
        ("Talks between Israel and Syria broke down on Monday.", "CONSULT", {"ISR", "SYR"}, set(), "CT+"),
        ("Indonesia and Australia signed a security pact.", "AGREE", {"IDN", "AUS"}, set(), "CT+"),
        ("Japan imposed sanctions on North Korea.", "SANCTION", {"JPN"}, {"PRK"}, "CT+"),
        ("Turkish troops withdrew from northern Iraq.", "RETREAT", {"TUR"}, {"IRQ"}, "CT+"),
        ("Russia rejected a US proposal for talks.", "REJECT", {"RUS"}, {"USA"}, "CT+"),
        ("Syrian forces invaded Lebanon in 1976.", "ASSAULT", {"SYR"}, {"LBN"}, "CT+"),
        ("The EU urged Serbia to hand over the suspects.", "REQUEST", {"EUR"}, {"SRB"}, "CT+"),
        ("China's foreign minister praised Pakistan on Monday.", "SUPPORT", {"CHN"}, {"PAK"}, "CT+"),
        ("President Vladimir Putin is expected to visit India.", "CONSULT", {"RUS"}, {"IND"}, "PR+"),
    ],
)
def test_who_did_what_to_whom(
    coder: Coder, text: str, event_type: str, actors: set[str], recipients: set[str], factuality: str
) -> None:
    document = coded(coder, text)
    event = only(document, event_type)
    assert countries(document, event.actors) == actors
    assert countries(document, event.recipients) == recipients
    assert event.factuality == factuality


@pytest.mark.parametrize(
    ("text", "act", "deed"),
    [
        ("North Korea refused to meet South Korean envoys.", "REJECT", "CONSULT"),
        ("Iran vowed to attack Israel.", "THREATEN", "ASSAULT"),
        ("Turkey demanded that Syria withdraw its troops.", "REQUEST", "RETREAT"),
        ("Iran on Monday rejected a withdrawal of its troops from Syria.", "REJECT", "RETREAT"),
        ("France called for talks between Israel and the Palestinians.", "REQUEST", "CONSULT"),
        ("Iran will never accept the demands of the United States, President Ahmadinejad said.", "REJECT", "AGREE"),
    ],
)
def test_an_action_refused_threatened_or_demanded_is_the_speech_act(
    coder: Coder, text: str, act: str, deed: str
) -> None:
    document = coded(coder, text)
    assert only(document, act).factuality == "CT+"
    assert deed not in {event.type for event in document.events}


def test_speech_acts_are_events_by_content_and_said_is_none(coder: Coder) -> None:
    text = 'The Kremlin spokesman said the weather was fine. "The road is long," he told reporters in Moscow.'
    assert coded(coder, text).events == ()


def test_a_demand_in_a_statement_goes_from_the_speaker_to_whom_it_binds(coder: Coder) -> None:
    document = coded(coder, "China must stop its exports to Iran, US Secretary of State Condoleezza Rice said.")
    event = only(document, "REQUEST")
    assert countries(document, event.actors) == {"USA"}
    assert countries(document, event.recipients) == {"CHN"}


@pytest.mark.parametrize(
    "text",
    [
        "Arsenal beat Chelsea 2-0 on Saturday. The striker scored in the first half and the coach praised his team "
        "after the match. Chelsea had met Arsenal in the cup final last season. They face United next in the league.",
        "Shares fell on Tuesday as investors sold bank stocks. The index lost 2.1 percent to 10,203 points. The dollar "
        "rose against the yen. Dealers said the market was hit by profit taking. Oil prices gained 50 cents.",
        "A storm hit the coast overnight. Rain is expected on Friday, and temperatures will drop to five degrees.",
        ", ".join(["John Smith", "Mary Jones", "Ahmed Ali", "Wang Wei", "Ivan Petrov", "Anna Weber"] * 30),
    ],
    ids=["sport", "markets", "weather", "names"],
)
def test_what_is_no_politics_has_no_events(coder: Coder, text: str) -> None:
    document = coded(coder, text)
    assert [(event.type, event.trigger.of(text)) for event in document.events] == []


def test_one_act_told_twice_in_a_sentence_is_one_event(coder: Coder) -> None:
    text = "Israel and Syria held talks on Monday, and the talks between Israel and Syria ended on Tuesday."
    assert len([event for event in coded(coder, text).events if event.type == "CONSULT"]) == 1


def test_code_mode_and_quad_belong_to_the_type(coder: Coder) -> None:
    text = "Egyptian police arrested three protesters in Cairo on Sunday. The United States accused Egypt of torture."
    for event in coded(coder, text).events:
        assert event.mode is None or event.mode in modes()[event.type]
        assert event.cameo is not None
        assert crosswalk()[event.cameo].type == event.type
        assert event.quad == quad(event.type) == types()[event.type].quad
        assert event.sentence.contains(event.trigger)
        assert 0 <= event.confidence <= 1
        assert event.method.startswith("lexicon:")


def test_place_context_and_mode(coder: Coder) -> None:
    document = coded(coder, "Egyptian police arrested three protesters in Cairo on Sunday.")
    event = only(document, "COERCE")
    assert (event.mode, event.cameo) == ("arrest", "173")
    assert event.location is not None
    assert event.location.name == "Cairo"
    assert "legal" in event.contexts


def test_history_is_background_and_news_is_not(coder: Coder) -> None:
    document = coded(coder, "Syria invaded Lebanon in 1976. France condemned Syria on Monday.")
    assert [event.background for event in document.events] == [True, False]


def test_reported_speech_makes_no_background(coder: Coder) -> None:
    document = coded(coder, "The Ukrainian army said it had killed ten Russian soldiers on Monday.")
    assert not only(document, "ASSAULT").background


def test_the_condition_stands_with_the_event(coder: Coder) -> None:
    text = "Iran threatened to attack Israel if its reactors are bombed."
    conditions = [event.condition.of(text) for event in coded(coder, text).events if event.condition]
    assert conditions == ["if its reactors are bombed"]


def test_the_statement_that_tells_an_event_is_named(coder: Coder) -> None:
    text = "Israeli troops killed four Palestinians in Gaza on Monday, Palestinian doctors said."
    document = coded(coder, text)
    event = only(document, "ASSAULT")
    statements = {statement.id: statement for statement in document.statements}
    assert event.according_to is None or event.according_to in statements


def test_another_finder_may_propose_triggers(coder: Coder) -> None:
    class Shouts:
        def find(self, sentences: Iterable[Span]) -> Iterator[Trigger]:
            for sentence in sentences:
                for token in sentence:
                    if token.is_upper and len(token) > 3:
                        end = token.idx + len(token)
                        yield Trigger(token, token.idx, end, "PROTEST", None, None, "caps", 0.9, finder="shouts")

    doc = coder.nlp.make_doc("France STOPPED the talks.")
    layers.META.set(doc, Metadata("made"))
    (event,) = find_events(coder.nlp(doc), load_event_network("small"), Shouts())
    assert (event.type, event.confidence, event.method) == ("PROTEST", 0.9, "shouts:caps")


def test_ids_are_in_the_order_of_the_text(coder: Coder) -> None:
    events = coded(coder, "France condemned Syria on Monday. Russia praised Iran on Tuesday.").events
    assert [event.id for event in events] == [f"e{number}" for number in range(1, len(events) + 1)]
    assert sorted(event.trigger for event in events) == [event.trigger for event in events]


@pytest.mark.parametrize("links", [150, 400])
def test_an_endless_sentence_is_coded(coder: Coder, links: int) -> None:
    text = " and ".join(["Iran urged Iraq to condemn the attack by Syria on Israel"] * links) + "."
    for event in coded(coder, text).events:
        assert text[event.trigger.start : event.trigger.end]


@given(
    st.text(max_size=400)
    | st.lists(
        st.sampled_from(["Iran", "attacked", "will", "not", '"', "talks", "of", "\u2028", "said", "‮", "if", "."])
    ).map(" ".join)
)
def test_any_text_is_coded_and_every_span_lies_in_it(coder: Coder, text: str) -> None:
    if not text.strip():
        return
    document = coder.code(text, published=PUBLISHED)
    for event in document.events:
        assert event.trigger.of(text)
        assert event.sentence.contains(event.trigger)
        assert event.condition is None or event.condition.of(text)


def test_metadata_without_a_date_is_no_hindrance(coder: Coder) -> None:
    document = coder.code("France condemned Syria on Monday.")
    assert isinstance(document.document, Metadata)
    assert only(document, "ACCUSE").date is None


def test_a_threat_without_a_word_of_threatening_is_an_event(coder: Coder) -> None:
    text = "Iran’s president, Karim Rostami, stated: “If they threaten us, we will threaten them in return.”"
    coded = coder.code(text, published="2020-03-04")
    threats = [event for event in coded.events if event.type == "THREATEN"]
    assert [(event.trigger.of(text), event.method) for event in threats] == [("stated", "statement:threatens")]
    assert threats[0].according_to == coded.statements[0].id
    assert coded.actor(threats[0].actors[0]).country == "IRN"


def test_a_threat_that_the_lexicon_finds_is_not_told_twice(coder: Coder) -> None:
    coded = coder.code("Iran threatened on Monday to close the strait if the sanctions return.", published="2020-03-04")
    assert [event.type for event in coded.events].count("THREATEN") == 1
