# SPDX-License-Identifier: EUPL-1.2
"""Photos from outside: looked at before they are opened, drawn anew, and left without all that came with them."""

from __future__ import annotations

import hashlib
import io
import threading
from dataclasses import dataclass

from PIL import Image, ImageOps

from samsyn.kit.errors import BadInput

BYTES_MOST = 15_000_000
# A phone of today takes 12 million, some 40; decoding takes six bytes each.
PIXELS_MOST = 42_000_000
SIDE_MOST = 1_600
QUALITY = 80
FORMATS = ("JPEG", "PNG", "WEBP", "MPO")
# A picture that is read pass by pass may hold thousands of them; a camera writes ten.
PASSES_MOST = 64
# What a file that is two things at once holds besides a picture: a page, a program, an archive, a document.
_OTHER_KINDS = (b"<script", b"<?php", b"<html", b"<svg", b"PK\x05\x06", b"%PDF-1", b"#!/")
_HEADS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF")

# One at a time: two large ones at once would take the memory of a small server.
_ONE = threading.Lock()


@dataclass(frozen=True, slots=True)
class Drawn:
    """A photo drawn anew as JPEG, at most `SIDE_MOST` pixels a side, with nothing but the picture."""

    content: bytes
    width: int
    height: int

    @property
    def sha256(self) -> str:
        """The digest of the content."""
        return hashlib.sha256(self.content).hexdigest()


def redrawn(content: bytes) -> Drawn:
    """A photo without place, time, device or anything else it came with.

    Raises BadInput: `photo_too_large`, `photo_kind_refused`, `photo_too_many_pixels`, `photo_broken`.
    """
    if len(content) > BYTES_MOST:
        raise BadInput("photo_too_large", field="photo", most=BYTES_MOST)
    if not content.startswith(_HEADS) or any(mark in content for mark in _OTHER_KINDS):
        raise BadInput("photo_kind_refused", field="photo")
    if content.startswith(b"\xff\xd8") and content.count(b"\xff\xda") > PASSES_MOST:
        raise BadInput("photo_broken", field="photo")
    with _ONE:
        try:
            return _redrawn(content)
        except BadInput:
            raise
        except Image.DecompressionBombError:
            raise BadInput("photo_too_many_pixels", field="photo", most=PIXELS_MOST)
        except Exception:  # a damaged picture breaks in as many ways as there are decoders
            raise BadInput("photo_broken", field="photo")


def _redrawn(content: bytes) -> Drawn:
    with Image.open(io.BytesIO(content), formats=FORMATS) as found:
        # The size stands in the head: it is judged before a pixel is decoded.
        if found.width * found.height > PIXELS_MOST:
            raise BadInput("photo_too_many_pixels", field="photo", most=PIXELS_MOST)
        found.draft("RGB", (SIDE_MOST, SIDE_MOST))
        found.load()
        upright = ImageOps.exif_transpose(found)
        upright.thumbnail((SIDE_MOST, SIDE_MOST))
        seen = (
            upright.convert("RGBA") if upright.mode in ("P", "LA", "PA", "RGBA") else upright.convert("RGB")
        )
        # A new picture, so that no comment, profile or thumbnail comes along.
        clean = Image.new("RGB", seen.size, "white")
        clean.paste(seen, mask=seen.getchannel("A") if seen.mode == "RGBA" else None)
    out = io.BytesIO()
    clean.save(out, "JPEG", quality=QUALITY, optimize=True)
    return Drawn(out.getvalue(), clean.width, clean.height)
