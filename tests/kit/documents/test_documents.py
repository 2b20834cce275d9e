# SPDX-License-Identifier: EUPL-1.2
"""A document says the same on the page, in the PDF and in Word, to those who see it and to those who hear it."""

from __future__ import annotations

import dataclasses
import html
import io
import re
import zipfile
from datetime import date

import docx
import pdfua
import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from samsyn.kit import documents
from samsyn.kit.documents import fonts
from samsyn.kit.documents.blocks import BadDocument
from tests.kit.documents import pdftext

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 12" width="40" height="12">'
    '<rect width="40" height="12" fill="#eeeeee"/></svg>'
)
AGREEMENT = documents.Document(
    "Överenskommelse om trygghet i Almstad",
    (
        documents.Heading("Bakgrund"),
        documents.Text("Kommunen & polisen har #sett *vad* som $händer$.\nRad två <b>."),
        documents.Heading("Mål", 2),
        documents.List(("Färre bränder", "Fler vuxna ute")),
        documents.List(("Först detta", "Sedan detta"), ordered=True),
        documents.Note("Rapporter är inte brott."),
        documents.KeyValues((("Parter", "Almstads kommun"), ("Period", "2026–2027"))),
        documents.Table(
            ("Område", "Antal"), (("Centrum", "12"), ("Norra", "7")), "Rapporter per område", (1,)
        ),
        documents.Figure(SVG, "Kurva som stiger i mars", "Rapporter per vecka"),
        documents.PageBreak(),
        documents.Lines("Polismyndigheten", ("Ort och datum", "Underskrift")),
    ),
    dated=date(2026, 3, 1),
)


def bare(text: str) -> str:
    """Letters only, so that a broken line or a hyphen does not count."""
    return re.sub(r"[\s\u00ad\u2010-]+", "", text)


def page_words(document: documents.Document) -> str:
    without_drawings = re.sub(r"<svg.*?</svg>", "", documents.to_page(document), flags=re.S)
    return html.unescape(re.sub(r"<[^>]*>", "", without_drawings))


def word_words(document: documents.Document) -> str:
    file = docx.Document(io.BytesIO(documents.to_word(document)))
    found = []
    for part in file.element.body.iter("{*}t", "{*}br"):
        found.append(part.text or "")
    return "".join(found)


def tags(content: bytes) -> list[pikepdf.Object]:
    """The structure elements of a PDF, in reading order."""
    found: list[pikepdf.Object] = []

    def walk(element: pikepdf.Object) -> None:
        if isinstance(element, pikepdf.Array):
            for child in element:
                walk(child)
        elif isinstance(element, pikepdf.Dictionary) and "/S" in element:
            found.append(element)
            if "/K" in element:
                walk(element.K)

    with pikepdf.open(io.BytesIO(content)) as file:
        walk(file.Root.StructTreeRoot.K)
        return [pikepdf.Dictionary(S=e.S, **({"Alt": str(e.Alt)} if "/Alt" in e else {})) for e in found]


def test_the_same_words_stand_on_the_page_in_the_pdf_and_in_word():
    wanted = "".join(AGREEMENT.texts())
    assert sorted(bare(page_words(AGREEMENT))) == sorted(bare(wanted))
    assert bare(pdftext.words(documents.to_pdf(AGREEMENT))).replace("•", "") == bare(
        wanted.replace("Först detta", "1.Först detta").replace("Sedan detta", "2.Sedan detta")
    )
    assert sorted(bare(word_words(AGREEMENT)).replace(":", "")) == sorted(bare(wanted).replace(":", ""))


def test_a_letterhead_says_who_speaks_over_the_title_and_carries_their_logo():
    drawn = io.BytesIO()
    Image.new("RGB", (120, 40), "navy").save(drawn, "PNG")
    head = documents.Letterhead("Trygghet i Almstad", ("Almstads kommun", "Polisen i Almstad"))
    own = documents.Document("Löften", (head, documents.Text("Ett.")), logo=drawn.getvalue())
    wanted = ["Trygghet i Almstad", "Almstads kommun", "Polisen i Almstad", "Löften", "Ett."]
    assert bare(pdftext.words(documents.to_pdf(own))) == bare("".join(wanted))
    assert bare(word_words(own)).replace("·", "") == bare("".join(wanted))
    assert sorted(bare(page_words(own))) == sorted(bare("".join(wanted)))
    with pikepdf.open(io.BytesIO(documents.to_pdf(own))) as file:
        assert len(file.pages[0].get_images()) == 1
    with zipfile.ZipFile(io.BytesIO(documents.to_word(own))) as file:
        assert [name for name in file.namelist() if name.startswith("word/media/")]
    assert len(documents.to_pdf(documents.Document("Löften", own.blocks))) > 1000  # with our own mark


def test_the_pdf_has_title_language_headings_in_order_and_table_heads():
    content = documents.to_pdf(AGREEMENT)
    with pikepdf.open(io.BytesIO(content)) as file:
        assert str(file.Root.Lang) == "sv-SE"
        assert file.Root.MarkInfo.Marked
        assert file.Root.ViewerPreferences.DisplayDocTitle
        with file.open_metadata() as meta:
            assert meta["dc:title"] == AGREEMENT.title
            assert str(meta["pdfuaid:part"]) == "1"
            assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("2", "A")
    kinds = [str(tag.S) for tag in tags(content)]
    assert [kind for kind in kinds if re.fullmatch(r"/(Title|H\d)", kind)] in (
        ["/Title", "/H1", "/H2"],
        ["/H1", "/H1", "/H2"],
        ["/P", "/H1", "/H2"],
    )
    assert kinds.count("/TH") == 2
    assert kinds.count("/TD") == 4
    assert {"/THead", "/TBody", "/Caption", "/L", "/LI"} <= set(kinds)
    assert "Kurva som stiger i mars" in {str(tag.Alt) for tag in tags(content) if "/Alt" in tag}


def test_the_pdf_passes_the_checks_of_pdf_ua(tmp_path):
    written = tmp_path / "avtal.pdf"
    written.write_bytes(documents.to_pdf(AGREEMENT))
    report = pdfua.validate(written)
    assert [finding for finding in report.findings if finding.severity.name == "ERROR"] == []


def test_the_pdf_uses_our_own_faces_and_no_font_of_the_machine():
    if not list(fonts.folder().glob("*.ttf")):
        pytest.skip("no front end is built here")
    with pikepdf.open(io.BytesIO(documents.to_pdf(AGREEMENT))) as file:
        faces = {
            re.sub(r"^/[A-Z]+\+", "", str(font.BaseFont))
            for page in file.pages
            for font in page.resources.Font.values()
        }
    assert {face.split("-")[0] for face in faces} <= {"Inter", "HedvigLettersSerif"}, faces


def test_the_same_document_gives_the_same_bytes():
    assert documents.to_pdf(AGREEMENT) == documents.to_pdf(AGREEMENT)
    with zipfile.ZipFile(io.BytesIO(documents.to_word(AGREEMENT))) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}, (
            "not dated by the clock"
        )


def test_long_swedish_words_are_hyphenated_in_the_pdf():
    narrow = documents.Table(tuple("ABCDEF"), (("brottsförebyggandesamordningsfunktion",) * 6,))
    words = pdftext.words(documents.to_pdf(documents.Document("Prov", (narrow,))))
    assert re.search(r"[-\u00ad\u2010]", words)


def test_the_word_file_has_language_head_rows_alt_text_and_hyphenation():
    content = documents.to_word(AGREEMENT)
    file = docx.Document(io.BytesIO(content))
    assert [p.style.name for p in file.paragraphs if p.style.name.startswith(("Title", "Heading"))] == [
        "Title",
        "Heading 1",
        "Heading 2",
    ]
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        body = parts.read("word/document.xml").decode()
        assert 'descr="Kurva som stiger i mars"' in body
        assert body.count("<w:tblHeader") == 1
        assert 'w:lang w:val="sv-SE"' in parts.read("word/styles.xml").decode()
        assert "<w:autoHyphenation" in parts.read("word/settings.xml").decode()
    assert file.core_properties.title == AGREEMENT.title
    assert file.core_properties.author == ""


def test_a_figure_without_words_for_it_stops_the_document():
    with pytest.raises(BadDocument, match="alt"):
        documents.Figure(SVG, "  ")


@pytest.mark.parametrize(
    "build",
    [
        lambda: documents.Document("T", (documents.Heading("Underrubrik", 2),)),
        lambda: documents.Document(" ", ()),
        lambda: documents.Table(("A", ""), ()),
        lambda: documents.Table(("A", "B"), (("1",),)),
        lambda: documents.Heading("", 1),
        lambda: documents.Figure("<p>nej</p>", "ord"),
    ],
)
def test_a_document_that_would_leave_a_reader_out_stops(build):
    with pytest.raises(BadDocument):
        build()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.text(max_size=60), st.sampled_from(["", "#", "*", "$", "`", "\\", '"', '#read("/etc/passwd")', "</p>"])
)
def test_whatever_is_typed_stands_as_it_was_typed(typed, mark):
    words = f"{mark}{typed}{mark}x"
    document = documents.Document(
        f"T {words}",
        (
            documents.Heading(f"R {words}"),
            documents.Text(words),
            documents.List((words,)),
            documents.KeyValues((("N", words),)),
            documents.Table(("K",), ((words,),), f"B {words}"),
            documents.Lines("P", (words,)),
        ),
    )
    kept = documents.blocks.clean(words)
    assert bare(kept) in bare(page_words(document))
    assert bare(kept) in bare(word_words(document))
    assert documents.to_pdf(document).startswith(b"%PDF")


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet="abcåäöABCÅÄÖ019#*_$`\\\"'<>[]{}()@~=-+/&%", min_size=1, max_size=40))
def test_marks_that_the_typesetter_knows_are_only_text_in_the_pdf(typed):
    document = documents.Document("T", (documents.Text(typed),))
    assert bare(pdftext.words(documents.to_pdf(document))) == bare("T" + typed)


def test_a_sign_that_no_face_has_is_replaced_in_the_pdf_and_kept_elsewhere():
    document = documents.Document("T", (documents.Text("Det brann 🔥 vid தமிழ் torget"),))
    assert "Detbrann" in bare(pdftext.words(documents.to_pdf(document)))
    assert "torget" in bare(pdftext.words(documents.to_pdf(document)))
    assert "🔥" in page_words(document)
    assert "🔥" in word_words(document)


class TestFromATemplate:
    """A room's template is the document."""

    MARKUP = """
      <h1>Avtal om   trygghet</h1>
      <h2>Parter</h2>
      <p>Kommunen &amp; polisen,<br>tillsammans i 12&nbsp;000 hem.</p>
      <p class="note">Rapporter är inte brott.</p>
      <ul><li>ett</li><li>två</li></ul><ol><li>ett</li></ol>
      <dl><dt>Period</dt><dd>2026</dd></dl>
      <table><caption>Läget</caption><thead><tr><th>Område</th><th class="number">Antal</th></tr></thead>
        <tbody><tr><td>Centrum</td><td>3</td></tr></tbody></table>
      <figure data-alt="En kurva"><svg viewBox="0 0 1 1"><path d="M0 0"/><text>a &lt; b</text></svg>
        <figcaption>Per vecka</figcaption></figure>
      <hr>
      <section class="lines"><p>Polisen</p><p>Datum</p><p>Underskrift</p></section>
    """

    def test_each_element_becomes_its_block(self):
        found = documents.from_markup(self.MARKUP, dated=date(2026, 1, 2))
        assert found.title == "Avtal om trygghet"
        assert found.blocks == (
            documents.Heading("Parter"),
            documents.Text("Kommunen & polisen,\ntillsammans i 12\u00a0000 hem."),
            documents.Note("Rapporter är inte brott."),
            documents.List(("ett", "två")),
            documents.List(("ett",), ordered=True),
            documents.KeyValues((("Period", "2026"),)),
            documents.Table(("Område", "Antal"), (("Centrum", "3"),), "Läget", (1,)),
            documents.Figure(
                '<svg viewBox="0 0 1 1"><path d="M0 0"/><text>a &lt; b</text></svg>', "En kurva", "Per vecka"
            ),
            documents.PageBreak(),
            documents.Lines("Polisen", ("Datum", "Underskrift")),
        )

    @pytest.mark.parametrize(
        "markup",
        [
            "<h1>T</h1><script>x</script>",
            "<h1>T</h1><p>aldrig stängd",
            "<h1>T</h1>ord utanför",
            "<h1>T</h1><figure><svg></svg></figure>",
            "<p>utan titel</p>",
            "<h1>T</h1></p>",
        ],
    )
    def test_what_is_no_document_stops(self, markup):
        with pytest.raises(BadDocument):
            documents.from_markup(markup)


def test_the_mark_in_a_pdf_has_the_colours_it_is_given():
    def strokes(made: bytes) -> set[tuple[int, ...]]:
        with pikepdf.open(io.BytesIO(made)) as file:
            drawn = [file.pages[0], *(one for one in file.objects if one.get("/Subtype") == "/Form")]
            told = [part for one in drawn for part in pikepdf.parse_content_stream(one)]
        return {
            tuple(round(float(part) * 255) for part in operands)
            for operands, operator in told
            if str(operator) in ("SCN", "RG") and len(operands) == 3
        }

    plain = documents.Document("Prov", (documents.Letterhead("Almstad", ()), documents.Text("Hej")))
    own = dataclasses.replace(plain, colours=("#aa0011", "#003366"))
    assert {(0xAA, 0, 0x11), (0, 0x33, 0x66)} <= strokes(documents.to_pdf(own))
    assert (0xAA, 0, 0x11) not in strokes(documents.to_pdf(plain))
