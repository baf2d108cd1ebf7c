"""How a camera sees a painted plate, and how the pipeline then cuts it out.

`photograph` does what happens to a real plate, in that order: it hangs tilted in its surroundings,
light falls on it, the lens blurs, the sensor samples it at some tens of pixels' width, noise and
JPEG follow. `cut_out` does what detector and rectifier do, with their errors.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

import cv2
import numpy as np

READER_WIDTH, READER_HEIGHT = 160, 48
MARGIN_X, MARGIN_Y = 0.04, 0.06
"""Share of the reader's input left and right, above and below, that lies outside the plate."""

_SURROUND = 1.3
"""Size of a photograph relative to the plate's own."""


@dataclass(frozen=True)
class Photograph:
    """A small photograph of a plate and its near surroundings."""

    image: np.ndarray
    """uint8 [rows, columns], grey."""
    corners: np.ndarray
    """float32 [4, 2]: top left, top right, bottom right, bottom left, in pixels."""


class Camera:
    """Takes photographs of plates under all the conditions a street offers."""

    def __init__(self, seed: int):
        self.rng = random.Random(seed)
        self.noise = np.random.default_rng(seed)
        self._clouds = [
            self.noise.random((self.rng.randint(2, 7), self.rng.randint(2, 9)), np.float32) - 0.5
            for _ in range(60)
        ]
        self._grain = [self.noise.standard_normal((130, 250), np.float32) for _ in range(16)]

    def photograph(self, plate: np.ndarray) -> Photograph:
        """A photograph of a plate given as uint8 [160, 320]."""
        rng = self.rng
        width = self._plate_width()
        aspect = rng.choices([2.0, rng.uniform(1.5, 2.4)], [3, 1])[0]
        height = width / aspect
        corners, size = self._pose(width, height)
        image = self._surroundings(size)
        self._hang(image, plate, corners, width, height)
        image = self._light(image)
        image = self._lens(image, width)
        return Photograph(self._develop(image), corners)

    def _plate_width(self) -> float:
        """Pixels between the plate's sides: small ones, which are hard, are seen most often."""
        rng = self.rng
        kind = rng.random()
        if kind < 0.45:
            return math.exp(rng.uniform(math.log(42), math.log(74)))
        if kind < 0.85:
            return math.exp(rng.uniform(math.log(44), math.log(115)))
        return math.exp(rng.uniform(math.log(38), math.log(190)))

    def _pose(self, width: float, height: float) -> tuple[np.ndarray, tuple[int, int]]:
        """Corners of the plate in its photograph, and the photograph's (columns, rows)."""
        rng = self.rng
        half = np.array(
            [[-width, -height], [width, -height], [width, height], [-width, height]], np.float64
        )
        half /= 2
        half[:, 0] *= rng.choice([1, 1, 1, rng.uniform(0.7, 1)])  # seen from the side
        half[:, 1] *= 1 + half[:, 0] / width * rng.gauss(0, 0.08)  # and so nearer at one end
        half[:, 0] *= 1 + half[:, 1] / height * rng.gauss(0, 0.05)
        half[:, 1] += half[:, 0] * rng.gauss(0, rng.choice([0.02, 0.08]))
        half[:, 0] += half[:, 1] * rng.gauss(0, rng.choice([0.03, 0.1]))
        turn = math.radians(max(-32, min(32, rng.gauss(0, rng.choice([1.5, 3, 7])))))
        c, s = math.cos(turn), math.sin(turn)
        half = half @ np.array([[c, s], [-s, c]])
        span = half.max(0) - half.min(0)
        size = np.ceil(span * _SURROUND).astype(int) + 6
        corners = half - half.min(0) + (size - span) / 2
        return corners.astype(np.float32), (int(size[0]), int(size[1]))

    def _surroundings(self, size: tuple[int, int]) -> np.ndarray:
        """Bodywork, bumper, recess and frame around the plate, float32 0 to 1."""
        rng = self.rng
        columns, rows = size
        image = np.full((rows, columns), rng.uniform(0, 0.9), np.float32)
        if rng.random() < 0.7:
            cloud = cv2.resize(rng.choice(self._clouds), size, interpolation=cv2.INTER_CUBIC)
            image += cloud * rng.uniform(0, 0.7)
        for _ in range(rng.choice([0, 1, 2, 3])):
            start = (rng.randint(0, columns), rng.randint(0, rows))
            if rng.random() < 0.5:
                end = (columns - start[0], start[1] + rng.randint(-3, 3))
                cv2.line(image, start, end, rng.random(), rng.randint(1, 6), cv2.LINE_AA)
            else:
                end = (rng.randint(0, columns), rng.randint(0, rows))
                cv2.rectangle(image, start, end, rng.random(), -1)
        return image

    def _hang(self, image, plate, corners, width: float, height: float) -> None:
        rng = self.rng
        size = (max(8, round(width)), max(6, round(height)))
        small = cv2.resize(plate, size, interpolation=cv2.INTER_AREA).astype(np.float32)
        small *= 1 / 255
        if rng.random() < 0.45:  # a frame around the plate, or its shadow
            quad = _grown(corners, rng.uniform(1.02, 1.16), rng.uniform(1.02, 1.25))
            shade = rng.uniform(0, 0.25) if rng.random() < 0.75 else rng.random()
            cv2.fillPoly(image, [quad.astype(np.int32)], shade, cv2.LINE_AA)
        columns, rows = size
        # Pixel centres lie at whole numbers, so the plate's outer edge lies half a pixel outside.
        source = np.array(
            [[-0.5, -0.5], [columns - 0.5, -0.5], [columns - 0.5, rows - 0.5], [-0.5, rows - 0.5]],
            np.float32,
        )
        transform = cv2.getPerspectiveTransform(source, corners)
        cv2.warpPerspective(
            small, transform, (image.shape[1], image.shape[0]), dst=image,
            flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_TRANSPARENT,
        )  # fmt: skip
        if rng.random() < 0.1:  # tow ball, cable, twig, mud
            x, y = corners.min(0) + (corners.max(0) - corners.min(0)) * [rng.random(), rng.random()]
            radius = width * rng.uniform(0.015, 0.05)
            if rng.random() < 0.6:
                cv2.circle(image, (int(x), int(y)), max(1, int(radius)), rng.random(), -1)
            else:
                end = (
                    int(x + rng.uniform(-0.3, 0.3) * width),
                    int(y + rng.uniform(-1, 1) * height),
                )
                shade = rng.uniform(0, 0.5)
                cv2.line(image, (int(x), int(y)), end, shade, max(1, int(radius * 0.7)))

    def _light(self, image: np.ndarray) -> np.ndarray:
        """Uneven light, cast shadow, glare."""
        rng = self.rng
        rows, columns = image.shape
        if rng.random() < 0.35:
            cloud = cv2.resize(
                rng.choice(self._clouds), (columns, rows), interpolation=cv2.INTER_CUBIC
            )
            image = image * (1 + cloud * rng.uniform(0, 1)) + cloud * rng.uniform(0, 0.3)
        if rng.random() < 0.16:  # a straight shadow across it
            a, b = rng.uniform(0, rows), rng.uniform(0, rows)
            shadow = np.array([[0, a], [columns, b], [columns, 0], [0, 0]], np.int32)
            dimmed = np.ones_like(image)
            cv2.fillPoly(dimmed, [shadow], rng.uniform(0.35, 0.85))
            image = image * (dimmed if rng.random() < 0.6 else dimmed[::-1])
        if rng.random() < 0.06:
            centre = (rng.randint(0, columns), rng.randint(0, rows))
            glare = np.zeros_like(image)
            cv2.circle(glare, centre, max(2, int(rows * rng.uniform(0.1, 0.3))), 1.0, -1)
            image = image + cv2.blur(glare, (max(3, rows // 2),) * 2) * rng.uniform(0.2, 1)
        return image

    def _lens(self, image: np.ndarray, width: float) -> np.ndarray:
        """Defocus, movement, sharpening, as far as a plate of that width stays legible."""
        rng = self.rng
        kind = rng.random()
        if kind < 0.4:
            image = cv2.GaussianBlur(image, (0, 0), 0.2 + rng.uniform(0, 0.8) * width / 100)
        elif kind < 0.48:
            image = cv2.GaussianBlur(image, (0, 0), 0.2 + rng.uniform(0.8, 1.3) * width / 100)
        elif kind < 0.66:
            longest = rng.choice([0.04, 0.075, 0.11])
            image = cv2.filter2D(image, -1, self._path(rng.uniform(0.01, longest) * width))
        if rng.random() < 0.25:
            soft = cv2.GaussianBlur(image, (0, 0), rng.uniform(0.8, 1.5))
            image = image + (image - soft) * rng.uniform(0.3, 1.5)
        return image

    def _path(self, length: float) -> np.ndarray:
        """What a point smears to over `length` pixels while the shutter is open: mostly along the
        road, now and then along the drive over a kerb."""
        rng = self.rng
        along = 0 if rng.random() < 0.75 else 90
        angle = math.radians(along + rng.gauss(0, 10))
        fine, side = 8, 2 * math.ceil(length / 2) + 3
        middle = side * fine / 2 - 0.5
        x, y = (length * fine / 2 * f(angle) for f in (math.cos, math.sin))
        drawn = np.zeros((side * fine, side * fine), np.float32)
        ends = [(round(middle - x), round(middle - y)), (round(middle + x), round(middle + y))]
        cv2.line(drawn, *ends, 1.0, fine)
        path = cv2.resize(drawn, (side, side), interpolation=cv2.INTER_AREA)
        return path / path.sum()

    def _develop(self, image: np.ndarray) -> np.ndarray:
        """Exposure, gamma, noise, compression."""
        rng = self.rng
        low, high = rng.uniform(0, 0.3), rng.uniform(0.6, 1.15)
        kind = rng.random()
        if kind < 0.1:  # dusk, or in the shade of a bright street
            low, high = rng.uniform(0, 0.12), rng.uniform(0.14, 0.4)
        elif kind < 0.18:  # its own headlights or a flash: white runs into the strokes
            low, high = rng.uniform(0, 0.4), rng.uniform(1.15, 1.9)
        image = low + np.clip(image, 0, 1) ** rng.uniform(0.6, 1.6) * (high - low)
        if rng.random() < 0.5:
            grain = rng.choice(self._grain)
            rows, columns = image.shape
            x, y = rng.randint(0, 20), rng.randint(0, 12)
            grain = grain[y : y + rows, x : x + columns]
            if grain.shape == image.shape:
                image = image + grain * (rng.uniform(0, 0.05) * (high - low))
        developed = np.clip(image * 255, 0, 255).astype(np.uint8)
        if rng.random() < 0.6:
            quality = [cv2.IMWRITE_JPEG_QUALITY, rng.randint(20, 90)]
            developed = cv2.imdecode(cv2.imencode(".jpg", developed, quality)[1], 0)
        return developed

    def cut_out(self, photograph: Photograph) -> np.ndarray:
        """The reader's input, uint8 [48, 160], with the errors detectors make."""
        rng, corners = self.rng, photograph.corners
        kind = rng.random()
        edge = corners[1] - corners[0]
        if kind < 0.25 and abs(edge[1]) < 0.15 * abs(edge[0]):  # a box that knows no tilt
            low, high = corners.min(0), corners.max(0)
            corners = np.array([low, [high[0], low[1]], high, [low[0], high[1]]], np.float32)
        span = np.hypot(*(corners[1] - corners[0])), np.hypot(*(corners[3] - corners[0]))
        error = rng.choice([0.5, 1.0, 2.0])
        shift = self.noise.normal(0, 1, (4, 2)) * [span[0] * 0.01, span[1] * 0.025] * error
        corners = corners + shift
        mx, my = MARGIN_X, MARGIN_Y
        if kind < 0.55:  # cut by hand, or along a frame, or too tight
            left, right = rng.uniform(-0.05, 0.13), rng.uniform(-0.05, 0.13)
            above, below = rng.uniform(-0.1, 0.2), rng.uniform(-0.1, 0.2)
        else:
            left = right = mx / (1 - 2 * mx)
            above = below = my / (1 - 2 * my)
            left, right = left + rng.gauss(0, 0.015), right + rng.gauss(0, 0.015)
            above, below = above + rng.gauss(0, 0.04), below + rng.gauss(0, 0.04)
        x0, x1 = left / (1 + left + right), (1 + left) / (1 + left + right)
        y0, y1 = above / (1 + above + below), (1 + above) / (1 + above + below)
        target = np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]], np.float32)
        target = target * [READER_WIDTH, READER_HEIGHT] - 0.5
        transform = cv2.getPerspectiveTransform(
            corners.astype(np.float32), target.astype(np.float32)
        )
        return cv2.warpPerspective(
            photograph.image, transform, (READER_WIDTH, READER_HEIGHT),
            flags=rng.choice([cv2.INTER_LINEAR, cv2.INTER_CUBIC, cv2.INTER_CUBIC]),  # as the product
            borderMode=cv2.BORDER_REPLICATE,
        )  # fmt: skip


def _grown(corners: np.ndarray, wider: float, taller: float) -> np.ndarray:
    """The quad, larger about its centre along its own sides."""
    centre = corners.mean(0)
    along = (corners[1] + corners[2] - corners[0] - corners[3]) / 4
    across = (corners[2] + corners[3] - corners[0] - corners[1]) / 4
    signs = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]])
    return centre + signs[:, :1] * along * wider + signs[:, 1:] * across * taller
