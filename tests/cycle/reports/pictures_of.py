# SPDX-License-Identifier: EUPL-1.2
"""Photos for the tests: whole ones, and those that somebody might send in spite."""

from __future__ import annotations

import io
import struct
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

PLACE, CAMERA = "Norrgatan 77", "Kameramärke 5000"


def jpeg(colour: tuple[int, int, int] = (200, 40, 40), size: tuple[int, int] = (640, 480)) -> bytes:
    """A plain photo that tells where it was taken and by what, as phones do."""
    told = Image.Exif()
    told[0x010F] = CAMERA
    told[0x9286] = PLACE
    told.get_ifd(0x8825)[2] = (58.0, 24.0, 0.0)
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG", exif=told, comment=PLACE.encode())
    return out.getvalue()


def png(size: tuple[int, int] = (40, 30)) -> bytes:
    """A picture with something seen through."""
    out = io.BytesIO()
    Image.new("RGBA", size, (10, 200, 10, 128)).save(out, "PNG")
    return out.getvalue()


def bomb(side: int = 60_000) -> bytes:
    """A file of some hundred bytes that says it is as large as a field."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 9_000))
        + chunk(b"IEND", b"")
    )


def sent(content: bytes, name: str = "bild.jpg", kind: str = "image/jpeg") -> SimpleUploadedFile:
    """The file as a form sends it."""
    return SimpleUploadedFile(name, content, kind)
