"""Trains the refiner: `python -m alpr_training.train_refiner`.

Goes on from its last checkpoint.
"""

from __future__ import annotations

import functools
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from alpr_training import runs
from alpr_training.blocks import Block
from alpr_training.export_detector import RESOURCES
from alpr_training.refiner_data import BLOCK_SIZE, refiner_block, varied
from alpr_training.refiner_net import RefinerNet

VALIDATION_SEED = 777_000_002
_PLATE_WIDTH = 77.0
"""Pixels between a plate's sides in its patch, about."""


def verdict_and_corners(
    net: RefinerNet, batch: Block
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Cross entropy of plate or not; loss of the corners; mean distance of a corner coordinate in
    percent of a plate's width."""
    device = next(net.parameters()).device
    kinds = torch.from_numpy(batch[1].astype(np.float32)).to(device)
    corners = torch.from_numpy(batch[2]).to(device)
    patches = torch.from_numpy(batch[0]).to(device).float()[:, None]
    patches = patches.to(memory_format=torch.channels_last)
    with runs.fast_arithmetic(device):
        logits, found = net(patches)
    verdict = F.binary_cross_entropy_with_logits(logits[:, 0], kinds)
    count = kinds.sum().clamp(min=1) * 8
    distance = ((found - corners) / _PLATE_WIDTH).abs() * kinds[:, None]
    smooth = F.smooth_l1_loss(distance, torch.zeros_like(distance), beta=0.01, reduction="sum")
    return verdict, smooth / count, 100 * distance.sum() / count


@torch.no_grad()
def validation(net: RefinerNet, block: Block) -> np.ndarray:
    """Mean verdict loss, corner loss and corner distance (percent) of a block."""
    sums, steps = np.zeros(3), range(0, len(block[0]), 256)
    for first in steps:
        part = [array[first : first + 256] for array in block]
        part[0] = part[0].astype(np.float32)
        sums += [loss.item() for loss in verdict_and_corners(net, tuple(part))]
    return sums / len(steps)


def losses(
    net: RefinerNet, batch: Block, rng: np.random.Generator
) -> tuple[torch.Tensor, dict[str, float]]:
    verdict, corners, distance = verdict_and_corners(net, varied(batch, rng))
    return verdict + 40 * corners, {"verdict": verdict.item(), "corners off %": distance.item()}


def main() -> None:
    parser = runs.options(
        __doc__, "runs/refiner", blocks=60, block=f"{BLOCK_SIZE} patches", looks=2.0, batch=96,
        rate=2e-3, decay=0.4,
    )  # fmt: skip
    parser.add_argument("--detector", type=Path, default=RESOURCES / "detector.onnx")
    arguments = parser.parse_args()
    device = runs.start(arguments)
    make = functools.partial(refiner_block, str(arguments.detector.resolve()))
    fixed = make(VALIDATION_SEED, 0)
    stage = runs.Stage(
        net=RefinerNet().to(device, memory_format=torch.channels_last),
        block=make, block_size=BLOCK_SIZE, window=12, losses=losses,
        judge=lambda net: "verdict {0:.4f} corners off {2:.2f} %".format(*validation(net, fixed)),
    )  # fmt: skip
    runs.train(stage, arguments)


if __name__ == "__main__":
    main()
