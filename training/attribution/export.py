"""Writes what the coder loads: the network as int8 ONNX, the label lists, the tokenizer."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

from training.attribution.network import PRETRAINED, Tagger
from training.quantizing import quantize

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

INPUTS = ("ids", "features", "heads")
OUTPUTS = ("roles", "pointers", "lower", "upper")
OPSET = 17
FLOATS = ("/roles/",)
"""The part that stays in 32-bit floats: a row a role, which gains no time."""


def export(
    state: Mapping[str, Tensor],
    labels: Mapping[str, Sequence[str]],
    sizes: Sequence[int],
    target: Path,
    version: str,
) -> None:
    """Writes the model's files into ``target``; ``sizes`` are the numbers of values of each feature."""
    target.mkdir(parents=True, exist_ok=True)
    net = Tagger(sizes, dropout=0.0, attention="eager")
    net.load_state_dict(state)
    with TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        _to_onnx(net.eval(), plain, len(sizes))
        quantize(plain, target / "tagger.onnx", FLOATS)
    stored = {"name": "onrecord-attribution", "version": version, "features": labels}
    (target / "labels.json").write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")
    shutil.copyfile(PRETRAINED / "tokenizer.json", target / "tokenizer.json")


class _OneWindow(nn.Module):
    """The network without a mask: at run time a window is never padded."""

    def __init__(self, net: Tagger) -> None:
        super().__init__()
        self.net = net

    def forward(self, ids: Tensor, features: Tensor, heads: Tensor) -> tuple[Tensor, ...]:
        return self.net.with_states(ids, features, heads, torch.ones_like(ids))


def _to_onnx(net: Tagger, path: Path, features: int) -> None:
    length = 40
    sample = (
        torch.full((1, length), 1000),
        torch.zeros((1, length, features), dtype=torch.long),
        torch.arange(length)[None],
    )
    axes = {name: {1: "pieces"} for name in (*INPUTS, *OUTPUTS)}
    torch.onnx.export(
        _OneWindow(net), sample, str(path), input_names=list(INPUTS), output_names=list(OUTPUTS),
        dynamic_axes=axes, opset_version=OPSET, dynamo=False,
    )  # fmt: skip
