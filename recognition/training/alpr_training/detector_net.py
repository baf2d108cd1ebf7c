"""The detector: a grey frame in, a plate's probability and corners for each cell out."""

from __future__ import annotations

import torch
from torch import nn

CELL = 8
"""Pixels between neighbouring cells."""
_TYPICAL_WIDTH = 48.0
"""Width in pixels of the plate that a fresh network expects."""
_UNIT_CORNERS = ((-0.5, -0.25), (0.5, -0.25), (0.5, 0.25), (-0.5, 0.25))


def convolution(
    inputs: int, outputs: int, kernel: int, stride: int = 1, dilation: int = 1
) -> nn.Module:
    """Convolution, normalised over the batch, rectified."""
    padding = dilation * (kernel // 2)
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, kernel, stride, padding, dilation, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU(inplace=True),
    )


class Residual(nn.Module):
    """A convolution whose result is added to what goes in."""

    def __init__(self, channels: int, dilation: int = 1):
        super().__init__()
        self.layer = convolution(channels, channels, 3, dilation=dilation)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x + self.layer(x)


class DetectorNet(nn.Module):
    """Fully convolutional, strides 8 and 16; sides of the input are multiples of 16.

    About 0.4 million weights. Plates that differ by less than a cell cannot be told apart.
    """

    def __init__(self) -> None:
        super().__init__()
        self.fine = nn.Sequential(
            convolution(1, 16, 5, 2),
            convolution(16, 24, 3, 2),
            convolution(24, 56, 3, 2),
            Residual(56),
        )
        self.coarse = nn.Sequential(
            convolution(56, 88, 3, 2), *(Residual(88, dilation) for dilation in (1, 2, 4, 1))
        )
        self.lateral = nn.Conv2d(88, 56, 1)
        self.joint = convolution(56, 56, 3)
        self.head = nn.Conv2d(56, 10, 1)
        nn.init.normal_(self.head.weight, std=0.01)
        nn.init.zeros_(self.head.bias)
        with torch.no_grad():
            self.head.bias[0] = -4.0  # plates are rare
        self.register_buffer("unit", torch.tensor(_UNIT_CORNERS).reshape(1, 8, 1, 1), False)

    def forward(self, image: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Logits [N, 1, H/8, W/8] and corners [N, 8, H/8, W/8] of frames [N, 1, H, W] in 0…255.

        Corners: top left, top right, bottom right, bottom left, x and y of each, in pixels from
        the cell's centre.
        """
        fine = self.fine((image - 110.0) * (1 / 60))
        coarse = self.lateral(self.coarse(fine))
        coarse = nn.functional.interpolate(coarse, scale_factor=2.0, mode="nearest")
        out = self.head(self.joint(torch.relu(fine + coarse))).float()
        width = _TYPICAL_WIDTH * torch.exp(out[:, 1:2].clamp(-2.5, 2.5))
        return out[:, :1], width * (self.unit + out[:, 2:])


class DetectorModel(nn.Module):
    """The detector as exported: probabilities instead of logits."""

    def __init__(self, net: DetectorNet):
        super().__init__()
        self.net = net

    def forward(self, image: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        logits, corners = self.net(image)
        return torch.sigmoid(logits), corners
