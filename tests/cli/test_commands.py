# SPDX-License-Identifier: EUPL-1.2
"""The command line answers with data or one readable line, and with 0, 1 or 2; never with a traceback."""

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from samsyn.cli.run import build, run
from samsyn.ground.people.models import Partnership
from tests import people
from tests.ground.places.squares import SOUTH, TOWN, WEST

pytestmark = pytest.mark.django_db


def asked(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    """The JSON a command answers with."""
    assert run([*arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """Exit status and what a command says on standard error."""
    status = run(list(arguments))
    said = capsys.readouterr()
    assert said.out == ""
    return status, said.err


def commands(parser: argparse.ArgumentParser) -> list[argparse.ArgumentParser]:
    """Every command that does something, at whatever depth."""
    found = [parser] if parser.get_default("run") else []
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for part in action.choices.values():
                found += commands(part)
    return found


@pytest.mark.parametrize("command", commands(build()), ids=lambda command: command.prog)
def test_every_command_has_help_with_an_example(command: argparse.ArgumentParser) -> None:
    assert "Exempel: " in (command.epilog or ""), command.prog


def test_the_thread_from_partnership_to_reports(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    made = asked(
        capsys, "partnership", "add", "almstad", "--name", "Trygga Almstad", "--municipality-code", "0580"
    )
    assert (made["metric_crs"], made["areas"]) == ("EPSG:3006", {"municipality": 1})

    town = tmp_path / "stad.geojson"
    town.write_text(json.dumps({"type": "FeatureCollection", "features": TOWN}), "utf-8")
    places = ("places", "import", "almstad", str(town), "--kind", "district", "--name-field", "namn")
    answer = asked(capsys, *places, "--code-field", "kod", "--version", "2025")
    assert (answer["created"], answer["rejected"]) == (3, [])

    reports = tmp_path / "rapporter.csv"
    reports.write_text(
        f"kategori;datum;x;y\ntheft;2026-03-01;{WEST + 1};{SOUTH + 1}\nfel;2026-03-01;;\n", "utf-8"
    )
    answer = asked(
        capsys, "import", "reports", str(reports), "--partnership", "almstad", "--crs", "EPSG:3006"
    )
    assert {"read": 2, "created": 1, "updated": 0, "unchanged": 0}.items() <= answer.items()
    (bad,) = answer["rejected"]
    assert (bad["row"], bad["field"], bad["reason"]) == (3, "category", "unknown_category")


def test_new_boundaries_move_the_reports_already_here(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    people.partnership()
    reports, town = tmp_path / "r.csv", tmp_path / "stad.geojson"
    reports.write_text(f"kategori;datum;x;y\ntheft;2026-03-01;{WEST + 1};{SOUTH + 1}\n", "utf-8")
    town.write_text(json.dumps({"type": "FeatureCollection", "features": TOWN}), "utf-8")
    asked(capsys, "import", "reports", str(reports), "--partnership", "almstad", "--crs", "EPSG:3006")
    answer = asked(
        capsys, "places", "import", "almstad", str(town), "--kind", "district", "--name-field", "namn"
    )
    assert answer["reports_moved"] == 1


def test_without_json_the_answer_is_read_by_people(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    people.partnership()
    path = tmp_path / "r.csv"
    path.write_text("kategori;datum\ntheft;2026-03-01\nfel;2026-03-01\n", "utf-8")
    assert run(["import", "reports", str(path), "--partnership", "almstad"]) == 0
    out = capsys.readouterr().out
    assert "2 rader lästa: 1 nya, 0 ändrade, 0 oförändrade, 1 avvisade" in out
    assert "rad 3 category: okänd kategori: fel; lägg till ordet under [categories]" in out


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["partnership", "add", "Stor", "--name", "x"], 2, "nyckeln Stor ska vara små bokstäver"),
        (["partnership", "add", "api", "--name", "x"], 2, "nyckeln api är upptagen"),
        (
            ["partnership", "add", "a", "--name", "x", "--metric-crs", "EPSG:4326"],
            2,
            "inte projicerat i meter",
        ),
        (["partnership", "add", "a", "--name", "x", "--metric-crs", "EPSG:1"], 2, "okänt koordinatsystem"),
        (
            ["partnership", "add", "a", "--name", "x", "--municipality-code", "9999"],
            2,
            "okänd kommunkod: 9999",
        ),
        (["partnership", "show", "saknas"], 1, "inget partnerskap med nyckeln saknas"),
        (["import", "reports", "/finns/inte.csv", "--partnership", "almstad"], 1, "filen finns inte"),
        (
            ["import", "gissning", "/finns/inte.csv", "--partnership", "almstad"],
            2,
            "okänd källa: gissning; källorna är",
        ),
        (
            ["places", "import", "almstad", "/finns/inte", "--kind", "deso", "--name-field", "x"],
            1,
            "filen finns inte",
        ),
    ],
)
def test_what_is_wrong_is_said_in_one_line(
    capsys: pytest.CaptureFixture[str], arguments: list[str], status: int, words: str
) -> None:
    people.partnership()
    found, said = refused(capsys, *arguments)
    assert (found, said.count("\n")) == (status, 1), said
    assert said.startswith("samsyn: ")
    assert words in said
    assert Partnership.objects.count() == 1


def test_a_mapping_that_is_no_toml_and_a_zone_that_is_none(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    people.partnership()
    reports, mapping = tmp_path / "r.csv", tmp_path / "m.toml"
    reports.write_text("kategori;datum\ntheft;2026-03-01\n", "utf-8")
    mapping.write_text("[columns", "utf-8")
    given = ["import", "reports", str(reports), "--partnership", "almstad"]
    status, said = refused(capsys, *given, "--mapping", str(mapping))
    assert (status, "mappningen går inte att läsa" in said) == (1, True)
    status, said = refused(capsys, *given, "--timezone", "Mars/Olympus")
    assert (status, "okänd tidszon: Mars/Olympus" in said) == (1, True)


def test_wrong_use_is_two(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        run(["import", "reports"])
    assert left.value.code == 2
    assert run(["places"]) == 2


@pytest.mark.slow
def test_a_command_without_a_database_says_to_make_one(tmp_path: Path) -> None:
    env = {"SAMSYN_DATA_DIR": str(tmp_path), "PATH": "/usr/bin:/bin"}

    def samsyn(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "samsyn", *arguments], env=env, capture_output=True, text=True
        )

    before = samsyn("partnership", "list")
    assert (before.returncode, before.stdout) == (1, "")
    assert before.stderr == "samsyn: databasen finns inte eller är inte uppgraderad: kör samsyn init\n"
    assert not (tmp_path / "samsyn.sqlite3").exists()
    assert samsyn("init").returncode == 0
    assert samsyn("init", "--json").stdout.count('"applied": 0') == 1
    after = samsyn("partnership", "list", "--json")
    assert (after.returncode, json.loads(after.stdout)) == (0, [])
    env["SAMSYN_DATABASE_URL"] = "mysql://nej"
    wrong = samsyn("partnership", "list")
    assert (wrong.returncode, wrong.stderr.count("\n")) == (1, 1)
