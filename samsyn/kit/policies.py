# SPDX-License-Identifier: EUPL-1.2
"""The content security policy on every answer: written once where an answer asks for nothing of its own."""

from __future__ import annotations

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

# What an answer, or what was asked, may carry that changes the policy.
_OWN = frozenset(
    f"_csp_{what}{which}" for what in ("config", "update", "replace", "exempt") for which in ("", "_ro")
)


class PolicyMiddleware(CSPMiddleware):
    """The library's, which writes the policy anew for each answer, for those that have a policy of their own."""

    _usual: tuple[object, str] | None = None

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        plain = getattr(request, "_csp_nonce", None) is None
        if not plain or not _OWN.isdisjoint(response.__dict__) or HEADER in response:
            return super().process_response(request, response)
        policy = settings.CONTENT_SECURITY_POLICY
        if self._usual is not None and self._usual[0] is policy:
            response.headers[HEADER] = self._usual[1]
            return response
        written = super().process_response(request, response)
        if HEADER in written:
            self._usual = (policy, written.headers[HEADER])
        return written
