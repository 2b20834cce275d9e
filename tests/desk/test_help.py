# SPDX-License-Identifier: EUPL-1.2
"""The help says what is on the screen: its labels exist, its pictures exist, its links answer, and nothing in it runs."""

import re
from pathlib import Path

import pytest
from django.test import Client
from PIL import Image

from samsyn.desk import help as helping
from tests import people
from tests.house import test_translations as words

LARGEST = 60_000
PAGES = sorted(helping.folder().glob("*.md"))
QUOTED = re.compile(r"\*\*(.+?)\*\*")
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")


def address(slug: str) -> str:
    return f"/hjalp/{slug}/"


def on_the_screen(language: str) -> set[str]:
    """Every word that a template says, in this language."""
    said = words.in_the_templates()
    if language == "sv":
        return {word for spoken in said for word in spoken}
    return {word for spoken in said for word in words.answers(words.english().get(spoken[0]))}


def test_each_role_has_its_page_in_swedish_and_english() -> None:
    wanted = {f"{name}.{language}.md" for name in helping.PAGES.values() for language in helping.LANGUAGES}
    assert {path.name for path in PAGES} == wanted


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_a_label_in_the_help_stands_on_a_page(path: Path) -> None:
    quoted = QUOTED.findall(path.read_text(encoding="utf-8"))
    known = on_the_screen(path.name.split(".")[1])
    assert quoted
    assert [label for label in quoted if label not in known] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_a_picture_in_the_help_exists_is_small_and_says_what_it_shows(path: Path) -> None:
    shown = PICTURE.findall(path.read_text(encoding="utf-8"))
    assert shown
    for said, name in shown:
        picture = helping.folder() / name
        assert len(said) > 20, name
        assert f".{path.name.split('.')[1]}." in name
        assert picture.stat().st_size <= LARGEST, name
        with Image.open(picture) as opened:
            assert opened.format == "WEBP"


def test_no_picture_lies_about_unused() -> None:
    used = {name for path in PAGES for _, name in PICTURE.findall(path.read_text(encoding="utf-8"))}
    assert {f"pictures/{path.name}" for path in (helping.folder() / "pictures").iterdir()} == used


@pytest.mark.parametrize("language", helping.LANGUAGES)
@pytest.mark.parametrize("slug", helping.PAGES)
def test_a_page_has_a_title_a_lead_and_a_table_of_contents_that_leads_somewhere(
    slug: str, language: str
) -> None:
    page = helping.page(slug, language, address)
    assert page.title
    assert page.lead.endswith(".")
    assert "**" not in page.lead + page.title
    assert len(page.contents) >= 5
    for name, heading in page.contents:
        assert f'<h2 id="{name}">{heading}</h2>' in page.html
    assert len({name for name, _ in page.contents}) == len(page.contents)


def test_a_language_without_help_of_its_own_is_answered_in_swedish() -> None:
    assert helping.page("polis", "fi", address) == helping.page("polis", "sv", address)


def test_a_link_between_files_becomes_a_link_between_pages_and_html_is_only_text(
    tmp_path: Path, settings: object
) -> None:
    text = "# Polis\n\nKort.\n\n## Del\n\nSe [samordnaren](coordinator.sv.md#i-dag). <script>x</script>\n"
    (tmp_path / "police-officer.sv.md").write_text(text, encoding="utf-8")
    settings.HELP_DIR = tmp_path  # type: ignore[attr-defined]
    helping._read.cache_clear()
    try:
        html = helping.page("polis", "sv", address).html
    finally:
        helping._read.cache_clear()
    assert 'href="/hjalp/samordnare/#i-dag"' in html
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


@pytest.mark.django_db
@pytest.mark.parametrize("prefix", ["", "/en", "/fi"])
def test_anyone_may_read_the_help(prefix: str) -> None:
    visitor = Client()
    assert visitor.get(f"{prefix}/hjalp/").status_code == 200
    for slug in helping.PAGES:
        answer = visitor.get(f"{prefix}/hjalp/{slug}/")
        assert answer.status_code == 200
        for target in re.findall(r'href="(/[^"#]*hjalp/[^"#]*)', answer.content.decode()):
            assert visitor.get(target).status_code == 200, target
    assert visitor.get("/hjalp/ingenting/").status_code == 404


@pytest.mark.django_db
def test_those_signed_in_read_it_inside_their_partnership_with_their_own_page_first() -> None:
    officer = people.signed_in(people.officer())
    listed = officer.get("/almstad/arbete/hjalp/").content.decode()
    found = re.findall(r"/almstad/arbete/hjalp/([a-z]+)/", listed)
    assert found[0] == "polis"
    assert set(found) - {"metoder"} == set(helping.PAGES)
    assert 'href="/almstad/arbete/hjalp/"' in officer.get("/almstad/arbete/").content.decode()
    page = officer.get("/almstad/arbete/hjalp/polis/")
    assert page.status_code == 200
    assert 'href="/almstad/arbete/hjalp/samordnare/"' in page.content.decode()
    assert Client().get("/almstad/arbete/hjalp/polis/").status_code == 302


@pytest.mark.django_db
def test_a_picture_of_the_help_is_served() -> None:
    page = Client().get("/hjalp/polis/").content.decode()
    (first, *_) = re.findall(r'<img src="([^"]+)"', page)
    answer = Client().get(first)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "image/webp"
