"""Samples for the reader: rectified plates and their texts."""

from __future__ import annotations

import cv2
import numpy as np

from alpr_training.blocks import Block
from alpr_training.camera import READER_HEIGHT, READER_WIDTH, Camera
from alpr_training.characters import LONGEST, encode
from alpr_training.plates import PlatePainter

BLOCK_SIZE = 3072
PHOTOGRAPHS_PER_PLATE = 3
"""Painting costs more than photographing, and each photograph is another sample."""


def reader_block(seed: int, index: int) -> Block:
    """Images uint8 [BLOCK_SIZE, 48, 160] and classes int8 [BLOCK_SIZE, LONGEST]."""
    cv2.setNumThreads(1)
    painter = PlatePainter(hash((seed, index, 1)) & 0xFFFFFFFF)
    camera = Camera(hash((seed, index, 2)) & 0xFFFFFFFF)
    images = np.empty((BLOCK_SIZE, READER_HEIGHT, READER_WIDTH), np.uint8)
    classes = np.empty((BLOCK_SIZE, LONGEST), np.int8)
    for first in range(0, BLOCK_SIZE, PHOTOGRAPHS_PER_PLATE):
        plate = painter.paint()
        for i in range(first, min(first + PHOTOGRAPHS_PER_PLATE, BLOCK_SIZE)):
            images[i] = camera.cut_out(camera.photograph(plate.image))
            classes[i] = encode(plate.text)
    return images, classes
