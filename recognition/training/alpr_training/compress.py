"""Makes a network compute mostly in 8-bit integers, which takes a third of the time."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import onnx
from onnxruntime.quantization import (
    CalibrationDataReader,
    CalibrationMethod,
    QuantFormat,
    QuantType,
    quantize_static,
)
from onnxruntime.quantization.shape_inference import quant_pre_process


class _Images(CalibrationDataReader):
    """Hands out images float32 [N, 1, rows, columns] one by one."""

    def __init__(self, entry: str, images: np.ndarray):
        self._feeds = iter([{entry: image[None]} for image in images.astype(np.float32)])

    def get_next(self):
        return next(self._feeds, None)


def compress(model: Path, entry: str, images: np.ndarray, exact: tuple[str, ...]) -> None:
    """Replaces an ONNX file by one whose convolutions compute in 8 bits.

    `images` [N, 1, rows, columns], 0 to 255, show what the network will see: their largest
    activations set the scales. Convolutions with one of `exact` in their name stay as they are;
    the first and the last layers, where a rounded number is a pixel, want to.
    """
    with tempfile.TemporaryDirectory() as folder:
        prepared = Path(folder) / "prepared.onnx"
        quant_pre_process(str(model), str(prepared), skip_symbolic_shape=True)
        kept = [
            node.name
            for node in onnx.load(prepared).graph.node
            if node.op_type == "Conv" and any(part in node.name for part in exact)
        ]
        quantize_static(
            str(prepared), str(model), _Images(entry, images),
            quant_format=QuantFormat.QDQ, per_channel=True,
            activation_type=QuantType.QUInt8, weight_type=QuantType.QInt8,
            # Weights of 7 bits: processors without VNNI add two products up in 16 bits, and with
            # weights of 8 that overflows.
            reduce_range=True,
            op_types_to_quantize=["Conv"], nodes_to_exclude=kept,
            calibrate_method=CalibrationMethod.MinMax,
        )  # fmt: skip
