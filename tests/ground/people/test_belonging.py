# SPDX-License-Identifier: EUPL-1.2
"""Who belongs where: partnerships, organisations of any kind, members, and links that work once."""

from datetime import timedelta
from uuid import uuid4

import pytest

from samsyn.ground.people import reads, rules, writes
from samsyn.ground.people.models import RESERVED_KEYS, Account, OneTimeLink
from samsyn.kit import clock
from samsyn.kit.callers import PUBLIC, SYSTEM
from samsyn.kit.errors import BadInput, NotAllowed, NotFound, NotNow
from tests import people

pytestmark = pytest.mark.django_db


def test_a_partnership_is_founded_from_the_server_alone() -> None:
    with pytest.raises(NotAllowed):
        writes.add_partnership("nytt", name="Nytt", by=people.coordinator())
    with people.journalled("partnership added"):
        writes.add_partnership("nytt", name="Nytt", by=SYSTEM)


@pytest.mark.parametrize("key", sorted(RESERVED_KEYS | {"", "Stor", "å", "två ord", "-x", "x" * 51}))
def test_a_key_that_would_hide_another_address_is_refused(key: str) -> None:
    with pytest.raises(BadInput):
        writes.add_partnership(key, name="Fel", by=SYSTEM)


@pytest.mark.parametrize(
    ("crs", "code"),
    [("EPSG:4326", "crs_not_metric"), ("EPSG:0", "unknown_crs"), ("EPSG:2263", "crs_not_metric")],
)
def test_points_are_kept_in_metres_or_not_at_all(crs: str, code: str) -> None:
    with pytest.raises(BadInput, match=code):
        writes.add_partnership("nytt", name="Nytt", by=SYSTEM, metric_crs=crs)


def test_a_party_may_be_of_any_kind_and_is_named_once() -> None:
    coordinator = people.coordinator()
    with people.journalled("organisation added"):
        writes.add_organisation(people.partnership(), "Ungdomens hus", "association", by=coordinator)
    with pytest.raises(BadInput, match="organisation_taken"):
        writes.add_organisation(people.partnership(), "Ungdomens hus", "other", by=coordinator)
    with pytest.raises(BadInput, match="unknown_organisation_kind"):
        writes.add_organisation(people.partnership(), "Rymdstyrelsen", "space", by=coordinator)


def test_the_coordinator_gives_a_colleague_a_role_and_takes_it_back() -> None:
    coordinator, party = people.coordinator(), people.organisation()
    with people.journalled("member added"):
        member = writes.add_member(party, "Ny@Almstad.example", "analyst", by=coordinator)
    account = Account.objects.get(email="ny@almstad.example")
    assert reads.caller_for(account, party.partnership) is not None
    with pytest.raises(BadInput, match="already_member"):
        writes.add_member(party, "ny@almstad.example", "moderator", by=coordinator)
    with people.journalled("member ended"):
        writes.end_member(member, by=coordinator)
    assert reads.caller_for(account, party.partnership) is None


def test_an_officer_does_not_hand_out_roles() -> None:
    with pytest.raises(NotAllowed):
        writes.add_member(people.organisation(), "ny@almstad.example", "analyst", by=people.officer())


def test_settings_are_changed_by_the_coordinator_and_never_by_a_neighbour() -> None:
    with people.journalled("partnership settings changed"):
        writes.change_settings(people.partnership(), by=people.coordinator(), small_count_limit=10)
    with pytest.raises(NotFound):
        writes.change_settings(people.partnership(), by=people.outsider(), small_count_limit=1)
    assert reads.partnership("almstad").small_count_limit == 10


def test_one_account_may_work_in_two_partnerships_with_a_role_in_each() -> None:
    people.coordinator()
    account = Account.objects.get(email="coordinator.municipality@almstad.example")
    writes.add_member(people.organisation(key="annanstad"), account.email, "reporter", by=SYSTEM)
    roles = {p.key: reads.caller_for(account, p).role for p in reads.own_partnerships(account)}
    assert roles == {"almstad": "coordinator", "annanstad": "reporter"}


def test_a_neighbour_sees_neither_organisations_nor_members() -> None:
    home = people.partnership()
    people.officer()
    for stranger in (people.outsider(), PUBLIC):
        assert list(reads.organisations(home, seen_by=stranger)) == []
        assert list(reads.members(home, seen_by=stranger)) == []
        with pytest.raises(NotFound):
            reads.organisation(people.organisation().uuid, seen_by=stranger)
    assert len(reads.members(home, seen_by=people.officer())) >= 1


def link(**days: int) -> tuple[OneTimeLink, str]:
    """A link for the housing company to answer with."""
    return writes.make_link(
        people.organisation("housing"), "report", uuid4(), by=people.coordinator(), **days
    )


def test_a_link_works_once() -> None:
    with people.journalled("link made"):
        row, token = link()
    assert token not in row.token_digest
    found = reads.link(token, people.partnership())
    caller = reads.caller_by_link(found)
    assert (caller.kind, caller.organisation_kind) == ("link", "housing")
    with people.journalled("link used"):
        writes.use_link(found, by=caller)
    again = reads.link(token, people.partnership())
    with pytest.raises(NotNow, match="link_used"):
        writes.use_link(again, by=caller)


def test_a_link_that_two_open_at_once_works_for_the_first() -> None:
    _, token = link()
    first, second = (reads.link(token, people.partnership()) for _ in range(2))
    writes.use_link(first, by=reads.caller_by_link(first))
    with pytest.raises(NotNow):
        writes.use_link(second, by=reads.caller_by_link(second))


def test_a_link_expires() -> None:
    row, _ = link(days=2)
    with clock.frozen(clock.now() + timedelta(days=3)), pytest.raises(NotNow, match="link_expired"):
        rules.check_link_usable(row)


def test_a_link_can_be_withdrawn() -> None:
    row, _ = link()
    with people.journalled("link withdrawn"):
        writes.withdraw_link(row, by=people.coordinator())
    with pytest.raises(NotNow, match="link_withdrawn"):
        writes.use_link(row, by=reads.caller_by_link(row))


def test_a_link_means_nothing_in_another_partnership() -> None:
    _, token = link()
    with pytest.raises(NotFound):
        reads.link(token, people.partnership("annanstad", "Trygga annanstad"))
    with pytest.raises(NotFound):
        reads.link("x" + token[1:], people.partnership())
