# SPDX-License-Identifier: EUPL-1.2
"""To be told by mail: ask, say yes, leave. No cookie and no session; what a mail scanner opens changes nothing."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from samsyn.cycle.publications import reads, writes
from samsyn.cycle.publications.forms import SubscribeForm
from samsyn.kit import clock
from samsyn.kit.callers import PUBLIC
from samsyn.kit.errors import BadInput, NotFound
from samsyn.kit.origin import from_here, keyed, sender
from samsyn.kit.rates import Rate
from samsyn.kit.requests import Request

REFUSED, ELSEWHERE, GONE, BUSY = 400, 403, 404, 429
# In memory alone: a school or a library may ask together, and no mailbox is filled in another's name.
PER_SENDER = Rate(per_minute=2, burst=30)
PER_ADDRESS = Rate(per_minute=0.1, burst=6)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def subscribe(request: Request, key: str) -> HttpResponse:
    """What to follow and where to; the answer is the same whether or not the address is known."""
    offered = reads.choices(request.partnership, seen_by=PUBLIC)
    typed = request.POST if request.method == "POST" else None
    form = SubscribeForm(typed, initial={"choice": _asked(request)}, offered=offered)
    if typed is None:
        return _page(request, form)
    if not from_here(request):
        return _page(request, form, status=ELSEWHERE, elsewhere=True)
    if not form.is_valid():
        return _page(request, form, status=REFUSED)
    address = form.cleaned_data["address"]
    wait = PER_SENDER.wait(sender(request)) or PER_ADDRESS.wait(keyed(address.lower()))
    if wait:
        answer = _page(request, form, status=BUSY, busy=True)
        answer["Retry-After"] = str(wait)
        return answer
    try:
        choice = reads.choice(request.partnership, form.cleaned_data["choice"], seen_by=PUBLIC)
        # Whoever is signed in asks as anyone: the journal must not tell whose address it is.
        writes.subscribe(request.partnership, choice, address, by=PUBLIC, language=request.language)
    except BadInput as refused:
        form.refuse(refused)
        return _page(request, form, status=REFUSED)
    return _page(request, form, asked=True)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: Request, key: str, token: str) -> HttpResponse:
    """One button: a mail scanner that opens the link has said nothing."""
    since = clock.now() - reads.CONFIRM_WITHIN
    try:
        found = reads.one_to_confirm(request.partnership, token, since=since)
    except NotFound:
        return _gone(request)
    if request.method == "POST":
        writes.confirm(found, by=PUBLIC)
    choice = reads.named(found, seen_by=PUBLIC)
    context = {"choice": choice, "confirmed": found.waits_since is None}
    return render(request, "publications/subscribe_confirm.html", context)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: Request, key: str, token: str) -> HttpResponse:
    """One button, and the same by the mail program's own (RFC 8058): what the address follows here is gone at once."""
    try:
        found = reads.one_to_leave(request.partnership, token)
    except NotFound:
        return _gone(request)
    if request.method == "POST":
        writes.leave(found, by=PUBLIC)
    return render(request, "publications/subscribe_leave.html", {"left": request.method == "POST"})


def _gone(request: Request) -> HttpResponse:
    """A link that is used up, too old or made up: told alike."""
    return render(request, "publications/subscribe_gone.html", {}, status=GONE)


def _asked(request: Request) -> str:
    """What a link to the form asks for, chosen beforehand."""
    for name, about in (("lofte", "promise"), ("omrade", "district")):
        if which := request.GET.get(name, ""):
            return f"{about}:{which}"
    return "all"


def _page(request: Request, form: SubscribeForm, *, status: int = 200, **context: Any) -> HttpResponse:
    return render(request, "publications/subscribe.html", {"form": form, **context}, status=status)
