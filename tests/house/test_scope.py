# SPDX-License-Identifier: EUPL-1.2
"""Another partnership sees nothing: every address of the signed-in side, read from the address table itself."""

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests import people

WORK = "<key:key>/arbete/"
# Addresses without a partnership that anyone may ask. A new first word here is a decision about privacy.
OPEN_TO_ALL = (
    "",
    "halsa/",
    "hjalp/",  # how things are done: the same words for all, and nothing of any partnership
    "konto/",
    "sw.js",
    "open311/",
    "api/",
    "ogc/",
    "i18n/",
    "theme/",
    "static/",
    "om/",
    "sitemap.xml",  # lasting public addresses, and the word to search engines about the others
    "robots.txt",
    "manifest",
)
SAMPLES = {
    "key": "vinterby",
    "uuid": str(uuid.UUID(int=7)),
    "int": "1",
    "slug": "ett-lofte",
    "str": "x",
    "path": "x",
}
METHODS = ("get", "post")


@dataclass(frozen=True)
class Address:
    """One line of the address table."""

    route: str
    name: str

    def at(self, key: str, prefix: str = "") -> str:
        """Return the address with a partnership's key and invented values for all else."""

        def value(found: re.Match[str]) -> str:
            converter = found.group(1) or "str"
            return key if found.group(2) == "key" else SAMPLES.get(converter, "x")

        return f"/{prefix}" + re.sub(r"<(?:(\w+):)?(\w+)>", value, self.route)

    @property
    def is_open(self) -> bool:
        """Tell whether it asks for nothing but the partnership."""
        return "<" not in self.route.removeprefix(WORK)


def table(patterns: list[URLPattern | URLResolver] | None = None, before: str = "") -> Iterator[Address]:
    """Walk every address that the product answers."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from table(entry.url_patterns, route)
        else:
            yield Address(route, entry.name or route)


WORKING = [address for address in table() if address.route.startswith(WORK)]


@pytest.fixture
def two_partnerships(db: None) -> tuple[Client, Client]:
    """Two partnerships that know nothing of each other, and the browser of the coordinator of each."""
    return people.signed_in(people.coordinator("vinterby")), people.signed_in(people.coordinator("sommarby"))


def test_there_is_a_signed_in_side_to_guard() -> None:
    assert len(WORKING) >= 5


@pytest.mark.same_on_both
@pytest.mark.parametrize("prefix", ["", "en/"], ids=["sv", "en"])
def test_the_outsider_finds_nothing_at_any_address(
    prefix: str, two_partnerships: tuple[Client, Client]
) -> None:
    _, outsider = two_partnerships
    found = {}
    for address in WORKING:
        for method in METHODS:
            for key in ("vinterby", "finns-inte"):
                answer = getattr(outsider, method)(address.at(key, prefix))
                if answer.status_code != 404:
                    found[method, address.at(key, prefix)] = answer.status_code
    assert found == {}


@pytest.mark.same_on_both
def test_the_anonymous_is_asked_to_sign_in_at_every_address(two_partnerships: tuple[Client, Client]) -> None:
    found = {}
    for address in WORKING:
        for method in METHODS:
            for key in ("vinterby", "finns-inte"):
                answer = getattr(Client(), method)(address.at(key))
                if answer.status_code != 302 or not answer.headers["Location"].startswith("/konto/login/"):
                    found[method, address.at(key)] = answer.status_code
    assert found == {}


@pytest.mark.parametrize("address", [a for a in WORKING if a.is_open], ids=lambda address: address.name)
def test_the_coordinator_gets_an_answer_at_home(
    address: Address, two_partnerships: tuple[Client, Client]
) -> None:
    coordinator, _ = two_partnerships
    answer = coordinator.get(address.at("vinterby"))
    # 405 where only a form is received, 403 where the role may not; never a page that does not exist or breaks.
    assert answer.status_code in {200, 302, 403, 405}, answer.status_code
    if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
        assert b"<h1" in answer.content


@pytest.mark.same_on_both
def test_what_is_not_there_for_this_caller_is_not_found(two_partnerships: tuple[Client, Client]) -> None:
    """An invented id stands for another partnership's: the answer says no more than that it is not there."""
    coordinator, _ = two_partnerships
    found = {}
    for address in WORKING:
        if not address.is_open:
            answer = coordinator.get(address.at("vinterby"))
            if answer.status_code not in {404, 403, 405}:
                found[address.at("vinterby")] = answer.status_code
    assert found == {}


def test_every_address_is_a_partnerships_or_decided_to_be_open() -> None:
    known = ("<key:key>/", *[word for word in OPEN_TO_ALL if word])
    assert [a.route for a in table() if a.route and not a.route.startswith(known)] == []
