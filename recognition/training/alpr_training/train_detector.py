"""Trains the detector: `python -m alpr_training.train_detector`.

Goes on from its last checkpoint.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from alpr_training import runs
from alpr_training.blocks import Block, ReplayWindow, blocks
from alpr_training.detector_data import BLOCK_SIZE, detector_block, targets, varied
from alpr_training.detector_net import DetectorNet

VALIDATION_SEED = 777_000_001
VALIDATION_SIZE = 512


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("runs/detector"))
    parser.add_argument("--blocks", type=int, default=60, help=f"of {BLOCK_SIZE} scenes")
    parser.add_argument("--looks", type=float, default=3.0, help="times a scene is used, about")
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--rate", type=float, default=2.5e-3)
    parser.add_argument("--decay", type=float, default=0.4, help="share of the run that cools down")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=1, help="rendering processes")
    parser.add_argument("--threads", type=int, default=1, help="of the network")
    parser.add_argument("--start", type=Path, help="weights to start from")
    return parser.parse_args()


def losses(net: DetectorNet, batch: Block) -> tuple[torch.Tensor, torch.Tensor]:
    """Heat loss for each plate (focal, as in CornerNet and CenterNet), and corner loss: the mean
    distance of a coordinate in widths of the plate, smoothed."""
    device = next(net.parameters()).device
    heat, heed, weight, corners = (torch.from_numpy(t).to(device) for t in targets(batch[1]))
    images = torch.from_numpy(batch[0]).to(device).float()[:, None]
    images = images.to(memory_format=torch.channels_last)
    with torch.autocast(device.type, torch.bfloat16):
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
        sums += [loss.item() for loss in losses(net, batch)]
    return tuple(sums / len(steps))


def main() -> None:
    arguments = options()
    torch.manual_seed(arguments.seed)
    torch.set_num_threads(arguments.threads)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    net = DetectorNet().to(device, memory_format=torch.channels_last)
    optimiser, average, first = runs.begin(net, arguments, device)
    fixed = detector_block(VALIDATION_SEED, 0, VALIDATION_SIZE)
    window, begun = ReplayWindow(6), time.monotonic()
    running = np.zeros(2)
    for index, block in enumerate(
        blocks(detector_block, arguments.seed, first, arguments.workers), first
    ):
        if index >= arguments.blocks:
            break
        window.add(block)
        rng = np.random.default_rng((arguments.seed, index))
        rate = runs.learning_rate(arguments.rate, index / arguments.blocks, arguments.decay)
        for group in optimiser.param_groups:
            group["lr"] = rate
        net.train()
        steps = round(BLOCK_SIZE * arguments.looks / arguments.batch)
        sums = np.zeros(2)
        for _ in range(steps):
            heat, corners = losses(net, varied(window.batch(rng, arguments.batch), rng))
            optimiser.zero_grad()
            (heat + 4 * corners).backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 5.0)
            optimiser.step()
            average.update(net)
            sums += heat.item(), corners.item()
        running = sums / steps
        minutes = (time.monotonic() - begun) / 60
        line = f"block {index + 1}/{arguments.blocks} {minutes:.1f} min rate {rate:.1e} "
        line += f"heat {running[0]:.3f} corners {running[1]:.4f}"
        if (index + 1) % 2 == 0 or index + 1 == arguments.blocks:
            heat, corners = validation(average.net, fixed)
            line += f" | average on fixed scenes: heat {heat:.3f} corners {corners:.4f}"
            runs.save(
                runs.last(arguments.out), net=net.state_dict(), average=average.net.state_dict(),
                optimiser=optimiser.state_dict(), block=index + 1,
            )  # fmt: skip
        print(line, flush=True)


if __name__ == "__main__":
    main()
