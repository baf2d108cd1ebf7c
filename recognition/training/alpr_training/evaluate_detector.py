"""Measures detector and refiner on labelled photographs, on one core.

`python -m alpr_training.evaluate_detector --images DIR --labels labels.csv [--empty DIR]`. Labels
have the columns file, x, y, width, height; one plate of each image is labelled.
"""

from __future__ import annotations

import argparse
import csv
import time
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np
import onnxruntime

from alpr_training.export_detector import RESOURCES
from alpr_training.proposals import box, detector_input, overlap, patch, peaks

BANDS = ((0, 30), (30, 45), (45, 70), (70, 1000))
"""Widths of labelled plates at the detector's input, in pixels."""
PLAUSIBLE = 0.5
"""Score from which a proposal counts as a plate."""


@dataclass
class Finding:
    """What was found in one image; best first."""

    truth: tuple[float, float, float, float]
    width_at_input: float
    raw: list[tuple[float, np.ndarray]]
    refined: list[tuple[float, np.ndarray]]
    times: dict[str, float] = field(default_factory=dict)


class Pipeline:
    """Detector and, if given, refiner."""

    def __init__(self, detector: Path, refiner: Path | None, threads: int = 1):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = threads
        self._detector = onnxruntime.InferenceSession(str(detector), options)
        self._refiner = onnxruntime.InferenceSession(str(refiner), options) if refiner else None

    def find(self, frame: np.ndarray):
        """Proposals raw and refined, in frame pixels, and processor seconds of each stage."""
        begun = time.process_time()
        image, scale = detector_input(frame)
        heat, corners = self._detector.run(None, {"image": image})
        raw = [(score, quad / scale) for score, quad in peaks(heat[0, 0], corners[0])]
        detected = time.process_time()
        refined = self.refine(frame, raw) if self._refiner else raw
        return raw, refined, (detected - begun, time.process_time() - detected)

    def refine(self, frame: np.ndarray, raw):
        """The proposals with better corners; scores are the product of both networks'."""
        if not raw:
            return []
        cuts = [patch(frame, quad) for _, quad in raw]
        patches = np.stack([image for image, _ in cuts])[:, None].astype(np.float32)
        plates, corners = self._refiner.run(None, {"patches": patches})
        refined = []
        for (score, _), (_, window), plate, quad in zip(raw, cuts, plates, corners):
            quad = window.to_frame(quad.reshape(4, 2))
            if all(overlap(box(quad), box(other)) < 0.4 for _, other in refined):
                refined.append((float(np.sqrt(score * plate[0])), quad))
        return sorted(refined, key=lambda each: -each[0])


def summary(findings: list[Finding], which: str) -> str:
    """One line of figures for the raw or the refined proposals."""
    best3, best5, top3, ious, false = [], [], [], [], 0
    for finding in findings:
        proposals = getattr(finding, which)
        overlaps = [overlap(box(quad), finding.truth) for _, quad in proposals]
        best3.append(bool(overlaps) and overlaps[0] >= 0.3)
        best5.append(bool(overlaps) and overlaps[0] >= 0.5)
        top3.append(any(o >= 0.3 for o in overlaps[:3]))
        if overlaps and max(overlaps) >= 0.3:
            ious.append(max(overlaps))
        false += sum(s >= PLAUSIBLE and o < 0.1 for (s, _), o in zip(proposals, overlaps))
    count = len(findings)
    line = f"{which:8s} best IoU>=.3 {100 * np.mean(best3):5.1f}  >=.5 {100 * np.mean(best5):5.1f}"
    line += f"  top-3 {100 * np.mean(top3):5.1f}  mean IoU {np.mean(ious):.3f}"
    line += f"  others above {PLAUSIBLE}: {false / count:.2f} an image |"
    for low, high in BANDS:
        inside = [b for b, f in zip(best3, findings) if low <= f.width_at_input < high]
        if inside:
            line += f" {low}-{high}px {100 * np.mean(inside):.0f} ({len(inside)})"
    return line


def edges(findings: list[Finding], which: str) -> str:
    """Bias and spread of each edge against the labels, in percent of the box's width or height."""
    rows = []
    for finding in findings:
        x0, y0, x1, y1 = finding.truth
        matched = [
            box(q) for _, q in getattr(finding, which) if overlap(box(q), finding.truth) > 0.3
        ]
        if matched:
            a, b, c, d = matched[0]
            rows.append(
                (
                    (a - x0) / (x1 - x0),
                    (b - y0) / (y1 - y0),
                    (c - x1) / (x1 - x0),
                    (d - y1) / (y1 - y0),
                )
            )
    errors = 100 * np.array(rows)
    middle = np.median(errors, 0)
    spread = np.percentile(np.abs(errors - middle), 80, axis=0)
    line = f"{which:8s} left, top, right, bottom: bias {middle.round(1)} %"
    return f"{line}, 80 % within {spread.round(1)} %"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--detector", type=Path, default=RESOURCES / "detector.onnx")
    parser.add_argument("--refiner", type=Path)
    parser.add_argument("--images", type=Path, required=True)
    parser.add_argument("--labels", type=Path, required=True)
    parser.add_argument("--empty", type=Path, help="folder of frames without any plate")
    parser.add_argument("--misses", action="store_true", help="names the images missed")
    arguments = parser.parse_args()
    cv2.setNumThreads(1)
    pipeline = Pipeline(arguments.detector, arguments.refiner)
    findings = []
    with arguments.labels.open() as lines:
        for row in csv.DictReader(lines):
            frame = cv2.imread(str(arguments.images / row["file"]), cv2.IMREAD_GRAYSCALE)
            x, y, w, h = (float(row[name]) for name in ("x", "y", "width", "height"))
            raw, refined, times = pipeline.find(frame)
            _, scale = detector_input(frame)
            finding = Finding((x, y, x + w, y + h), w * scale, raw, refined)
            finding.times = dict(zip(("detect", "refine"), times))
            findings.append(finding)
            overlaps = [overlap(box(q), finding.truth) for _, q in refined]
            if arguments.misses and not (overlaps and overlaps[0] >= 0.3):
                found = [f"{s:.2f}/{o:.2f}" for (s, _), o in zip(refined, overlaps)]
                print(f"missed {row['file']}, {w * scale:.0f} px at input: score/IoU {found}")
    for which in ("raw", "refined") if arguments.refiner else ("raw",):
        print(summary(findings, which))
        print(edges(findings, which))
    for stage in ("detect", "refine"):
        middle = 1000 * np.median([finding.times[stage] for finding in findings])
        print(f"{stage}: median {middle:.1f} ms of processor time")
    if arguments.empty:
        files = sorted(arguments.empty.glob("*.jpg"))
        scores = []
        for file in files:
            frame = cv2.imread(str(file), cv2.IMREAD_GRAYSCALE)
            scores += [score for score, _ in pipeline.find(frame)[1]]
        above = {level: sum(s >= level for s in scores) for level in (0.3, 0.5, 0.7)}
        print(f"{len(files)} empty frames, proposals scoring at least: {above}")


if __name__ == "__main__":
    main()
