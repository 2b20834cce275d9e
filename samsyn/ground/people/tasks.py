# SPDX-License-Identifier: EUPL-1.2
"""What is done later: the mail to a new member."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from samsyn.ground.people.models import Member
from samsyn.kit import mail


def invite(member_id: int) -> None:
    """Tell a new member where to choose a password and sign in. Sent twice it does no harm."""
    member = (
        Member.objects.select_related("account", "partnership").filter(pk=member_id, ended_on=None).first()
    )
    if member is None:
        return
    links = {
        "choose_password": settings.PUBLIC_URL + reverse("account_reset_password"),
        "sign_in": settings.PUBLIC_URL + reverse("account_login"),
    }
    mail.send(member.account.email, "invitation", {"partnership": member.partnership.name}, links=links)
