"""Photographs without plates, and drawn streets, to stand behind the vehicles.

`python -m alpr_training.backgrounds` fetches the photographs: wallpaper packages of Debian under
free licences (see the README), and frames of our own simulation that show no plate.
"""

from __future__ import annotations

import argparse
import functools
import os
import random
import shutil
import subprocess
import tempfile
from pathlib import Path

import cv2
import numpy as np

FOLDER = Path(
    os.environ.get("ALPR_BACKGROUNDS", Path(__file__).resolve().parent.parent / "backgrounds")
)
"""Where the prepared photographs lie: grey PNG, sides of at most `LONGEST_SIDE` pixels."""
PACKAGES = (
    "gnome-backgrounds",
    "lomiri-wallpapers-16.04",
    "lomiri-wallpapers-20.04",
    "mate-backgrounds",
    "plasma-workspace-wallpapers",
    "ukui-wallpapers",
)
LONGEST_SIDE = 1800
_LEAST_TEXTURE = 6.0
"""Deviation of the Laplacian below which a picture is a mere gradient."""


@functools.cache
def photographs() -> tuple[np.ndarray, ...]:
    """All prepared photographs, uint8, grey.

    Raises FileNotFoundError when they have not been fetched.
    """
    files = sorted(FOLDER.rglob("*.png"))
    if not files:
        raise FileNotFoundError(
            f"no backgrounds under {FOLDER}: run `python -m alpr_training.backgrounds`"
        )
    return tuple(cv2.imread(str(file), cv2.IMREAD_GRAYSCALE) for file in files)


class Backgrounds:
    """Draws what stands behind the vehicles."""

    def __init__(self, rng: random.Random, clouds: list[np.ndarray], grains: list[np.ndarray]):
        """`clouds` are smooth and `grains` rough random fields, float32, of the size wanted."""
        self._rng = rng
        self._clouds = clouds
        self._grains = grains
        self._photographs = photographs()
        self._streets = [p for p in self._photographs if p.shape == (720, 1280)]

    def photograph(self, columns: int, rows: int) -> np.ndarray:
        """A piece of a photograph, uint8 [rows, columns]."""
        rng = self._rng
        pool = self._streets if self._streets and rng.random() < 0.3 else self._photographs
        source = rng.choice(pool)
        share = np.exp(rng.uniform(np.log(0.4), np.log(2.2)))
        share = min(share, source.shape[1] / columns, source.shape[0] / rows)
        width, height = int(columns * share), int(rows * share)
        x = rng.randint(0, source.shape[1] - width)
        y = rng.randint(0, source.shape[0] - height)
        how = cv2.INTER_AREA if share > 1 else cv2.INTER_LINEAR
        piece = cv2.resize(
            source[y : y + height, x : x + width], (columns, rows), interpolation=how
        )
        if rng.random() < 0.5:
            piece = piece[:, ::-1]
        if rng.random() < 0.06:
            piece = 255 - piece
        return np.ascontiguousarray(piece)

    def street(self, columns: int, rows: int) -> np.ndarray:
        """Ground, a kerb or wall, lane markings, what grows or stands behind; uint8."""
        rng = self._rng
        base = rng.uniform(25, 225)
        field = np.full((rows, columns), base, np.float32)
        field += np.linspace(-1, 1, rows, dtype=np.float32)[:, None] * rng.uniform(-50, 50)
        field += rng.choice(self._clouds) * rng.uniform(0, 90)
        field += rng.choice(self._grains) * rng.choice([2, 6, 14]) * rng.random()
        if rng.random() < 0.5:
            horizon = int(rng.uniform(0.05, 0.55) * rows)
            if rng.random() < 0.6:
                field[:horizon] = self.photograph(columns, rows)[:horizon]
            else:
                field[:horizon] = rng.uniform(20, 240)
                field[:horizon] += rng.choice(self._grains)[:horizon] * rng.uniform(0, 40)
        image = np.clip(field, 0, 255).astype(np.uint8)
        for _ in range(rng.choice([0, 1, 2, 4])):  # markings, kerbs, cracks, shadows of poles
            start = (rng.randint(-60, columns + 60), rng.randint(0, rows))
            end = (start[0] + int(rng.gauss(0, columns * 0.6)), start[1] + int(rng.gauss(0, 60)))
            shade = base + rng.choice([-1, 1]) * rng.uniform(15, 130)
            shade = int(np.clip(shade, 0, 255))
            cv2.line(image, start, end, shade, rng.choice([1, 2, 5, 12]), cv2.LINE_AA)
        return image

    def any(self, columns: int, rows: int) -> np.ndarray:
        """Either of both."""
        if self._rng.random() < 0.5:
            return self.photograph(columns, rows)
        return self.street(columns, rows)


def prepare(source: Path, target: Path, limit: int = 10**9) -> int:
    """Turns the textured pictures below `source` into grey PNG in `target`; returns how many."""
    target.mkdir(parents=True, exist_ok=True)
    seen, kept = set(), 0
    for file in sorted(source.rglob("*")):
        if file.suffix not in (".jpg", ".png", ".webp") or file.is_symlink() or kept >= limit:
            continue
        if "screenshot" in file.name or file.parents[1] in seen and "contents" in file.parts:
            continue  # Plasma keeps one picture in many sizes
        image = cv2.imread(str(file), cv2.IMREAD_GRAYSCALE)
        if image is None or min(image.shape) < 650:
            continue
        small = cv2.resize(image, (400, 250), interpolation=cv2.INTER_AREA)
        if cv2.Laplacian(small, cv2.CV_32F).std() < _LEAST_TEXTURE:
            continue
        if small.mean() > 245 or small.mean() < 8:
            continue
        seen.add(file.parents[1])
        scale = LONGEST_SIDE / max(image.shape)
        if scale < 1:
            image = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        cv2.imwrite(str(target / f"{kept:03d}-{file.stem[:24]}.png"), image)
        kept += 1
    return kept


def fetch(simulation: Path | None) -> None:
    """Downloads the packages with apt-get and prepares them, and the simulation's frames.

    FOLDER appears when all is in it: a part of the pictures would train without a word. Ends the
    program when FOLDER is there already or a package can't be had.
    """
    if FOLDER.exists():
        raise SystemExit(f"{FOLDER} is there already: delete it to fetch the pictures anew")
    part = FOLDER.with_name(FOLDER.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    for package in PACKAGES:
        with tempfile.TemporaryDirectory() as folder:
            archive = download(package, Path(folder))
            subprocess.run(["dpkg", "-x", str(archive), f"{folder}/files"], check=True)
            count = prepare(Path(folder) / "files", part / package)
            print(f"{package}: {count} pictures")
    if simulation:
        print(f"simulation: {prepare(simulation, part / 'simulation')} frames")
    part.rename(FOLDER)


def download(package: str, folder: Path) -> Path:
    """Fetches a Debian package into `folder`; ends the program when apt-get can't."""
    try:
        subprocess.run(["apt-get", "download", package], cwd=folder, check=True)
    except FileNotFoundError as failure:
        raise SystemExit(
            "apt-get is not there: fetch the backgrounds on Debian, and set ALPR_BACKGROUNDS to a "
            "copy of the folder"
        ) from failure
    except subprocess.CalledProcessError as failure:
        raise SystemExit(
            f"apt-get did not download {package} (exit code {failure.returncode}): run `apt-get "
            "update` as root so that it knows where the package lies, then call again"
        ) from failure
    return next(folder.glob("*.deb"))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--simulation", type=Path, help="frames made by RenderSet --no-plates")
    fetch(parser.parse_args().simulation)
