r"""Makes the attribution tagger, in one command and from fixed seeds.

    pip install '.[training]'
    python -m training.attribution --work build --data ../shared/data/attribution/train.jsonl.gz \
        --unlabelled ../shared/data/wire/wire.jsonl.gz

Three steps: the small network learns from the annotation; so does a larger one, its teacher; the small one goes on from
where it was with what the teacher says of the same articles and of others that nobody annotated; what ships is the
average of its weights before and after.

``--data`` holds PolNeAR's training part (``id``, ``text``, ``attributions`` with ``source``, ``cue`` and ``content`` as
lists of [start, end]), ``--unlabelled`` articles with ``text``. Results of each step stay in ``--work``, and what is
there is not made again. Writes weights, label lists and tokenizer into the package: numbers and a public vocabulary, no
text of the articles. Three hours on two cores.
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import torch

from onrecord.coder.encoder.features import FeatureVocabulary
from onrecord.coder.encoder.wordpieces import WordPieces, read_tokenizer
from onrecord.version import __version__
from training.attribution.corpus import Article, Example, article, label_lists, parsed
from training.attribution.export import export
from training.attribution.fitting import Epoch, Settings, fit, teach, windows_of
from training.attribution.network import PRETRAINED, Reader, Tagger
from training.attribution.teacher import Teacher, unpacked

if TYPE_CHECKING:
    from collections.abc import Mapping

    from torch import Tensor

TARGET = Path(__file__).parents[2] / "src" / "onrecord" / "models" / "attribution"

FIRST = Settings()
TEACHER = Settings(epochs=3, encoder_rate=5e-5, head_rate=5e-4, seed=2)
LAST = Settings(epochs=3, encoder_rate=1e-4, head_rate=5e-4, taught=0.7, seed=3)

BEFORE = 0.3
"""Share of the weights before the teacher's lessons in those that ship."""

UNLABELLED = 900
"""Articles without annotation that are read, every n-th of the file."""


def read_articles(path: Path, unlabelled: Path) -> tuple[list[Article], list[Article], dict[str, list[str]]]:
    """The annotated articles, others, and the parser's labels in the annotated ones."""
    words = WordPieces(read_tokenizer(PRETRAINED / "tokenizer.json"))
    rows = list(parsed(path))
    lists = label_lists(doc for _, doc in rows)
    vocabulary = FeatureVocabulary.of(lists)
    labelled = [article(row["attributions"], doc, words, vocabulary) for row, doc in rows]
    others = [article(None, doc, words, vocabulary) for _, doc in parsed(unlabelled, most=UNLABELLED)]
    return labelled, others, lists


def say(line: str) -> None:
    """Progress, at once."""
    print(line, flush=True)


def trained(net: Reader, epoch_of: Epoch, settings: Settings, kept: Path) -> Reader:
    """The network after training, or with the weights that ``kept`` holds from an earlier run."""
    if kept.exists():
        net.load_state_dict(torch.load(kept))
        return net
    say(f"{kept.stem}: {json.dumps(asdict(settings))}")
    fit(net, epoch_of, settings, say)
    torch.save(net.state_dict(), kept)
    return net


def run(options: argparse.Namespace) -> None:
    """All steps."""
    work: Path = options.work
    work.mkdir(parents=True, exist_ok=True)
    articles = work / "articles.pickle"
    if not articles.exists():
        articles.write_bytes(pickle.dumps(read_articles(options.data, options.unlabelled)))
    labelled, others, lists = pickle.loads(articles.read_bytes())
    sizes = FeatureVocabulary.of(lists).sizes

    def annotated(draw: random.Random) -> list[Example]:
        return windows_of(labelled, draw)

    @cache
    def lessons() -> list[Example]:
        torch.manual_seed(TEACHER.seed)
        teacher = trained(Teacher(unpacked(work), sizes, TEACHER.dropout), annotated, TEACHER, work / "teacher.pt")
        return teach(teacher, windows_of([*labelled, *others], random.Random(LAST.seed)), say)

    torch.manual_seed(FIRST.seed)
    net = trained(Tagger(sizes, FIRST.dropout), annotated, FIRST, work / "first.pt")
    before = {name: weights.clone() for name, weights in net.state_dict().items()}
    trained(net, lambda _: list(lessons()), LAST, work / "last.pt")
    state = averaged(before, net.state_dict())
    torch.save(state, work / "tagger.pt")
    export(state, lists, sizes, options.target, __version__)


def averaged(before: Mapping[str, Tensor], after: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Weights between those before and after the teacher's lessons (Wortsman et al. 2022)."""
    return {
        name: BEFORE * before[name] + (1 - BEFORE) * weights if weights.is_floating_point() else weights
        for name, weights in after.items()
    }


def main() -> None:
    """Reads, trains, writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--unlabelled", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--target", type=Path, default=TARGET)
    run(parser.parse_args())


if __name__ == "__main__":
    main()
