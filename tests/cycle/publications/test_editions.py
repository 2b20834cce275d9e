# SPDX-License-Identifier: EUPL-1.2
"""A public picture is held against those that were out before it: together they tell no small count."""

import json

import pytest

from samsyn.cycle.publications import compute, reads, writes
from samsyn.cycle.publications.models import Kind, Publication
from samsyn.kit import frozen
from samsyn.kit.callers import SYSTEM
from tests import once, people
from tests.cycle import chain

pytestmark = pytest.mark.django_db

whole, made = once.built(chain.made)


def test_a_row_that_an_earlier_edition_would_give_away_is_hidden(made: chain.Chain) -> None:
    coordinator = people.coordinator()
    row = Publication.objects.get(kind=Kind.PICTURE)
    shown = {one["key"]: one for one in compute.content(row)["public_figures"]["categories"]}
    told = shown["vandalism"]
    assert told["hidden"] is None
    # An edition of a part of the period was out first: but for four reports, it held all of them.
    content = json.loads(row.content)["data"]
    content["period"] = {"from": "2025-09-01", "to": "2025-12-30"}
    content["public_figures"]["period"] = content["period"]
    for one in content["public_figures"]["categories"]:
        if one["key"] == "vandalism":
            one["count"] = told["count"] - 4
    kept = frozen.freeze(Kind.PICTURE, 1, content)
    Publication.objects.filter(pk=row.pk).update(
        content=kept.text, digest=kept.digest, period="2025-09-01..2025-12-30"
    )
    made.picture.refresh_from_db()
    anew = writes.publish_picture(made.picture, by=coordinator)
    after = {one["key"]: one for one in compute.content(anew)["public_figures"]["categories"]}
    assert after["vandalism"]["hidden"] == "small"
    assert after["vandalism"]["count"] is None
    assert [one["key"] for one in after.values() if one["hidden"]] != ["vandalism"], "the total would tell it"


def test_the_first_edition_and_one_of_its_own_period_are_as_decided(made: chain.Chain) -> None:
    row = Publication.objects.get(kind=Kind.PICTURE)
    made.picture.refresh_from_db()
    assert reads.editions(made.picture, seen_by=SYSTEM) == []
    kept = frozen.thaw(made.picture.frozen_text, made.picture.frozen_digest)
    assert compute.content(row)["public_figures"] == kept["public_figures"]


def test_what_an_edition_of_the_same_period_hid_stays_hidden(made: chain.Chain) -> None:
    row = Publication.objects.get(kind=Kind.PICTURE)
    content = json.loads(row.content)["data"]
    shown = content["public_figures"]["categories"]
    hidden = next(one for one in shown if one["hidden"] is None)
    hidden |= {"count": None, "before": None, "hidden": "protects_another"}
    kept = frozen.freeze(Kind.PICTURE, 1, content)
    Publication.objects.filter(pk=row.pk).update(content=kept.text, digest=kept.digest)
    made.picture.refresh_from_db()
    anew = writes.publish_picture(made.picture, by=people.coordinator(), note="Rättad text.")
    after = {one["key"]: one for one in compute.content(anew)["public_figures"]["categories"]}
    assert after[hidden["key"]]["count"] is None
    assert after[hidden["key"]]["hidden"] == "protects_another"
