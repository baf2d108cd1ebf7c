"""Everything on a plate that is not its serial: pictures, lettering, stickers, bolts, frames.

All functions draw into a float32 canvas with values around 0 (black) to 1 (white).
"""

from __future__ import annotations

import math
import random

import cv2
import numpy as np

from alpr_training import outlines

STATES = (
    "Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|"
    "Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|"
    "Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey|"
    "New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|"
    "Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|Washington|"
    "West Virginia|Wisconsin|Wyoming|Washington, DC"
).split("|")

SLOGANS = (
    "Heart of Dixie|The Last Frontier|Grand Canyon State|The Natural State|Constitution State|"
    "The First State|Sunshine State|Peach State|Aloha State|Famous Potatoes|Land of Lincoln|"
    "Crossroads of America|Bluegrass State|Sportsman's Paradise|Vacationland|"
    "The Spirit of America|Great Lakes|10,000 lakes|Show-Me State|Big Sky|Live Free or Die|"
    "Garden State|Land of Enchantment|Empire State|First in Flight|Peace Garden State|"
    "Birthplace of Aviation|Native America|visitPA.com|Ocean State|Smiling Faces|"
    "Great Faces Great Places|The Volunteer State|The Lone Star State|Greatest Snow on Earth|"
    "Green Mountain State|Evergreen State|Wild, Wonderful|America's Dairyland|"
    "Taxation Without Representation|Treasure the Chesapeake|County|Commercial|Veteran|Trailer|"
    "Jefferson|Madison|Hamilton|Wayne|Douglas|Franklin|Jackson|Monroe|Marion|Greene|Clay|"
    "www.example.gov|Centennial|Wildlife|Explore|Discover|Farm|Dealer|University|Disabled"
).split("|")

FRAME_TEXTS = (
    "City Motors|Auto Mall|Lakeside Ford|Valley Honda|www.cars.example|Alumni|I'd rather sail|"
    "Mountain Toyota|Family Owned|Best Price|Sunset Auto|Downtown|Pre-owned|Go Tigers"
).split("|")

_MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()


_CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SIGN_WORDS = (
    "SPEED|LIMIT|QUIET|LANE|STOP|ONLY|ONE WAY|YIELD|PARK|NO|SCHOOL|ROAD|STREET|AVENUE|EXIT|BUS|"
    "BIKE|TURN|LEFT|RIGHT|KEEP|WATCH|CHILDREN|PED|XING|WORK|AHEAD|SLOW|MPH|CLOSED|DETOUR|MERGE|"
    "TRUCKS|TOW|ZONE|HOUR|PARKING|LOADING|FIRE|PRIVATE|DRIVE|TRAIL|END|NORTH|SOUTH|EAST|WEST|OPEN|"
    "SALE|RENT|CAFE|HOTEL|BANK|PIZZA|TAXI|POLICE|NOTICE"
).split("|")


def lettering(rng: random.Random, texts: list[str]) -> np.ndarray:
    """One of the texts as a uint8 mask, in any lettering font, often in capitals."""
    text = rng.choice(texts)
    if rng.random() < 0.6:
        text = text.upper()
    files = outlines.font_files(tuple(outlines.LETTERING_FONTS))
    return outlines.lettering(rng.choice(files), text)


def sticker_text(rng: random.Random) -> np.ndarray:
    """What a registration sticker says: a month, a year, a number."""
    year = rng.randint(0, 29)
    text = rng.choice(
        [rng.choice(_MONTHS), f"{year:02d}", f"20{year:02d}", str(rng.randint(1, 12)),
         f"{rng.randint(1, 12):02d}-{year:02d}", f"{rng.randint(80, 99)}"]
    )  # fmt: skip
    return lettering(rng, [text])


def legend(rng: random.Random) -> np.ndarray:
    """A line of a road sign: a word in bold capitals, or a number; any letters, so that not the
    words are learned but where they stand."""
    if rng.random() < 0.3:
        text = str(rng.choice([rng.randint(1, 15) * 5, rng.randint(1, 999)]))
    elif rng.random() < 0.5:
        text = rng.choice(_SIGN_WORDS)
    else:
        text = "".join(rng.choice(_CAPITALS) for _ in range(rng.randint(3, 8)))
    files = outlines.font_files(tuple(outlines.SERIAL_FONTS))
    return outlines.lettering(rng.choice(files), text)


def put(
    canvas: np.ndarray,
    mask: np.ndarray,
    centre: tuple[float, float],
    height: float,
    widest: float,
    value: float,
    stretch: float = 1.0,
) -> None:
    """Paints a mask in one shade, `height` pixels high and at most `widest` wide."""
    rows, columns = canvas.shape
    width = int(max(3, min(mask.shape[1] * height / mask.shape[0] * stretch, widest)))
    height = int(max(3, height))
    scaled = cv2.resize(mask, (width, height), interpolation=cv2.INTER_AREA)
    left, top = int(centre[0] - width / 2), int(centre[1] - height / 2)
    x0, y0 = max(0, left), max(0, top)
    x1, y1 = min(columns, left + width), min(rows, top + height)
    if x1 <= x0 or y1 <= y0:
        return
    cover = scaled[y0 - top : y1 - top, x0 - left : x1 - left].astype(np.float32) * (1 / 255)
    region = canvas[y0:y1, x0:x1]
    region += (value - region) * cover


def blob(canvas: np.ndarray, rng: random.Random, x: float, y: float, radius: float, value) -> None:
    """An ellipse or a rounded-off polygon, filled or drawn as a line."""
    if rng.random() < 0.35:
        axes = (max(2, int(radius)), max(2, int(radius * rng.uniform(0.5, 1.2))))
        centre = (int(x), int(y))
        cv2.ellipse(canvas, centre, axes, rng.uniform(0, 90), 0, 360, value, -1, cv2.LINE_AA)
        return
    count = rng.randint(3, 9)
    angles = np.sort([rng.uniform(0, 2 * np.pi) for _ in range(count)])
    radii = [radius * rng.uniform(0.5, 1.2) for _ in range(count)]
    points = np.stack([x + radii * np.cos(angles), y + radii * np.sin(angles)], 1)
    points = points.astype(np.int32)
    if rng.random() < 0.75:
        cv2.fillPoly(canvas, [points], value, cv2.LINE_AA)
    else:
        cv2.polylines(canvas, [points], True, value, rng.randint(1, 3), cv2.LINE_AA)


def backdrop(rng: random.Random, size: tuple[int, int]) -> np.ndarray:
    """A faint picture behind the serial, as float32 [rows, columns] around 0: hills, a sunrise,
    woods, lines."""
    columns, rows = size
    picture = np.zeros((rows, columns), np.float32)
    for _ in range(rng.randint(1, 7)):
        shade, kind = rng.uniform(-0.5, 0.5), rng.random()
        if kind < 0.3:  # a skyline
            xs = np.linspace(0, columns, rng.randint(4, 16))
            base, swing = rows * rng.uniform(0.3, 0.95), rng.uniform(3, 20)
            ys = [base + rng.gauss(0, swing) for _ in xs]
            outline = np.concatenate([np.stack([xs, ys], 1), [[columns, rows], [0, rows]]])
            cv2.fillPoly(picture, [outline.astype(np.int32)], shade)
        elif kind < 0.6:
            x, y = rng.uniform(0, columns), rng.uniform(0, rows)
            blob(picture, rng, x, y, rng.uniform(8, 60), shade)
        elif kind < 0.75:  # a rainbow or a rising sun
            centre = (int(rng.uniform(0, columns)), int(rng.uniform(0, rows * 1.5)))
            for ring in range(rng.randint(1, 5)):
                axes = (40 + ring * 14, 30 + ring * 12)
                band = rng.randint(3, 14)
                value = rng.uniform(-0.5, 0.5)
                cv2.ellipse(picture, centre, axes, 0, 0, 360, value, band, cv2.LINE_AA)
        elif kind < 0.9:  # grass, rays, branches
            for _ in range(rng.randint(3, 25)):
                x, y = int(rng.uniform(0, columns)), int(rng.uniform(0, rows))
                end = (x + rng.randint(-40, 40), y + rng.randint(-40, 40))
                cv2.line(picture, (x, y), end, shade, rng.randint(1, 3), cv2.LINE_AA)
        else:
            top = int(rng.uniform(0, rows))
            cv2.rectangle(picture, (0, top), (columns, top + rng.randint(3, 40)), shade, -1)
    return cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.5, 4))


def emblem(
    canvas: np.ndarray, rng: random.Random, x: float, y: float, width: float, height: float
) -> None:
    """A logo some `width` × `height` pixels large: fruit, star, seal, map, animal, ribbon."""
    special = rng.random()
    if special < 0.12:
        _mosaic(canvas, rng, x, y, width, height)
        return
    if special < 0.27:
        _figure(canvas, rng, x, y, width, height)
        return
    if special < 0.35:
        _pictogram(canvas, rng, x, y, min(width, height))
        return
    if special < 0.48:
        _badge(canvas, rng, x, y, width, height)
        return
    kind = rng.random()
    if kind < 0.3:  # a heap of shapes, as fruit or an animal
        for _ in range(rng.randint(3, 14)):
            dx, dy = rng.uniform(-0.4, 0.4) * width, rng.uniform(-0.4, 0.4) * height
            blob(canvas, rng, x + dx, y + dy, width * rng.uniform(0.08, 0.4), rng.random())
    elif kind < 0.45:  # a disc with leaves, the nearest thing to a 0 that plates carry
        shade = rng.random()
        axes = (max(2, int(width * rng.uniform(0.3, 0.5))), max(2, int(height * 0.4)))
        cv2.ellipse(canvas, (int(x), int(y)), axes, 0, 0, 360, shade, -1, cv2.LINE_AA)
        if rng.random() < 0.5:
            cv2.ellipse(canvas, (int(x), int(y)), axes, 0, 0, 360, rng.random(), 2, cv2.LINE_AA)
        for _ in range(rng.randint(1, 4)):
            dx, dy = rng.uniform(-0.4, 0.4) * width, rng.uniform(-0.5, 0) * height
            blob(canvas, rng, x + dx, y + dy, width * rng.uniform(0.1, 0.25), rng.random())
    elif kind < 0.6:  # rays and stars
        shade, count = rng.random(), rng.randint(5, 24)
        inner, outer = width * rng.uniform(0, 0.2), width * rng.uniform(0.3, 0.5)
        thickness = rng.randint(1, 3)
        for ray in range(count):
            angle = ray * 2 * np.pi / count + 0.1
            c, s = np.cos(angle), np.sin(angle)
            start, end = (
                (int(x + inner * c), int(y + inner * s)),
                (
                    int(x + outer * c),
                    int(y + outer * s),
                ),
            )
            cv2.line(canvas, start, end, shade, thickness, cv2.LINE_AA)
        if rng.random() < 0.4:
            centre, band = (int(x), int(y)), rng.randint(1, 4)
            cv2.circle(canvas, centre, int(outer), rng.random(), band, cv2.LINE_AA)
    elif kind < 0.75:  # a seal or badge with lettering
        shade, radius = rng.random(), width * rng.uniform(0.3, 0.5)
        if rng.random() < 0.6:
            cv2.circle(canvas, (int(x), int(y)), int(radius), shade, -1, cv2.LINE_AA)
        else:
            corner = (int(x - radius), int(y - radius)), (int(x + radius), int(y + radius))
            cv2.rectangle(canvas, *corner, shade, -1)
        for _ in range(rng.randint(0, 3)):
            mask = lettering(rng, STATES) if rng.random() < 0.5 else sticker_text(rng)
            centre = (x, y + rng.uniform(-0.7, 0.7) * radius)
            put(canvas, mask, centre, radius * rng.uniform(0.3, 0.8), radius * 1.8, 1 - shade)
    elif kind < 0.94:  # the outline of a state, a ribbon, a signature
        shade, points = rng.random(), [(x, y)]
        for _ in range(rng.randint(4, 9)):
            px, py = points[-1]
            points.append((px + rng.gauss(0, width * 0.2), py + rng.gauss(0, height * 0.2)))
        closed, thickness = rng.random() < 0.5, rng.randint(1, 7)
        line = np.array(points, np.int32)
        cv2.polylines(canvas, [line], closed, shade, thickness, cv2.LINE_AA)
    else:  # level bars, as a flag
        shade, bars = rng.random(), rng.randint(2, 4)
        for bar in range(bars):
            level = int(y + (bar - bars / 2) * height * 0.22)
            thickness = max(1, int(height * rng.uniform(0.03, 0.1)))
            ends = (int(x - width * 0.4), level), (int(x + width * 0.4), level)
            cv2.line(canvas, *ends, shade, thickness, cv2.LINE_AA)
        for _ in range(rng.randint(0, 3)):
            dx = rng.uniform(-0.35, 0.35) * width
            blob(canvas, rng, x + dx, y - height * 0.35, width * 0.1, shade)


def _mosaic(
    canvas: np.ndarray, rng: random.Random, x: float, y: float, width: float, height: float
) -> None:
    """A sticker too fine to make out: blocks of many shades."""
    columns, rows = rng.choice([2, 3, 4]), rng.choice([2, 3, 4, 5])
    grid = [[rng.random() for _ in range(columns)] for _ in range(rows)]
    x0, x1 = max(0, int(x - width * 0.4)), min(canvas.shape[1], int(x + width * 0.4))
    y0, y1 = max(0, int(y - height * 0.35)), min(canvas.shape[0], int(y + height * 0.35))
    if x1 - x0 > 3 and y1 - y0 > 3:
        method = rng.choice([cv2.INTER_NEAREST, cv2.INTER_CUBIC])
        patch = cv2.resize(np.array(grid, np.float32), (x1 - x0, y1 - y0), interpolation=method)
        canvas[y0:y1, x0:x1] = rng.uniform(0, 0.4) + patch * rng.uniform(0.3, 0.7)


def _figure(
    canvas: np.ndarray, rng: random.Random, x: float, y: float, width: float, height: float
) -> None:
    """A dark or light silhouette with limbs: rider, bird, spider, cactus."""
    shade = rng.uniform(0, 0.35) if rng.random() < 0.7 else rng.random()
    for _ in range(rng.randint(1, 3)):
        dx, dy = rng.uniform(-0.12, 0.12) * width, rng.uniform(-0.12, 0.12) * height
        axes = (
            max(2, int(width * rng.uniform(0.1, 0.25))),
            max(2, int(height * rng.uniform(0.1, 0.25))),
        )
        centre = (int(x + dx), int(y + dy))
        cv2.ellipse(canvas, centre, axes, rng.uniform(0, 180), 0, 360, shade, -1, cv2.LINE_AA)
    for _ in range(rng.randint(3, 9)):
        angle, reach = rng.uniform(0, 2 * np.pi), rng.uniform(0.3, 0.55)
        knee = angle + rng.gauss(0, 0.6)
        line = [
            (x, y),
            (x + np.cos(knee) * width * reach / 2, y + np.sin(knee) * height * reach / 2),
            (x + np.cos(angle) * width * reach, y + np.sin(angle) * height * reach),
        ]
        points = np.array(line, np.int32)
        cv2.polylines(canvas, [points], False, shade, rng.randint(1, 8), cv2.LINE_AA)


def rider(
    canvas: np.ndarray, rng: random.Random, x: float, y: float, width: float, height: float
) -> None:
    """A dark animal with something upright on its back, as tall as the serial or taller: strokes
    that lean and cross as those of a 4, a K or an X do."""
    shade = rng.uniform(0, 0.3) if rng.random() < 0.85 else rng.uniform(0.7, 1)
    lean = rng.uniform(-0.5, 0.5)

    def at(across: float, down: float) -> tuple[int, int]:
        """A point of the figure's box, -1 to 1 each way, the figure leaning."""
        wide, tall = across * width / 2, down * height / 2
        return int(x + wide), int(y + tall + lean * across * height / 4)

    trunk = (int(width * rng.uniform(0.22, 0.36)), int(height * rng.uniform(0.1, 0.16)))
    tilt = math.degrees(math.atan2(lean * height / 2, width)) + rng.uniform(-15, 15)
    cv2.ellipse(canvas, at(0, 0.1), trunk, tilt, 0, 360, shade, -1, cv2.LINE_AA)
    thick = max(2, int(width * rng.uniform(0.08, 0.16)))
    for across in (-0.6, -0.35, 0.35, 0.6):  # legs
        knee = at(across + rng.gauss(0, 0.15), rng.uniform(0.4, 0.6))
        foot = at(across + rng.gauss(0, 0.3), rng.uniform(0.7, 1))
        line = np.array([at(across * 0.7, 0.15), knee, foot], np.int32)
        cv2.polylines(canvas, [line], False, shade, thick, cv2.LINE_AA)
    side = rng.choice([-1, 1])  # neck and head, tail
    neck = np.array([at(side * 0.4, 0), at(side * 0.8, -0.3), at(side, 0.05)], np.int32)
    cv2.polylines(canvas, [neck], False, shade, int(thick * 1.4), cv2.LINE_AA)
    cv2.line(canvas, at(-side * 0.5, 0), at(-side, rng.uniform(-0.4, 0.6)), shade, thick)
    if rng.random() < 0.8:  # who sits on it, an arm raised
        cv2.line(canvas, at(0, 0), at(0, -0.6), shade, int(thick * 1.6), cv2.LINE_AA)
        cv2.circle(canvas, at(rng.gauss(0, 0.1), -0.8), max(2, int(thick * 0.9)), shade, -1)
        cv2.line(canvas, at(0, -0.5), at(-side * 0.6, rng.uniform(-1, -0.5)), shade, thick)
        cv2.line(canvas, at(0, -0.1), at(side * 0.3, 0.5), shade, thick, cv2.LINE_AA)


def _pictogram(
    canvas: np.ndarray, rng: random.Random, x: float, y: float, size: float
) -> None:
    """A filled square or disc with a simple light sign in it, as the wheelchair of many states."""
    shade, half = rng.uniform(0.05, 0.5), size * rng.uniform(0.35, 0.5)
    ink = min(1.0, shade + rng.uniform(0.4, 0.8))
    if rng.random() < 0.75:
        corners = (int(x - half), int(y - half)), (int(x + half), int(y + half))
        cv2.rectangle(canvas, *corners, shade, -1)
    else:
        cv2.circle(canvas, (int(x), int(y)), int(half), shade, -1, cv2.LINE_AA)
    thick = max(1, int(half * rng.uniform(0.12, 0.25)))
    ring = (int(x + rng.uniform(-0.2, 0.1) * half), int(y + 0.25 * half))
    start = rng.uniform(0, 360)
    axes = (int(half * 0.5), int(half * 0.5))
    cv2.ellipse(canvas, ring, axes, 0, start, start + rng.uniform(180, 330), ink, thick)
    top = (int(x - 0.1 * half), int(y - 0.65 * half))
    cv2.line(canvas, top, ring, ink, thick, cv2.LINE_AA)
    if rng.random() < 0.7:
        foot = (int(x + 0.6 * half), int(y + 0.5 * half))
        cv2.line(canvas, ring, foot, ink, thick, cv2.LINE_AA)
        cv2.circle(canvas, top, max(1, int(thick * 0.9)), ink, -1, cv2.LINE_AA)


def _badge(
    canvas: np.ndarray, rng: random.Random, x: float, y: float, width: float, height: float
) -> None:
    """A shield, seal or star drawn as a line, with initials that belong to no serial."""
    shade, radius = rng.uniform(0, 0.4), min(width, height) * rng.uniform(0.35, 0.5)
    sides = rng.randint(4, 9)
    dents = rng.choice([1.0, 1.0, rng.uniform(0.6, 0.9)])
    outline = [
        (
            x + radius * (dents if i % 2 else 1) * np.cos(2 * np.pi * i / (2 * sides)),
            y + radius * (dents if i % 2 else 1) * np.sin(2 * np.pi * i / (2 * sides)),
        )
        for i in range(2 * sides)
    ]
    points = np.array(outline, np.int32)
    cv2.polylines(canvas, [points], True, shade, rng.randint(1, 3), cv2.LINE_AA)
    initials = [rng.choice("ABCDEFGHIKLMNOPRSTUVWXYZ") for _ in range(rng.randint(1, 3))]
    if rng.random() < 0.5:
        height_each = radius * rng.uniform(0.7, 1.1)
        put(canvas, lettering(rng, ["".join(initials)]), (x, y), height_each, radius * 1.6, shade)
        return
    for i, initial in enumerate(initials):
        centre = (x + rng.gauss(0, 0.15) * radius, y + (i - (len(initials) - 1) / 2) * radius * 0.7)
        put(canvas, lettering(rng, [initial]), centre, radius * 0.55, radius, shade)


def stickers(canvas: np.ndarray, rng: random.Random) -> None:
    """Registration stickers in the corners."""
    rows, columns = canvas.shape
    for px, py in ((0.1, 0.13), (0.9, 0.13), (0.1, 0.87), (0.9, 0.87)):
        if rng.random() > 0.42:
            continue
        half_width, half_height = (
            columns * rng.uniform(0.045, 0.085),
            rows * rng.uniform(0.05, 0.11),
        )
        x = columns * (px + rng.uniform(-0.04, 0.04))
        y = rows * (py + rng.uniform(-0.03, 0.03))
        shade = rng.random()
        if rng.random() < 0.8:
            corners = (
                (int(x - half_width), int(y - half_height)),
                (
                    int(x + half_width),
                    int(y + half_height),
                ),
            )
            cv2.rectangle(canvas, *corners, shade, -1)
        ink = (shade + rng.uniform(0.3, 0.7)) % 1
        height = half_height * rng.uniform(0.9, 1.7)
        put(canvas, sticker_text(rng), (x, y), height, half_width * 1.8, ink)


def bolts(canvas: np.ndarray, rng: random.Random) -> None:
    """Bolts or empty bolt holes, at the 7-inch spacing of US plates."""
    if rng.random() > 0.78:
        return
    rows, columns = canvas.shape
    for px in (0.21, 0.79):
        for py in (0.08, 0.92):
            if rng.random() > 0.7:
                continue
            x = int(columns * px + rng.uniform(-8, 8))
            y = int(rows * py + rng.uniform(-3, 5))
            radius = rng.randint(3, 8)
            axes = (int(radius * rng.choice([1, 1.6])), radius)
            cv2.ellipse(canvas, (x, y), axes, 0, 0, 360, rng.random(), -1, cv2.LINE_AA)
            if rng.random() < 0.4:
                inner = max(1, radius - 3)
                cv2.circle(canvas, (x, y), inner, rng.random(), -1, cv2.LINE_AA)


def border(canvas: np.ndarray, rng: random.Random, ink: float) -> None:
    """The painted or pressed line along a plate's edge."""
    if rng.random() > 0.45:
        return
    rows, columns = canvas.shape
    inset = rng.randint(1, 7)
    shade = ink if rng.random() < 0.6 else rng.random()
    corners = (inset, inset), (columns - inset, rows - inset)
    cv2.rectangle(canvas, *corners, shade, rng.randint(1, 4), cv2.LINE_AA)


def dealer_frame(canvas: np.ndarray, rng: random.Random) -> None:
    """A frame that covers the plate's edges, and sometimes its state and slogan, with lettering."""
    if rng.random() > 0.3:
        return
    rows, columns = canvas.shape
    shade = rng.uniform(0, 0.3) if rng.random() < 0.75 else rng.uniform(0.5, 1)
    top, bottom = rows * rng.uniform(0, 0.2), rows * rng.uniform(0.79, 1)
    side = int(rng.uniform(3, 14))
    canvas[: int(top)] = shade
    canvas[int(bottom) :] = shade
    canvas[:, :side] = shade
    canvas[:, -side:] = shade
    for y, likely in ((bottom + (rows - bottom) / 2, 0.7), (top / 2, 0.5)):
        if rng.random() < likely:
            mask = lettering(rng, FRAME_TEXTS + SLOGANS + STATES)
            height = rows * rng.uniform(0.07, 0.14)
            put(canvas, mask, (columns * 0.5, y), height, columns * 0.8, 1 - shade)
