# SPDX-License-Identifier: EUPL-1.2
"""The loader: sources and documents by folder, the municipality's own over ours, and no Django anywhere."""

import json
import subprocess
import sys

import pytest

from samsyn.catalogue import documents, sources
from samsyn.catalogue.loader import CatalogueError, Names

SOURCE = """
from samsyn.catalogue.records import FigureRecord

def read(file, *, mapping=None, crs=None, timezone="Europe/Stockholm"):
    with open(file, encoding="utf-8") as lines:
        for row, line in enumerate(lines, start=1):
            yield FigureRecord(row, line.strip(), None, "2026-01-01", "2026-12-31", "boats", None, 1.0, "count")
"""
FACTS = """
name.sv = "Båtar"
owner = "Hamnen"
licence.sv = "Källa: hamnen."
every = "yearly"
gives = "figures"
formats = ["csv"]
"""


@pytest.fixture
def own(tmp_path, monkeypatch):
    monkeypatch.setenv("SAMSYN_LOCAL", str(tmp_path))
    return tmp_path / "catalogue"


def test_the_sources_of_the_contract_are_there():
    assert [source.key for source in sources.every()] == [
        *("bra-reported-crime", "kolada", "police-counts", "polisen-events", "reports", "scb-population"),
        *("survey", "traffic"),
    ]
    assert sources.get("nothing") is None


def test_a_source_in_the_own_folder_is_one_folder_and_nothing_else(own, tmp_path):
    folder = own / "sources" / "boats"
    folder.mkdir(parents=True)
    (folder / "source.py").write_text(SOURCE, "utf-8")
    (folder / "source.toml").write_text(FACTS, "utf-8")
    (folder / "example.csv").write_text("0380\n", "utf-8")
    boats = sources.get("boats")
    assert boats in sources.every()
    assert [record.place_code for record in boats.read_example()] == ["0380"]
    assert boats.guess_mapping(folder / "example.csv") is None


def test_the_licence_of_a_source_can_be_said_in_other_words(own):
    folder = own / "sources" / "reports"
    folder.mkdir(parents=True)
    (folder / "source.toml").write_text('licence.sv = "Vår egen text"\n', "utf-8")
    reports = sources.get("reports")
    assert reports.licence("sv") == "Vår egen text"
    assert reports.name("en") == "Reports from a file"
    assert list(reports.read_example())


def test_a_document_is_one_folder_with_text_and_example(own):
    folder = own / "documents" / "letter"
    folder.mkdir(parents=True)
    (folder / "document.toml").write_text('name.sv = "Brev"\n', "utf-8")
    (folder / "document.html").write_text("<p>{{ name }}</p>", "utf-8")
    with pytest.raises(CatalogueError) as error:
        documents.every()
    assert error.value.code == "file_missing"
    (folder / "example.json").write_text(json.dumps({"name": "x"}), "utf-8")
    letter = documents.get("letter")
    assert letter in documents.every()
    assert (letter.template.name, letter.example()) == ("document.html", {"name": "x"})


def test_a_word_falls_back_to_swedish():
    words = Names({"sv": "Trafik", "en": "Traffic"})
    assert (words(), words("en"), words("fi"), words("sv-lattlast")) == (
        "Trafik",
        "Traffic",
        "Trafik",
        "Trafik",
    )


def test_the_catalogue_is_read_without_django():
    code = (
        "import sys; from samsyn.catalogue import activities, categories, documents, indicators, sources;"
        "[kind.every() for kind in (activities, categories, documents, indicators, sources)];"
        "[list(source.read_example()) for source in sources.every()];"
        "assert not [name for name in sys.modules if name.split('.')[0] == 'django']"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
