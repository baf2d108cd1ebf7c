"""What every training run shares: schedule, averaged weights, checkpoints."""

from __future__ import annotations

import copy
from pathlib import Path

import torch
from torch import nn


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


def begin(
    net: nn.Module, arguments, device: torch.device
) -> tuple[torch.optim.Optimizer, Average, int]:
    """Optimiser, averaged weights and first block of a run: a new one, or where it was left.

    Reads `rate`, `out` and `start` of the arguments. `net` gets the weights of the run's last
    checkpoint, or else those of `start`, if there are any.
    """
    optimiser = torch.optim.AdamW(
        net.parameters(), arguments.rate, betas=(0.9, 0.98), weight_decay=0.01, fused=True
    )
    checkpoint = last(arguments.out)
    if not checkpoint.exists():
        if arguments.start:
            net.load_state_dict(torch.load(arguments.start, map_location=device)["average"])
        return optimiser, Average(net), 0
    state = torch.load(checkpoint, map_location=device)
    net.load_state_dict(state["net"])
    average = Average(net)
    average.net.load_state_dict(state["average"])
    average.resume()
    optimiser.load_state_dict(state["optimiser"])
    print(f"goes on from block {state['block']} of {checkpoint}", flush=True)
    return optimiser, average, state["block"]


def last(out: Path) -> Path:
    """The checkpoint of a run that writes to `out`."""
    return out / "last.pt"
