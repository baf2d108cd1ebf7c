"""Random changes to training images: filters, so that a network trusts strokes rather than
textures, and cuts that are a little off, so that a second look is not the same look.

What a lens, a sensor, a sharpening and a compression together do to the edges of a stroke differs
from camera to camera, and no list of them is complete. A random kernel does things that none of the
drawn effects does; what is still legible afterwards is legible for the right reason. After Xu et
al., "Robust and Generalizable Visual Representation Learning via Random Convolutions", 2021.
"""

from __future__ import annotations

import math

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


def jittered(images: torch.Tensor, share: float, generator: torch.Generator) -> torch.Tensor:
    """Images float [N, 1, rows, columns], of which a `share` is moved, turned, slanted and stretched
    a little, so that a sample looked at again is cut out otherwise: as far as cutting errs anyway.
    """
    count = len(images)
    rows, columns = images.shape[2:]

    def normal(deviation: float) -> torch.Tensor:
        return torch.randn(count, generator=generator) * deviation

    turn, slant = normal(math.radians(1.2)), normal(0.02)
    wide, tall = 1 + normal(0.02), 1 + normal(0.04)
    aspect = columns / rows  # affine_grid measures both sides as 2
    across = torch.stack([wide * turn.cos(), (slant - turn.sin()) / aspect, normal(0.02)], 1)
    down = torch.stack([turn.sin() * aspect, tall * turn.cos(), normal(0.04)], 1)
    moved = torch.stack([across, down], 1)
    still = torch.tensor([[1.0, 0, 0], [0, 1, 0]])
    chosen = torch.rand(count, 1, 1, generator=generator) < share
    grid = F.affine_grid(
        torch.where(chosen, moved, still).to(images.device), list(images.shape), align_corners=False
    )
    seen = F.grid_sample(images, grid, padding_mode="border", align_corners=False)
    return torch.where(chosen[..., None].to(images.device), seen, images)
