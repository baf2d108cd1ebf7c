"""Reads labelled photographs and prints how many plates are right, and the mean loss on the truth.

`python -m alpr_training.evaluate_reader READER… --labels LABELS.csv --images DIR`. A reader is a
checkpoint or an ONNX file; several are read side by side, as if each were another view of the
plate. With x, y, width and height among the labels the detector and the refiner of the product find
the plate; otherwise the picture is the plate. For judging a run only: nothing is ever trained on
these images.

The loss is the negative logarithm of the true text's probability before any prior, at most
MOST_LOSS, where O and 0 are one character: nobody can tell them apart on most plates. It moves
where the number of right plates does not.
"""

from __future__ import annotations

import argparse
import csv
import math
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import onnxruntime
import torch
import torch.nn.functional as F

from alpr_training.camera import READER_HEIGHT, READER_WIDTH
from alpr_training.characters import ALPHABET, BLANK, LONGEST, encode
from alpr_training.decode import read
from alpr_training.evaluate_detector import Pipeline
from alpr_training.export_detector import RESOURCES
from alpr_training.proposals import box, overlap
from alpr_training.reader_net import ReaderNet
from alpr_training.views import views, whole

MOST_LOSS = 8.0
_TOUCHES = 0.2
"""Overlap with the label from which a proposal is taken for the labelled plate."""

Reader = Callable[[np.ndarray], np.ndarray]
"""From images uint8 [N, 48, 160] to log probabilities float32 [N, steps, classes]."""


def load(file: Path) -> Reader:
    """A reader of a checkpoint or of an ONNX file."""
    if file.suffix == ".onnx":
        session = onnxruntime.InferenceSession(str(file))
        return lambda images: np.log(
            session.run(None, {"plates": images[:, None].astype(np.float32)})[0] + 1e-12
        )
    net = ReaderNet()
    net.load_state_dict(torch.load(file, map_location="cpu")["average"])
    net.eval()

    @torch.no_grad()
    def spell(images: np.ndarray) -> np.ndarray:
        return net(torch.from_numpy(images).float()[:, None]).log_softmax(2).numpy()

    return spell


def corners(pipeline: Pipeline, frame: np.ndarray, row: dict[str, str]) -> np.ndarray:
    """Where the labelled plate is: as found, or as labelled where it was not found."""
    if "x" not in row:
        return whole(frame)
    x, y, width, height = (float(row[k]) for k in ("x", "y", "width", "height"))
    truth = (x, y, x + width, y + height)
    for _, quad in pipeline.find(frame)[1]:
        if overlap(box(quad), truth) >= _TOUCHES:
            return quad
    return np.array([[x, y], [x + width, y], [x + width, y + height], [x, y + height]])


def loss(logs: np.ndarray, text: str) -> float:
    """Of log probabilities [views, steps, classes] on the true text, 0 to MOST_LOSS."""
    if len(text) > LONGEST:
        return MOST_LOSS
    zero, letter = ALPHABET.index("0") + 1, ALPHABET.index("O") + 1
    merged = logs.copy()
    merged[..., zero] = np.logaddexp(logs[..., zero], logs[..., letter])
    merged[..., letter] = -1e3
    classes = encode(text.replace("O", "0"))
    targets = torch.from_numpy(classes[classes > BLANK].astype(np.int64)).repeat(len(logs), 1)
    lengths = torch.full((len(logs),), targets.shape[1])
    steps = torch.full((len(logs),), logs.shape[1])
    each = F.ctc_loss(
        torch.from_numpy(merged).transpose(0, 1), targets, steps, lengths, BLANK, reduction="none"
    )
    return min(MOST_LOSS, -math.log(float(torch.exp(-each).mean()) + 1e-12))


def tiles(plates: list[tuple[np.ndarray, str]]) -> np.ndarray:
    """A picture of plates uint8 [48, 160], five in a row, each over its caption."""
    painted = []
    for plate, caption in plates:
        tile = np.zeros((READER_HEIGHT * 2 + 16, READER_WIDTH * 2), np.uint8)
        tile[: READER_HEIGHT * 2] = cv2.resize(plate, None, fx=2, fy=2)
        cv2.putText(tile, caption, (2, tile.shape[0] - 4), 0, 0.45, 255, 1, cv2.LINE_AA)
        painted.append(tile)
    while len(painted) % 5:
        painted.append(np.zeros_like(painted[0]))
    return np.vstack([np.hstack(painted[i : i + 5]) for i in range(0, len(painted), 5)])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("readers", type=Path, nargs="+")
    parser.add_argument("--labels", type=Path, required=True)
    parser.add_argument("--images", type=Path, required=True)
    parser.add_argument("--failures", type=Path, help="a picture of the plates read wrong")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    with arguments.labels.open(newline="") as file:
        rows = list(csv.DictReader(file))
    texts = [row["plate"].upper().replace(" ", "").replace("-", "") for row in rows]
    pipeline = Pipeline(RESOURCES / "detector.onnx", RESOURCES / "refiner.onnx")
    frames = (cv2.imread(str(arguments.images / row["file"]), cv2.IMREAD_GRAYSCALE) for row in rows)
    cut = np.stack([views(f, corners(pipeline, f, row)) for f, row in zip(frames, rows)])
    count, each = cut.shape[:2]
    flat = cut.reshape(count * each, READER_HEIGHT, READER_WIDTH)
    logs = [load(file)(flat) for file in arguments.readers]
    seen = np.concatenate([log.reshape(count, each, *log.shape[1:]) for log in logs], 1)
    said = [read(plate)[0] for plate in seen]
    lost = [loss(plate, text) for plate, text in zip(seen, texts)]
    wrong = [i for i in range(count) if said[i] != texts[i]]
    print(f"{count - len(wrong)} of {count} right, mean loss {np.mean(lost):.3f}")
    print(" ".join(f"{texts[i]}>{said[i]}({lost[i]:.1f})" for i in wrong))
    if arguments.failures and wrong:
        picture = tiles([(cut[i, 0], f"{texts[i]} > {said[i]}") for i in wrong])
        cv2.imwrite(str(arguments.failures), picture)


if __name__ == "__main__":
    main()
