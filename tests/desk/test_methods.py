# SPDX-License-Identifier: EUPL-1.2
"""Every analysis has a page for its reader, in Swedish and English, with the same five parts, and charts lead to it."""

import re

import pytest
from django.test import Client

from samsyn.desk import methods
from tests import people
from tests.cycle.pictures import town

PARTS = {
    "": ["Question", "Reference", "Assumptions", "When not to use it"],
    ".sv": ["Fråga", "Så räknas det", "Källa", "Det här förutsätts", "När den inte ska användas"],
}


def test_every_method_of_the_documentation_has_an_address_and_both_languages() -> None:
    there = {path.name.removesuffix(".sv.md") for path in methods.folder().glob("*.sv.md")}
    english = {path.stem for path in methods.folder().glob("*.md") if not path.stem.endswith(".sv")}
    assert there == english == set(methods.PAGES.values())


@pytest.mark.parametrize("slug", methods.PAGES)
@pytest.mark.parametrize("ending", PARTS)
def test_a_page_has_question_source_assumptions_and_when_not(slug: str, ending: str) -> None:
    text = (methods.folder() / f"{methods.PAGES[slug]}{ending}.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## (.+)$", text, flags=re.MULTILINE)
    assert [part for part in PARTS[ending] if part not in headings and slug != "gar-det-att-folja-upp"] == []
    shown = methods.page(slug, "sv" if ending else "en")
    assert shown.title and shown.question and "<h2" in shown.html


@pytest.mark.django_db
def test_anyone_may_read_them_and_a_member_finds_them_from_the_help() -> None:
    town.reports(people.partnership(), 1)
    open_page = Client().get("/hjalp/metoder/tva-antal/")
    assert open_page.status_code == 200 and "Clopper" in open_page.content.decode()
    client = people.signed_in(people.coordinator())
    assert "/almstad/arbete/hjalp/metoder/" in client.get("/almstad/arbete/hjalp/").content.decode()
    listed = client.get("/almstad/arbete/hjalp/metoder/").content.decode()
    assert all(f"/almstad/arbete/hjalp/metoder/{slug}/" in listed for slug in methods.PAGES)
    assert client.get("/almstad/arbete/hjalp/metoder/nagot-annat/").status_code == 404


@pytest.mark.django_db
def test_each_chart_of_the_picture_leads_to_its_method() -> None:
    town.districts(people.partnership())
    town.reports(people.partnership(), 150, at=(town.EAST + 5_000, town.NORTH + 5_000), spread=2_000)
    town.reports(people.partnership(), 250, seed=3)
    client = people.signed_in(people.coordinator())
    page = client.get("/almstad/arbete/lagesbild/?start=2026-01-01&end=2026-04-30").content.decode()
    for slug in ("tva-antal", "veckor", "timmar", "fler-an-slumpen"):
        assert f"/almstad/arbete/hjalp/metoder/{slug}/" in page, slug
