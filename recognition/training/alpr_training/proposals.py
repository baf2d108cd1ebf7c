"""From the detector's maps to proposals, as the pipeline does it in Java."""

from __future__ import annotations

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


def patch(frame: np.ndarray, quad: np.ndarray) -> tuple[np.ndarray, tuple[float, float, float]]:
    """The window around a proposal, uint8 [64, 128], and how to come back.

    Coordinates of quads span whole numbers: 0 to 1 is the first pixel. A patch pixel (x, y) lies
    at (left + x · step, top + y · step) of the frame; the second value is (left, top, step).
    """
    left, top, right, bottom = box(quad)
    width = max(right - left, 2 * (bottom - top)) / PLATE_SHARE
    step = max(width / PATCH_WIDTH, 1e-3)
    x0 = (left + right) / 2 - step * PATCH_WIDTH / 2
    y0 = (top + bottom) / 2 - step * PATCH_HEIGHT / 2
    return cut(frame, x0, y0, step), (x0, y0, step)


def cut(frame: np.ndarray, x0: float, y0: float, step: float) -> np.ndarray:
    """A window of 64 × 128 steps, area-averaged when it shrinks, border replicated."""
    size = (PATCH_WIDTH, PATCH_HEIGHT)
    if step > 1.5:  # shrink first, so that no pixel is left out
        low_x, low_y = int(np.floor(x0)) - 2, int(np.floor(y0)) - 2
        high_x = int(np.ceil(x0 + PATCH_WIDTH * step)) + 2
        high_y = int(np.ceil(y0 + PATCH_HEIGHT * step)) + 2
        low_x, low_y = max(low_x, 0), max(low_y, 0)
        high_x, high_y = min(high_x, frame.shape[1]), min(high_y, frame.shape[0])
        if high_x - low_x > 2 and high_y - low_y > 2:
            region = frame[low_y:high_y, low_x:high_x]
            columns = max(2, round(region.shape[1] / step))
            rows = max(2, round(region.shape[0] / step))
            small = cv2.resize(region, (columns, rows), interpolation=cv2.INTER_AREA)
            per_x, per_y = region.shape[1] / columns, region.shape[0] / rows
            return _sample(
                small, (x0 - low_x) / per_x, (y0 - low_y) / per_y, step / per_x, step / per_y, size
            )
    return _sample(frame, x0, y0, step, step, size)


def _sample(image, x0, y0, step_x, step_y, size) -> np.ndarray:
    # Centre of patch pixel i lies at x0 + (i + 0.5) · step, which OpenCV calls that minus 0.5.
    back = np.array(
        [[step_x, 0, x0 + 0.5 * step_x - 0.5], [0, step_y, y0 + 0.5 * step_y - 0.5]], np.float64
    )
    return cv2.warpAffine(
        image, back, size, flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    )  # fmt: skip
