# SPDX-License-Identifier: EUPL-1.2
"""The coordinator looks after parties, members and what the partnership shows of itself."""

import pytest

from samsyn.ground.people.models import Member, Organisation
from samsyn.kit.models import Job
from tests import people

pytestmark = pytest.mark.django_db

PAGE = "/almstad/arbete/installningar/"
SETTINGS = {
    "partnership-name": "Trygga Almstad",
    "partnership-contact_role": "Trygghetssamordnaren",
    "partnership-contact_address": "trygg@almstad.example",
    "partnership-case_number": "KS 2026/12",
    "partnership-small_count_limit": "6",
}


@pytest.fixture
def coordinator(client):
    return people.signed_in(people.coordinator(), client)


def test_the_page_shows_parties_and_members(coordinator):
    people.officer()
    words = coordinator.get(PAGE).content.decode()
    assert "Lokalpolisområde Almstad" in words
    assert "police_officer.police@almstad.example" in words
    assert "Trygghetssamordnare" in words


def test_settings_are_changed_and_journalled(coordinator):
    with people.journalled("partnership settings changed"):
        answer = coordinator.post(PAGE, SETTINGS)
    assert answer.status_code == 302
    home = people.partnership()
    assert (home.small_count_limit, home.case_number) == (6, "KS 2026/12")
    assert "är sparade" in coordinator.get(answer["Location"]).content.decode()


def test_a_limit_that_would_show_a_household_is_refused_and_typed_text_stays(coordinator):
    answer = coordinator.post(
        PAGE, SETTINGS | {"partnership-small_count_limit": "1", "partnership-contact_role": "Min text"}
    )
    assert answer.status_code == 400
    assert "Min text" in answer.content.decode()
    assert people.partnership().small_count_limit == 5


def test_a_party_of_any_kind_is_added_once(coordinator):
    typed = {"organisation-name": "Almstads bostäder", "organisation-kind": "housing"}
    with people.journalled("organisation added"):
        assert coordinator.post(f"{PAGE}parter/", typed).status_code == 302
    again = coordinator.post(f"{PAGE}parter/", typed)
    assert again.status_code == 400
    assert "finns redan en part" in again.content.decode()
    assert Organisation.objects.filter(kind="housing").count() == 1


def test_a_member_is_added_with_a_mail_on_its_way_and_can_be_ended(coordinator):
    party = people.organisation("police")
    typed = {
        "member-email": "Ny@polisen.example",
        "member-organisation": str(party.uuid),
        "member-role": "police_officer",
        "member-title": "Kommunpolis",
    }
    with people.journalled("member added"):
        assert coordinator.post(f"{PAGE}medlemmar/", typed).status_code == 302
    member = Member.objects.get(title="Kommunpolis")
    assert member.account.email == "ny@polisen.example"
    job = Job.objects.get(name="samsyn.ground.people.tasks.invite")
    assert job.args == [member.pk]

    twice = coordinator.post(f"{PAGE}medlemmar/", typed)
    assert twice.status_code == 400
    assert "redan medlem" in twice.content.decode()

    with people.journalled("member ended"):
        coordinator.post(f"{PAGE}medlemmar/{member.uuid}/avsluta/")
    member.refresh_from_db()
    assert member.ended_on is not None


def test_a_party_or_member_of_another_partnership_is_out_of_reach(coordinator):
    theirs = people.outsider()
    member = Member.objects.get(pk=theirs.member_id)
    assert coordinator.post(f"{PAGE}medlemmar/{member.uuid}/avsluta/").status_code == 404
    answer = coordinator.post(
        f"{PAGE}medlemmar/",
        {
            "member-email": "a@b.example",
            "member-organisation": str(member.organisation.uuid),
            "member-role": "reporter",
        },
    )
    assert answer.status_code == 400
    assert not Member.objects.filter(account__email="a@b.example").exists()


def test_others_than_coordinator_and_administrator_change_nothing(client):
    people.signed_in(people.officer(), client)
    for address in (PAGE, f"{PAGE}parter/", f"{PAGE}medlemmar/"):
        assert client.post(address, SETTINGS).status_code == 403
    member = Member.objects.filter(role="police_officer").get()
    assert client.post(f"{PAGE}medlemmar/{member.uuid}/avsluta/").status_code == 403
