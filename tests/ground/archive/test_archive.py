# SPDX-License-Identifier: EUPL-1.2
"""Every table says how long it is kept; weeding is shown before it is done; records go out in open formats."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import timedelta
from uuid import uuid4

import pytest

from samsyn.ground.archive import reads, rules, walk, writes
from samsyn.ground.files import rules as file_rules
from samsyn.ground.files import writes as file_writes
from samsyn.ground.people import writes as people_writes
from samsyn.ground.people.models import OneTimeLink
from samsyn.kit import clock
from samsyn.kit.callers import PUBLIC, SYSTEM, machine
from samsyn.kit.errors import NotAllowed, NotFound
from samsyn.kit.retention import Keep, Weed
from samsyn.kit.words import words_for
from tests import people

CLI = machine("cli")


def test_every_table_of_ground_and_cycle_says_how_long_it_is_kept():
    assert walk.undeclared() == []


def test_a_table_that_says_nothing_is_found():
    class Forgotten:
        _meta = type("Meta", (), {"auto_created": False})

    assert walk.declaration(Forgotten) is None


@pytest.mark.parametrize("model", walk.room_models(), ids=lambda model: model._meta.label)
def test_what_a_table_says_can_be_done_and_has_words(model):
    rule = walk.declaration(model)
    assert isinstance(rule, (Keep, Weed))
    assert words_for("archive/reason", rule.reason)
    if isinstance(rule, Weed) and not model._meta.auto_created:
        assert walk.way_home(model)
        for name in (rule.since, *rule.text):
            model._meta.get_field(name)


@pytest.mark.django_db
class TestWeeding:
    """By rule, after a preview, in one's own partnership."""

    def old_link(self, key: str = "almstad") -> OneTimeLink:
        link, _ = people_writes.make_link(people.organisation(key=key), "underskrift", uuid4(), by=SYSTEM)
        OneTimeLink.objects.filter(pk=link.pk).update(expires_at=clock.now() - timedelta(days=400))
        return link

    def test_the_preview_shows_what_goes_and_changes_nothing(self):
        self.old_link()
        shown = reads.preview(people.partnership(), seen_by=CLI)
        assert [(w.label, w.rows) for w in shown] == [("people.onetimelink", 1)]
        assert OneTimeLink.objects.count() == 1

    def test_weeding_takes_what_the_preview_showed_and_no_more(self):
        self.old_link()
        theirs = self.old_link("annanstad")
        fresh, _ = people_writes.make_link(people.organisation(), "underskrift", uuid4(), by=SYSTEM)
        with people.journalled("weeded"):
            assert writes.weed(people.partnership(), by=CLI) == {"people.onetimelink": 1}
        assert set(OneTimeLink.objects.values_list("pk", flat=True)) == {theirs.pk, fresh.pk}
        assert reads.preview(people.partnership(), seen_by=CLI) == []

    def test_only_an_administrator_of_the_partnership_weeds(self):
        for caller, refusal in (
            (people.coordinator(), NotAllowed),
            (people.outsider(), NotFound),
            (PUBLIC, NotFound),
        ):
            with pytest.raises(refusal):
                reads.preview(people.partnership(), seen_by=caller)
            with pytest.raises(refusal):
                writes.weed(people.partnership(), by=caller)
        rules.check_may_weed(people.member("administrator"), people.partnership())


@pytest.mark.django_db
class TestHandingOut:
    """All of a partnership as CSV and files, for another system or for one who asks."""

    @pytest.fixture(autouse=True)
    def shelf_of_its_own(self, settings, tmp_path):
        settings.FILES_DIR = tmp_path / "files"

    def table(self, package: zipfile.ZipFile, name: str) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(package.read(f"tables/{name}.csv").decode())))

    def store(self, record_class: str, content: bytes = b"%PDF-1.7 avtal") -> None:
        file_writes.store(
            people.partnership(),
            io.BytesIO(content),
            "avtal.pdf",
            by=people.coordinator(),
            record_class=record_class,
            accept=file_rules.SCANS,
        )

    def test_rows_files_and_a_dictionary_go_out_and_the_journal_says_so(self, tmp_path):
        self.store("shared")
        people.outsider()
        out = tmp_path / "almstad.zip"
        with people.journalled("records handed out"):
            made = writes.hand_out(people.partnership(), out, by=CLI)
        assert made.files == 1
        with zipfile.ZipFile(out) as package:
            assert package.testzip() is None
            assert [row["name"] for row in self.table(package, "people.organisation")] == ["Almstads kommun"]
            stored = self.table(package, "files.storedfile")[0]
            assert package.read(f"files/{stored['uuid']}.pdf") == b"%PDF-1.7 avtal"
            dictionary = package.read("dictionary.csv").decode()
            assert "files.storedfile,sha256,CharField," in dictionary
            assert "people.member,organisation_id,ForeignKey,people.organisation" in dictionary
            assert "EPSG:3006" in package.read("README.txt").decode()
            assert self.table(package, "journal.entry")

    def test_no_door_is_opened_by_what_goes_out(self, tmp_path):
        _, token = people_writes.make_link(people.organisation(), "underskrift", uuid4(), by=SYSTEM)
        people.coordinator()
        out = tmp_path / "almstad.zip"
        writes.hand_out(people.partnership(), out, by=CLI)
        with zipfile.ZipFile(out) as package:
            text = b"".join(package.read(name) for name in package.namelist()).decode("utf-8", "replace")
        assert token not in text
        for never in ("token_digest", "receipt_digest", "password", "@almstad.example"):
            assert never not in text

    def test_a_member_hands_out_what_that_member_sees(self, tmp_path):
        self.store("municipality", b"%PDF-1.7 kommunens")
        self.store("police", b"%PDF-1.7 polisens")
        out = tmp_path / "almstad.zip"
        assert writes.hand_out(people.partnership(), out, by=people.coordinator()).files == 1
        with zipfile.ZipFile(out) as package:
            names = [name for name in package.namelist() if name.startswith("files/")]
            assert package.read(names[0]) == b"%PDF-1.7 kommunens"
            assert "tables/journal.entry.csv" not in package.namelist()

    def test_an_outsider_and_one_without_the_right_hand_out_nothing(self, tmp_path):
        for caller, refusal in ((people.outsider(), NotFound), (people.officer(), NotAllowed)):
            with pytest.raises(refusal):
                writes.hand_out(people.partnership(), tmp_path / "x.zip", by=caller)
        assert list(tmp_path.glob("*.zip")) == []

    def test_a_disk_that_is_full_leaves_no_half_package(self, tmp_path, monkeypatch):
        monkeypatch.setattr(writes, "render_to_string", lambda *a: (_ for _ in ()).throw(OSError("full")))
        with pytest.raises(OSError, match="full"):
            writes.hand_out(people.partnership(), tmp_path / "x.zip", by=CLI)
        assert [path.name for path in tmp_path.iterdir() if path.is_file()] == []
