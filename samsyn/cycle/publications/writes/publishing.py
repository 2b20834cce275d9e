# SPDX-License-Identifier: EUPL-1.2
"""Publishing: a frozen copy is made once and never changed; a correction is a new copy beside it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from samsyn.cycle.activities import reads as planned
from samsyn.cycle.activities.models import Activity
from samsyn.cycle.followups import reads as followups
from samsyn.cycle.followups.models import Followup
from samsyn.cycle.pictures.models import Picture
from samsyn.cycle.pictures.models import State as PictureState
from samsyn.cycle.promises.models import SIGNED, Promise
from samsyn.cycle.publications import compute, reads, rules
from samsyn.cycle.publications.models import Kind, Publication, State
from samsyn.ground.journal import writes as journal
from samsyn.ground.people.models import Partnership
from samsyn.kit import clock, frozen, jobs
from samsyn.kit.callers import Caller
from samsyn.kit.errors import BadInput
from samsyn.kit.kept import MEMORY

SCHEMA = 1
TELL = "samsyn.cycle.publications.tasks.tell_all"
# What is published one after another within this time is told in one mail.
GATHERED = timedelta(minutes=5)
# What is published anew as it goes on; the rest is corrected, and a correction says why.
GOES_ON = frozenset({Kind.PROMISE, Kind.OTHER_WORK})
APPROVED = frozenset({"approved", "published"})


@transaction.atomic
def publish_promise(promise: Promise, *, by: Caller, note: str = "") -> Publication:
    """Publish a signed promise with its whole chain as it stands now."""
    rules.check_may_publish(by, promise.partnership)
    rules.check_ready(promise.state, SIGNED)
    out = reads.out_of_reports(promise.partnership, seen_by=by)
    made = _publish_promise(promise, by, note, out)
    _tell_later(promise.partnership)
    return made


def _publish_promise(promise: Promise, by: Caller, note: str, out: reads.Out) -> Publication:
    chain, standing = _public(promise, "", by, out)
    content = {"chain": chain, "standing": standing}
    return _publish(
        promise.partnership,
        Kind.PROMISE,
        slug=promise.slug,
        title=promise.sentence,
        position=chain["promise"].get("position") or 0,
        content=content,
        note=note,
        over=promise.state != "agreed",
        by=by,
    )


@transaction.atomic
def publish_followup(followup: Followup, *, by: Caller, note: str = "") -> list[Publication]:
    """Publish an approved follow-up: one lasting page for each promise in it, and the promises' own pages anew."""
    rules.check_may_publish(by, followup.partnership)
    rules.check_ready(followup.state, APPROVED)
    made = []
    out = reads.out_of_reports(followup.partnership, seen_by=by)
    for promise in followups.promises_in(followup, seen_by=by):
        chain, standing = _public(promise, followup.period, by, out)
        content = {
            "chain": chain,
            "standing": standing,
            "approvals": followups.approvals_shown(followup, seen_by=by),
        }
        if followup.history_source:
            content["history_source"] = followup.history_source
        made.append(
            _publish(
                followup.partnership,
                Kind.FOLLOWUP,
                slug=promise.slug,
                period=followup.period,
                title=promise.sentence,
                position=chain["promise"].get("position") or 0,
                content=content,
                note=note,
                due_on=followup.due_on,
                by=by,
            )
        )
        _publish_promise(promise, by, note, out)
    _tell_later(followup.partnership)
    _mark_published(followup, by=by)
    return made


@transaction.atomic
def publish_picture(picture: Picture, *, by: Caller, note: str = "") -> Publication:
    """Publish the residents' edition of a decided picture: areas and categories, small counts hidden, never cells."""
    rules.check_may_publish(by, picture.partnership)
    rules.check_ready(picture.state, frozenset({PictureState.DECIDED, PictureState.REPLACED}))
    kept = frozen.thaw(picture.frozen_text, picture.frozen_digest)
    content = {name: kept[name] for name in ("title", "period", "decision", "approvals", "public_figures")}
    # Each edition is safe by itself; beside those that are out already it may hide more.
    if kept["figures"]:
        content["public_figures"] = compute.edition_apart(
            kept["figures"],
            picture.partnership.small_count_limit,
            reads.out_of_reports(picture.partnership, seen_by=by),
            beside=reads.editions(picture, seen_by=by),
            hidden=reads.hidden_before(picture, seen_by=by),
        )
    content |= {
        "mapping": kept["mapping"],
        "consequences": kept.get("consequences", ""),
        "analysis": kept["analysis"],
        "other_information": kept["other_information"],
    }
    content["findings"] = [finding["sentence"] for finding in kept["findings"]]
    made = _publish(
        picture.partnership,
        Kind.PICTURE,
        slug="lagesbild",
        period=f"{picture.period_from}..{picture.period_to}",
        title=picture.title,
        content=content,
        note=note,
        by=by,
    )
    _tell_later(picture.partnership)
    return made


@transaction.atomic
def publish_other_work(
    partnership: Partnership, activities: Iterable[Activity], *, by: Caller
) -> Publication:
    """Publish joint work outside the promises: these activities, of those that `outside_promises` offers.

    What was published before and is not among them is no longer shown. Raises BadInput for none where none is out, and
    for a title that points at a person.
    """
    rules.check_may_publish(by, partnership)
    chosen = {row.pk for row in activities}
    rows = [row for row in planned.outside_promises(partnership, seen_by=by) if row.pk in chosen]
    if not rows and reads.other_work(partnership, seen_by=by) is None:
        raise BadInput("no_work_chosen", field="activities")
    for row in rows:
        found = compute.suspected(f"{row.title} {row.place_text}")
        if found is not None and found.certain:
            raise BadInput("personal_data_in_work", field="activities", title=row.title)
    told = [compute.plain_work(row) for row in rows]
    return _publish(
        partnership,
        Kind.OTHER_WORK,
        slug="gemensamt-arbete",
        title="",
        content={"activities": compute.masked_activities(told, partnership.small_count_limit)},
        by=by,
    )


def _tell_later(partnership: Partnership) -> None:
    """Queue the mails to those who follow what was just published; nothing is told twice, however often it is queued."""
    jobs.later(TELL, partnership.pk, run_at=clock.now() + GATHERED)


def _mark_published(followup: Followup, *, by: Caller) -> None:
    """Tell the follow-up that it is out (its own room changes its state and journals it)."""
    from samsyn.cycle.followups import writes

    if followup.state == "approved":
        writes.mark_published(followup, by=by)


def _public(
    promise: Promise, period: str, by: Caller, out: reads.Out
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The chain as residents may read it, and how the promise stands by that: a hidden count is not told by a status."""
    limit = promise.partnership.small_count_limit
    chain = _public_chain(followups.chain(promise, seen_by=by))
    chain = compute.apart(compute.masked(compute.effects_apart(chain, out, limit), limit), out, limit)
    return chain, compute.standing_of(chain, period)


def _public_chain(chain: dict[str, Any]) -> dict[str, Any]:
    """The chain without what residents must not read: names of signers, and activities under embargo."""
    public = dict(chain)
    public["activities"] = [activity for activity in chain["activities"] if activity.get("public", True)]
    public["signatures"] = [
        {name: signature.get(name) for name in ("organisation", "kind", "title", "on", "how")}
        for signature in chain["signatures"]
    ]
    return public


def _publish(
    partnership: Partnership,
    kind: str,
    *,
    slug: str,
    title: str,
    content: dict[str, Any],
    by: Caller,
    period: str = "",
    position: int = 0,
    note: str = "",
    due_on: date | None = None,
    over: bool = False,
) -> Publication:
    kept = frozen.freeze(kind, SCHEMA, content)
    before = (
        Publication.objects.seen_by(by)
        .filter(partnership=partnership, kind=kind, slug=slug, period=period)
        .order_by("-number")
        .first()
    )
    if before is not None and before.digest == kept.digest:
        return before
    if before is not None:
        if kind not in GOES_ON and not note.strip():
            raise BadInput("correction_needs_a_note", field="note")
        before.state = State.REPLACED if kind in GOES_ON else State.CORRECTED
        before.save_checked()
    publication = Publication.objects.create(
        partnership=partnership,
        kind=kind,
        slug=slug,
        period=period,
        number=before.number + 1 if before else 1,
        title=title,
        position=position,
        content=kept.text,
        digest=kept.digest,
        note=note.strip(),
        due_on=due_on,
        over=over,
    )
    journal.record(f"{kind} published", publication, by=by, digest=kept.digest)
    MEMORY.clear()
    return publication
