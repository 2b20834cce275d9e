# SPDX-License-Identifier: EUPL-1.2
"""Importing by screen: hand in, see the guess, correct it, try it, take it in, undo it; the command does the same."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from samsyn.catalogue import sources
from samsyn.cycle.reports.models import Report
from samsyn.desk import intake, intake_steps
from samsyn.ground.figures.models import Figure
from samsyn.ground.imports import reads, writes
from samsyn.ground.imports.models import Import, SavedMapping, Upload
from samsyn.ground.people.models import Role
from samsyn.kit import clock, jobs
from samsyn.kit.callers import SYSTEM
from samsyn.kit.errors import BadInput, NotAllowed, NotFound
from tests import people
from tests.cycle.reports import quarter

pytestmark = pytest.mark.django_db
HOME = "/almstad/arbete/inlasning/"
FILE = """Typ;Dag;Stadsdel;Berättelse
Buskörning;2026-03-01;Lötäng;Mopeder på gångvägen
Klotter;2026-03-02;Stenbro;Ring 070-174 06 35
Okänt;2026-03-03;Lötäng;Något annat
Klotter;i förrgår;Lötäng;=HYPERLINK("http://x")
"""


@pytest.fixture
def here():
    return quarter.town()


@pytest.fixture
def client(here):
    return people.signed_in(people.coordinator())


def handed_in(client, text=FILE, name="rapporter.csv", source="reports"):
    content = text if isinstance(text, bytes) else text.encode()
    return client.post(HOME, {"source": source, "file": SimpleUploadedFile(name, content)})


def typed(**more):
    told = {"column-0": "category", "column-1": "occurred_at", "column-2": "area", "column-3": "text"}
    return (
        told | {"word-0": "traffic.reckless", "word-1": "vandalism.graffiti", "default": "", "crs": ""} | more
    )


def test_the_whole_way_from_file_to_undo(here, client) -> None:
    page = handed_in(client)["Location"]
    kept = intake_steps.path_of(Upload.objects.get())
    seen = client.get(page).content.decode()
    assert "Mopeder på gångvägen" in seen and '<option value="area" selected>' in seen
    tried = client.post(page, typed(do="try")).content.decode()
    assert "Inget är inläst än" in tried
    assert (Report.objects.count(), Import.objects.count()) == (0, 0)
    for words in ("okänd kategori: Okänt", "datumet går inte att läsa", "skriv datumet som"):
        assert words in tried, words
    done = client.post(page, typed(do="import"))
    assert Report.objects.count() == 2
    assert "070" not in repr(list(Report.objects.values_list("text", flat=True)))
    assert not Upload.objects.exists() and not kept.exists(), "the file does not stay"
    one = client.get(done["Location"]).content.decode()
    assert "rapporter.csv" in one and "Ångra hela inläsningen" in one
    undone = client.post(done["Location"] + "angra/")
    assert "Ångrad" in client.get(undone["Location"]).content.decode()
    assert Report.objects.count() == 0
    assert client.post(done["Location"] + "angra/").status_code == 409


def test_the_screen_and_the_command_give_the_same(here, client, tmp_path) -> None:
    page = handed_in(client)["Location"]
    client.post(page, typed(do="import"))
    by_screen = Import.objects.get()
    intake.undo(by_screen, by=SYSTEM)
    path = tmp_path / "rapporter.csv"
    path.write_text(FILE, encoding="utf-8")
    answer = intake.run_import(here, "reports", path, by=SYSTEM, mapping=json.loads(by_screen.mapping))
    told = {
        name: getattr(by_screen, name)
        for name in ("read", "created", "updated", "unchanged", "text_withheld")
    }
    assert told == {name: answer[name] for name in told}
    assert by_screen.rejected == answer["rejected_count"] == 2


def test_what_is_rejected_is_taken_away_mended_and_handed_in_again(here, client) -> None:
    page = handed_in(client)["Location"]
    client.post(page, typed(do="try"))
    answer = client.post(page + "avvisade/")
    assert answer["Content-Type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["Typ"] for row in rows] == ["Okänt", "Klotter"]
    assert rows[1]["Berättelse"].startswith("'="), "no spreadsheet runs it"
    done = client.post(page, typed(do="import"))["Location"]
    listed = b"".join(client.get(done + "avvisade/").streaming_content).decode("utf-8-sig")
    assert "datumet går inte att läsa" in listed and "Något annat" not in listed


def test_a_choice_of_columns_is_saved_and_used_again(here, client) -> None:
    page = handed_in(client)["Location"]
    answer = client.post(page, typed(do="save", name="Gatukontorets"))
    assert "Gatukontorets" in answer.content.decode()
    assert client.post(page, typed(do="save", name=" ")).status_code == 400
    saved = SavedMapping.objects.get()
    other = handed_in(client)["Location"]
    assert f"?mappning={saved.uuid}" in client.get(other).content.decode()
    chosen = client.get(f"{other}?mappning={saved.uuid}").content.decode()
    assert '<option value="traffic.reckless" selected>' in chosen
    client.post(other, typed(do="save", name="Gatukontorets", default="other"))
    assert reads.mapping_of(SavedMapping.objects.get())["categories"]["default"] == "other"


def test_the_words_of_a_column_that_was_not_guessed_are_asked_for_when_it_is_chosen(here, client) -> None:
    page = handed_in(client, FILE.replace("Typ;", "Slag;"))["Location"]
    assert "Ord i filen" not in client.get(page).content.decode()
    seen = client.post(page, typed(do="try")).content.decode()
    assert "Ord i filen" in seen and "Kategori för Buskörning" in seen


def test_a_field_chosen_twice_is_said_and_nothing_is_lost(here, client) -> None:
    page = handed_in(client)["Location"]
    answer = client.post(page, typed(do="try") | {"column-3": "category"})
    assert answer.status_code == 400
    assert "Två kolumner kan inte vara samma sak" in answer.content.decode()


HOSTILE = [
    (b"", "fil.csv"),
    (b"\x00\x01\x02", "fil.csv"),
    (b"PK\x03\x04 not excel", "fil.xlsx"),
    (b"MZ program", "fil.exe"),
    (b"<html>", "fil.html"),
    (b"\x1f\x8b\x08broken", "fil.csv.gz"),
    (b"{", "fil.json"),
    (b"[" * 20_000, "fil.json"),
    (b'"' + b"a;" * 200_000, "fil.csv"),
    ("a;b\n" + "x" * 1_000_000).encode(),
    ("kategori;datum\n<script>alert(1)</script>;\u202e2026\n").encode(),
]


@pytest.mark.parametrize("given", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_file_is_a_sentence_and_never_a_fault(here, client, given) -> None:
    content, name = given if isinstance(given, tuple) else (given, "fil.csv")
    answer = handed_in(client, content, name)
    assert answer.status_code in (302, 400)
    if answer.status_code == 302:
        page = answer["Location"]
        for found in (
            client.get(page),
            client.post(page, {"do": "try"}),
            client.post(page, {"do": "import"}),
        ):
            assert found.status_code in (200, 302, 400)
            assert b"<script>alert" not in found.content
        assert client.post(page + "avvisade/").status_code in (200, 400, 404)
    assert Report.objects.count() == 0


def test_hostile_column_names_are_shown_as_text(here, client) -> None:
    page = handed_in(client, 'kategori;<img src=x onerror=alert(1)>;datum\nKlotter;"=cmd|1";2026-03-01\n')[
        "Location"
    ]
    seen = client.get(page).content.decode()
    assert "<img src=x" not in seen and "&lt;img src=x" in seen


def test_figures_come_in_the_same_way(here, client) -> None:
    text = (
        "Tidsperiod;Distrikt;Brottstyp;Hur många\n2026-03;Lötäng;Skadegörelse;7\n2026-03;Stenbro;Stöld;-1\n"
    )
    page = handed_in(client, text, "antal.csv", "police-counts")["Location"]
    seen = client.get(page).content.decode()
    assert '<option value="group" selected>' in seen
    bad = client.post(page, {"column-0": "period", "column-1": "area", "column-2": "group", "do": "try"})
    assert bad.status_code == 400
    told = {"column-0": "period", "column-1": "area", "column-2": "group", "column-3": "count"}
    assert "talet är negativt" in client.post(page, told | {"do": "try"}).content.decode()
    client.post(page, told | {"do": "import"})
    assert Figure.objects.get().value == 7


@pytest.mark.parametrize("source", [one.key for one in sources.every()])
def test_every_source_s_own_example_goes_by_screen(here, client, source) -> None:
    found = sources.get(source)
    path = found.example()
    page = handed_in(client, path.read_bytes(), path.name, source)["Location"]
    assert client.get(page).status_code == 200
    columns = intake_steps.look(Upload.objects.get()).columns
    told = {f"column-{one.number}": one.field for one in columns}
    answer = client.post(page, told | {"do": "try", "crs": found.example_arguments.get("crs", "")})
    assert answer.status_code == 200, answer.content.decode()[-2000:]


# The weekly count sheet --------------------------------------------------------------------------------------


def test_the_police_s_counts_are_written_into_a_table(here, client) -> None:
    page = HOME + "antal/"
    assert "Skadegörelse" in client.get(page).content.decode()
    told = {"year": "2026", "week": "12", "n-0-0": "7", "n-0-1": "0", "n-1-2": ""}
    done = client.post(page, told)
    assert done.status_code == 302
    found = {(row.place_name, row.group): row.value for row in Figure.objects.all()}
    assert found == {("Lötäng", "Skadegörelse"): 7, ("Lötäng", "Ordningsstörning"): 0}, "empty is not nought"
    client.post(page, told | {"n-0-0": "9"})
    assert Figure.objects.get(group="Skadegörelse").value == 9
    for wrong in ({"n-0-0": "sju"}, {"n-0-0": "-1"}, {"week": "54"}, {"n-0-0": "1,5"}, {"year": ""}):
        answer = client.post(page, told | wrong)
        assert answer.status_code == 400
    assert client.post(page, {"year": "2026", "week": "12"}).status_code == 400


# Who may, and what stays ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", Role.values)
def test_only_those_who_may_import_come_in(here, role) -> None:
    answer = people.signed_in(people.member(role)).get(HOME)
    assert answer.status_code == (200 if role in ("analyst", "coordinator", "administrator") else 403)


def test_a_waiting_file_is_its_own_party_s(here, client) -> None:
    page = handed_in(client)["Location"]
    upload = Upload.objects.get()
    other = people.member(Role.ANALYST, "housing")
    assert people.signed_in(other).get(page).status_code == 404
    with pytest.raises(NotFound):
        reads.upload(here, upload.uuid, seen_by=other)
    assert [row.pk for row in reads.uploads(seen_by=SYSTEM)] == [upload.pk]


def test_a_file_that_nobody_went_on_with_is_swept_away(here, client) -> None:
    handed_in(client)
    kept = intake_steps.path_of(Upload.objects.get())
    intake_steps.sweep()
    assert Upload.objects.count() == 1 and kept.exists()
    with clock.frozen(clock.now() + timedelta(hours=13)):
        intake_steps.sweep()
    assert not Upload.objects.exists() and not kept.exists()
    assert "samsyn.desk.intake_steps.sweep" in {work.name for work in jobs.declared()}
    page = handed_in(client)["Location"]
    kept = intake_steps.path_of(Upload.objects.get())
    assert client.post(page + "slang/").status_code == 302
    assert not kept.exists()


def test_a_file_gone_from_the_disk_is_not_found(here, client) -> None:
    page = handed_in(client)["Location"]
    intake_steps.path_of(Upload.objects.get()).unlink()
    assert client.get(page).status_code == 404


def test_each_step_stands_in_the_journal(here) -> None:
    by = people.coordinator()
    with people.journalled("file waits for import"):
        upload = writes.keep_upload(here, "reports", by=by, file="x.csv", name="x.csv", file_bytes=1)
    with people.journalled("columns looked over"):
        writes.map_upload(upload, {"columns": {}}, by=by)
    with people.journalled("waiting file dropped"):
        writes.drop_upload(upload, by=by)
    with people.journalled("mapping saved"):
        writes.save_mapping(here, "reports", "A", {"columns": {}}, by=by)
    with pytest.raises(NotAllowed):
        writes.save_mapping(here, "reports", "A", {}, by=people.officer())
    with pytest.raises(BadInput):
        intake_steps.take_upload(here, "finns-inte", SimpleUploadedFile("a.csv", b"x"), by=by)
