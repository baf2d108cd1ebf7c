"""Samples for the refiner: patches around proposals, right ones and wrong ones."""

from __future__ import annotations

import functools
import math
import random

import cv2
import numpy as np
import onnxruntime

from alpr_training.blocks import Block
from alpr_training.proposals import (
    MOST,
    PATCH_HEIGHT,
    PATCH_WIDTH,
    box,
    lean,
    overlap,
    patch,
    peaks,
)
from alpr_training.scenes import INPUT_WIDTH, Scene, ScenePainter

BLOCK_SIZE = 4096
_ALIKE = 0.4
_UNLIKE = 0.15
"""Overlap with a plate's box from which a proposal means that plate, and below which none."""
_LEAST_HEAT = 0.01
"""Score from which the detector's proposals are used: lower than in the pipeline."""

_MIRRORED = [2, 3, 0, 1, 6, 7, 4, 5]


@functools.cache
def _detector(path: str) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(path, options)


def refiner_block(detector: str, seed: int, index: int) -> Block:
    """Patches uint8 [n, 64, 128]; kind uint8 [n], 1 with a plate and 0 without; corners float32
    [n, 8] in patch pixels, which mean nothing without a plate.

    `detector` is the path of a detector as ONNX: its own proposals, false ones too, are half of
    the samples.
    """
    cv2.setNumThreads(1)
    key = hash((seed, index)) & 0xFFFFFFFF
    rng, painter = random.Random(key), ScenePainter(key)
    patches = np.empty((BLOCK_SIZE, PATCH_HEIGHT, PATCH_WIDTH), np.uint8)
    kinds = np.zeros(BLOCK_SIZE, np.uint8)
    corners = np.zeros((BLOCK_SIZE, 8), np.float32)
    filled = 0
    while filled < BLOCK_SIZE:
        scene = painter.paint(rng.random() < 0.7)
        for image, quad in _samples(scene, rng, _detector(detector)):
            if filled == BLOCK_SIZE:
                break
            patches[filled] = image
            if quad is not None:
                kinds[filled] = 1
                corners[filled] = quad.ravel()
            filled += 1
    return patches, kinds, corners


def _samples(scene: Scene, rng: random.Random, detector):
    """Patches, each with its plate's corners in patch pixels, or with None."""
    scale = scene.scale()
    plates = [quad + 0.5 for quad in scene.plates]  # so that pixel 0 spans 0 to 1
    doubtful = [quad + 0.5 for quad in scene.ignored]
    image = scene.at_input()[None, None].astype(np.float32)
    heat, offsets = detector.run(None, {"image": image})
    proposals = [quad * scale for _, quad in peaks(heat[0, 0], offsets[0], MOST, _LEAST_HEAT)]
    for quad in proposals:
        overlaps = [overlap(box(quad), box(plate)) for plate in plates]
        if overlaps and max(overlaps) >= _ALIKE:
            yield _seen(scene.frame, quad, plates[int(np.argmax(overlaps))])
        elif _shows_none(quad, plates + doubtful):
            yield patch(scene.frame, quad)[0], None
    for plate in plates:
        for _ in range(5):
            yield _seen(scene.frame, _misplaced(plate, rng), plate)
    for lure in scene.lures[:3]:
        quad = _misplaced(lure + 0.5, rng)
        if _shows_none(quad, plates + doubtful):
            yield patch(scene.frame, quad)[0], None
    for _ in range(2):  # anywhere, and beside plates
        wide = math.exp(rng.uniform(math.log(20), math.log(160))) * scale
        x, y = rng.uniform(0, INPUT_WIDTH * scale), rng.uniform(0, scene.frame.shape[0])
        if plates and rng.random() < 0.5:
            beside = rng.choice(plates)
            wide = float(np.ptp(beside[:, 0])) * rng.choice([1, 1, 0.35, 3])
            x = float(beside[:, 0].mean()) + rng.uniform(-1.6, 1.6) * wide
            y = float(beside[:, 1].mean()) + rng.uniform(-1, 1) * wide
        quad = np.array([[-1, -0.5], [1, -0.5], [1, 0.5], [-1, 0.5]]) * wide / 2 + (x, y)
        if _shows_none(quad, plates + doubtful):
            yield patch(scene.frame, quad)[0], None


def _shows_none(quad: np.ndarray, plates: list[np.ndarray]) -> bool:
    return all(overlap(box(quad), box(plate)) < _UNLIKE for plate in plates)


def _seen(frame: np.ndarray, proposal: np.ndarray, plate: np.ndarray):
    image, window = patch(frame, proposal)
    return image, window.to_patch(plate).astype(np.float32)


def _misplaced(plate: np.ndarray, rng: random.Random) -> np.ndarray:
    """A proposal for the plate with the errors that detectors make, now and then large ones."""
    error = rng.choice([0.5, 1.0, 1.8])
    tilt = lean(plate) + math.radians(rng.gauss(0, 3) * error)
    c, s = math.cos(tilt), math.sin(tilt)
    turn = np.array([[c, -s], [s, c]])
    low, high = (plate @ turn).min(0), (plate @ turn).max(0)
    span = high - low
    centre = (low + high) / 2 + span * (rng.gauss(0, 0.05), rng.gauss(0, 0.08)) * error
    span = span * math.exp(rng.gauss(0, 0.1) * error)
    half = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) / 2
    return (centre + half * span) @ turn.T


def varied(block: Block, rng: np.random.Generator) -> Block:
    """The batch as float32, half of it mirrored, light and contrast changed, some of it noisier."""
    patches, kinds, corners = block
    shown, corners = patches.astype(np.float32), corners.copy()
    mirrored = rng.random(len(patches)) < 0.5
    shown[mirrored] = shown[mirrored][:, :, ::-1]
    turned = corners[mirrored]
    turned[:, ::2] = PATCH_WIDTH - turned[:, ::2]
    corners[mirrored] = turned[:, _MIRRORED]
    gain = rng.uniform(0.7, 1.3, (len(patches), 1, 1)).astype(np.float32)
    lift = rng.uniform(-25, 25, (len(patches), 1, 1)).astype(np.float32)
    shown = (shown - 128) * gain + 128 + lift
    return np.clip(shown, 0, 255, out=shown), kinds, corners
