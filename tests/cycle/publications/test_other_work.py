# SPDX-License-Identifier: EUPL-1.2
"""A promise is a selection: what else the parties do together is told too, what is under embargo never."""

from __future__ import annotations

import csv
import io
from datetime import date, time
from typing import Any

import pytest
from django.test import Client

from samsyn.cycle.activities import reads as planned
from samsyn.cycle.activities import writes as activities
from samsyn.cycle.activities.models import Activity
from samsyn.cycle.publications import compute, reads, writes
from samsyn.cycle.publications.models import Publication, Subscription
from samsyn.kit import clock
from samsyn.kit.callers import PUBLIC, SYSTEM
from samsyn.kit.errors import BadInput, NotAllowed
from samsyn.kit.kept import MEMORY
from samsyn.kit.rows import RecordClass
from tests import once, people
from tests.cycle import chain
from tests.kit.documents import pdftext

pytestmark = pytest.mark.django_db
TALK, SEARCH, OWN = "Samtal om nätbedrägerier", "Hundsök på Hamnskolan", "Polisens egen övning"
WORK = "/almstad/arbete/publicerat/gemensamt-arbete/"


def build() -> chain.Chain:
    made = chain.made()
    here, by, police = made.partnership, people.coordinator(), people.organisation("police")
    with clock.frozen(date(2026, 5, 13)):
        talk = activities.plan(
            here, TALK, police, by=by, partners=[people.organisation()], kind="information", planned=6,
            unit="träffar", place_text="Biblioteket", period_from=date(2026, 5, 20), period_to=date(2026, 6, 30),
            weekdays=[2], time_from=time(14), time_to=time(15),
        )  # fmt: skip
        activities.log(talk, by=by, done_on=date(2026, 5, 13), quantity=2)
        activities.plan(here, SEARCH, police, by=by, kind="dog_search", period_from=date(2026, 6, 1))
        off = activities.plan(here, "Inställd träff", police, by=by, period_from=date(2026, 6, 1))
        activities.move(off, "cancelled", by=by, reason="Ingen kom")
        alone = activities.plan(here, OWN, police, by=by, period_from=date(2026, 6, 1))
        Activity.objects.filter(pk=alone.pk).update(record_class=RecordClass.OWN)
    MEMORY.clear()
    return made


whole, made = once.built(build)


def offered(made: chain.Chain) -> list[Any]:
    return planned.outside_promises(made.partnership, seen_by=people.coordinator())


def publish(made: chain.Chain) -> Publication:
    with clock.frozen(date(2026, 5, 14)):
        return writes.publish_other_work(made.partnership, offered(made), by=people.coordinator())


def read(path: str, **more: Any) -> str:
    answer = Client(**more).get(path)
    assert answer.status_code == 200, path
    return pdftext.words(answer.content) if path.endswith(".pdf") else answer.content.decode()


def test_what_is_offered_is_what_no_promise_names_and_nobody_holds_back(made: chain.Chain) -> None:
    assert [row.title for row in offered(made)] == [TALK]


def test_it_stands_in_the_plan_and_every_form_of_it_once_it_is_published(made: chain.Chain) -> None:
    channels = (
        "aktivitetsplan/", "aktivitetsplan.pdf", "oppna-data/aktiviteter.csv", "oppna-data/aktiviteter.json", "aktiviteter.ics",
    )  # fmt: skip
    before = {name: read(f"/almstad/{name}") for name in channels}
    assert not [name for name, text in before.items() if TALK in text], "nobody has published it"
    publish(made)
    told = {name: read(f"/almstad/{name}") for name in channels}
    told["api"] = read("/api/v1/almstad/activities")
    assert [name for name, text in told.items() if "Samtal om" not in text] == []
    assert [name for name, text in told.items() if SEARCH in text or OWN in text] == []
    assert "2\u00a0av\u00a06 träffar" in told["aktivitetsplan/"] and "Biblioteket" in told["aktivitetsplan/"]
    assert "2 av 6 träffar" in told["aktivitetsplan.pdf"].replace("\u00a0", " ")
    assert told["aktiviteter.ics"].count("Biblioteket") == 6, "each Wednesday of the span"
    (row,) = [
        row for row in csv.DictReader(io.StringIO(told["oppna-data/aktiviteter.csv"])) if not row["promise"]
    ]
    assert (row["planned"], row["done"], row["place"]) == ("6", "2", "Biblioteket")
    assert row["partners"] == people.organisation().name
    assert "Annat vi gör tillsammans" in read("/almstad/flode.atom")


def test_small_counts_of_people_are_hidden_here_too_and_since_the_limit_was_raised(made: chain.Chain) -> None:
    Activity.objects.filter(title=TALK).update(kind="course", unit="deltagare")
    (talk,) = offered(made)
    assert compute.plain_work(talk)["counts_people"]
    published = publish(made)
    told = compute.content(published)
    assert (told["activities"][0]["done"], told["activities"][0]["hidden"]) == (None, "small")
    published.partnership.small_count_limit = 20
    raised = compute.content(published)
    assert raised["activities"][0]["planned"] is None and raised["hidden_since"]
    assert compute.digest(published) != published.digest


def test_what_has_come_under_embargo_since_leaves_the_calendar(made: chain.Chain) -> None:
    publish(made)
    Activity.objects.filter(title=TALK).update(embargo=True)
    assert TALK not in read("/almstad/aktiviteter.ics")


def test_nobody_is_written_to_for_it(made: chain.Chain) -> None:
    writes.subscribe(made.partnership, reads.Choice("all"), "boende@exempel.se", by=PUBLIC)
    (row,) = Subscription.objects.seen_by(SYSTEM)
    writes.confirm(row, by=PUBLIC)
    publish(made)
    assert reads.told_of([row]) == []


def test_a_publisher_ticks_what_is_told_and_takes_it_away_again(made: chain.Chain) -> None:
    browser = people.signed_in(people.coordinator())
    (talk,) = offered(made)
    nothing = browser.post(WORK, {})
    assert nothing.status_code == 400 and "Kryssa i det som" in nothing.content.decode()
    page = browser.get("/almstad/arbete/publicerat/").content.decode()
    assert TALK in page and SEARCH not in page
    with people.journalled("other_work published"):
        assert browser.post(WORK, {"activities": [str(talk.uuid)]}).status_code == 302
    assert TALK in read("/almstad/aktivitetsplan/")
    assert browser.post(WORK, {"activities": []}).status_code == 302
    assert TALK not in read("/almstad/aktivitetsplan/")
    assert Client().post(WORK, {"activities": [str(talk.uuid)]}).status_code == 302  # asked to sign in
    with pytest.raises(NotAllowed):
        writes.publish_other_work(made.partnership, offered(made), by=people.member("reporter", "police"))


def test_a_title_with_a_person_in_it_is_stopped_and_one_of_another_partnership_is_never_taken(
    made: chain.Chain,
) -> None:
    Activity.objects.filter(title=TALK).update(title="Samtal hos Anna Karlsson 19811218-9876")
    with pytest.raises(BadInput) as refused:
        publish(made)
    assert refused.value.code == "personal_data_in_work"
    (elsewhere,) = [
        activities.plan(
            people.partnership("tomby"),
            TALK,
            people.organisation("police", key="tomby"),
            by=people.coordinator("tomby"),
        )
    ]
    with pytest.raises(BadInput):
        writes.publish_other_work(made.partnership, [elsewhere], by=people.coordinator())
