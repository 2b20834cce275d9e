# SPDX-License-Identifier: EUPL-1.2
"""Where a resident says what does not work on the pages: the form that the accessibility statement leads to."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from samsyn.cycle.publications import rules, writes
from samsyn.cycle.publications.forms import FeedbackForm
from samsyn.kit.callers import PUBLIC
from samsyn.kit.errors import NotNow, allowed
from samsyn.kit.origin import from_here, sender
from samsyn.kit.rates import Rate
from samsyn.kit.requests import Request

PER_SENDER, PER_PARTNERSHIP = Rate(per_minute=0.5, burst=5), Rate(per_minute=1, burst=30)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request: Request, key: str) -> HttpResponse:
    """The form; what is typed is mailed on and kept nowhere, and stays on the page where it could not be sent."""
    typed = request.POST if request.method == "POST" else None
    form = FeedbackForm(typed)
    if typed is None:
        return _page(request, form)
    if not from_here(request):
        return _page(request, form, status=403, elsewhere=True)
    if not form.is_valid():
        return _page(request, form, status=400)
    if PER_SENDER.wait(sender(request)) or PER_PARTNERSHIP.wait(key):
        return _page(request, form, status=429, busy=True)
    try:
        writes.send_feedback(request.partnership, by=PUBLIC, **form.cleaned_data)
    except NotNow:
        return _page(request, form, status=503, away=True)
    return _page(request, form, sent=True)


def _page(request: Request, form: FeedbackForm, *, status: int = 200, **context: Any) -> HttpResponse:
    takes = allowed(rules.check_takes_feedback, request.partnership)
    context |= {"form": form, "takes": takes}
    return render(request, "publications/feedback.html", context, status=status)
