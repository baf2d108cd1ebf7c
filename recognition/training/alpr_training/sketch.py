"""Drawing in units of a plate's width, into a layer that is later hung into a scene."""

from __future__ import annotations

import random
from collections.abc import Sequence

import cv2
import numpy as np

from alpr_training import ornaments

_FRACTION_BITS = 4
_ONE = 1 << _FRACTION_BITS


def shade(value: float) -> int:
    """The value as a grey of 0 to 255."""
    return int(min(255.0, max(0.0, value)))


def rounded(points: Sequence[Sequence[float]], times: int = 2) -> np.ndarray:
    """The closed polygon with its corners cut again and again, as Chaikin does."""
    ring = np.asarray(points, np.float64)
    for _ in range(times):
        following = np.roll(ring, -1, axis=0)
        near, far = 0.8 * ring + 0.2 * following, 0.2 * ring + 0.8 * following
        ring = np.stack([near, far], 1).reshape(-1, 2)
    return ring


class Lettering:
    """Words of all kinds, painted once, to be set at any size."""

    def __init__(self, rng: random.Random, count: int = 120):
        """Paints `count` words, as masks of uint8."""
        self._rng = rng
        self._masks = []
        for _ in range(count):
            kind = rng.random()
            if kind < 0.6:
                texts = ornaments.STATES + ornaments.SLOGANS + ornaments.FRAME_TEXTS
                self._masks.append(ornaments.lettering(rng, texts))
            else:
                self._masks.append(_word(rng))
        self._legends = [ornaments.legend(rng) for _ in range(count)]

    def any(self) -> np.ndarray:
        """A word, uint8 [rows, columns], 255 where there is ink."""
        return self._rng.choice(self._masks)

    def capitals(self) -> np.ndarray:
        """A word or a number as a road sign has them, in the manner of a serial."""
        return self._rng.choice(self._legends)


def _word(rng: random.Random) -> np.ndarray:
    """Random characters in one of OpenCV's stroke fonts: numbers, brands, telephone numbers."""
    alphabet = rng.choice(["0123456789", "ABCDEFGHIJKLMNOPRSTUVWXY", "abcdefghijklmnopqrstuvwxyz"])
    text = "".join(rng.choice(alphabet) for _ in range(rng.randint(1, 10)))
    if rng.random() < 0.2:
        text = f"{rng.randint(200, 999)}-{rng.randint(200, 999)}-{rng.randint(1000, 9999)}"
    mask = np.zeros((44, 30 * len(text) + 12), np.uint8)
    font = rng.choice([cv2.FONT_HERSHEY_SIMPLEX, cv2.FONT_HERSHEY_DUPLEX, cv2.FONT_HERSHEY_TRIPLEX])
    cv2.putText(mask, text, (5, 34), font, 1.15, 255, rng.randint(2, 5), cv2.LINE_AA)
    used = np.flatnonzero(mask.max(0))
    return np.ascontiguousarray(mask[:, used[0] : used[-1] + 1])


class Sketch:
    """A layer with its own coordinates: `unit` pixels to the plate's width, any origin."""

    def __init__(
        self, image: np.ndarray, mask: np.ndarray | None, origin: tuple[float, float], unit: float
    ):
        """Draws into `image`, uint8; what `solid` draws is noted in `mask`, if there is one."""
        self.image = image
        self.mask = mask
        self.unit = unit
        self.origin = origin

    def _pixels(self, points: Sequence[Sequence[float]]) -> np.ndarray:
        unit, (x, y) = self.unit * _ONE, (self.origin[0] * _ONE, self.origin[1] * _ONE)
        # Plain Python: for a handful of points several times as fast as NumPy.
        return np.array([(round(p * unit + x), round(q * unit + y)) for p, q in points], np.int32)

    def pixels(self, points: Sequence[Sequence[float]]) -> np.ndarray:
        """The points in pixels of the layer, float64 [n, 2]."""
        return self._pixels(points) / _ONE

    def solid(self, points: Sequence[Sequence[float]], value: float) -> None:
        """A filled polygon that belongs to the vehicle's silhouette."""
        pixels = [self._pixels(points)]
        cv2.fillPoly(self.image, pixels, shade(value), cv2.LINE_AA, _FRACTION_BITS)
        if self.mask is not None:
            cv2.fillPoly(self.mask, pixels, 255, cv2.LINE_AA, _FRACTION_BITS)

    def polygon(self, points: Sequence[Sequence[float]], value: float) -> None:
        cv2.fillPoly(self.image, [self._pixels(points)], shade(value), cv2.LINE_AA, _FRACTION_BITS)

    def box(self, x0: float, y0: float, x1: float, y1: float, value: float) -> None:
        self.polygon([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], value)

    def line(self, points: Sequence[Sequence[float]], value: float, thickness: float) -> None:
        """An open line; `thickness` in plate widths, at least a pixel."""
        width = max(1, round(thickness * self.unit))
        cv2.polylines(
            self.image, [self._pixels(points)], False, shade(value), width, cv2.LINE_AA,
            _FRACTION_BITS,
        )  # fmt: skip

    def oval(
        self, x: float, y: float, a: float, b: float, value: float, thickness: float = -1,
        angle: float = 0, solid: bool = False,
    ) -> None:  # fmt: skip
        """An ellipse with half axes `a` and `b`; filled unless a thickness is given."""
        centre = self._pixels([(x, y)])[0]
        axes = (max(_ONE, int(a * self.unit * _ONE)), max(_ONE, int(b * self.unit * _ONE)))
        width = -1 if thickness < 0 else max(1, round(thickness * self.unit))
        targets = [(self.image, shade(value))]
        if solid and self.mask is not None:
            targets.append((self.mask, 255))
        for target, ink in targets:
            cv2.ellipse(
                target, tuple(int(c) for c in centre), axes, angle, 0, 360, ink, width, cv2.LINE_AA,
                _FRACTION_BITS,
            )  # fmt: skip

    def region(self, x0: float, y0: float, x1: float, y1: float) -> tuple[slice, slice]:
        """Rows and columns of a box, cut at the layer's edges."""
        low, high = self._pixels([(x0, y0), (x1, y1)]) // _ONE
        rows, columns = self.image.shape
        return (
            slice(max(0, int(low[1])), max(0, min(rows, int(high[1])))),
            slice(max(0, int(low[0])), max(0, min(columns, int(high[0])))),
        )

    def write(self, mask: np.ndarray, x: float, y: float, height: float, widest: float, value):
        """Lettering about a centre, `height` tall and at most `widest` wide, in plate widths."""
        tall = int(height * self.unit)
        wide = int(min(widest * self.unit, mask.shape[1] * tall / mask.shape[0]))
        if tall < 3 or wide < 3:
            return
        left, top = (self._pixels([(x, y)])[0] // _ONE - (wide // 2, tall // 2)).tolist()
        rows, columns = self.image.shape
        if left < 0 or top < 0 or left + wide >= columns or top + tall >= rows:
            return
        ink = cv2.resize(mask, (wide, tall), interpolation=cv2.INTER_AREA).astype(np.float32) / 255
        region = self.image[top : top + tall, left : left + wide]
        region[:] = region * (1 - ink) + shade(value) * ink
