"""The refiner: a patch around a proposal in, whether it holds a plate and its exact corners out."""

from __future__ import annotations

import torch
from torch import nn

from alpr_training.detector_net import Residual, convolution
from alpr_training.proposals import PATCH_HEIGHT, PATCH_WIDTH

_CELL = 4
"""Pixels between cells of the corner maps."""


class RefinerNet(nn.Module):
    """Corners are the centres of gravity of four maps, which makes them exact to parts of a pixel.

    About 0.5 million weights.
    """

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Sequential(convolution(1, 24, 5, 2), convolution(24, 48, 3, 2), Residual(48))
        self.middle = nn.Sequential(convolution(48, 72, 3, 2), Residual(72), Residual(72))
        self.deep = nn.Sequential(
            convolution(72, 104, 3, 2), Residual(104), Residual(104, 2), Residual(104)
        )
        self.from_deep = nn.Conv2d(104, 72, 1)
        self.from_middle = nn.Conv2d(72, 48, 1)
        self.joint = convolution(48, 48, 3)
        self.maps = nn.Conv2d(48, 4, 3, padding=1)
        self.verdict = nn.Sequential(nn.Linear(104 * 2 * 4, 48), nn.ReLU(), nn.Linear(48, 1))
        columns, rows = PATCH_WIDTH // _CELL, PATCH_HEIGHT // _CELL
        x = (torch.arange(columns) + 0.5) * _CELL
        y = (torch.arange(rows) + 0.5) * _CELL
        # Stretched a little about the middle, so that corners at the very edge can be told.
        x = (x - PATCH_WIDTH / 2) * 1.1 + PATCH_WIDTH / 2
        y = (y - PATCH_HEIGHT / 2) * 1.1 + PATCH_HEIGHT / 2
        grid = torch.stack([x.expand(rows, -1).ravel(), y[:, None].expand(-1, columns).ravel()], 1)
        self.register_buffer("grid", grid, False)

    def forward(self, patches: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Logits [N, 1] and corners [N, 8], in patch pixels, of patches
        [N, 1, 64, 128] in 0…255."""
        x = patches.float()
        mean = x.mean((2, 3), keepdim=True)
        spread = ((x - mean) ** 2).mean((2, 3), keepdim=True).sqrt()
        x = (x - mean) / (spread + 8.0)
        fine = self.stem(x)
        middle = self.middle(fine)
        deep = self.deep(middle)
        pooled = nn.functional.avg_pool2d(deep, 2)
        verdict = self.verdict(pooled.flatten(1))
        up = nn.functional.interpolate(self.from_deep(deep), scale_factor=2.0, mode="nearest")
        up = self.from_middle(torch.relu(middle + up))
        up = nn.functional.interpolate(up, scale_factor=2.0, mode="nearest")
        maps = self.maps(self.joint(torch.relu(fine + up))).float().flatten(2)
        corners = maps.softmax(2) @ self.grid
        return verdict.float(), corners.flatten(1)


class RefinerModel(nn.Module):
    """The refiner as exported: a probability instead of a logit."""

    def __init__(self, net: RefinerNet):
        super().__init__()
        self.net = net

    def forward(self, patches: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        logits, corners = self.net(patches)
        return torch.sigmoid(logits), corners
