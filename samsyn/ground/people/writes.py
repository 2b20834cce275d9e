# SPDX-License-Identifier: EUPL-1.2
"""Changes to partnerships, organisations, members and one-time links."""

from __future__ import annotations

import secrets
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from pyproj import CRS
from pyproj.exceptions import CRSError

from samsyn.ground.journal import writes as journal
from samsyn.ground.people import reads, rules
from samsyn.ground.people.models import (
    Account,
    Logo,
    Member,
    OneTimeLink,
    Organisation,
    OrganisationKind,
    Partnership,
    Role,
)
from samsyn.kit import clock, jobs, logos
from samsyn.kit.callers import Caller
from samsyn.kit.errors import BadInput
from samsyn.kit.theme import theme


@transaction.atomic
def add_partnership(
    key: str, *, name: str, by: Caller, metric_crs: str = "EPSG:3006", **settings: Any
) -> Partnership:
    """Found a partnership. Points are kept in `metric_crs`, which must be projected and in metres."""
    rules.check_may_found(by)
    rules.check_key(key)
    if Partnership.objects.filter(key=key).exists():
        raise BadInput("key_taken", field="key", key=key)
    _check_metric(metric_crs)
    partnership = Partnership.objects.create(key=key, name=name.strip(), metric_crs=metric_crs, **settings)
    journal.record("partnership added", partnership, by=by, partnership=partnership)
    return partnership


@transaction.atomic
def change_settings(partnership: Partnership, *, by: Caller, **settings: Any) -> Partnership:
    """Change a partnership's own settings (name, contact, limits, colours)."""
    rules.check_may_manage(by, partnership)
    if settings.get("brand_colours"):
        theme(*settings["brand_colours"][:2])  # refuses a colour that no text could be read on
    for field, value in settings.items():
        setattr(partnership, field, value)
    partnership.save(update_fields=list(settings))
    journal.record("partnership settings changed", partnership, by=by, partnership=partnership)
    return partnership


@transaction.atomic
def set_logo(partnership: Partnership, content: bytes, *, by: Caller) -> Logo:
    """Keep a logo in place of the one before, drawn anew. Raises BadInput, see `kit.logos.redrawn`."""
    rules.check_may_manage(by, partnership)
    drawn = logos.redrawn(content)
    fields = {"content": drawn.content, "width": drawn.width, "height": drawn.height}
    logo, _ = Logo.objects.update_or_create(
        partnership=partnership, defaults=fields | {"created_at": clock.now()}
    )
    partnership.logo_digest = drawn.digest
    partnership.save(update_fields=["logo_digest"])
    journal.record("logo set", partnership, by=by, partnership=partnership, digest=drawn.digest)
    return logo


@transaction.atomic
def remove_logo(partnership: Partnership, *, by: Caller) -> None:
    """Take the logo away; Samsyn's own mark stands there again. Nothing happens where there is none."""
    rules.check_may_manage(by, partnership)
    removed, _ = Logo.objects.filter(partnership=partnership).delete()
    partnership.logo_digest = ""
    partnership.save(update_fields=["logo_digest"])
    if removed:
        journal.record("logo removed", partnership, by=by, partnership=partnership)


@transaction.atomic
def add_organisation(partnership: Partnership, name: str, kind: str, *, by: Caller) -> Organisation:
    """Add a party of any kind to the partnership."""
    rules.check_may_manage(by, partnership)
    if kind not in OrganisationKind.values:
        raise BadInput("unknown_organisation_kind", field="kind", kind=kind)
    if Organisation.objects.filter(partnership=partnership, name=name.strip()).exists():
        raise BadInput("organisation_taken", field="name")
    organisation = Organisation.objects.create(partnership=partnership, name=name.strip(), kind=kind)
    journal.record("organisation added", organisation, by=by, partnership=partnership)
    return organisation


@transaction.atomic
def leave(organisation: Organisation, *, by: Caller, on: date | None = None) -> Organisation:
    """A party leaves: its members' access ends and its links stop. What it signed, reported and did stays as it was.

    What it answered for is asked about until somebody else has taken it over; nothing is dropped.
    """
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    rules.check_may_leave(by, organisation)
    day = on or clock.today()
    if day > clock.today():
        raise BadInput("in_future", field="on")
    organisation.left_on = day
    organisation.save(update_fields=["left_on"])
    members = Member.objects.filter(organisation=organisation, ended_on=None).update(ended_on=day)
    links = OneTimeLink.objects.filter(organisation=organisation, used_at=None, withdrawn_at=None)
    facts = {"members": members, "links": links.update(withdrawn_at=clock.now())}
    journal.record("organisation left", organisation, by=by, partnership=organisation.partnership, **facts)
    return organisation


@transaction.atomic
def come_back(organisation: Organisation, *, by: Caller) -> Organisation:
    """A party that left is a party again; its members are invited anew."""
    rules.check_may_come_back(by, organisation)
    organisation.left_on = None
    organisation.save(update_fields=["left_on"])
    journal.record("organisation came back", organisation, by=by, partnership=organisation.partnership)
    return organisation


@transaction.atomic
def add_member(
    organisation: Organisation,
    email: str,
    role: str,
    *,
    by: Caller,
    name: str = "",
    title: str = "",
    password: str = "",
) -> Member:
    """Give an account a role in an organisation; makes the account when there is none with this address."""
    rules.check_may_manage(by, organisation.partnership)
    if role not in Role.values:
        raise BadInput("unknown_role", field="role", role=role)
    account = Account.objects.filter(email=email.strip().lower()).first()
    if account is None:
        account = Account.objects.create_user(email, password or None, name=name)
    if Member.objects.filter(account=account, partnership=organisation.partnership, ended_on=None).exists():
        raise BadInput("already_member", field="email")
    member = Member.objects.create(
        account=account,
        organisation=organisation,
        partnership=organisation.partnership,
        role=role,
        title=title,
    )
    journal.record("member added", member, by=by, partnership=organisation.partnership)
    return member


@transaction.atomic
def invite(member: Member, *, by: Caller) -> None:
    """Send a new member a mail about how to choose a password and sign in."""
    rules.check_may_manage(by, member.partnership)
    jobs.later("samsyn.ground.people.tasks.invite", member.pk)
    journal.record("member invited", member, by=by, partnership=member.partnership)


@transaction.atomic
def end_member(member: Member, *, by: Caller) -> None:
    """End a membership; the account keeps its others."""
    rules.check_may_manage(by, member.partnership)
    member.ended_on = clock.today()
    member.save(update_fields=["ended_on"])
    journal.record("member ended", member, by=by, partnership=member.partnership)


@transaction.atomic
def make_link(
    organisation: Organisation, purpose: str, subject: UUID, *, by: Caller, days: int = 30, title: str = ""
) -> tuple[OneTimeLink, str]:
    """Make a one-time link for an organisation; returns the row and the token, which is shown only now."""
    rules.check_may_manage(by, organisation.partnership)
    token = secrets.token_urlsafe(24)
    link = OneTimeLink.objects.create(
        partnership=organisation.partnership,
        token_digest=reads.token_digest(token),
        purpose=purpose,
        subject=subject,
        organisation=organisation,
        title=title,
        expires_at=clock.now() + timedelta(days=days),
    )
    journal.record("link made", link, by=by)
    return link, token


@transaction.atomic
def use_link(link: OneTimeLink, *, by: Caller) -> None:
    """Mark a link as used; raises NotNow when it was used, withdrawn or has expired."""
    rules.check_link_usable(link)
    taken = OneTimeLink.objects.filter(pk=link.pk, used_at=None).update(used_at=clock.now())
    if not taken:
        link.refresh_from_db()
        rules.check_link_usable(link)
    journal.record("link used", link, by=by)


@transaction.atomic
def withdraw_link(link: OneTimeLink, *, by: Caller) -> None:
    """Withdraw a link that has not been used."""
    rules.check_may_manage(by, link.partnership)
    rules.check_link_usable(link)
    link.withdrawn_at = clock.now()
    link.save(update_fields=["withdrawn_at"])
    journal.record("link withdrawn", link, by=by)


def _check_metric(crs: str) -> None:
    try:
        found = CRS.from_user_input(crs)
    except CRSError:
        raise BadInput("unknown_crs", field="metric_crs", crs=crs) from None
    if not found.is_projected or any(axis.unit_name != "metre" for axis in found.axis_info):
        raise BadInput("crs_not_metric", field="metric_crs", crs=crs)
