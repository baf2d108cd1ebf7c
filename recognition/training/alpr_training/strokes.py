"""A parametric stroke font: licence plate dies have no free font, and every state has its own.

A glyph is a set of strokes in the unit square (x right, y down). A stroke is a line of points; a
point marked `*` is a rounded corner, `z` at the end closes the stroke. Each glyph has several
variants, since a 4 is open in California and closed in Ohio. A `StrokeStyle` picks one of each and
the radius, weight and slant of the whole, as a die maker would.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field

import cv2
import numpy as np

_ROUND = "0,0* 1,0* 1,1* 0,1* z"

_SKELETONS: dict[str, list[str]] = {
    "0": [_ROUND],
    "1": [
        ".5,0 .5,1",
        ".18,.2 .52,0 .52,1",
        ".2,.16 .5,0 .5,1; .16,1 .84,1",
        ".5,0 .5,1; .22,.1 .5,.1; .2,1 .8,1",
        ".1,.26 .55,0 .55,1",
        ".3,.05 .6,0 .6,1",
    ],
    "2": [
        "0,.2 0,0* 1,0* 1,.38* 0,1 1,1",
        "0,.24 0,0* 1,0* 1,.3* 0,.93 0,1 1,1",
        "0,.28 0,0* 1,0* 1,.52* 0,.78* 0,1 1,1",
        "0,.25 0,0* .98,0* .98,.36* .4,.63* 0,1 1,1",
        "0,.3 0,0* 1,0* 1,.6* 0,.84* 0,1 1,1",
        "0,.2 0,0* 1,0* 1,.45* .1,.9* 0,1 1,1",
        "0,.16 .1,0* .95,0* 1,.45* 0,1 1,1 1,.9",
    ],
    "3": [
        "0,.22 0,0* .97,0* .97,.48* .42,.48; .42,.48 1,.48* 1,1* 0,1* 0,.78",
        "0,0 1,0 .46,.41 1,.41* 1,1* 0,1* 0,.77",
        "0,.26 0,0* 1,0* 1,.49* .3,.49; .3,.49 1,.49* 1,1* 0,1* 0,.74",
        ".03,0 .96,0 .5,.4 1,.45* 1,1* .05,1* 0,.8",
    ],
    "4": [
        ".45,0 0,.76 1.03,.76; .76,.5 .76,1",
        ".52,0 0,.72 1.03,.72; .74,.44 .74,1",
        ".36,0 0,.68 1,.68; .78,.38 .78,1",
        ".7,1 .7,0 0,.77 1.05,.77",
        ".78,1 .78,0 .68,0 0,.68 0,.76 1.06,.76",
        ".72,1 .72,0 0,.69 1.02,.69",
        ".3,0 0,.6 1,.6; .76,.28 .76,1",
        ".68,0 0,.7 1.02,.7; .72,.38 .72,1",
        ".75,1 .75,0 .58,0 0,.6 0,.7 1.03,.7",
        "0,0 0,.6 1,.6; .8,.2 .8,1",
        ".46,0 0,.7 1.02,.7; .72,.46 .72,1",
        ".42,0 0,.75 1,.75; .78,.55 .78,1",
        ".6,0 0,.66 1.02,.66; .7,.4 .7,1",
        ".28,0 0,.66 .95,.66; .6,.42 .6,1",
        ".2,0 0,.64 1,.64; .68,.4 .68,1",
    ],
    "5": [
        ".95,0 .05,0 .02,.46 .3,.4* 1,.4* 1,1* 0,1* 0,.77",
        ".95,0 .08,0 .04,.5 .12,.38* 1,.38* 1,1* 0,1* 0,.74",
        ".95,0 0,0 0,.42 1,.42* 1,1* 0,1* 0,.8",
        ".9,0 .1,0 .06,.4 .6,.38* 1,.5* 1,1* .05,1* 0,.82",
    ],
    "6": [
        ".97,.24 .97,0* 0,0* 0,1* 1,1* 1,.43* 0,.43* 0,.7",
        ".75,0 0,.52* 0,1* 1,1* 1,.45* 0,.45* 0,.7",
        ".82,0 .4,0* 0,.5* 0,1* 1,1* 1,.44* 0,.44* 0,.7",
        ".98,.2 .9,0* 0,0* 0,1* 1,1* 1,.5* .05,.5* 0,.7",
    ],
    "7": [
        "0,0 1,0 .3,1",
        "0,0 1,0 1,.12* .4,.55* .35,1",
        "0,.12 0,0 1,0 .4,1",
        "0,0 1,0 .46,.5* .42,1",
        "0,0 1,0 .55,1",
    ],
    "8": [
        ".04,0* .96,0* .96,.48* .04,.48* z; 0,.48* 1,.48* 1,1* 0,1* z",
        ".09,0* .91,0* .91,.45* .09,.45* z; 0,.45* 1,.45* 1,1* 0,1* z",
        "0,0* 1,0* 1,.5* 0,.5* z; 0,.5* 1,.5* 1,1* 0,1* z",
    ],
    "A": [
        "0,1 .5,0 1,1; .17,.68 .83,.68",
        "0,1 .42,0 .58,0 1,1; .17,.7 .83,.7",
        "0,1 .08,.5 .5,0* .92,.5 1,1; .08,.66 .92,.66",
        "0,1 0,.35 .3,0* .7,0* 1,.35 1,1; 0,.62 1,.62",
    ],
    "B": [
        "0,0 .95,0* .95,.48* 0,.48; 0,.48 1,.48* 1,1* 0,1 0,0",
        "0,0 1,0* 1,.5* 0,.5; 0,.5 1,.5* 1,1* 0,1 0,0",
        "0,0 .9,0* .9,.46* 0,.46; 0,.46 1,.46* 1,1* 0,1 0,0",
    ],
    "C": ["1,.28 1,0* 0,0* 0,1* 1,1* 1,.72", "1,.22 .95,0* 0,0* 0,1* .95,1* 1,.78"],
    "D": [
        "0,0 1,0* 1,1* 0,1 z",
        ".1,0 1,0* 1,1* .1,1; -.02,0 .1,0; .15,0 .15,1; -.02,1 .1,1",
        "0,0 .7,0* 1,.3 1,.7 .7,1* 0,1 z",
    ],
    "E": ["1,0 0,0 0,1 1,1; 0,.48 .8,.48", "1,0 0,0 0,1 1,1; 0,.5 1,.5"],
    "F": ["1,0 0,0 0,1; 0,.48 .8,.48", "1,0 0,0 0,1; 0,.53 .9,.53"],
    "G": [
        "1,.28 1,0* 0,0* 0,1* 1,1* 1,.55 .55,.55",
        "1,.28 1,0* 0,0* 0,1* .75,1* 1,.85 1,.55 .55,.55; 1,.8 1,1",
        "1,.24 1,0* 0,0* 0,1* 1,1* 1,.6 .62,.6",
        "1,.3 1,0* 0,0* 0,1* 1,1* 1,.5 .7,.5",
        "1,.26 1,0* 0,0* 0,1* 1,1* 1,.6 .8,.6",
        "1,.25 .95,0* 0,0* 0,1* .9,1* .9,.6; .7,.6 1.08,.6",
        "1,.28 1,0* 0,0* 0,1* 1,1* 1,.52",
    ],
    "H": ["0,0 0,1; 1,0 1,1; 0,.49 1,.49"],
    "I": [
        ".5,0 .5,1",
        ".5,0 .5,1; .04,0 .96,0; .04,1 .96,1",
        ".5,0 .5,1; .22,0 .78,0; .22,1 .78,1",
    ],
    "J": [
        "1,0 1,1* 0,1* 0,.7",
        ".9,0 .9,1* 0,1* 0,.72; .45,0 .9,0",
        "1,0 1,1* .1,1* 0,.8",
        ".7,0 .7,1* 0,1* 0,.8; .4,0 1,0",
    ],
    "K": ["0,0 0,1; 1,0 0,.62; .36,.42 1,1", "0,0 0,1; .95,0 .05,.5 1,1"],
    "L": ["0,0 0,1 1,1"],
    "M": [
        "0,1 0,0 .5,.6 1,0 1,1",
        "0,1 0,0 .5,1 1,0 1,1",
        "0,1 0,0 .5,.42 1,0 1,1",
        "0,1 .08,0 .5,.7 .92,0 1,1",
    ],
    "N": ["0,1 0,0 1,1 1,0"],
    "O": [_ROUND],
    "P": ["0,1 0,0 1,0* 1,.54* 0,.54", "0,1 0,0 1,0* 1,.48* 0,.48"],
    "Q": [
        _ROUND + "; .6,.78 1,1",
        _ROUND + "; .5,.68 .98,.98",
        _ROUND + "; .62,.66 .8,.94",
        _ROUND + "; .55,.72 1.02,1.05",
        _ROUND + "; .45,.8 .8,1.12",
        _ROUND + "; .5,.75 .5,.95* .9,1.1",
        _ROUND + "; .7,.85 1.1,1.02",
    ],
    "R": [
        "0,1 0,0 1,0* 1,.52* 0,.52; .5,.52 1,1",
        "0,1 0,0 1,0* 1,.5* 0,.5; .6,.5* .95,.56* 1,1",
        "0,1 0,0 1,0* 1,.54* 0,.54; .35,.54 1,1",
    ],
    "S": [
        "1,.25 1,0* 0,0* 0,.48* 1,.48* 1,1* 0,1* 0,.75",
        ".98,.22 .98,0* .02,0* .02,.36* 1,.62* 1,1* 0,1* 0,.77",
        "1,.2 .95,0* .04,0* .04,.46* .98,.52* .98,1* .04,1* 0,.8",
    ],
    "T": ["0,0 1,0; .5,0 .5,1"],
    "U": ["0,0 0,1* 1,1* 1,0"],
    "V": ["0,0 .5,1 1,0", "0,0 .43,1 .57,1 1,0"],
    "W": [
        "0,0 .2,1 .5,.15 .8,1 1,0",
        "0,0 .08,1 .5,.5 .92,1 1,0",
        "0,0 .24,1 .5,.27 .76,1 1,0",
        "0,0 .12,1 .5,.4 .88,1 1,0",
        "0,0 0,1 .5,.46 1,1 1,0",
        "0,0 .25,1 .5,0 .75,1 1,0",
    ],
    "X": ["0,0 1,1; 1,0 0,1"],
    "Y": ["0,0 .5,.5 1,0; .5,.5 .5,1", "0,0 0,.3* .5,.56 1,.3* 1,0; .5,.56 .5,1"],
    "Z": ["0,0 1,0 0,1 1,1"],
}


@dataclass(frozen=True)
class _Stroke:
    points: np.ndarray  # float [n, 2]
    rounded: tuple[bool, ...]
    closed: bool


def _parse(stroke: str) -> _Stroke:
    tokens = stroke.split()
    closed = tokens[-1] == "z"
    tokens = tokens[:-1] if closed else tokens
    points = [tuple(float(v) for v in re.sub(r"\*", "", token).split(",")) for token in tokens]
    return _Stroke(np.array(points), tuple("*" in token for token in tokens), closed)


_GLYPHS = {
    character: [[_parse(s) for s in variant.split(";")] for variant in variants]
    for character, variants in _SKELETONS.items()
}
for _variant in _GLYPHS["6"]:  # a 9 is a 6 turned by half
    _GLYPHS.setdefault("9", []).append(
        [_Stroke(1 - s.points, s.rounded, s.closed) for s in _variant]
    )


@dataclass
class StrokeStyle:
    """One die set: which variant of every glyph, and how round, upright and regular it is."""

    rng: random.Random
    radius: float = 0.0
    """Corner radius as a share of the glyph's width."""
    tallness: float = 1.0
    """How much longer corners run along the upright strokes than along the level ones."""
    slant: float = 0.0
    """Horizontal shift for one unit of height."""
    glyphs: dict[str, list[_Stroke]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        rng = self.rng
        self.radius = rng.uniform(0.22, 0.56)
        self.tallness = rng.choice([1.0, 1.0, 1.2, 1.5, 1.8])
        self.slant = rng.choice([0.0] * 8 + [rng.uniform(-0.05, 0.12)])
        self.zero_radius = rng.choice([None, None, 0.25, 0.5])
        self.o_radius = rng.choice([None, None, None, 0.5])
        self.zero_width = rng.choice([1.0, 1.0, rng.uniform(0.8, 1.0)])
        self.slashed_zero = rng.random() < 0.06
        self.wobble = rng.choice([0.0, 0.03, 0.05])

    def glyph(self, character: str) -> list[_Stroke]:
        """The strokes of this set's glyph, the same at every call."""
        if character not in self.glyphs:
            self.glyphs[character] = self._cast(self.rng.choice(_GLYPHS[character]))
        return self.glyphs[character]

    def _cast(self, strokes: list[_Stroke]) -> list[_Stroke]:
        """Moves inner points a little: no two die makers place a crossbar alike."""
        cast = []
        for stroke in strokes:
            points = stroke.points.copy()
            inner = (points > 0.03) & (points < 0.97)
            shift = [[self.rng.uniform(-1, 1) for _ in range(2)] for _ in points]
            points[inner] += self.wobble * np.array(shift)[inner]
            cast.append(_Stroke(points, stroke.rounded, stroke.closed))
        return cast

    def corner_radius(self, character: str) -> float:
        if character == "0" and self.zero_radius:
            return self.zero_radius
        if character == "O" and self.o_radius:
            return self.o_radius
        return self.radius


def draw(
    mask: np.ndarray,
    character: str,
    left: float,
    top: float,
    width: float,
    height: float,
    weight: float,
    style: StrokeStyle,
) -> None:
    """Draws a glyph into a uint8 mask with 255; the box is that of the strokes' centre lines.

    `weight` is the stroke's width in pixels.
    """
    if character == "0" and style.zero_width < 1:
        left += width * (1 - style.zero_width) / 2
        width *= style.zero_width
    radius = style.corner_radius(character) * width
    lines = []
    for stroke in style.glyph(character):
        line = _outline(stroke, width, height, radius, style.tallness)
        line[:, 0] += left + style.slant * (height / 2 - line[:, 1])
        line[:, 1] += top
        lines.append((line, stroke.closed))
    if character == "0" and style.slashed_zero:
        slash = np.array([[0.2, 0.8], [0.8, 0.2]]) * [width, height] + [left, top]
        lines.append((slash, False))
    thickness = max(1, round(weight))
    for line, closed in lines:
        fixed = np.round(line * 8).astype(np.int32)
        cv2.polylines(mask, [fixed], closed, 255, thickness, cv2.LINE_AA, 3)


_CURVE = np.array([0.0, 0.17, 0.33, 0.5, 0.67, 0.83, 1.0])[:, None]


def _outline(
    stroke: _Stroke, width: float, height: float, radius: float, tallness: float
) -> np.ndarray:
    """The stroke's centre line in pixels, its rounded corners as short curves; float [n, 2]."""
    points = stroke.points * [width, height]
    count = len(points)
    line = []
    for i, point in enumerate(points):
        at_end = not stroke.closed and i in (0, count - 1)
        if not stroke.rounded[i] or at_end:
            line.append(point[None])
            continue
        legs = []
        for j in (i - 1, (i + 1) % count):
            leg = points[j] - point
            length = float(np.hypot(*leg))
            shared = stroke.rounded[j] and (stroke.closed or j not in (0, count - 1))
            limit = length * (0.5 if shared else 0.92)
            upright = abs(leg[1]) > abs(leg[0])
            reach = min(radius * (tallness if upright else 1.0), limit)
            legs.append(leg / max(length, 1e-6) * reach)
        start, end = point + legs[0], point + legs[1]
        near_start, near_end = point + 0.45 * legs[0], point + 0.45 * legs[1]
        t = _CURVE
        line.append(
            (1 - t) ** 3 * start
            + 3 * (1 - t) ** 2 * t * near_start
            + 3 * (1 - t) * t**2 * near_end
            + t**3 * end
        )
    return np.concatenate(line)
