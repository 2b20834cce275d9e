# SPDX-License-Identifier: EUPL-1.2
"""Residents' pages are kept ready, and yet are new in the moment something is published or set."""

from typing import Any

import pytest
from django.test import Client

from samsyn.cycle.publications import writes
from samsyn.ground.people.models import Partnership
from samsyn.kit.kept import MEMORY
from tests import people
from tests.cycle import chain

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_both]

PAGES = (
    "/almstad/",
    "/almstad/loften/",
    "/almstad/lagesbild/",
    "/almstad/ni-sa-vi-gjorde/",
    "/almstad/oppna-data/",
    "/almstad/flode.atom",
    "/almstad/loften.pdf",
)


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: Any) -> Any:
    """The chain, built once."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        yield chain.made()
        transaction.set_rollback(True)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_from_memory_is_the_page_byte_for_byte(path: str, made: chain.Chain) -> None:
    visitor = Client()
    first, again = visitor.get(path), visitor.get(path)
    MEMORY.clear()
    anew = visitor.get(path)
    assert first.content == again.content == anew.content
    assert again["Content-Type"] == anew["Content-Type"]
    assert again["ETag"] == anew["ETag"]
    assert visitor.get(path, headers={"If-None-Match": anew["ETag"]}).status_code == 304
    assert visitor.head(path).status_code == 200


def test_what_is_published_and_set_stands_on_the_page_at_once(made: chain.Chain) -> None:
    visitor = Client()
    slug = made.promise.slug
    before = visitor.get(f"/almstad/loften/{slug}/")
    assert "Rättat i efterhand" not in before.content.decode()
    made.promise.refresh_from_db()
    made.promise.sentence += " och på Norra torget"
    made.promise.save()
    writes.publish_promise(made.promise, by=people.coordinator(), note="Rättat i efterhand.")
    assert "Rättat i efterhand" in visitor.get(f"/almstad/loften/{slug}/").content.decode()
    Partnership.objects.filter(key="almstad").update(name="Almstads kommun")
    assert "Almstads kommun" in visitor.get("/almstad/").content.decode()


def test_the_same_address_in_another_language_is_another_page(made: chain.Chain) -> None:
    visitor = Client()
    swedish = visitor.get("/almstad/").content
    english = visitor.get("/en/almstad/").content
    assert b'lang="sv"' in swedish
    assert b'lang="en"' in english
    assert visitor.get("/almstad/").content == swedish
