"""Training samples made by worker processes, in blocks that depend on nothing but their number.

Block k of a run is a pure function of (seed, k), and blocks reach the trainer in order, however
many processes make them. A run is therefore repeatable, and can go on from any block.
"""

from __future__ import annotations

import collections
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor

import numpy as np

Block = tuple[np.ndarray, ...]
"""Arrays whose first axis counts the samples; all of one length."""


def blocks(
    make: Callable[[int, int], Block], seed: int, first: int = 0, workers: int = 1
) -> Iterator[Block]:
    """Blocks `first`, `first + 1`, … without end.

    `make(seed, index)` runs in `workers` processes, two blocks ahead for each of them.
    """
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, context, initializer=_end_with_parent) as pool:
        ahead: collections.deque = collections.deque()
        index = first
        while True:
            while len(ahead) < 2 * workers:
                ahead.append(pool.submit(make, seed, index))
                index += 1
            yield ahead.popleft().result()


def _end_with_parent() -> None:
    """Workers of a killed trainer would wait for work for ever."""

    def watch() -> None:
        multiprocessing.parent_process().join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


class ReplayWindow:
    """The last blocks, to draw batches from: rendering is dearer than a second look."""

    def __init__(self, capacity: int):
        """Keeps `capacity` blocks; the oldest gives way."""
        self._blocks: collections.deque[Block] = collections.deque(maxlen=capacity)

    def add(self, block: Block) -> None:
        self._blocks.append(block)

    def __len__(self) -> int:
        """Samples held."""
        return sum(len(block[0]) for block in self._blocks)

    def batch(self, rng: np.random.Generator, size: int) -> Block:
        """`size` samples at random, with replacement, each block as likely as another."""
        share = rng.multinomial(size, [1 / len(self._blocks)] * len(self._blocks))
        picked = []
        for block, count in zip(self._blocks, share):
            rows = rng.integers(0, len(block[0]), count)
            picked.append([array[rows] for array in block])
        return tuple(np.concatenate(column) for column in zip(*picked))
