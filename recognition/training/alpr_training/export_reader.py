"""Writes a trained reader as ONNX: `python -m alpr_training.export_reader CHECKPOINT… OUT.onnx`.

Of several checkpoints the weights are averaged: runs that went on from one another, each on other
samples, together read better than each alone, at the cost of one.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch

from alpr_training import runs
from alpr_training.calibrate import temperature
from alpr_training.camera import READER_HEIGHT, READER_WIDTH
from alpr_training.compress import compress
from alpr_training.export_detector import CHECKPOINTS, keep
from alpr_training.reader_data import reader_block
from alpr_training.reader_net import CalibratedReader, ReaderNet
from alpr_training.train_reader import VALIDATION_SEED


EXACT_LAYERS = ("look.0", "spell")
"""The other layers in 8 bits read no worse, in seven tenths of the time."""
_SHOWN = 192
"""Plates that set the scales."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoints", type=Path, nargs="+")
    parser.add_argument("out", type=Path)
    parser.add_argument("--keep", type=Path, default=CHECKPOINTS, help="folder for the weights")
    arguments = parser.parse_args()
    net = ReaderNet()
    net.load_state_dict(runs.mean(arguments.checkpoints))
    net.eval()
    keep(net, arguments.keep / "reader.pt")
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    images, classes = reader_block(VALIDATION_SEED, 1)
    divisor = temperature(net, images, classes)
    print(f"temperature {divisor:.3f}")
    plates = torch.zeros(1, 1, READER_HEIGHT, READER_WIDTH)
    torch.onnx.export(
        CalibratedReader(net, divisor), (plates,), arguments.out, opset_version=17,
        input_names=["plates"], output_names=["probabilities"],
        dynamic_axes={"plates": {0: "n"}, "probabilities": {0: "n"}}, dynamo=False,
    )  # fmt: skip
    compress(arguments.out, "plates", images[:_SHOWN, None], EXACT_LAYERS)
    print(f"{arguments.out}: {arguments.out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
