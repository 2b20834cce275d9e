# SPDX-License-Identifier: EUPL-1.2
"""How much may come from one place: more than a school or a library together would send has to wait."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from samsyn.kit.origin import from_here, sender
from samsyn.kit.rates import Rate

__all__ = ["from_here", "too_often"]

_RATE = Rate(settings.REPORTS_PER_HOUR / 60, settings.REPORTS_PER_HOUR)


def too_often(request: HttpRequest) -> int:
    """The seconds to wait for one who sends more than a school or a library together would; 0 for all others.

    Counted in memory under a keyed digest of the address, forgotten with the process.
    """
    return 0 if settings.REPORTS_PER_HOUR <= 0 else _RATE.wait(sender(request))
