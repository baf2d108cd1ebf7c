"""Trains the detector: `python -m alpr_training.train_detector`.

Goes on from its last checkpoint.
"""

from __future__ import annotations

import numpy as np
import torch
import torch.nn.functional as F

from alpr_training import runs
from alpr_training.blocks import Block
from alpr_training.detector_data import BLOCK_SIZE, detector_block, targets, varied
from alpr_training.detector_net import DetectorNet

VALIDATION_SEED = 777_000_001
VALIDATION_SIZE = 512


def heat_and_corners(net: DetectorNet, batch: Block) -> tuple[torch.Tensor, torch.Tensor]:
    """Heat loss for each plate (focal, as in CornerNet and CenterNet), and corner loss: the mean
    distance of a coordinate in widths of the plate, smoothed."""
    device = next(net.parameters()).device
    heat, heed, weight, corners = (torch.from_numpy(t).to(device) for t in targets(batch[1]))
    images = torch.from_numpy(batch[0]).to(device).float()[:, None]
    images = images.to(memory_format=torch.channels_last)
    with runs.fast_arithmetic(device):
        logits, found = net(images)
    z = logits[:, 0]
    p = z.sigmoid()
    centre = (heat == 1).float() * heed
    count = centre.sum().clamp(min=1)
    hit = F.softplus(-z) * (1 - p) ** 2 * centre
    miss = F.softplus(z) * p**2 * (1 - heat) ** 4 * (1 - centre) * heed
    width = (corners[:, 2:3] - corners[:, 0:1]).abs().clamp(min=8)
    off = F.smooth_l1_loss(found / width, corners / width, beta=0.02, reduction="none").sum(1)
    return (hit.sum() + miss.sum()) / count, (off * weight).sum() / weight.sum().clamp(min=1)


@torch.no_grad()
def validation(net: DetectorNet, block: Block) -> tuple[float, float]:
    """Mean heat and corner loss of a block."""
    sums = np.zeros(2)
    steps = range(0, len(block[0]), 64)
    for first in steps:
        batch = (block[0][first : first + 64].astype(np.float32), block[1][first : first + 64])
        sums += [loss.item() for loss in heat_and_corners(net, batch)]
    return tuple(sums / len(steps))


def losses(
    net: DetectorNet, batch: Block, rng: np.random.Generator
) -> tuple[torch.Tensor, dict[str, float]]:
    heat, corners = heat_and_corners(net, varied(batch, rng))
    return heat + 4 * corners, {"heat": heat.item(), "corners": corners.item()}


def main() -> None:
    arguments = runs.options(
        __doc__, "runs/detector", blocks=60, block=f"{BLOCK_SIZE} scenes", looks=3.0, batch=32,
        rate=2.5e-3, decay=0.4,
    ).parse_args()  # fmt: skip
    device = runs.start(arguments)
    fixed = detector_block(VALIDATION_SEED, 0, VALIDATION_SIZE)
    stage = runs.Stage(
        net=DetectorNet().to(device, memory_format=torch.channels_last),
        block=detector_block, block_size=BLOCK_SIZE, window=6, losses=losses,
        judge=lambda net: "heat {:.3f} corners {:.4f}".format(*validation(net, fixed)),
    )  # fmt: skip
    runs.train(stage, arguments)


if __name__ == "__main__":
    main()
