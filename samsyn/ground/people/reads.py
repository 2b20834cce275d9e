# SPDX-License-Identifier: EUPL-1.2
"""Questions about partnerships, organisations, members and one-time links."""

from __future__ import annotations

import copy
import hashlib
from functools import cache, lru_cache
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from samsyn.ground.people.models import Account, Logo, Member, OneTimeLink, Organisation, Partnership
from samsyn.kit.callers import Caller
from samsyn.kit.errors import NotAllowed, NotFound


def partnership(key: str) -> Partnership:
    """The partnership with this key; that it exists is public. Raises NotFound."""
    with connection.cursor() as cursor:
        cursor.execute(_by_key(connection.vendor), [key])
        row = cursor.fetchone()
    if row is None:
        raise NotFound("no_such_partnership", key=key)
    found = copy.copy(_read(connection.vendor, tuple(row)))
    for name in ("municipality_codes", "brand_colours", "basemap", "languages"):
        setattr(found, name, copy.copy(getattr(found, name)))
    return found


@cache
def _by_key(vendor: str) -> str:
    """The question of every page, written once: writing it took longer than having it answered."""
    return str(Partnership.objects.filter(key="").query.sql_with_params()[0])


@lru_cache(maxsize=64)
def _read(vendor: str, row: tuple[object, ...]) -> Partnership:
    """The partnership that a row of the database tells of. A row that has not changed is read once, and copied."""
    compiler = Partnership.objects.filter(key="").query.get_compiler(connection=connection)
    compiler.as_sql()
    columns = [column for column, *_ in compiler.select]
    values = next(iter(compiler.apply_converters([row], compiler.get_converters(columns))))
    names = [field.attname for field in Partnership._meta.concrete_fields]
    return Partnership.from_db(connection.alias, names, values)


def partnerships() -> QuerySet[Partnership]:
    """All partnerships here, by name; their names are public."""
    return Partnership.objects.order_by("name")


def active_account(account_id: int, *, seen_by: Caller) -> Account | None:
    """An account that may sign in, for what is done in its name later; None where it is gone or shut.

    Only the program itself is answered: nobody asks for another's account.
    """
    if seen_by.kind != "system":
        return None
    return Account.objects.filter(pk=account_id, is_active=True).first()


def logo(partnership: Partnership, digest: str, *, seen_by: Caller) -> Logo:
    """The partnership's logo, which anyone may see; the digest is the one of its address. Raises NotFound."""
    if not digest or digest != partnership.logo_digest[: len(digest)]:
        raise NotFound("no_such_logo")
    found = Logo.objects.filter(partnership=partnership).first()
    if found is None:
        raise NotFound("no_such_logo")
    return found


def organisations(partnership: Partnership, *, seen_by: Caller) -> QuerySet[Organisation]:
    """The organisations of a partnership, police and municipality first; members and trusted callers see them."""
    rows = Organisation.objects.filter(partnership=partnership, left_on=None)
    if seen_by.partnership_id not in (None, partnership.pk) or seen_by.kind == "public":
        return rows.none()
    return rows.order_by("id")


def names(partnership: Partnership, *, seen_by: Caller) -> dict[int, str]:
    """What every organisation is called, by id, also those that have left: what they gave is still theirs."""
    if seen_by.partnership_id not in (None, partnership.pk) or seen_by.kind == "public":
        return {}
    return dict(Organisation.objects.filter(partnership=partnership).values_list("pk", "name"))


def left(partnership: Partnership, *, seen_by: Caller) -> QuerySet[Organisation]:
    """The organisations that were parties and have left, the latest first; members and trusted callers see them."""
    rows = Organisation.objects.filter(partnership=partnership).exclude(left_on=None)
    if seen_by.partnership_id not in (None, partnership.pk) or seen_by.kind == "public":
        return rows.none()
    return rows.order_by("-left_on", "id")


def organisation(uuid: UUID | str, *, seen_by: Caller) -> Organisation:
    """One organisation of the caller's own partnership. Raises NotFound."""
    rows = Organisation.objects.filter(uuid=uuid)
    if not seen_by.is_trusted or seen_by.partnership_id is not None:
        rows = rows.filter(partnership_id=seen_by.partnership_id or 0)
    found = rows.first()
    if found is None:
        raise NotFound("no_such_organisation")
    return found


def own_organisation(*, seen_by: Caller) -> Organisation:
    """The organisation that the caller belongs to. Raises NotAllowed for one who belongs to none."""
    found = Organisation.objects.filter(pk=seen_by.organisation_id or 0).first()
    if found is None:
        raise NotAllowed("only_for_own_organisation")
    return found


def members(partnership: Partnership, *, seen_by: Caller) -> QuerySet[Member]:
    """Present members of the partnership, for its own members only."""
    rows = Member.objects.filter(partnership=partnership, ended_on=None).select_related(
        "account", "organisation"
    )
    if not seen_by.is_trusted and seen_by.partnership_id != partnership.pk:
        return rows.none()
    return rows.order_by("organisation__id", "role", "id")


def member(uuid: UUID | str, *, seen_by: Caller) -> Member:
    """One present member of the caller's own partnership. Raises NotFound."""
    rows = Member.objects.filter(uuid=uuid, ended_on=None).select_related("partnership", "account")
    if not seen_by.is_trusted:
        rows = rows.filter(partnership_id=seen_by.partnership_id or -1)
    found = rows.first()
    if found is None:
        raise NotFound("no_such_member")
    return found


def caller_for(account: Account, partnership: Partnership) -> Caller | None:
    """The caller that an account is in a partnership, or None when it is no member there."""
    member = (
        Member.objects.filter(account=account, partnership=partnership, ended_on=None)
        .select_related("organisation")
        .first()
    )
    if member is None or not account.is_active or member.organisation.left_on:
        return None
    return Caller(
        "member",
        member.organisation.name,
        partnership_id=partnership.pk,
        organisation_id=member.organisation_id,
        organisation_kind=member.organisation.kind,
        role=member.role,
        account_id=account.pk,
        member_id=member.pk,
    )


def own_partnerships(account: Account) -> QuerySet[Partnership]:
    """The partnerships that an account works in."""
    return (
        Partnership.objects.filter(members__account=account, members__ended_on=None)
        .order_by("name")
        .distinct()
    )


def token_digest(token: str) -> str:
    """The digest under which a link's token is kept."""
    return "sha256:" + hashlib.sha256(token.encode()).hexdigest()


def link(token: str, partnership: Partnership) -> OneTimeLink:
    """The link behind a token. The token itself is the right to read it. Raises NotFound."""
    found = (
        OneTimeLink.objects.filter(token_digest=token_digest(token), partnership=partnership)
        .select_related("organisation", "partnership")
        .first()
    )
    if found is None:
        raise NotFound("no_such_link")
    return found


def caller_by_link(link: OneTimeLink) -> Caller:
    """The caller that a holder of this link is: one organisation, one task."""
    return Caller(
        "link",
        str(link.uuid),
        partnership_id=link.partnership_id,
        organisation_id=link.organisation_id,
        organisation_kind=link.organisation.kind,
        role="guest",
    )
