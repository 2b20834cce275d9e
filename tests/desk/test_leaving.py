# SPDX-License-Identifier: EUPL-1.2
"""Whoever must leave the report page in a hurry is gone at once, and the step back does not lead to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import expect

from tests import people


@pytest.mark.django_db
def test_the_way_out_leads_outside(settings: Any) -> None:
    people.partnership()
    page = Client().get("/almstad/rapportera/").content.decode()
    assert 'href="https://www.smhi.se/" rel="noreferrer" data-leave' in page
    settings.LEAVE_URL = "https://vader.example/"
    assert 'href="https://vader.example/"' in Client().get("/almstad/svar/").content.decode()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_step_back_does_not_show_the_report_page(
    live_server: Any, visitor: Callable[..., Any], settings: Any
) -> None:
    settings.LEAVE_URL = live_server.url + "/hjalp/"
    people.partnership()
    page = visitor()
    page.goto(f"{live_server.url}/almstad/")
    page.get_by_role("link", name="Rapportera en plats eller händelse").click()
    page.wait_for_url("**/almstad/rapportera/")
    page.get_by_role("link", name="Lämna sidan").click()
    page.wait_for_url("**/hjalp/")
    page.go_back()
    expect(page).to_have_url(f"{live_server.url}/almstad/")
