# SPDX-License-Identifier: EUPL-1.2
"""How others find and follow what is published: districts, feeds, the map of the site, the national data portal."""

from __future__ import annotations

import io
import json
from collections import Counter
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import docx
import pytest
from django.test import Client

from tests import once, people
from tests.cycle import chain

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_both]
ATOM = {"a": "http://www.w3.org/2005/Atom"}
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DCAT, TERMS = "{http://www.w3.org/ns/dcat#}", "{http://purl.org/dc/terms/}"
FOAF, VCARD = "{http://xmlns.com/foaf/0.1/}", "{http://www.w3.org/2006/vcard/ns#}"
# DCAT-AP-SE 3.0.1: what each class must say. https://docs.dataportal.se/dcat/3.0.1/en/
MANDATORY = {
    f"{DCAT}Catalog": {f"{TERMS}title", f"{TERMS}description", f"{TERMS}publisher", f"{TERMS}license"},
    f"{DCAT}Dataset": {f"{TERMS}title", f"{TERMS}description", f"{TERMS}publisher"},
    f"{DCAT}Distribution": {f"{DCAT}accessURL"},
    f"{DCAT}DataService": {f"{TERMS}title", f"{DCAT}endpointURL"},
    f"{FOAF}Agent": {f"{FOAF}name"},
    f"{VCARD}Organization": {f"{VCARD}fn"},
}
ONLY_ONE = {f"{TERMS}publisher", f"{TERMS}license", f"{FOAF}name", f"{VCARD}fn", f"{TERMS}format"}

whole, made = once.built(chain.made)


def read(path: str, status: int = 200) -> str:
    response = Client().get(path)
    assert response.status_code == status, (path, response.status_code)
    return response.content.decode()


def test_a_district_shows_its_own_promises_and_what_the_public_picture_says_of_it(made: chain.Chain) -> None:
    west, east = read("/almstad/omrade/vastra/"), read("/almstad/omrade/ostra/")
    assert "Minst tio fotpatruller" in west
    assert "Minst tio fotpatruller" not in east and "Inget löfte gäller området just nu" in east
    assert "Rapporter från Västra" in west
    assert 'href="/almstad/omrade/vastra/"' in read("/almstad/lagesbild/")
    read("/almstad/omrade/finns-inte/", 404)


def test_a_feed_of_a_promise_or_a_district_holds_what_concerns_it_alone(made: chain.Chain) -> None:
    def titles(path: str) -> list[str]:
        feed = ElementTree.fromstring(read(path))
        for entry in feed.findall("a:entry", ATOM):
            link, updated = entry.find("a:link", ATOM), entry.find("a:updated", ATOM)
            assert link is not None and link.attrib["href"].startswith("http://testserver/almstad/")
            assert updated is not None and updated.text
        ids = [entry.findtext("a:id", "", ATOM) for entry in feed.findall("a:entry", ATOM)]
        assert len(ids) == len(set(ids))
        return [entry.findtext("a:title", "", ATOM) for entry in feed.findall("a:entry", ATOM)]

    assert len(titles("/almstad/flode.atom")) == 3
    assert len(titles("/almstad/loften/fotpatruller/flode.atom")) == 2
    assert titles("/almstad/omrade/vastra/flode.atom") == titles("/almstad/loften/fotpatruller/flode.atom")
    assert titles("/almstad/omrade/ostra/flode.atom") == []
    read("/almstad/loften/finns-inte/flode.atom", 404)


def test_every_address_in_the_map_of_the_site_answers(made: chain.Chain) -> None:
    people.partnership("tomby", "Tomby")
    found = ElementTree.fromstring(read("/sitemap.xml"))
    addresses = [row.text or "" for row in found.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert "http://testserver/almstad/loften/fotpatruller/2026-T1/" in addresses
    assert len(addresses) == len(set(addresses))
    assert not [address for address in addresses if "/arbete/" in address or "/svar/" in address]
    for address in addresses:
        read(address.removeprefix("http://testserver"))
    rules = read("/robots.txt")
    assert "Disallow: /*/arbete/" in rules and "Sitemap: http://testserver/sitemap.xml" in rules


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_catalogue_says_all_that_the_national_portal_demands(made: chain.Chain, prefix: str) -> None:
    things = list(ElementTree.fromstring(read(f"{prefix}/almstad/oppna-data/katalog.rdf")))
    assert Counter(thing.tag for thing in things) == {
        f"{DCAT}Catalog": 1,
        f"{DCAT}Dataset": 5,
        f"{DCAT}Distribution": 9,
        f"{DCAT}DataService": 2,
        f"{FOAF}Agent": 1,
        f"{VCARD}Organization": 1,
    }
    named = {thing.attrib[f"{RDF}about"] for thing in things}
    assert len(named) == len(things)
    for thing in things:
        said = Counter(part.tag for part in thing)
        assert said.keys() >= MANDATORY[thing.tag], thing.attrib
        assert not [tag for tag in ONLY_ONE if said[tag] > 1], thing.attrib
        for part in thing:
            pointed = part.attrib.get(f"{RDF}resource")
            assert pointed or (part.text or "").strip(), f"{part.tag} says nothing"
            if part.tag in (f"{DCAT}dataset", f"{DCAT}service", f"{DCAT}distribution", f"{TERMS}publisher"):
                assert pointed in named, f"{pointed} is not described"
            if part.tag == f"{DCAT}downloadURL":
                read((pointed or "").removeprefix("http://testserver"))


def test_a_page_tells_those_who_share_it_what_it_is(made: chain.Chain) -> None:
    page = read("/almstad/loften/fotpatruller/")
    assert '<meta property="og:title" content="Minst tio fotpatruller i Västra varje tertial."' in page
    assert '<meta property="og:url" content="http://testserver/almstad/loften/fotpatruller/"' in page
    assert "og:title" not in read("/konto/login/")


class Things(HTMLParser):
    """What a page says of itself in the words of schema.org: the kind of each thing, with its properties."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if "itemscope" in said:
            self.found.append((said["itemtype"].removeprefix("https://schema.org/"), {}))
        elif "itemprop" in said:
            self.found[-1][1][said["itemprop"]] = said.get("content", "") or said.get("href", "")


def test_a_page_tells_search_engines_what_it_is_whose_and_from_when(made: chain.Chain) -> None:
    ((kind, said), (_, publisher)) = Things(read("/almstad/loften/fotpatruller/2026-T1/")).found
    assert (kind, said["headline"]) == ("Report", "Minst tio fotpatruller i Västra varje tertial.")
    assert said["datePublished"].startswith("2026-05-12T") and said["inLanguage"] == "sv"
    assert publisher["name"] == made.partnership.name
    assert [kind for kind, _ in Things(read("/almstad/")).found] == ["WebSite", "Organization"]
    tables = Things(read("/almstad/oppna-data/")).found
    assert {said["contentUrl"] for kind, said in tables if kind == "DataDownload"} >= {
        "/almstad/oppna-data/loften.csv",
        "/almstad/oppna-data/aktiviteter.csv",
    }
    assert all(said["license"] and said["description"] for kind, said in tables if kind == "Dataset")


def test_the_plan_of_activities_is_a_page_a_document_and_a_table_that_say_the_same(made: chain.Chain) -> None:
    page = read("/almstad/aktivitetsplan/")
    rows = json.loads(read("/almstad/oppna-data/aktiviteter.json"))
    assert rows
    for row in rows:
        assert row["activity"] in page and row["owner"] in page
    document = Client().get("/almstad/aktivitetsplan.docx")
    told = " ".join(
        cell.text for table in docx.Document(io.BytesIO(document.content)).tables for cell in table._cells
    )
    assert all(row["activity"] in told for row in rows)
    assert Client().get("/almstad/aktivitetsplan.pdf").content.startswith(b"%PDF")
    assert "/almstad/aktivitetsplan/" in read("/sitemap.xml")


def test_only_the_sites_that_are_named_show_the_card_and_no_other_page_is_ever_framed(
    made: chain.Chain, settings: Any
) -> None:
    settings.FRAMED_BY = ["https://www.almstad.se"]
    card = Client().get("/almstad/kort/")
    assert "frame-ancestors https://www.almstad.se" in card["Content-Security-Policy"]
    assert "Minst tio fotpatruller" in card.content.decode() and "<script" not in card.content.decode()
    page = Client().get("/almstad/")
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
    settings.FRAMED_BY = []
    assert "frame-ancestors 'none'" in Client().get("/almstad/kort/")["Content-Security-Policy"]
    assert "/almstad/kort/" in read("/almstad/oppna-data/")


def test_before_the_first_promise_the_plan_and_the_card_say_so() -> None:
    people.partnership("nystad", "Trygga Nystad")
    for path in ("/nystad/aktivitetsplan/", "/nystad/kort/"):
        assert "Inga löften är publicerade än" in read(path)
    read("/nystad/aktivitetsplan.pdf", 404)
