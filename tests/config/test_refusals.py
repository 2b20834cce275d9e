# SPDX-License-Identifier: EUPL-1.2
"""A refusal comes with its own status and a page that says what to do, in the language of the address."""

import json

import pytest
from django.test import Client

from samsyn.kit.models import Job
from tests import people

pytestmark = pytest.mark.django_db

SAID = {
    400: "gick inte att läsa",
    403: "hör till någon annans uppgifter",
    404: "Den här sidan finns inte",
    409: "Någon annan ändrade medan du skrev",
    500: "",
}


@pytest.mark.urls("tests.config.refusing")
@pytest.mark.parametrize("status", SAID)
def test_each_refusal_has_its_status_and_its_page(status):
    client = Client(raise_request_exception=False)
    answer = client.get(f"/vagra/{status}/")
    assert answer.status_code == status
    words = answer.content.decode()
    assert SAID[status] in words
    assert '<html lang="sv"' in words
    assert "Anna" not in words
    assert not answer.cookies


@pytest.mark.urls("tests.config.refusing")
def test_the_page_is_in_the_language_of_the_address():
    answer = Client().get("/en/vagra/404/")
    assert answer.status_code == 404
    assert '<html lang="en"' in answer.content.decode()
    assert answer["Content-Language"] == "en"
    assert '<html lang="sv"' in Client().get("/sv-lattlast/vagra/404/").content.decode()


def test_an_address_that_is_none_is_not_found(client):
    assert client.get("/finns/inte/alls/").status_code == 404


def test_health_is_ok_and_says_what_fails(client, monkeypatch):
    answer = client.get("/halsa/")
    assert (answer.status_code, json.loads(answer.content)) == (200, {"status": "ok"})
    Job.objects.create(name="x", run_at=people.jobs.clock.now() - people.jobs.PATIENCE * 2)
    answer = client.get("/halsa/")
    assert (answer.status_code, json.loads(answer.content)["parts"]) == (503, ["jobs"])
