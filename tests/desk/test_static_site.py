# SPDX-License-Identifier: EUPL-1.2
"""The public site as files: whole links, the same words as the pages, and every address that ever stood."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.conf import settings
from django.test import Client

from samsyn.cli.run import run
from samsyn.desk import static_page, static_site
from samsyn.kit.errors import BadInput
from tests import once, people
from tests.cycle import chain

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_both]
LINK = re.compile(r'(?:href|src|action)="([^"]+)"')


whole, made = once.built(chain.made)


@pytest.fixture(scope="module")
def site(
    whole: chain.Chain, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any
) -> tuple[static_site.Written, Path]:
    """The whole site, written once for those who only read it."""
    out = tmp_path_factory.mktemp("files") / "site"
    with django_db_blocker.unblock():
        return static_site.write(whole.partnership, out, address="https://almstad.example"), out


def text_of(html: str) -> str:
    html = re.sub(r'"ground": ?"[^"]+"', "", html)  # an address in the map's data, not words
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html))


def test_every_link_leads_to_a_file_or_to_the_installation(site: tuple[static_site.Written, Path]) -> None:
    written, out = site
    assert not written.broken
    pages = sorted(out.rglob("*.html"))
    assert len(pages) == written.pages + 1, "and the page that leads from the folder to the front page"
    for page in pages:
        here = f"https://files/{page.relative_to(out).as_posix()}"
        for link in LINK.findall(page.read_text(encoding="utf-8")):
            address = urlsplit(urljoin(here, link.partition("#")[0]))
            if address.scheme in ("mailto", "tel") or address.netloc != "files":
                assert not link.startswith("/"), f"{page}: {link} holds only at the root"
                continue
            target = out / address.path.lstrip("/")
            assert (target / "index.html" if target.is_dir() else target).is_file(), f"{page}: {link}"


def test_a_page_says_the_same_as_the_one_served(
    made: chain.Chain, site: tuple[static_site.Written, Path]
) -> None:
    for path in ("almstad/", "almstad/loften/fotpatruller/2026-T1/", "en/almstad/lagesbild/"):
        file = (site[1] / path / "index.html").read_text(encoding="utf-8")
        assert text_of(file) == text_of(Client().get(f"/{path}").content.decode())
        assert "Content-Security-Policy" in file and "frame-ancestors" not in file


def test_what_needs_the_installation_leads_to_it_and_nothing_of_it_is_in_the_files(
    site: tuple[static_site.Written, Path],
) -> None:
    _, out = site
    front = (out / "almstad" / "index.html").read_text(encoding="utf-8")
    assert f'href="{settings.PUBLIC_URL}/almstad/rapportera/"' in front
    names = {part for file in out.rglob("*") for part in file.relative_to(out).parts}
    assert not names & {"rapportera", "svar", "arbete", "konto"}


def test_the_ground_of_the_map_comes_along(site: tuple[static_site.Written, Path]) -> None:
    page = site[1] / "almstad" / "lagesbild" / "index.html"
    asked = re.findall(r'"ground": ?"([^"]+)"', page.read_text(encoding="utf-8"))
    assert asked == ["../karta/grund.json"]
    assert json.loads((page.parent / asked[0]).read_text(encoding="utf-8"))["layers"] is not None


def test_scripts_find_one_another_in_any_folder(site: tuple[static_site.Written, Path]) -> None:
    scripts = sorted((site[1] / "static").rglob("*.js"))
    assert any(script.name.startswith("map-") for script in scripts)
    for script in scripts:
        assert "/static/" not in script.read_text(encoding="utf-8"), script.name


def test_a_correction_keeps_the_page_that_stood_before(made: chain.Chain, tmp_path: Path) -> None:
    folder = tmp_path / "site" / "almstad" / "loften" / made.promise.slug / made.followup.period
    static_site.write(made.partnership, tmp_path / "site")
    assert not (folder / "version-1").exists()
    chain.correct(made)
    static_site.write(made.partnership, tmp_path / "site")
    assert (folder / "index.html").is_file()
    assert (folder / "version-1" / "index.html").is_file()


def test_a_folder_with_anything_else_in_it_is_left_alone(made: chain.Chain, tmp_path: Path) -> None:
    (tmp_path / "precious.txt").write_text("kvar", encoding="utf-8")
    with pytest.raises(BadInput) as refusal:
        static_site.write(made.partnership, tmp_path)
    assert refusal.value.code == "folder_in_use"
    assert [file.name for file in tmp_path.iterdir()] == ["precious.txt"]


def test_a_second_writing_replaces_the_first_whole(made: chain.Chain, tmp_path: Path) -> None:
    site = tmp_path / "site"
    static_site.write(made.partnership, site)
    (site / "almstad" / "gammal.html").write_text("", encoding="utf-8")
    static_site.write(made.partnership, site)
    assert not (site / "almstad" / "gammal.html").exists()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["site"]


def test_the_same_page_is_the_same_file_in_whatever_order_its_policy_was_sent() -> None:
    one, other = (
        static_page._with_policy("<head></head>", policy)
        for policy in (
            "img-src 'self'; frame-ancestors 'none'; base-uri 'none'",
            "base-uri 'none'; img-src 'self'",
        )
    )
    assert one == other
    assert "frame-ancestors" not in one and "base-uri 'none'; img-src 'self'" in one


def test_what_is_read_from_the_same_goes_to_one_process_and_nothing_twice() -> None:
    promise = ["/almstad/loften/gatan/", "/almstad/loften/gatan/2025-T1/", "/en/almstad/loften/gatan/"]
    papers = ["/almstad/uppfoljning/2025-T1.pdf", "/en/almstad/uppfoljning/2025-T1.docx"]
    bundles = static_site._bundles([promise[0], *papers, *promise, "/almstad/"])
    assert bundles[::-1] == [promise, papers, ["/almstad/"]], "taken from the end: the first one first"
    many = [f"/almstad/loften/gatan/2025-T1/?version={number}" for number in range(60)]
    assert sorted(one for bundle in static_site._bundles(many) for one in bundle) == sorted(many)
    assert max(len(bundle) for bundle in static_site._bundles(many)) == static_site.TOGETHER


def test_a_town_with_nothing_published_still_gets_its_pages(db: None, tmp_path: Path) -> None:
    written = static_site.write(people.partnership("tomby"), tmp_path / "site")
    assert written.pages > 5 and not written.broken


def test_the_command_writes_and_tells(
    made: chain.Chain, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    assert run(["publish", "almstad", "--out", str(tmp_path / "site"), "--json"]) == 0
    assert '"broken": []' in capsys.readouterr().out
    assert run(["publish", "almstad", "--out", str(tmp_path)]) == 2
    assert "ny eller tom mapp" in capsys.readouterr().err


def test_a_page_that_fails_is_named_and_the_old_site_stays(
    made: chain.Chain, tmp_path: Path, capsys: pytest.CaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(static_page.Maker, "_ask", lambda maker, path: (500, "text/html", "", b""))
    assert run(["publish", "almstad", "--out", str(tmp_path / "site")]) == 1
    assert capsys.readouterr().err.startswith("samsyn: sidan /almstad/ går inte att visa just nu")
    assert not (tmp_path / "site").exists()
