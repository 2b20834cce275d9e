# SPDX-License-Identifier: EUPL-1.2
"""Photos of a report: kept with it, looked at by a moderator, and deleted when the matter closes."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q

from samsyn.cycle.reports import rules
from samsyn.cycle.reports.models import Done, Handling, Look, Photo, Report
from samsyn.ground.journal import writes as journal
from samsyn.kit.callers import Caller

PHOTOS_MOST = 2


@transaction.atomic
def show_photo(photo: Photo, *, by: Caller) -> Photo:
    """A moderator has looked at a photo and seen no person in it: those who read the report see it."""
    rules.check_may_look_at(by, photo)
    photo.look = Look.SHOWN
    photo.save_checked(fields=["look"])
    _line(photo.report, Done.PHOTO_SHOWN, by=by)
    journal.record("report photo shown", photo, by=by, report=str(photo.report.uuid))
    return photo


@transaction.atomic
def delete_photo(photo: Photo, *, by: Caller) -> None:
    """A moderator takes a photo away for good, as when it shows a person. The report stays."""
    rules.check_may_moderate(by)
    rules.check_may_read(by, photo.report)
    journal.record("report photo deleted", photo, by=by, report=str(photo.report.uuid))
    _line(photo.report, Done.PHOTO_DELETED, by=by)
    photo.delete()


@transaction.atomic
def delete_photos(report: Report, *, by: Caller) -> int:
    """Delete the photos of a matter that has closed, those of the reports merged into it too; how many there were."""
    rules.check_may_handle(by, report)
    rows = Photo.objects.filter(Q(report=report) | Q(report__merged_into=report))
    many = rows.count()
    if many:
        rows.delete()
        _line(report, Done.PHOTO_DELETED, by=by)
        journal.record("report photos deleted", report, by=by, photos=many)
    return many


def _line(report: Report, done: str, *, by: Caller) -> None:
    Handling.objects.create(
        partnership_id=report.partnership_id, owner_id=by.organisation_id, report=report, done=done
    )
