"""The networks that are trained: layers that read a stretch, a head for types, pointers to both sides."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, ClassVar

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertModel

from onrecord.coder.events.network import ROLES
from onrecord.records import EVENT_TYPES
from training.attribution import teacher
from training.attribution.network import LOWER, PRETRAINED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

POINTER_DIMENSION = 96

INCLINATION = -1.5
"""What a word is inclined to at the start: one in five of those that could is an event's actor."""

LAYERS = 8
"""Of the larger encoder's twelve layers, those that are frozen among them; the upper ones were made to tell whole
sentences apart, and each takes a fifth of the time of all else."""


class EventNet(nn.Module, ABC):
    """Logits of types and vectors of pointers for every token; ``PART`` begins the names of pretrained weights."""

    PART: ClassVar[str]

    def __init__(self, feature_sizes: Sequence[int], width: int, dropout: float, mixed_dropout: float) -> None:
        """``feature_sizes`` are the numbers of values of each feature, ``width`` is the layers'."""
        super().__init__()
        self.width = width
        self.features = nn.ModuleList([nn.Embedding(size, width) for size in feature_sizes])
        for table in self.features:
            nn.init.normal_(table.weight, std=0.01)
        self.lexicon = nn.Linear(len(EVENT_TYPES), width, bias=False)
        nn.init.normal_(self.lexicon.weight, std=0.02)
        self.own = nn.Parameter(torch.zeros(width))
        self.drop = nn.Dropout(dropout)
        self.mix = nn.Sequential(nn.Linear(2 * width, width), nn.GELU(), nn.LayerNorm(width), nn.Dropout(mixed_dropout))
        self.types = nn.Linear(width, len(EVENT_TYPES) + 1)
        self.asks = nn.Linear(width, len(ROLES) * POINTER_DIMENSION)
        self.answers = nn.Linear(width, len(ROLES) * POINTER_DIMENSION)
        self.inclination = nn.Linear(width, len(ROLES))
        nn.init.zeros_(self.inclination.weight)
        nn.init.constant_(self.inclination.bias, INCLINATION)

    @abstractmethod
    def read(self, given: Mapping[str, Tensor], barred: Tensor | None, own: Tensor | None) -> Tensor:
        """Vectors (batch, tokens, width) of what a size's stretches hold (:mod:`onrecord.coder.events.stretches`)."""

    def described(self, hidden: Tensor, given: Mapping[str, Tensor], own: Tensor | None) -> Tensor:
        """The vectors with what features and lexicon say added; ``own`` (batch,) is 1 for articles annotated here,
        which hold fewer events than those of the first annotation. The coder reads as the first annotation does.
        """
        hidden = hidden + self.lexicon(given["lexicon"])
        for column, table in enumerate(self.features):
            hidden = hidden + table(given["features"][..., column])
        if own is not None:
            hidden = hidden + own[:, None, None] * self.own
        described: Tensor = self.drop(hidden)
        return described

    def forward(
        self, given: Mapping[str, Tensor], barred: Tensor | None = None, own: Tensor | None = None
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Types (batch, tokens, 17), asks and answers (batch, tokens, 2 × (dimension + 1)).

        ``barred`` (batch, 1, 1, length) is added to the attention's scores; None where nothing is padded.
        """
        hidden, heads = self.read(given, barred, own).float(), given["heads"]
        above = torch.gather(hidden, 1, heads.unsqueeze(-1).expand(-1, -1, self.width))
        with torch.autocast("cpu", enabled=False):
            mixed = self.mix(torch.cat((hidden, above), dim=-1))
            return self.types(mixed), self._asked(mixed), self._answered(mixed)

    def _asked(self, mixed: Tensor) -> Tensor:
        asks = self.asks(mixed).unflatten(-1, (len(ROLES), POINTER_DIMENSION)) * POINTER_DIMENSION**-0.5
        return functional.pad(asks, (0, 1), value=1.0).flatten(-2)

    def _answered(self, mixed: Tensor) -> Tensor:
        answers = self.answers(mixed).unflatten(-1, (len(ROLES), POINTER_DIMENSION))
        return torch.cat((answers, self.inclination(mixed).unsqueeze(-1)), dim=-1).flatten(-2)


class SmallNet(EventNet):
    """Goes on from the attribution encoder's vectors with two layers of its own."""

    PART = "layers."

    def __init__(self, feature_sizes: Sequence[int], *, attention: str = "sdpa") -> None:
        """``attention`` as in the attribution tagger."""
        dropout = 0.3
        encoder = BertModel.from_pretrained(
            str(PRETRAINED),
            add_pooling_layer=False,
            attn_implementation=attention,
            hidden_dropout_prob=dropout,
            attention_probs_dropout_prob=0.0,
        )
        super().__init__(feature_sizes, encoder.config.hidden_size, dropout, dropout)
        self.layers = nn.ModuleList(encoder.encoder.layer[LOWER:])
        self.upper = nn.Linear(self.width, self.width)
        nn.init.normal_(self.upper.weight, std=0.01)
        nn.init.zeros_(self.upper.bias)

    def start_from(self, tagger: Mapping[str, Tensor]) -> None:
        """Takes the upper layers of the attribution tagger."""
        for number, layer in enumerate(self.layers, start=LOWER):
            prefix = f"encoder.encoder.layer.{number}."
            layer.load_state_dict(
                {name.removeprefix(prefix): w for name, w in tagger.items() if name.startswith(prefix)}
            )

    def read(self, given: Mapping[str, Tensor], barred: Tensor | None, own: Tensor | None) -> Tensor:
        """From the states of its fourth and its last layer."""
        lower, upper = given["states"].split(self.width, dim=-1)
        hidden = self.described(lower + self.upper(upper), given, own)
        for layer in self.layers:
            made = layer(hidden, attention_mask=barred)
            hidden = made[0] if isinstance(made, tuple) else made
        return hidden


class LargeNet(EventNet):
    """Reads word pieces with the lower layers of all-mpnet-base-v2; features and lexicon come in above the frozen."""

    PART = "encoder."

    def __init__(self, feature_sizes: Sequence[int], pretrained: Path) -> None:
        """``pretrained`` is the folder of :func:`training.attribution.teacher.unpacked`."""
        dropout = 0.1
        encoder = teacher.partly_frozen(pretrained, dropout)
        super().__init__(feature_sizes, encoder.config.hidden_size, dropout, 0.25)
        self.encoder = encoder
        encoder.encoder.layer = encoder.encoder.layer[:LAYERS]
        encoder.encoder.relative_attention_bias.requires_grad_(False)
        self.register_buffer("numbers", teacher.numbers(pretrained), persistent=False)

    def read(self, given: Mapping[str, Tensor], barred: Tensor | None, own: Tensor | None) -> Tensor:
        """From word pieces to the vectors of each token's first."""
        pieces = self.numbers[given["ids"]]
        hidden = teacher.read(self.encoder, pieces, barred, lambda below: self.described(below, given, own))
        return torch.gather(hidden, 1, given["first"].unsqueeze(-1).expand(-1, -1, self.width))


def side_scores(asks: Tensor, answers: Tensor) -> Tensor:
    """Logits (events, 2, tokens) that a word names a side; asks (events, 2 × d), answers (events, tokens, 2 × d)."""
    asked = asks.unflatten(-1, (len(ROLES), -1))
    answered = answers.unflatten(-1, (len(ROLES), -1))
    return torch.einsum("erd,etrd->ert", asked, answered)
