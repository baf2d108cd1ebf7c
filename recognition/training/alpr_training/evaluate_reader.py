"""Reads cut-out plates and prints how many are right.

`python -m alpr_training.evaluate_reader CHECKPOINT LABELS.csv IMAGES [--failures FILE.png]`.
With x, y, width and height among the labels the box is cut out first. For judging a run only:
nothing is ever trained on these images.
"""

from __future__ import annotations

import argparse
import csv
from pathlib import Path

import cv2
import numpy as np
import torch

from alpr_training.camera import READER_HEIGHT, READER_WIDTH
from alpr_training.decode import read
from alpr_training.reader_net import ReaderNet
from alpr_training.train_reader import greedy


def cut(image: np.ndarray, row: dict[str, str], margin: float) -> np.ndarray:
    """The labelled box, or the whole image, as the reader wants it: uint8 [48, 160]."""
    rows, columns = image.shape
    x0, y0, x1, y1 = 0.0, 0.0, float(columns), float(rows)
    if "x" in row:
        x, y, width, height = (float(row[k]) for k in ("x", "y", "width", "height"))
        x0, x1 = x - margin * width, x + width * (1 + margin)
        y0, y1 = y - margin * height, y + height * (1 + margin)
    image = image[max(0, int(y0)) : int(y1) + 1, max(0, int(x0)) : int(x1) + 1]
    shrinks = image.shape[1] > READER_WIDTH
    method = cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR
    return cv2.resize(image, (READER_WIDTH, READER_HEIGHT), interpolation=method)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("labels", type=Path)
    parser.add_argument("images", type=Path)
    parser.add_argument("--margin", type=float, default=0.08, help="around labelled boxes")
    parser.add_argument("--failures", type=Path)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    net = ReaderNet()
    net.load_state_dict(torch.load(arguments.checkpoint, map_location="cpu")["average"])
    net.eval()
    with arguments.labels.open(newline="") as file:
        rows = list(csv.DictReader(file))
    crops = [
        cut(cv2.imread(str(arguments.images / row["file"]), 0), row, arguments.margin)
        for row in rows
    ]
    with torch.no_grad():
        logits = net(torch.from_numpy(np.stack(crops)).float()[:, None])
    texts = [row["plate"].upper().replace(" ", "").replace("-", "") for row in rows]
    right = sum(a == b for a, b in zip(greedy(logits), texts))
    log = logits.log_softmax(2).numpy()
    read_all = [read(steps) for steps in log]
    wrong = [i for i, (text, _) in enumerate(read_all) if text != texts[i]]
    print(
        f"{len(rows)} images: greedy {100 * right / len(rows):.1f} %, "
        f"beam and prior {100 * (1 - len(wrong) / len(rows)):.1f} %"
    )
    print(" ".join(f"{texts[i]}>{read_all[i][0]}({read_all[i][1]:.2f})" for i in wrong))
    if arguments.failures and wrong:
        tiles = []
        for i in wrong:
            tile = np.zeros((READER_HEIGHT * 2 + 16, READER_WIDTH * 2), np.uint8)
            tile[: READER_HEIGHT * 2] = cv2.resize(crops[i], None, fx=2, fy=2)
            label = f"{texts[i]} > {read_all[i][0]}"
            cv2.putText(tile, label, (2, tile.shape[0] - 4), 0, 0.45, 255, 1, cv2.LINE_AA)
            tiles.append(tile)
        while len(tiles) % 5:
            tiles.append(np.zeros_like(tiles[0]))
        lines = [np.hstack(tiles[i : i + 5]) for i in range(0, len(tiles), 5)]
        cv2.imwrite(str(arguments.failures), np.vstack(lines))


if __name__ == "__main__":
    main()
