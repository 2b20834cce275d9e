# SPDX-License-Identifier: EUPL-1.2
"""The base of every row: whose it is, who sees it, and a number that guards against lost edits."""

from __future__ import annotations

import uuid
from datetime import date
from functools import cache
from typing import Any, ClassVar, Self

from django.db import connection, models
from django.db.models import Q

from samsyn.kit import clock
from samsyn.kit.callers import Caller
from samsyn.kit.errors import NotNow

CELL_SIZE = 250


class RecordClass(models.TextChoices):
    """Who may see a row inside its partnership."""

    PUBLIC = "public"
    SHARED = "shared"
    MUNICIPALITY = "municipality"
    POLICE = "police"
    OWN = "own"


class RowQuerySet(models.QuerySet):
    """A query that can be asked whose eyes it is for."""

    def seen_by(self, caller: Caller) -> Self:
        """Only the rows this caller may see: own partnership, and the record classes of own organisation."""
        here = {} if caller.partnership_id is None else {"partnership_id": caller.partnership_id}
        if caller.is_trusted:
            return self.filter(**here)
        if not here and caller.kind != "public":
            return self.none()
        classes = Q(record_class__in=caller.classes())
        if caller.organisation_id is not None:
            classes |= Q(record_class=RecordClass.OWN, owner_id=caller.organisation_id)
        return self.filter(classes, **here)


class Row(models.Model):
    """What every row of the ground and the cycle has in common."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    partnership = models.ForeignKey("people.Partnership", on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    record_class = models.CharField(max_length=12, choices=RecordClass, default=RecordClass.SHARED)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=clock.now)

    objects = RowQuerySet.as_manager()

    # False where a role sees only parts of a row: then rows as they are leave from the server alone.
    HANDED_OUT: ClassVar[bool] = True
    # Columns that are in no package at all.
    KEPT_HERE: ClassVar[tuple[str, ...]] = ()
    # What `held_back` looks at in other tables.
    HELD_BY: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True

    def held_back(self) -> tuple[str, ...]:
        """The columns of this row that a package leaves empty, unless it is asked for whole."""
        return ()

    def insert(self) -> None:
        """Insert a new row as `save(force_insert=True)` does, by a statement written once for each table.

        Writing it anew took longer than having it carried out. Tells no receiver of signals.
        """
        statement, fields = _insertion(type(self), connection.vendor)
        values = [field.get_db_prep_save(field.pre_save(self, add=True), connection) for field in fields]
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            self.pk = cursor.fetchone()[0]
        self._state.adding, self._state.db = False, connection.alias

    def save_checked(self, expected_version: int | None = None, *, fields: list[str] | None = None) -> None:
        """Save, and count the version up; raises NotNow("changed_meanwhile") when someone else saved first.

        `expected_version` is the number the writer last read (from the form); None means the row as loaded.
        """
        expected = self.version if expected_version is None else expected_version
        moved = type(self)._base_manager.filter(pk=self.pk, version=expected).update(version=expected + 1)
        if not moved:
            raise NotNow("changed_meanwhile", uuid=str(self.uuid))
        self.version = expected + 1
        self.save(update_fields=[*fields, "version"] if fields else None)


@cache
def _insertion(model: type[Row], vendor: str) -> tuple[str, tuple[models.Field[Any, Any], ...]]:
    """The statement that inserts a row of a table and answers with its id, and the fields it is given."""
    meta, quoted = model._meta, connection.ops.quote_name
    fields = tuple(field for field in meta.local_concrete_fields if not field.primary_key)
    columns = ", ".join(quoted(str(field.column)) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    into = f"INSERT INTO {quoted(meta.db_table)} ({columns}) VALUES ({marks})"  # noqa: S608 – no typed word
    return f"{into} RETURNING {quoted(str(meta.pk.column))}", fields


class TimedFields(models.Model):
    """When something was: wall clock as written, and integers to count by."""

    wall_from = models.CharField(max_length=19, blank=True, default="")
    wall_to = models.CharField(max_length=19, blank=True, default="")
    zone = models.CharField(max_length=40, default="Europe/Stockholm")
    local_day = models.IntegerField(null=True, blank=True)
    iso_week = models.IntegerField(null=True, blank=True)
    hour = models.SmallIntegerField(null=True, blank=True)

    class Meta:
        abstract = True


class PlacedFields(models.Model):
    """Where something was: metres in the partnership's metric CRS, and the 250 m cell as one integer."""

    e = models.FloatField(null=True, blank=True)
    n = models.FloatField(null=True, blank=True)
    cell250 = models.BigIntegerField(null=True, blank=True)

    class Meta:
        abstract = True


def time_fields(wall_from: str, wall_to: str = "", zone: str = "Europe/Stockholm") -> dict[str, Any]:
    """The columns of TimedFields from ISO wall-clock text (`2026-01-31` or `2026-01-31T14:30`).

    The hour is null when the text holds a date alone, or when the span to `wall_to` is longer than one hour.
    """
    if not wall_from:
        return {
            "wall_from": "",
            "wall_to": wall_to,
            "zone": zone,
            "local_day": None,
            "iso_week": None,
            "hour": None,
        }
    day = date.fromisoformat(wall_from[:10])
    year, week, _ = day.isocalendar()
    hour = int(wall_from[11:13]) if len(wall_from) > 10 else None
    if hour is not None and wall_to and wall_to[:13] != wall_from[:13]:
        hour = None
    return {
        "wall_from": wall_from,
        "wall_to": wall_to,
        "zone": zone,
        "local_day": day.toordinal(),
        "iso_week": year * 100 + week,
        "hour": hour,
    }


def cell_key(e: float, n: float, size: int = CELL_SIZE) -> int:
    """The lower left corner of the cell as one integer, in the manner of Statistics Sweden's grid."""
    return int(e // size * size) * 10_000_000 + int(n // size * size)


def cell_corner(key: int) -> tuple[int, int]:
    """The (easting, northing) of a cell key, in metres."""
    east, north = divmod(int(key), 10_000_000)
    return east, north


def place_fields(e: float | None, n: float | None) -> dict[str, Any]:
    """The columns of PlacedFields; all null for what has no place."""
    if e is None or n is None:
        return {"e": None, "n": None, "cell250": None}
    e, n = round(float(e), 1), round(float(n), 1)
    return {"e": e, "n": n, "cell250": cell_key(e, n)}
