# SPDX-License-Identifier: EUPL-1.2
"""Whether it helped, as residents read it on the promise's page and in its document: never a count."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from samsyn.cycle.promises.models import EffectQuestion
from samsyn.cycle.publications import writes
from samsyn.cycle.publications.models import Publication
from samsyn.kit import clock, frozen
from tests import people
from tests.cycle.followups.test_effects import answered

pytestmark = pytest.mark.django_db


def test_residents_read_by_how_much_by_which_method_and_why_there_is_no_mixture() -> None:
    answered(12, 58)
    promise = EffectQuestion.objects.get().promise
    with clock.frozen(date(2026, 9, 3)):
        writes.publish_promise(promise, by=people.coordinator())
    browser = Client()
    page = browser.get(f"/almstad/loften/{promise.slug}/").content.decode()
    assert "Mot vad det annars hade blivit:" in page
    assert "Räknat mot jämförelseplatserna tillsammans." in page
    assert "färre än 19 platser att blanda" in page
    assert 'href="/hjalp/metoder/hjalpte-det/"' in page, "where nobody has to sign in"
    assert browser.get("/hjalp/metoder/hjalpte-det/").status_code == 200
    assert "Skillnaden mot jämförelseplatserna" not in page
    kept = Publication.objects.get(slug=promise.slug)
    told = frozen.thaw(kept.content, kept.digest)["chain"]["effects"][0]
    assert told["before_count"] is None and "place" not in told["answer"]


def test_the_coordinator_reads_it_on_the_follow_up_with_the_difference_in_reports() -> None:
    answered(12, 58)
    page = people.signed_in(people.coordinator()).get("/almstad/arbete/uppfoljning/2026-T2/").content.decode()
    assert "Skillnaden mot jämförelseplatserna är" in page
