"""Copies a reader's weights into a wider one, which reads exactly as before until it is trained.

`python -m alpr_training.widen NARROW.pt WIDE.pt`, then `train_reader --start WIDE.pt`. New channels
begin with random weights and nothing old listens to them, as in Chen, Goodfellow and Shlens,
"Net2Net: Accelerating Learning via Knowledge Transfer", 2016, whose new channels are copies instead.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from torch import nn

from alpr_training import runs
from alpr_training.reader_net import ReaderNet


def widen(narrow: dict[str, torch.Tensor], wide: nn.Module) -> None:
    """Loads the weights `narrow` into `wide`, a fresh network of the same layers, none of them
    narrower.

    Raises ValueError when the layers differ in anything but width.
    """
    state = wide.state_dict()
    if state.keys() != narrow.keys():
        raise ValueError(f"layers differ: {sorted(state.keys() ^ narrow.keys())}")
    for name, value in narrow.items():
        mine = state[name]
        if any(now < was for now, was in zip(mine.shape, value.shape)):
            raise ValueError(f"{name} is {tuple(mine.shape)}, narrower than {tuple(value.shape)}")
        kept = tuple(slice(size) for size in value.shape)
        if mine.dim() > 1:  # what is old hears nothing of what is new
            mine[: value.shape[0]] = 0
        mine[kept] = value
    wide.load_state_dict(state)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("narrow", type=Path)
    parser.add_argument("wide", type=Path)
    arguments = parser.parse_args()
    torch.manual_seed(1)
    net = ReaderNet()
    widen(torch.load(arguments.narrow, map_location="cpu")["average"], net)
    runs.save(arguments.wide, average=net.state_dict())


if __name__ == "__main__":
    main()
