# SPDX-License-Identifier: EUPL-1.2
"""A file goes in whole or not at all; the same file again changes nothing; what points at a person is kept nowhere."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from samsyn.catalogue import sources
from samsyn.catalogue.records import SourceError
from samsyn.cycle.reports.models import Report
from samsyn.desk import intake
from samsyn.ground.figures.models import Figure
from samsyn.ground.imports import reads as imports
from samsyn.ground.imports.models import Import, State
from samsyn.ground.places import writes as places
from samsyn.kit.callers import SYSTEM
from samsyn.kit.errors import BadInput, NotAllowed, NotFound, NotNow
from tests import people
from tests.ground.places.squares import SOUTH, TOWN, WEST

pytestmark = pytest.mark.django_db

MAPPING = {
    "columns": {
        "source_id": "id",
        "category": "typ",
        "occurred_at": "tid",
        "x": "x",
        "y": "y",
        "text": "text",
    }
}
HEAD = "id;typ;tid;x;y;text\n"
Import_ = Callable[..., dict[str, Any]]


@pytest.fixture
def take_in(tmp_path: Path) -> Import_:
    """Import these lines as a CSV of reports into the tests' partnership."""

    def run(lines: str, **more: Any) -> dict[str, Any]:
        path = tmp_path / "rapporter.csv"
        path.write_text(HEAD + lines, encoding="utf-8")
        given: dict[str, Any] = {"mapping": MAPPING, "crs": "EPSG:3006", "by": SYSTEM} | more
        return intake.run_import(people.partnership(), "reports", path, **given)

    return run


def row(number: int, *, e: float = WEST + 100, n: float = SOUTH + 100, text: str = "") -> str:
    """One line of the file."""
    return f"{number};vandalism;2026-03-0{1 + number % 9} 21:30;{e};{n};{text}\n"


def counts(answer: dict[str, Any]) -> tuple[int, ...]:
    """Read, created, updated, unchanged and rejected."""
    return (
        *(answer[name] for name in ("read", "created", "updated", "unchanged")),
        len(answer["rejected"]),
    )


def test_the_same_file_again_changes_nothing(take_in: Import_) -> None:
    lines = row(1) + row(2) + row(3)
    assert counts(take_in(lines)) == (3, 3, 0, 0, 0)
    before = list(Report.objects.order_by("pk").values())
    assert counts(take_in(lines)) == (3, 0, 0, 3, 0)
    assert list(Report.objects.order_by("pk").values()) == before


def test_a_report_that_its_source_has_changed_is_changed_in_place(take_in: Import_) -> None:
    take_in(row(1) + row(2))
    assert counts(take_in(row(1, e=WEST + 900) + row(2))) == (2, 0, 1, 1, 0)
    report = Report.objects.get(source_key="reports::1")
    assert (report.e, report.version) == (WEST + 900, 2)


def test_equal_rows_without_an_id_are_as_many_reports_as_there_are_rows(take_in: Import_) -> None:
    mapping = {"columns": {k: v for k, v in MAPPING["columns"].items() if k != "source_id"}}
    assert counts(take_in(row(1) * 3 + row(2), mapping=mapping)) == (4, 4, 0, 0, 0)
    assert counts(take_in(row(1) * 3 + row(2), mapping=mapping)) == (4, 0, 0, 4, 0)
    assert counts(take_in(row(1) * 4 + row(2), mapping=mapping)) == (5, 1, 0, 4, 0)


def test_an_imported_report_is_placed_and_counted_by_integers(take_in: Import_) -> None:
    places.import_areas(
        people.partnership(),
        TOWN,
        kind="district",
        name_field="namn",
        code_field="kod",
        version_year=2025,
        by=SYSTEM,
    )
    answer = take_in(row(1) + row(2, e=WEST + 1_500) + row(3, e=WEST + 50_000) + "4;theft;2026-03-04;;;\n")
    first, second, far, unplaced = Report.objects.order_by("source_key")
    assert first.area is not None
    assert second.area is not None
    assert (first.area.name, second.area.name, far.area) == ("Centrum", "Östra Ås", None)
    assert (answer["outside"], answer["unplaced"]) == (1, 1)
    assert (first.hour, first.iso_week, first.wall_from) == (21, 202610, "2026-03-02T21:30")
    assert first.cell250 == 585_000 * 10_000_000 + 6_475_000
    assert (unplaced.e, unplaced.cell250, unplaced.hour) == (None, None, None)


def test_each_bad_row_is_named_and_the_others_go_in(take_in: Import_) -> None:
    answer = take_in(
        row(1)
        + "2;okänt;2026-03-01;;;\n"
        + "3;vandalism;igår;;;\n"
        + f"4;vandalism;2026-03-01;{SOUTH};{WEST};\n"
        + row(5)
    )
    assert counts(answer)[:2] == (5, 2)
    named = [(r["row"], r["field"], r["reason"]) for r in answer["rejected"]]
    assert named == [
        (3, "category", "unknown_category"),
        (4, "occurred_at", "bad_date"),
        (5, "x", "coordinates_swapped"),
    ]
    kept = imports.rejects(Import.objects.get(uuid=answer["import_id"]))
    assert [r["row"] for r in kept] == [3, 4, 5]
    assert {"facts", "raw"}.isdisjoint(kept[0])


def test_a_text_that_points_at_a_person_is_kept_nowhere(take_in: Import_, tmp_path: Path) -> None:
    secret = "Anna Svensson 070-174 06 58"
    out = tmp_path / "avvisade.csv"
    bad = f"3;okänt;2026-03-01;;;{secret}\n"
    answer = take_in(row(1, text=secret) + row(2, text="Klotter på muren") + bad, rejects_to=out)
    assert counts(answer) == (3, 2, 0, 0, 1)
    assert answer["text_withheld"] == 1
    withheld = Report.objects.get(source_key="reports::1")
    assert (withheld.text, withheld.guard, withheld.category) == ("", "withheld", "vandalism")
    everywhere = json.dumps(answer) + out.read_text("utf-8")
    everywhere += "".join(str(list(model.objects.values())) for model in (Report, Import))
    assert "Svensson" not in everywhere
    # Not "070" alone, which a time may hold.
    assert not any(part in everywhere for part in ("070-", "174 06", "0701740658"))


def test_rejected_rows_can_be_mended_and_imported_again(take_in: Import_, tmp_path: Path) -> None:
    out = tmp_path / "avvisade.csv"
    take_in(row(1) + "2;okänt;2026-03-01;;;Trasig lampa\n", rejects_to=out)
    with out.open(encoding="utf-8-sig", newline="") as file:
        (bad,) = csv.DictReader(file)
    assert bad["text"] == "Trasig lampa"
    mended = out.read_text("utf-8").replace("okänt", "vandalism")
    out.write_text(mended, "utf-8")
    again = intake.run_import(
        people.partnership(), "reports", out, mapping=MAPPING, crs="EPSG:3006", by=SYSTEM
    )
    assert counts(again) == (1, 1, 0, 0, 0)


def test_a_rejects_file_that_cannot_be_written_is_said_before_anything_goes_in(
    take_in: Import_, tmp_path: Path
) -> None:
    with pytest.raises(BadInput) as error:
        take_in(row(1), rejects_to=tmp_path / "finns inte" / "avvisade.csv")
    assert error.value.code == "rejects_not_written"
    assert not Report.objects.exists()


def test_a_dry_run_says_what_would_happen_and_leaves_nothing(take_in: Import_) -> None:
    answer = take_in(row(1) + row(2), dry_run=True)
    assert counts(answer) == (2, 2, 0, 0, 0)
    assert answer["import_id"] is None
    assert not Report.objects.exists()
    assert not Import.objects.exists()


def test_a_file_that_cannot_be_read_leaves_no_row_behind(take_in: Import_) -> None:
    with pytest.raises(SourceError):
        take_in(row(1), mapping={"columns": {"category": "finns inte", "occurred_at": "tid"}})
    assert not Report.objects.exists()
    failed = Import.objects.get()
    assert (failed.state, failed.failure) == (State.FAILED, "columns_missing")


def test_a_fault_in_the_middle_leaves_no_row_behind(
    take_in: Import_, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_off(amount: int) -> None:
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        take_in(row(1) + row(2), progress=break_off)
    assert not Report.objects.exists()
    assert Import.objects.get().state == State.FAILED


def test_an_import_is_taken_back_once(take_in: Import_) -> None:
    kept = take_in(row(1))
    answer = take_in(row(1) + row(2) + row(3))
    imported = Import.objects.get(uuid=answer["import_id"])
    with people.journalled():
        assert intake.undo(imported, by=SYSTEM) == 2
    assert [r.source_key for r in Report.objects.all()] == ["reports::1"]
    with pytest.raises(NotNow):
        intake.undo(imported, by=SYSTEM)
    assert imports.one(kept["import_id"], seen_by=SYSTEM).state == State.DONE


def test_where_somebody_may_sleep_is_kept_as_a_district_alone(take_in: Import_) -> None:
    take_in(row(1).replace("vandalism", "unlawful_dwelling"))
    report = Report.objects.get()
    assert (report.e, report.n, report.cell250) == (None, None, None)


def test_a_reporter_may_not_import_and_an_outsider_finds_nothing(take_in: Import_) -> None:
    with pytest.raises(NotAllowed):
        take_in(row(1), by=people.member("reporter"))
    with pytest.raises(NotFound):
        take_in(row(1), by=people.outsider())
    assert not Report.objects.exists()


def test_an_unknown_source_names_those_there_are(take_in: Import_, tmp_path: Path) -> None:
    with pytest.raises(BadInput) as error:
        intake.run_import(people.partnership(), "gissning", tmp_path, by=SYSTEM)
    assert "scb-population" in error.value.facts["known"]


def test_population_by_area_and_year(tmp_path: Path) -> None:
    from samsyn.ground.figures import reads as figures
    from samsyn.ground.places import reads

    home = people.partnership()
    area = TOWN[0] | {"properties": {"namn": "Centrum", "kod": "0580C1010"}}
    places.import_areas(
        home, [area], kind="deso", name_field="namn", code_field="kod", version_year=2018, by=SYSTEM
    )
    path = tmp_path / "befolkning.csv"
    path.write_text("deso,befolkning_2022,befolkning_2023\n0580C1010,1500,1562\n0114C1010,900,\n", "utf-8")
    answer = intake.run_import(home, "scb-population", path, by=SYSTEM)
    assert answer["created"] == 3
    (found,) = reads.placing_areas(home, seen_by=SYSTEM)
    assert figures.population(found, seen_by=SYSTEM) == 1562
    assert Figure.objects.filter(place_code="0114C1010").exists(), "kept also for places we lack"
    path.write_text("deso,befolkning_2022,befolkning_2023\n0580C1010,1500,1570\n0114C1010,900,\n", "utf-8")
    assert intake.run_import(home, "scb-population", path, by=SYSTEM)["updated"] == 1
    assert figures.population(found, seen_by=SYSTEM) == 1570


@pytest.mark.parametrize("source", sources.every(), ids=lambda source: source.key)
def test_every_source_goes_in_once_and_the_second_time_changes_nothing(source: sources.Source) -> None:
    home = people.partnership()
    given: dict[str, Any] = {"by": SYSTEM} | dict(source.example_arguments)
    first = intake.run_import(home, source.key, source.example(), **given)
    assert first["created"] > 0
    assert first["read"] == sum(first[n] for n in ("created", "updated", "unchanged", "rejected_count"))
    again = intake.run_import(home, source.key, source.example(), **given)
    assert (again["created"], again["updated"]) == (0, 0)
    assert again["unchanged"] == first["read"] - first["rejected_count"]
    imported = Import.objects.get(uuid=first["import_id"])
    assert imported.licence
    assert imported.period_from is not None
