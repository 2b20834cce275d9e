# SPDX-License-Identifier: EUPL-1.2
"""Broken report files: each fault is named, the good rows go in, and memory stays flat."""

import gzip
import json
import tracemalloc

import pytest

from samsyn.catalogue.reasons import Reason
from samsyn.catalogue.records import ReportRecord, SourceError
from tests.catalogue.sources.report_files import (
    GOOD,
    HEADER,
    REPORTS,
    read,
    refused,
)


def test_ragged_rows_are_named_and_the_others_go_in():
    found = read(f"{HEADER}\nvandalism,2024-03-01\n{GOOD}\n{GOOD},extra\n{GOOD},,\n")
    assert [getattr(f, "reason", "taken") for f in found] == [
        "too_few_cells",
        "taken",
        "too_many_cells",
        "taken",
    ]
    assert found[0].facts == {"expected": 4, "found": 2}
    assert found[2].raw["+1"] == "extra"


def test_zero_characters_are_refused_for_the_row_alone():
    found = read(f"{HEADER}\n{GOOD}\nvandal\0ism,2024-03-01,,\n{GOOD}\n")
    assert [getattr(f, "reason", "taken") for f in found] == ["taken", "bad_characters", "taken"]
    assert found[1].raw["category"] == "vandal\ufffdism"


def test_half_a_character_pair_is_refused_for_the_row_alone():
    lines = [
        {"category": "theft", "occurred_at": "2024-03-01", "text": text}
        for text in ("a", "b\ud800", "c\x00", "😀")
    ]
    found = read("\n".join(json.dumps(line) for line in lines), mapping=None)
    assert [getattr(f, "reason", "taken") for f in found] == [
        "taken",
        "bad_characters",
        "bad_characters",
        "taken",
    ]
    found[1].raw["text"].encode()


def test_a_cell_of_a_megabyte_is_refused_and_the_rest_goes_in():
    found = read(f"{HEADER},text\n{GOOD},{'x' * 1_000_000}\n{GOOD},ok\n", mapping=None)
    assert [getattr(f, "reason", "taken") for f in found] == ["cell_too_long", "taken"]
    assert [f.row for f in found] == [2, 3]
    found = read(
        json.dumps([{"category": "theft", "date": "2024-03-01", "text": "x" * 200_000}]), mapping=None
    )
    assert [f.reason for f in found] == ["cell_too_long"]
    assert len(found[0].raw["text"]) < 2000


def test_a_line_without_end_is_refused_in_little_memory():
    data = HEADER.encode() + b",text\n" + b"x" * 30_000_000 + b"\n" + GOOD.encode() + b",ok\n"
    tracemalloc.start()
    found = read(data, mapping=None)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [getattr(f, "reason", "taken") for f in found] == ["cell_too_long", "taken"]
    assert peak < len(data) + 25_000_000  # the bytes of the test itself, and a few chunks


def test_an_unclosed_quote_does_not_eat_the_file():
    found = read(f'{HEADER}\n{GOOD}\n"vandalism,2024-03-01,,\n' + f"{GOOD}\n" * 20_000)
    taken = [f for f in found if isinstance(f, ReportRecord)]
    assert len(taken) > 15_000
    assert found[1].reason == "cell_too_long"


def test_a_packed_file_that_is_cut_short_gives_its_rows_and_then_says_so():
    packed = gzip.compress((f"{HEADER}\n" + "".join(f"{GOOD},\n"[:-2] + "\n" for _ in range(5000))).encode())
    found = read(packed[: len(packed) // 2])
    assert all(isinstance(f, ReportRecord) for f in found[:-1])
    assert (found[-1].reason, found[-1].hint) == ("file_truncated", "fetch_again")
    assert found[-1].facts == {"rows_read": len(found)}
    assert len(read(packed)) == 5000


def test_packed_files_in_parts_and_with_padding_are_read_whole():
    data = gzip.compress(f"{HEADER}\n{GOOD}\n".encode()) + gzip.compress(f"{GOOD}\n".encode()) + b"\0" * 512
    assert len(read(data)) == 2


def test_an_empty_file_is_named():
    for data in (b"", b"\xef\xbb\xbf", b"  \n\n", gzip.compress(b"")):
        assert refused(data).code == Reason.FILE_EMPTY


def test_a_header_alone_has_no_rows():
    assert read(HEADER + "\n") == []


def test_a_file_that_is_not_there_or_no_table_is_named(tmp_path):
    with pytest.raises(SourceError) as error:
        list(REPORTS.read(tmp_path / "no.csv"))
    assert error.value.code == Reason.FILE_MISSING
    assert refused(b"%PDF-1.7 ...").code == Reason.FORMAT_UNKNOWN
    assert refused(b"<html><body>logga in</body></html>").code == Reason.FORMAT_UNKNOWN


def test_a_large_file_is_streamed_in_flat_memory(tmp_path):
    path = tmp_path / "large.csv"
    with path.open("w") as file:
        file.write(f"{HEADER},text\n")
        for i in range(60_000):
            file.write(
                f"theft,2024-03-{i % 28 + 1:02} {i % 24:02}:{i % 60:02},17.{i},59.{i % 99:02},{'x' * 100}\n"
            )
    tracemalloc.start()
    count = sum(isinstance(f, ReportRecord) for f in REPORTS.read(path))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 60_000
    assert path.stat().st_size > 8_000_000
    assert peak < 5_000_000


def test_the_same_content_has_the_same_fingerprint_wherever_it_stands():
    first, second, third = read(f"{HEADER}\n{GOOD}\n{GOOD}\n{GOOD.replace('30', '31')}\n")
    assert first.fingerprint() == second.fingerprint() != third.fingerprint()
