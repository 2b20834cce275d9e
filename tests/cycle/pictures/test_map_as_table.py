# SPDX-License-Identifier: EUPL-1.2
"""What the map shades is read as a table as well: every square with its count, area by area."""

from __future__ import annotations

import re
from datetime import date

import pytest

from samsyn.cycle.pictures import compute, writes
from tests import people
from tests.cycle.pictures import town

pytestmark = pytest.mark.django_db
ASKED = "start=2026-01-01&end=2026-04-30"
PERIOD = (date(2026, 1, 1), date(2026, 4, 30))


def rows_of(page: str) -> list[list[str]]:
    table = page.partition('id="alla-rutor"')[2].partition("</table>")[0]
    rows = re.findall(r"<tr>(.*?)</tr>", table, re.S)[1:]
    return [
        [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.S)]
        for row in rows
    ]


def test_every_square_of_the_map_stands_in_the_table_and_they_add_up() -> None:
    here, coordinator = people.partnership(), people.coordinator()
    town.districts(here)
    for at, count, seed in (((1_000, 5_000), 90, 1), ((9_000, 5_000), 60, 2)):
        place = (town.EAST + at[0], town.NORTH + at[1])
        town.reports(here, count, start=date(2026, 1, 5), days=100, at=place, spread=900, seed=seed)
    client = people.signed_in(coordinator)
    address = "/almstad/arbete/lagesbild/"
    plain = client.get(f"{address}?{ASKED}").content.decode()
    assert f'href="?{ASKED.replace("&", "&amp;")}&amp;rutor=alla#alla-rutor"' in plain
    assert 'id="alla-rutor"' not in plain
    rows = rows_of(client.get(f"{address}?{ASKED}&rutor=alla").content.decode())
    question = compute.Question(period=PERIOD)
    figures = compute.picture(here, question, seen_by=coordinator, with_cells=True)
    assert len(rows) == len(figures["cells"]) > 20
    assert sum(int(row[2]) for row in rows) == figures["reports"]["placed"] == 150
    assert {row[1] for row in rows} == {f"{cell[0]}, {cell[1]}" for cell in figures["cells"]}
    areas = [row[0] for row in rows]
    assert set(areas) <= {"Västra", "Östra", "Utanför områdena"}
    for area in set(areas):
        counts = [int(row[2]) for row in rows if row[0] == area]
        assert counts == sorted(counts, reverse=True)
        assert (
            len({place for place, one in enumerate(areas) if one == area})
            == max(place for place, one in enumerate(areas) if one == area) - areas.index(area) + 1
        ), "an area's squares stand together"
    kept = writes.store(here, figures, by=coordinator, title="Bild")
    page = client.get(f"{address}{kept.uuid}/").content.decode()
    assert "rutor=alla#alla-rutor" in page
    assert rows_of(client.get(f"{address}{kept.uuid}/?rutor=alla").content.decode()) == rows
