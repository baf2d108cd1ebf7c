"""Paints licence plates in the manner of the states of the USA, seen straight on in shades of grey.

No state's plate is copied. What they have in common is drawn at random: fields and gradients,
pictures behind the serial and beside it, embossed or printed characters from dies of any shape,
stacked prefixes, separators, names, slogans, stickers, bolts, frames.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

import cv2
import numpy as np

from alpr_training import ornaments, outlines, strokes
from alpr_training.characters import ALPHABET
from alpr_training.texts import SerialText, sample_text

WIDTH, HEIGHT = 320, 160
"""Pixels of a painted plate; 12 × 6 inches."""


@dataclass(frozen=True)
class PaintedPlate:
    """A plate straight on."""

    image: np.ndarray
    """uint8 [HEIGHT, WIDTH], grey."""
    text: str
    """The serial, without stacked characters, 2 to 8 of A–Z and 0–9."""


class _StrokeFace:
    """Characters of a die set."""

    def __init__(self, rng: random.Random):
        self.style = strokes.StrokeStyle(rng)
        self.slim = rng.choice([1.0, 1.0, 0.6, 0.75])
        self.broad = rng.choice([1.0, 1.0, 1.1, 1.25])
        self.weight = rng.uniform(0.09, 0.18)
        self.gap = rng.uniform(0.1, 0.32)

    def advance(self, character: str) -> float:
        """Width of the character's cell, 1 for most."""
        return self.slim if character in "I1" else self.broad if character in "MW" else 1.0

    def draw(self, mask: np.ndarray, character: str, left, top, cell, height) -> None:
        room = cell * (1 - self.gap)
        weight = min(self.weight * height, room * 0.3)  # or the glyph fills up
        width = max(3.0, room - weight)
        if character in "I1" and self.slim < 1:
            width = max(width, cell * 0.4)
        inset = (cell - width) / 2
        strokes.draw(
            mask, character, left + inset, top + weight / 2, width, height - weight, weight,
            self.style,
        )  # fmt: skip


class _OutlineFace:
    """Characters of a printed font, in cells of one width or as wide as they come."""

    def __init__(self, rng: random.Random):
        serifs = rng.random() < 0.17
        families = outlines.SERIF_FONTS if serifs else outlines.SERIAL_FONTS
        self.file = rng.choice(outlines.font_files(tuple(families)))
        self.cells = serifs or rng.random() < 0.5
        self.gap = rng.uniform(0.06, 0.24)
        self.stretch = rng.uniform(0.95, 1.35)

    def advance(self, character: str) -> float:
        if self.cells:
            return 0.7 if character in "I1" else 1.0
        return (outlines.glyph(self.file, character).shape[1] - 2) / 60

    def draw(self, mask: np.ndarray, character: str, left, top, cell, height) -> None:
        shape = outlines.glyph(self.file, character)
        scale = height / outlines.CAP_HEIGHT
        width = cell * (1 - self.gap)
        if self.cells:
            width = min(width, shape.shape[1] * scale * self.stretch)
        size = (max(3, int(width)), max(3, int(shape.shape[0] * scale)))
        scaled = cv2.resize(shape, size, interpolation=cv2.INTER_AREA)
        x = int(left + (cell - size[0]) / 2)
        y = int(top + height / 2 - size[1] / 2)
        _paste_brighter(mask, scaled, x, y)


def _paste_brighter(mask: np.ndarray, shape: np.ndarray, x: int, y: int) -> None:
    rows, columns = mask.shape
    x0, y0 = max(0, x), max(0, y)
    x1, y1 = min(columns, x + shape.shape[1]), min(rows, y + shape.shape[0])
    if x1 > x0 and y1 > y0:
        region = mask[y0:y1, x0:x1]
        np.maximum(region, shape[y0 - y : y1 - y, x0 - x : x1 - x], out=region)


class PlatePainter:
    """Paints one plate after another; the same seed paints the same plates."""

    def __init__(self, seed: int):
        self.rng = random.Random(seed)
        noise = np.random.default_rng(seed)
        self._clouds = []
        for _ in range(60):
            rows, columns = self.rng.randint(2, 9), self.rng.randint(2, 14)
            cloud = noise.random((rows, columns), np.float32)
            cloud = cv2.resize(cloud, (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC)
            self._clouds.append(cloud - 0.5)
        self._backdrops = [ornaments.backdrop(self.rng, (WIDTH, HEIGHT)) for _ in range(80)]

    def paint(self, serial: SerialText | None = None) -> PaintedPlate:
        """A plate with the given serial, or with one drawn from `texts`."""
        rng = self.rng
        serial = serial or sample_text(rng)
        field, ink = self._shades()
        contrast = abs(field - ink)
        canvas = self._field(field, contrast)
        mask = np.zeros((HEIGHT, WIDTH), np.uint8)
        height, middle, spot = self._serial(canvas, mask, serial, contrast)
        self._lettering(canvas, ink, middle, spot)
        self._emboss(canvas, mask, field, ink, contrast)
        ornaments.stickers(canvas, rng)
        ornaments.bolts(canvas, rng)
        ornaments.border(canvas, rng, ink)
        ornaments.dealer_frame(canvas, rng)
        return PaintedPlate(np.clip(canvas * 255, 0, 255).astype(np.uint8), serial.text)

    def _shades(self) -> tuple[float, float]:
        """Shade of the field and of the serial, 0 to 1, at least 0.14 apart."""
        rng = self.rng
        contrast = rng.uniform(0.45, 0.98) if rng.random() < 0.88 else rng.uniform(0.18, 0.45)
        if rng.random() < 0.8:  # dark on light
            field = rng.uniform(0.5, 1)
            return field, min(field * (1 - contrast), field - 0.14)
        field = rng.uniform(0.05, 0.5)
        return field, max(field + contrast * (1 - field), field + 0.14)

    def _field(self, shade: float, contrast: float) -> np.ndarray:
        rng = self.rng
        canvas = np.full((HEIGHT, WIDTH), shade, np.float32)
        if rng.random() < 0.5:
            ramp = np.linspace(0, 1, HEIGHT, dtype=np.float32)[:, None] ** rng.uniform(0.5, 2)
            if rng.random() < 0.5:
                ramp = 1 - ramp
            if rng.random() < 0.25:  # pale in the middle, coloured above and below
                ramp = np.abs(2 * ramp - 1)
            canvas += ramp * rng.uniform(-0.45, 0.2) * contrast * rng.choice([0.5, 1, 1.4])
        if rng.random() < 0.4:
            canvas += rng.choice(self._clouds) * (rng.uniform(0.1, 0.7) * contrast)
        if rng.random() < 0.5:
            backdrop = rng.choice(self._backdrops)
            if rng.random() < 0.5:
                backdrop = backdrop[:, ::-1]
            canvas += backdrop * (rng.uniform(0.2, 1.3) * contrast)
        if rng.random() < 0.22:
            self._scenery(canvas)
        if rng.random() < 0.07:  # a panel for the serial, as Vermont's
            inset = rng.randint(6, 24), int(HEIGHT * rng.uniform(0.17, 0.27))
            corner = WIDTH - inset[0], HEIGHT - inset[1]
            cv2.rectangle(canvas, inset, corner, rng.random(), rng.randint(1, 4), cv2.LINE_AA)
        if rng.random() < 0.25:
            canvas[: int(HEIGHT * rng.uniform(0.12, 0.26))] = rng.random()
        if rng.random() < 0.2:
            canvas[int(HEIGHT * rng.uniform(0.74, 0.88)) :] = rng.random()
        return canvas

    def _scenery(self, canvas: np.ndarray) -> None:
        """Bold pictures that the serial lies across: a tree, an arch, a fruit, a map."""
        rng, drawn = self.rng, canvas.copy()
        for _ in range(rng.randint(1, 3)):
            x, y = WIDTH * rng.uniform(0.1, 0.9), HEIGHT * rng.uniform(0.3, 0.7)
            width, height = WIDTH * rng.uniform(0.15, 0.6), HEIGHT * rng.uniform(0.4, 0.95)
            ornaments.emblem(drawn, rng, x, y, width, height)
        canvas += (drawn - canvas) * rng.uniform(0.15, 0.5)

    def _serial(
        self, canvas: np.ndarray, mask: np.ndarray, serial: SerialText, contrast: float
    ) -> tuple[float, float, float]:
        """Draws the serial into the mask and what stands beside it into both.

        Returns the characters' height, the serial's middle line and its left edge, in pixels.
        """
        rng = self.rng
        height = HEIGHT * rng.uniform(0.34, 0.56)
        middle = HEIGHT * (0.5 + rng.uniform(-0.06, 0.07))
        share = rng.choice([rng.uniform(0.6, 0.95), rng.uniform(0.8, 0.97)])
        shift = rng.uniform(-0.02, 0.02) * WIDTH
        left, right = WIDTH * (0.5 - share / 2) + shift, WIDTH * (0.5 + share / 2) + shift
        stack = None
        if rng.random() < 0.05:  # a county's number and a rider before a short serial, as Wyoming's
            stack, stack_width = left, WIDTH * rng.uniform(0.06, 0.11)
            width = WIDTH * rng.uniform(0.14, 0.22)
            x, tall = left + stack_width * 1.2 + width / 2, HEIGHT * rng.uniform(0.45, 0.7)
            ornaments.rider(canvas, rng, x, middle + rng.uniform(-8, 8), width, tall)
            left = x + width * rng.uniform(0.5, 0.65)
        for side in (-1, 1):
            if stack is None and rng.random() < (0.09 if side > 0 else 0.24):
                width = WIDTH * rng.uniform(0.1, 0.27)
                x = left + width / 2 if side < 0 else right - width / 2
                ornaments.emblem(canvas, rng, x, middle, width, HEIGHT * rng.uniform(0.4, 0.8))
                if rng.random() < 0.92:  # otherwise it lies behind the first characters
                    left += width * rng.uniform(0.8, 1.05) * (side < 0)
                    right -= width * rng.uniform(0.8, 1.05) * (side > 0)
        face = _StrokeFace(rng) if rng.random() < 0.7 else _OutlineFace(rng)
        if stack is None and rng.random() < 0.32:
            stack_width = WIDTH * rng.uniform(0.05, 0.14)
            if rng.random() < 0.6:
                stack, left = left, left + stack_width * 1.1
            else:
                right -= stack_width * 1.15
                stack = right + stack_width * 0.1
        cells = self._cells(serial, face)
        pitch = (right - left) / sum(width for _, width in cells)
        widest = height * rng.uniform(0.52, 0.78)
        if pitch > widest:
            slack = (pitch - widest) * sum(width for _, width in cells)
            left += slack * (0.5 if rng.random() < 0.7 else rng.random())
            pitch = widest
        height = max(height, min(pitch / 0.36, HEIGHT * 0.3)) if pitch < height * 0.3 else height
        top, unsteady = middle - height / 2, rng.choice([0, 0, 1.5])
        x = left
        for cell, width in cells:
            cell_width = pitch * width
            if len(cell) == 1:
                y = top + rng.uniform(-unsteady, unsteady)
                face.draw(mask, cell, x, y, cell_width, height)
            else:
                self._separator(canvas, mask, cell, x + cell_width / 2, middle, cell_width, height)
            x += cell_width
        if stack is not None:
            self._stack(mask, stack, top, stack_width, height)
        if isinstance(face, _OutlineFace) and rng.random() < 0.45:
            size = rng.choice([2, 3, 3, 5]) if pitch > 0.4 * height else 2
            kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))
            change = cv2.dilate if rng.random() < 0.75 else cv2.erode
            mask[:] = change(mask, kernel)
        return height, middle, left

    def _cells(self, serial: SerialText, face) -> list[tuple[str, float]]:
        """Characters, and names of separators, with the width of each in characters."""
        rng, cells = self.rng, []
        for position, character in enumerate(serial.text):
            if position in serial.breaks:
                kind = rng.choices(
                    ["space", "dash", "dot", "logo", "wide", "speck"], [26, 14, 14, 25, 11, 10]
                )[0]
                low, high = {
                    "space": (0.25, 0.8),
                    "dash": (0.5, 0.95),
                    "dot": (0.35, 0.7),
                    "logo": (0.6, 1.7),
                    "wide": (0.8, 2.2 if len(serial.text) > 5 else 3.2),
                    "speck": (0.4, 0.8),
                }[kind]
                cells.append((kind, rng.uniform(low, high)))
            cells.append((character, face.advance(character)))
        return cells

    def _separator(self, canvas, mask, kind, x, y, width, height) -> None:
        rng = self.rng
        y += rng.uniform(-0.05, 0.05) * height
        weight = height * rng.uniform(0.08, 0.17)
        if kind == "dash":
            half, thick = width * rng.uniform(0.25, 0.42), weight * rng.uniform(0.4, 0.6)
            corners = (int(x - half), int(y - thick)), (int(x + half), int(y + thick))
            cv2.rectangle(mask, *corners, 255, -1)
        elif kind == "dot":
            radius = max(2, int(weight * rng.uniform(0.4, 0.9)))
            if rng.random() < 0.7:
                cv2.circle(mask, (int(x), int(y)), radius, 255, -1, cv2.LINE_AA)
            else:
                corners = (int(x) - radius, int(y) - radius), (int(x) + radius, int(y) + radius)
                cv2.rectangle(mask, *corners, 255, -1)
        elif kind == "speck":
            for _ in range(rng.randint(1, 3)):
                dy = rng.uniform(-0.15, 0.15) * height
                ornaments.blob(mask, rng, x, y + dy, width * rng.uniform(0.2, 0.45), 255)
        elif kind == "logo":  # often larger than its gap, so characters stand upon it
            width *= rng.uniform(0.8, 1.6)
            ornaments.emblem(canvas, rng, x, y, width, height * rng.uniform(0.5, 1.3))
        elif kind == "wide" and rng.random() < 0.6:
            ornaments.emblem(canvas, rng, x, y, width, height * rng.uniform(0.5, 1.1))

    def _stack(self, mask, left, top, width, height) -> None:
        """Two or three small characters one above the other; not part of the serial."""
        rng = self.rng
        count = rng.choice([2, 2, 2, 3])
        stretch = rng.uniform(0.95, 1.2)
        top, step = top - (stretch - 1) / 2 * height, stretch * height / count
        face = _StrokeFace(rng) if rng.random() < 0.5 else _OutlineFace(rng)
        face.gap = 0.1
        alphabet = rng.choice([ALPHABET, ALPHABET[10:], ALPHABET[:10]])
        cell = min(width, step * rng.uniform(0.5, 1.0))
        small = step * rng.uniform(0.75, 0.95)
        for row in range(count):
            face.draw(mask, rng.choice(alphabet), left, top + row * step, cell, small)
        if rng.random() < 0.12:  # a fraction's bar
            level = int(top + step)
            cv2.line(mask, (int(left), level), (int(left + cell), level), 255, 2)

    def _lettering(self, canvas, ink: float, middle: float, left: float) -> None:
        """Name above, slogan or county below, sometimes a word at the side."""
        rng = self.rng

        def shade() -> float:
            return ink if rng.random() < 0.45 else rng.random()

        if rng.random() < 0.9:
            texts = ornaments.STATES if rng.random() < 0.8 else ornaments.SLOGANS
            centre = (WIDTH * rng.uniform(0.4, 0.6), HEIGHT * rng.uniform(0.08, 0.17))
            height = HEIGHT * rng.uniform(0.09, 0.21)
            mask = ornaments.lettering(rng, texts)
            ornaments.put(
                canvas, mask, centre, height, WIDTH * 0.75, shade(), rng.uniform(0.8, 1.3)
            )
        if rng.random() < 0.8:
            texts = ornaments.SLOGANS if rng.random() < 0.8 else ornaments.STATES
            centre = (WIDTH * rng.uniform(0.35, 0.65), HEIGHT * rng.uniform(0.84, 0.93))
            height = HEIGHT * rng.uniform(0.07, 0.15)
            mask = ornaments.lettering(rng, texts)
            ornaments.put(
                canvas, mask, centre, height, WIDTH * 0.85, shade(), rng.uniform(0.8, 1.3)
            )
        if rng.random() < 0.08:
            centre = (max(left - WIDTH * 0.06, WIDTH * 0.05), middle)
            height = HEIGHT * rng.uniform(0.08, 0.14)
            ornaments.put(canvas, ornaments.sticker_text(rng), centre, height, WIDTH * 0.1, shade())

    def _emboss(self, canvas, mask, field, ink, contrast) -> None:
        """Lays the serial on: outline, relief, paint, wear."""
        rng = self.rng
        cover = mask.astype(np.float32) * (1 / 255)
        if rng.random() < 0.2:
            size = rng.choice([3, 5])
            edge = cv2.dilate(cover, np.ones((size, size), np.uint8))
            canvas += (field + rng.uniform(-0.3, 0.4) - canvas) * edge
        if rng.random() < 0.6:
            soft = cv2.GaussianBlur(cover, (0, 0), rng.uniform(1, 2.5))
            dx, dy = rng.choice([(-2, -2), (0, -2), (2, -2), (0, 2), (1, 1)])
            relief = np.roll(soft, (dy, dx), (0, 1)) - np.roll(soft, (-dy, -dx), (0, 1))
            canvas += relief * rng.uniform(0.05, 0.4)
        paint = ink
        if rng.random() < 0.15:
            paint = ink + rng.choice(self._clouds) * (0.3 * contrast)
        canvas += (paint - canvas) * (cover * rng.uniform(0.75, 1))
        if rng.random() < 0.15:
            worn = (rng.choice(self._clouds) > rng.uniform(0.15, 0.45)).astype(np.float32)
            canvas += (field - canvas) * (worn * cover * rng.uniform(0.3, 0.8))
