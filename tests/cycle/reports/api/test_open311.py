# SPDX-License-Identifier: EUPL-1.2
"""Open311 GeoReport v2: faults are listed, crime and insecurity are taken in and never shown."""

from __future__ import annotations

import json
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.test import Client

from samsyn.catalogue import categories
from samsyn.cycle.reports import reads, writes
from samsyn.cycle.reports.api import open311
from samsyn.cycle.reports.models import Application, Guard, Handling, Report
from samsyn.kit import clock
from samsyn.kit.callers import PUBLIC
from samsyn.kit.errors import NotAllowed, NotFound, NotNow
from tests import people
from tests.cycle.reports import quarter

pytestmark = pytest.mark.django_db
V2 = "/open311/v2/"
WORDS = "Klotter på tunnelns vägg"
LON, LAT = quarter.IN_LOTANG


@pytest.fixture
def here():
    open311.ASKING.forget()
    open311.SENDING.forget()
    return quarter.town()


@pytest.fixture
def key(here):
    with people.journalled("application added"):
        return writes.add_application(here, "Stadens app", by=people.coordinator(), may_update=True)[1]


def sent(key, **changed):
    told = {
        "api_key": key,
        "service_code": "vandalism.graffiti",
        "lat": LAT,
        "long": LON,
        "description": WORDS,
    }
    told = {name: value for name, value in (told | changed).items() if value is not None}
    return Client().post(V2 + "requests.json", told)


def got(address, **asked):
    return Client().get(V2 + address, asked)


def said(answer):
    return answer.json()[0]["description"]


# What may be reported --------------------------------------------------------------------------------------


def test_services_tell_faults_from_what_is_never_shown(here) -> None:
    found = {one["service_code"]: one for one in got("services.json").json()}
    assert found["vandalism.graffiti"]["type"] == found["unsafe_place.darkness"]["type"] == "realtime"
    for code in ("violence.assault", "drugs.dealing", "gathering", "unlawful_dwelling", "theft.burglary"):
        assert found[code]["type"] == "blackbox"
    assert {code for code, one in found.items() if one["type"] == "realtime"} == set(categories.faults())
    assert found["vandalism.graffiti"]["service_name"] == "Klotter"
    assert {one["service_name"] for one in got("services.json", locale="en").json()} >= {"Graffiti"}


def test_no_crime_or_insecurity_is_a_fault() -> None:
    """A new line here is a decision: what is listed is shown one by one to anyone."""
    assert set(categories.faults()) == {
        "vandalism.graffiti",
        *(f"unsafe_place.{part}" for part in ("darkness", "sight", "litter", "neglect", "abandoned_vehicle")),
    }


def test_a_definition_lists_what_may_be_told_beside(here) -> None:
    found = got("services/vandalism.graffiti.json").json()
    assert [one["code"] for one in found["attributes"]] == ["occurred", "certainty"]
    assert got("services/finns.inte.json").status_code == 404


# Sending -----------------------------------------------------------------------------------------------------


def test_a_fault_is_sent_listed_and_read_again(here, key) -> None:
    answer = sent(key, **{"attribute[certainty]": "seen"})
    assert answer.status_code == 200, answer.content
    number = answer.json()[0]["service_request_id"]
    report = Report.objects.get()
    assert (report.channel, report.source, report.certainty) == ("open311", "resident", "seen")
    assert (report.area.name, report.e is not None) == ("Lötäng", True)
    listed = got("requests.json").json()
    assert [one["service_request_id"] for one in listed] == [number]
    one = got(f"requests/{number}.json").json()[0]
    assert one == listed[0]
    assert (one["description"], one["address"], one["status"]) == (WORDS, "Lötäng", "open")
    assert (round(one["lat"], 3), round(one["long"], 3)) == (round(LAT, 3), round(LON, 3))
    assert got(f"tokens/{number}.json").json() == [{"service_request_id": number, "token": number}]


def test_the_receipt_opens_the_residents_answer_page(here, key) -> None:
    notice = sent(key).json()[0]["service_notice"]
    code = "".join(sign for sign in notice.split(".")[1] if sign.isdigit())
    assert reads.by_code(here, code, seen_by=PUBLIC).category == "vandalism.graffiti"


@pytest.mark.parametrize(
    "code",
    [one.key for one in categories.every() if not one.district_only] + ["violence.assault", "theft.burglary"],
)
def test_what_is_no_fault_is_stored_and_never_returned(here, key, code) -> None:
    answer = sent(key, service_code=code, description="Det var bråk här")
    assert answer.status_code == 200, answer.content
    number = answer.json()[0]["service_request_id"]
    assert Report.objects.get().channel == "open311"
    for address in (
        "requests.json",
        f"requests.json?service_request_id={number}",
        f"requests.json?service_code={code}",
        f"requests.json?service_code={code.split('.')[0]}",
        "requests.json?q=bråk",
        "requests.xml",
    ):
        answer = Client().get(V2 + address)
        assert number not in answer.content.decode() and "bråk" not in answer.content.decode()
    for address in (f"requests/{number}.json", f"requests/{number}.xml", f"tokens/{number}.json"):
        assert Client().get(V2 + address).status_code == 404
    writes.move(Report.objects.get(), "seen", by=people.coordinator())
    assert got("servicerequestupdates.json").json() == []
    told = {"api_key": key, "service_request_id": number, "status": "fixed"}
    assert Client().post(V2 + "servicerequestupdates.json", told).status_code == 404


def test_where_somebody_may_sleep_is_kept_as_a_district(here, key) -> None:
    sent(key, service_code="unlawful_dwelling", description="Tält", address_string="bakom huset")
    report = Report.objects.get()
    assert (report.area.name, report.e, report.place_text, report.guard) == (
        "Lötäng",
        None,
        "",
        Guard.WAITING,
    )


def test_a_resident_s_own_words_and_point_are_not_told_by_open311(here) -> None:
    e, n = quarter.metres(here, LON, LAT)
    quarter.resident_report(
        here, category="unsafe_place.darkness", text="Mörkt hos oss", e=e, n=n, place_text="grinden"
    )
    quarter.staff_report(here, people.coordinator(), category="unsafe_place.litter", text="Skräp", e=e, n=n)
    for one in got("requests.json").json():
        assert (one["lat"], one["long"], one["description"]) == (None, None, None)
        assert one["address"] == "Lötäng"
    whole = got("requests.json").content.decode()
    assert "Mörkt" not in whole and "grinden" not in whole and "Skräp" not in whole


def test_a_text_that_waits_for_a_moderator_is_not_told(here, key) -> None:
    sent(key, description="Killen i röd jacka klottrar")
    assert Report.objects.get().guard == Guard.WAITING
    assert got("requests.json").json()[0]["description"] is None


def test_who_sent_it_is_not_read(here, key) -> None:
    told = {
        "first_name": "Anna",
        "last_name": "Nilsson",
        "phone": "070-123 45 67",
        "email": "anna@example.org",
    }
    assert sent(key, **told, device_id="abc123", media_url="https://example.org/anna.jpg").status_code == 200
    report = Report.objects.get()
    kept = repr({name: str(value) for name, value in vars(report).items()})
    assert not any(word in kept for word in ("Nilsson", "070-123", "anna@", "abc123", "anna.jpg"))


def test_a_person_in_the_text_is_refused_and_nothing_is_written(here, key) -> None:
    answer = sent(key, description="Ring 070-174 06 35 så berättar jag")
    assert (answer.status_code, Report.objects.count()) == (400, 0)
    assert "telefonnummer" in said(answer) and "070" not in said(answer)


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"service_code": None}, "service_code"),
        ({"service_code": "finns.inte"}, "service_code"),
        ({"lat": None, "long": None}, "address_string"),
        ({"lat": "norr"}, "grader"),
        ({"lat": "nan"}, "grader"),
        ({"lat": "91"}, "grader"),
        ({"long": None}, "grader"),
        ({"lat": quarter.FAR_AWAY[1], "long": quarter.FAR_AWAY[0]}, "utanför"),
        ({"description": "a" * 2001}, "2000"),
        ({"attribute[certainty]": "kanske"}, "certainty"),
        ({"attribute[occurred]": "i går"}, "occurred"),
        ({"attribute[occurred]": "2999-01-01T00:00:00Z"}, "occurred"),
        ({"lat": None, "long": None, "address_id": "finns-inte"}, "address_id"),
    ],
)
def test_what_cannot_be_used_is_refused_with_a_sentence(here, key, changed, word) -> None:
    answer = sent(key, **changed)
    assert (answer.status_code, Report.objects.count()) == (400, 0)
    assert answer.json()[0]["code"] == "400"
    assert word in said(answer)


def test_an_address_alone_is_enough_and_one_nobody_knows_is_not_lost(here, key) -> None:
    sent(key, lat=None, long=None, address_string="Lötängsskolan")
    sent(key, lat=None, long=None, address_string="Okända gränd")
    known, unknown = Report.objects.order_by("id")
    assert (known.area.name, unknown.area, unknown.place_text) == ("Lötäng", None, "Okända gränd")


def test_a_key_is_asked_for_and_a_withdrawn_one_opens_nothing(here, key) -> None:
    assert sent(None).status_code == sent("fel").status_code == 403
    application = Application.objects.get()
    with people.journalled("application withdrawn"):
        writes.withdraw_application(application, by=people.coordinator())
    assert sent(key).status_code == 403
    assert Report.objects.count() == 0
    with pytest.raises(NotNow):
        writes.withdraw_application(application, by=people.coordinator())


def test_a_key_of_another_partnership_opens_nothing_here(here, key) -> None:
    people.partnership("annanstad", "Trygga annanstad")
    other = writes.add_application(people.partnership("annanstad"), "App", by=people.outsider())[1]
    assert sent(other, jurisdiction_id="almstad").status_code == 403
    assert sent(key, jurisdiction_id="almstad").status_code == 200
    with pytest.raises(NotFound):
        reads.application(here, other, seen_by=PUBLIC)


def test_only_those_who_connect_systems_make_keys(here) -> None:
    with pytest.raises(NotAllowed):
        writes.add_application(here, "App", by=people.officer())
    with pytest.raises(NotFound):
        writes.add_application(here, "App", by=people.outsider())


def test_the_key_itself_is_kept_nowhere(here, key) -> None:
    application = Application.objects.get()
    assert key not in repr(vars(application))


def test_the_same_sending_twice_is_stored_once(here, key) -> None:
    told = {"api_key": key, "service_code": "vandalism.graffiti", "lat": LAT, "long": LON}
    first = Client().post(V2 + "requests.json", told, headers={"Idempotency-Key": "a1"})
    again = Client().post(V2 + "requests.json", told, headers={"Idempotency-Key": "a1"})
    other = Client().post(V2 + "requests.json", told, headers={"Idempotency-Key": "a2"})
    assert first.json()[0]["service_request_id"] == again.json()[0]["service_request_id"]
    assert other.json() != first.json()
    assert Report.objects.count() == 2


def test_too_many_are_asked_to_wait(here, key, monkeypatch) -> None:
    monkeypatch.setattr(open311.SENDING, "_burst", 2)
    assert [sent(key).status_code for _ in range(3)] == [200, 200, 429]
    assert int(sent(key)["Retry-After"]) >= 1


# Asking ------------------------------------------------------------------------------------------------------


def test_requests_are_found_by_code_state_and_time(here, key) -> None:
    with clock.frozen(clock.now() - timedelta(days=10)):
        old = sent(key).json()[0]["service_request_id"]
    new = sent(key, service_code="unsafe_place.litter").json()[0]["service_request_id"]
    writes.move(Report.objects.get(uuid=old), "handled", by=people.coordinator())

    def ids(**asked):
        return [one["service_request_id"] for one in got("requests.json", **asked).json()]

    week_ago = (clock.now() - timedelta(days=7)).isoformat()
    assert ids() == [new, old]
    assert ids(service_code="vandalism.graffiti") == [old]
    assert ids(service_code="vandalism") == [old]
    assert ids(status="open") == [new]
    assert ids(status="closed") == [old]
    assert ids(status="open,closed") == [new, old]
    assert ids(start_date=week_ago) == [new]
    assert ids(end_date=week_ago) == [old]
    assert ids(updated_after=week_ago) == [new, old], "what was handled just now has changed"
    assert ids(service_request_id=f"{old},nonsens") == [old]
    assert ids(per_page="1", page="2") == [old]
    assert ids(q="tunnelns") == [new, old]
    for asked in ({"status": "fixed"}, {"start_date": "i går"}, {"page": "0"}, {"per_page": "x"}):
        assert got("requests.json", **asked).status_code == 400


def test_closed_says_what_is_done_and_not_that_it_helped(here, key) -> None:
    number = sent(key).json()[0]["service_request_id"]
    writes.move(Report.objects.get(), "handled", by=people.coordinator())
    found = got(f"requests/{number}.json", extensions="true").json()[0]
    assert found["status"] == "closed"
    assert "hjälpte är en annan fråga" in found["status_notes"]
    assert found["extended_attributes"] == {"status": "handled", "helped": None}


def test_a_merged_fault_follows_the_other(here, key) -> None:
    one, other = (sent(key).json()[0]["service_request_id"] for _ in range(2))
    rows = {str(row.uuid): row for row in Report.objects.all()}
    writes.merge(rows[one], rows[other], by=people.coordinator())
    writes.move(rows[other], "handled", by=people.coordinator())
    assert [found["status"] for found in got("requests.json").json()] == ["closed", "closed"]
    assert len(got("requests.json", status="closed").json()) == 2


def test_updates_are_told_and_taken_in(here, key) -> None:
    number = sent(key).json()[0]["service_request_id"]

    def tell(**told):
        asked = {"api_key": key, "service_request_id": number, "update_id": "77"} | told
        return Client().post(V2 + "servicerequestupdates.json", asked)

    assert tell(status="investigating", description="Vi har tittat").status_code == 200
    answer = tell(status="fixed", description="Bortsanerat i dag")
    assert answer.json() == [{"update_id": "77", "service_request_id": number}]
    report = Report.objects.get()
    assert (report.state, report.state_reason) == ("handled", "Bortsanerat i dag")
    assert Handling.objects.filter(report=report).count() == 2
    listed = got("servicerequestupdates.json").json()
    assert [(one["status"], one["extended_status"]) for one in listed] == [
        ("open", "seen"),
        ("closed", "handled"),
    ]
    assert tell(status="no_further_action").status_code == 400, "closing without action needs its reason"
    assert tell().status_code == tell(status="borta").status_code == 400
    assert tell(description="Ring 070-174 06 35").status_code == 400


def test_an_application_without_the_right_changes_nothing(here, key) -> None:
    number = sent(key).json()[0]["service_request_id"]
    reader = writes.add_application(here, "Läsare", by=people.coordinator())[1]
    told = {"api_key": reader, "service_request_id": number, "status": "fixed"}
    assert Client().post(V2 + "servicerequestupdates.json", told).status_code == 403
    assert Report.objects.get().state == "new"


def test_the_list_asks_the_database_a_few_times_however_long(
    here, key, django_assert_max_num_queries
) -> None:
    for _ in range(12):
        sent(key)
    with django_assert_max_num_queries(4):
        assert len(got("requests.json").json()) == 12


# The standard's own rules ------------------------------------------------------------------------------------


def test_json_and_xml_say_the_same(here, key) -> None:
    sent(key, description='Klotter <b>&amp; mer</b> "här" 🎨')
    for address, item in (
        ("services", "service"),
        ("requests", "request"),
        ("servicerequestupdates", "request_update"),
    ):
        plain = got(f"{address}.json").json()
        drawn = list(ElementTree.fromstring(got(f"{address}.xml").content))
        assert {one.tag for one in drawn} <= {item}
        for one, other in zip(plain, drawn, strict=True):
            assert [child.tag for child in other] == list(one)
            for child in other:
                value = one[child.tag]
                value = str(value).lower() if isinstance(value, bool) else value
                assert (child.text or "") == ("" if value is None else str(value))
    root = ElementTree.fromstring(got("services/vandalism.graffiti.xml").content)
    assert root.tag == "service_definition"
    assert [value.find("key").text for value in root.iter("value")] == ["seen", "heard", "suspected"]
    errors = ElementTree.fromstring(got("requests/x.xml").content)
    assert (errors.tag, errors[0].find("code").text) == ("errors", "404")


def test_one_partnership_needs_no_jurisdiction_and_several_do(here) -> None:
    assert got("services.json").status_code == 200
    people.partnership("annanstad", "Trygga annanstad")
    assert got("services.json").status_code == 400
    assert got("services.json", jurisdiction_id="almstad").status_code == 200
    assert got("services.json", jurisdiction_id="ingenstans").status_code == 404
    assert got("services.json", jurisdiction_id="a\x00b").status_code == 404


def test_other_methods_and_endings_are_refused_in_the_standard_s_form(here) -> None:
    for method in ("put", "patch", "delete", "trace", "options"):
        answer = getattr(Client(), method)(V2 + "requests.json")
        assert (answer.status_code, answer["Allow"]) == (405, "GET, POST")
        assert answer.json()[0]["code"] == "405"
    assert got("services.csv").status_code == 404


def test_discovery_tells_where_it_is(here) -> None:
    plain = got("discovery.json").json()
    drawn = ElementTree.fromstring(got("discovery.xml").content)
    assert drawn.find("contact").text == plain["contact"]
    assert plain["endpoints"][0]["url"].endswith("/open311/v2")
    assert [one.text for one in drawn.iter("format")] == ["text/xml", "application/json"]
    assert clock.now().isoformat() > plain["changeset"][:10]
    assert Client().get("/open311/discovery.json").json() == plain


def test_no_cookie_is_set_and_no_session_asked_for(here, key) -> None:
    client = Client()
    client.get(V2 + "requests.json")
    client.post(
        V2 + "requests.json", {"api_key": key, "service_code": "vandalism.graffiti", "lat": LAT, "long": LON}
    )
    assert not client.cookies


HOSTILE = [
    "<script>alert(1)</script>",
    "'; DROP TABLE reports_report; --",
    '=HYPERLINK("http://x")',
    "a\u200bb\u202ec",
    "\x00\x01\ud800",
    "👩‍👩‍👧 ﷽",
    "]]><x/>",
]


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize(
    "field", ["description", "address_string", "service_code", "lat", "api_key", "jurisdiction_id"]
)
def test_hostile_words_in_any_field_break_nothing(here, key, field, words) -> None:
    body = {"api_key": key, "service_code": "vandalism.graffiti", "lat": str(LAT), "long": str(LON)}
    body[field] = words
    raw = "&".join(f"{name}={_percent(value)}" for name, value in body.items())
    answer = Client().post(V2 + "requests.json", raw, content_type="application/x-www-form-urlencoded")
    assert answer.status_code in (200, 400, 403, 404)
    assert isinstance(json.loads(answer.content), list)
    for address in ("requests.xml", "requests.json"):
        listed = got(address)
        assert listed.status_code == 200
        if address.endswith("xml"):
            ElementTree.fromstring(listed.content)
    answer = Client().get(V2 + f"requests.json?{field}={_percent(words)}&q={_percent(words)}")
    assert answer.status_code in (200, 400, 404)


def _percent(words: str) -> str:
    return "".join(f"%{byte:02X}" for byte in words.encode("utf-8", "surrogatepass"))


def test_a_body_too_large_or_broken_is_a_refusal(here, key, settings) -> None:
    assert sent(key, description="a" * 1_100_000).status_code == 400
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000
    assert sent(key, description="a" * 5_000).status_code == 400
    broken = Client().post(V2 + "requests.json", b"--x", content_type="multipart/form-data; boundary=")
    assert broken.status_code in (400, 403)


def test_what_an_application_tells_is_journalled_and_checked(here, key) -> None:
    sent(key)
    report, application = Report.objects.get(), Application.objects.get()
    with people.journalled("fault updated"):
        writes.hear(report, "handled", "", by=people.coordinator(), application=application)
    other = writes.add_application(
        people.partnership("annanstad", "Trygga annanstad"), "App", by=people.outsider(), may_update=True
    )[0]
    with pytest.raises(NotAllowed):
        writes.hear(report, "seen", "", by=people.coordinator(), application=other)
