# SPDX-License-Identifier: EUPL-1.2
"""Walking the models: what each says of how long it is kept, and how its rows belong to a partnership."""

from __future__ import annotations

from collections import deque
from datetime import timedelta
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q, QuerySet

from samsyn.ground.people.models import Partnership
from samsyn.kit import clock
from samsyn.kit.retention import Keep, Weed

ROOMS = ("samsyn.ground.", "samsyn.cycle.", "samsyn.rhythm")


def room_models() -> list[type[models.Model]]:
    """The models of the ground, of the cycle and of the rhythm, by label."""
    found = [
        model
        for app in apps.get_app_configs()
        if app.name.startswith(ROOMS)
        for model in app.get_models(include_auto_created=True)
    ]
    return sorted(found, key=lambda model: model._meta.label_lower)


def declaration(model: type[models.Model]) -> Keep | Weed | None:
    """What a model says of how long it is kept; None when it says nothing. A table of pairs follows its owner."""
    owner = model._meta.auto_created
    if isinstance(owner, type):
        return declaration(owner)
    found = vars(model).get("ARCHIVE")
    return found if isinstance(found, (Keep, Weed)) else None


def undeclared() -> list[str]:
    """Labels of the models that say nothing of how long they are kept; a test holds this empty."""
    return [model._meta.label for model in room_models() if declaration(model) is None]


@cache
def way_home(model: type[models.Model]) -> str | None:
    """The shortest lookup from a row to its partnership (`partnership`, `promise__partnership`), or None."""
    waiting: deque[tuple[type[models.Model], str]] = deque([(model, "")])
    seen = {model}
    while waiting:
        here, way = waiting.popleft()
        if here is Partnership:
            return way or "pk"
        for field in here._meta.concrete_fields:
            there = field.related_model if isinstance(field, models.ForeignKey) else None
            if isinstance(there, type) and there not in seen:
                seen.add(there)
                waiting.append((there, f"{way}__{field.name}" if way else field.name))
    return None


def due(model: type[models.Model], rule: Weed, partnership: Partnership) -> QuerySet[Any]:
    """The rows that a rule takes today. Asked by preview and weeding alike, after their check."""
    before = clock.today() - timedelta(days=rule.days)
    field = model._meta.get_field(rule.since)
    lookup = f"{rule.since}__date__lt" if isinstance(field, models.DateTimeField) else f"{rule.since}__lt"
    rows = model._base_manager.filter(**{f"{way_home(model)}": partnership.pk, lookup: before})
    if rule.text:
        left = Q()
        for name in rule.text:
            left |= ~Q(**{name: ""})
        rows = rows.filter(left)
    return rows
