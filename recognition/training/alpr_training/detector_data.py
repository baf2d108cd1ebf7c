"""Samples for the detector: windows of scenes, and what every cell should say."""

from __future__ import annotations

import cv2
import numpy as np

from alpr_training.blocks import Block
from alpr_training.detector_net import CELL
from alpr_training.scenes import INPUT_HEIGHT, INPUT_WIDTH, ScenePainter

BLOCK_SIZE = 2048
MOST_PLATES = 6
"""Plates noted for a scene, ignored ones included."""
EMPTY_SHARE = 0.06
"""Share of scenes painted without any plate, beside those that are so by chance."""

_MIRRORED = [2, 3, 0, 1, 6, 7, 4, 5]  # columns of corners after a swap of left and right


def detector_block(seed: int, index: int, count: int = BLOCK_SIZE) -> Block:
    """Images uint8 [count, 192, 256]; plates float32 [count, MOST_PLATES, 9].

    A plate is its eight corner coordinates in input pixels and a kind: 1 asked for, 2 ignored, 0
    none.
    """
    cv2.setNumThreads(1)
    painter = ScenePainter(hash((seed, index)) & 0xFFFFFFFF)
    images = np.empty((count, INPUT_HEIGHT, INPUT_WIDTH), np.uint8)
    plates = np.zeros((count, MOST_PLATES, 9), np.float32)
    for i in range(count):
        scene = painter.paint(i >= EMPTY_SHARE * count)
        images[i] = scene.at_input()
        row = 0
        for quads, kind in ((scene.plates, 1), (scene.ignored, 2)):
            for quad in quads[: MOST_PLATES - row]:
                plates[i, row, :8] = ((quad + 0.5) / scene.scale() - 0.5).ravel()
                plates[i, row, 8] = kind
                row += 1
    return images, plates


def varied(block: Block, rng: np.random.Generator) -> Block:
    """The batch with half the scenes mirrored, and light and contrast changed a little."""
    images, plates = block
    plates = plates.copy()
    shown = images.astype(np.float32)
    mirrored = rng.random(len(images)) < 0.5
    shown[mirrored] = shown[mirrored][:, :, ::-1]
    turned = plates[mirrored]
    turned[:, :, :8:2] = INPUT_WIDTH - 1 - turned[:, :, :8:2]
    turned[:, :, :8] = turned[:, :, :8][:, :, _MIRRORED]
    plates[mirrored] = turned
    gain = rng.uniform(0.75, 1.25, (len(images), 1, 1)).astype(np.float32)
    lift = rng.uniform(-20, 20, (len(images), 1, 1)).astype(np.float32)
    shown = (shown - 128) * gain + 128 + lift
    return np.clip(shown, 0, 255, out=shown), plates


def targets(plates: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """What each cell should say, for plates [n, MOST_PLATES, 9].

    Returns heat [n, h, w], exactly 1 at each plate's centre and falling off around it; the weight
    of the heat, 0 near ignored plates; the weight of the corners [n, h, w]; the corners
    [n, 8, h, w] in pixels from the cell's centre.
    """
    rows, columns = INPUT_HEIGHT // CELL, INPUT_WIDTH // CELL
    # Pixel centres lie at whole numbers; a cell's centre is given so that pixel 0 spans 0 to 1.
    x = (np.arange(columns, dtype=np.float32) + 0.5)[None, :] * CELL
    y = (np.arange(rows, dtype=np.float32) + 0.5)[:, None] * CELL
    count = len(plates)
    heat = np.zeros((count, rows, columns), np.float32)
    heed = np.ones((count, rows, columns), np.float32)
    weight = np.zeros((count, rows, columns), np.float32)
    corners = np.zeros((count, 8, rows, columns), np.float32)
    for i, j in zip(*np.nonzero(plates[:, :, 8])):
        quad = plates[i, j, :8].reshape(4, 2) + 0.5
        low, high = quad.min(0), quad.max(0)
        centre, span = quad.mean(0), high - low
        if plates[i, j, 8] == 2:
            near = (np.abs(x - centre[0]) < span[0] * 0.7 + CELL) & (
                np.abs(y - centre[1]) < span[1] * 0.7 + CELL
            )
            heed[i][near] = 0
            continue
        sigma_x, sigma_y = max(span[0] * 0.12, 3.6), max(span[1] * 0.15, 3.6)
        hill = np.exp(-(((x - centre[0]) / sigma_x) ** 2 + ((y - centre[1]) / sigma_y) ** 2) / 2)
        column = int(np.clip(centre[0] // CELL, 0, columns - 1))
        row = int(np.clip(centre[1] // CELL, 0, rows - 1))
        hill[row, column] = 1
        mine = (hill > 0.4) & (hill > heat[i])
        weight[i][mine] = hill[mine]
        for k in range(8):
            corners[i, k][mine] = (quad.ravel()[k] - (y if k % 2 else x) + np.zeros_like(hill))[
                mine
            ]
        heat[i] = np.maximum(heat[i], hill)
        heed[i, row, column] = 1
    return heat, heed, weight, corners
