# SPDX-License-Identifier: EUPL-1.2
"""A one-time link is a task for one organisation: it works once, for a time, until it is withdrawn."""

from datetime import timedelta
from uuid import uuid4

import pytest

from samsyn.ground.journal.models import Entry
from samsyn.ground.people import reads, rules, writes
from samsyn.ground.people.models import OneTimeLink
from samsyn.kit import clock
from samsyn.kit.errors import NotAllowed, NotFound, NotNow
from tests import people

pytestmark = pytest.mark.django_db


def made(**options) -> tuple[OneTimeLink, str]:
    with people.journalled("link made"):
        return writes.make_link(
            people.organisation("police"), "underskrift", uuid4(), by=people.coordinator(), **options
        )


def test_a_link_is_found_by_its_token_in_its_own_partnership_alone():
    link, token = made()
    assert reads.link(token, people.partnership()) == link
    for wrong, where in (
        (token + "x", people.partnership()),
        (token, people.partnership("annanstad")),
        ("", people.partnership()),
    ):
        with pytest.raises(NotFound):
            reads.link(wrong, where)


def test_the_token_itself_is_kept_nowhere():
    link, token = made()
    link.refresh_from_db()
    assert token not in str(vars(link))
    assert link.token_digest.startswith("sha256:")
    assert not any(token in entry.facts + entry.subject for entry in Entry.objects.all())
    assert len(token) >= 32


def test_a_link_is_used_once():
    link, token = made()
    caller = reads.caller_by_link(link)
    with people.journalled("link used"):
        writes.use_link(link, by=caller)
    again = reads.link(token, people.partnership())
    with pytest.raises(NotNow) as refused:
        writes.use_link(again, by=caller)
    assert refused.value.code == "link_used"


def test_two_who_use_a_link_at_once_do_not_both_succeed():
    _, token = made()
    first, second = (reads.link(token, people.partnership()) for _ in range(2))
    writes.use_link(first, by=reads.caller_by_link(first))
    with pytest.raises(NotNow):
        writes.use_link(second, by=reads.caller_by_link(second))


def test_a_link_ends_when_its_days_have_passed():
    link, _ = made(days=30)
    with clock.frozen(clock.now() + timedelta(days=29)):
        rules.check_link_usable(link)
    with clock.frozen(clock.now() + timedelta(days=31)), pytest.raises(NotNow) as refused:
        rules.check_link_usable(link)
    assert refused.value.code == "link_expired"


def test_a_link_that_was_withdrawn_does_nothing():
    link, _ = made()
    with people.journalled("link withdrawn"):
        writes.withdraw_link(link, by=people.coordinator())
    with pytest.raises(NotNow) as refused:
        writes.use_link(link, by=reads.caller_by_link(link))
    assert refused.value.code == "link_withdrawn"


def test_only_coordinator_and_administrator_make_links():
    with pytest.raises(NotAllowed):
        writes.make_link(people.organisation("police"), "underskrift", uuid4(), by=people.officer())
    with pytest.raises(NotFound):
        writes.make_link(people.organisation("police"), "underskrift", uuid4(), by=people.outsider())


def test_the_holder_of_a_link_is_its_organisation_and_no_member():
    link, _ = made()
    caller = reads.caller_by_link(link)
    assert (caller.kind, caller.role, caller.organisation_kind) == ("link", "guest", "police")
    assert caller.member_id is None
    assert caller.journal_name == f"link:{link.uuid}"
