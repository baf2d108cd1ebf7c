"""Street scenes with plates in them, or none, and the truth about every corner.

A scene is painted on a canvas twice as fine as the detector's input, then photographed: light,
lens, sensor, compression. The frame that results may be as fine as the canvas, as the detector's
input, or coarser, since cameras differ; the detector's input is made from it as in the pipeline.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

import cv2
import numpy as np

from alpr_training.backgrounds import Backgrounds
from alpr_training.plates import PlatePainter
from alpr_training.sketch import Lettering, Sketch, shade
from alpr_training.vehicles import VehiclePainter

INPUT_WIDTH, INPUT_HEIGHT = 256, 192
"""Window of the detector's input that a scene fills, in pixels."""
COLUMNS, ROWS = 2 * INPUT_WIDTH, 2 * INPUT_HEIGHT
"""The canvas."""
SMALLEST = 13.0
"""Plates narrower than this at the detector's input, in pixels, are neither asked for nor held
against it."""
STEEPEST = 42.0
"""Nor are plates that are turned further than this, in degrees."""
_PLATES = 160
"""Plates painted beforehand; each scene photographs them anew."""


@dataclass(frozen=True)
class Scene:
    """A photographed scene."""

    frame: np.ndarray
    """uint8 [rows, columns], grey, aspect ratio of the canvas."""
    plates: np.ndarray
    """float32 [n, 4, 2]: corners top left, top right, bottom right, bottom left in frame pixels."""
    ignored: np.ndarray
    """float32 [m, 4, 2]: plates too small, too steep or too much cut off to be asked for."""
    lures: np.ndarray
    """float32 [k, 4, 2]: lines of road signs, each much like a serial, where they were painted: what
    was painted later may hide them."""

    def at_input(self) -> np.ndarray:
        """The detector's input, uint8 [INPUT_HEIGHT, INPUT_WIDTH]."""
        size = (INPUT_WIDTH, INPUT_HEIGHT)
        if self.frame.shape[1] == INPUT_WIDTH:
            return self.frame
        how = cv2.INTER_AREA if self.frame.shape[1] > INPUT_WIDTH else cv2.INTER_LINEAR
        return cv2.resize(self.frame, size, interpolation=how)

    def scale(self) -> float:
        """Frame pixels to a pixel of the detector's input."""
        return self.frame.shape[1] / INPUT_WIDTH


class ScenePainter:
    """Paints one scene after another; the same seed paints the same scenes."""

    def __init__(self, seed: int):
        self._rng = rng = random.Random(seed)
        self._noise = noise = np.random.default_rng(seed)
        painter = PlatePainter(seed)
        self._plates = [painter.paint().image for _ in range(_PLATES)]
        self._clouds = [
            cv2.resize(
                noise.random((rng.randint(2, 9), rng.randint(2, 12)), np.float32) - 0.5,
                (COLUMNS, ROWS), interpolation=cv2.INTER_CUBIC,
            )
            for _ in range(60)
        ]  # fmt: skip
        self._grains = [self._grain() for _ in range(24)]
        self._white = [noise.standard_normal((ROWS, COLUMNS), np.float32) for _ in range(8)]
        self._lettering = Lettering(rng)
        self._backgrounds = Backgrounds(rng, self._clouds, self._grains)
        self._vehicles = VehiclePainter(rng, self._lettering, self._clouds, self._texture)

    def _grain(self) -> np.ndarray:
        """Asphalt, gravel, leaves: noise of several grain sizes, standard deviation 1."""
        total = np.zeros((ROWS, COLUMNS), np.float32)
        for size in (1, 2, 4, 8, 16):
            part = self._noise.standard_normal((ROWS // size + 1, COLUMNS // size + 1), np.float32)
            total += cv2.resize(part, (COLUMNS, ROWS)) * self._rng.random()
        return total / total.std()

    def paint(self, plates: bool = True) -> Scene:
        """A scene with up to three plates, or with none."""
        rng = self._rng
        image = self._backgrounds.any(COLUMNS, ROWS)
        lures = self._litter(image, rng.choice([0, 2, 5, 9]))
        if rng.random() < 0.4:
            for _ in range(rng.choice([1, 1, 2])):
                lures += self._road_sign(self._somewhere(image, 16, 130))
        wanted = rng.choices([0, 1, 2, 3], [14, 62, 18, 6])[0] if plates else 0
        vehicles = max(wanted, rng.choice([0, 1, 1, 2]))
        night = rng.random() < 0.13
        if night:
            image = (image * rng.uniform(0.05, 0.5)).astype(np.uint8)
        size = self._first_size()
        quads: list[np.ndarray] = []
        for index in range(vehicles):
            quad = self._vehicle(image, size, index < wanted, night, quads)
            if quad is not None:
                quads.append(quad)
            size = min(size * math.exp(rng.gauss(0, 0.25)), 400)
        self._in_front(image, quads)
        if rng.random() < 0.35:
            image, (quads, lures) = self._rolled(image, quads, lures)
        return self._photograph(image, quads, lures, night)

    def _somewhere(self, image: np.ndarray, least: float, most: float) -> Sketch:
        """Any place of the canvas, its unit of that many pixels; small ones as often as large."""
        u = self._rng.uniform
        unit = math.exp(u(math.log(least), math.log(most)))
        return Sketch(image, None, (u(0, COLUMNS), u(0, ROWS)), unit)

    def _first_size(self) -> float:
        """Width of a plate on the canvas, pixels: small ones, which are hard, come most often."""
        rng = self._rng
        if rng.random() < 0.6:
            return math.exp(rng.uniform(math.log(40), math.log(150)))
        return math.exp(rng.uniform(math.log(28), math.log(470)))

    def _texture(self, columns: int, rows: int) -> np.ndarray:
        """Any picture of that size: a piece of a photograph, stripes, blots."""
        rng, u = self._rng, self._rng.uniform
        if rng.random() < 0.45:
            columns, rows = min(columns, COLUMNS), min(rows, ROWS)
            piece = self._backgrounds.photograph(max(columns, 24), max(rows, 24))
            return cv2.resize(piece, (columns, rows))
        picture = np.full((rows, columns), shade(u(0, 255)), np.uint8)
        if rng.random() < 0.45:
            value, step = shade(u(0, 255)), u(3, max(4.0, columns / 3))
            for x in np.arange(0, columns, step):
                end = (int(x + u(-3, 3)), rows)
                cv2.line(picture, (int(x), 0), end, value, max(1, int(step * u(0.2, 0.6))))
            if rng.random() < 0.4:
                for y in np.arange(0, rows, step):
                    cv2.line(
                        picture, (0, int(y)), (columns, int(y)), value, max(1, int(step * 0.3))
                    )
        else:
            for _ in range(rng.randint(2, 8)):
                centre = (int(u(0, columns)), int(u(0, rows)))
                axes = (int(u(0.03, 0.35) * columns) + 1, int(u(0.05, 0.5) * rows) + 1)
                cv2.ellipse(picture, centre, axes, u(0, 180), 0, 360, shade(u(0, 255)), -1)
        return picture

    def _litter(self, image: np.ndarray, count: int) -> list[np.ndarray]:
        """Street furniture, shop signs, fences, bins, poles, lettering: nothing with a plate.
        Returns the lines of road signs."""
        rng, u = self._rng, self._rng.uniform
        lures: list[np.ndarray] = []
        for _ in range(count):
            s = self._somewhere(image, 9, 148)
            value, kind = u(0, 255), rng.random()
            if kind < 0.15:
                s.box(0, 0, u(0.2, 3), u(0.2, 3), value)
            elif kind < 0.25:
                s.oval(0, 0, u(0.2, 1), u(0.2, 1), value, rng.choice([-1, 0.05, 0.2]))
            elif kind < 0.4:
                s.line([(0, 0), (rng.gauss(0, 3), rng.gauss(0, 2))], value, u(0.01, 0.15))
            elif kind < 0.55:  # fence, bars, steps
                step, long, lean = u(0.1, 0.6), u(0.5, 5), rng.gauss(0, 0.1)
                upright = rng.random() < 0.7
                for k in range(rng.randint(3, 18)):
                    a, b = (k * step, 0), (k * step + lean, long)
                    ends = [a, b] if upright else [a[::-1], b[::-1]]
                    s.line(ends, value, step * u(0.1, 0.45))
            elif kind < 0.66:
                lures += self._road_sign(s)
            elif kind < 0.8:  # sign or poster, of any shape but a plate's
                high = u(0.2, 1.2)
                wide = high * rng.choice([0.6, 0.8, 1, 1, 1.2, 3.4, 4, 6])
                s.box(-wide, -high, wide, high, value)
                ink = (value + u(80, 170)) % 255
                if rng.random() < 0.4:
                    edge = [
                        (-wide, -high),
                        (wide, -high),
                        (wide, high),
                        (-wide, high),
                        (-wide, -high),
                    ]
                    s.line(edge, ink, 0.03)
                y = -high * 0.7
                for _ in range(rng.randint(1, 5)):
                    tall = high * u(0.15, 0.6)
                    s.write(self._lettering.any(), 0, y + tall / 2, tall, 1.8 * wide, ink)
                    y += tall * u(1.05, 1.5)
                    if y > high * 0.8:
                        break
            elif kind < 0.92:
                s.write(self._lettering.any(), 0, 0, u(0.1, 1), 6, value)
            else:
                rows, columns = s.region(-u(0.2, 1), -u(0.2, 1), u(0.2, 1), u(0.2, 1))
                tall, wide = rows.stop - rows.start, columns.stop - columns.start
                if tall > 3 and wide > 3:
                    image[rows, columns] = self._texture(wide, tall)
        return lures

    def _road_sign(self, s: Sketch) -> list[np.ndarray]:
        """A board on a pole: each of its lines looks like a serial, and the board is no plate, being
        too high for its width, too wide, or holding more than one line. Returns boxes about its
        lines as a plate's would be, in canvas pixels."""
        rng, u = self._rng, self._rng.uniform
        lines = rng.choice([1, 2, 2, 2, 2, 3, 3, 4])
        high = u(0.35, 0.9) if lines > 1 else u(0.1, 0.3)
        shapes = [0.77, 0.77, 0.8, 1, 1, 1.25, 1.5] if lines > 1 else [3.4, 4, 5, 6]
        wide = high * rng.choice(shapes)
        light = rng.random() < 0.75
        field = u(150, 255) if light else u(20, 120)
        ink = field - u(110, 230) if light else field + u(110, 200)
        if rng.random() < 0.8:
            s.box(-0.06 * high, 0, u(0.0, 0.1) * high, high * u(1.5, 5), u(40, 190))
        s.box(-wide, -high, wide, high, field)
        if rng.random() < 0.75:
            x, y = wide - 0.07 * high, 0.93 * high
            s.line([(-x, -y), (x, -y), (x, y), (-x, y), (-x, -y)], ink, u(0.015, 0.06) * high)
        room = 1.7 * high / lines
        lures = []
        for line in range(lines):
            middle = -0.85 * high + (line + 0.5) * room
            tall, widest = room * u(0.6, 0.95), wide * u(1.5, 1.85)
            text = self._lettering.capitals()
            s.write(text, 0, middle, tall, widest, ink)
            a = 0.55 * min(widest, tall * text.shape[1] / text.shape[0])
            b = a * u(0.4, 0.6)
            box = [(-a, middle - b), (a, middle - b), (a, middle + b), (-a, middle + b)]
            lures.append(s.pixels(box))
        return lures

    def _vehicle(
        self, image: np.ndarray, size: float, has_plate: bool, night: bool, others: list[np.ndarray]
    ) -> np.ndarray | None:
        """Paints a vehicle, and returns its plate's corners in canvas pixels where it has one."""
        rng, u = self._rng, self._rng.uniform
        x, y = self._place(size)
        for other in others:  # a vehicle in front would cover that plate
            apart = np.abs(other.mean(0) - (x, y))
            reach = size + float(np.ptp(other[:, 0]))
            if apart[0] < reach * 0.7 and apart[1] < reach * 0.5:
                return None
        pose = self._pose(size)
        if rng.random() < 0.9:
            layer, mask = image.copy(), np.zeros_like(image)
            self._vehicles.paint(Sketch(layer, mask, (x, y), size))
            if night:
                layer = cv2.convertScaleAbs(layer, alpha=u(0.1, 0.7))
            move = _translation(x, y) @ pose @ _translation(-x, -y)
            layer = cv2.warpPerspective(layer, move, (COLUMNS, ROWS), flags=cv2.INTER_LINEAR)
            mask = cv2.warpPerspective(mask, move, (COLUMNS, ROWS), flags=cv2.INTER_LINEAR)
            for other in others:  # what stands behind keeps its plate
                hole = _grown(other, 1.25).astype(np.int32)
                cv2.fillConvexPoly(mask, hole, 0)
            cv2.copyTo(layer, (mask > 127).astype(np.uint8), image)
        if not has_plate:
            return self._instead(image, x, y, size)
        return self._hang(image, x, y, size, pose, night)

    def _place(self, size: float) -> tuple[float, float]:
        rng, u = self._rng, self._rng.uniform
        if rng.random() < 0.06:  # cut off by the frame's edge
            return rng.choice([u(-0.4, 0.5) * size, COLUMNS - u(-0.4, 0.5) * size]), u(0, ROWS)
        room_x, room_y = min(size * 0.52, COLUMNS / 2 - 1), min(size * 0.3, ROWS / 2 - 1)
        return u(room_x, COLUMNS - room_x), u(room_y, ROWS - room_y)

    def _pose(self, size: float) -> np.ndarray:
        """Homography about the plate's centre: turned, tilted and seen from aside, in
        canvas pixels."""
        rng = self._rng
        squeeze = rng.choice([1.0, 1.0, rng.uniform(0.85, 1), rng.uniform(0.6, 1)])
        shear = rng.gauss(0, 0.03 + 0.3 * (1 - squeeze))
        turn = math.radians(np.clip(rng.gauss(0, rng.choice([1.5, 3, 6, 14])), -34, 34))
        c, s = math.cos(turn), math.sin(turn)
        flat = np.array(
            [[squeeze, rng.gauss(0, 0.03), 0], [shear, rng.uniform(0.85, 1.04), 0], [0, 0, 1]]
        )
        rotation = np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]])
        # Perspective small enough that the horizon stays off the canvas.
        reach = max(size, 60) * 6
        depth = np.eye(3)
        depth[2, 0] = np.clip(rng.gauss(0, 0.3), -0.6, 0.6) / reach
        depth[2, 1] = np.clip(rng.gauss(0, 0.2), -0.5, 0.5) / reach
        return rotation @ flat @ depth

    def _hang(self, image, x, y, size, pose, night: bool) -> np.ndarray:
        """Hangs a plate, with its frame and shadow; returns its corners in canvas pixels."""
        rng, u = self._rng, self._rng.uniform
        plate = rng.choice(self._plates)
        height = size / rng.choice([2.0, 2.0, 2.0, u(1.7, 2.15)])
        wide, tall = max(8, round(size)), max(5, round(height))
        if wide < plate.shape[1]:
            plate = cv2.resize(plate, (wide, tall), interpolation=cv2.INTER_AREA)
        plate = plate.astype(np.float32)
        if night and rng.random() < 0.7:  # its reflecting film throws back the infrared lamp
            gain, lift = u(0.5, 1.3), u(0, 30)
        else:
            gain, lift = u(0.5, 1.1), rng.choice([0, u(0, 40)])
            if rng.random() < 0.25:  # pale, as in haze or glare
                plate = plate * u(0.4, 0.95) + u(0, 110)
            gain *= u(0.2, 0.9) if night else 1
        plate = plate * gain + lift
        if rng.random() < 0.3:  # shaded by the recess or the boot's lid
            edge = int(plate.shape[0] * u(0.05, 0.5))
            plate[:edge] *= u(0.4, 0.85)
        if rng.random() < 0.2:
            light = cv2.resize(rng.choice(self._clouds), plate.shape[::-1])
            plate += light * u(0, 140)
        if rng.random() < 0.1:
            plate[:, : int(plate.shape[1] * u(0.1, 0.9))] *= u(0.45, 0.9)
        if rng.random() < 0.25:  # dirt
            veil = np.clip(
                cv2.resize(rng.choice(self._clouds), plate.shape[::-1]) + u(-0.4, 0.2), 0, 1
            )
            plate += (u(20, 150) - plate) * np.clip(veil * u(0.5, 2), 0, 0.85)
        half = np.array([[-size, -height], [size, -height], [size, height], [-size, height]]) / 2
        if rng.random() < 0.12:  # on paint of its own shade, so that its edges hardly show
            around = _through(pose, half * 1.3, x, y)
            columns = np.clip(around[:, 0], 0, COLUMNS - 1).astype(int)
            rows = np.clip(around[:, 1], 0, ROWS - 1).astype(int)
            plate += float(np.median(image[rows, columns])) - np.percentile(plate, 70) + u(-12, 12)
        plate = np.clip(plate, 0, 255).astype(np.uint8)
        if rng.random() < 0.35:  # a frame, wider below than above
            border = np.array([u(0.01, 0.05), u(0.01, 0.07)]) * size
            grown = half + np.sign(half) * border
            grown[2:, 1] += u(0, 0.06) * size
            value = rng.choice([u(0, 60), u(0, 120), u(100, 255)]) * (u(0.1, 0.6) if night else 1)
            quad = [np.round(_through(pose, grown, x, y) * 16).astype(np.int32)]
            cv2.fillPoly(image, quad, shade(value), cv2.LINE_AA, 4)
        corners = _through(pose, half, x, y)
        if rng.random() < 0.45:  # the shadow it throws
            self._shadow(image, corners, size)
        rows, columns = plate.shape
        source = np.array(
            [[-0.5, -0.5], [columns - 0.5, -0.5], [columns - 0.5, rows - 0.5], [-0.5, rows - 0.5]],
            np.float32,
        )
        transform = cv2.getPerspectiveTransform(source, corners.astype(np.float32))
        cv2.warpPerspective(
            plate, transform, (COLUMNS, ROWS), dst=image, flags=cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_TRANSPARENT,
        )  # fmt: skip
        if rng.random() < 0.1:  # tow ball, hook, twig
            s = Sketch(image, None, tuple(corners.mean(0)), size)
            if rng.random() < 0.6:
                s.oval(u(-0.4, 0.4), u(0.1, 0.35), u(0.03, 0.09), u(0.03, 0.12), u(0, 120))
            else:
                s.line([(u(-0.6, 0.6), -0.5), (u(-0.6, 0.6), 0.5)], u(0, 120), u(0.01, 0.05))
        return corners

    def _shadow(self, image: np.ndarray, corners: np.ndarray, size: float) -> None:
        u = self._rng.uniform
        reach = u(0.02, 0.08) * size
        low = np.floor(corners.min(0) - 3 * reach).astype(int).clip(0)
        high = np.ceil(corners.max(0) + 3 * reach).astype(int)
        region = image[low[1] : high[1], low[0] : high[0]]
        if region.size == 0:
            return
        dark = np.zeros(region.shape, np.float32)
        moved = corners - low + (u(-1, 1) * reach, reach)
        cv2.fillConvexPoly(dark, moved.astype(np.int32), u(0.3, 0.8))
        dark = cv2.blur(dark, (max(1, int(reach * 1.5)),) * 2)
        region[:] = region * (1 - dark)

    def _instead(self, image, x, y, size) -> None:
        """What hangs where a plate is missing: nothing, or a blank holder."""
        rng, u = self._rng, self._rng.uniform
        if rng.random() < 0.4:
            s = Sketch(image, None, (x, y), size)
            a, b, value = u(0.25, 0.6), u(0.1, 0.3), u(0, 255)
            s.box(-a, -b, a, b, value)
            if rng.random() < 0.5:
                s.box(-a * 0.9, -b * 0.85, a * 0.9, b * 0.85, value + u(-60, 60))
            for side in (-0.3, 0.3):
                if rng.random() < 0.5:
                    s.oval(side, 0, 0.03, 0.03, u(0, 255))

    def _in_front(self, image: np.ndarray, quads: list[np.ndarray]) -> None:
        """Rain, wire fence, twigs, the camera's own time stamp."""
        rng, u = self._rng, self._rng.uniform
        if rng.random() < 0.08:  # bars of a gate, a pole
            step, value = rng.choice([u(14, 60), 600]), shade(u(5, 120))
            thick, x = max(1, int(min(step, 60) * u(0.08, 0.25))), u(0, COLUMNS)
            foot = rng.uniform(0.3, 1.1) * ROWS
            for _ in range(rng.randint(2, 14)):
                between = any(q[:, 0].min() - thick < x < q[:, 0].max() + thick for q in quads)
                if not between or thick < 3:
                    cv2.line(image, (int(x), 0), (int(x), int(foot)), value, thick, cv2.LINE_AA)
                x += step
        if rng.random() < 0.04:
            step, before = u(10, 30), image.copy()
            value = shade(u(30, 220))
            for x in np.arange(-ROWS, COLUMNS, step):
                cv2.line(image, (int(x), 0), (int(x + ROWS), ROWS), value, 1, cv2.LINE_AA)
                cv2.line(image, (int(x + ROWS), 0), (int(x), ROWS), value, 1, cv2.LINE_AA)
            share = u(0.2, 0.7)
            image[:] = cv2.addWeighted(image, share, before, 1 - share, 0)
        if rng.random() < 0.05:
            value, long, lean = shade(u(120, 255)), u(6, 40), rng.gauss(0, 0.25)
            for _ in range(rng.randint(30, 160)):
                x, y = rng.randint(0, COLUMNS), rng.randint(0, ROWS)
                cv2.line(
                    image, (x, y), (int(x + lean * long), int(y + long)), value, 1, cv2.LINE_AA
                )
        if rng.random() < 0.08:
            for _ in range(rng.randint(1, 4)):
                s = Sketch(image, None, (u(0, COLUMNS), u(0, ROWS)), 100)
                points = [(0.0, 0.0)]
                for _ in range(5):
                    points.append(
                        (points[-1][0] + rng.gauss(0, 0.4), points[-1][1] + rng.gauss(0, 0.4))
                    )
                middle = s.pixels(points)
                near = any(
                    np.abs(q.mean(0) - m).max() < np.ptp(q[:, 0]) for q in quads for m in middle
                )
                s.line(points, u(10, 160), u(0.005, 0.02 if near else 0.2))
        if rng.random() < 0.1:
            y = rng.choice([0, ROWS - 24])
            if not any(q[:, 1].min() < y + 24 and q[:, 1].max() > y for q in quads):
                if rng.random() < 0.6:
                    image[y : y + 24] = shade(u(0, 40))
                digits = [rng.randint(10, 59) for _ in range(6)]
                stamp = "20{}-{}-{} {}:{}:{}".format(*digits)
                font = rng.choice([cv2.FONT_HERSHEY_SIMPLEX, cv2.FONT_HERSHEY_DUPLEX])
                where = (rng.randint(2, 260), y + 17)
                cv2.putText(
                    image, stamp, where, font, u(0.4, 0.65), shade(u(180, 255)), 1, cv2.LINE_AA
                )

    def _rolled(
        self, image: np.ndarray, *quads: list[np.ndarray]
    ) -> tuple[np.ndarray, list[list[np.ndarray]]]:
        """The scene as a camera that hangs askew sees it, by up to 36°: a turned plate alone would
        be told by the upright vehicle around it."""
        u = self._rng.uniform
        turn = math.radians(u(-36, 36))
        c, s = math.cos(turn), math.sin(turn)
        filled = c + abs(s) * COLUMNS / ROWS  # enlarged so far, no edge of the picture is seen
        turning = u(1, filled) * np.array([[c, -s], [s, c]])
        middle = np.array([COLUMNS - 1, ROWS - 1]) / 2
        matrix = np.hstack([turning, (middle - turning @ middle)[:, None]])
        seen = cv2.warpAffine(
            image, matrix, (COLUMNS, ROWS), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
        )
        return seen, [[quad @ turning.T + matrix[:, 2] for quad in some] for some in quads]

    def _photograph(
        self, image: np.ndarray, quads: list[np.ndarray], lures: list[np.ndarray], night: bool
    ) -> Scene:
        rng = self._rng
        light = self._light(image.astype(np.float32), night)
        fineness = rng.choices([1.0, 0.75, 0.5, 0.3], [60, 15, 20, 5])[0]
        if fineness < 1:
            size = (round(COLUMNS * fineness), round(ROWS * fineness))
            light = cv2.resize(light, size, interpolation=cv2.INTER_AREA)
        frame = self._develop(self._lens(light))
        # Pixel centres lie at whole numbers, as OpenCV has it.
        quads, lures = ([(q + 0.5) * fineness - 0.5 for q in some] for some in (quads, lures))
        asked, ignored = [], []
        for quad in quads:
            inside = _share_inside(quad, frame.shape[1], frame.shape[0])
            along = quad[1] - quad[0]
            width = np.linalg.norm(along) * INPUT_WIDTH / frame.shape[1]
            steep = abs(math.degrees(math.atan2(along[1], along[0]))) > STEEPEST
            if inside > 0.85 and width >= SMALLEST and not steep:
                asked.append(quad)
            elif inside > 0.02:
                ignored.append(quad)
        return Scene(
            frame,
            np.array(asked, np.float32).reshape(-1, 4, 2),
            np.array(ignored, np.float32).reshape(-1, 4, 2),
            np.array(lures, np.float32).reshape(-1, 4, 2),
        )

    def _light(self, image: np.ndarray, night: bool) -> np.ndarray:
        """Uneven light, shadows, lamps and their glare."""
        rng, u = self._rng, self._rng.uniform
        if rng.random() < 0.3:
            image = image * (1 + rng.choice(self._clouds) * u(0, 1)) + rng.choice(self._clouds) * u(
                0, 60
            )
        if rng.random() < 0.22:
            dimmed = np.ones_like(image)
            if rng.random() < 0.6:
                xs = np.linspace(0, COLUMNS, 6)
                ys = u(0, ROWS) + self._noise.standard_normal(6) * 50
                foot = (
                    [(COLUMNS, ROWS), (0, ROWS)] if rng.random() < 0.5 else [(COLUMNS, 0), (0, 0)]
                )
                outline = np.concatenate([np.stack([xs, ys], 1), foot]).astype(np.int32)
                cv2.fillPoly(dimmed, [outline], u(0.35, 0.85))
            else:  # leaves
                dimmed[rng.choice(self._grains) > u(-0.5, 1)] = u(0.4, 0.85)
            image = image * cv2.blur(dimmed, (7, 7))
        if night or rng.random() < 0.12:
            glow = np.zeros((ROWS // 8, COLUMNS // 8), np.float32)
            for _ in range(rng.randint(1, 5)):
                centre = (rng.randint(0, COLUMNS // 8), rng.randint(0, ROWS // 8))
                cv2.circle(glow, centre, rng.randint(0, 4), u(60, 500), -1)
            glow = cv2.GaussianBlur(glow, (0, 0), u(0.6, 4))
            image = image + cv2.resize(glow, (COLUMNS, ROWS))
        return image

    def _lens(self, image: np.ndarray) -> np.ndarray:
        """Defocus, movement, sharpening."""
        rng, u = self._rng, self._rng.uniform
        kind = rng.random()
        if kind < 0.55:
            image = cv2.GaussianBlur(image, (0, 0), u(0.35, 1.3))
        elif kind < 0.7:
            image = cv2.GaussianBlur(image, (0, 0), u(1.2, 2.4))
        elif kind < 0.8:
            length = rng.randint(2, 7)
            image = cv2.blur(image, (length, 1) if rng.random() < 0.6 else (1, length))
        if rng.random() < 0.3:
            image = image + (image - cv2.GaussianBlur(image, (0, 0), 1.5)) * u(0.3, 1.5)
        return image

    def _develop(self, image: np.ndarray) -> np.ndarray:
        """Exposure, gamma, noise, compression."""
        rng, u = self._rng, self._rng.uniform
        low, high = u(-25, 45), u(170, 290)
        if rng.random() < 0.07:
            low, high = u(0, 15), u(60, 140)
        image = (np.clip(image, 0, 255) * (1 / 255)) ** u(0.5, 1.35) * (high - low) + low
        if rng.random() < 0.55:
            rows, columns = image.shape
            image = image + rng.choice(self._white)[:rows, :columns] * u(0, 9)
        developed = np.clip(image, 0, 255).astype(np.uint8)
        if rng.random() < 0.65:
            quality = [cv2.IMWRITE_JPEG_QUALITY, rng.randint(20, 92)]
            developed = cv2.imdecode(cv2.imencode(".jpg", developed, quality)[1], 0)
        return developed


def _translation(x: float, y: float) -> np.ndarray:
    return np.array([[1.0, 0.0, x], [0.0, 1.0, y], [0.0, 0.0, 1.0]])


def _through(pose: np.ndarray, points: np.ndarray, x: float, y: float) -> np.ndarray:
    """Points relative to (x, y), seen in that pose; canvas pixels."""
    seen = np.c_[points, np.ones(len(points))] @ pose.T
    return seen[:, :2] / seen[:, 2:] + (x, y)


def _grown(quad: np.ndarray, factor: float) -> np.ndarray:
    centre = quad.mean(0)
    return centre + (quad - centre) * factor


def _share_inside(quad: np.ndarray, columns: int, rows: int) -> float:
    """Share of a convex quad's area that lies in the frame, 0 to 1."""
    edge = np.array([[0, 0], [columns, 0], [columns, rows], [0, rows]], np.float32)
    area, _ = cv2.intersectConvexConvex(quad.astype(np.float32), edge)
    return float(area / max(cv2.contourArea(quad.astype(np.float32)), 1e-6))
