# SPDX-License-Identifier: EUPL-1.2
"""What a source hands over: reports, events, figures, and the rows that it could not read."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as default
from hashlib import sha256
from operator import attrgetter
from types import MappingProxyType

from samsyn.catalogue.reasons import Hint, Reason

NOTHING: Mapping[str, object] = MappingProxyType({})


def nothing() -> Mapping[str, object]:
    """The one empty mapping that records share."""
    return NOTHING


class SourceError(Exception):
    """The file as a whole cannot be read. Addressed to the officer who imports it, in words by a template.

    `code` is a `Reason`, `facts` what the sentence needs, `hint` what to do. Rows that were handed over before the
    error stand.
    """

    def __init__(self, code: Reason, **facts: object) -> None:
        self.code = code
        self.facts = facts
        self.hint = code.hint
        super().__init__(f"{code} {facts}")


@dataclass(frozen=True, slots=True)
class Rejected:
    """One row that did not go in: which, why and what to do.

    `row` is the row as a spreadsheet numbers it (header = 1), the line of an NDJSON file or the number of the item
    in a JSON file. `field` is the field of the mapping or None for the whole row. `raw` is the row as it stood, by
    column name, so that it can be written out, mended and imported again; free text may be in it.
    """

    row: int
    field: str | None
    reason: Reason
    facts: Mapping[str, object] = default(default_factory=nothing)
    hint: Hint | None = None
    raw: Mapping[str, str] = default(default_factory=dict)


class BadRow(Exception):
    """A row cannot be taken; raised and caught inside a reader."""

    def __init__(self, field: str | None, reason: Reason, **facts: object) -> None:
        self.field = field
        self.reason = reason
        self.facts = facts
        super().__init__(reason)

    def rejected(self, row: int, raw: Mapping[str, str]) -> Rejected:
        """The row as its reader hands it over."""
        return Rejected(row, self.field, self.reason, self.facts, self.reason.hint, raw)


@dataclass(frozen=True, slots=True)
class ReportRecord:
    """A report as it stands in a file: what, when, where; never who.

    `wall_from` and `wall_to` are wall clock in `zone`, as `YYYY-MM-DDTHH:MM`, or `YYYY-MM-DD` where the hour is not
    known; `wall_to` is None unless the file gives an interval. `x` and `y` are east and north in `crs` as given,
    None for a report without a place. `subcategory` is the whole dotted key.
    """

    row: int
    source_id: str | None
    category: str
    subcategory: str | None
    wall_from: str
    wall_to: str | None
    zone: str
    x: float | None
    y: float | None
    crs: str | None
    place_text: str | None = None
    area: str | None = None
    text: str | None = None
    organisation: str | None = None
    certainty: str | None = None
    channel: str = "import"
    extra: Mapping[str, object] = default(default_factory=nothing)

    def fingerprint(self) -> str:
        """A digest of the content without the row number: the same report gives the same, wherever it stands.

        Two rows with the same content have the same digest; whoever imports counts them apart.
        """
        content = (*_content(self), sorted(self.extra.items()))
        return sha256(repr(content).encode("utf-8", "backslashreplace")).hexdigest()


@dataclass(frozen=True, slots=True)
class EventRecord:
    """A published event of the police, shown beside the picture and never counted as crime.

    `kind` is "event", or "summary" for what sums up a night, updates or says that nobody is on duty. None in any
    field means that the source said nothing of it this time, which must not erase what is already known.
    `place_name` is a municipality or county, `gps` its midpoint (lat, lon), never the place of an event.
    `published_at` carries its offset, `wall_from` is the wall clock of the event in `zone`, told from the title.
    """

    row: int
    event_id: str
    kind: str | None
    type: str | None
    title: str | None
    summary: str | None
    url: str | None
    place_name: str | None
    gps: tuple[float, float] | None
    published_at: str | None
    wall_from: str | None
    zone: str


@dataclass(frozen=True, slots=True)
class FigureRecord:
    """An official number for a place and a period. `period_from` and `period_to` are days, both included.

    `group` tells rows of one measure apart (age, crime, speed class). `definition` is the code of how it is counted,
    `boundary_year` the year of the areas. `low` and `high` are the interval that the source itself prints.
    """

    row: int
    place_code: str | None
    place_name: str | None
    period_from: str
    period_to: str
    measure: str
    group: str | None
    value: float | None
    unit: str
    preliminary: bool = False
    definition: str | None = None
    boundary_year: int | None = None
    low: float | None = None
    high: float | None = None
    base: float | None = None
    extra: Mapping[str, object] = default(default_factory=nothing)


Record = ReportRecord | EventRecord | FigureRecord


# Everything but the row's number and what is extra: read at once, as this is done for every row of a file.
_content = attrgetter(*ReportRecord.__slots__[1:16])
