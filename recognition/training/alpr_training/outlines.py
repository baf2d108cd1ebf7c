"""Glyphs and lettering from free outline fonts (packages of package.json)."""

from __future__ import annotations

import functools
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

FONT_PACKAGES = Path(__file__).resolve().parent.parent / "node_modules" / "@fontsource"

SERIAL_FONTS = (
    "oswald barlow-condensed saira-condensed saira-extra-condensed roboto-condensed bebas-neue "
    "anton teko rajdhani pathway-gothic-one fjalla-one antonio league-gothic archivo-narrow "
    "sofia-sans-extra-condensed sofia-sans-condensed ibm-plex-sans-condensed "
    "encode-sans-condensed asap-condensed fira-sans-extra-condensed fira-sans-condensed "
    "ubuntu-condensed khand share-tech-mono overpass-mono dosis squada-one jockey-one "
    "chakra-petch quantico francois-one pt-sans-narrow advent-pro strait big-shoulders-display "
    "overpass b612-mono oxygen-mono ubuntu-mono roboto-mono cousine staatliches alumni-sans "
    "open-sans roboto-slab merriweather"
).split()
"""Families a serial may look like."""

SERIF_FONTS = "bodoni-moda libre-bodoni oranienbaum old-standard-tt vidaloka prata".split()
"""Families with thick and thin strokes and serifs, narrowed in their cells: Virginia's dies. Their
digits are as high as their capitals, as no plate has others."""

LETTERING_FONTS = (
    SERIAL_FONTS
    + SERIF_FONTS
    + (
        "playfair-display yanone-kaffeesatz pacifico lobster dancing-script kaushan-script "
        "courgette great-vibes yellowtail russo-one nova-mono"
    ).split()
)
"""Families for state names, slogans, stickers and signs."""

_WEIGHTS = (400, 500, 600, 700, 800)


@functools.cache
def font_files(families: tuple[str, ...]) -> tuple[Path, ...]:
    """Files of the families' medium to bold weights, sorted.

    Raises FileNotFoundError when a family has none: with fewer fonts a run would see other plates
    than the one it repeats, and nobody would know.
    """
    files, missing = [], []
    for family in families:
        folder = FONT_PACKAGES / family / "files"
        weights = [folder / f"{family}-latin-{weight}-normal.woff" for weight in _WEIGHTS]
        found = [file for file in weights if file.exists()]
        files += found
        if not found:
            missing.append(family)
    if missing:
        raise FileNotFoundError(
            f"no font files of {', '.join(missing)} under {FONT_PACKAGES}: run `npm install` in "
            f"{FONT_PACKAGES.parents[1]}, and see that its package.json names them"
        )
    return tuple(files)


CAP_HEIGHT = 80
"""Height in pixels at which serial glyphs are kept."""
_OVERHANG = 6


@functools.cache
def _serial_font(file: Path) -> tuple[ImageFont.FreeTypeFont, int, int]:
    font = ImageFont.truetype(str(file), 100)
    _, top, _, bottom = font.getbbox("H")
    font = ImageFont.truetype(str(file), max(20, round(100 * CAP_HEIGHT / (bottom - top))))
    _, top, _, bottom = font.getbbox("H")
    return font, top, bottom


@functools.lru_cache(maxsize=8192)
def glyph(file: Path, character: str) -> np.ndarray:
    """A character as a uint8 mask, its capitals CAP_HEIGHT pixels high."""
    font, top, bottom = _serial_font(file)
    left, _, right, _ = font.getbbox(character)
    size = (max(1, int(right - left)) + 2, bottom - top + 2 * _OVERHANG)
    image = Image.new("L", size, 0)
    ImageDraw.Draw(image).text((1 - left, _OVERHANG - top), character, font=font, fill=255)
    return np.array(image)


@functools.cache
def _lettering_font(file: Path) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(file), 30)


@functools.lru_cache(maxsize=4096)
def lettering(file: Path, text: str) -> np.ndarray:
    """A line of text as a uint8 mask some 30 pixels high, cut tightly."""
    font = _lettering_font(file)
    left, top, right, bottom = font.getbbox(text)
    size = (max(8, int(right - left) + 4), max(8, int(bottom - top) + 4))
    image = Image.new("L", size, 0)
    ImageDraw.Draw(image).text((2 - left, 2 - top), text, font=font, fill=255)
    return np.array(image)
