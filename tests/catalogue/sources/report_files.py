# SPDX-License-Identifier: EUPL-1.2
"""Small report files for the tests: as text, as Excel, and what the source makes of them."""

import io

import pytest
import xlsxwriter

from samsyn.catalogue import sources
from samsyn.catalogue.records import ReportRecord, SourceError

REPORTS = sources.get("reports")
HEADER = "category,occurred_at,lon,lat"
MAPPING = {
    "columns": {"category": "category", "occurred_at": "occurred_at", "longitude": "lon", "latitude": "lat"}
}
GOOD = "vandalism,2024-03-01 14:30,17.64,59.86"


def read(data, *, mapping=MAPPING, **more):
    """What the source makes of some text or bytes."""
    file = io.BytesIO(data.encode() if isinstance(data, str) else data)
    return list(REPORTS.read(file, mapping=mapping, **more))


def one(row, header=HEADER, **more):
    """What it makes of one row."""
    (found,) = read(f"{header}\n{row}\n", **more)
    return found


def refused(data, **more):
    """The error for the file as a whole."""
    with pytest.raises(SourceError) as error:
        read(data, **more)
    assert set(error.value.facts) <= set(error.value.code.facts)
    return error.value


def when(text, column="occurred_at", **more):
    found = one(f'vandalism,"{text}",,', **more)
    return found.wall_from if isinstance(found, ReportRecord) else found.reason


def excel(rows, **formats):
    """An Excel file with one sheet."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"default_date_format": "yyyy-mm-dd hh:mm"})
    sheet = book.add_worksheet("Blad1")
    for i, row in enumerate(rows):
        sheet.write_row(i, 0, row)
    book.close()
    return file.getvalue()
