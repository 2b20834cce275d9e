# SPDX-License-Identifier: EUPL-1.2
"""The two faces of the product as TrueType, which the typesetter needs; made once from the built front end's WOFF2.

The system's fonts are never used: a document looks the same, and has the same bytes, on every machine. Where no
front end is built the typesetter's own faces stand in.
"""

from __future__ import annotations

import logging
import os
import tempfile
import threading
from functools import cache
from pathlib import Path

import typst
from django.conf import settings
from fontTools.ttLib import TTFont

# Where the typesetter's files stand.
FOLDER = Path(__file__).resolve().parent
_BUILT = Path(__file__).resolve().parents[1] / "static" / "dist" / "assets"
# Beginning of the built file's name, and the family that documents ask for.
_FACES = {"inter-latin-wght-normal": "Inter", "hedvig-letters-serif-latin-400-normal": "Hedvig Letters Serif"}
_FAMILY_NAMES = (1, 16)
_POSTSCRIPT_NAME = 6

log = logging.getLogger(__name__)


_mine = threading.local()


def typesetter() -> typst.Compiler:
    """This thread's typesetter, which knows our faces: to look through them anew took longer than a short document."""
    if not hasattr(_mine, "typesetter"):
        _mine.typesetter = typst.Compiler(root=FOLDER, font_paths=_faces())
    found: typst.Compiler = _mine.typesetter
    return found


@cache
def _faces() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[folder()])


@cache
def folder() -> Path:
    """The folder with our faces as .ttf, made where it is missing."""
    place = Path(settings.DATA_DIR) / "cache" / "fonts"
    try:
        place.mkdir(parents=True, exist_ok=True)
        for start, family in _FACES.items():
            for source in sorted(_BUILT.glob(f"{start}-*.woff2"))[-1:]:
                made = place / f"{source.stem}.ttf"
                if not made.exists():
                    convert(source, made, family)
    except OSError as error:
        log.warning("the fonts of documents could not be made: %s", type(error).__name__)
    return place


def convert(source: Path, made: Path, family: str) -> None:
    """Write a WOFF2 font as TrueType under the family name that documents ask for, in one step."""
    font = TTFont(source, recalcTimestamp=False)
    font.flavor = None
    for record in font["name"].names:
        if record.nameID in _FAMILY_NAMES:
            record.string = family
        elif record.nameID == _POSTSCRIPT_NAME:
            record.string = f"{family.replace(' ', '')}-Regular"
    handle, temporary = tempfile.mkstemp(dir=made.parent)
    os.close(handle)
    font.save(temporary)
    os.replace(temporary, made)
