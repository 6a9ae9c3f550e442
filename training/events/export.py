"""Writes what the coder loads: the network as int8 ONNX, its name and version."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

from training.quantizing import quantize, smoothed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from training.events.network import EventNet

OUTPUTS = ("types", "asks", "answers")
OPSET = 17
FLOATS = ("/lexicon/", "/types/", "/inclination/")
"""Parts that stay in 32-bit floats: a few rows each, which gain no time."""


def export(net: EventNet, shown: Sequence[dict[str, Tensor]], target: Path, name: str, version: str) -> None:
    """Writes a network's files into ``target``; its attention is "eager". ``shown`` are stretches as it reads them,
    from which it is seen how large its values become.
    """
    target.mkdir(parents=True, exist_ok=True)
    net.eval()
    smoothed(net, lambda: [net(given) for given in shown])
    with TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        _to_onnx(net, shown[0], plain)
        quantize(plain, target / "events.onnx", FLOATS)
    stored = {"name": name, "version": version}
    (target / "labels.json").write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")


class _Named(nn.Module):
    """The network with its inputs one by one: at run time nothing is padded, and articles are read alike."""

    def __init__(self, net: EventNet, names: Sequence[str]) -> None:
        super().__init__()
        self.net, self.names = net, names

    def forward(self, *given: Tensor) -> tuple[Tensor, ...]:
        made: tuple[Tensor, ...] = self.net(dict(zip(self.names, given, strict=True)))
        return made


def _to_onnx(net: EventNet, given: dict[str, Tensor], path: Path) -> None:
    pieces = given["features"].shape[1]
    axes = {name: {1: "pieces" if array.shape[1] == pieces else "tokens"} for name, array in given.items()}
    torch.onnx.export(
        _Named(net, tuple(given)), tuple(given.values()), str(path),
        input_names=list(given), output_names=list(OUTPUTS),
        dynamic_axes=axes | {name: {1: "tokens"} for name in OUTPUTS}, opset_version=OPSET, dynamo=False,
    )  # fmt: skip
