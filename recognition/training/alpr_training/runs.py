"""What every training run shares: options, schedule, steps, averaged weights, checkpoints."""

from __future__ import annotations

import argparse
import copy
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import nn

from alpr_training.blocks import Block, ReplayWindow, blocks


def learning_rate(peak: float, done: float, decay: float = 0.3) -> float:
    """Short warm-up, then level, then down to nothing over the last `decay` of the run.

    `done` is the share of the run that lies behind, 0 to 1. A level rate lets a run be prolonged.
    """
    warm = min(1.0, (done + 1e-4) / 0.01)
    falling = min(1.0, (1 - done) / decay)
    return peak * warm * max(falling, 0.005)


class Average:
    """Exponential moving average of a network's weights; steadier than the last step's."""

    def __init__(self, net: nn.Module, keep: float = 0.999):
        self.net = copy.deepcopy(net).eval()
        self._keep = keep
        self._updates = 0

    def resume(self) -> None:
        """Tells a loaded average that it is past its first, quick updates."""
        self._updates = 10**6

    @torch.no_grad()
    def update(self, net: nn.Module) -> None:
        self._updates += 1
        keep = min(self._keep, self._updates / (self._updates + 20))
        for mine, its in zip(self.net.state_dict().values(), net.state_dict().values()):
            if mine.dtype.is_floating_point:
                mine.lerp_(its, 1 - keep)
            else:
                mine.copy_(its)


def save(path: Path, **state) -> None:
    """Writes a checkpoint at once or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(".part")
    torch.save(state, half)
    half.replace(path)


def fast_arithmetic(device: torch.device) -> torch.autocast:
    """Computes in bfloat16 where that is quicker: on GPUs and on processors that know it.

    On others PyTorch imitates it, ten times slower than plain float32.
    """
    known = device.type != "cpu" or torch.ops.mkldnn._is_mkldnn_bf16_supported()
    return torch.autocast(device.type, torch.bfloat16, enabled=known)


@dataclass(frozen=True)
class Stage:
    """What is particular to the training of one network."""

    net: nn.Module
    block: Callable[[int, int], Block]
    """Makes the block of a seed and a number; picklable, for worker processes call it."""
    block_size: int
    window: int
    """Blocks from which batches are drawn."""
    losses: Callable[[nn.Module, Block, np.random.Generator], tuple[torch.Tensor, dict[str, float]]]
    """The loss to descend on a batch, and figures to report, by name."""
    judge: Callable[[nn.Module], str]
    """Says how well averaged weights do on samples that are never trained on."""


def options(
    description: str, out: str, *, blocks: int, block: str, looks: float, batch: int, rate: float,
    decay: float,
) -> argparse.ArgumentParser:  # fmt: skip
    """The options that all trainers have, with one trainer's defaults. `block` says what blocks
    hold."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--out", type=Path, default=Path(out))
    parser.add_argument("--blocks", type=int, default=blocks, help=f"of {block}")
    parser.add_argument("--looks", type=float, default=looks, help="times a sample is used, about")
    parser.add_argument("--batch", type=int, default=batch)
    parser.add_argument("--rate", type=float, default=rate)
    parser.add_argument("--decay", type=float, default=decay, help="share that cools down")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=1, help="rendering processes")
    parser.add_argument("--threads", type=int, default=1, help="of the network")
    parser.add_argument("--start", type=Path, help="weights to start from")
    parser.add_argument("--steps", type=int, help="of a block, in place of looks: to try a run")
    return parser


def start(arguments: argparse.Namespace) -> torch.device:
    """Seeds and threads as the arguments say; returns the device to train on."""
    torch.manual_seed(arguments.seed)
    torch.set_num_threads(arguments.threads)
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def train(stage: Stage, arguments: argparse.Namespace) -> None:
    """Trains to the last block, from where the run was left, telling of each and keeping a
    checkpoint of every other."""
    device = next(stage.net.parameters()).device
    optimiser, average, first = begin(stage.net, arguments, device)
    window, begun = ReplayWindow(stage.window), time.monotonic()
    steps = arguments.steps or round(stage.block_size * arguments.looks / arguments.batch)
    for index, block in enumerate(
        blocks(stage.block, arguments.seed, first, arguments.workers), first
    ):
        if index >= arguments.blocks:
            break
        window.add(block)
        rng = np.random.default_rng((arguments.seed, index))
        stage.net.train()
        sums: dict[str, float] = defaultdict(float)
        for step in range(steps):
            done = (index + step / steps) / arguments.blocks
            rate = learning_rate(arguments.rate, done, arguments.decay)
            for group in optimiser.param_groups:
                group["lr"] = rate
            loss, figures = stage.losses(stage.net, window.batch(rng, arguments.batch), rng)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(stage.net.parameters(), 5.0)
            optimiser.step()
            average.update(stage.net)
            for name, figure in figures.items():
                sums[name] += figure
        minutes = (time.monotonic() - begun) / 60
        line = f"block {index + 1}/{arguments.blocks} {minutes:.1f} min rate {rate:.1e} "
        line += " ".join(f"{name} {total / steps:.4f}" for name, total in sums.items())
        if (index + 1) % 2 == 0 or index + 1 == arguments.blocks:
            line += f" | average on fixed samples: {stage.judge(average.net)}"
            save(
                last(arguments.out), net=stage.net.state_dict(), average=average.net.state_dict(),
                optimiser=optimiser.state_dict(), block=index + 1,
                seed=arguments.seed, rate=arguments.rate, blocks=arguments.blocks,
            )  # fmt: skip
        print(line, flush=True)


def begin(
    net: nn.Module, arguments: argparse.Namespace, device: torch.device
) -> tuple[torch.optim.Optimizer, Average, int]:
    """Optimiser, averaged weights and first block of a run: a new one, or where it was left.

    Reads `seed`, `rate`, `out` and `start` of the arguments. `net` gets the weights of the run's
    last checkpoint, or else those of `start`, if there are any. Ends the program when a checkpoint
    is there and `start` is given too, or `seed` or `rate` are not those of the run.
    """
    optimiser = torch.optim.AdamW(
        net.parameters(), arguments.rate, betas=(0.9, 0.98), weight_decay=0.01, fused=True
    )
    checkpoint = last(arguments.out)
    if not checkpoint.exists():
        if arguments.start:
            net.load_state_dict(torch.load(arguments.start, map_location=device)["average"])
        return optimiser, Average(net), 0
    if arguments.start:
        raise SystemExit(
            f"{checkpoint} is there, so this run goes on from it and --start would have no effect: "
            "leave --start out to go on, or choose another --out for a new run"
        )
    state = torch.load(checkpoint, map_location=device)
    _check_same(state, arguments, checkpoint)
    net.load_state_dict(state["net"])
    average = Average(net)
    average.net.load_state_dict(state["average"])
    average.resume()
    optimiser.load_state_dict(state["optimiser"])
    print(f"goes on from block {state['block']} of {checkpoint}", flush=True)
    return optimiser, average, state["block"]


def _check_same(state: dict, arguments: argparse.Namespace, checkpoint: Path) -> None:
    """A run with another seed sees other samples, and one with another rate jumps: neither could be
    repeated. Blocks may become more. Checkpoints from before this was kept go on unchecked."""
    for name in ("seed", "rate"):
        was, now = state.get(name), getattr(arguments, name)
        if was is not None and was != now:
            raise SystemExit(
                f"{checkpoint} was trained with --{name} {was}, not {now}: give --{name} {was} to "
                "go on, or choose another --out for a new run"
            )


def last(out: Path) -> Path:
    """The checkpoint of a run that writes to `out`."""
    return out / "last.pt"


def mean(checkpoints: list[Path]) -> dict[str, torch.Tensor]:
    """Each averaged weight's mean over several runs that went on from one another; counters are
    rounded."""
    states = [torch.load(file, map_location="cpu")["average"] for file in checkpoints]
    return {
        name: torch.stack([state[name].double() for state in states]).mean(0).to(value.dtype)
        for name, value in states[0].items()
    }
