"""The reader: a small convolutional network that spells a rectified plate from left to right."""

from __future__ import annotations

import torch
from torch import nn

from alpr_training.camera import READER_WIDTH
from alpr_training.characters import CLASSES

STEPS = READER_WIDTH // 4
"""Time steps of the output, each four pixels wide."""


def _conv(inputs: int, outputs: int, kernel=3, stride=1, padding=None) -> nn.Sequential:
    padding = kernel // 2 if padding is None else padding
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, kernel, stride, padding, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU(inplace=True),
    )


class _Residual(nn.Module):
    """Two more convolutions that add to what they are given; they begin by adding nothing."""

    def __init__(self, channels: int):
        super().__init__()
        self.first = _conv(channels, channels)
        self.second = nn.Conv2d(channels, channels, 3, padding=1, bias=False)
        self.norm = nn.BatchNorm2d(channels)
        nn.init.zeros_(self.norm.weight)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x + self.norm(self.second(self.first(x)))


class _Context(nn.Module):
    """Lets a step see its neighbours, `dilation` × 2 steps to each side."""

    def __init__(self, channels: int, dilation: int):
        super().__init__()
        self.conv = nn.Conv2d(
            channels,
            channels,
            (1, 5),
            padding=(0, 2 * dilation),
            dilation=(1, dilation),
            bias=False,
        )
        self.norm = nn.BatchNorm2d(channels)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x + torch.relu(self.norm(self.conv(x)))


class ReaderNet(nn.Module):
    """Logits [N, STEPS, CLASSES] of grey images float [N, 1, 48, 160], 0 to 255.

    Strided convolutions shrink height to 1 and width to STEPS; dilated convolutions along the
    line follow. Each image is normalised by its own mean and deviation, so day and night look
    alike.
    """

    def __init__(self, channels: tuple[int, ...] = (24, 40, 56, 80, 104, 160)):
        super().__init__()
        a, b, c, d, e, f = channels
        self.look = nn.Sequential(
            _conv(1, a, 5, 2),  # 24 × 80
            _conv(a, b, 3, (2, 1)),  # 12 × 80
            _conv(b, c, 3, (1, 2)),  # 12 × 40
            _Residual(c),
            _Residual(c),
            _conv(c, d, 3, (2, 1)),  # 6 × 40
            _conv(d, e),
            _Residual(e),
            _Residual(e),
            _conv(e, e, 3, (2, 1)),  # 3 × 40
            _Residual(e),
            _conv(e, f, 3, 1, (0, 1)),  # 1 × 40
        )
        self.read = nn.Sequential(*[_Context(f, dilation) for dilation in (1, 2, 4, 1)])
        self.drop = nn.Dropout(0.1)
        self.spell = nn.Conv2d(f, CLASSES, 1)

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        mean = images.mean((1, 2, 3), keepdim=True)
        centred = images - mean
        deviation = (centred * centred).mean((1, 2, 3), keepdim=True).sqrt()
        x = self.look(centred / (deviation + 4.0))
        x = self.spell(self.drop(self.read(x)))
        return x.squeeze(2).transpose(1, 2)


class CalibratedReader(nn.Module):
    """What is exported: probabilities, their confidence corrected by a temperature."""

    def __init__(self, net: ReaderNet, temperature: float):
        super().__init__()
        self.net = net
        self.temperature = temperature

    def forward(self, plates: torch.Tensor) -> torch.Tensor:
        return torch.softmax(self.net(plates) / self.temperature, 2)
