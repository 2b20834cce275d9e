# SPDX-License-Identifier: EUPL-1.2
"""Real promises entered through the writes, and read as what is known allows; `pytest -s` prints each as a table."""

from __future__ import annotations

from datetime import date

import pytest

from samsyn.cycle.followups import reads, writes
from samsyn.cycle.promises import writes as promises
from samsyn.cycle.promises.models import How, Promise
from samsyn.kit import clock
from tests import people
from tests.cycle.followups.examples import EXAMPLES, Example

pytestmark = pytest.mark.django_db


def entered(example: Example) -> Promise:
    """The promise as it stood, signed on its first day; the police by paper."""
    coordinator, police = people.coordinator(), people.organisation("police")
    promise = promises.draft(
        people.partnership(),
        example.sentence,
        by=coordinator,
        period_from=example.start,
        period_to=example.end,
    )
    for part in example.parts:
        promises.add_indicator(
            promise, part.name, part.kind, people.organisation(part.owner), by=coordinator, target=part.target,
            bound=part.bound, unit=part.unit, per=part.per, steps=list(part.steps),
        )  # fmt: skip
    promises.propose(promise, by=coordinator)
    with clock.frozen(example.start):
        promises.sign(promise, by=coordinator, title="Kommunstyrelsens ordförande")
        return promises.sign(
            promise, by=coordinator, organisation=police, how=How.PAPER, title="Lokalpolisområdeschef"
        )


def followed_up(example: Example) -> list[dict]:
    """What was told, taken in part by part, as data."""
    entered(example)
    coordinator = people.coordinator()
    with clock.frozen(date(2026, 1, 2)):
        followup = writes.open_period(people.partnership(), example.period, by=coordinator)
        rows = reads.readings(followup, seen_by=coordinator)
        assert [row.indicator.name for row in rows] == [part.name for part in example.parts]
        for row, part in zip(rows, example.parts, strict=True):
            if part.told is not None:
                said, as_of = part.told
                writes.report(
                    row, by=coordinator, said=said, as_of=as_of, steps_done=part.steps_done,
                    partly=part.partly, comment=part.comment,
                )  # fmt: skip
        writes.collect(followup, by=coordinator)
        return [reads.as_data(row) for row in reads.readings(followup, seen_by=coordinator)]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_a_real_promise_is_entered_without_loss_and_read_as_it_should(example: Example) -> None:
    found = followed_up(example)
    print(f"\n{example.name}: {example.sentence}")
    for data, part in zip(found, example.parts, strict=True):
        target = f"{data['target']['bound']} {data['target']['value']}" if data["target"] else "–"
        print(
            f"  {part.name[:42]:44}{target:14}{data['said'] or '–':32}{data['status']:16}{data['reason'] or ''}"
        )
        assert data["said"] == (part.told[0] if part.told else None)
        assert data["comment"] == (part.comment or None)
        assert (data["status"], data["reason"] or "", data["fulfilment"]) == part.reads, part.name


def test_a_number_told_roughly_keeps_how_rough_it_is() -> None:
    by_name = {
        example.name: followed_up(example)[0]
        for example in EXAMPLES
        if example.name.startswith(("Trosa", "Köping"))
    }
    assert (by_name["Trosa 2018 T1"]["value"], by_name["Trosa 2018 T1"]["qualifier"]) == (15, "about")
    assert (by_name["Köping 2022"]["value"], by_name["Köping 2022"]["qualifier"]) == (7, "about")
