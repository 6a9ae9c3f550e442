"""The network that is trained: two layers over the encoder's vectors, a head for types, pointers to both sides."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertModel

from onrecord.coder.events.network import ROLES
from onrecord.records import EVENT_TYPES
from training.attribution.network import LOWER, PRETRAINED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

WIDTH = 384
POINTER_DIMENSION = 96

INCLINATION = -1.5
"""What a word is inclined to at the start: one in five of those that could is an event's actor."""


class EventNet(nn.Module):
    """Logits of types and vectors of pointers for every token."""

    def __init__(self, feature_sizes: Sequence[int], dropout: float, *, attention: str = "sdpa") -> None:
        """``feature_sizes`` are the numbers of values of each feature; ``attention`` as in the attribution tagger."""
        super().__init__()
        encoder = BertModel.from_pretrained(
            str(PRETRAINED),
            add_pooling_layer=False,
            attn_implementation=attention,
            hidden_dropout_prob=dropout,
            attention_probs_dropout_prob=0.0,
        )
        self.layers = nn.ModuleList(encoder.encoder.layer[LOWER:])
        self.upper = nn.Linear(WIDTH, WIDTH)
        nn.init.normal_(self.upper.weight, std=0.01)
        nn.init.zeros_(self.upper.bias)
        self.features = nn.ModuleList([nn.Embedding(size, WIDTH) for size in feature_sizes])
        for table in self.features:
            nn.init.normal_(table.weight, std=0.01)
        self.lexicon = nn.Linear(len(EVENT_TYPES), WIDTH, bias=False)
        nn.init.normal_(self.lexicon.weight, std=0.02)
        self.drop = nn.Dropout(dropout)
        self.mix = nn.Sequential(nn.Linear(2 * WIDTH, WIDTH), nn.GELU(), nn.LayerNorm(WIDTH), nn.Dropout(dropout))
        self.types = nn.Linear(WIDTH, len(EVENT_TYPES) + 1)
        self.asks = nn.Linear(WIDTH, len(ROLES) * POINTER_DIMENSION)
        self.answers = nn.Linear(WIDTH, len(ROLES) * POINTER_DIMENSION)
        self.inclination = nn.Linear(WIDTH, len(ROLES))
        nn.init.zeros_(self.inclination.weight)
        nn.init.constant_(self.inclination.bias, INCLINATION)

    def start_from(self, tagger: Mapping[str, Tensor]) -> None:
        """Takes the upper layers of the attribution tagger."""
        for number, layer in enumerate(self.layers, start=LOWER):
            prefix = f"encoder.encoder.layer.{number}."
            layer.load_state_dict(
                {name.removeprefix(prefix): w for name, w in tagger.items() if name.startswith(prefix)}
            )

    def forward(
        self, states: Tensor, features: Tensor, lexicon: Tensor, heads: Tensor, barred: Tensor | None = None
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Types (batch, tokens, 17), asks and answers (batch, tokens, 2 × (dimension + 1)).

        ``barred`` (batch, 1, tokens, tokens) is added to the attention's scores; None where nothing is padded.
        """
        lower, upper = states.split(WIDTH, dim=-1)
        hidden = lower + self.upper(upper) + self.lexicon(lexicon)
        for column, table in enumerate(self.features):
            hidden = hidden + table(features[..., column])
        hidden = self.drop(hidden)
        for layer in self.layers:
            made = layer(hidden, attention_mask=barred)
            hidden = made[0] if isinstance(made, tuple) else made
        hidden = hidden.float()
        above = torch.gather(hidden, 1, heads.unsqueeze(-1).expand(-1, -1, WIDTH))
        with torch.autocast("cpu", enabled=False):
            mixed = self.mix(torch.cat((hidden, above), dim=-1))
            return self.types(mixed), self._asked(mixed), self._answered(mixed)

    def _asked(self, mixed: Tensor) -> Tensor:
        asks = self.asks(mixed).unflatten(-1, (len(ROLES), POINTER_DIMENSION)) * POINTER_DIMENSION**-0.5
        return functional.pad(asks, (0, 1), value=1.0).flatten(-2)

    def _answered(self, mixed: Tensor) -> Tensor:
        answers = self.answers(mixed).unflatten(-1, (len(ROLES), POINTER_DIMENSION))
        return torch.cat((answers, self.inclination(mixed).unsqueeze(-1)), dim=-1).flatten(-2)


def side_scores(asks: Tensor, answers: Tensor) -> Tensor:
    """Logits (events, 2, tokens) that a word names a side; asks (events, 2 × d), answers (events, tokens, 2 × d)."""
    asked = asks.unflatten(-1, (len(ROLES), -1))
    answered = answers.unflatten(-1, (len(ROLES), -1))
    return torch.einsum("erd,etrd->ert", asked, answered)
