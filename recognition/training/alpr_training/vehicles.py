"""Draws vehicles as seen from behind or in front: enough of them that a plate has its company.

What a detector must not take for a plate is drawn on purpose: lamps, lenses, emblems, trim, steps,
grilles, model names, stickers, empty plate recesses, lettering on trucks and buses.
Lengths are in widths of a US plate (12 inches); y points down; shades are 0 to 255.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np

from alpr_training.sketch import Lettering, Sketch, rounded, shade


@dataclass(frozen=True)
class Vehicle:
    """Where a drawn vehicle's parts are, relative to the plate's centre at (0, 0)."""

    middle: float
    """x of the vehicle's middle."""
    half: float
    """Half the vehicle's width."""
    top: float
    """y of the shoulder line, below the windows."""
    bottom: float
    """y of the bumper's lower edge."""
    body: float
    """Shade of the paint."""


class VehiclePainter:
    """Draws vehicles around a plate's place. The plate itself is hung later."""

    def __init__(
        self, rng: random.Random, lettering: Lettering, clouds: list[np.ndarray],
        texture: Callable[[int, int], np.ndarray],
    ):  # fmt: skip
        """`clouds`: smooth fields of the layer's size; `texture(columns, rows)`: any picture."""
        self._rng = rng
        self._lettering = lettering
        self._clouds = clouds
        self._texture = texture

    def paint(self, sketch: Sketch) -> Vehicle:
        """A car, a van, a truck or a bus, with a place for a plate at (0, 0)."""
        kind = self._rng.choices(["car", "tall", "truck"], [60, 25, 15])[0]
        vehicle = self._measures(kind)
        self._wheels(sketch, vehicle)
        self._side(sketch, vehicle)
        if kind == "truck":
            self._box_body(sketch, vehicle)
        else:
            self._cabin(sketch, vehicle)
            self._shell(sketch, vehicle)
        self._seams(sketch, vehicle)
        self._bumper(sketch, vehicle)
        front = self._rng.random() < 0.35
        if front:
            self._grilles(sketch, vehicle)
        self._lamps(sketch, vehicle, front)
        self._clutter(sketch, vehicle)
        self._badges(sketch, vehicle)
        self._recess(sketch, vehicle)
        return vehicle

    def _measures(self, kind: str) -> Vehicle:
        rng, u = self._rng, self._rng.uniform
        body = rng.choice([u(8, 60), u(50, 140), u(110, 190), u(180, 250)])
        if kind == "truck":
            half, top, bottom = u(3, 4.4), -u(4, 11), u(0.5, 2.2)
            middle = rng.choice([-1, 1]) * u(0, half - 0.7)
        else:
            half = u(2.5, 3.2)
            top, bottom = -u(0.7, 2.2 if kind == "car" else 3.4), u(0.6, 1.9)
            middle = 0 if rng.random() < 0.8 else rng.choice([-1, 1]) * u(0, 1.4)
        return Vehicle(middle, half, top, bottom, body)

    def _wheels(self, s: Sketch, v: Vehicle) -> None:
        rng, u = self._rng, self._rng.uniform
        if rng.random() < 0.75:  # shadow on the ground
            x, a = v.middle + u(-0.8, 0.8), v.half * u(1, 1.3)
            s.oval(x, v.bottom + 0.4, a, u(0.3, 0.8), u(5, 60), solid=True)
        for side in (-1, 1):
            x, w, h = v.middle + side * v.half * u(0.8, 0.9), u(0.3, 0.5), u(0.3, 1.1)
            quad = [(x - w, v.bottom - 1), (x + w, v.bottom - 1)]
            quad += [(x + w * 0.9, v.bottom + h), (x - w * 0.9, v.bottom + h)]
            s.solid(quad, u(8, 50))

    def _side(self, s: Sketch, v: Vehicle) -> None:
        """The flank, seen when the vehicle does not stand square to the camera."""
        rng, u = self._rng, self._rng.uniform
        if rng.random() < 0.45:
            return
        side = rng.choice([-1, 1])
        near = v.middle + side * v.half * 0.97
        far = near + side * v.half * u(0.15, 1.6)
        rise = u(0, 0.9)
        paint = v.body * u(0.5, 1.15)
        low, roof = v.bottom - u(0.1, 0.4), v.top - u(1.2, 2.4)
        s.solid([(near, v.top), (far, v.top - rise), (far, low - rise), (near, low)], paint)
        knee = near + (far - near) * u(0.4, 0.9)
        s.solid(
            [(near, v.top), (near - side * 0.4, roof), (knee, roof - rise), (far, v.top - rise)],
            u(15, 120),
        )
        for _ in range(rng.randint(0, 3)):
            x = near + (far - near) * rng.random()
            s.line([(x, roof), (x + u(-0.2, 0.2), low - rise)], paint * u(0.5, 1.2), u(0.02, 0.12))
        if rng.random() < 0.5:  # mirror, handle
            x, y = near + (far - near) * u(0.3, 1), v.top - rise + u(-0.3, 0.6)
            s.oval(x, y, u(0.1, 0.45), u(0.08, 0.3), paint * u(0.4, 1.5), solid=True)
        if rng.random() < 0.8:
            x, r = near + (far - near) * u(0.3, 0.9), u(0.8, 1.1)
            squeeze = min(1.0, abs(far - near) / (v.half * 1.6)) * u(0.7, 1)
            y = low - rise * 0.5
            s.oval(x, y, r * squeeze, r, u(5, 40), solid=True)
            rim = u(60, 230)
            s.oval(x, y, r * squeeze * 0.62, r * 0.62, rim)
            for spoke in range(rng.choice([0, 5, 6, 8])):
                angle = spoke * 0.9 + u(0, 0.2)
                tip = (x + np.cos(angle) * r * squeeze * 0.6, y + np.sin(angle) * r * 0.6)
                s.line([(x, y), tip], rim * 0.4, 0.06)

    def _cabin(self, s: Sketch, v: Vehicle) -> None:
        """Roof, pillars, window and what mirrors in it."""
        rng, u = self._rng, self._rng.uniform
        height = u(1.1, 2.4)
        roof, waist = v.half * u(0.55, 0.8), v.half * u(0.72, 0.96)
        sill = v.top + u(-0.25, 0.5)
        top = v.top - height
        x = v.middle
        outline = [(x - roof, top), (x + roof, top), (x + waist + 0.1, sill + 0.3)]
        outline.append((x - waist - 0.1, sill + 0.3))
        s.solid(rounded(outline), v.body * u(0.7, 1.2))
        inset, glass = u(0.15, 0.35), rng.choice([u(8, 60), u(20, 120), u(80, 220)])
        pane = [(x - roof + inset, top + inset), (x + roof - inset, top + inset)]
        pane += [(x + waist - inset, sill), (x - waist + inset, sill)]
        s.polygon(rounded(pane, rng.choice([0, 1, 2])), glass)
        if rng.random() < 0.5:  # sky or trees in the window
            rows, columns = s.region(x - roof, top, x + roof, sill)
            tall, wide = rows.stop - rows.start, columns.stop - columns.start
            if tall > 4 and wide > 4:
                region, share = s.image[rows, columns], u(0.1, 0.6)
                inside = cv2.absdiff(region, np.full_like(region, shade(glass))) == 0
                mirrored = region * (1 - share) + self._texture(wide, tall) * share
                region[inside] = mirrored[inside].astype(np.uint8)
        for _ in range(rng.randint(0, 4)):  # head rests, mirror images, stickers
            px, py = x + u(-0.75, 0.75) * roof, u(top + inset, sill)
            value = glass + u(-60, 100)
            if rng.random() < 0.7:
                s.oval(px, py, u(0.08, 0.7), u(0.05, 0.35), value, angle=u(0, 180))
            else:
                s.box(px, py, px + u(0.1, 0.6), py + u(0.1, 0.4), value)
        if rng.random() < 0.5:  # wiper, or third brake light
            if rng.random() < 0.5:
                start = (x - waist * u(0.2, 1), sill)
                s.line([start, (x + waist * u(0.1, 1), sill - u(0, 0.4))], u(0, 60), u(0.02, 0.06))
            else:
                y = rng.choice([top + inset * 0.6, sill + 0.05])
                s.box(x - u(0.2, 0.7), y, x + u(0.2, 0.7), y + u(0.04, 0.12), u(60, 255))
        if rng.random() < 0.35:  # mirrors
            for side in (-1, 1):
                s.oval(x + side * (waist + 0.3), sill - 0.2, 0.35, 0.22, v.body * 0.8, solid=True)

    def _shell(self, s: Sketch, v: Vehicle) -> None:
        u = self._rng.uniform
        x, h = v.middle, v.half
        bulge = u(0.8, 1)
        belt = u(-0.5, 0.1)
        outline = [(x - h * bulge, v.top), (x + h * bulge, v.top), (x + h, belt)]
        outline += [(x + h * 0.97, v.bottom), (x - h * 0.97, v.bottom), (x - h, belt)]
        s.solid(rounded(outline), v.body)
        self._gloss(s, v, v.top)

    def _box_body(self, s: Sketch, v: Vehicle) -> None:
        """The tail of a truck, van or bus: doors, lettering, warning stripes, lamps above."""
        rng, u = self._rng, self._rng.uniform
        x, h = v.middle, v.half
        s.solid([(x - h, v.top), (x + h, v.top), (x + h, v.bottom), (x - h, v.bottom)], v.body)
        self._gloss(s, v, v.top)
        for at in rng.choice([(0.0,), (-0.33, 0.33), ()]):
            s.line(
                [(x + at * h, v.top), (x + at * h, v.bottom)], v.body * u(0.4, 0.9), u(0.02, 0.1)
            )
        for _ in range(rng.randint(0, 5)):  # hinges, bars, handles
            y, side = u(v.top, v.bottom), rng.choice([-1, 1])
            s.box(x + side * h * u(0, 0.9), y, x + side * h, y + u(0.05, 0.2), u(20, 230))
        ink = (v.body + u(80, 170)) % 255
        y = u(v.top + 0.5, -1)
        for _ in range(rng.randint(0, 5)):
            size = rng.choice([u(0.15, 0.4), u(0.4, 1.3)])
            s.write(self._lettering.any(), x + u(-0.3, 0.3) * h, y, size, 1.9 * h, ink)
            y += size * u(1.1, 2.5)
            if y > -0.6:
                break
        if rng.random() < 0.3:  # reflecting stripes
            y, on = rng.choice([v.bottom - 0.3, u(-1, 0.4)]), u(150, 255)
            for k in range(int(h * 2)):
                s.box(x - h + k, y, x - h + k + 0.5, y + 0.16, on)
        for k in range(rng.choice([0, 0, 3, 5])):
            s.oval(x + (k - 2) * 0.45, v.top + 0.3, 0.13, 0.1, u(90, 255))

    def _gloss(self, s: Sketch, v: Vehicle, top: float) -> None:
        """What sky, road and neighbours mirror in the paint."""
        rng, u = self._rng, self._rng.uniform
        rows, columns = s.region(v.middle - v.half, top, v.middle + v.half, v.bottom)
        tall, wide = rows.stop - rows.start, columns.stop - columns.start
        if tall < 4 or wide < 4:
            return
        region = s.image[rows, columns].astype(np.float32)
        region += np.linspace(1, -1, tall, dtype=np.float32)[:, None] * u(-15, 55)
        region += rng.choice(self._clouds)[:tall, :wide] * u(0, 90)
        if rng.random() < 0.3:
            region = region * 0.75 + 0.25 * self._texture(wide, tall)
        s.image[rows, columns] = np.clip(region, 0, 255)

    def _seams(self, s: Sketch, v: Vehicle) -> None:
        rng, u = self._rng, self._rng.uniform
        for _ in range(rng.randint(1, 6)):
            y, half = u(-1.5, v.bottom), v.half * u(0.25, 1)
            x, bend = v.middle + u(-0.15, 0.15) * v.half, u(-0.15, 0.15)
            value = v.body + rng.choice([-1, 1]) * u(12, 110)
            points = [
                (x - half, y),
                (x - half / 2, y + bend),
                (x + half / 2, y + bend),
                (x + half, y),
            ]
            s.line(points, value, rng.choice([u(0.01, 0.05), u(0.04, 0.16)]))
        for _ in range(rng.randint(0, 3)):
            x, y = v.middle + u(-1, 1) * v.half, u(-1.6, 0.8)
            end = (x + u(-0.3, 0.3), y + u(0.4, 1.5))
            s.line([(x, y), end], v.body + u(-90, 40), u(0.01, 0.05))

    def _bumper(self, s: Sketch, v: Vehicle) -> None:
        rng, u = self._rng, self._rng.uniform
        if rng.random() < 0.2:
            return
        top = rng.choice([u(0.35, 0.8), u(0.3, 0.5), u(-0.8, -0.4)])
        high, half = u(0.4, 1.2), v.half * u(0.95, 1.04)
        paint = rng.choice([v.body * u(0.8, 1.15), u(10, 70), u(120, 240)])
        x = v.middle
        quad = [(x - half, top), (x + half, top), (x + half * 0.97, top + high)]
        quad.append((x - half * 0.97, top + high))
        s.solid(rounded(quad, rng.choice([0, 1, 2])), paint)
        if rng.random() < 0.5:  # rounded, so lit from above
            rows, columns = s.region(x - half, top, x + half, top + high)
            region = s.image[rows, columns]
            if region.size:
                fall = np.linspace(u(0, 50), -u(0, 70), region.shape[0], dtype=np.float32)
                region[:] = np.clip(region + fall[:, None], 0, 255)
        if rng.random() < 0.6:
            s.line([(x - half, top), (x + half, top)], paint + u(-40, 80), u(0.02, 0.08))
        if rng.random() < 0.35:  # step pads, fog lamps, reflectors, exhausts
            for side in (-1, 1):
                px, py = x + side * v.half * u(0.4, 0.85), top + high * u(0.3, 0.8)
                if rng.random() < 0.5:
                    s.box(px - u(0.1, 0.5), py - 0.06, px + u(0.1, 0.5), py + 0.06, u(20, 230))
                else:
                    s.oval(px, py, u(0.1, 0.3), u(0.06, 0.16), u(10, 230))

    def _lamps(self, s: Sketch, v: Vehicle, front: bool) -> None:
        rng, u = self._rng, self._rng.uniform
        if rng.random() < 0.06:
            return
        x, half_w, half_h = u(0.6, 0.9) * v.half, u(0.2, 0.95), u(0.15, 0.7)
        y, skew, round_one = u(-1.3, 0.1), u(-0.3, 0.3), rng.random() < 0.15
        value = rng.choice([u(15, 80), u(50, 140), u(150, 255)])
        taper_x, taper_y, smooth = u(0.5, 1), u(0.5, 1), rng.choice([0, 1, 2])
        glassy, seed = rng.random() < 0.75, rng.random()
        inner = [
            (u(-0.6, 0.6), u(-0.5, 0.5), u(0.15, 0.6), u(100, 255))
            for _ in range(rng.randint(0, 3))
        ]
        bars = [u(-0.8, 0.8) for _ in range(rng.randint(0, 3))]
        for side in (-1, 1):
            cx = v.middle + side * x
            if round_one:
                s.oval(cx, y, half_h, half_h, value)
                s.oval(cx, y, half_h, half_h, value * 0.5, u(0.03, 0.1))
            else:
                a, b = side * half_w, half_h
                quad = [(cx - a, y - b * taper_y + skew), (cx + a, y - b)]
                quad += [(cx + a * taper_x, y + b), (cx - a, y + b * taper_y)]
                s.polygon(rounded(quad, smooth), value)
                if glassy:
                    self._glass(s, quad, smooth, seed)
            for bar in bars:
                py = y + bar * half_h
                ends = [(cx - half_w * 0.95, py), (cx + half_w * 0.95, py)]
                s.line(ends, value + 60 * bar, u(0.02, 0.08))
            for dx, dy, size, light in inner:
                r = size * min(half_w, half_h)
                s.oval(cx + side * dx * half_w, y + dy * half_h, r, r, light)
        if not front and rng.random() < 0.2:  # a band of lamps across the boot
            s.box(
                v.middle - x, y - u(0.1, 0.25), v.middle + x, y + u(0.05, 0.25), value * u(0.6, 1.2)
            )
        if rng.random() < 0.25:  # lenses with a texture, a second pair
            x2, y2 = u(0.3, 0.8) * v.half, u(-1.2, 0.9)
            w, h = u(0.25, 0.9), u(0.15, 0.6)
            for side in (-1, 1):
                self._lens(s, v.middle + side * x2, y2, w, h)

    def _glass(self, s: Sketch, quad, smooth: int, seed: float) -> None:
        """Reflectors, ribs, bulbs and highlights behind a lamp's cover; alike for alike seeds."""
        rng = random.Random(seed)
        u = rng.uniform
        ring = rounded(quad, smooth)
        low, high = ring.min(0), ring.max(0)
        rows, columns = s.region(low[0], low[1], high[0], high[1])
        tall, wide = rows.stop - rows.start, columns.stop - columns.start
        if tall < 4 or wide < 4:
            return
        base = u(40, 230)
        lens = np.full((tall, wide), base, np.float32)
        lens += np.linspace(u(-60, 60), u(-60, 60), tall, dtype=np.float32)[:, None]
        if rng.random() < 0.35:  # what a facetted mirror shows
            share = u(0.3, 0.9)
            lens = lens * (1 - share) + share * self._texture(wide, tall)
        if rng.random() < 0.35:  # upright chambers, side by side
            count, gap = rng.randint(2, 5), max(1, int(wide * u(0.01, 0.04)))
            for k in range(count):
                x0, x1 = k * wide // count + gap, (k + 1) * wide // count - gap
                cv2.rectangle(lens, (x0, gap), (x1, tall - gap), u(0, 255), -1)
                if seed < 0.6:
                    for y in range(0, tall, max(3, tall // rng.randint(4, 12))):
                        cv2.line(lens, (x0, y), (x1, y), u(0, 255), 1)
        for _ in range(rng.randint(1, 4)):  # chambers
            centre = (int(u(0, wide)), int(u(0, tall)))
            axes = (max(1, int(u(0.15, 0.6) * tall)), max(1, int(u(0.15, 0.6) * tall)))
            cv2.ellipse(
                lens, centre, axes, 0, 0, 360, u(0, 255), rng.choice([-1, -1, 1, 2]), cv2.LINE_AA
            )
        if rng.random() < 0.5:  # ribs
            step, value = max(2, int(tall * u(0.06, 0.3))), u(0, 255)
            for k in range(0, max(wide, tall), step):
                ends = ((k, 0), (k, tall)) if seed < 0.5 else ((0, k), (wide, k))
                cv2.line(lens, *ends, value, max(1, step // 3))
        for _ in range(rng.randint(0, 3)):  # highlights
            cv2.circle(
                lens, (int(u(0, wide)), int(u(0, tall))), max(1, int(tall * u(0.03, 0.15))), 255, -1
            )
        lens = cv2.GaussianBlur(lens, (0, 0), max(0.3, tall * u(0.005, 0.04)))
        mask = np.zeros(s.image.shape, np.uint8)
        Sketch(mask, None, s.origin, s.unit).polygon(ring, 255)
        region, inside = s.image[rows, columns], mask[rows, columns] > 127
        region[inside] = np.clip(lens, 0, 255).astype(np.uint8)[inside]

    def _lens(self, s: Sketch, x: float, y: float, w: float, h: float) -> None:
        rows, columns = s.region(x - w / 2, y - h / 2, x + w / 2, y + h / 2)
        tall, wide = rows.stop - rows.start, columns.stop - columns.start
        if tall >= 3 and wide >= 3:
            s.image[rows, columns] = self._texture(wide, tall)

    def _grilles(self, s: Sketch, v: Vehicle) -> None:
        rng, u = self._rng, self._rng.uniform
        for _ in range(rng.choice([1, 1, 2])):
            y = rng.choice([u(-1.5, -0.6), u(0.5, 1.1)])
            half, tall = u(0.5, 2), u(0.1, 0.5)
            lower = u(0.6, 1)
            quad = [(-half, y - tall), (half, y - tall), (half * lower, y + tall)]
            quad = [(v.middle + px, py) for px, py in [*quad, (-half * lower, y + tall)]]
            s.polygon(quad, u(5, 60))
            value, step = u(40, 230), max(u(0.05, 0.16), 3 / s.unit)
            thick = step * u(0.2, 0.5)
            if rng.random() < 0.65:
                for py in np.arange(y - tall, y + tall, step):
                    s.line([(v.middle - half * 0.9, py), (v.middle + half * 0.9, py)], value, thick)
            if rng.random() < 0.4:
                for px in np.arange(-half * 0.9, half * 0.9, step * rng.choice([1, 2])):
                    ends = [(v.middle + px, y - tall), (v.middle + px, y + tall)]
                    s.line(ends, value, thick)
            if rng.random() < 0.5:
                a, b = u(0.15, 0.4), u(0.1, 0.25)
                s.oval(v.middle, y, a, b, u(80, 255), rng.choice([-1, 0.04, 0.08]))

    def _clutter(self, s: Sketch, v: Vehicle) -> None:
        """Stickers, magnets, vents, handles, ladders, spare wheels."""
        rng, u = self._rng, self._rng.uniform
        for _ in range(rng.choice([0, 0, 1, 2, 3])):
            x, y = v.middle + rng.choice([-1, 1]) * u(0.75, v.half), u(v.top, v.bottom)
            kind = rng.random()
            if kind < 0.45:  # bumper stickers are never 2:1
                half_h = u(0.06, 0.25)
                half_w = half_h * rng.choice([0.7, 1, 1, 3.2, 3.8, 4.5])
                value = u(0, 255)
                s.box(x - half_w, y - half_h, x + half_w, y + half_h, value)
                ink = (value + u(80, 170)) % 255
                s.write(self._lettering.any(), x, y, half_h * u(0.6, 1.5), half_w * 1.8, ink)
            elif kind < 0.6:
                s.oval(x, y, u(0.08, 0.3), u(0.08, 0.3), u(0, 255), rng.choice([-1, 0.03, 0.08]))
            elif kind < 0.8:
                self._lens(s, x, y, u(0.1, 0.9), u(0.08, 0.6))
            else:
                value, step = u(10, 200), max(0.06, 3 / s.unit)
                for k in range(rng.randint(3, 7)):
                    s.line([(x - 0.4, y + k * step), (x + 0.4, y + k * step)], value, step * 0.4)
        for side in rng.choice([(), (), (-1,), (1,), (-1, 1)]):  # exhausts
            x, y = v.middle + side * v.half * u(0.3, 0.85), v.bottom + u(-0.35, 0.15)
            a, b, pipe = u(0.08, 0.4), u(0.07, 0.2), u(80, 240)
            if rng.random() < 0.6:
                s.oval(x, y, a, b, u(0, 30))
                s.oval(x, y, a, b, pipe, u(0.02, 0.06))
            else:
                s.box(x - a, y - b, x + a, y + b, pipe)
                s.box(x - a * 0.8, y - b * 0.7, x + a * 0.8, y + b * 0.7, u(0, 40))
        if rng.random() < 0.2:  # mud flaps, hitch, tow hooks below
            x, w = v.middle + u(-1, 1) * v.half, u(0.1, 0.7)
            s.box(x - w, v.bottom, x + w, v.bottom + u(0.2, 0.9), u(0, 220))
        if rng.random() < 0.05:  # spare wheel
            x, y, r = v.middle + u(-0.5, 0.5), -u(1.6, 2.4), u(0.8, 1.2)
            s.oval(x, y, r, r, u(5, 50))
            s.oval(x, y, r * 0.6, r * 0.6, u(10, 200), rng.choice([-1, 0.05]))

    def _badges(self, s: Sketch, v: Vehicle) -> None:
        rng, u = self._rng, self._rng.uniform
        if rng.random() < 0.6:  # the maker's emblem
            x, y, r = v.middle + u(-0.05, 0.05), -u(0.4, 1.3), u(0.08, 0.26)
            value = rng.choice([u(150, 255), u(20, 120)])
            for _ in range(rng.randint(1, 3)):
                a, b = r * u(0.4, 1.1), r * u(0.3, 0.9)
                s.oval(x, y, a, b, value, rng.choice([-1, 0.02, 0.05]), rng.choice([0, 0, 45, 90]))
        if rng.random() < 0.3:  # an emblem of bright metal on a dark ground, or the other way round
            x, y, r = v.middle + u(-0.05, 0.05), -u(0.5, 1.3), u(0.12, 0.34)
            ground, metal = rng.choice([(u(5, 70), u(150, 255)), (u(150, 250), u(10, 110))])
            wide = r * rng.choice([1, 1, 1.4, 2.2])
            s.oval(x, y, wide, r, ground)
            s.oval(x, y, wide, r, metal, u(0.02, 0.06))
            for _ in range(rng.randint(1, 4)):
                a, b = wide * u(0.2, 0.8), r * u(0.2, 0.8)
                if rng.random() < 0.5:
                    s.oval(x, y, a, b, metal, u(0.02, 0.06), rng.choice([0, 45, 90, 135]))
                else:
                    ends = [
                        (x - a, y + b * u(-1, 1)),
                        (x, y + b * u(-1, 1)),
                        (x + a, y + b * u(-1, 1)),
                    ]
                    s.line(ends, metal, u(0.02, 0.08))
        if rng.random() < 0.25:  # an oval with a name in it
            x, y, a = v.middle + u(-0.1, 0.1), -u(0.4, 1.2), u(0.15, 0.42)
            b, value = a * u(0.38, 0.6), rng.choice([u(10, 90), u(120, 250)])
            s.oval(x, y, a, b, value)
            s.oval(x, y, a * 0.94, b * 0.92, (value + u(70, 180)) % 255, 0.025)
            s.write(
                self._lettering.any(), x, y, b * u(0.7, 1.1), a * 1.5, (value + u(70, 180)) % 255
            )
        ink = rng.choice([u(170, 255), (v.body + u(80, 170)) % 255])
        for _ in range(rng.choice([0, 1, 2, 2, 3])):  # model, trim level, dealer
            x, y = v.middle + rng.choice([-1, 1]) * u(0.7, 0.85 * v.half), u(-1.4, 0.6)
            s.write(self._lettering.any(), x, y, u(0.06, 0.2), u(0.3, 1.4), ink)
        if rng.random() < 0.2:  # the name in spaced letters across the boot
            s.write(self._lettering.any(), v.middle, -u(0.45, 1.1), u(0.1, 0.25), 3.0, ink)

    def _recess(self, s: Sketch, v: Vehicle) -> None:
        """Where the plate belongs: a hollow, its shadow, a strip with lamps or a handle above."""
        rng, u = self._rng, self._rng.uniform
        if rng.random() < 0.6:
            a, b, lower = u(0.53, 1.15), u(0.29, 0.55), u(0.75, 1)
            shift = u(-0.08, 0.08)
            value = v.body * u(0.25, 0.95) if rng.random() < 0.8 else v.body + u(10, 60)
            quad = [
                (-a, shift - b),
                (a, shift - b),
                (a * lower, shift + b),
                (-a * lower, shift + b),
            ]
            s.polygon(rounded(quad, rng.choice([0, 0, 1, 2])), value)
            if rng.random() < 0.6:  # its shaded upper part
                edge = shift - b * u(0.2, 0.85)
                s.polygon(
                    [(-a, shift - b), (a, shift - b), (a, edge), (-a, edge)], value * u(0.2, 0.8)
                )
            if rng.random() < 0.3:
                s.line([*quad, quad[0]], value * u(0.4, 1.5), u(0.01, 0.05))
        if rng.random() < 0.4:
            y, half = -u(0.29, 0.55), u(0.5, 1.7)
            value = v.body + u(30, 140) if rng.random() < 0.7 else u(0, 60)
            s.box(-half, y - u(0.04, 0.14), half, y, value)
            if rng.random() < 0.3:  # number-plate lamps
                for x in (-0.25, 0.25):
                    s.box(x - 0.08, y - 0.04, x + 0.08, y, u(180, 255))
