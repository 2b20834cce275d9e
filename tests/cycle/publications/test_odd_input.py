# SPDX-License-Identifier: EUPL-1.2
"""Whatever is written in a promise, and whatever is missing in it: pages, print, pictures and feeds read well still."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import docx
import pikepdf
import pytest
from django.test import Client
from PIL import Image

from samsyn.cycle.publications.models import Kind, Publication
from samsyn.desk import static_site
from samsyn.ground.people import writes as foundation
from samsyn.kit import frozen
from samsyn.kit.kept import MEMORY
from tests import once, people
from tests.cycle import chain
from tests.kit.documents import pdftext

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_both]
PERIOD, FUTURE = "2026-T1", "2031-T3"
HTML = '<img src=x onerror=alert(1)><script>alert(2)</script>"><b>fet</b>'
HEBREW, EMOJI = "להבטיח שקט ברחוב", "🚓👨‍👩‍👧‍👦"
LONG = ("Vi ska tillsammans göra något åt de platser som känns otrygga i kommundelarna. " * 5)[:299] + "å"
WORD = "Samverkansöverenskommelseuppföljningsgrupp" * 7
TEXTS = (
    "sentence",
    "explanation",
    "title",
    "name",
    "unit",
    "counts",
    "comment",
    "said",
    "next_step",
    "target_state",
    "owner",
)


def everywhere(value: Any, said: str) -> Any:
    """The same content with every typed text exchanged."""
    if isinstance(value, dict):
        return {
            name: said if name in TEXTS and isinstance(one, str) else everywhere(one, said)
            for name, one in value.items()
        }
    return [everywhere(one, said) for one in value] if isinstance(value, list) else value


def silent(content: dict[str, Any]) -> dict[str, Any]:
    """Every part was asked for and none was reported."""
    for indicator in content["chain"]["indicators"]:
        for reading in indicator["readings"].values():
            reading |= dict.fromkeys(("value", "fulfilment", "comment", "said", "next_step", "steps_done"))
            reading |= {"status": "not_reported", "reason": "no_report"}
    content["standing"] |= {"status": "not_reported", "not_reported": 2, "kept": 0, "partly": 0, "missed": 0}
    return content


def unmeasured(content: dict[str, Any]) -> dict[str, Any]:
    """A promise without any part, activity, finding or focus area."""
    content["chain"] |= {
        "indicators": [],
        "activities": [],
        "findings": [],
        "pictures": [],
        "focus_area": None,
    }
    content["standing"] |= {"parts": 0, "status": "not_started"}
    return content


ODD = {
    "html": lambda content: everywhere(content, HTML),
    "rtl": lambda content: everywhere(content, f"{HEBREW} {EMOJI}"),
    "long": lambda content: everywhere(content, LONG),
    "word": lambda content: everywhere(content, WORD),
    "silent": silent,
    "unmeasured": unmeasured,
}


def build() -> chain.Chain:
    """The chain; beside its promise one of each odd kind, and a follow-up of a period that is still to come."""
    made = chain.made()
    for kind in (Kind.PROMISE, Kind.FOLLOWUP):
        row = Publication.objects.filter(kind=kind).latest("id")
        before = row.content
        for slug, change in ODD.items():
            content = change(json.loads(before)["data"])
            content["chain"]["promise"]["slug"] = slug
            _copy(row, slug, PERIOD if kind == Kind.FOLLOWUP else "", content)
    text = before.replace(PERIOD, FUTURE)
    _copy(row, "fotpatruller", FUTURE, json.loads(text)["data"])
    huge = io.BytesIO()
    Image.effect_noise((4_000, 900), 60).convert("RGB").save(huge, "JPEG", quality=40)
    assert huge.tell() < 2_000_000
    foundation.set_logo(
        made.partnership, huge.getvalue(), by=people.member(role="administrator", kind="municipality")
    )
    MEMORY.clear()
    return made


def _copy(row: Publication, slug: str, period: str, content: dict[str, Any]) -> None:
    kept = frozen.freeze(row.kind, 1, content)
    Publication.objects.create(
        partnership=row.partnership, kind=row.kind, slug=slug, period=period, content=kept.text, digest=kept.digest,
        title=content["chain"]["promise"]["sentence"][:500],
    )  # fmt: skip


whole, made = once.built(build)


def main_of(path: str) -> str:
    answer = Client().get(path)
    assert answer.status_code == 200, path
    return answer.content.decode().split("<main", 1)[1]


def test_the_whole_site_is_written_and_no_typed_word_is_read_as_markup(
    made: chain.Chain, tmp_path: Path
) -> None:
    written = static_site.write(made.partnership, tmp_path / "site")
    assert written.broken == []
    files = [path for path in (tmp_path / "site").rglob("*") if path.is_file()]
    kinds = {path.suffix for path in files}
    assert kinds >= {".html", ".pdf", ".docx", ".png", ".atom", ".csv", ".json"}
    for path in files:
        if path.suffix in (".html", ".atom", ".rdf"):
            text = path.read_text(encoding="utf-8")
            assert "<img src=x" not in text and "<script>alert" not in text and "<b>fet" not in text, path
        if path.suffix in (".atom", ".rdf"):
            ElementTree.fromstring(path.read_text(encoding="utf-8"))
        if path.suffix == ".json" and "manifest" not in path.name:
            json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("slug", ODD)
def test_a_promise_says_what_it_is_and_what_is_missing(slug: str, made: chain.Chain) -> None:
    for path in (f"/almstad/loften/{slug}/", f"/almstad/loften/{slug}/{PERIOD}/"):
        text = main_of(path)
        assert not re.search(r">\s*None\s*<|\bNone\b[.,]", text), path
        said = {
            "html": "&lt;script&gt;alert(2)", "rtl": HEBREW, "long": LONG, "word": WORD, "silent": "Ej redovisat",
            "unmeasured": "inga delar som kan följas upp",
        }[slug]  # fmt: skip
        assert said in text, path
    for shape, size in (("bred", (1200, 630)), ("kvadrat", (1080, 1080))):
        picture = Client().get(f"/almstad/loften/{slug}/bild-{shape}.png")
        with Image.open(io.BytesIO(picture.content)) as drawn:
            assert drawn.size == size


def test_print_holds_every_odd_promise_with_its_gaps(made: chain.Chain) -> None:
    printed = Client().get(f"/almstad/uppfoljning/{PERIOD}.pdf").content
    said = re.sub(r"[\s\u00ad\u2010-]+", "", pdftext.words(printed))
    for words in ("<script>alert(2)", LONG, WORD, "Ejredovisat", "ingadelarsomkanföljasupp"):
        assert re.sub(r"[\s-]+", "", words) in said, words
    with pikepdf.open(io.BytesIO(printed)) as file:
        assert len(file.pages[0].get_images()) == 1, "the logo, drawn small"
    assert len(printed) < 600_000
    word = docx.Document(io.BytesIO(Client().get(f"/almstad/uppfoljning/{PERIOD}.docx").content))
    text = " ".join(part.text or "" for part in word.element.body.iter("{*}t"))
    assert HEBREW in text and "🚓" in text and LONG in text


def test_a_period_to_come_is_told_as_what_it_is(made: chain.Chain) -> None:
    assert "september–december 2031" in main_of(f"/almstad/uppfoljning/{FUTURE}/")
    assert "september–december 2031" in main_of(f"/almstad/loften/fotpatruller/{FUTURE}/")
    history = main_of("/almstad/historik/")
    assert history.index(FUTURE) < history.index(PERIOD)
