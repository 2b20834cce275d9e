# SPDX-License-Identifier: EUPL-1.2
"""A partnership's own colours as a stylesheet: scales in light and dark whose contrast is checked, never hoped for.

Only what is clicked and the two arcs of the mark follow the brand. Status, verdicts and the ramps of the map keep
their colours: they were chosen for colour-blind eyes and mean the same everywhere.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from samsyn.kit.errors import BadInput

TEXT, DRAWING = 4.5, 3.0
# How far lightness may be moved (0–1) before it is another colour than the one that was asked for.
FARTHEST = 0.42

# The colours of the product itself: links and buttons, and the lower arc of the mark.
OWN = ("#15525c", "#b9781d")

Rgb = tuple[float, float, float]

# The grounds that text and drawings stand on; the same values as in the stylesheet of tokens.
GROUNDS = {"light": ("#fbf8f2", "#f3eee4", "#ffffff"), "dark": ("#14191a", "#1b2122", "#222a2b")}
INK = {"light": "#1d2a2b", "dark": "#efebe2"}
ON = {"light": "#ffffff", "dark": "#0b1b1e"}


@dataclass(frozen=True, slots=True)
class Theme:
    """The tokens of a theme in both schemes, and which of the asked colours had to move.

    `moved` names 'brand' or 'second' with the scheme where the colour stands darker or lighter than asked.
    """

    light: dict[str, str]
    dark: dict[str, str]
    moved: tuple[tuple[str, str], ...]

    def stylesheet(self) -> str:
        """The theme as CSS, for screens only: paper keeps its black on white."""
        light, dark = (_block(tokens) for tokens in (self.light, self.dark))
        return (
            "@media screen {\n"
            f':root, [data-color-scheme="light"] {{\n{light}}}\n'
            f'[data-color-scheme="dark"] {{\n{dark}}}\n'
            "}\n"
            "@media screen and (prefers-color-scheme: dark) {\n"
            f'[data-color-scheme="auto"] {{\n{dark}}}\n'
            "}\n"
        )


def _block(tokens: dict[str, str]) -> str:
    return "".join(f"  --ss-{name}: {value};\n" for name, value in tokens.items())


def parse(colour: str) -> Rgb:
    """'#15525c' or '#abc' as three shares 0–1. Raises BadInput `not_a_colour`."""
    match = re.fullmatch(r"#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})", colour.strip())
    if not match:
        raise BadInput("not_a_colour", field="colour")
    digits = match[1] if len(match[1]) == 6 else "".join(d * 2 for d in match[1])
    red, green, blue = (int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4))
    return red, green, blue


def written(rgb: Rgb) -> str:
    """Three shares as '#15525c'."""
    return "#" + "".join(f"{round(min(max(part, 0.0), 1.0) * 255):02x}" for part in rgb)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _gamma(part: float) -> float:
    return part * 12.92 if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2, 1 to 21."""
    lights = []
    for colour in (one, other):
        red, green, blue = (_linear(part) for part in parse(colour))
        lights.append(0.2126 * red + 0.7152 * green + 0.0722 * blue)
    return (max(lights) + 0.05) / (min(lights) + 0.05)


def to_oklch(rgb: Rgb) -> tuple[float, float, float]:
    """Lightness 0–1, chroma and hue in radians of Björn Ottosson's Oklab: equal steps look equal."""
    r, g, b = (_linear(part) for part in rgb)
    long, medium, short = (
        math.cbrt(n)
        for n in (
            0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b,
            0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b,
            0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b,
        )
    )
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b_ = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return lightness, math.hypot(a, b_), math.atan2(b_, a)


def _from_oklch(lightness: float, chroma: float, hue: float) -> Rgb:
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def at_lightness(colour: str, lightness: float, share_of_chroma: float = 1.0) -> str:
    """The same hue at another lightness; chroma is lowered as far as the screen demands."""
    _, chroma, hue = to_oklch(parse(colour))
    chroma *= share_of_chroma
    for _ in range(24):
        linear = _from_oklch(lightness, chroma, hue)
        if all(-1e-4 <= part <= 1 + 1e-4 for part in linear):
            break
        chroma *= 0.88
    red, green, blue = (_gamma(min(max(part, 0.0), 1.0)) for part in linear)
    return written((red, green, blue))


def _readable(colour: str, grounds: Sequence[str], least: float) -> bool:
    return all(contrast(colour, ground) >= least for ground in grounds)


def _moved_until(colour: str, good: Callable[[str], bool], direction: int) -> str | None:
    """The colour, moved as little as possible towards dark (-1) or light (+1) until it is good; None if never."""
    if good(colour):
        return written(parse(colour))
    start = to_oklch(parse(colour))[0]
    for step in range(1, 101):
        lightness = start + direction * step / 100
        if not 0 <= lightness <= 1:
            return None
        tried = at_lightness(colour, lightness)
        if good(tried):
            return tried
    return None


def _scale(brand: str, second: str, scheme: str) -> tuple[dict[str, str], list[tuple[str, str]]]:
    grounds = GROUNDS[scheme]
    direction = -1 if scheme == "light" else 1
    ends = {"light": (0.955, 0.92), "dark": (0.29, 0.35)}[scheme]
    tint, tint_2 = (at_lightness(brand, end, 0.28 if scheme == "light" else 0.35) for end in ends)

    def good_to_click(colour: str) -> bool:
        on_itself = contrast(ON[scheme], colour) >= TEXT
        return on_itself and _readable(colour, (*grounds, tint, tint_2), TEXT)

    act = _moved_until(brand, good_to_click, direction)
    marks = [
        _moved_until(asked, lambda c: _readable(c, grounds, DRAWING), direction) for asked in (brand, second)
    ]
    if act is None or None in marks:
        raise BadInput("colour_unreadable", field="brand" if act is None or marks[0] is None else "second")
    for field, asked, given in (("brand", brand, act), ("second", second, str(marks[1]))):
        away = abs(to_oklch(parse(asked))[0] - to_oklch(parse(given))[0])
        if scheme == "light" and away > FARTHEST:
            raise BadInput("colour_too_pale", field=field)
    lightness = to_oklch(parse(act))[0]
    tokens = {
        "act": act,
        "act-hover": at_lightness(act, min(max(lightness + direction * 0.07, 0), 1)),
        "act-press": at_lightness(act, min(max(lightness + direction * 0.13, 0), 1)),
        "act-tint": tint,
        "act-tint-2": tint_2,
        "on-act": ON[scheme],
        "mark-1": str(marks[0]),
        "mark-2": str(marks[1]),
    }
    moved = [("brand", scheme)] if act != written(parse(brand)) else []
    moved += [("second", scheme)] if marks[1] != written(parse(second)) else []
    return tokens, moved


@lru_cache(maxsize=64)
def theme(brand: str, second: str = OWN[1]) -> Theme:
    """A theme from one or two brand colours.

    Args:
        brand: the colour of links and buttons and of the mark's upper arc, as '#rrggbb' or '#rgb'.
        second: the colour of the mark's lower arc.

    Returns:
        The theme. Text in it has at least 4.5 against every ground it stands on, drawings 3; where the asked
        colour did not, it was moved along its own hue, and `moved` says so.

    Raises:
        BadInput: `not_a_colour`; `colour_too_pale` where moving it would make another colour of it;
            `colour_unreadable` where nothing helps. `field` is brand or second.
    """
    for field, asked in (("brand", brand), ("second", second)):
        try:
            parse(asked)
        except BadInput:
            raise BadInput("not_a_colour", field=field)
    light, moved_light = _scale(brand, second, "light")
    dark, moved_dark = _scale(brand, second, "dark")
    return Theme(light, dark, (*moved_light, *moved_dark))


def contrasts(brand: str, second: str = OWN[1]) -> list[dict[str, str | float]]:
    """How well a theme is read, for `light` and `dark`: its colour as text on the page, and the text on a button."""
    made = theme(brand, second)
    return [
        {
            "scheme": scheme,
            "text": contrast(tokens["act"], GROUNDS[scheme][0]),
            "button": contrast(tokens["on-act"], tokens["act"]),
        }
        for scheme, tokens in (("light", made.light), ("dark", made.dark))
    ]
