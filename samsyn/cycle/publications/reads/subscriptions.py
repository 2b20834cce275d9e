# SPDX-License-Identifier: EUPL-1.2
"""Questions about subscriptions: what may be chosen, whose a link is, and what a subscriber has not been told of."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Max, QuerySet
from django.utils.crypto import salted_hmac

from samsyn.cycle.publications import rules
from samsyn.cycle.publications.models import About, Kind, Publication, Subscription
from samsyn.cycle.publications.reads import published
from samsyn.ground.people.models import Partnership
from samsyn.ground.places import reads as places
from samsyn.kit.callers import PUBLIC, SYSTEM, Caller
from samsyn.kit.errors import BadInput, NotFound

# So long a subscription may wait for its address to say yes.
CONFIRM_WITHIN = timedelta(hours=48)


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be followed: what it is, which one, and its name as residents read it ('' for all)."""

    about: str
    which: str = ""
    name: str = ""

    @property
    def code(self) -> str:
        """The choice as a form and an address say it: `all`, `promise:slug`, `district:key`."""
        return f"{self.about}:{self.which}" if self.which else self.about


def choices(partnership: Partnership, *, seen_by: Caller) -> list[Choice]:
    """All that can be followed: everything, each promise that holds, each district."""
    rows = published.holding(partnership, seen_by=seen_by).defer("content")
    areas = places.placing_areas(partnership, seen_by=seen_by)
    return [
        Choice(About.ALL),
        *(Choice(About.PROMISE, row.slug, row.title) for row in rows),
        *(Choice(About.DISTRICT, area.key, area.name) for area in areas),
    ]


def choice(partnership: Partnership, code: str, *, seen_by: Caller) -> Choice:
    """The choice with this code. Raises BadInput for one that cannot be followed."""
    found = next((one for one in choices(partnership, seen_by=seen_by) if one.code == code), None)
    if found is None:
        raise BadInput("nothing_to_follow", field="choice")
    return found


def named(subscription: Subscription, *, seen_by: Caller) -> Choice:
    """What a subscription is to, with its name as long as it stands."""
    wanted = Choice(subscription.about, subscription.which)
    offered = choices(subscription.partnership, seen_by=seen_by)
    return next((one for one in offered if one.code == wanted.code), wanted)


def token(uuid: UUID, purpose: str) -> str:
    """The token of a link, made anew from the installation's secret each time: only its digest is kept."""
    made = salted_hmac(f"samsyn.subscription.{purpose}", str(uuid), algorithm="sha256").digest()
    return base64.urlsafe_b64encode(made[:24]).decode()


def token_digest(token: str) -> str:
    """The digest under which a link's token is kept."""
    return "sha256:" + hashlib.sha256(token.encode()).hexdigest()


def one_to_confirm(partnership: Partnership, token: str, *, since: datetime) -> Subscription:
    """The subscription that a link asks yes or no of. The token is the right to it. Raises NotFound when too old."""
    found = _with(partnership, confirm_digest=token_digest(token))
    if found is None or (found.waits_since is not None and found.waits_since < since):
        raise NotFound("no_such_subscription")
    return found


def one_to_leave(partnership: Partnership, token: str) -> Subscription:
    """The subscription that a link ends. The token is the right to it. Raises NotFound."""
    found = _with(partnership, leave_digest=token_digest(token))
    if found is None:
        raise NotFound("no_such_subscription")
    return found


def _with(partnership: Partnership, **digest: str) -> Subscription | None:
    rows = Subscription.objects.seen_by(SYSTEM.inside(partnership.pk))
    return rows.select_related("partnership").filter(**digest).first()


def confirmed(partnership: Partnership, *, seen_by: Caller) -> QuerySet[Subscription]:
    """The subscriptions that hold, for the system alone: no member sees a row."""
    rows = Subscription.objects.seen_by(seen_by).filter(partnership=partnership, waits_since=None)
    return rows.select_related("partnership").order_by("id")


def at_same_address(subscription: Subscription, *, seen_by: Caller) -> QuerySet[Subscription]:
    """All that one address follows here and has said yes to, for the system alone."""
    return confirmed(subscription.partnership, seen_by=seen_by).filter(address=subscription.address)


def outdated(*, before: datetime, seen_by: Caller) -> QuerySet[Subscription]:
    """Subscriptions that nobody has said yes to since before a moment."""
    return Subscription.objects.seen_by(seen_by).filter(waits_since__lt=before)


def last_number(partnership: Partnership, *, seen_by: Caller) -> int:
    """The number of what was published last; 0 before the first."""
    rows = Publication.objects.seen_by(seen_by).filter(partnership=partnership)
    return rows.aggregate(last=Max("id"))["last"] or 0


def subscribers(partnership: Partnership, *, seen_by: Caller) -> list[tuple[Choice, int]]:
    """How many follow what, in the order of `choices`: only what at least the smallest shown count follows.

    For those who publish. What fewer follow is left out altogether, and no total is given to subtract from.
    """
    rules.check_may_publish(seen_by, partnership)
    rows = confirmed(partnership, seen_by=SYSTEM.inside(partnership.pk)).order_by()
    counted = {
        (row["about"], row["which"]): row["n"]
        for row in rows.values("about", "which").annotate(n=Count("id"))
    }
    found = [(one, counted.get((one.about, one.which), 0)) for one in choices(partnership, seen_by=PUBLIC)]
    return [(one, n) for one, n in found if n >= partnership.small_count_limit]


def told_of(subscriptions: Iterable[Subscription]) -> list[Publication]:
    """What one address has not been told of and follows, oldest first: what stands, once, whichever way it is followed.

    A follow-up makes its promise's own page anew: then the follow-up alone is told.
    """
    found: dict[int, Publication] = {}
    for row in subscriptions:
        rows = published.standing(row.partnership, seen_by=PUBLIC).filter(id__gt=row.told_to)
        rows = rows.exclude(
            kind=Kind.OTHER_WORK
        )  # a plan that goes on: nobody is written to for each row of it
        found |= {each.pk: each for each in _followed(row, rows)}
    followed_up = {each.slug for each in found.values() if each.kind == Kind.FOLLOWUP}
    kept = [each for each in found.values() if each.kind != Kind.PROMISE or each.slug not in followed_up]
    return sorted(kept, key=lambda each: each.pk)


def _followed(row: Subscription, rows: QuerySet[Publication]) -> Iterable[Publication]:
    if row.about == About.ALL:
        return rows
    if row.about == About.PROMISE:
        return rows.filter(slug=row.which, kind__in=(Kind.PROMISE, Kind.FOLLOWUP))
    area = next(
        (one for one in places.placing_areas(row.partnership, seen_by=PUBLIC) if one.key == row.which), None
    )
    if area is None or not rows.exists():
        return []
    slugs = {each.slug for each in published.holding_in(row.partnership, area, seen_by=PUBLIC)}
    return [each for each in rows if _is_of(each, area.key, slugs)]


def _is_of(row: Publication, area: str, slugs: set[str]) -> bool:
    """Whether something concerns a district: a notice that names no other, the picture, a promise that holds there."""
    if row.kind == Kind.NOTICE:
        named = published.as_frozen(row).get("area")
        return named is None or named["key"] == area
    return row.kind == Kind.PICTURE or row.slug in slugs
