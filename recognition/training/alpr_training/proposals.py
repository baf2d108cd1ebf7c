"""From the detector's maps to proposals, as the pipeline does it in Java."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np

from alpr_training.detector_net import CELL

NARROWEST, WIDEST = 640, 960
"""Bounds of the detector's input width, in pixels; in between it is half the frame's."""
PADDING = 114
MOST = 5
LEAST_HEAT = 0.02
_OVERLAP = 0.3


def detector_input(frame: np.ndarray) -> tuple[np.ndarray, float]:
    """Float32 [1, 1, H, W] for the detector, and input pixels to a frame pixel.

    `frame` is grey, uint8. It is enlarged at most twice.
    """
    width = min(max(frame.shape[1] / 2, NARROWEST), WIDEST)
    scale = min(width / frame.shape[1], 2.0)
    size = (round(frame.shape[1] * scale), round(frame.shape[0] * scale))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    small = cv2.resize(frame, size, interpolation=how)
    padded = np.full((-(-size[1] // 16) * 16, -(-size[0] // 16) * 16), PADDING, np.float32)
    padded[: size[1], : size[0]] = small
    return padded[None, None], scale


def peaks(
    heat: np.ndarray, corners: np.ndarray, most: int = MOST, least: float = LEAST_HEAT
) -> list[tuple[float, np.ndarray]]:
    """Score and corners [4, 2], in input pixels, of the best cells that do not overlap.

    `heat` is [h, w], `corners` [8, h, w]. Input pixels span whole numbers: 0 to 1 is the first.
    """
    highest = cv2.dilate(heat, np.ones((3, 3), np.uint8))
    rows, columns = np.nonzero((heat >= highest) & (heat >= least))
    order = np.argsort(-heat[rows, columns])[: 6 * most]
    kept: list[tuple[float, np.ndarray]] = []
    for row, column in zip(rows[order], columns[order]):
        quad = corners[:, row, column].reshape(4, 2)
        quad = quad + ((column + 0.5) * CELL, (row + 0.5) * CELL)
        if all(overlap(box(quad), box(other)) < _OVERLAP for _, other in kept):
            kept.append((float(heat[row, column]), quad))
        if len(kept) == most:
            break
    return kept


def box(quad: np.ndarray) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a quad."""
    return (*quad.min(0), *quad.max(0))


def overlap(a, b) -> float:
    """Intersection over union of two boxes, 0 to 1."""
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    if width <= 0 or height <= 0:
        return 0.0
    both = width * height
    return float(both / ((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - both))


PATCH_WIDTH, PATCH_HEIGHT = 128, 64
PLATE_SHARE = 0.6
"""Share of the patch's width that a well-proposed plate spans."""


LEVEL = 8.0
"""Degrees up to which a proposal counts as level: its window stays upright."""


@dataclass(frozen=True)
class Window:
    """Where a patch lies in its frame. A patch pixel p, of PATCH_WIDTH × PATCH_HEIGHT, lies at
    `turn @ p + origin`; coordinates span whole numbers: 0 to 1 is the first pixel."""

    turn: np.ndarray
    """float64 [2, 2]: rotation times the frame pixels of a patch pixel."""
    origin: np.ndarray
    """float64 [2]: where the patch's first corner lies."""

    def to_frame(self, quad: np.ndarray) -> np.ndarray:
        return quad @ self.turn.T + self.origin

    def to_patch(self, quad: np.ndarray) -> np.ndarray:
        return (quad - self.origin) @ np.linalg.inv(self.turn).T


def around(quad: np.ndarray) -> Window:
    """The window around a proposal, which leans as the proposal does where that is not level: in it
    plates lie level, whatever the camera does."""
    tilt = lean(quad)
    c, s = math.cos(tilt), math.sin(tilt)
    turn = np.array([[c, -s], [s, c]])
    low, high = (quad @ turn).min(0), (quad @ turn).max(0)
    width, height = high - low
    step = max(max(width, 2 * height) / PLATE_SHARE / PATCH_WIDTH, 1e-3)
    corner = (low + high) / 2 - step * np.array([PATCH_WIDTH, PATCH_HEIGHT]) / 2
    return Window(step * turn, turn @ corner)


def lean(quad: np.ndarray) -> float:
    """How far a proposal leans, in radians, clockwise; 0 up to LEVEL."""
    along = quad[1] - quad[0] + quad[2] - quad[3]
    tilt = math.atan2(along[1], along[0])
    return tilt if abs(tilt) > math.radians(LEVEL) else 0.0


def patch(frame: np.ndarray, quad: np.ndarray) -> tuple[np.ndarray, Window]:
    """What is seen in the window around a proposal, uint8 [64, 128], and that window.

    Averaged over areas when it shrinks; beyond the frame its edge is repeated.
    """
    window = around(quad)
    step = math.sqrt(np.linalg.det(window.turn))
    if step <= 1.5:
        return _sample(frame, window), window
    # Shrunk first, so that no pixel is left out.
    edge = window.to_frame(np.array([[0, 0], [1, 0], [1, 1], [0, 1]]) * (PATCH_WIDTH, PATCH_HEIGHT))
    low = np.maximum(np.floor(edge.min(0)).astype(int) - 2, 0)
    high = np.minimum(np.ceil(edge.max(0)).astype(int) + 2, frame.shape[::-1])
    if (high - low).min() <= 2:
        return _sample(frame, window), window
    region = frame[low[1] : high[1], low[0] : high[0]]
    size = np.maximum(np.rint((high - low) / step).astype(int), 2)
    small = cv2.resize(region, (int(size[0]), int(size[1])), interpolation=cv2.INTER_AREA)
    shrunk = size / (high - low)
    inner = Window(shrunk[:, None] * window.turn, shrunk * (window.origin - low))
    return _sample(small, inner), window


def _sample(image: np.ndarray, window: Window) -> np.ndarray:
    # A pixel's centre lies at i + 0.5, which OpenCV calls i.
    half = np.array([0.5, 0.5])
    back = np.hstack([window.turn, (window.to_frame(half) - half)[:, None]])
    return cv2.warpAffine(
        image, back, (PATCH_WIDTH, PATCH_HEIGHT),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP, borderMode=cv2.BORDER_REPLICATE,
    )  # fmt: skip
