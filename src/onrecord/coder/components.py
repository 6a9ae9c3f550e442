"""onrecord's own spaCy components: which layer each reads and writes, in the order they run."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spacy.language import Language

from onrecord.coder import layers
from onrecord.coder.accounts import find_accounts
from onrecord.coder.actors import find_actors, known_actors
from onrecord.coder.agreements import find_agreements
from onrecord.coder.coordination import mend_coordination
from onrecord.coder.encoder import read_document
from onrecord.coder.events import find_events, load_event_network
from onrecord.coder.positions import find_positions
from onrecord.coder.quotes import find_quotations
from onrecord.coder.sections import find_sections
from onrecord.coder.sentences import mark_sentence_starts
from onrecord.coder.statements import find_statements
from onrecord.coder.times import find_times
from onrecord.errors import ConfigurationError
from onrecord.ontology.dictionaries import read_dictionary

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from spacy.tokens import Doc

    from onrecord.records import NetworkSize

ACTORS, EVENTS = "onrecord_actors", "onrecord_events"
PARSE = ("token.tag", "token.dep", "token.head", "token.lemma", "doc.sents", "doc.ents")


@dataclass(frozen=True, slots=True)
class Component:
    """One step: the function, and the attributes that spaCy's ``analyze_pipes`` checks its place by.

    A component with ``settings`` is made anew for each pipeline: ``run`` is then a factory in spaCy's sense.
    """

    name: str
    run: Callable[..., Any]
    assigns: tuple[str, ...]
    requires: tuple[str, ...]
    settings: Mapping[str, Any] | None = None


def sections(doc: Doc) -> Doc:
    """Layout and quotations; runs first, so that the parser never joins a heading with the sentence after it."""
    text = layers.text_of(doc)
    layout = find_sections(text)
    layers.SECTIONS.set(doc, layout.sections)
    layers.ASIDES.set(doc, layout.asides)
    layers.PARAGRAPHS.set(doc, layout.paragraphs)
    layers.QUOTATIONS.set(doc, find_quotations(text, layout.paragraphs))
    mark_sentence_starts(doc, layout.sentence_starts(text))
    return doc


def coordination(doc: Doc) -> Doc:
    """The parse, mended where of two coordinated persons the first is lost."""
    mend_coordination(doc)
    return doc


def encoder(doc: Doc) -> Doc:
    """One pass of the learned encoder, whose heads' scores later steps decode."""
    layers.READING.set(doc, read_document(doc, layers.QUOTATIONS.get(doc), layers.PARAGRAPHS.get(doc)))
    return doc


def times(doc: Doc) -> Doc:
    """TIMEX3 expressions, resolved against the document's date."""
    quoted = [part for quotation in layers.QUOTATIONS.get(doc).outer for part in quotation.parts]
    layers.TIMES.set(doc, find_times(doc, layers.META.get(doc).date, quoted))
    return doc


def actors_with(nlp: Language, name: str, dictionaries: list[str]) -> Callable[[Doc], Doc]:
    """The component that finds actors and their mentions, given paths of readers' dictionaries."""
    known = known_actors([read_dictionary(Path(path)) for path in dictionaries])

    def actors(doc: Doc) -> Doc:
        layers.ACTORS.set(doc, find_actors(doc, known))
        return doc

    return actors


def statements(doc: Doc) -> Doc:
    """Attributed statements."""
    layers.STATEMENTS.set(doc, find_statements(doc))
    return doc


def events_with(nlp: Language, name: str, network: NetworkSize) -> Callable[[Doc], Doc]:
    """The component that finds PLOVER events with their factuality, by the network of a size."""
    loaded = load_event_network(network)

    def events(doc: Doc) -> Doc:
        layers.EVENTS.set(doc, find_events(doc, loaded))
        return doc

    return events


def agreements(doc: Doc) -> Doc:
    """Agreements and the status the document gives them."""
    layers.AGREEMENTS.set(doc, find_agreements(doc))
    return doc


def accounts(doc: Doc) -> Doc:
    """Conflicting accounts."""
    layers.ACCOUNTS.set(doc, find_accounts(doc))
    return doc


def positions(doc: Doc) -> Doc:
    """Where actors stand on issues."""
    layers.POSITIONS.set(doc, find_positions(doc))
    return doc


def _keys(*wanted: layers.Layer[Any]) -> tuple[str, ...]:
    return tuple(layer.key for layer in wanted)


LAYOUT = _keys(layers.SECTIONS, layers.ASIDES, layers.PARAGRAPHS, layers.QUOTATIONS)
FIRST = Component("onrecord_sections", sections, (*LAYOUT, "token.is_sent_start"), ())
LAST = (
    Component("onrecord_coordination", coordination, ("token.dep", "token.head"), PARSE),
    Component(
        "onrecord_encoder",
        encoder,
        _keys(layers.READING),
        (*PARSE, *_keys(layers.PARAGRAPHS, layers.QUOTATIONS)),
    ),
    Component("onrecord_times", times, _keys(layers.TIMES), (*PARSE, *_keys(layers.QUOTATIONS))),
    Component(ACTORS, actors_with, _keys(layers.ACTORS), (*PARSE, *_keys(layers.ASIDES)), {"dictionaries": []}),
    Component(
        "onrecord_statements",
        statements,
        _keys(layers.STATEMENTS),
        (*PARSE, *_keys(layers.SECTIONS, layers.QUOTATIONS, layers.READING, layers.TIMES, layers.ACTORS)),
    ),
    Component(
        EVENTS,
        events_with,
        _keys(layers.EVENTS),
        (*PARSE, *_keys(layers.SECTIONS, layers.ASIDES, layers.TIMES, layers.ACTORS, layers.STATEMENTS)),
        {"network": "small"},
    ),
    Component(
        "onrecord_agreements",
        agreements,
        _keys(layers.AGREEMENTS),
        (*PARSE, *_keys(layers.TIMES, layers.ACTORS, layers.EVENTS)),
    ),
    Component("onrecord_accounts", accounts, _keys(layers.ACCOUNTS), _keys(layers.STATEMENTS, layers.EVENTS)),
    Component("onrecord_positions", positions, _keys(layers.POSITIONS), _keys(layers.STATEMENTS, layers.EVENTS)),
)


def _register(component: Component) -> None:
    assigns, requires = list(component.assigns), list(component.requires)
    if component.settings is None:
        Language.component(component.name, assigns=assigns, requires=requires, func=component.run)
    else:
        Language.factory(
            component.name,
            default_config=dict(component.settings),
            assigns=assigns,
            requires=requires,
            func=component.run,
        )


for _component in (FIRST, *LAST):
    _register(_component)


def add_to(nlp: Language, dictionaries: Sequence[Path] = (), network: NetworkSize = "small") -> None:
    """Puts onrecord's components around a loaded model's own; ``network`` is the events' network to find events by.

    Raises:
        ConfigurationError: if a component would read a layer before it is written, a dictionary cannot be read, or
            there is no such network.
    """
    settings: dict[str, dict[str, Any]] = {
        ACTORS: {"dictionaries": list(map(str, dictionaries))},
        EVENTS: {"network": network},
    }
    nlp.add_pipe(FIRST.name, first=True)
    for component in LAST:
        nlp.add_pipe(component.name, config=settings.get(component.name, {}))
    check_order(nlp)


def check_order(nlp: Language) -> None:
    """Refuses a pipeline whose components read what nothing before them writes. Raises ConfigurationError."""
    analysis = nlp.analyze_pipes()
    problems = analysis["problems"] if analysis else {}
    wrong = {name: missing for name, missing in problems.items() if missing and name.startswith("onrecord_")}
    if wrong:
        raise ConfigurationError(f"the pipeline's order is wrong: {wrong}")
