"""Makes the attribution tagger from PolNeAR's training part, in one command and from one seed.

    pip install '.[training]'
    python -m training.attribution --data ../shared/data/attribution

``DATA`` holds ``train.jsonl.gz`` (``id``, ``text``, ``attributions`` with ``source``, ``cue`` and ``content`` as lists
of [start, end]). Writes weights, label lists and tokenizer into the package: numbers and a public vocabulary, no text
of the articles. An hour on two cores.
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch

from onrecord.coder.encoder.features import FeatureVocabulary
from onrecord.coder.encoder.wordpieces import WordPieces, read_tokenizer
from onrecord.version import __version__
from training.attribution.corpus import Article, article, label_lists, parsed
from training.attribution.export import export
from training.attribution.fitting import Settings, fit
from training.attribution.network import PRETRAINED, Tagger

if TYPE_CHECKING:
    from collections.abc import Sequence

TARGET = Path(__file__).parents[2] / "src" / "onrecord" / "models" / "attribution"


def read_articles(path: Path) -> tuple[list[Article], dict[str, list[str]]]:
    """The articles of a gold file and the parser's labels in them."""
    words = WordPieces(read_tokenizer(PRETRAINED / "tokenizer.json"))
    rows = list(parsed(path))
    lists = label_lists(doc for _, doc in rows)
    vocabulary = FeatureVocabulary.of(lists)
    return [article(row, doc, words, vocabulary) for row, doc in rows], lists


def say(line: str) -> None:
    """Progress, at once."""
    print(line, flush=True)


def train(articles: Sequence[Article], sizes: Sequence[int], settings: Settings, checkpoints: Path | None) -> Tagger:
    """A trained network; its weights after every epoch go to ``checkpoints``."""
    random.seed(settings.seed)
    np.random.seed(settings.seed)
    torch.manual_seed(settings.seed)
    net = Tagger(sizes, settings.dropout)

    def keep(epoch: int) -> None:
        if checkpoints is not None:
            checkpoints.mkdir(parents=True, exist_ok=True)
            torch.save(net.state_dict(), checkpoints / f"epoch-{epoch}.pt")

    fit(net, articles, settings, keep, say)
    return net


def main() -> None:
    """Reads, trains, writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--target", type=Path, default=TARGET)
    parser.add_argument("--checkpoints", type=Path)
    parser.add_argument("--cache", type=Path, help="where to keep the parsed articles between runs")
    for field in fields(Settings):
        parser.add_argument(f"--{field.name.replace('_', '-')}", type=type(field.default), default=field.default)
    options = parser.parse_args()
    settings = replace(Settings(), **{field.name: getattr(options, field.name) for field in fields(Settings)})
    say(json.dumps(asdict(settings)))
    if options.cache and options.cache.exists():
        articles, lists = pickle.loads(options.cache.read_bytes())
    else:
        articles, lists = read_articles(options.data / "train.jsonl.gz")
        if options.cache:
            options.cache.write_bytes(pickle.dumps((articles, lists)))
    sizes = FeatureVocabulary.of(lists).sizes
    net = train(articles, sizes, settings, options.checkpoints)
    export(net.state_dict(), lists, sizes, options.target, __version__)


if __name__ == "__main__":
    main()
