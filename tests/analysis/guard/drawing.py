# SPDX-License-Identifier: EUPL-1.2
"""Draws labelled texts from templates: `{x}` is what is planted, the other words in braces are filled around it.

No number here belongs to anyone: personal numbers have birth numbers from 980 up, which are used for tests, and phone
numbers are those that the Swedish regulator keeps free for books and films.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

CLEAN = "clean"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text, what is planted in it (`clean` for nothing) and where it stands."""

    kind: str
    text: str
    start: int = 0
    end: int = 0


def luhn(nine: str) -> int:
    """The check digit of nine digits."""
    total = 0
    for place, sign in enumerate(nine):
        value = int(sign) * (2 - place % 2)
        total += value - 9 if value > 9 else value
    return -total % 10


def personal_number(rng: random.Random, *, coordination: bool = False) -> str:
    """One number, written in one of the ways people write it."""
    year, month, day = rng.randint(1935, 2016), rng.randint(1, 12), rng.randint(1, 28)
    nine = f"{year % 100:02d}{month:02d}{day + 60 * coordination:02d}{rng.randint(980, 999)}"
    last = nine[6:] + str(luhn(nine))
    century = str(year // 100) if rng.random() < 0.5 else ""
    mark = rng.choice(["-", "-", "", " ", "–"])
    if not century and mark == "-" and year <= 1926:
        mark = "+"
    return f"{century}{nine[:6]}{mark}{last}"


def phone(rng: random.Random) -> str:
    """One number of those kept free, written in one of the ways people write it."""
    two = rng.randint(0, 99)
    mobile = f"{5 + two % 95:02d}"
    return rng.choice(
        [
            f"070-174 06 {mobile}",
            f"0701740 6{mobile}".replace(" ", ""),
            f"070 174 06 {mobile}",
            f"070 1740 6{mobile}",
            f"+46 70 174 06 {mobile}",
            f"+4670174 06{mobile}".replace(" ", ""),
            f"0046 70-174 06 {mobile}",
            f"070/174 06 {mobile}",
            f"070-17406{mobile}",
            f"+46 (0)70-174 06 {mobile}",
            f"08-465 004 {two:02d}",
            f"031-390 06 {two:02d}",
            f"040-628 04 {two:02d}",
        ]
    )


def plate(rng: random.Random) -> str:
    """A vehicle's plate of the old or the new form."""
    letters = "".join(rng.choice("ABCDEFGHJKLMNOPRSTUWXYZ") for _ in range(3))
    last = rng.choice("ABCDEFGHJKLMNPRSTUWXYZ0123456789")
    gap = rng.choice([" ", "", " ", "-"])
    return f"{letters}{gap}{rng.randint(10, 99)}{last}"


def draw(
    kind: str,
    templates: Sequence[str],
    fill: Callable[[random.Random], str],
    around: Mapping[str, Sequence[str]],
    *,
    many: int,
    rng: random.Random,
) -> list[Labelled]:
    """`many` different texts of one kind, going round the templates."""
    found: dict[str, Labelled] = {}
    turn = 0
    while len(found) < many and turn < many * 50:
        template = templates[turn % len(templates)]
        turn += 1
        for name, words in around.items():
            while "{" + name + "}" in template:
                template = template.replace("{" + name + "}", rng.choice(list(words)), 1)
        planted = fill(rng) if "{x}" in template else ""
        start = template.index("{x}") if planted else 0
        text = template.replace("{x}", planted)
        found.setdefault(text, Labelled(kind, text, start, start + len(planted)))
    return list(found.values())
