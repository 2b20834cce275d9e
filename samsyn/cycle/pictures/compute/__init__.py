# SPDX-License-Identifier: EUPL-1.2
"""The bridge to the analysis: reports in, the numbers of a picture out, in one shape for page, document and command."""

from samsyn.cycle.pictures.compute.alerts import (
    BUDGET,
    RAISED_LATELY,
    YEAR,
    Found,
    Hits,
    hits,
    raised,
    record_from,
    search,
)
from samsyn.cycle.pictures.compute.figures import CELL, news, picture
from samsyn.cycle.pictures.compute.naming import gathered
from samsyn.cycle.pictures.compute.public import public_edition
from samsyn.cycle.pictures.compute.question import Question, asked_of, seen_by_all, year_before
from samsyn.cycle.pictures.compute.remembered import MEMORY
from samsyn.cycle.pictures.compute.themes import themes

__all__ = [
    "BUDGET",
    "CELL",
    "MEMORY",
    "RAISED_LATELY",
    "Found",
    "Hits",
    "Question",
    "asked_of",
    "gathered",
    "hits",
    "record_from",
    "YEAR",
    "news",
    "picture",
    "public_edition",
    "raised",
    "search",
    "seen_by_all",
    "themes",
    "year_before",
]
