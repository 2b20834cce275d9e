# SPDX-License-Identifier: EUPL-1.2
"""Changes to notices: write, write anew, throw away a draft, publish. Every typed text is guarded."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from samsyn.cycle.publications import compute, rules
from samsyn.cycle.publications.models import Kind, Notice, NoticeKind, NoticeState, Publication
from samsyn.cycle.publications.writes.publishing import _publish, _tell_later
from samsyn.ground.journal import writes as journal
from samsyn.ground.people.models import Partnership
from samsyn.ground.places.models import Area
from samsyn.kit import clock
from samsyn.kit.callers import Caller
from samsyn.kit.errors import BadInput

TEXTS = ("title", "claim", "known", "doing")
MOST_FIGURES = 8


@transaction.atomic
def write_notice(
    partnership: Partnership, kind: str, *, by: Caller, looked_at: bool = False, **said: Any
) -> Notice:
    """Begin a notice in the writer's party's own name.

    `said` holds title, claim, known, doing, figures (codes), next_at and area. `looked_at` says that somebody has read
    a text that may point at a person, and that it does not.
    """
    rules.check_may_write_notices(by, partnership)
    if kind not in NoticeKind.values:
        raise BadInput("unknown_notice", field="kind")
    notice = Notice(partnership=partnership, kind=kind, owner_id=by.organisation_id)
    _say(notice, said, looked_at, by)
    notice.slug = _slug(notice, by)
    notice.save()
    journal.record("notice written", notice, by=by, kind=kind)
    return notice


@transaction.atomic
def rewrite_notice(
    notice: Notice, *, by: Caller, version: int | None = None, looked_at: bool = False, **said: Any
) -> Notice:
    """Write it anew. What is out stays as it is until it is published again."""
    rules.check_may_change(by, notice)
    _say(notice, said, looked_at, by)
    notice.save_checked(version)
    journal.record("notice rewritten", notice, by=by)
    return notice


@transaction.atomic
def drop_notice(notice: Notice, *, by: Caller) -> Notice:
    """Throw a draft away."""
    rules.check_may_drop(by, notice)
    notice.state = NoticeState.DROPPED
    notice.save_checked()
    journal.record("notice dropped", notice, by=by)
    return notice


@transaction.atomic
def publish_notice(notice: Notice, *, by: Caller, note: str = "") -> Publication:
    """Freeze what is written for anyone to read. Published again, it needs a note of what is new or was wrong."""
    rules.check_may_send_out(by, notice)
    _guard(True, note=note)
    if notice.next_at is not None and notice.next_at <= clock.now():
        raise BadInput("next_word_has_passed", field="next_on")
    available = compute.figures(notice.partnership, seen_by=by)
    content = {name: getattr(notice, name) for name in ("kind", *TEXTS)} | {
        "notice": notice.uuid,
        "figures": compute.chosen(available, notice.figures),
        "next_at": notice.next_at,
        "sender": notice.owner.name if notice.owner else "",
        "area": {"key": notice.area.key, "name": notice.area.name} if notice.area else None,
    }
    made = _publish(
        notice.partnership,
        Kind.NOTICE,
        slug=notice.slug,
        title=notice.title,
        content=content,
        note=note,
        by=by,
    )
    if notice.state == NoticeState.DRAFT:
        notice.state = NoticeState.OUT
        notice.save_checked()
    _tell_later(notice.partnership)
    journal.record("notice sent out", notice, by=by, digest=made.digest)
    return made


def _say(notice: Notice, said: dict[str, Any], looked_at: bool, by: Caller) -> None:
    """Take what is said over into the notice. Raises BadInput."""
    for name in TEXTS:
        if name in said:
            setattr(notice, name, (said[name] or "").strip())
    if "next_at" in said:
        notice.next_at = _moment(said["next_at"])
    if "area" in said:
        notice.area = _area(said["area"], notice)
    if "figures" in said:
        notice.figures = _figures(said["figures"] or (), notice, by)
    if not notice.title:
        raise BadInput("title_missing", field="title")
    if not notice.known:
        raise BadInput("known_missing", field="known")
    if notice.kind == NoticeKind.CLAIM and not notice.claim:
        raise BadInput("claim_missing", field="claim")
    _guard(looked_at, **{name: getattr(notice, name) for name in TEXTS})


def _guard(looked_at: bool, **texts: str) -> None:
    """Stop what surely points at a person; ask about what may."""
    for name, text in texts.items():
        found = compute.suspected(text or "")
        if found is not None and (found.certain or not looked_at):
            code = "personal_data" if found.certain else "maybe_a_person"
            raise BadInput(code, field=name, kind=found.kind, many=found.many)


def _moment(moment: datetime | None) -> datetime | None:
    if moment is not None and not 2000 <= moment.year <= clock.today().year + 3:
        raise BadInput("day_out_of_range", field="next_on")
    return moment


def _area(area: Area | None, notice: Notice) -> Area | None:
    if area is not None and area.partnership_id != notice.partnership_id:
        raise BadInput("no_such_place", field="area")
    return area


def _figures(codes: Collection[str], notice: Notice, by: Caller) -> list[str]:
    """The codes that stand for something published. One that was chosen and has gone since is left out silently."""
    found = compute.chosen(compute.figures(notice.partnership, seen_by=by), codes)
    if len(found) > MOST_FIGURES:
        raise BadInput("too_many_figures", field="figures", most=MOST_FIGURES)
    if {code for code in codes if code not in notice.figures} - {figure["code"] for figure in found}:
        raise BadInput("no_such_figure", field="figures")
    return [str(figure["code"]) for figure in found]


def _slug(notice: Notice, by: Caller) -> str:
    """A lasting address from the title; a number after it where it is taken."""
    base = slugify(notice.title)[:60].strip("-") or str(notice.kind)
    taken = set(
        Notice.objects.seen_by(by)
        .filter(partnership=notice.partnership, slug__startswith=base)
        .values_list("slug", flat=True)
    )
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug
