# SPDX-License-Identifier: EUPL-1.2
"""What was promised and told before stays readable at its own address, also years from before Samsyn."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from django.test import Client

from samsyn.cycle.followups import reads as followup_reads
from samsyn.cycle.followups import writes as followups
from samsyn.cycle.promises import writes as promises
from samsyn.cycle.publications import reads, writes
from samsyn.desk import static_site
from samsyn.kit import clock
from samsyn.kit.callers import PUBLIC
from samsyn.kit.kept import MEMORY
from tests import once, people
from tests.cycle import chain
from tests.kit.documents import pdftext

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_both]
OLD, SOURCE = "2019-T2", "Kommunens webbplats 2019"
LABEL = "Historik, utan underlag i Samsyn"


def build() -> chain.Chain:
    """The chain, and a promise of 2019 with its follow-up, entered as they were told then."""
    made = chain.made()
    here, by = made.partnership, people.coordinator()
    with clock.frozen(date(2026, 5, 13)):
        old = promises.draft(
            here, "Åtta trygghetsvandringar.", by=by, slug="vandringar-2019",
            period_from=date(2019, 1, 1), period_to=date(2019, 12, 31),
        )  # fmt: skip
        promises.add_indicator(old, "Vandringar", "count", people.organisation(), by=by, target=8)
        old = promises.enter_history(old, by=by, source=SOURCE)
        followup = followups.open_period(here, OLD, by=by)
        followups.collect(followup, by=by)
        (row,) = followup_reads.readings(followup, seen_by=by)
        followups.report(row, by=by, said="5", as_of=date(2019, 8, 31))
        followup = followups.close_as_history(followup, by=by, source="Årsberättelsen 2019")
        writes.publish_promise(old, by=by)
        writes.publish_followup(followup, by=by)
    MEMORY.clear()
    return made


whole, made = once.built(build)


def read(path: str) -> str:
    answer = Client().get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_every_follow_up_is_found_in_the_history_the_newest_first(made: chain.Chain) -> None:
    text = read("/almstad/historik/")
    new, old = (text.index(f"/almstad/uppfoljning/{period}/") for period in ("2026-T1", OLD))
    assert new < old
    assert text.count(LABEL) == 2, "the old follow-up and the old promise, not those of this year"
    assert "/almstad/loften/vandringar-2019/" in text
    assert "/almstad/lagesbild/2025-09-01..2025-12-31/" in text


def test_a_follow_up_has_a_page_of_its_own_with_how_each_promise_stood(made: chain.Chain) -> None:
    text = read("/almstad/uppfoljning/2026-T1/")
    assert "/almstad/loften/fotpatruller/2026-T1/" in text and LABEL not in text
    old = read(f"/almstad/uppfoljning/{OLD}/")
    assert LABEL in old and "Årsberättelsen 2019" in old and "Pågår" in old
    assert Client().get("/almstad/uppfoljning/2001-T1/").status_code == 404
    assert Client().get("/almstad/uppfoljning/<b>/").status_code == 404


def test_an_old_promise_says_that_it_is_history_on_its_page_in_print_and_in_tables(
    made: chain.Chain, tmp_path: Path
) -> None:
    page = read(f"/almstad/loften/vandringar-2019/{OLD}/")
    assert LABEL in page and "Årsberättelsen 2019" in page
    pdf = pdftext.words(Client().get(f"/almstad/uppfoljning/{OLD}.pdf").content)
    assert LABEL in pdf and SOURCE in pdf
    (tmp_path / "old.docx").write_bytes(Client().get(f"/almstad/uppfoljning/{OLD}.docx").content)
    assert LABEL in " ".join(part.text for part in docx.Document(str(tmp_path / "old.docx")).paragraphs)
    rows = {row["promise"]: row for row in Client().get("/almstad/oppna-data/loften.json").json()}
    assert rows["vandringar-2019"]["history"] is True and rows["fotpatruller"]["history"] is False


@pytest.mark.parametrize("path", ["", "loften/", "loften.pdf", "aktivitetsplan/", "kort/"])
def test_what_no_longer_holds_is_not_among_what_holds(made: chain.Chain, path: str) -> None:
    body = Client().get(f"/almstad/{path}").content
    text = pdftext.words(body) if path.endswith(".pdf") else body.decode()
    assert "fotpatruller" in text.lower() and "trygghetsvandringar" not in text


def test_nobody_is_offered_to_follow_what_is_over(made: chain.Chain) -> None:
    found = [one.which for one in reads.choices(made.partnership, seen_by=PUBLIC)]
    assert "fotpatruller" in found and "vandringar-2019" not in found


def test_a_promise_that_ends_waits_to_be_told_so_and_its_pages_answer_after_another_has_replaced_it(
    made: chain.Chain, tmp_path: Path
) -> None:
    here, by = made.partnership, people.coordinator()

    def waiting() -> list[Any]:
        return [row.slug for row in reads.unpublished(here, seen_by=by)["promises"]]

    assert waiting() == []
    before = read("/almstad/loften/fotpatruller/2026-T1/")
    with clock.frozen(date(2026, 12, 31)):
        promises.end(made.promise, by=by)
        assert waiting() == ["fotpatruller"]
        writes.publish_promise(made.promise, by=by)
        assert waiting() == []
        assert "Inget löfte gäller just nu" in read("/almstad/")
        assert "Inget löfte gäller just nu" in read("/almstad/loften/")
        assert Client().get("/almstad/loften.pdf").status_code == 404
        assert "/almstad/loften/fotpatruller/" in read("/almstad/historik/")
        assert (
            read("/almstad/loften/fotpatruller/2026-T1/").split("<main")[1].split("<aside")[0]
            == (before.split("<main")[1].split("<aside")[0])
        )
        written = static_site.write(here, tmp_path / "site")
    assert written.broken == []
    for kept in ("loften/fotpatruller/2026-T1", "uppfoljning/2026-T1", f"uppfoljning/{OLD}", "historik"):
        assert (tmp_path / "site/almstad" / kept / "index.html").exists(), kept


def test_an_earlier_picture_keeps_its_address(made: chain.Chain) -> None:
    assert "Så ser läget ut" in read("/almstad/lagesbild/2025-09-01..2025-12-31/")
    assert Client().get("/almstad/lagesbild/2024-09-01..2024-12-31/").status_code == 404
