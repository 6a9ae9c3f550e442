"""Writes what the coder loads: the network as int8 ONNX, its name and version."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import torch

from onrecord.coder.events.inputs import MOST_TOKENS
from onrecord.records import EVENT_TYPES
from training.events.network import WIDTH, EventNet
from training.quantizing import quantize

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from torch import Tensor

INPUTS = ("states", "features", "lexicon", "heads")
OUTPUTS = ("types", "asks", "answers")
OPSET = 17
FLOATS = ("/lexicon/", "/types/", "/inclination/")
"""Parts that stay in 32-bit floats: a few rows each, which gain no time."""


def export(state: Mapping[str, Tensor], sizes: Sequence[int], target: Path, version: str) -> None:
    """Writes the model's files into ``target``; ``sizes`` are the numbers of values of each feature."""
    net = EventNet(sizes, dropout=0.0, attention="eager")
    net.load_state_dict(state)
    with TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        _to_onnx(net.eval(), plain, len(sizes))
        quantize(plain, target / "events.onnx", FLOATS)
    stored = {"name": "onrecord-events", "version": version}
    (target / "labels.json").write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")


def _to_onnx(net: EventNet, path: Path, features: int) -> None:
    length = MOST_TOKENS // 10
    sample = (
        torch.zeros((1, length, 2 * WIDTH)),
        torch.zeros((1, length, features), dtype=torch.long),
        torch.zeros((1, length, len(EVENT_TYPES))),
        torch.arange(length)[None],
    )
    axes = {name: {1: "tokens"} for name in (*INPUTS, *OUTPUTS)}
    torch.onnx.export(
        net, sample, str(path), input_names=list(INPUTS), output_names=list(OUTPUTS),
        dynamic_axes=axes, opset_version=OPSET, dynamo=False,
    )  # fmt: skip
