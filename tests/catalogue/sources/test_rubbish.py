# SPDX-License-Identifier: EUPL-1.2
"""Damaged copies of every example: each row is taken or named, the file read or refused, and nothing else happens."""

import gzip
import io
import random
from operator import attrgetter

import pytest

from samsyn.catalogue import sources
from samsyn.catalogue.records import Rejected, SourceError

RUNS = 120
PIECES = (
    *(
        b"\x00",
        b'"',
        b";",
        b",",
        b"\n",
        b"\r",
        b"\xff",
        b"\xe5",
        b"\xc3",
        b"nan",
        b"1e999",
        b"{",
        b"}",
        b"[",
        b"]",
    ),
    *(
        b"null",
        b"-",
        b"9" * 40,
        b"\t",
        b"%",
        b"*",
        b"2024-13-45",
        b"99999",
        b"T25:61",
        b"NULL",
        b"\\ud800",
        b"_1",
    ),
    *("٣".encode(), "²".encode(), "½".encode(), "😀".encode()),
)


def damaged(data: bytes, rng: random.Random) -> bytes:
    """The data with a few pieces put in, cut out, copied, or written in another encoding."""
    out = bytearray(data)
    for _ in range(rng.randint(1, 6)):
        kind, at = rng.random(), rng.randrange(len(out) + 1)
        if kind < 0.5:
            out[at : at + rng.randint(0, 3)] = rng.choice(PIECES)
        elif kind < 0.7:
            out[at : at + rng.randint(1, 40)] = b""
        elif kind < 0.85:
            start = rng.randrange(len(out) + 1)
            out[at:at] = out[start : start + rng.randint(1, 60)]
        elif kind < 0.95:
            del out[at:]
        else:
            out = bytearray(out.decode("utf-8", "replace").encode("utf-16"))
    packed = rng.random() < 0.1
    return gzip.compress(bytes(out))[: rng.randint(5, 2000)] if packed else bytes(out)


@pytest.mark.parametrize("source", sources.every(), ids=attrgetter("key"))
def test_a_damaged_file_is_read_or_refused_with_a_reason(source):
    rng = random.Random(f"{source.key}-1")
    whole = source.example().read_bytes()
    for _ in range(RUNS):
        file = io.BytesIO(damaged(whole, rng))
        try:
            for found in source.read(file, **source.example_arguments):
                repr(found).encode()  # nothing in it that no database and no terminal takes
                if isinstance(found, Rejected):
                    assert set(found.facts) <= set(found.reason.facts)
            source.guess_mapping(file)
        except SourceError as refusal:
            facts, known = set(refusal.facts), set(refusal.code.facts)
            if not facts <= known:
                pytest.fail(f"{refusal.code} carries {facts - known}")
