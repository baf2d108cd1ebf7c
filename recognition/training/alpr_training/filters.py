"""Random filters over training images, so that a network trusts strokes rather than textures.

What a lens, a sensor, a sharpening and a compression together do to the edges of a stroke differs
from camera to camera, and no list of them is complete. A random kernel does things that none of the
drawn effects does; what is still legible afterwards is legible for the right reason. After Xu et
al., "Robust and Generalizable Visual Representation Learning via Random Convolutions", 2021.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F

_SIZE = 5
_STRONGEST = 0.6
"""Share of the filtered picture in the mixture; at more than that small plates become illegible."""


def filtered(images: torch.Tensor, share: float, generator: torch.Generator) -> torch.Tensor:
    """Images float [N, 1, rows, columns], of which a `share` is mixed with filtered copies.

    Each gets a kernel of its own, of 3 × 3 or 5 × 5, without gain for even areas' noise: the mixed
    picture keeps the image's mean and deviation, so values stay near 0 to 255.
    """
    count = len(images)
    chosen = (torch.rand(count, 1, 1, 1, generator=generator) < share).to(images.device)
    kernels = torch.randn(count, 1, _SIZE, _SIZE, generator=generator)
    inner = torch.zeros(_SIZE, _SIZE)
    inner[1:-1, 1:-1] = 1
    small = torch.rand(count, 1, 1, 1, generator=generator) < 0.5
    kernels = torch.where(small, kernels * inner, kernels)
    kernels = kernels.to(images.device)
    mean = images.mean((1, 2, 3), keepdim=True)
    deviation = images.std((1, 2, 3), keepdim=True) + 1e-3
    even = (images - mean) / deviation
    padded = F.pad(even, (_SIZE // 2,) * 4, mode="replicate").transpose(0, 1)
    drawn = F.conv2d(padded, kernels, groups=count).transpose(0, 1)
    drawn = drawn / (drawn.std((1, 2, 3), keepdim=True) + 1e-3)
    weight = _STRONGEST * torch.rand(count, 1, 1, 1, generator=generator).to(images.device)
    mixed = even * (1 - weight) + drawn * weight
    mixed = mixed / (mixed.std((1, 2, 3), keepdim=True) + 1e-3)
    return torch.where(chosen, mixed * deviation + mean, images)
