# SPDX-License-Identifier: EUPL-1.2
"""A resident reports: three answers are enough, nothing tells who, and nothing typed is lost."""

from __future__ import annotations

import re
from datetime import date, datetime
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from samsyn.cycle.reports.models import Guard, Report
from samsyn.kit import clock
from tests import people
from tests.cycle.reports import quarter

pytestmark = pytest.mark.django_db
NEW, ANSWER = "/almstad/rapportera/", "/almstad/svar/"


@pytest.fixture
def here():
    return quarter.town()


def post(client: Client, **changed: object):
    return client.post(NEW, quarter.typed(**changed))


def code_in(page: str) -> str:
    return re.search(r'class="receipt__code">\s*([\d\s\xa0\u202f]+)<', page).group(1)


def test_three_answers_are_enough_and_the_receipt_comes_at_once(here, client) -> None:
    answer = post(client)
    assert answer.status_code == 201
    report = Report.objects.get()
    assert (report.category, report.area.name, report.source) == ("vandalism", "Lötäng", "resident")
    assert report.e is not None, "a named place has a point"
    assert report.local_day == clock.today().toordinal()
    code = code_in(answer.content.decode())
    assert re.fullmatch(r"\d{3}\D\d{3}\D\d{3}", code.strip())


def test_the_code_is_kept_nowhere_and_stands_in_no_address(here, client) -> None:
    page = post(client).content.decode()
    digits = re.sub(r"\D", "", code_in(page))
    report = Report.objects.get()
    assert report.receipt_digest.startswith("hmac:")
    for field in Report._meta.concrete_fields:
        assert digits not in str(getattr(report, field.attname)), field.name
    assert digits not in "".join(re.findall(r'(?:href|action)="([^"]*)"', page))


def test_the_code_gives_the_state_back_and_what_was_told_for_its_place(here, client) -> None:
    from samsyn.cycle.reports import writes

    code = code_in(post(client).content.decode())
    officer = people.officer()
    report = Report.objects.get()
    writes.move(report, "no_action", reason="Klottret var redan sanerat", by=officer)
    writes.tell(here, "activity_done", area=report.area, text="Tunneln är sanerad", by=officer)
    writes.tell(here, "activity_done", area=quarter.district(here, "Stenbro"), text="Annan plats", by=officer)
    page = client.post(ANSWER, {"code": code}).content.decode()
    assert "Klottret var redan sanerat" in page
    assert "Tunneln är sanerad" in page
    assert "Annan plats" not in page
    assert client.post(ANSWER, {"code": "000 000 000"}).status_code == 404
    assert client.post("/annanstad/svar/", {"code": code}).status_code == 404


def test_no_cookie_no_session_no_address_of_the_sender(here, client) -> None:
    for answer in (client.get(NEW), post(client, text="Klotter"), client.post(ANSWER, {"code": "1"})):
        assert not answer.cookies
        assert "no-store" in answer["Cache-Control"]
    assert Session.objects.count() == 0
    sent = client.post(
        NEW, quarter.typed(text="Bråk"), REMOTE_ADDR="127.77.0.9", headers={"user-agent": "Särskild/1"}
    )
    assert sent.status_code == 201
    from samsyn.ground.journal.models import Entry

    for row in (*Report.objects.values(), *Entry.objects.values()):
        assert "127.77" not in str(row)
        assert "Särskild" not in str(row)


def test_the_same_sending_is_stored_once_and_shows_the_same_code(here, client) -> None:
    told = quarter.typed()
    first, second = client.post(NEW, told), client.post(NEW, told)
    assert (first.status_code, second.status_code) == (201, 200)
    assert code_in(first.content.decode()) == code_in(second.content.decode())
    assert Report.objects.count() == 1


def test_a_sending_without_an_id_is_stored_all_the_same(here, client) -> None:
    assert post(client, client_id=None).status_code == 201
    assert post(client, client_id="inget uuid").status_code == 201


@pytest.mark.parametrize(
    ("left_out", "said"),
    [
        ("category", "Välj vad det gäller"),
        ("place_text", "Skriv var det händer. En stadsdel räcker"),
        ("when", "Fyll i det här"),
    ],
)
def test_a_missing_answer_is_asked_for_and_the_rest_is_still_there(here, client, left_out, said) -> None:
    answer = post(client, text="Det jag skrev", **{left_out: ""})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert said in page
    assert "Det jag skrev" in page
    assert Report.objects.count() == 0


def test_the_category_is_guessed_from_the_words_but_never_decided(here, client) -> None:
    answer = post(client, category="", text="Någon har sprejat klotter")
    page = answer.content.decode()
    assert answer.status_code == 400
    assert re.search(r'value="vandalism"[^>]* checked', page)
    assert Report.objects.count() == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Ring mig på 070-174 06 58", "Ta bort telefonnumret"),
        ("Skriv till nagon@exempel.se", "Ta bort e-postadressen"),
        ("Han har nummer 811218-9876", "Ta bort personnumret"),
    ],
)
def test_what_surely_points_at_a_person_is_refused_marked_and_stored_nowhere(
    here, client, text, said
) -> None:
    from samsyn.ground.journal.models import Entry

    lines = Entry.objects.count()
    answer = post(client, text="Mopeder kör fort. " + text)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert said in page
    assert "<mark" in page
    assert text in page, "the typed text is still in its field"
    assert (Report.objects.count(), Entry.objects.count()) == (0, lines)


def test_the_marked_words_are_taken_out_with_one_button(here, client) -> None:
    told = quarter.typed(text="Mopeder kör fort. Ring 070-174 06 58 om ni vill", remove="1")
    page = client.post(NEW, told).content.decode()
    assert "Mopeder kör fort" in page
    assert "174 06" not in page
    assert told["client_id"] in page, "it is still the same sending"
    assert Report.objects.count() == 0


def test_zero_width_signs_hide_no_number(here, client) -> None:
    assert post(client, text="Ring 07\u200b0-17\u20604 06\ufeff 58").status_code == 400
    assert Report.objects.count() == 0


def test_a_number_in_the_place_is_refused_too(here, client) -> None:
    assert post(client, place_text="Storgatan 4 lgh 1203, ring 070-174 06 58").status_code == 400
    assert Report.objects.count() == 0


def test_what_is_only_likely_waits_while_place_and_time_count(here, client) -> None:
    answer = post(client, text="Killen i röd jacka på Storgatan säljer något")
    assert answer.status_code == 201
    report = Report.objects.get()
    assert report.guard == Guard.WAITING
    assert report.area is not None
    assert report.local_day is not None
    assert "granskare" in answer.content.decode()


def test_a_sleeping_place_is_kept_as_a_district_and_never_as_a_point(here, client) -> None:
    lon, lat = quarter.IN_LOTANG
    answer = post(
        client, category="unlawful_dwelling", lon=lon, lat=lat, place_text="Bakom skolan, trapphus B"
    )
    assert answer.status_code == 201
    report = Report.objects.get()
    assert (report.e, report.n, report.cell250, report.place_text) == (None, None, None, "")
    assert report.area.name == "Lötäng"


def test_a_sleeping_place_without_a_district_is_asked_about(here, client) -> None:
    answer = post(client, category="unlawful_dwelling", place_text="någonstans")
    assert answer.status_code == 400
    assert "Välj en stadsdel" in answer.content.decode()


def test_a_point_finds_its_district(here, client) -> None:
    lon, lat = quarter.IN_STENBRO
    assert post(client, place_text="", lon=lon, lat=lat).status_code == 201
    report = Report.objects.get()
    assert report.area.name == "Stenbro"
    assert report.cell250 is not None


def test_a_district_from_the_list_is_enough(here, client) -> None:
    area = quarter.district(here, "Stenbro")
    assert post(client, place_text="", area=str(area.uuid)).status_code == 201
    report = Report.objects.get()
    assert (report.area, report.e) == (area, None)


def test_typed_words_that_name_no_place_are_kept_without_an_area(here, client) -> None:
    assert post(client, place_text="vid den stora stenen").status_code == 201
    report = Report.objects.get()
    assert (report.area, report.place_text) == (None, "vid den stora stenen")


def test_a_place_outside_is_asked_about_and_not_lost(here, client) -> None:
    lon, lat = quarter.FAR_AWAY
    asked = post(client, text="Mörkt här", lon=lon, lat=lat)
    page = asked.content.decode()
    assert asked.status_code == 400
    assert "Vill du skicka ändå?" in page
    assert "Mörkt här" in page
    assert post(client, lon=lon, lat=lat, outside_ok="1").status_code == 201
    assert Report.objects.get().area is None


@pytest.mark.parametrize("where", ["net", "journey"])
def test_a_place_may_be_on_the_net_or_on_the_journey(here, client, where) -> None:
    assert post(client, place_text="", area=where).status_code == 201
    assert Report.objects.get().place_kind == where


def test_one_tap_while_it_is_going_on_leaves_place_time_and_category(here, client) -> None:
    answer = post(client, category="violence", text="Ring 070-174 06 58", when=None, signal="1")
    assert answer.status_code == 201
    assert "112" in answer.content.decode()
    report = Report.objects.get()
    assert (report.text, report.category, report.hour) == (
        "",
        "violence",
        clock.now().astimezone(clock.LOCAL).hour,
    )


@pytest.mark.parametrize(
    ("told", "wall_from", "wall_to", "hour"),
    [
        ({"when": "now"}, "2026-05-06T21:40", "", 21),
        ({"when": "today"}, "2026-05-06", "", None),
        ({"when": "yesterday"}, "2026-05-05", "", None),
        ({"when": "other", "on_date": "2026-04-30"}, "2026-04-30", "", None),
        ({"when": "other", "on_date": "2026-04-30", "from_time": "14:05"}, "2026-04-30T14:05", "", 14),
        (
            {"when": "other", "on_date": "2026-04-30", "from_time": "22:00", "to_time": "02:00"},
            "2026-04-30T22:00",
            "2026-05-01T02:00",
            None,
        ),
        (
            {"when": "other", "on_date": "2026-04-24", "until_date": "2026-04-26"},
            "2026-04-24",
            "2026-04-26",
            None,
        ),
    ],
)
def test_the_time_is_kept_as_it_stood_on_the_wall(here, client, told, wall_from, wall_to, hour) -> None:
    with clock.frozen(datetime(2026, 5, 6, 21, 40)):
        assert post(client, **told).status_code == 201
    report = Report.objects.get()
    assert (report.wall_from, report.wall_to, report.hour) == (wall_from, wall_to, hour)


def test_what_comes_back_is_one_report_with_its_days_and_hours(here, client) -> None:
    habit = {"when": "recurring", "weekdays": ["1", "2", "5"], "habit_from": "18:00", "habit_to": "22:00"}
    with clock.frozen(date(2026, 5, 6)):
        assert post(client, **habit).status_code == 201
    report = Report.objects.get()
    assert (report.weekdays, report.wall_from, report.wall_to) == (
        "125",
        "2026-05-06T18:00",
        "2026-05-06T22:00",
    )


@pytest.mark.parametrize(
    "told",
    [
        {"when": "recurring"},
        {"when": "other"},
        {"when": "other", "on_date": "2026-05-07"},
        {"when": "other", "on_date": "1926-05-07"},
        {"when": "other", "on_date": "2026-05-01", "until_date": "2026-04-01"},
        {"when": "sommaren"},
    ],
)
def test_a_time_that_cannot_be_is_asked_about(here, client, told) -> None:
    with clock.frozen(date(2026, 5, 6)):
        assert post(client, **told).status_code == 400
    assert Report.objects.count() == 0


@pytest.mark.parametrize(
    "sender",
    [
        {"origin": "https://annan.example"},
        {"referer": "https://annan.example/sida"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site", "origin": "http://testserver"} | {"origin": "https://annan.example"},
    ],
)
def test_a_form_from_another_site_is_refused_with_the_text_kept(here, client, sender) -> None:
    answer = client.post(NEW, quarter.typed(text="Det jag skrev"), headers=sender)
    assert answer.status_code == 403
    assert "Det jag skrev" in answer.content.decode()
    assert Report.objects.count() == 0


@pytest.mark.parametrize(
    "sender", [{"origin": "http://testserver"}, {"referer": "http://testserver/almstad/"}, {}]
)
def test_a_form_from_here_is_taken(here, client, sender) -> None:
    assert client.post(NEW, quarter.typed(), headers=sender).status_code == 201


def test_a_partnership_without_any_areas_can_be_reported_to(client) -> None:
    people.partnership()
    assert post(client, place_text="Torget").status_code == 201
    assert post(client, place_text="", lon="15.6", lat="58.4", client_id=str(uuid4())).status_code == 201
    assert Report.objects.count() == 2


def test_the_page_speaks_english_and_keeps_its_address(here, client) -> None:
    answer = client.get("/en" + NEW)
    assert answer.status_code == 200
    assert 'lang="en"' in answer.content.decode()
    assert "/en/almstad/rapportera/" in answer.content.decode()


def test_the_page_weighs_little_before_the_map(here, client) -> None:
    assert len(client.get(NEW).content) < 30_000


def test_a_page_gone_back_to_and_written_anew_is_a_report_of_its_own(here, client) -> None:
    told = quarter.typed(text="Klotter")
    again = told | {"category": "drugs", "text": "Sprutor i buskarna"}
    codes = {code_in(client.post(NEW, sent).content.decode()) for sent in (told, again, told, again)}
    assert len(codes) == 2
    assert sorted(Report.objects.values_list("category", flat=True)) == ["drugs", "vandalism"]


def test_the_queue_of_a_phone_is_answered_without_a_page(here, client) -> None:
    headers = {"accept": "application/json"}
    told = quarter.typed()
    first, second = (client.post(NEW, told, headers=headers) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json()["code"] == second.json()["code"]
    refused = client.post(NEW, quarter.typed(text="Ring 070-174 06 58"), headers=headers)
    assert (refused.status_code, refused.json()) == (400, {"refused": {"text": ["personal_data"]}})


def test_the_worker_stands_at_the_root_and_is_never_stale(here, client) -> None:
    answer = client.get("/sw.js")
    assert answer.status_code == 200
    assert answer["Service-Worker-Allowed"] == "/"
    assert "no-cache" in answer["Cache-Control"]
    assert answer["Content-Type"].startswith("text/javascript")
    assert client.get(NEW + "app.webmanifest").json()["start_url"] == NEW
    assert client.get(NEW + "vantar/").status_code == 200


def test_a_flood_from_one_address_waits_and_nothing_typed_is_lost(
    here, client, settings, monkeypatch
) -> None:
    from samsyn.cycle.reports.views import origin
    from samsyn.kit.rates import Rate

    monkeypatch.setattr(origin, "_RATE", Rate(1, 2))
    sent = [post(client, text=f"Klotter {n}") for n in range(3)]
    assert [answer.status_code for answer in sent] == [201, 201, 429]
    assert "Klotter 2" in sent[2].content.decode()
    assert int(sent[2]["Retry-After"]) > 0
    queued = client.post(NEW, quarter.typed(), headers={"accept": "application/json"})
    assert (queued.status_code, queued.json()) == (429, {"refused": {"__all__": ["too_often"]}})
    assert client.post(NEW, quarter.typed(), REMOTE_ADDR="127.77.0.9").status_code == 201
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert client.post(NEW, quarter.typed(), headers={"x-forwarded-for": "127.77.0.7"}).status_code == 201
    assert "127.77" not in str(origin._RATE._left), "only a keyed digest is counted under"
    settings.REPORTS_PER_HOUR = 0
    assert post(client).status_code == 201


LEFT_OUT_OR_SENT = {
    "text": ["", "Klotter\x00 på \u200bskolan", "x" * 2001],
    "category": ["", "vandalism", "vandalism.graffiti", "finns-inte"],
    "place_text": ["Lötäng", "\n"],
    "area": ["net", "nonsens"],
    "when": ["now", "recurring", "other", "aldrig"],
    "weekdays": [["1", "3"], ["9"], []],
    "on_date": ["2026-02-30", ""],
    "habit_from": ["22:00"],
    "lon": ["15.61"],
    "lat": ["58.41", "norr"],
    "outside_ok": ["on", ""],
    "client_id": ["inget"],
    "signal": ["1"],
    "same": ["1"],
}


def test_what_was_left_out_is_cleaned_to_what_django_cleans_it_to(here) -> None:
    from django import forms
    from django.http import QueryDict

    from samsyn.cycle.reports.forms import ResidentForm
    from samsyn.kit.callers import PUBLIC

    class Whole(ResidentForm):
        """Every field cleaned, as Django does it."""

        _clean_fields = forms.Form._clean_fields

    Whole.base_fields = ResidentForm.base_fields
    sendings = [{}] + [{name: value} for name, values in LEFT_OUT_OR_SENT.items() for value in values]
    sendings += [{**quarter.typed(), **sending} for sending in sendings]
    sendings += [one | other for one in sendings[4:8] for other in sendings[12:24]]
    for sending in sendings:
        told = QueryDict(mutable=True)
        for name, value in sending.items():
            told.setlist(name, value if isinstance(value, list) else [str(value)])
        ours, whole = (form(here, PUBLIC, told, {}) for form in (ResidentForm, Whole))
        assert ours.errors.as_json() == whole.errors.as_json(), sending
        assert ours.cleaned_data == whole.cleaned_data, sending
    assert str(ours) == str(whole), "and shows the same"


def test_a_form_never_changes_the_fields_of_the_next(here) -> None:
    from samsyn.cycle.reports.forms import ResidentForm
    from samsyn.kit.callers import PUBLIC

    ResidentForm(here, PUBLIC, {"signal": "1"}).is_valid()
    ResidentForm(here, PUBLIC).offer_areas()
    after = ResidentForm(here, PUBLIC, {})
    assert after.fields["when"].required
    assert not list(after.fields["area"].widget.choices)
    assert "when" in after.errors
