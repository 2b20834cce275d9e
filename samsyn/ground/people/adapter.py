# SPDX-License-Identifier: EUPL-1.2
"""Sign-in rules of our own for allauth: nobody makes their own account, and no sender's address is kept."""

from __future__ import annotations

import hashlib
import hmac

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come from a coordinator's invitation; rate limits know senders by a keyed digest only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(self, *args: object, **kwargs: object) -> None:
        """Nothing floats over the page: what was done is said where it was done, and no message cookie is set."""

    def get_client_ip(self, request: HttpRequest) -> str:
        address = str(super().get_client_ip(request))
        keyed = hmac.new(settings.SECRET_KEY.encode(), address.encode(), hashlib.sha256)
        return keyed.hexdigest()[:20]


class MFAAdapter(DefaultMFAAdapter):
    """The drawing that a telephone reads, on a white ground: in dark mode it would be black on black."""

    def build_totp_svg(self, url: str) -> str:
        drawing = super().build_totp_svg(url)
        start = drawing.index(">", drawing.index("<svg")) + 1
        return f'{drawing[:start]}<rect width="100%" height="100%" fill="#fff"/>{drawing[start:]}'
