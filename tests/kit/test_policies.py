# SPDX-License-Identifier: EUPL-1.2
"""The content security policy stands on every answer, and an answer may still have one of its own."""

from __future__ import annotations

import pytest
from csp.decorators import csp_exempt, csp_replace, csp_update
from csp.middleware import CSPMiddleware
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory, override_settings

from samsyn.kit.policies import PolicyMiddleware

HEADER = "Content-Security-Policy"


def plain(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


def with_nonce(request: HttpRequest) -> HttpResponse:
    str(request.csp_nonce)
    request._csp_nonce = "abc"
    return HttpResponse("")


VIEWS = {
    "plain": plain,
    "nonce": with_nonce,
    "update": csp_update({"img-src": ["https://kartor.example"]})(plain),
    "replace": csp_replace({"frame-ancestors": ["https://kommunen.example"]})(plain),
    "exempt": csp_exempt()(plain),
}


def policy(middleware: CSPMiddleware) -> set[str]:
    """The parts of the policy that an answer carries, in no order."""
    found = middleware(RequestFactory().get("/")).headers.get(HEADER, "")
    return set(found.split("; "))


@pytest.mark.parametrize("name", VIEWS)
def test_every_kind_of_answer_has_the_policy_that_the_library_writes(name: str) -> None:
    for before in VIEWS.values():
        ours = PolicyMiddleware(before)
        policy(ours)
        ours.get_response = VIEWS[name]
        assert policy(ours) == policy(ours) == policy(CSPMiddleware(VIEWS[name]))


def test_another_policy_in_the_settings_is_the_one_that_is_sent() -> None:
    ours = PolicyMiddleware(plain)
    assert "script-src 'self'" in policy(ours)
    with override_settings(CONTENT_SECURITY_POLICY={"DIRECTIVES": {"script-src": ["'none'"]}}):
        assert policy(ours) == policy(CSPMiddleware(plain)) >= {"script-src 'none'"}
    with override_settings(CONTENT_SECURITY_POLICY={}):
        assert policy(ours) == {""}
    assert "script-src 'self'" in policy(ours)
