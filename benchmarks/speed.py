"""How fast the coder is, as a ratio: words per second of whole coding against the bare spaCy model, in one run.

    python -m benchmarks.speed --data ../shared

Both read each article one after the other in one process, after a warm-up, by processor time, so that a busy machine
counts little and counts for both; the ratio is the median of several passes. The shares of onrecord's own steps are of
the coder's time. Beside it textacy, where it is installed, in the same way. Two processes against one by the clock,
less what starting them takes. Also start-up: importing onrecord, ``onrecord --help``, and ``onrecord code`` of one
article, in fresh interpreters.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections import defaultdict, deque
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import spacy

import onrecord
from benchmarks.event_gold import add_network
from onrecord.coder.pipeline import BUNDLED_MODEL
from onrecord.records import Document, Metadata

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.language import Language

    from onrecord.coder.pipeline import Coder

START_UPS = 5
TAGGER = ("onrecord_encoder", "onrecord_statements")
"""The steps that the learned attribution tagger runs in."""

CODE = "from onrecord.cli import app; app(['code', '-'], standalone_mode=False)"
HELP = "from onrecord.cli import app; app(['--help'], standalone_mode=False)"


def articles(data: Path, count: int) -> list[tuple[str, str]]:
    """Texts and dates of wire articles."""
    lines = (data / "data" / "events" / "wire_dev.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines[:count]]
    return [(row["text"], row["published"]) for row in rows]


Reader = Callable[[str, str], object]
"""Reads a text with its date."""


class Pass(NamedTuple):
    """Seconds of processor time that the bare model and another reader took for the same articles."""

    bare: float
    other: float

    @property
    def ratio(self) -> float:
        """The other's speed, the bare model's being 1."""
        return self.bare / self.other


def passes(bare: Language, other: Reader, texts: Sequence[tuple[str, str]], number: int) -> list[Pass]:
    """So many passes, the slowest for the other first."""
    return sorted((one_pass(bare, other, texts) for _ in range(number)), key=lambda one: one.ratio)


def one_pass(bare: Language, other: Reader, texts: Iterable[tuple[str, str]]) -> Pass:
    """Reads each article with the one and then with the other."""
    spent = [0.0, 0.0]
    for text, published in texts:
        started = time.process_time()
        bare(text)
        between = time.process_time()
        other(text, published)
        spent[0] += between - started
        spent[1] += time.process_time() - between
    return Pass(*spent)


def textacy_over(bare: Language) -> Reader | None:
    """The rule-based peer that a package index has: textacy's quotations and subject-verb-object triples over the bare
    model; None where it is not installed.
    """
    if not find_spec("textacy"):
        return None
    extract = import_module("textacy.extract")

    def read(text: str, _: str) -> None:
        doc = bare(text)
        with suppress(ValueError):  # it refuses documents with an odd number of quotation marks
            deque(extract.direct_quotations(doc), maxlen=0)
        deque(extract.subject_verb_object_triples(doc), maxlen=0)

    return read


def piped(coder: Coder, documents: list[Document], jobs: int) -> float:
    """Seconds by the clock of coding all documents on some processes, less what starting them takes."""
    started = time.perf_counter()
    list(coder.pipe(documents[:1], jobs=jobs))
    between = time.perf_counter()
    list(coder.pipe(documents, jobs=jobs))
    return (time.perf_counter() - between) - (between - started)


def shares(coder: Any, texts: Iterable[tuple[str, str]]) -> dict[str, float]:
    """Share of each pipeline component in the time of all."""
    spent: defaultdict[str, float] = defaultdict(float)
    for text, published in texts:
        doc = coder._prepare(_document(text, published), None)
        for name, step in coder.nlp.pipeline:
            started = time.perf_counter()
            doc = step(doc)
            spent[name] += time.perf_counter() - started
    total = sum(spent.values())
    return {name: seconds / total for name, seconds in spent.items()}


def _document(text: str, published: str) -> Document:
    return Document(Metadata("d", published=published), text)


def start_up(code: str, article: str = "") -> float:
    """Median seconds of a fresh interpreter running ``code``, its own start included."""

    def run() -> float:
        started = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, input=article.encode())
        return time.perf_counter() - started

    return sorted(run() for _ in range(START_UPS))[START_UPS // 2]


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared"))
    add_network(parser)
    parser.add_argument("--articles", type=int, default=40)
    parser.add_argument("--repeated", type=int, default=6, help="Times that the articles are coded on two processes.")
    parser.add_argument("--passes", type=int, default=5)
    options = parser.parse_args()
    texts = articles(options.data, options.articles)
    words = sum(len(text.split()) for text, _ in texts)
    bare, coder = spacy.load(BUNDLED_MODEL), onrecord.load(network=options.network)
    for warm in (bare(texts[0][0]), coder.code(texts[0][0])):
        assert warm
    read = passes(bare, lambda text, day: coder.code(text, published=day), texts, options.passes)
    low, middle, high = read[0], read[len(read) // 2], read[-1]
    rates = f"bare model {words / middle.bare:,.0f} words/s, onrecord {words / middle.other:,.0f} words/s"
    print(f"{words:,} words; {rates}")
    print(f"ratio {middle.ratio:.2f} (median of {len(read)} passes, {low.ratio:.2f} to {high.ratio:.2f})")
    if peer := textacy_over(bare):
        ratio = passes(bare, peer, texts, options.passes)[options.passes // 2].ratio
        print(f"textacy's quotations and triples over the bare model: ratio {ratio:.2f}")
    else:
        print("textacy is not installed and not measured: pip install textacy")
    parts = shares(coder, texts)
    for name, share in parts.items():
        print(f"  {name:24} {share:6.1%}")
    model = sum(share for name, share in parts.items() if not name.startswith("onrecord_"))
    added = sum(parts[name] for name in TAGGER)
    print(f"encoder and statements add {added / model:.2f} of the time of spaCy's steps")
    documents = [_document(text, day) for text, day in texts] * options.repeated
    one, two = (piped(coder, documents, jobs) for jobs in (1, 2))
    print(f"{len(documents)} articles on one process {one:.1f} s, on two {two:.1f} s: {one / two:.2f} times as fast")
    print(f"import onrecord: {start_up('import onrecord'):.3f} s")
    print(f"onrecord --help: {start_up(HELP):.3f} s")
    print(f"onrecord code of one article: {start_up(CODE, texts[0][0]):.2f} s")


if __name__ == "__main__":
    main()
