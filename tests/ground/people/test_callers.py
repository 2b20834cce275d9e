# SPDX-License-Identifier: EUPL-1.2
"""Who one is, is decided by the address: the signed-in side tells an outsider nothing, not even that it is there."""

import pytest

from samsyn.ground.people import reads
from tests import people

pytestmark = pytest.mark.django_db

PAGE = "arbete/installningar/"


def test_the_anonymous_are_asked_to_sign_in_alike_whether_the_key_exists_or_not(client):
    people.partnership()
    there, not_there = client.get(f"/almstad/{PAGE}"), client.get(f"/finnsinte/{PAGE}")
    assert there.status_code == not_there.status_code == 302
    assert there["Location"].replace("almstad", "KEY") == not_there["Location"].replace("finnsinte", "KEY")


def test_an_outsider_finds_nothing_alike_whether_the_key_exists_or_not(client):
    people.partnership()
    people.signed_in(people.outsider(), client)
    there, not_there = client.get(f"/almstad/{PAGE}"), client.get(f"/finnsinte/{PAGE}")
    assert there.status_code == not_there.status_code == 404
    assert there.content.replace(b"almstad", b"") == not_there.content.replace(b"finnsinte", b"")


def test_a_member_without_the_right_is_told_so(client):
    people.signed_in(people.officer(), client)
    answer = client.get(f"/almstad/{PAGE}")
    assert answer.status_code == 403
    assert "hör till någon annans uppgifter" in answer.content.decode()


def test_a_member_with_the_right_comes_in(client):
    people.signed_in(people.coordinator(), client)
    assert client.get(f"/almstad/{PAGE}").status_code == 200


@pytest.mark.parametrize("language", ["en", "fi", "sv-lattlast"])
def test_it_is_the_same_in_every_language(client, language):
    people.partnership()
    assert client.get(f"/{language}/almstad/{PAGE}").status_code == 302
    people.signed_in(people.outsider(), client)
    assert client.get(f"/{language}/almstad/{PAGE}").status_code == 404


def test_another_kind_of_key_in_an_address_is_not_taken_for_a_partnership(client):
    assert client.get("/konto/password/reset/key/1-set-password/").status_code == 200


def test_the_front_page_lists_the_partnerships_and_with_one_alone_leads_to_it(client):
    assert "Inget partnerskap" in client.get("/").content.decode()
    people.partnership()
    alone = client.get("/")
    assert alone.status_code == 302
    assert alone["Location"] == "/almstad/"
    people.partnership("annanstad", "Trygga Annanstad")
    words = client.get("/").content.decode()
    assert 'href="/almstad/"' in words
    assert "Trygga Annanstad" in words
    assert 'href="/en/almstad/"' in client.get("/en/").content.decode()


def test_the_front_page_sets_no_cookie(client):
    people.partnership()
    people.partnership("annanstad", "Trygga Annanstad")
    answer = client.get("/")
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")


def test_the_partnership_of_an_address_is_the_one_in_the_database_at_that_moment() -> None:
    here = people.partnership()
    first = reads.partnership(here.key)
    assert {name: getattr(first, name) for name in vars(here) if name != "_state"} == {
        name: value for name, value in vars(type(here).objects.get(pk=here.pk)).items() if name != "_state"
    }
    first.brand_colours.append("#000000")
    first.basemap["kind"] = "plan"
    first.name = "Något annat"
    again = reads.partnership(here.key)
    assert (again.brand_colours, again.basemap, again.name) == (here.brand_colours, here.basemap, here.name)
    here.name, here.languages = "Nytt namn", ["fi"]
    here.save()
    assert (reads.partnership(here.key).name, reads.partnership(here.key).languages) == ("Nytt namn", ["fi"])
