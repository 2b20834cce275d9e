# SPDX-License-Identifier: EUPL-1.2
"""A partnership's own colours: served as a stylesheet, and refused where nobody could read them."""

from __future__ import annotations

import pytest
from django.test import Client

from samsyn.ground.people import writes
from samsyn.kit.errors import BadInput
from tests import people

pytestmark = pytest.mark.django_db


def test_the_colours_of_a_partnership_are_served_and_named_by_its_pages() -> None:
    almstad = people.partnership()
    assert Client().get("/almstad/tema.css").content == b""
    assert "tema.css" not in Client().get("/almstad/").content.decode()
    with people.journalled():
        writes.change_settings(almstad, by=people.coordinator(), brand_colours=["#6b1f5c"])
    sheet = Client().get("/almstad/tema.css")
    assert sheet["Content-Type"].startswith("text/css")
    assert b"--ss-act" in sheet.content
    assert "/almstad/tema.css" in Client().get("/almstad/").content.decode()


def test_a_colour_that_is_none_is_refused_and_nothing_changes() -> None:
    almstad = people.partnership()
    with pytest.raises(BadInput) as refused:
        writes.change_settings(almstad, by=people.coordinator(), brand_colours=["blå"])
    assert refused.value.code == "not_a_colour"
    almstad.refresh_from_db()
    assert almstad.brand_colours == []
