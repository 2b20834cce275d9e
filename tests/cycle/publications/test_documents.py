# SPDX-License-Identifier: EUPL-1.2
"""Printed or filed, the published says what the page says: the same values, the same gaps, the same hidden counts."""

from __future__ import annotations

import io
import re
from pathlib import Path

import docx
import pdfua
import pikepdf
import pytest
from django.test import Client
from PIL import Image

from samsyn.cycle.publications import compute, reads
from samsyn.cycle.publications.models import Kind
from samsyn.ground.people import writes as foundation
from samsyn.kit.callers import PUBLIC
from tests import once, people
from tests.cycle import chain
from tests.kit.documents import pdftext

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_both]
DOCUMENTS = ("uppfoljning/2026-T1", "loften", "lagesbild")


whole, made = once.built(chain.made)


def bare(text: str) -> str:
    return re.sub(r"[\s\u00ad\u2010-]+", "", text)


def pdf(path: str) -> bytes:
    response = Client().get(f"/almstad/{path}.pdf")
    assert response.status_code == 200 and response["Content-Type"] == "application/pdf"
    return response.content


def in_word(path: str) -> str:
    response = Client().get(f"/almstad/{path}.docx")
    assert response.status_code == 200
    file = docx.Document(io.BytesIO(response.content))
    return " ".join(part.text or "" for part in file.element.body.iter("{*}t"))


@pytest.mark.parametrize("path", DOCUMENTS)
def test_the_document_passes_the_checks_of_pdf_ua(path: str, made: chain.Chain, tmp_path: Path) -> None:
    file = tmp_path / "file.pdf"
    file.write_bytes(pdf(path))
    report = pdfua.validate(file)
    assert [finding for finding in report.findings if finding.severity.name == "ERROR"] == []


@pytest.mark.parametrize("path", DOCUMENTS)
def test_pdf_and_word_hold_the_same_words(path: str, made: chain.Chain) -> None:
    assert len(in_word(path)) > 200
    printed = bare(pdftext.words(pdf(path)))
    for words in re.findall(r"[A-Za-zÅÄÖåäö]{9,}|\d+", in_word(path)):
        assert bare(words) in printed, words


def test_the_leaflet_says_who_promises_and_carries_the_logo_on_one_page(made: chain.Chain) -> None:
    drawn = io.BytesIO()
    Image.new("RGB", (200, 80), "navy").save(drawn, "PNG")
    administrator = people.member(role="administrator", kind="municipality")
    foundation.set_logo(made.partnership, drawn.getvalue(), by=administrator)
    leaflet = pdf("loften")
    with pikepdf.open(io.BytesIO(leaflet)) as file:
        assert (len(file.pages), len(file.pages[0].get_images())) == (1, 1)
    said = bare(pdftext.words(leaflet))
    for owner in made.promise.owners.all():
        assert bare(owner.name) in said
    assert "Ring112" in said and "/almstad" in said


def test_every_value_and_every_missing_report_stands_in_the_follow_up(made: chain.Chain) -> None:
    printed = bare(pdftext.words(pdf("uppfoljning/2026-T1")))
    page = bare(
        re.sub(r"<[^>]*>", "", Client().get("/almstad/loften/fotpatruller/2026-T1/").content.decode())
    )
    ((_, content),) = compute.contents(made.partnership, Kind.FOLLOWUP, seen_by=PUBLIC)
    for indicator in content["chain"]["indicators"]:
        assert bare(indicator["name"]) in printed and bare(indicator["name"]) in page
        reading = indicator["readings"]["2026-T1"]
        if reading["value"] is not None:
            assert str(int(reading["value"])) in printed
        else:
            assert f"{reading['steps_done']}av{len(reading['steps'])}" in printed
    assert bare("Inte uppmätt") in printed


def test_a_hidden_count_is_hidden_in_the_document(made: chain.Chain) -> None:
    content = compute.content(reads.picture(made.partnership, seen_by=PUBLIC))
    words = in_word("lagesbild")
    for entry in content["public_figures"]["categories"]:
        if entry["count"] is None:
            assert "visas inte" in words or "skydda" in words
        else:
            assert str(entry["count"]) in words


def test_a_correction_stands_in_the_document(made: chain.Chain) -> None:
    chain.correct(made)
    assert "7, inte 8." in in_word("uppfoljning/2026-T1")


def test_in_english_the_document_is_in_english(made: chain.Chain) -> None:
    response = Client().get("/en/almstad/uppfoljning/2026-T1.docx")
    file = docx.Document(io.BytesIO(response.content))
    assert "Did it help?" in "".join(part.text or "" for part in file.element.body.iter("{*}t"))


def test_what_is_not_published_or_not_a_document_is_not_found(made: chain.Chain) -> None:
    for path in ("uppfoljning/2025-T1.pdf", "loften.txt", "lagesbild.html", "uppfoljning/2026-T1.exe"):
        assert Client().get(f"/almstad/{path}").status_code == 404, path
    people.partnership("nyby")
    for path in ("loften.pdf", "lagesbild.pdf", "uppfoljning/2026-T1.pdf"):
        assert Client().get(f"/nyby/{path}").status_code == 404, path
