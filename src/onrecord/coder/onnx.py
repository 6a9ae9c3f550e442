"""Networks as they run: ONNX on one core."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from onnxruntime import InferenceSession


SLOW_FUSIONS = ("SkipLayerNormFusion",)
"""Left out: onnxruntime 1.32's sum and norm in one is slower on a CPU than the two apart, by a tenth of the encoder's
time."""


def open_session(weights: Traversable) -> InferenceSession:
    """The network of an ONNX file."""
    # Imported here, since it takes a fifth of a second and only coding needs it.
    from onnxruntime import InferenceSession, SessionOptions

    options = SessionOptions()
    options.intra_op_num_threads = 1  # see onrecord.coder.cores
    return InferenceSession(weights.read_bytes(), options, ["CPUExecutionProvider"], disabled_optimizers=SLOW_FUSIONS)
