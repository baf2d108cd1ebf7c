"""Harder copies of labelled photographs, to judge networks by when the originals are nearly all read.

`python -m alpr_training.harder KIND LABELS.csv IMAGES OUT` writes images and a labels.csv. Only those photographs are used that may be looked at; a third, by
the hash of the file's name, stays aside. Nothing is ever trained on these images, and OUT must not
lie in the repository.
"""

from __future__ import annotations

import argparse
import csv
import functools
import hashlib
import math
import random
from pathlib import Path

import cv2
import numpy as np

NARROW, WIDE = 46, 70
"""Width in pixels to which cut-out plates are shrunk; plates this small decide in streets."""


def aside(file: str) -> bool:
    """Whether the photograph belongs to the third that nobody looks at before the end."""
    return int(hashlib.sha256(file.encode()).hexdigest(), 16) % 3 == 0


def small_crop(image: np.ndarray, rng: random.Random) -> np.ndarray:
    """A cut-out plate as a far camera saw it and a detector cut it: narrow, a little turned,
    blurred, compressed, its edges not quite those of the plate."""
    rows, columns = image.shape[:2]
    width = rng.uniform(NARROW, WIDE)
    height = width * min(max(rows / columns, 0.4), 0.6)
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    corners[:, 0] *= rng.uniform(0.85, 1)  # seen from the side
    corners[:, 1] *= 1 + (corners[:, 0] / width - 0.5) * rng.gauss(0, 0.06)
    corners[:, 1] += corners[:, 0] * rng.gauss(0, 0.08)
    corners += 10 - corners.min(0)
    size = tuple(int(side) for side in np.ceil(corners.max(0)) + 10)
    wide = cv2.resize(image, (int(width) + 1, int(height) + 1), interpolation=cv2.INTER_AREA)
    seen = _warped(wide, corners, size)
    seen = cv2.GaussianBlur(seen, (0, 0), rng.uniform(0.35, 0.8))
    seen = _compressed(seen, rng.randint(45, 80))
    missed = np.array([[rng.gauss(0, 1), rng.gauss(0, 1)] for _ in range(4)], np.float32)
    corners = corners + missed * [0.012 * width, 0.025 * height]
    target = np.array([[0, 0], [160, 0], [160, 80], [0, 80]], np.float32)
    transform = cv2.getPerspectiveTransform(corners.astype(np.float32) - 0.5, target - 0.5)
    return cv2.warpPerspective(
        seen, transform, (160, 80), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )


def _warped(image: np.ndarray, corners: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    rows, columns = image.shape[:2]
    source = np.array([[0, 0], [columns, 0], [columns, rows], [0, rows]], np.float32) - 0.5
    transform = cv2.getPerspectiveTransform(source, corners.astype(np.float32) - 0.5)
    return cv2.warpPerspective(
        image, transform, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )


def small_scene(
    image: np.ndarray, box: np.ndarray, rng: random.Random
) -> tuple[np.ndarray, np.ndarray]:
    """A street scene at 0.4 to 0.6 of its size, but plates of 38 pixels at least."""
    plate = max(box[2], 1)
    scale = min(1.0, max(rng.uniform(0.4, 0.6), 38 / plate))
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return _compressed(small, rng.randint(65, 85)), box * scale


def turned_scene(
    image: np.ndarray, box: np.ndarray, rng: random.Random
) -> tuple[np.ndarray, np.ndarray]:
    """A street scene rolled by 5 to 14° and seen from the side, narrower by a tenth to a fifth."""
    rows, columns = image.shape[:2]
    angle = math.radians(rng.choice([-1, 1]) * rng.uniform(5, 14))
    c, s, narrow = math.cos(angle), math.sin(angle), rng.uniform(0.8, 0.9)
    centre = np.array([columns / 2, rows / 2])
    turn = np.array([[c, -s], [s, c]]) @ np.diag([narrow, 1.0])
    matrix = np.hstack([turn, (centre - turn @ centre)[:, None]])
    seen = cv2.warpAffine(image, matrix, (columns, rows), borderMode=cv2.BORDER_REPLICATE)
    x, y, width, height = box
    corners = np.array([[x, y], [x + width, y], [x + width, y + height], [x, y + height]])
    corners = corners @ turn.T + matrix[:, 2]
    low, high = corners.min(0), corners.max(0)
    return _compressed(seen, rng.randint(70, 88)), np.concatenate([low, high - low])


def rolled_scene(
    image: np.ndarray, box: np.ndarray, rng: random.Random, degrees: float
) -> tuple[np.ndarray, np.ndarray]:
    """A street scene seen by a camera that hangs askew, by so many degrees either way; larger, so
    that nothing is cut off."""
    rows, columns = image.shape[:2]
    angle = math.radians(rng.choice([-1, 1]) * degrees)
    c, s = math.cos(angle), math.sin(angle)
    turn = np.array([[c, -s], [s, c]])
    size = np.ceil(np.abs(turn) @ [columns, rows])
    matrix = np.hstack([turn, (size / 2 - turn @ [columns / 2, rows / 2])[:, None]])
    seen = cv2.warpAffine(
        image, matrix, tuple(int(side) for side in size), flags=cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_REPLICATE,
    )  # fmt: skip
    x, y, width, height = box
    corners = np.array([[x, y], [x + width, y], [x + width, y + height], [x, y + height]])
    corners = corners @ turn.T + matrix[:, 2]
    low, high = corners.min(0), corners.max(0)
    return _compressed(seen, 92), np.concatenate([low, high - low])


def moving_scene(
    image: np.ndarray, box: np.ndarray, rng: random.Random, percent: float
) -> tuple[np.ndarray, np.ndarray]:
    """A street scene smeared along the road by so much of the plate's width."""
    length = max(1, round(box[2] * percent / 100))
    smeared = cv2.blur(image, (length, 1), borderType=cv2.BORDER_REPLICATE)
    return _compressed(smeared, 92), box


def _compressed(image: np.ndarray, quality: int) -> np.ndarray:
    return cv2.imdecode(
        cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])[1], cv2.IMREAD_COLOR
    )


SCENES = {
    "small-scenes": small_scene,
    "turned-scenes": turned_scene,
    **{f"rolled-{roll}": functools.partial(rolled_scene, degrees=roll) for roll in (10, 20, 30)},
    **{f"moving-{share}": functools.partial(moving_scene, percent=share) for share in (4, 7)},
}
"""Each makes an image and the plate's box (x, y, width, height) from such, at random."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    kinds = ("same-scenes", "same-crops", "small-crops", *SCENES)
    parser.add_argument("kind", choices=kinds)
    parser.add_argument("labels", type=Path)
    parser.add_argument("images", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    with arguments.labels.open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if not aside(row["file"])]
    for row in rows:
        rng = random.Random(row["file"] + arguments.kind)
        source = arguments.images / row["file"]
        if arguments.kind.startswith("same"):
            (arguments.out / row["file"]).write_bytes(source.read_bytes())
            continue
        image = cv2.imread(str(source))
        if arguments.kind == "small-crops":
            image = small_crop(image, rng)
        else:
            box = np.array([float(row[k]) for k in ("x", "y", "width", "height")])
            image, box = SCENES[arguments.kind](image, box, rng)
            row.update(zip(("x", "y", "width", "height"), (f"{v:.0f}" for v in box)))
        row["file"] = Path(row["file"]).stem + ".png"
        cv2.imwrite(str(arguments.out / row["file"]), image)
    with (arguments.out / "labels.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
