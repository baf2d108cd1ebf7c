"""Trains the reader: `python -m alpr_training.train_reader`. Goes on from its last checkpoint."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from alpr_training import runs
from alpr_training.blocks import ReplayWindow, blocks
from alpr_training.characters import BLANK, decode
from alpr_training.reader_data import BLOCK_SIZE, reader_block
from alpr_training.reader_net import STEPS, ReaderNet

VALIDATION_SEED = 777_000_000


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("runs/reader"))
    parser.add_argument("--blocks", type=int, default=300, help=f"of {BLOCK_SIZE} samples")
    parser.add_argument("--looks", type=float, default=1.5, help="times a sample is used, about")
    parser.add_argument("--batch", type=int, default=128)
    parser.add_argument("--rate", type=float, default=2.5e-3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=1, help="rendering processes")
    parser.add_argument("--threads", type=int, default=1, help="of the network")
    parser.add_argument("--start", type=Path, help="weights to start from")
    return parser.parse_args()


def tensor(images: np.ndarray, device: torch.device) -> torch.Tensor:
    images = torch.from_numpy(images).to(device).float()[:, None]
    return images.to(memory_format=torch.channels_last)


def loss_of(logits: torch.Tensor, classes: np.ndarray) -> torch.Tensor:
    """Mean CTC loss; samples whose text cannot be aligned count nothing."""
    real = classes > BLANK
    targets = torch.from_numpy(classes[real].astype(np.int64)).to(logits.device)
    lengths = torch.from_numpy(real.sum(1))
    steps = torch.full((len(classes),), STEPS)
    log = logits.float().log_softmax(2).transpose(0, 1)
    return F.ctc_loss(log, targets, steps, lengths, BLANK, zero_infinity=True)


def greedy(logits: torch.Tensor) -> list[str]:
    """Best class of every step, repeats and blanks dropped."""
    texts = []
    for best in logits.argmax(2).cpu().numpy():
        kept = [c for i, c in enumerate(best) if c != BLANK and (i == 0 or c != best[i - 1])]
        texts.append(decode(kept))
    return texts


@torch.no_grad()
def exact(net: torch.nn.Module, block, device: torch.device) -> float:
    """Share of a block read exactly, 0 to 1."""
    images, classes = block
    right = 0
    for i in range(0, len(images), 256):
        texts = greedy(net(tensor(images[i : i + 256], device)))
        right += sum(t == decode(c) for t, c in zip(texts, classes[i : i + 256]))
    return right / len(images)


def main() -> None:
    arguments = options()
    torch.manual_seed(arguments.seed)
    torch.set_num_threads(arguments.threads)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    net = ReaderNet().to(device, memory_format=torch.channels_last)
    optimiser, average, first = runs.begin(net, arguments, device)
    validation = reader_block(VALIDATION_SEED, 0)
    window, begun, running = ReplayWindow(40), time.monotonic(), None
    for index, block in enumerate(
        blocks(reader_block, arguments.seed, first, arguments.workers), first
    ):
        if index >= arguments.blocks:
            break
        window.add(block)
        rng = np.random.default_rng((arguments.seed, index))
        rate = runs.learning_rate(arguments.rate, index / arguments.blocks)
        for group in optimiser.param_groups:
            group["lr"] = rate
        net.train()
        for _ in range(round(BLOCK_SIZE * arguments.looks / arguments.batch)):
            images, classes = window.batch(rng, arguments.batch)
            with torch.autocast(device.type, torch.bfloat16):
                logits = net(tensor(images, device))
            loss = loss_of(logits, classes)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 5.0)
            optimiser.step()
            average.update(net)
            running = loss.item() if running is None else 0.99 * running + 0.01 * loss.item()
        if (index + 1) % 10 == 0 or index + 1 == arguments.blocks:
            share = exact(average.net, validation, device)
            minutes = (time.monotonic() - begun) / 60
            print(
                f"block {index + 1}/{arguments.blocks} {minutes:.1f} min loss {running:.3f} "
                f"rate {rate:.1e} synthetic exact {100 * share:.1f} %",
                flush=True,
            )
            runs.save(
                runs.last(arguments.out), net=net.state_dict(), average=average.net.state_dict(),
                optimiser=optimiser.state_dict(), block=index + 1,
            )  # fmt: skip


if __name__ == "__main__":
    main()
