# SPDX-License-Identifier: EUPL-1.2
"""Promises: what the parties undertake together, measured how, and who has signed which words."""

from __future__ import annotations

from django.db import models

from samsyn.cycle.promises.models.signatures import SignatureFields
from samsyn.kit.retention import Keep
from samsyn.kit.rows import Row


class State(models.TextChoices):
    """A promise is agreed when every party has signed the same words."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    AGREED = "agreed"
    ENDED = "ended"
    REPLACED = "replaced"


# Signed by every party, whatever came of it later.
SIGNED = frozenset({State.AGREED, State.ENDED, State.REPLACED})

MOVES = {
    State.DRAFT: {State.PROPOSED, State.ENDED},  # ended at once: an earlier year entered as history
    State.PROPOSED: {State.DRAFT, State.AGREED},
    State.AGREED: {State.ENDED, State.REPLACED},
    State.ENDED: set(),
    State.REPLACED: set(),
}


class Level(models.TextChoices):
    """Where a promise holds."""

    PARTNERSHIP = "partnership"
    MUNICIPALITY = "municipality"
    DISTRICT = "district"
    VILLAGE = "village"
    THEME = "theme"


class Promise(Row):
    """One promise to the residents. `frozen_text` is the exact words that the signatures are given for."""

    ARCHIVE = Keep("decision")

    agreement = models.ForeignKey(
        "promises.Agreement", on_delete=models.PROTECT, related_name="promises", null=True, blank=True
    )
    focus_area = models.ForeignKey(
        "pictures.FocusArea", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    target_state = models.ForeignKey(
        "promises.TargetState", on_delete=models.PROTECT, related_name="promises", null=True, blank=True
    )
    slug = models.SlugField(max_length=80)
    sentence = models.TextField()
    explanation = models.TextField(blank=True, default="")
    level = models.CharField(max_length=20, choices=Level, default=Level.PARTNERSHIP)
    area = models.ForeignKey("places.Area", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    theme = models.CharField(max_length=60, blank=True, default="")
    owners = models.ManyToManyField("people.Organisation", related_name="+")
    parties = models.ManyToManyField("people.Organisation", related_name="+")
    period_from = models.DateField()
    period_to = models.DateField(null=True, blank=True)
    until_replaced = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    history = models.BooleanField(default=False)
    history_source = models.CharField(max_length=300, blank=True, default="")
    signed_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    case_number = models.CharField(max_length=60, blank=True, default="")
    frozen_text = models.TextField(blank=True, default="")
    frozen_digest = models.CharField(max_length=71, blank=True, default="")
    replaced_by = models.ForeignKey("self", on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "slug"], name="promise_slug_once")]


class Kind(models.TextChoices):
    """The seven ways a promise is made."""

    COUNT = "count"
    FREQUENCY = "frequency"
    COVERAGE = "coverage"
    CAPACITY = "capacity"
    MILESTONE = "milestone"
    EFFORT = "effort"
    EFFECT = "effect"


class Aspect(models.TextChoices):
    """What kind of follow-up an indicator belongs to (Brå): was it done, how, and did the problem change."""

    PRODUCTION = "production"
    PROCESS = "process"
    EFFECT = "effect"


class Bound(models.TextChoices):
    """Which side of the target is kept."""

    AT_LEAST = "at_least"
    EXACT = "exact"
    AT_MOST = "at_most"


class Source(models.TextChoices):
    """Where a reading comes from: counted by itself from what Samsyn holds, or asked of its owner."""

    ACTIVITIES = "activities"
    REPORTS = "reports"
    FIGURES = "figures"
    SURVEY = "survey"
    ASKED = "asked"


class Relation(models.TextChoices):
    """How one count stands to another: inside it, all of it together, beside it, or found by it."""

    OF_WHICH = "of_which"
    ADDS_UP = "adds_up"
    IN_ADDITION = "in_addition"
    FOUND_BY = "found_by"


class Split(models.TextChoices):
    """What a count of people is split by; each group is a part of its own."""

    SEX = "sex"
    SCHOOL = "school"


class Indicator(Row):
    """One thing under a promise that can be followed up.

    `organisation` is asked for it; `also` answer for it with that one. `part_of` and `relation` say that its count is
    a part of another's (varav), one of the parts that make the whole, beside it (utöver), or found by it (a rate).
    `about_people` counts people: a small count is never published. `split_by` says that it is one group of its whole,
    which is split by sex or school.
    """

    ARCHIVE = Keep("decision")

    promise = models.ForeignKey(Promise, on_delete=models.PROTECT, related_name="indicators")
    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=10, choices=Kind)
    aspect = models.CharField(max_length=10, choices=Aspect, default=Aspect.PRODUCTION)
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    also = models.ManyToManyField("people.Organisation", related_name="+", blank=True)
    source = models.CharField(max_length=12, choices=Source, default=Source.ASKED)
    position = models.PositiveSmallIntegerField(default=0)
    part_of = models.ForeignKey("self", on_delete=models.PROTECT, related_name="parts", null=True, blank=True)
    relation = models.CharField(max_length=12, choices=Relation, blank=True, default="")
    about_people = models.BooleanField(default=False)
    split_by = models.CharField(max_length=8, choices=Split, blank=True, default="")
    cancelled_on = models.DateField(null=True, blank=True)
    cancelled_reason = models.CharField(max_length=500, blank=True, default="")


class OwnerChange(Row):
    """Another organisation answers for an indicator from a day: the old one has left, or handed it over."""

    ARCHIVE = Keep("decision")

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="owner_changes")
    before = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    after = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    changed_on = models.DateField()
    reason = models.CharField(max_length=500)


class Definition(Row):
    """What an indicator counts, from a day. The signed one stays; each change keeps day, reason and signer.

    `takes` says what a source that counts by itself is asked for: `measured` (times, reached, minutes), `category`,
    `measure`, `place_code`, `group`. `effect_days` is how long it is expected to take before anything shows.
    """

    ARCHIVE = Keep("decision")

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="definitions")
    number = models.PositiveSmallIntegerField(default=1)
    counts = models.TextField(blank=True, default="")
    unit = models.CharField(max_length=60, blank=True, default="")
    target = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    bound = models.CharField(max_length=10, choices=Bound, default=Bound.AT_LEAST)
    per = models.CharField(max_length=10, blank=True, default="")
    steps = models.JSONField(default=list, blank=True)
    baseline = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    baseline_period = models.CharField(max_length=60, blank=True, default="")
    baseline_source = models.CharField(max_length=200, blank=True, default="")
    sample_size = models.PositiveIntegerField(null=True, blank=True)
    takes = models.JSONField(default=dict, blank=True)
    effect_days = models.PositiveIntegerField(null=True, blank=True)
    holds_from = models.DateField()
    reason = models.CharField(max_length=500, blank=True, default="")
    signer_title = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["indicator", "number"], name="definition_number_once")]


class Signature(SignatureFields):
    """One party's signature under a promise's exact words. The name stays in the file; title and day are public."""

    ARCHIVE = Keep("decision")

    promise = models.ForeignKey(Promise, on_delete=models.PROTECT, related_name="signatures")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["promise", "organisation", "digest"], name="signed_once")
        ]


class EffectQuestion(Row):
    """Did it help? Asked before the start: outcome, place, controls and days are fixed, with what could be seen at all.

    The same number of days is compared with the same dates of an earlier year, from `counted_from`, which leaves out
    the days in which nothing is expected to show yet. `smallest_fall` is in percent, None where no fall could be told.
    """

    ARCHIVE = Keep("decision")

    promise = models.ForeignKey(Promise, on_delete=models.PROTECT, related_name="effect_questions")
    sentence = models.CharField(max_length=300)
    category = models.CharField(max_length=40)
    area = models.ForeignKey("places.Area", on_delete=models.PROTECT, related_name="+")
    controls = models.ManyToManyField("places.Area", related_name="+")
    starts_on = models.DateField()
    expected_days = models.PositiveIntegerField(default=0)
    counted_from = models.DateField()
    counted_to = models.DateField()
    before_from = models.DateField()
    before_to = models.DateField()
    before_count = models.PositiveIntegerField()
    before_control = models.PositiveIntegerField()
    smallest_fall = models.PositiveSmallIntegerField(null=True, blank=True)
    # A place that was picked because it had just been high falls by itself; unless said otherwise it was.
    picked_because_high = models.BooleanField(default=True)
    registered_on = models.DateField()
