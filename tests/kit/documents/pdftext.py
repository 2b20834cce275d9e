# SPDX-License-Identifier: EUPL-1.2
"""The words of a PDF, read through each font's own table of characters, as a screen reader does."""

from __future__ import annotations

import io
import re

import pikepdf


def words(content: bytes) -> str:
    """All text of the file in the order it is drawn, without spaces between pieces."""
    with pikepdf.open(io.BytesIO(content)) as file:
        return "".join(_page_words(page) for page in file.pages)


def _page_words(page: pikepdf.Page) -> str:
    fonts = {name: _characters(font) for name, font in page.resources.get("/Font", {}).items()}
    found: list[str] = []
    known: dict[int, str] = {}
    skipped = 0
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name == "BMC" or name == "BDC":
            skipped += 1 if skipped or str(operands[0]) == "/Artifact" else 0
        elif name == "EMC":
            skipped = max(0, skipped - 1)
        elif name == "Tf":
            known = fonts[str(operands[0])]
        elif name in {"Tj", "TJ"} and not skipped:
            pieces = operands[0] if name == "TJ" else [operands[0]]
            for piece in pieces:
                if isinstance(piece, pikepdf.String):
                    raw = bytes(piece)
                    found += [known.get(raw[i] * 256 + raw[i + 1], "") for i in range(0, len(raw) - 1, 2)]
    return "".join(found)


def _characters(font: pikepdf.Object) -> dict[int, str]:
    table = font.ToUnicode.read_bytes().decode("latin-1")
    found: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.S):
        for code, text in re.findall(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>", block):
            found[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", table, re.S):
        for low, high, text in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            for offset in range(int(high, 16) - int(low, 16) + 1):
                found[int(low, 16) + offset] = chr(ord(bytes.fromhex(text).decode("utf-16-be")) + offset)
    return found
