# SPDX-License-Identifier: EUPL-1.2
"""A document as a Word file: styles and heading levels, language, head rows, alt text, hyphenation."""

from __future__ import annotations

import io
import zipfile
from copy import deepcopy
from datetime import UTC, datetime, time

import docx
import vl_convert
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from lxml.etree import SubElement

from samsyn.kit.documents.blocks import (
    Block,
    Document,
    Figure,
    Heading,
    KeyValues,
    Letterhead,
    Lines,
    List,
    Note,
    Table,
    Text,
)

_LANGUAGES = {"sv": "sv-SE", "en": "en-GB", "fi": "fi-FI"}
_INK = RGBColor(0x1D, 0x2A, 0x2B)
_INK_2 = RGBColor(0x55, 0x60, 0x5E)
# A drawing is placed as a picture at twice the size it is shown, so that print stays sharp.
_SCALE = 2.0
_WIDTH = Cm(16)
_P, _R, _T, _TC, _VAL = (qn(f"w:{name}") for name in ("p", "r", "t", "tc", "val"))
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def to_word(document: Document) -> bytes:
    """The document as .docx."""
    file = docx.Document()
    _prepare(file, document)
    _add_letterhead(file, document)
    _paragraph(file, "Title", " ".join(document.title.split()))
    for block in document.blocks:
        if not isinstance(block, Letterhead):
            _add(file, block)
    out = io.BytesIO()
    file.save(out)
    return _undated(out)


def _undated(made: io.BytesIO) -> bytes:
    """The file with its parts dated alike, not by the clock: the same document has the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(made) as parts, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as same:
        for part in parts.infolist():
            same.writestr(zipfile.ZipInfo(part.filename, _NO_TIME), parts.read(part), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _paragraph(file, style: str = "", text: str = "", *, named: str = "", next_to: bool = False) -> None:  # type: ignore[no-untyped-def]
    """A paragraph at the end, in a style where one is named; `named` stands bold before the text.

    Written as elements: the library searches what is there before each it adds, which took two thirds of the time of
    a long document.
    """
    made = file.element.makeelement(_P)
    _fill(made, text, style=_style_ids(file)[style] if style else "", named=named, next_to=next_to)
    file.element.body.sectPr.addprevious(made)


def _fill(paragraph, text: str, *, style="", named="", bold=False, next_to=False, right=False) -> None:  # type: ignore[no-untyped-def]
    if style or next_to or right:
        properties = SubElement(paragraph, qn("w:pPr"))
        if style:
            SubElement(properties, qn("w:pStyle")).set(_VAL, style)
        if next_to:
            SubElement(properties, qn("w:keepNext"))
        if right:
            SubElement(properties, qn("w:jc")).set(_VAL, "right")
    if named:
        _run(paragraph, named, bold=True)
    if text:
        _run(paragraph, text, bold=bold)


def _run(paragraph, text: str, *, bold: bool) -> None:  # type: ignore[no-untyped-def]
    run = SubElement(paragraph, _R)
    if bold:
        SubElement(SubElement(run, qn("w:rPr")), qn("w:b"))
    for number, line in enumerate(text.split("\n")):
        if number:
            SubElement(run, qn("w:br"))
        if line:
            words = SubElement(run, _T)
            words.text = line
            if line != line.strip():
                words.set(_SPACE, "preserve")


def _style_ids(file) -> dict[str, str]:  # type: ignore[no-untyped-def]
    """The id of each style by its name, read once for a file."""
    if not hasattr(file, "style_ids"):
        file.style_ids = {style.name: style.style_id for style in file.styles}
    found: dict[str, str] = file.style_ids
    return found


def _prepare(file, document: Document) -> None:  # type: ignore[no-untyped-def]
    section = file.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2.4)
    language = _LANGUAGES.get(document.language[:2], "sv-SE")
    for style in file.styles:
        if style.type in (WD_STYLE_TYPE.PARAGRAPH, WD_STYLE_TYPE.CHARACTER) and style.name in (
            "Normal",
            "Title",
            "Heading 1",
            "Heading 2",
            "Heading 3",
        ):
            face = "Inter" if style.name == "Normal" else "Hedvig Letters Serif"
            style.font.name, style.font.color.rgb, style.font.bold = face, _INK, False
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for name in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
                fonts.set(qn(name), face)
            for name in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
                fonts.attrib.pop(qn(name), None)
    file.styles["Normal"].font.size = Pt(10.5)
    defaults = file.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    _language(defaults, language)
    _language(file.styles["Normal"].element.get_or_add_rPr(), language)
    hyphenation = OxmlElement("w:autoHyphenation")
    hyphenation.set(qn("w:val"), "true")
    file.settings.element.insert(0, hyphenation)
    # The file names nobody, and carries the document's date, not the day it was written out.
    dated = datetime.combine(document.dated, time(12), tzinfo=UTC) if document.dated else None
    core = file.core_properties
    core.title, core.language = " ".join(document.title.split()), language
    core.author = core.last_modified_by = core.comments = ""
    if dated:
        core.created = core.modified = dated


def _language(properties, language: str) -> None:  # type: ignore[no-untyped-def]
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    found = OxmlElement("w:lang")
    for name in ("w:val", "w:eastAsia"):
        found.set(qn(name), language)
    properties.append(found)


def _add_letterhead(file, document: Document) -> None:  # type: ignore[no-untyped-def]
    """The logo, where there is one, with the name beside it, and the parties under."""
    if document.letterhead is None:
        return
    first = file.add_paragraph()
    if document.logo:
        placed = first.add_run().add_picture(io.BytesIO(document.logo), height=Cm(1))
        placed._inline.docPr.set("descr", document.letterhead.name)
        first.add_run("  ")
    first.add_run(document.letterhead.name).bold = True
    first.paragraph_format.space_after = Pt(0)
    run = file.add_paragraph().add_run("  ·  ".join(document.letterhead.parties))
    run.font.size, run.font.color.rgb = Pt(9), _INK_2


def _add(file, block: Block) -> None:  # type: ignore[no-untyped-def]
    if isinstance(block, Heading):
        _paragraph(file, f"Heading {block.level}", " ".join(block.text.split()))
    elif isinstance(block, Text):
        _paragraph(file, text=block.text)
    elif isinstance(block, Note):
        _paragraph(file, "Intense Quote", block.text)
    elif isinstance(block, List):
        for item in block.items:
            _paragraph(file, "List Number" if block.ordered else "List Bullet", item)
    elif isinstance(block, KeyValues):
        for name, value in block.pairs:
            _paragraph(file, text=value, named=f"{name}: ")
    elif isinstance(block, Table):
        _add_table(file, block)
    elif isinstance(block, Figure):
        _add_figure(file, block)
    elif isinstance(block, Lines):
        _add_lines(file, block)
    else:
        file.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _add_table(file, block: Table) -> None:  # type: ignore[no-untyped-def]
    if block.caption:
        _paragraph(file, "Caption", block.caption, next_to=True)
    # The library makes the table and its head; the rows, which it looks through anew for each, are written as elements.
    table = file.add_table(rows=1, cols=len(block.head))
    table._tbl.tblStyle_val = _style_ids(file)["Table Grid"]
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    (head,) = table._tbl.tr_lst
    empty = deepcopy(head)
    for row, texts in zip(
        (head, *(deepcopy(empty) for _ in block.rows)), (block.head, *block.rows), strict=True
    ):
        for column, (cell, text) in enumerate(zip(row.iterfind(_TC), texts, strict=True)):
            _fill(cell.find(_P), text, bold=row is head, right=column in block.numbers)
        if row is not head:
            table._tbl.append(row)
    # Read aloud with each cell, and repeated on the next page.
    repeated = OxmlElement("w:tblHeader")
    repeated.set(_VAL, "true")
    head.get_or_add_trPr().append(repeated)


def _add_figure(file, block: Figure) -> None:  # type: ignore[no-untyped-def]
    picture = vl_convert.svg_to_png(block.svg, scale=_SCALE)
    placed = file.add_picture(io.BytesIO(picture), width=_WIDTH)
    placed._inline.docPr.set("descr", block.alt)
    if block.caption:
        _paragraph(file, "Caption", block.caption)


def _add_lines(file, block: Lines) -> None:  # type: ignore[no-untyped-def]
    name = file.add_paragraph()
    name.paragraph_format.space_before = Pt(24)
    name.paragraph_format.keep_with_next = True
    name.add_run(block.name).bold = True
    for label in block.labels:
        line = file.add_paragraph()
        line.paragraph_format.space_before = Pt(28)
        border = OxmlElement("w:pBdr")
        top = OxmlElement("w:top")
        for key, value in (("val", "single"), ("sz", "6"), ("space", "2"), ("color", "1D2A2B")):
            top.set(qn(f"w:{key}"), value)
        border.append(top)
        line._p.get_or_add_pPr().append(border)
        run = line.add_run(label)
        run.font.size, run.font.color.rgb = Pt(9), _INK_2
