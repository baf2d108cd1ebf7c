"""A plate straightened in each of the ways in which the pipeline reads it (Java's Rectifier)."""

from __future__ import annotations

import cv2
import numpy as np

from alpr_training.camera import MARGIN_X, MARGIN_Y, READER_HEIGHT, READER_WIDTH

_FINEST = 6


def views(frame: np.ndarray, quad: np.ndarray) -> np.ndarray:
    """With and without a margin, uint8 [2, 48, 160].

    `frame` is grey, uint8; `quad` are the plate's corners [4, 2] in pixels that span whole numbers:
    0 to 1 is the first.
    """
    return np.stack([_straightened(frame, quad, MARGIN_X, MARGIN_Y), _straightened(frame, quad)])


def whole(frame: np.ndarray) -> np.ndarray:
    """The corners of the whole picture, as of a plate that was cut out by hand."""
    rows, columns = frame.shape
    return np.array([[0, 0], [columns, 0], [columns, rows], [0, rows]], np.float64)


def _straightened(
    frame: np.ndarray, quad: np.ndarray, margin_x: float = 0, margin_y: float = 0
) -> np.ndarray:
    top, right, bottom, left = (np.hypot(*(quad[i] - quad[(i + 1) % 4])) for i in range(4))
    across = _fineness((top + bottom) / 2, READER_WIDTH * (1 - 2 * margin_x))
    down = _fineness((left + right) / 2, READER_HEIGHT * (1 - 2 * margin_y))
    size = (READER_WIDTH * across, READER_HEIGHT * down)
    low = np.array([margin_x, margin_y]) * size
    high = np.array(size) - low
    target = np.array([low, [high[0], low[1]], high, [low[0], high[1]]])
    transform = cv2.getPerspectiveTransform(
        (quad - 0.5).astype(np.float32), (target - 0.5).astype(np.float32)
    )
    fine = across > 1 or down > 1
    drawn = cv2.warpPerspective(
        frame, transform, size, flags=cv2.INTER_LINEAR if fine else cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_REPLICATE,
    )  # fmt: skip
    if not fine:
        return drawn
    return cv2.resize(drawn, (READER_WIDTH, READER_HEIGHT), interpolation=cv2.INTER_AREA)


def _fineness(pixels: float, target: float) -> int:
    """Whole factor by which a plate is drawn larger before it is averaged."""
    return int(max(1, min(_FINEST, np.ceil(pixels / target - 0.1))))
