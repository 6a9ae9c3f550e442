"""A network's ONNX file with int8 weights."""

from __future__ import annotations

from typing import TYPE_CHECKING

import onnx
from onnxruntime.quantization import QuantType, quantize_dynamic

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path


def quantize(plain: Path, target: Path, floats: Collection[str]) -> None:
    """Writes ``plain`` with int8 weights, scaled by channel; what has one of ``floats`` in its name stays as it is."""
    kept = [node.name for node in onnx.load(str(plain)).graph.node if any(part in node.name for part in floats)]
    quantize_dynamic(str(plain), str(target), weight_type=QuantType.QInt8, per_channel=True, nodes_to_exclude=kept)
