# SPDX-License-Identifier: EUPL-1.2
"""Whether we did it: one follow-up a period, one reading an indicator, approved by both parties, then frozen."""

from __future__ import annotations

from django.db import models

from samsyn.kit.retention import Keep, Weed
from samsyn.kit.rows import Row


class State(models.TextChoices):
    """A follow-up is open until both parties have approved the same figures."""

    OPEN = "open"
    APPROVED = "approved"
    PUBLISHED = "published"


MOVES = {
    State.OPEN: {State.APPROVED},
    State.APPROVED: {State.PUBLISHED, State.OPEN},
    State.PUBLISHED: {State.OPEN},  # a correction: opened again, the published pages stay
}


class Followup(Row):
    """The follow-up of one period (2026-T1 …) for all promises that held in it."""

    ARCHIVE = Keep("decision")

    period = models.CharField(max_length=30)
    period_from = models.DateField()
    period_to = models.DateField()
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    collected_at = models.DateTimeField(null=True, blank=True)
    frozen_text = models.TextField(blank=True, default="")
    frozen_digest = models.CharField(max_length=71, blank=True, default="")
    correction = models.CharField(max_length=500, blank=True, default="")
    history_source = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "period"], name="one_followup_a_period")
        ]


class Version(Row):
    """A follow-up as it was approved. A correction makes the next number; every earlier one stays readable."""

    ARCHIVE = Keep("decision")

    followup = models.ForeignKey(Followup, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    approved_on = models.DateField()
    correction = models.CharField(max_length=500, blank=True, default="")
    text = models.TextField()
    digest = models.CharField(max_length=71)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["followup", "number"], name="followup_version_once")]


class Qualifier(models.TextChoices):
    """How exact a reported number is."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"


class Status(models.TextChoices):
    """The nine words for how an indicator stands."""

    NOT_STARTED = "not_started"
    ONGOING = "ongoing"
    DONE_NO_TARGET = "done_no_target"
    FULFILLED = "fulfilled"
    PARTLY_FULFILLED = "partly_fulfilled"
    NOT_FULFILLED = "not_fulfilled"
    FULFILLED_CHANGED_DEFINITION = "fulfilled_changed_definition"
    CANCELLED = "cancelled"
    NOT_REPORTED = "not_reported"


class Reading(Row):
    """What is known of one indicator in one period. No value is no zero: `reported` says whether anyone answered.

    `collected` is what Samsyn counted by itself, kept beside what people said. `why_missing` says why there is nothing
    to count (nothing logged, the source has stopped, the owner has left).
    """

    ARCHIVE = Keep("decision")

    followup = models.ForeignKey(Followup, on_delete=models.PROTECT, related_name="readings")
    indicator = models.ForeignKey("promises.Indicator", on_delete=models.PROTECT, related_name="readings")
    reported = models.BooleanField(default=False)
    value = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    qualifier = models.CharField(max_length=10, choices=Qualifier, default=Qualifier.EXACT)
    as_of = models.DateField(null=True, blank=True)
    said = models.CharField(max_length=300, blank=True, default="")
    steps_done = models.PositiveSmallIntegerField(null=True, blank=True)
    status = models.CharField(max_length=30, choices=Status, default=Status.NOT_REPORTED)
    reason = models.CharField(max_length=30, blank=True, default="")
    decided_status = models.CharField(max_length=30, choices=Status, blank=True, default="")
    decided_by = models.CharField(max_length=200, blank=True, default="")
    fulfilment = models.FloatField(null=True, blank=True)
    definition_number = models.PositiveSmallIntegerField(default=1)
    settled = models.CharField(max_length=10, blank=True, default="")
    by_itself = models.BooleanField(default=False)
    collected = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    why_missing = models.CharField(max_length=30, blank=True, default="")
    comment = models.CharField(max_length=500, blank=True, default="")
    next_step = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["followup", "indicator"], name="one_reading_a_period")]


class Approval(Row):
    """One party's approval of a follow-up, for the figures with this digest."""

    ARCHIVE = Keep("decision")

    followup = models.ForeignKey(Followup, on_delete=models.PROTECT, related_name="approvals")
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200, blank=True, default="")
    approved_on = models.DateField()
    how = models.CharField(max_length=10, default="account")
    digest = models.CharField(max_length=71)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["followup", "organisation", "digest"], name="followup_approved_once"
            )
        ]


class Contact(Row):
    """The mailbox of a function (never of a person) where an organisation without accounts is asked."""

    ARCHIVE = Keep("foundation")

    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    address = models.EmailField(max_length=254)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation"], name="one_contact_each")]


class Reminder(Row):
    """That an organisation was reminded of a follow-up: at most once a step, however often the clock is wound.

    `step` is 30, 14 or 3 (days left) or after; `about` is figures, approval or missing (told to the coordinators).
    `how` is mail, or nobody where there is no address: then somebody has to ring.
    """

    ARCHIVE = Weed(days=1_095, since="sent_on", reason="task_is_over")

    followup = models.ForeignKey(Followup, on_delete=models.PROTECT, related_name="reminders")
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=10)
    step = models.CharField(max_length=5)
    how = models.CharField(max_length=6)
    sent_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["followup", "organisation", "about", "step"], name="reminded_once_a_step"
            )
        ]


class ActivityReminder(Row):
    """That who answers for an activity was reminded of it, once a step: it begins soon, or its time is out.

    `how` is mail, or nobody where there is no address.
    """

    ARCHIVE = Weed(days=1_095, since="sent_on", reason="task_is_over")

    activity = models.ForeignKey("activities.Activity", on_delete=models.PROTECT, related_name="reminders")
    step = models.CharField(max_length=6)
    how = models.CharField(max_length=6)
    sent_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "step"], name="activity_reminded_once")]


class EffectAnswer(Row):
    """What a registered effect question was answered with: the counts, the interval, and what may be said."""

    ARCHIVE = Keep("decision")

    question = models.OneToOneField(
        "promises.EffectQuestion", on_delete=models.PROTECT, related_name="answer"
    )
    answered_on = models.DateField()
    figures = models.TextField()
    digest = models.CharField(max_length=71)
