"""From a reader's steps to texts: prefix beam search and a prior over the serials states issue.

The pipeline's own decoder is the Java class CtcBeam; this one serves the trainers' figures.
"""

from __future__ import annotations

import math
from collections import defaultdict

import numpy as np

from alpr_training.characters import ALPHABET, BLANK, LONGEST, SHORTEST
from alpr_training.texts import PATTERNS

_TOTAL = sum(PATTERNS.values())
_NEVER = -1e9


def beam(log: np.ndarray, width: int = 12) -> list[tuple[float, str]]:
    """Texts and their log probability, best first, of log probabilities [steps, classes]."""
    texts = {(): (0.0, _NEVER)}  # ends in a blank, ends in its last character
    for step in log:
        likely = [c for c in np.argsort(-step)[:6] if step[c] > -7]
        grown: dict = defaultdict(lambda: [_NEVER, _NEVER])
        for text, (blank, character) in texts.items():
            either = np.logaddexp(blank, character)
            for c in likely:
                if c == BLANK:
                    entry = grown[text]
                    entry[0] = np.logaddexp(entry[0], either + step[c])
                    continue
                longer = grown[text + (c,)]
                if text and text[-1] == c:
                    same = grown[text]
                    same[1] = np.logaddexp(same[1], character + step[c])
                    longer[1] = np.logaddexp(longer[1], blank + step[c])
                else:
                    longer[1] = np.logaddexp(longer[1], either + step[c])
        best = sorted(grown.items(), key=lambda e: -np.logaddexp(*e[1]))[:width]
        texts = {text: tuple(ends) for text, ends in best}
    scored = [
        (float(np.logaddexp(*ends)), "".join(ALPHABET[c - 1] for c in text))
        for text, ends in texts.items()
    ]
    return sorted(scored, reverse=True)


def pattern(text: str) -> str:
    """The text with D for each digit and L for each letter."""
    return "".join("D" if c.isdigit() else "L" for c in text)


def read(log: np.ndarray, weight: float = 0.5) -> tuple[str, float]:
    """The most probable text under the prior, and its probability without it.

    `weight` is the prior's exponent. An O in a text that no state's pattern explains is written 0.
    """
    texts = [(score, text) for score, text in beam(log) if SHORTEST <= len(text) <= LONGEST]
    if not texts:
        return "", 0.0
    score, text = max(
        texts,
        key=lambda t: t[0] + weight * math.log(0.75 * PATTERNS.get(pattern(t[1]), 0) / _TOTAL + 0.0025),
    )
    if pattern(text) not in PATTERNS:
        text = text.replace("O", "0")
    return text, math.exp(score)
