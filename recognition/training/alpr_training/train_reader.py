"""Trains the reader: `python -m alpr_training.train_reader`. Goes on from its last checkpoint."""

from __future__ import annotations

import numpy as np
import torch
import torch.nn.functional as F

from alpr_training import runs
from alpr_training.blocks import Block
from alpr_training.characters import BLANK, decode
from alpr_training.filters import filtered, jittered
from alpr_training.reader_data import BLOCK_SIZE, reader_block
from alpr_training.reader_net import STEPS, ReaderNet

VALIDATION_SEED = 777_000_000

FILTERED = 0.35
"""Share of a batch that is seen through random filters."""
JITTERED = 0.5
"""Share of a batch that is cut out a little otherwise."""
DOUBT = 0.1
"""A text of probability e⁻¹⁵ pulls with a fifth of its loss's weight."""


def tensor(images: np.ndarray, device: torch.device) -> torch.Tensor:
    images = torch.from_numpy(images).to(device).float()[:, None]
    return images.to(memory_format=torch.channels_last)


def each_loss(logits: torch.Tensor, classes: np.ndarray) -> tuple[torch.Tensor, torch.Tensor]:
    """CTC loss of each sample, 0 where its text cannot be aligned, and its text's length."""
    real = classes > BLANK
    targets = torch.from_numpy(classes[real].astype(np.int64)).to(logits.device)
    lengths = torch.from_numpy(real.sum(1))
    steps = torch.full((len(classes),), STEPS)
    log = logits.float().log_softmax(2).transpose(0, 1)
    each = F.ctc_loss(log, targets, steps, lengths, BLANK, reduction="none", zero_infinity=True)
    return each, lengths.to(each.device)


def loss_of(logits: torch.Tensor, classes: np.ndarray) -> torch.Tensor:
    """Mean CTC loss for a character."""
    each, lengths = each_loss(logits, classes)
    return (each / lengths).mean()


def doubting_loss_of(logits: torch.Tensor, classes: np.ndarray) -> torch.Tensor:
    """As `loss_of`, but what is hopeless pulls less: a third of the photographs are so small, dark
    or blurred that nobody reads them, and guessing at those is not worth the network's weights.

    The generalised cross entropy of Zhang and Sabuncu, 2018, of the whole text: with q = DOUBT it
    is the loss itself near 0 and at most 1/q.
    """
    each, lengths = each_loss(logits, classes)
    return ((1 - torch.exp(-DOUBT * each)) / (DOUBT * lengths)).mean()


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


def losses(
    net: torch.nn.Module, batch: Block, rng: np.random.Generator
) -> tuple[torch.Tensor, dict[str, float]]:
    images, classes = batch
    device = next(net.parameters()).device
    generator = torch.Generator().manual_seed(int(rng.integers(2**31)))
    seen = jittered(tensor(images, device), JITTERED, generator)
    seen = filtered(seen, FILTERED, generator)
    with runs.fast_arithmetic(device):
        logits = net(seen)
    loss = doubting_loss_of(logits, classes)
    return loss, {"loss": loss.item()}


def main() -> None:
    arguments = runs.options(
        __doc__, "runs/reader", blocks=300, block=f"{BLOCK_SIZE} samples", looks=1.5, batch=128,
        rate=2.5e-3, decay=0.3,
    ).parse_args()  # fmt: skip
    device = runs.start(arguments)
    validation = reader_block(VALIDATION_SEED, 0)
    stage = runs.Stage(
        net=ReaderNet().to(device, memory_format=torch.channels_last),
        block=reader_block, block_size=BLOCK_SIZE, window=40, losses=losses,
        judge=lambda net: f"exact {100 * exact(net, validation, device):.1f} %",
    )  # fmt: skip
    runs.train(stage, arguments)


if __name__ == "__main__":
    main()
