# SPDX-License-Identifier: EUPL-1.2
"""One figure, one value: page, print, file, table, interface, feed, text to share and static site say the same."""

import io
import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import docx
import pytest
from django.test import Client

from samsyn.cycle.publications.models import Kind, Publication
from samsyn.desk import static_site
from samsyn.kit import frozen
from samsyn.kit.kept import MEMORY
from tests import once, people
from tests.cycle import chain
from tests.kit.documents import pdftext

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_both]

PERIOD = "2026-T1"
# Values that stand nowhere else, as Swedish writes them (with one decimal at most), and as programs do.
READ = {7341.0: ("7341", "7341"), 58.5: ("58,5", "58.5"), 0.0: ("0", "0")}
WORDS = (
    "/almstad/loften/fotpatruller/",
    f"/almstad/loften/fotpatruller/{PERIOD}/",
    f"/almstad/uppfoljning/{PERIOD}.pdf",
    f"/almstad/uppfoljning/{PERIOD}.docx",
    "/almstad/loften.pdf",
    "/almstad/loften.docx",
    "/almstad/flode.atom",
    "/almstad/loften/fotpatruller/flode.atom",
)
PROGRAMS = (
    "/almstad/oppna-data/redovisningar.csv",
    "/almstad/oppna-data/redovisningar.json",
    "/api/v1/almstad/readings",
    f"/api/v1/almstad/promises/fotpatruller/followups/{PERIOD}",
)


def build() -> chain.Chain:
    """The chain, with one published indicator for each value of READ, one hidden and one that nobody has reported."""
    made = chain.made()
    for row in Publication.objects.filter(kind__in=(Kind.PROMISE, Kind.FOLLOWUP)):
        content = json.loads(row.content)["data"]
        pattern = content["chain"]["indicators"][0]
        told: list[dict[str, Any]] = [{"value": value, "status": "done_no_target"} for value in READ]
        told += [
            {"value": None, "hidden": "small", "limit": 5, "status": "done_no_target"},
            {"value": None, "status": "not_reported", "reason": "no_report"},
        ]
        content["chain"]["indicators"] = [
            pattern
            | {"name": f"Del nummer {number}", "readings": {PERIOD: pattern["readings"][PERIOD] | reading}}
            for number, reading in enumerate(told)
        ]
        for indicator in content["chain"]["indicators"]:
            indicator["readings"][PERIOD] |= {"comment": "", "said": "", "qualifier": "exact", "rate": None}
        content["chain"]["periods"] = [PERIOD]
        kept = frozen.freeze(row.kind, 1, content)
        Publication.objects.filter(pk=row.pk).update(content=kept.text, digest=kept.digest)
    MEMORY.clear()
    return made


whole, made = once.built(build)


def plain(text: str) -> str:
    """Words alone, with the blanks inside numbers taken away."""
    text = unescape(re.sub(r"<[^>]*>", " | ", text))
    return re.sub(r"(?<=\d)[\s\u00a0\u202f](?=\d)", "", re.sub(r"[ \n\t]+", " ", text))


def read(path: str) -> str:
    answer = Client().get(path)
    assert answer.status_code == 200, path
    if path.endswith(".pdf"):
        return pdftext.words(answer.content)
    if path.endswith(".docx"):
        file = docx.Document(io.BytesIO(answer.content))
        return " ".join(part.text or "" for part in file.element.body.iter("{*}t"))
    return answer.content.decode()


def after(name: str, text: str) -> str:
    """What stands after an indicator's name, to the next one."""
    found = re.search(rf"{name}(?!\d)(.*?)(?=Del nummer|$)", text, re.S)
    assert found, f"{name} is not named"
    return found[1]


def said_in_words(text: str, where: str) -> None:
    for number, (swedish, _) in enumerate(READ.values()):
        said = after(f"Del nummer {number}", text)
        assert re.search(rf"(?<![\d,]){re.escape(swedish)}(?![\d,])", said), (
            f"{where}: {swedish} in {said[:200]}"
        )
    assert "färre än 5" in after("Del nummer 3", text).lower(), where
    assert "ej redovisat" in after("Del nummer 4", text).lower(), where


@pytest.mark.parametrize("path", WORDS)
def test_people_read_the_same_figure(path: str, made: chain.Chain) -> None:
    said_in_words(plain(read(path)), path)


@pytest.mark.parametrize("path", PROGRAMS)
def test_programs_read_the_same_figure(path: str, made: chain.Chain) -> None:
    text = read(path)
    if path.endswith(".csv"):
        for number, (_, written) in enumerate(READ.values()):
            assert re.search(rf"[,;]{re.escape(written)}(\.0)?[,;]", after(f"Del nummer {number}", text))
        return
    found: dict[str, Any] = {}

    def look(value: Any) -> None:
        if isinstance(value, dict):
            name = value.get("indicator") or value.get("name")
            if isinstance(name, str) and name.startswith("Del nummer"):
                inside = (value.get("readings") or {}).get(PERIOD) or value
                found[name] = inside.get("value")
            for one in value.values():
                look(one)
        elif isinstance(value, list):
            for one in value:
                look(one)

    look(json.loads(text))
    assert [found[f"Del nummer {number}"] for number in range(5)] == [*READ, None, None]


def test_texts_to_share_and_files_say_the_same_figure(made: chain.Chain, tmp_path: Path) -> None:
    page = people.signed_in(people.coordinator()).get(f"/almstad/arbete/publicerat/dela/{PERIOD}/")
    texts = re.findall(r"<textarea[^>]*>(.*?)</textarea>", page.content.decode(), re.S)
    said_in_words(plain(texts[1]), "the text for the web")
    static_site.write(made.partnership, tmp_path / "site")
    file = tmp_path / "site/almstad/loften/fotpatruller" / PERIOD / "index.html"
    said_in_words(plain(file.read_text(encoding="utf-8")), "the static site")


def test_every_place_that_says_how_a_promise_stands_says_the_same(made: chain.Chain) -> None:
    west = made.promise.area.key
    for path in (
        "/almstad/", "/almstad/loften/", "/almstad/loften/fotpatruller/", f"/almstad/uppfoljning/{PERIOD}/",
        "/almstad/kort/", f"/almstad/omrade/{west}/", f"/api/almstad/{west}/priorities", "/almstad/loften.pdf",
        f"/almstad/uppfoljning/{PERIOD}.docx", "/almstad/flode.atom",
    ):  # fmt: skip
        assert "pågår" in read(path).lower(), path
    rows = Client().get("/almstad/oppna-data/loften.json").json()
    assert [row["status"] for row in rows if row["promise"] == "fotpatruller"] == ["ongoing"]
