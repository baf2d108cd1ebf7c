"""What plates say: serials of the patterns that states issue, personalised texts, and noise."""

from __future__ import annotations

import random
from dataclasses import dataclass

from alpr_training.characters import ALPHABET, LONGEST, SHORTEST

DIGITS, LETTERS = ALPHABET[:10], ALPHABET[10:]

PATTERNS: dict[str, float] = {
    # Passenger serials of recent decades (L letter, D digit), by rough share of plates on roads.
    "DLLLDDD": 12,  # California
    "LLLDDDD": 15,  # Texas, New York, Pennsylvania, Ohio, North Carolina, Virginia, Georgia, …
    "LLLDDD": 16,  # many of the smaller states
    "DDDLLL": 14,  # Colorado, Louisiana, Minnesota, Oregon, Iowa, …
    "LLDDDDD": 4,  # Illinois, Connecticut
    "LLDDDD": 4,
    "LLLLDD": 3,
    "LLLDDL": 3,  # New Jersey, Florida
    "LLDLDL": 5,  # Missouri
    "LLLDLD": 1,
    "LDDLLL": 2,  # New Jersey
    "DDDDLL": 3,
    "DDLLDD": 2,  # Maryland
    "DLLDDDD": 2,
    "LLLLDDD": 1,
    "DDDLLLL": 1,
    "LDDDLL": 2,
    "DDDDDD": 4,  # Delaware, Rhode Island, low numbers
    "DDDDDDD": 2,  # Illinois, New Hampshire
    "LDDDDD": 3,
    "LDDDDDD": 3,  # Illinois
    "DDDLDD": 1,
    "DDDDLD": 1,
    "DLDDDD": 1,
    "DLDDDDD": 2,
    "DLDDDDL": 1,  # Alabama
    "DDLDDDD": 2,
    "DDLDDDL": 1,
    "DDDDD": 3,
    "DDDD": 2,
    "DDDDL": 2,
    "DDDDDL": 2,
    "LDDDD": 2,
    "LLDDD": 3,
    "LLDD": 1,
    "LDDD": 1,
    "DDLLL": 1,
    "LLLDD": 1,
    "DDDLL": 1,
    "DDLLLD": 1,
    "DDDLLD": 1,
    "DLLDDD": 2,
    "DLLLDD": 2,
    "LLDLDDD": 1,
    "LLDDLL": 1,
    "LDLDDD": 1,
    "LDDLDD": 1,
    "DLDDD": 1,
    "DLLLL": 0.5,
    "LDDDDL": 1,
    "LDDDLD": 0.5,
    "DDLDDD": 1,
    "DDDDDDDD": 0.3,
}

WORDS = (
    (
        "able action after alpha always angel apple arrow aspen aunty autumn award baby "
        "bacon bagel baker banjo basil beach bear beauty bella berry best bird bliss blue "
        "boat boss brave bread breeze bridge bright brown buddy bunny cabin camp candy "
        "canyon captain castle cat champ chef cherry chief circus city clay cloud clover "
        "coach cocoa coffee comet cool copper coral cosmic cotton cowboy coyote crazy "
        "cruise crystal custom dad daisy dance dawn dealer deer delta desert diamond "
        "diver doc dog dolphin dragon dream driver duck dusty eagle earth easy echo elk "
        "ember emily energy enjoy ever express fairy faith falcon family fancy farm fast "
        "fire fish flash flower fly force forest fox free fresh friend frog fun galaxy "
        "garden genius ghost giant gift gizmo glory go goat gold golf good grace grand "
        "grape great green grin guitar gypsy happy harbor hawk heart heaven hello hero "
        "hike holly honey hope horse hot house hunter ice iris island ivory jazz jet "
        "jewel joker joy judge jungle just keep kind king kite kiwi lady lake laugh law "
        "leaf legend lemon life light lilac lily lion live lobster logic love loyal lucky "
        "lunar magic mango maple marine maverick max mellow mermaid micro midnight mint "
        "mom money monkey moon moose mountain movie music mystic nana nature navy nice "
        "night ninja north nova nurse oasis ocean olive opera orange orbit otter owl "
        "ozone panda paper papa party peace peach pearl pepper photo piano pilot pink "
        "pirate pixel plane planet player poet polar pony prime prince proud puma pumpkin "
        "purple quail queen quest quick quiet quilt rabbit racer radio rain ranch ranger "
        "raven ready rebel red retired river road robin rock rocket rose royal ruby "
        "runner rusty saffron sail salsa salty sandy santa saturn scuba sea secret shadow "
        "sharp shine silver singer ski sky smile snow soccer solar song south space spark "
        "speed spice spirit spring star steel stone storm story strong sugar summer sun "
        "super surf sweet swim swift taxi teach team tempo tennis tiger time toast top "
        "torch tower track trail travel tree trophy truck true trust tulip tuna turbo "
        "turtle twins ultra unique valley vegan velvet victory violet viper vision vivid "
        "wagon walker warrior water wave west whale wild willow wind wine winter wish "
        "wizard wolf wonder woody world xray yacht yellow yes yoga young zebra zen zero "
        "zippy zoom "
    )
    .upper()
    .split()
)

_LETTER_WEIGHTS = [0.45 if letter in "IO" else 0.6 if letter == "Q" else 1.0 for letter in LETTERS]
"""Several states leave I, O and Q out of serials; the others need them read all the same."""


@dataclass(frozen=True)
class SerialText:
    """A plate's text and where a gap or a separator stands."""

    text: str
    breaks: tuple[int, ...]
    """Positions before which there is a break, ascending; 0 < position < len(text)."""


LOOK_ALIKES = "0DQ 1TJ7 2Z7 3B8 4A 5S B8 6G CG EF EB HMNW KX PRF UV VY XY S8 69 38 56 DB".split()
"""Characters that dark, small or worn plates show alike. O and 0, and I and 1, are left out: many
dies make them one, and only the pattern around them tells which it is."""


def sample_text(rng: random.Random) -> SerialText:
    """A text of 2 to 8 characters: two fifths serials, a quarter serials in which look-alikes stand
    where no state puts them, a fifth personalised, the rest random.

    What a plate usually says is the decoder's to know. A reader that learned it too would count it
    twice, and see an 8 where a B is.
    """
    kind = rng.random()
    if kind < 0.4:
        return _serial(rng)
    if kind < 0.64:
        return _mistakable(rng, _serial(rng))
    if kind < 0.84:
        return _personalised(rng)
    return _random(rng)


def _serial(rng: random.Random) -> SerialText:
    pattern = rng.choices(list(PATTERNS), list(PATTERNS.values()))[0]
    text = "".join(
        rng.choice(DIGITS) if kind == "D" else rng.choices(LETTERS, _LETTER_WEIGHTS)[0]
        for kind in pattern
    )
    changes = [i for i in range(1, len(pattern)) if pattern[i] != pattern[i - 1]]
    if changes and rng.random() < 0.85:
        breaks = changes[:2] if rng.random() < 0.25 else [rng.choice(changes)]
    elif len(pattern) > 4 and rng.random() < 0.6:
        breaks = [rng.choice([2, 3, len(pattern) // 2])]
    else:
        breaks = []
    return SerialText(text, tuple(sorted(set(breaks))))


def _mistakable(rng: random.Random, serial: SerialText) -> SerialText:
    """The serial, with up to half of its characters changed to one that looks alike."""
    text = list(serial.text)
    for position in rng.sample(range(len(text)), rng.randint(1, max(1, len(text) // 2))):
        alike = [c for group in LOOK_ALIKES if text[position] in group for c in group]
        if alike:
            text[position] = rng.choice(alike)
    return SerialText("".join(text), serial.breaks)


def _personalised(rng: random.Random) -> SerialText:
    if rng.random() < 0.75:
        text = rng.choice(WORDS)
        style = rng.random()
        if style < 0.3:
            text = text[: LONGEST - 1] + rng.choice(DIGITS)
        elif style < 0.42:
            text = text[: LONGEST - 2] + rng.choice(DIGITS) + rng.choice(DIGITS)
        elif style < 0.62:
            text = text[0] + "".join(c for c in text[1:] if c not in "AEIOU" or rng.random() < 0.3)
        elif style < 0.72:
            text = rng.choice(DIGITS) + text
        elif style < 0.86:
            text = rng.choice(["I", "MY", "THE", "IM", "4", "2", "GO", "NO", "MR", "MS"]) + text
        elif style < 0.92:
            text = text.replace("O", "0").replace("I", "1").replace("E", "3")
    else:
        consonants, vowels = "BCDFGHJKLMNPQRSTVWXZ", "AEIOUY"
        text = "".join(
            rng.choice(consonants if i % 2 else vowels) for i in range(rng.randint(2, 7))
        )
    text = text[: rng.choice([7, 7, LONGEST])]
    if len(text) < SHORTEST:
        text += rng.choice(LETTERS) + rng.choice(DIGITS)
    breaks = (rng.randint(1, len(text) - 1),) if len(text) > 3 and rng.random() < 0.3 else ()
    return SerialText(text, breaks)


def _random(rng: random.Random) -> SerialText:
    length = rng.choices(range(SHORTEST, LONGEST + 1), [2, 2, 3, 5, 8, 8, 3])[0]
    text = "".join(rng.choice(ALPHABET) for _ in range(length))
    breaks = (rng.randint(1, length - 1),) if rng.random() < 0.6 else ()
    return SerialText(text, breaks)
