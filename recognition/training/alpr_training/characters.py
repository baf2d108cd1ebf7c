"""The characters of a plate and their place in a network's output."""

from __future__ import annotations

import numpy as np

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
BLANK = 0
"""The CTC class that stands for "no character here"; characters follow it in ALPHABET's order."""

CLASSES = len(ALPHABET) + 1
SHORTEST, LONGEST = 2, 8
PADDING = -1


def encode(text: str) -> np.ndarray:
    """Classes of a text as int8 [LONGEST], filled up with PADDING.

    Raises ValueError for other characters or a text longer than LONGEST.
    """
    if len(text) > LONGEST:
        raise ValueError(f"a plate has at most {LONGEST} characters, got {len(text)}")
    classes = np.full(LONGEST, PADDING, np.int8)
    for position, character in enumerate(text):
        classes[position] = ALPHABET.index(character) + 1
    return classes


def decode(classes) -> str:
    """The text of classes as `encode` writes them."""
    return "".join(ALPHABET[int(c) - 1] for c in classes if c > BLANK)
