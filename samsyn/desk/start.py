# SPDX-License-Identifier: EUPL-1.2
"""What should I do now: the tasks that wait for a caller, the ones that block somebody first."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from samsyn.cycle.activities import reads as activities
from samsyn.cycle.activities import rules as activity_rules
from samsyn.cycle.followups import reads as followups
from samsyn.cycle.followups import rules as followup_rules
from samsyn.cycle.pictures import reads as pictures
from samsyn.cycle.pictures import rules as picture_rules
from samsyn.cycle.pictures.models import State as PictureState
from samsyn.cycle.promises import reads as promises
from samsyn.cycle.promises import rules as promise_rules
from samsyn.cycle.publications import reads as publications
from samsyn.cycle.publications import rules as publication_rules
from samsyn.cycle.reports import reads as reports
from samsyn.desk import parties
from samsyn.desk.owed import owed
from samsyn.desk.tasks import Task
from samsyn.ground.people import reads as people
from samsyn.ground.people import rules as people_rules
from samsyn.ground.people.models import Partnership
from samsyn.ground.places import reads as places
from samsyn.kit import clock, periods
from samsyn.kit.callers import Caller
from samsyn.kit.errors import allowed
from samsyn.rhythm import law
from samsyn.rhythm import reads as rhythm
from samsyn.rhythm import rules as rhythm_rules
from samsyn.rhythm.models import State as MeetingState

PREPARE_BEFORE = timedelta(days=7)


def tasks(partnership: Partnership, *, seen_by: Caller) -> list[Task]:
    """The caller's tasks: due or blocking first, then by date."""
    found = [
        *_foundation(partnership, seen_by),
        *_reports(partnership, seen_by),
        *_pictures(partnership, seen_by),
        *_promises(partnership, seen_by),
        *_plans(partnership, seen_by),
        *_followups(partnership, seen_by),
        *_publishing(partnership, seen_by),
        *_meetings(partnership, seen_by),
        *owed(partnership, seen_by=seen_by),
    ]
    return sorted(found, key=lambda task: (not task.due, task.by or date.max))


def _foundation(partnership: Partnership, person: Caller) -> list[Task]:
    """What a new partnership lacks before anything can stand on it: both parties, areas to count in, a ground to see."""
    if not allowed(people_rules.check_may_manage, person, partnership):
        return []
    found = []
    kinds = {row.kind for row in people.organisations(partnership, seen_by=person)}
    if not {"municipality", "police"} <= kinds:
        found.append(Task("add_parties", "people-settings"))
    if not places.placing_kind(partnership, seen_by=person):
        found.append(Task("add_areas", "places-settings"))
    elif not partnership.basemap and not places.ground_layers(partnership, seen_by=person):
        found.append(Task("add_ground", "places-settings"))
    for party, count in parties.ownerless(partnership, seen_by=person):
        facts = {"sentence": party.name, "count": count}
        found.append(Task("take_over", "desk-party", {"uuid": party.uuid}, facts, due=True))
    return found


def _reports(partnership: Partnership, person: Caller) -> list[Task]:
    found = []
    held = reports.waiting_count(partnership, seen_by=person)
    if held:
        found.append(Task("read_held_texts", "reports-moderation", facts={"count": held}, due=True))
    if person.has_role("coordinator", "moderator", "police_officer"):
        # Each task opens the list of just those reports; a sending that failed is a promise that nobody kept.
        for code, filters, query in _WATCHED:
            count = reports.how_many(partnership, filters, seen_by=person)
            if count:
                due = code == "send_faults_again"
                found.append(Task(code, "reports-inbox", facts={"count": count}, due=due, query=query))
    elif person.role == "reporter":
        found += _handed(partnership, person)
    return found


def _handed(partnership: Partnership, person: Caller) -> list[Task]:
    """Reports that were handed over to the caller's own organisation, and that it has not answered."""
    parties = people.organisations(partnership, seen_by=person)
    own = next((row for row in parties if row.pk == person.organisation_id), None)
    if own is None:
        return []
    filters = reports.Filters(state="with_organisation", organisation=own.uuid)
    count = reports.how_many(partnership, filters, seen_by=person)
    query = {"state": "with_organisation", "organisation": str(own.uuid)}
    return (
        [Task("handed_reports", "reports-inbox", facts={"count": count}, due=True, query=query)]
        if count
        else []
    )


_WATCHED = (
    ("send_faults_again", reports.Filters(sent="failed"), {"sent": "failed"}),
    ("move_stuck_reports", reports.Filters(state="stuck"), {"state": "stuck"}),
    ("look_at_new_reports", reports.Filters(state="new"), {"state": "new"}),
)


def _pictures(partnership: Partnership, person: Caller) -> list[Task]:
    if not person.has_role("coordinator", "police_officer", "decision_maker", "analyst"):
        return []
    found = []
    alerts = pictures.open_alerts(partnership, seen_by=person).count()
    if alerts and person.has_role(*picture_rules.MAY_ACKNOWLEDGE):
        found.append(Task("answer_alerts", "pictures-alerts", facts={"count": alerts}, due=True))
    for picture in pictures.pictures(partnership, seen_by=person).filter(state=PictureState.DRAFT)[:3]:
        facts = {"from": picture.period_from, "to": picture.period_to}
        missing = picture_rules.missing_parts(picture)
        given = {entry.organisation.kind for entry in pictures.approvals(picture, seen_by=person)}
        args = {"uuid": picture.uuid}
        if missing:
            found.append(Task("write_picture", "pictures-picture", args, facts | {"missing": len(missing)}))
        elif person.organisation_kind in picture_rules.PARTIES and person.organisation_kind not in given:
            facts_given = facts | {"signed": people_rules.inked(given)}
            found.append(Task("approve_picture", "pictures-picture", args, facts_given, due=True))
        elif not set(picture_rules.PARTIES) - given:
            found.append(Task("decide_picture", "pictures-picture", args, facts, due=True))
    current = pictures.current(partnership, seen_by=person)
    if current is None:
        found.append(Task("make_first_picture", "pictures-work"))
    elif current.decided_on:
        lasts = law.years_after(current.decided_on, law.EVERY_YEARS)
        if law.standing(lasts) != "met":
            found.append(Task("renew_picture", "pictures-work", due=lasts < clock.today(), by=lasts))
    return found


def _promises(partnership: Partnership, person: Caller) -> list[Task]:
    """Drafts to finish, and proposals that wait for the caller's own party."""
    if not allowed(promise_rules.check_may_write, person, partnership):
        return []
    found = []
    for promise in promises.promises(partnership, seen_by=person).filter(state__in=("draft", "proposed")):
        args, facts = {"slug": promise.slug}, {"sentence": promise.sentence}
        if promise.state == "draft":
            found.append(Task("propose_promise", "promises-promise", args, facts))
        elif person.organisation_id in {party.pk for party in promises.unsigned(promise)}:
            found.append(Task("sign_promise", "promises-promise", args, facts, due=True))
    return found


def _plans(partnership: Partnership, person: Caller) -> list[Task]:
    """Plans of measures that are written and not decided, for those whose municipality decides them."""
    found = []
    for plan in activities.plans(partnership, seen_by=person).filter(state="draft")[:3]:
        measures = len(activities.measures(plan, seen_by=person))
        if allowed(activity_rules.check_may_decide_plan, person, plan, measures):
            facts = {"sentence": plan.title, "count": measures}
            found.append(Task("decide_plan", "activities-measure-plan", {"uuid": plan.uuid}, facts))
    return found


def _followups(partnership: Partnership, person: Caller) -> list[Task]:
    """The last tertial if nobody has begun it; values the caller's own organisation owes; approvals that wait."""
    found = []
    rows = list(followups.followups(partnership, seen_by=person))
    last = periods.tertial_before(clock.today())
    begun = any(row.period == last.key for row in rows)
    held = promises.holding_in(partnership, last.start, last.end, seen_by=person)
    if not begun and held and allowed(followup_rules.check_may_follow_up, person, partnership):
        found.append(
            Task("open_followup", "followups-work", facts={"period": last.key}, due=True, by=last.due_on)
        )
    for row in rows:
        if row.state != "open":
            continue
        args, facts = {"period": row.period}, {"period": row.period}
        readings = followups.readings(row, seen_by=person)
        owed = [
            reading
            for reading in readings
            if reading.status == "not_reported"
            and reading.indicator.organisation_id == person.organisation_id
        ]
        if owed:
            facts_owed = facts | {"count": len(owed)}
            found.append(
                Task("report_values", "followups-followup", args, facts_owed, due=True, by=row.due_on)
            )
        approvals = list(followups.approvals(row, seen_by=person))
        given = {approval.organisation_id for approval in approvals}
        is_party = person.organisation_kind in followup_rules.PARTIES
        may = person.has_role("coordinator", "police_officer", "decision_maker")
        if readings and is_party and may and row.collected_at and person.organisation_id not in given:
            facts |= {"signed": people_rules.inked({approval.organisation.kind for approval in approvals})}
            found.append(
                Task("approve_followup", "followups-followup", args, facts, due=not owed, by=row.due_on)
            )
    return found


def _publishing(partnership: Partnership, person: Caller) -> list[Task]:
    """What both parties have agreed on and residents have not been told."""
    if not allowed(publication_rules.check_may_publish, person, partnership):
        return []
    found = [
        Task(
            "say_next_word",
            "publications-notice-edit",
            {"uuid": content["notice"]},
            {"sentence": row.title},
            due=True,
        )
        for row, content in publications.late(partnership, now=clock.now(), seen_by=person)
    ]
    waiting = publications.waiting(partnership, seen_by=person)
    if waiting:
        found.append(Task("publish", "publications-work", facts={"count": waiting}, due=True))
    return found


def _meetings(partnership: Partnership, person: Caller) -> list[Task]:
    """The meetings of the coming week to prepare, and minutes that nobody has approved."""
    if not allowed(rhythm_rules.check_may_lead, person, partnership):
        return []
    found = []
    waiting = rhythm.meetings(partnership, seen_by=person).filter(
        state=MeetingState.HELD, held_on__lt=clock.today()
    )
    for row in waiting[:3]:
        args, facts = {"uuid": row.uuid}, {"sentence": row.forum.name}
        found.append(Task("approve_minutes", "rhythm-minutes", args, facts))
    coming = rhythm.upcoming(partnership, seen_by=person).filter(held_on__lte=clock.today() + PREPARE_BEFORE)
    for row in coming[:3]:
        opened = len(rhythm.open_decisions(partnership, seen_by=person, forum=row.forum))
        ready: dict[str, Any] = {"sentence": row.forum.name, "count": opened}
        found.append(
            Task(
                "prepare_meeting",
                "rhythm-meeting",
                {"uuid": row.uuid},
                ready,
                row.held_on == clock.today(),
                row.held_on,
            )
        )
    return found
