# SPDX-License-Identifier: EUPL-1.2
"""A partnership's logo from outside: looked at, drawn anew as a small PNG, and left without all that came with it."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass

from PIL import Image

from samsyn.kit.errors import BadInput

BYTES_MOST = 2_000_000
PIXELS_MOST = 16_000_000
# Four times the height that it is shown in, so that it is sharp on any screen.
HEIGHT_MOST, WIDTH_MOST = 160, 960
LEAST = 24
# Narrower or wider than so it is a line and no picture when it is shown 40 px high.
SHAPE_MOST = 8.0
FORMATS = ("PNG", "JPEG")
_HEADS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")


@dataclass(frozen=True, slots=True)
class Logo:
    """A logo drawn anew as PNG, at most 960 x 160 pixels."""

    content: bytes
    width: int
    height: int

    @property
    def digest(self) -> str:
        """The digest of the content, hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()


def redrawn(content: bytes) -> Logo:
    """A logo as a PNG of our own, with what is transparent kept so.

    Raises BadInput, all with the field `logo`: `logo_svg` (a drawing may hold scripts and fetch from elsewhere),
    `logo_kind_refused`, `logo_too_large`, `logo_too_many_pixels`, `logo_too_small`, `logo_shape`, `logo_broken`.
    """
    head = content[:1_000].lstrip().lower()
    if head.startswith((b"<svg", b"<?xml", b"<!doctype svg")) or b"<svg" in head:
        raise BadInput("logo_svg", field="logo")
    if not content.startswith(_HEADS):
        raise BadInput("logo_kind_refused", field="logo")
    if len(content) > BYTES_MOST:
        raise BadInput("logo_too_large", field="logo", most=BYTES_MOST // 1_000_000)
    try:
        return _redrawn(content)
    except BadInput:
        raise
    except Image.DecompressionBombError:
        raise BadInput("logo_too_many_pixels", field="logo", most=PIXELS_MOST // 1_000_000) from None
    except Exception:  # a damaged picture breaks in as many ways as there are decoders
        raise BadInput("logo_broken", field="logo") from None


def _redrawn(content: bytes) -> Logo:
    with Image.open(io.BytesIO(content), formats=FORMATS) as found:
        # The size stands in the head: it is judged before a pixel is decoded.
        wide, high = found.size
        if wide * high > PIXELS_MOST:
            raise BadInput("logo_too_many_pixels", field="logo", most=PIXELS_MOST // 1_000_000)
        if min(wide, high) < LEAST:
            raise BadInput("logo_too_small", field="logo", least=LEAST)
        if not 1 / SHAPE_MOST <= wide / high <= SHAPE_MOST:
            raise BadInput("logo_shape", field="logo", most=round(SHAPE_MOST))
        found.load()
        seen = found.convert("RGBA")
    seen.thumbnail((WIDTH_MOST, HEIGHT_MOST))
    # A new picture, so that no comment, profile or thumbnail comes along.
    clean = Image.new("RGBA", seen.size)
    clean.paste(seen)
    out = io.BytesIO()
    clean.save(out, "PNG", optimize=True)
    return Logo(out.getvalue(), clean.width, clean.height)
