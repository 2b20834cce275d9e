# SPDX-License-Identifier: EUPL-1.2
"""Answering the effect questions whose days are over."""

from __future__ import annotations

from django.db import transaction

from samsyn.cycle.followups import compute, reads, rules
from samsyn.cycle.followups.models import EffectAnswer, Followup
from samsyn.ground.journal import writes as journal
from samsyn.kit import clock, frozen
from samsyn.kit.callers import Caller

SCHEMA = 2  # 2: the ratio, the method and the mixture beside it


@transaction.atomic
def answer_effects(followup: Followup, *, by: Caller) -> list[EffectAnswer]:
    """Answer every question of the follow-up's promises whose days were over with the period; each once, for good."""
    rules.check_may_follow_up(by, followup.partnership)
    made = []
    for question in reads.effect_questions_due(followup, seen_by=by):
        kept = frozen.freeze("effect", SCHEMA, compute.answer(question))
        answer = EffectAnswer.objects.create(
            partnership=followup.partnership,
            question=question,
            answered_on=clock.today(),
            figures=kept.text,
            digest=kept.digest,
        )
        journal.record("effect question answered", answer, by=by, digest=kept.digest)
        made.append(answer)
    return made
