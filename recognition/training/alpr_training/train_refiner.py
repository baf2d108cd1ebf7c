"""Trains the refiner: `python -m alpr_training.train_refiner`.

Goes on from its last checkpoint.
"""

from __future__ import annotations

import argparse
import functools
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from alpr_training import runs
from alpr_training.blocks import Block, ReplayWindow, blocks
from alpr_training.export_detector import RESOURCES
from alpr_training.refiner_data import BLOCK_SIZE, refiner_block, varied
from alpr_training.refiner_net import RefinerNet

VALIDATION_SEED = 777_000_002
_PLATE_WIDTH = 77.0
"""Pixels between a plate's sides in its patch, about."""


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("runs/refiner"))
    parser.add_argument("--detector", type=Path, default=RESOURCES / "detector.onnx")
    parser.add_argument("--blocks", type=int, default=60, help=f"of {BLOCK_SIZE} patches")
    parser.add_argument("--looks", type=float, default=2.0, help="times a patch is used, about")
    parser.add_argument("--batch", type=int, default=96)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--decay", type=float, default=0.4, help="share of the run that cools down")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=1, help="rendering processes")
    parser.add_argument("--threads", type=int, default=1, help="of the network")
    parser.add_argument("--start", type=Path, help="weights to start from")
    return parser.parse_args()


def losses(net: RefinerNet, batch: Block) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Cross entropy of plate or not; loss of the corners; mean distance of a corner coordinate in
    percent of a plate's width."""
    device = next(net.parameters()).device
    kinds = torch.from_numpy(batch[1].astype(np.float32)).to(device)
    corners = torch.from_numpy(batch[2]).to(device)
    patches = torch.from_numpy(batch[0]).to(device).float()[:, None]
    patches = patches.to(memory_format=torch.channels_last)
    with torch.autocast(device.type, torch.bfloat16):
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
        sums += [loss.item() for loss in losses(net, tuple(part))]
    return sums / len(steps)


def main() -> None:
    arguments = options()
    torch.manual_seed(arguments.seed)
    torch.set_num_threads(arguments.threads)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    net = RefinerNet().to(device, memory_format=torch.channels_last)
    optimiser, average, first = runs.begin(net, arguments, device)
    make = functools.partial(refiner_block, str(arguments.detector.resolve()))
    fixed = make(VALIDATION_SEED, 0)
    window, begun = ReplayWindow(12), time.monotonic()
    for index, block in enumerate(blocks(make, arguments.seed, first, arguments.workers), first):
        if index >= arguments.blocks:
            break
        window.add(block)
        rng = np.random.default_rng((arguments.seed, index))
        rate = runs.learning_rate(arguments.rate, index / arguments.blocks, arguments.decay)
        for group in optimiser.param_groups:
            group["lr"] = rate
        net.train()
        steps = round(BLOCK_SIZE * arguments.looks / arguments.batch)
        sums = np.zeros(3)
        for _ in range(steps):
            verdict, corners, distance = losses(
                net, varied(window.batch(rng, arguments.batch), rng)
            )
            optimiser.zero_grad()
            (verdict + 40 * corners).backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 5.0)
            optimiser.step()
            average.update(net)
            sums += verdict.item(), corners.item(), distance.item()
        sums /= steps
        minutes = (time.monotonic() - begun) / 60
        line = f"block {index + 1}/{arguments.blocks} {minutes:.1f} min rate {rate:.1e} "
        line += f"verdict {sums[0]:.4f} corners off {sums[2]:.2f} %"
        if (index + 1) % 2 == 0 or index + 1 == arguments.blocks:
            verdict, _, distance = validation(average.net, fixed)
            line += f" | average on fixed patches: verdict {verdict:.4f} corners {distance:.2f} %"
            runs.save(
                runs.last(arguments.out), net=net.state_dict(), average=average.net.state_dict(),
                optimiser=optimiser.state_dict(), block=index + 1,
            )  # fmt: skip
        print(line, flush=True)


if __name__ == "__main__":
    main()
