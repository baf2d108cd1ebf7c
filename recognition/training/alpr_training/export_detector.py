"""Writes detector and refiner as ONNX: `python -m alpr_training.export_detector`.

Run it in `recognition/training`. The weights go to `checkpoints/` too: training goes on from them
with `--start`.
"""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path

import torch

from alpr_training import runs
from alpr_training.compress import compress
from alpr_training.detector_data import detector_block
from alpr_training.detector_net import DetectorModel, DetectorNet
from alpr_training.refiner_data import refiner_block
from alpr_training.refiner_net import RefinerModel, RefinerNet

RESOURCES = Path("../src/main/resources/org/alprstreams/recognition/neural")
CHECKPOINTS = Path("checkpoints")
OPSET = 17
EXACT_LAYERS = ("fine.0", "fine.1", "lateral", "joint", "head")
"""In 8 bits these would move corners by up to 1 % of a plate; the others cost 0.1 %. And what lies
between the first two is large: to convert it takes as long as the 8 bits save."""
EXACT_IN_REFINER = ("stem.0", "from_", "joint", "maps")
"""The other layers in 8 bits move its corners by 0.1 % of a plate."""
_SCENES = 64
_PATCHES = 96
_SEED = 888_000_000


def export_detector(checkpoints: list[Path], target: Path, kept: Path) -> None:
    net = DetectorNet()
    net.load_state_dict(runs.mean(checkpoints))
    keep(net, kept / "detector.pt")
    _export(
        DetectorModel(net), torch.zeros(1, 1, 192, 256), target, "image", ["heat", "corners"],
        {"image": {2: "height", 3: "width"}, "heat": {2: "rows", 3: "columns"},
         "corners": {2: "rows", 3: "columns"}},
    )  # fmt: skip
    scenes = detector_block(_SEED, 0, _SCENES)[0]
    compress(target, "image", scenes[:, None], EXACT_LAYERS)
    report(target)


def export_refiner(checkpoints: list[Path], target: Path, kept: Path) -> None:
    net = RefinerNet()
    net.load_state_dict(runs.mean(checkpoints))
    keep(net, kept / "refiner.pt")
    _export(
        RefinerModel(net), torch.zeros(2, 1, 64, 128), target, "patches", ["plate", "corners"],
        {"patches": {0: "count"}, "plate": {0: "count"}, "corners": {0: "count"}},
    )  # fmt: skip
    patches = refiner_block(str(target.parent / "detector.onnx"), _SEED, 0)[0][:_PATCHES]
    compress(target, "patches", patches[:, None], EXACT_IN_REFINER)
    report(target)


def keep(net: torch.nn.Module, target: Path) -> None:
    """Keeps weights that training can start from."""
    target.parent.mkdir(parents=True, exist_ok=True)
    torch.save({"average": net.state_dict()}, target)


def _export(model, example, target: Path, entry: str, outputs: list[str], axes) -> None:
    model.eval()
    target.parent.mkdir(parents=True, exist_ok=True)
    torch.onnx.export(
        model, (example,), str(target), input_names=[entry], output_names=outputs,
        dynamic_axes=axes, opset_version=OPSET, dynamo=False,
    )  # fmt: skip


def report(target: Path) -> None:
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    print(f"{target.name}: {target.stat().st_size} bytes, SHA-256 {digest}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    several = "checkpoint; of several the mean"
    parser.add_argument("--detector", type=Path, nargs="+", help=several)
    parser.add_argument("--refiner", type=Path, nargs="+", help=several)
    parser.add_argument("--out", type=Path, default=RESOURCES)
    parser.add_argument("--keep", type=Path, default=CHECKPOINTS, help="folder for the weights")
    arguments = parser.parse_args()
    if arguments.detector:
        export_detector(arguments.detector, arguments.out / "detector.onnx", arguments.keep)
    if arguments.refiner:
        export_refiner(arguments.refiner, arguments.out / "refiner.onnx", arguments.keep)


if __name__ == "__main__":
    main()
