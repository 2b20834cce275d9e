# SPDX-License-Identifier: EUPL-1.2
"""A report is what someone saw: a phenomenon, a place and a time. Never a person."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import Any

from django.db import connection, models

from samsyn.kit import clock
from samsyn.kit.retention import Keep, Weed
from samsyn.kit.rows import PlacedFields, Row, RowQuerySet, TimedFields


class Source(models.TextChoices):
    """Who the report came from: kept apart in every count."""

    RESIDENT = "resident"
    STAFF = "staff"
    IMPORT = "import"


class Guard(models.TextChoices):
    """What the personal-data guard said of the text."""

    CLEAR = "clear"
    WAITING = "waiting"  # only likely: a moderator looks first, category and place count at once
    WITHHELD = "withheld"  # the text was refused and is kept nowhere


class State(models.TextChoices):
    """How far the matter has come. Handled is not the same as helped."""

    NEW = "new"
    SEEN = "seen"
    WITH_ORGANISATION = "with_organisation"
    HANDLED = "handled"
    NO_ACTION = "no_action"
    MERGED = "merged"


MOVES = {
    State.NEW: {State.SEEN, State.WITH_ORGANISATION, State.HANDLED, State.NO_ACTION, State.MERGED},
    State.SEEN: {State.WITH_ORGANISATION, State.HANDLED, State.NO_ACTION, State.MERGED},
    State.WITH_ORGANISATION: {State.SEEN, State.HANDLED, State.NO_ACTION, State.MERGED},
    State.HANDLED: {State.SEEN},
    State.NO_ACTION: {State.SEEN},
    State.MERGED: {State.SEEN, State.WITH_ORGANISATION},
}


class Change(models.Model):
    """That the reports of a partnership have changed: what is computed of them is kept no longer than to the next one.

    Lines are only added, so that two who report at once never wait for each other; old ones are dropped. `token` is
    drawn, so that a number given back by an undone transaction is never taken for the same change.
    """

    ARCHIVE = Keep("statistics")
    KEPT = 200
    FEW = 50
    """More reports changed at once are noted as a stretch, from the first of them to the last."""
    TOGETHER = 20_000
    """A longer stretch of ids is noted as all reports: reading everything anew costs no more."""

    partnership = models.ForeignKey("people.Partnership", on_delete=models.CASCADE, related_name="+")
    # The report that changed, also one that is gone; null where any may have.
    report_id = models.BigIntegerField(null=True, blank=True)
    # Where several did: the last of a stretch that begins with it. Not all within need have changed.
    last_id = models.BigIntegerField(null=True, blank=True)
    token = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["partnership", "-id"], name="report_change")]

    @classmethod
    def note(cls, partnership_ids: Iterable[int]) -> None:
        """Say that any of the reports of these partnerships may not be what they were."""
        cls._note((partnership_id, None, None) for partnership_id in set(partnership_ids))

    @classmethod
    def note_reports(cls, touched: Iterable[tuple[int, int]]) -> None:
        """Say which reports are not what they were: pairs of partnership and report."""
        pairs = set(touched)
        if len(pairs) <= cls.FEW:
            cls._note((partnership_id, report_id, None) for partnership_id, report_id in pairs)
            return
        ends: dict[int, tuple[int, int]] = {}
        for partnership_id, report_id in pairs:
            first, last = ends.get(partnership_id, (report_id, report_id))
            ends[partnership_id] = min(first, report_id), max(last, report_id)
        cls.note_stretches((partnership_id, *both) for partnership_id, both in ends.items())

    @classmethod
    def note_stretches(cls, touched: Iterable[tuple[int, int, int]]) -> None:
        """Say within which stretches lie all reports that are not what they were: partnership, first and last id."""
        cls._note(
            (partnership_id, first, last) if last - first < cls.TOGETHER else (partnership_id, None, None)
            for partnership_id, first, last in touched
        )

    @classmethod
    def _note(cls, touched: Iterable[tuple[int, int | None, int | None]]) -> None:
        for partnership_id, report_id, last_id in touched:
            token = secrets.randbits(40)
            with connection.cursor() as cursor:  # as SQL: every report that arrives notes a change
                cursor.execute(_NOTED, [partnership_id, report_id, last_id, token])
            if token % cls.KEPT == 0:
                lines = cls.objects.filter(partnership_id=partnership_id).order_by("-id")
                old = lines.values_list("id", flat=True)[cls.KEPT : cls.KEPT + 1].first()
                lines.filter(id__lte=old or 0).delete()


_NOTED = (
    f"INSERT INTO {Change._meta.db_table} (partnership_id, report_id, last_id, token) VALUES (%s, %s, %s, %s)"  # noqa: S608 – no typed word
)


class ReportQuerySet(RowQuerySet):
    """Reports in the plural: whatever way they change, the change is noted."""

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        rows = list(objs)
        made = super().bulk_create(rows, *args, **kwargs)
        Change.note_reports((row.partnership_id, row.pk) for row in rows)
        return made

    def update(self, **kwargs: Any) -> int:
        touched = self._touched()
        changed = super().update(**kwargs)
        if changed:
            self._note(touched)
        return changed

    def delete(self) -> tuple[int, dict[str, int]]:
        touched = self._touched()
        gone = super().delete()
        self._note(touched)
        return gone

    def _touched(self) -> list[tuple[int, int]] | list[tuple[int, int, int]]:
        """Partnership and id of the rows that are about to change; the first and last id where they are many."""
        rows = self.order_by()
        few = list(rows.values_list("partnership_id", "pk")[: Change.FEW + 1])
        if len(few) <= Change.FEW:
            return few
        return list(
            rows.values("partnership_id")
            .annotate(first=models.Min("pk"), last=models.Max("pk"))
            .values_list("partnership_id", "first", "last")
        )

    @staticmethod
    def _note(touched: list[Any]) -> None:
        if touched and len(touched[0]) == 3:
            Change.note_stretches(touched)
        else:
            Change.note_reports(touched)


class Helped(models.TextChoices):
    """Whether what was done helped: asked apart from whether it was done, and often not to be known."""

    YES = "yes"
    NO = "no"
    UNCLEAR = "unclear"


class Report(Row, TimedFields, PlacedFields):
    """One report. `source_key` is its identity where it came from, so that the same file changes nothing twice."""

    ARCHIVE = Weed(
        days=1095,
        since="received_at",
        reason="text_no_longer_needed",
        text=("text", "place_text", "place_shape"),
    )
    HANDED_OUT = False

    source = models.CharField(max_length=10, choices=Source)
    channel = models.CharField(max_length=20, blank=True, default="")
    category = models.CharField(max_length=40)
    subcategory = models.CharField(max_length=60, blank=True, default="")
    text = models.TextField(blank=True, default="")
    guard = models.CharField(max_length=10, choices=Guard, default=Guard.CLEAR)
    place_text = models.CharField(max_length=300, blank=True, default="")
    place_kind = models.CharField(max_length=30, blank=True, default="")
    # A line or an area that was drawn, as JSON pairs of metres; `place_kind` says which of the two.
    place_shape = models.TextField(blank=True, default="")
    journey_line = models.CharField(max_length=40, blank=True, default="")
    area = models.ForeignKey("places.Area", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    reporter_organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    certainty = models.CharField(max_length=10, blank=True, default="")
    felt_effect = models.PositiveSmallIntegerField(null=True, blank=True)
    told_police = models.BooleanField(null=True, blank=True)
    told_fault = models.BooleanField(null=True, blank=True)
    action_taken = models.CharField(max_length=300, blank=True, default="")
    weekdays = models.CharField(max_length=20, blank=True, default="")
    state = models.CharField(max_length=20, choices=State, default=State.NEW)
    state_reason = models.CharField(max_length=300, blank=True, default="")
    helped = models.CharField(max_length=10, choices=Helped, blank=True, default="")
    with_organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="merged", null=True, blank=True
    )
    first_seen_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField(default=clock.now)
    received_day = models.IntegerField(null=True, blank=True)
    receipt_digest = models.CharField(max_length=71, blank=True, default="", db_index=True)
    client_id = models.UUIDField(null=True, blank=True)
    source_key = models.CharField(max_length=80, blank=True, default="")
    content_digest = models.CharField(max_length=32, blank=True, default="")
    imported = models.ForeignKey(
        "imports.Import", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "source_key"],
                condition=~models.Q(source_key=""),
                name="report_once_per_source",
            ),
            models.UniqueConstraint(
                fields=["partnership", "client_id"],
                condition=models.Q(client_id__isnull=False),
                name="report_sent_once",
            ),
            # Two reports never answer to one code.
            models.UniqueConstraint(
                fields=["partnership", "receipt_digest"],
                condition=~models.Q(receipt_digest=""),
                name="report_code_once",
            ),
        ]
        indexes = [
            models.Index(fields=["partnership", "local_day"], name="report_day"),
            models.Index(fields=["partnership", "-received_at", "-id"], name="report_newest"),
            models.Index(fields=["partnership", "state", "received_at"], name="report_inbox"),
            # The few that wait for a moderator, found without asking all the others.
            models.Index(fields=["partnership"], condition=models.Q(guard="waiting"), name="report_waits"),
        ]

    objects = ReportQuerySet.as_manager()  # type: ignore[misc]  # each class has one manager of its own

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        Change.note_reports([(self.partnership_id, self.pk)])

    def insert(self) -> None:
        super().insert()
        Change.note_reports([(self.partnership_id, self.pk)])

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        touched = [(self.partnership_id, self.pk)]
        gone = super().delete(*args, **kwargs)
        Change.note_reports(touched)
        return gone


class Look(models.TextChoices):
    """Whether a moderator has looked at a photo. One that shows a person is deleted, so there is no third."""

    WAITING = "waiting"
    SHOWN = "shown"


class Photo(Row):
    """A picture of a place, drawn anew without metadata. Unseen until a moderator has looked; gone when the matter closes.

    The content stands in the row: it is stored in the transaction of its report, and deleted for good with it.
    """

    ARCHIVE = Weed(days=365, since="created_at", reason="photo_no_longer_needed")
    HANDED_OUT = False
    KEPT_HERE = ("content",)  # for those who read the report, and gone when the matter closes

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="photos")
    number = models.PositiveSmallIntegerField()
    look = models.CharField(max_length=10, choices=Look, default=Look.WAITING)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="photo_once")]


class Answer(Row):
    """A word back to those who reported from a place: told downwards by pictures, activities and follow-ups."""

    ARCHIVE = Keep("answer")

    kind = models.CharField(max_length=30)
    area = models.ForeignKey("places.Area", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    report = models.ForeignKey(
        Report, on_delete=models.PROTECT, related_name="answers", null=True, blank=True
    )
    category = models.CharField(max_length=40, blank=True, default="")
    text = models.TextField(blank=True, default="")
    told_on = models.DateField()
    about_kind = models.CharField(max_length=40, blank=True, default="")
    about = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["partnership", "told_on"], name="answer_day")]


class Done(models.TextChoices):
    """What was done with a report: one line of its history."""

    MOVED = "moved"
    ASSIGNED = "assigned"
    MERGED = "merged"
    PARTED = "parted"
    NOTED = "noted"
    PLACED = "placed"
    TEXT_SHOWN = "text_shown"
    TEXT_WITHHELD = "text_withheld"
    PHOTO_SHOWN = "photo_shown"
    PHOTO_DELETED = "photo_deleted"

    HELPED = "helped"
    SENT_OUT = "sent_out"
    ANSWERED = "answered"


class Handling(Row):
    """One line of what was done with a report, by which organisation. Never who: that is the journal's."""

    ARCHIVE = Weed(days=1095, since="created_at", reason="text_no_longer_needed", text=("text",))
    HANDED_OUT = False

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="handlings")
    done = models.CharField(max_length=20, choices=Done)
    before = models.CharField(max_length=20, blank=True, default="")
    after = models.CharField(max_length=20, blank=True, default="")
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    other = models.ForeignKey(Report, on_delete=models.SET_NULL, related_name="+", null=True, blank=True)
    text = models.CharField(max_length=1000, blank=True, default="")


class QuietWeek(Row):
    """An organisation's word that it had nothing to report in a week: an answer, not a missing one."""

    ARCHIVE = Keep("statistics")

    iso_week = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "owner", "iso_week"], name="quiet_week_once")
        ]


class Way(models.TextChoices):
    """How a fault reaches the one who mends it."""

    MAIL = "mail"
    OPEN311 = "open311"


class FaultReceiver(Row):
    """One who mends faults: the street department's mail or its Open311 service. `api_key` leaves by no export."""

    ARCHIVE = Keep("foundation")

    name = models.CharField(max_length=120)
    way = models.CharField(max_length=10, choices=Way)
    address = models.CharField(max_length=300)
    jurisdiction = models.CharField(max_length=100, blank=True, default="")
    service_code = models.CharField(max_length=100, blank=True, default="")
    api_key = models.CharField(max_length=200, blank=True, default="")
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "name"],
                condition=models.Q(ended_on=None),
                name="fault_receiver_once",
            )
        ]


class Sending(models.TextChoices):
    """How far a fault has come on its way out. What fails says so, and can be sent again."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"


SENDING_MOVES = {
    Sending.WAITING: {Sending.SENT, Sending.FAILED},
    Sending.FAILED: {Sending.WAITING},
    Sending.SENT: set(),
}


class HandOver(Row):
    """A fault that was sent to one who mends it: what was said of it, how it went, and its number there."""

    ARCHIVE = Weed(days=1095, since="created_at", reason="text_no_longer_needed", text=("text",))
    HANDED_OUT = False

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="hand_overs")
    receiver = models.ForeignKey(FaultReceiver, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=Sending, default=Sending.WAITING)
    text = models.CharField(max_length=1000, blank=True, default="")
    failure = models.CharField(max_length=60, blank=True, default="")
    tries = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    outside_id = models.CharField(max_length=100, blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["partnership", "state", "created_at"], name="hand_over_state")]


class Application(Row):
    """An outside application that may send reports by Open311. Its key is kept as a digest alone."""

    ARCHIVE = Keep("accountability")

    name = models.CharField(max_length=120)
    token_digest = models.CharField(max_length=71, unique=True)
    may_update = models.BooleanField(default=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
