# SPDX-License-Identifier: EUPL-1.2
"""The picture on paper: the same words in every form, readable by all, and without what may not be shown to all."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path

import docx
import pdfua
import pikepdf
import pytest

from samsyn.cycle.pictures import compute, reads, writes
from samsyn.cycle.pictures.models import Picture
from samsyn.kit.callers import SYSTEM
from tests import once, people
from tests.cycle.pictures import town
from tests.cycle.pictures.test_writes import decided
from tests.kit.documents import pdftext

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_both]
SPRING = compute.Question((date(2026, 1, 1), date(2026, 4, 30)))


def a_picture(*, written: bool = True) -> Picture:
    almstad = people.partnership()
    town.districts(almstad)
    town.reports(almstad, 300, at=(town.EAST + 2_000, town.NORTH + 2_000), spread=3_500)
    town.reports(
        almstad, 150, at=(town.EAST + 2_000, town.NORTH + 2_000), spread=3_500, start=date(2025, 1, 1)
    )
    town.reports(almstad, 3, at=(town.EAST + 8_000, town.NORTH + 2_000), spread=500, seed=4, category="drugs")
    figures = compute.picture(almstad, SPRING, seen_by=SYSTEM, with_cells=True, deep=True)
    picture = writes.store(almstad, figures, by=people.coordinator())
    if written:
        writes.write(
            picture,
            by=people.coordinator(),
            mapping="Mest skadegörelse.\nDet kostar.",
            consequences="Butiken stänger tidigt.",
            other_information="Dialog i mars.",
            analysis="Mörk gångväg <b>vid</b> tunneln.",
        )
    return picture


whole, kept = once.built(a_picture)


def fetched(picture: Picture, form: str, query: str = "") -> bytes:
    client = people.signed_in(people.coordinator())
    answer = client.get(f"/almstad/arbete/lagesbild/{picture.uuid}/dokument.{form}{query}")
    assert answer.status_code == 200
    return answer.content


def words_of(content: bytes) -> str:
    """The words of a PDF in order, without the spaces that typesetting moves."""
    return re.sub(r"\s|\u00ad", "", pdftext.words(content))


def test_the_document_can_be_read_by_all(kept: Picture, tmp_path: Path) -> None:
    written = tmp_path / "bild.pdf"
    written.write_bytes(fetched(kept, "pdf"))
    errors = [one for one in pdfua.validate(written).findings if one.severity.name == "ERROR"]
    assert errors == []
    with pikepdf.open(written) as file:
        assert str(file.Root.Lang).startswith("sv")
        assert bool(file.Root.MarkInfo.Marked)
        assert "januari" in str(file.docinfo["/Title"])
        alts = re.findall(rb"/Alt", written.read_bytes()) or _alts(file.Root.StructTreeRoot)
        assert len(alts) >= 3  # the map, the weeks and the hours


def _alts(node: pikepdf.Object) -> list[str]:
    found = [str(node.Alt)] if isinstance(node, pikepdf.Dictionary) and "/Alt" in node else []
    kids = node.get("/K", []) if isinstance(node, pikepdf.Dictionary) else []
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary):
            found += _alts(kid)
    return found


def test_it_reads_in_order_with_what_people_wrote_as_they_wrote_it(kept: Picture) -> None:
    words = words_of(fetched(kept, "pdf"))
    order = [
        "Dethärkanvisäga",
        "Dethärkanviintesäga",
        "Kartläggning",
        "Mestskadegörelse.",
        "Kategoriförkategori",
        "Veckaförvecka",
        "Annaninformation",
        "Dialogimars.",
        "Analys",
        "Mörkgångväg<b>vid</b>tunneln.",
        "Såärsiffrornagjorda",
    ]
    at = [words.find(part) for part in order]
    assert -1 not in at, dict(zip(order, at, strict=True))
    assert at == sorted(at)


def test_what_nobody_has_written_yet_stands_as_missing() -> None:
    words = words_of(fetched(a_picture(written=False), "pdf"))
    assert words.count("Inteskrivetän") == 4
    assert "Utkast,intebeslutat" in words


def test_word_holds_the_same_sentences_for_those_who_must_edit(kept: Picture) -> None:
    file = docx.Document(io.BytesIO(fetched(kept, "docx")))
    text = "\n".join(paragraph.text for paragraph in file.paragraphs)
    assert "Mest skadegörelse." in text and "Fler rapporter om skadegörelse: 300 mot 150" in text
    assert len(file.inline_shapes) >= 3


def test_the_public_edition_has_no_squares_hours_or_small_counts(kept: Picture) -> None:
    picture = kept
    words = words_of(fetched(picture, "pdf", "?utgava=offentlig"))
    for gone in ("Veckodagochtimme", "Tjocklinje", "Platsermed"):
        assert gone not in words
    assert "Offentligutgåva" in words and "förfåförattvisas" in words
    assert '"cells"' not in fetched(picture, "json", "?utgava=offentlig").decode()
    assert '"cells"' in fetched(picture, "json").decode()


def test_a_decided_document_tells_who_decided_and_never_changes(kept: Picture) -> None:
    picture = decided(kept)
    before = fetched(picture, "pdf")
    assert "Kommunstyrelsen,20maj2026,§88" in words_of(before)
    town.reports(people.partnership(), 50, seed=9)
    assert fetched(picture, "pdf") == before


def test_what_is_looked_at_can_be_printed_without_being_kept(kept: Picture) -> None:
    client = people.signed_in(people.coordinator())
    answer = client.get("/almstad/arbete/lagesbild/dokument.pdf?start=2026-03-02&end=2026-03-08")
    assert answer.status_code == 200
    assert "VeckobildTryggaAlmstad,2–8mars2026" in words_of(answer.content)


def test_the_difference_later_reports_would_make_is_shown_and_nothing_is_changed(kept: Picture) -> None:
    picture = decided(kept)
    frozen_text = picture.frozen_text
    client = people.signed_in(people.coordinator())
    address = f"/almstad/arbete/lagesbild/{picture.uuid}/omraknad/"
    assert "Inget skulle ändras" in client.get(address).content.decode()
    town.reports(people.partnership(), 40, at=(town.EAST + 2_000, town.NORTH + 2_000), spread=500, seed=9)
    page = client.get(address).content.decode()
    assert "303" in page and "343" in page
    picture.refresh_from_db()
    assert picture.frozen_text == frozen_text


def test_two_versions_stand_beside_each_other_with_what_changed(kept: Picture) -> None:
    first = kept
    town.reports(people.partnership(), 200, seed=9, category="traffic")
    figures = compute.picture(people.partnership(), SPRING, seen_by=SYSTEM)
    second = writes.store(people.partnership(), figures, by=people.coordinator())
    rows = {(row["of"], row["key"]): row for row in reads.differences(reads.figures(first), figures)}
    assert (rows["total", ""]["before"], rows["total", ""]["now"]) == (303, 503)
    assert (rows["categories", "traffic"]["before"], rows["categories", "traffic"]["now"]) == (None, 200)
    client = people.signed_in(people.coordinator())
    page = client.get(f"/almstad/arbete/lagesbild/{second.uuid}/bredvid/{first.uuid}/").content.decode()
    assert "Dialog i mars." in page and "Inte skriven." in page and "Ändrad" in page


def test_an_outsider_gets_no_document(kept: Picture) -> None:
    picture = kept
    client = people.signed_in(people.outsider())
    for form in ("pdf", "docx", "json"):
        assert client.get(f"/almstad/arbete/lagesbild/{picture.uuid}/dokument.{form}").status_code == 404
