# SPDX-License-Identifier: EUPL-1.2
"""What weeding would take, before it is done, and whether what was frozen is as it was."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models

from samsyn.ground.archive import rules, walk
from samsyn.ground.people.models import Partnership
from samsyn.kit import frozen
from samsyn.kit.callers import Caller
from samsyn.kit.retention import Weed
from samsyn.kit.rows import Row

# Columns in which a frozen text and its digest stand, in whichever model has both.
FROZEN = [("frozen_text", "frozen_digest"), ("content", "digest")]


@dataclass(frozen=True, slots=True)
class Weeding:
    """What the rule of one model takes now: `rows` go, or lose their text where `text` names fields."""

    model: type[models.Model]
    rule: Weed
    rows: int

    @property
    def label(self) -> str:
        """The model's label, `reports.report`."""
        return self.model._meta.label_lower


@dataclass(frozen=True, slots=True)
class Changed:
    """A frozen text that no longer agrees with its digest."""

    label: str
    uuid: str


def preview(partnership: Partnership, *, seen_by: Caller) -> list[Weeding]:
    """What weeding by every model's own rule would take in a partnership today; nothing is changed."""
    rules.check_may_weed(seen_by, partnership)
    found = []
    for model in walk.room_models():
        rule = walk.declaration(model)
        if isinstance(rule, Weed) and walk.way_home(model) and not model._meta.auto_created:
            rows = walk.due(model, rule, partnership).count()
            if rows:
                found.append(Weeding(model, rule, rows))
    return found


def changed_frozen_texts(*, seen_by: Caller) -> list[Changed]:
    """Every frozen text that has been changed since it was frozen. For trusted callers; reads each once."""
    found = []
    for model in walk.room_models():
        names = {field.name for field in model._meta.concrete_fields}
        for text, digest in FROZEN:
            if not {text, digest} <= names or not issubclass(model, Row):
                continue
            rows = model.objects.seen_by(seen_by).exclude(**{text: ""}).order_by("pk")
            for uuid, kept, expected in rows.values_list("uuid", text, digest).iterator(chunk_size=200):
                if frozen.digest(kept) != expected:
                    found.append(Changed(model._meta.label_lower, str(uuid)))
            break
    return found
