# SPDX-License-Identifier: EUPL-1.2
"""Who may change partnerships, organisations, members and links, and when."""

from __future__ import annotations

from samsyn.ground.people.models import (
    KEY_PATTERN,
    RESERVED_KEYS,
    Member,
    OneTimeLink,
    Organisation,
    Partnership,
    Role,
)
from samsyn.kit import clock
from samsyn.kit.callers import Caller
from samsyn.kit.errors import BadInput, NotAllowed, NotFound, NotNow

PARTIES = ("municipality", "police")
"""The two that make a partnership: what is decided together waits for both."""


def inked(kinds: set[str]) -> str:
    """Whose strokes of the S are drawn when parties of these kinds have approved: both, one, or none."""
    given = [kind for kind in PARTIES if kind in kinds]
    return "both" if len(given) == len(PARTIES) else given[0] if given else "none"


def check_key(key: str) -> None:
    """A key is lower-case letters, digits and hyphens, and none of the reserved first words."""
    if not KEY_PATTERN.match(key):
        raise BadInput("key_form", field="key", key=key)
    if key in RESERVED_KEYS:
        raise BadInput("key_reserved", field="key", key=key)


def check_may_found(caller: Caller) -> None:
    """Partnerships are founded from the server's command line, never from a page."""
    if not caller.is_trusted:
        raise NotAllowed("only_from_the_server")


def check_may_manage(caller: Caller, partnership: Partnership) -> None:
    """Coordinators and administrators manage organisations and members of their own partnership."""
    if caller.is_trusted:
        return
    if caller.partnership_id != partnership.pk:
        raise NotFound("no_such_partnership")
    if not caller.has_role(Role.ADMINISTRATOR, Role.COORDINATOR):
        raise NotAllowed("only_coordinator_or_administrator")


def check_may_leave(caller: Caller, organisation: Organisation) -> None:
    """A party leaves once, and never with the last who could manage what stays."""
    check_may_manage(caller, organisation.partnership)
    if organisation.left_on:
        raise NotNow("organisation_has_left", name=organisation.name)
    managing = Member.objects.filter(
        partnership=organisation.partnership,
        role__in=(Role.COORDINATOR, Role.ADMINISTRATOR),
        ended_on=None,
        organisation__left_on=None,
    )
    if not managing.exclude(organisation=organisation).exists():
        raise NotNow("nobody_left_to_manage")


def check_may_come_back(caller: Caller, organisation: Organisation) -> None:
    """A party that has left can be a party again."""
    check_may_manage(caller, organisation.partnership)
    if not organisation.left_on:
        raise NotNow("organisation_has_not_left", name=organisation.name)


def check_link_usable(link: OneTimeLink) -> None:
    """A link works once, until it expires or is withdrawn."""
    if link.used_at:
        raise NotNow("link_used", at=link.used_at)
    if link.withdrawn_at:
        raise NotNow("link_withdrawn", at=link.withdrawn_at)
    if link.organisation.left_on:
        raise NotNow("organisation_has_left", name=link.organisation.name)
    if link.expires_at <= clock.now():
        raise NotNow("link_expired", at=link.expires_at)
