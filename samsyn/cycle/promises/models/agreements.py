# SPDX-License-Identifier: EUPL-1.2
"""The cooperation agreement above the promises, signed version by version, and the reminder before it ends."""

from __future__ import annotations

from django.db import models

from samsyn.cycle.promises.models.signatures import SignatureFields
from samsyn.kit.retention import Keep
from samsyn.kit.rows import Row


class AgreementState(models.TextChoices):
    """A version of an agreement is agreed when every party has signed it; then it is never changed, only replaced."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    AGREED = "agreed"
    REPLACED = "replaced"


AGREEMENT_MOVES = {
    AgreementState.DRAFT: {AgreementState.PROPOSED},
    AgreementState.PROPOSED: {AgreementState.DRAFT, AgreementState.AGREED},
    AgreementState.AGREED: {AgreementState.REPLACED},
    AgreementState.REPLACED: set(),
}


class Agreement(Row):
    """One version of a cooperation agreement (lag 2023:196 § 9): at least its purposes and the areas it covers.

    `replaces` is the version before, which is left as it was signed. `frozen_text` is the exact words that the
    signatures are given for, `frozen_digest` their digest.
    """

    ARCHIVE = Keep("decision")

    title = models.CharField(max_length=300)
    number = models.PositiveSmallIntegerField(default=1)
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="later", null=True, blank=True
    )
    change_reason = models.CharField(max_length=500, blank=True, default="")
    state = models.CharField(max_length=10, choices=AgreementState, default=AgreementState.DRAFT)
    parties = models.ManyToManyField("people.Organisation", related_name="+")
    purposes = models.TextField()
    areas = models.TextField()
    problems = models.TextField(blank=True, default="")
    causes = models.TextField(blank=True, default="")
    goals = models.TextField(blank=True, default="")
    documentation = models.TextField(blank=True, default="")
    following_up = models.TextField(blank=True, default="")
    roles = models.TextField(blank=True, default="")
    communication = models.TextField(blank=True, default="")
    police_plan = models.CharField(max_length=300, blank=True, default="")
    statutory_plan = models.CharField(max_length=300, blank=True, default="")
    period_from = models.DateField()
    period_to = models.DateField()
    case_number = models.CharField(max_length=60, blank=True, default="")
    signed_on = models.DateField(null=True, blank=True)
    replaced_on = models.DateField(null=True, blank=True)
    frozen_text = models.TextField(blank=True, default="")
    frozen_digest = models.CharField(max_length=71, blank=True, default="")


class AgreementSignature(SignatureFields):
    """One party's signature under one version of an agreement, for the words with this digest."""

    ARCHIVE = Keep("decision")

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="signatures")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "organisation", "digest"], name="agreement_signed_once"
            )
        ]


class RenewalReminder(Row):
    """The coordinating organisations were told that an agreement ends; each step once."""

    ARCHIVE = Keep("decision")

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="reminders")
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    step = models.CharField(max_length=10)
    sent_on = models.DateField()
    how = models.CharField(max_length=10, default="mail")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "organisation", "step"], name="renewal_told_once")
        ]
