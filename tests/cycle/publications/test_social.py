# SPDX-License-Identifier: EUPL-1.2
"""Pictures and texts to share: they say what the page says, a missed promise as plainly, and fit where they are shown."""

import io
import json
import re
from html import unescape
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from PIL import Image

from samsyn.cycle.publications.models import Kind, Publication
from samsyn.desk import static_site
from samsyn.kit import frozen
from samsyn.kit.kept import MEMORY
from tests import once, people
from tests.cycle import chain

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_both]

whole, made = once.built(chain.made)

SIZES = {"bred": (1200, 630), "kvadrat": (1080, 1080)}
ADDRESSES = ("loften/fotpatruller", "loften/fotpatruller/2026-T1", "uppfoljning/2026-T1")


def changed(row: Publication, change: Any) -> None:
    """Let a published copy say something else, whole with its digest."""
    content = json.loads(row.content)["data"]
    change(content)
    kept = frozen.freeze(row.kind, 1, content)
    Publication.objects.filter(pk=row.pk).update(content=kept.text, digest=kept.digest)


def pixels(path: str) -> Any:
    answer = Client().get(path)
    assert answer.status_code == 200, path
    assert answer["Content-Type"] == "image/png"
    return Image.open(io.BytesIO(answer.content))


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("shape", SIZES)
def test_a_picture_has_the_size_that_the_channels_ask_for(
    shape: str, address: str, made: chain.Chain
) -> None:
    assert pixels(f"/almstad/{address}/bild-{shape}.png").size == SIZES[shape]
    assert pixels(f"/en/almstad/{address}/bild-{shape}.png").size == SIZES[shape]


@pytest.mark.parametrize(
    "path",
    [
        "/almstad/loften/fotpatruller/bild-trekant.png",
        "/almstad/loften/saknas/bild-bred.png",
        "/almstad/uppfoljning/2019-T1/bild-bred.png",
    ],
)
def test_a_picture_that_is_not_there_is_not_found(path: str, made: chain.Chain) -> None:
    assert Client().get(path).status_code == 404


def test_the_page_names_its_picture_and_says_it_in_words(made: chain.Chain) -> None:
    page = Client().get("/almstad/loften/fotpatruller/").content.decode()
    found = re.search(r'<meta property="og:image" content="http://testserver([^"]+)">', page)
    assert found and pixels(found[1]).size == (1200, 630)
    alt = re.search(r'<meta property="og:image:alt" content="([^"]+)">', page)
    assert alt and made.promise.sentence in unescape(alt[1])


@pytest.mark.parametrize(
    ("status", "said"), [("not_fulfilled", "Löftet är inte uppfyllt."), ("fulfilled", "Löftet är uppfyllt.")]
)
def test_a_missed_promise_is_told_as_plainly_as_a_kept_one(status: str, said: str, made: chain.Chain) -> None:
    for row in Publication.objects.filter(kind=Kind.FOLLOWUP):
        changed(row, lambda content: content["standing"].update(status=status))
    page = people.signed_in(people.coordinator()).get("/almstad/arbete/publicerat/dela/2026-T1/")
    texts = re.findall(r"<textarea[^>]*>(.*?)</textarea>", page.content.decode(), re.S)
    assert len(texts) == 4, "the picture's own text, and one for each of three channels"
    site, post = texts[1], texts[2]
    assert said in site and said in post
    assert ("1 inte uppfyllt" if status == "not_fulfilled" else "1 uppfyllt") in texts[3]
    assert len(texts[3]) <= 280


def test_what_the_page_hides_stands_in_no_text_to_share(made: chain.Chain) -> None:
    def hide(content: Any) -> None:
        for indicator in content["chain"]["indicators"]:
            for reading in indicator["readings"].values():
                reading |= {"value": None, "hidden": "small", "limit": 5, "said": "", "steps": []}

    visible = Client().get("/almstad/loften/fotpatruller/bild-bred.png").content
    for row in Publication.objects.filter(kind__in=(Kind.FOLLOWUP, Kind.PROMISE)):
        changed(row, hide)
    from samsyn.kit.kept import MEMORY

    MEMORY.clear()
    page = people.signed_in(people.coordinator()).get("/almstad/arbete/publicerat/dela/2026-T1/")
    assert "färre än 5" in page.content.decode()
    assert Client().get("/almstad/loften/fotpatruller/bild-bred.png").content != visible


@pytest.mark.parametrize(
    "title",
    [
        "Ett mycket långt löfte " * 13,
        "🚓 " * 40,
        "<script>alert(1)</script> & #set page()",
        "שלום עולם",
        "A" * 300,
    ],
)
def test_any_title_fits_the_picture(title: str, made: chain.Chain) -> None:
    for row in Publication.objects.filter(kind=Kind.PROMISE):
        changed(row, lambda content: content["chain"]["promise"].update(sentence=title))
    for shape, size in SIZES.items():
        picture = pixels(f"/almstad/loften/fotpatruller/bild-{shape}.png")
        assert picture.size == size
        # The margin to the right is paper alone: no word runs out of the picture.
        edge = picture.convert("RGB").crop((size[0] - 20, 0, size[0], size[1]))
        assert len(edge.getcolors() or []) == 1


def test_the_static_site_carries_the_picture_it_names(made: chain.Chain, tmp_path: Path) -> None:
    static_site.write(made.partnership, tmp_path / "site", address="https://almstad.example")
    page = (tmp_path / "site/almstad/loften/fotpatruller/index.html").read_text(encoding="utf-8")
    found = re.search(r'<meta property="og:image" content="https://almstad.example/([^"]+)">', page)
    assert found and (tmp_path / "site" / found[1]).read_bytes().startswith(b"\x89PNG")
    assert '<meta property="og:url" content="https://almstad.example/almstad/loften/fotpatruller/">' in page


def test_a_page_that_a_later_follow_up_has_passed_offers_no_picture(made: chain.Chain) -> None:
    path = "/almstad/loften/fotpatruller/2026-T1/"
    assert "bild-bred.png" in Client().get(path).content.decode()
    row = Publication.objects.get(kind="followup", slug="fotpatruller")
    row.pk, row.uuid, row.period = None, uuid4(), "2026-T2"
    row.save(force_insert=True)
    MEMORY.clear()
    passed = Client().get(path).content.decode()
    assert "bild-bred.png" not in passed and "og:image" not in passed and "Text att dela" in passed
    assert (
        "/almstad/loften/fotpatruller/bild-bred.png"
        in Client().get("/almstad/loften/fotpatruller/2026-T2/").content.decode()
    )
