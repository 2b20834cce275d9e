# SPDX-License-Identifier: EUPL-1.2
"""Every source reads its own example; a new source needs no test of its own."""

from operator import attrgetter

import pytest

from samsyn.catalogue import sources
from samsyn.catalogue.sources.expectation import plain

SOURCES = sources.every()


@pytest.mark.parametrize("source", SOURCES, ids=attrgetter("key"))
def test_a_source_reads_its_own_example(source):
    expected = source.expected()
    assert expected, "expected.json says nothing"
    assert [plain(record) for record in source.read_example()] == expected


@pytest.mark.parametrize("source", SOURCES, ids=attrgetter("key"))
def test_a_source_says_who_owns_it_and_what_to_print(source):
    assert source.owner
    assert source.licence("sv")
    assert source.licence("en") != source.licence("sv")
    assert source.name("en")
    assert source.every
    assert source.gives in sources.GIVES
    assert source.formats
    assert (source.folder / "source.py").is_file()
    assert source.folder.name.replace("_", "-") == source.key
