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
_LETTER = {"I": 0.45 / 24.5, "O": 0.45 / 24.5, "Q": 0.6 / 24.5}
_LENGTHS = {2: 0.02, 3: 0.05, 4: 0.1, 5: 0.15, 6: 0.25, 7: 0.4, 8: 0.03}
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


def prior(text: str) -> float:
    """Logarithm of how likely a plate says this before anyone has looked.

    Three quarters of plates bear a serial: a pattern, then digits alike and letters nearly alike,
    so a wavering between 0 and O at any place leans to 0. The rest are personalised or odd.
    """
    serial = PATTERNS.get(pattern(text), 0) / _TOTAL
    personal = random = _LENGTHS[len(text)]
    for character in text:
        digit = character.isdigit()
        serial *= 0.1 if digit else _LETTER.get(character, 1 / 24.5)
        personal *= 0.02 if digit else 0.036
        random /= 36
    return math.log(0.75 * serial + 0.5 * personal + 0.08 * random)


def read(logs: np.ndarray, weight: float = 0.75) -> tuple[str, float]:
    """The most probable text under the prior, and its probability without it.

    `logs` [views, steps, classes] are log probabilities of one plate, seen in one or more ways that
    count alike. `weight` is the prior's exponent; a character more costs the prior nothing, since
    that is the reader's to say. An O in a text that no state's pattern explains is written 0.
    """
    texts: dict[str, float] = defaultdict(float)
    for log in logs:
        for score, text in beam(log):
            if SHORTEST <= len(text) <= LONGEST:
                texts[_with_zeros(text)] += math.exp(score) / len(logs)
    if not texts:
        return "", 0.0
    fair = math.log(25)
    best = max(
        texts, key=lambda t: math.log(texts[t] + 1e-300) + weight * (prior(t) + len(t) * fair)
    )
    return best, texts[best]


def _with_zeros(text: str) -> str:
    return text if pattern(text) in PATTERNS else text.replace("O", "0")
