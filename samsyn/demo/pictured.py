# SPDX-License-Identifier: EUPL-1.2
"""The photos of the demo, drawn here and taken of nothing: a wall, a lamp, a window and a heap, and never a person."""

from __future__ import annotations

import io
from collections.abc import Callable

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

WIDTH, HEIGHT = 960, 720  # every motive is drawn for this size
Canvas = ImageDraw.ImageDraw
INKS = ("#7b2f66", "#1f5f8b", "#c2452d", "#2f6b45")


def drawn(motive: str, seed: int) -> bytes:
    """A motive as the file a telephone would send, in PNG; the same seed gives the same bytes."""
    rng = np.random.default_rng([seed, 3, list(MOTIVES).index(motive)])
    image = Image.new("RGB", (WIDTH, HEIGHT), "#8f9aa0")
    MOTIVES[motive](ImageDraw.Draw(image, "RGBA"), rng)
    noisy = np.asarray(image.filter(ImageFilter.GaussianBlur(1.1)), dtype=float)
    noisy += rng.normal(0, 5, noisy.shape[:2])[:, :, None]
    out = io.BytesIO()
    Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8)).save(out, "PNG", compress_level=1)
    return out.getvalue()


def _graffiti(on: Canvas, rng: np.random.Generator) -> None:
    """A wall of concrete slabs with loops of paint."""
    _shade(on, (0, 0, WIDTH, HEIGHT), (168, 164, 156), (122, 120, 116))
    for x in range(0, WIDTH, 240):
        on.line([(x, 0), (x, HEIGHT)], fill="#6d6b67", width=5)
    on.rectangle((0, HEIGHT - 110, WIDTH, HEIGHT), fill="#57585a")
    for number, ink in enumerate(INKS[:3]):
        _loops(on, rng, 110 + number * 260, 300 + 40 * (number % 2), ink)


def _loops(on: Canvas, rng: np.random.Generator, x: float, y: float, ink: str) -> None:
    turn = np.linspace(0, 4 * np.pi, 160)
    wave = rng.uniform(0.6, 1.4, 3)
    along = x + 22 * turn + 70 * np.cos(wave[0] * turn)
    up = y + 120 * np.sin(wave[1] * turn) * np.cos(0.4 * wave[2] * turn)
    on.line(list(zip(along.tolist(), up.tolist(), strict=True)), fill=ink, width=20, joint="curve")


def _dark_lamp(on: Canvas, rng: np.random.Generator) -> None:
    """A path at dusk: one lamp is lit far away, the near one is not."""
    _shade(on, (0, 0, WIDTH, 430), (52, 64, 92), (120, 116, 124))
    on.rectangle((0, 430, WIDTH, HEIGHT), fill="#262b2a")
    on.polygon([(430, 430), (500, 430), (860, HEIGHT), (120, HEIGHT)], fill="#3b3d40")
    for x in np.sort(rng.uniform(-40, WIDTH, 26)):
        reach = rng.uniform(60, 150)
        on.ellipse((x, 430 - reach, x + 1.2 * reach, 460), fill="#1b2221")
    for reach, light in ((120, 26), (70, 60), (30, 170)):
        on.ellipse((610 - reach, 318 - reach, 610 + reach, 318 + reach), fill=(255, 226, 160, light))
    on.line([(610, 318), (610, 450)], fill="#14181a", width=6)
    on.line([(270, 90), (270, 600)], fill="#0f1315", width=16)
    on.rounded_rectangle((220, 66, 320, 104), 14, fill="#1d2224")
    on.rectangle((100, 540, 240, 556), fill="#4a3a2b")
    on.rectangle((100, 500, 240, 512), fill="#4a3a2b")


def _litter(on: Canvas, rng: np.random.Generator) -> None:
    """Containers at a recycling point, with sacks and a sofa beside them."""
    _shade(on, (0, 0, WIDTH, 360), (196, 206, 212), (176, 184, 184))
    on.rectangle((0, 360, WIDTH, HEIGHT), fill="#7d7f7e")
    for left, paint in ((80, "#3f6b57"), (290, "#3f5a6b"), (500, "#6b5a3f")):
        on.rounded_rectangle((left, 190, left + 180, 480), 16, fill=paint)
        on.rectangle((left + 40, 240, left + 140, 262), fill="#20262a")
    for _ in range(9):
        x, y, size = rng.uniform(40, 620), rng.uniform(470, 600), rng.uniform(60, 110)
        on.ellipse((x, y, x + 1.15 * size, y + size), fill="#23272b")
        on.ellipse((x + 12, y + 8, x + 0.5 * size, y + 0.4 * size), fill=(255, 255, 255, 26))
    on.rounded_rectangle((660, 430, 930, 620), 24, fill="#7a4a3c")
    on.rounded_rectangle((690, 500, 900, 590), 14, fill="#94604f")


def _broken_window(on: Canvas, rng: np.random.Generator) -> None:
    """A window in a brick wall with a star of cracks."""
    on.rectangle((0, 0, WIDTH, HEIGHT), fill="#9c6a54")
    for row in range(0, HEIGHT, 44):
        for x in range(-60 + (row // 44 % 2) * 55, WIDTH, 110):
            on.rectangle((x, row, x + 104, row + 38), fill=_near((150, 92, 70), rng))
    on.rectangle((190, 110, 770, 610), fill="#e8e4da")
    on.rectangle((215, 135, 745, 585), fill="#53656e")
    on.line([(480, 135), (480, 585)], fill="#e8e4da", width=18)
    middle = np.array([350.0, 330.0])
    angles = np.sort(rng.uniform(0, 2 * np.pi, 15))
    hole = [tuple(middle + rng.uniform(30, 75) * np.array([np.cos(a), np.sin(a)])) for a in angles]
    on.polygon(hole, fill="#141a1e")
    for a in angles:
        way = np.array([np.cos(a), np.sin(a)])
        end = np.clip(middle + rng.uniform(120, 260) * way, (218, 138), (470, 582))
        on.line([tuple(middle + 50 * way), tuple(end)], fill=(235, 242, 245, 210), width=3)


def _shade(
    on: Canvas, box: tuple[int, int, int, int], top: tuple[int, int, int], low: tuple[int, int, int]
) -> None:
    for y in range(box[1], box[3]):
        part = (y - box[1]) / (box[3] - box[1])
        colour = tuple(round(a + part * (b - a)) for a, b in zip(top, low, strict=True))
        on.line([(box[0], y), (box[2], y)], fill=colour)


def _near(colour: tuple[int, int, int], rng: np.random.Generator) -> tuple[int, ...]:
    return tuple(int(part + rng.integers(-12, 13)) for part in colour)


MOTIVES: dict[str, Callable[[Canvas, np.random.Generator], None]] = {
    "graffiti": _graffiti,
    "dark_lamp": _dark_lamp,
    "litter": _litter,
    "broken_window": _broken_window,
}
