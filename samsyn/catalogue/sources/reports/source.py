# SPDX-License-Identifier: EUPL-1.2
"""Reads reports row by row: what, when and where, each bad row named with its field, reason and what to do."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from samsyn.catalogue import categories
from samsyn.catalogue.reading.dates import WallClock
from samsyn.catalogue.reading.jsonrows import X, Y
from samsyn.catalogue.reading.mapping import FileMapping, checked
from samsyn.catalogue.reading.opening import File, Opened
from samsyn.catalogue.reading.places import WGS84, Bounds, Plausible
from samsyn.catalogue.reading.rows import each
from samsyn.catalogue.reading.tables import Table, columns, opened_table
from samsyn.catalogue.reasons import Reason
from samsyn.catalogue.records import NOTHING, BadRow, Rejected, ReportRecord, SourceError
from samsyn.catalogue.sources.reports import where
from samsyn.catalogue.sources.reports.columns import FIELDS, PEEK, guessed, sampled
from samsyn.catalogue.sources.reports.when import When

CERTAINTIES = {"seen": "seen", "heard": "heard", "suspected": "suspected"} | {
    word: key
    for key, words in {
        "seen": "sett sett själv såg säker egen iakttagelse observed certain",
        "heard": "hört hörsägen berättat fått höra told",
        "suspected": "misstänkt misstanke misstänker osäker suspicion",
    }.items()
    for word in words.split()
}
CHANNELS = ("resident", "staff", "import")
EXTRA = ("place_type", "indoors", "number_band", "felt_effect", "reported_elsewhere", "weekdays", "hours")
CACHE = 50_000


def read(
    file: File,
    *,
    mapping: Mapping[str, Any] | None = None,
    crs: str | None = None,
    timezone: str = "Europe/Stockholm",
    near: Bounds | None = None,
) -> Iterator[ReportRecord | Rejected]:
    """Each report of a file, and each row that was not taken, in the order of the file.

    Without a mapping the columns are told from their names. `longitude` and `latitude` are degrees in WGS 84, `x`
    and `y` are east and north in `crs`. `near` are the bounds (west, south, east, north) where the points should
    lie, in that system: it tells swapped coordinates apart outside Sweden. Raises SourceError.
    """
    plan = checked(mapping, FIELDS)
    with Opened(file) as opened:
        wanted = set(plan.columns.values())
        table = opened_table(
            opened,
            is_header=lambda cells: _holds(cells, wanted) if wanted else "category" in guessed(cells),
            sheet=plan.options.get("sheet"),
        )
        if not plan.columns:
            plan = FileMapping(
                guessed(table.header), plan.categories, plan.default, plan.values, plan.options
            )
        yield from _Reading(table, plan, crs, timezone, near).records()


def guess_mapping(file: File) -> dict[str, Any]:
    """A mapping guessed from the header and the first rows, in the shape of a mapping file, to be looked over.

    `columns` by field, `categories` with each word found (the key where it is clear, else ""), `crs` where the
    numbers tell it, and `header` and `samples` to show beside.
    """
    with Opened(file) as opened:
        table = opened_table(opened, is_header=lambda cells: "category" in guessed(cells))
        return sampled(table, _category_keys())


def words_of(file: File, column: str) -> dict[str, str]:
    """The words in a column that was chosen for the category, each with its key where that is clear, else ""."""
    keys = _category_keys()
    with Opened(file) as opened:
        table = opened_table(opened, is_header=lambda cells: _holds(cells, {column}))
        if column not in table.header:
            return {}
        at = table.header.index(column)
        rows = (item[1] for item in islice(table.rows, PEEK) if not isinstance(item, Rejected))
        words = dict.fromkeys(row[at].strip() for row in rows if at < len(row) and row[at].strip())
    return {word: keys.get(word.casefold(), "") for word in islice(words, 200)}


def _holds(cells: Sequence[str], wanted: set[str]) -> bool:
    folded = {cell.casefold() for cell in cells}
    return all(name.strip().casefold() in folded for name in wanted)


def _category_keys() -> dict[str, str]:
    """Every way to write a category: key, dotted key, code, or name in a language; all folded."""
    keys: dict[str, str] = {}
    for category in categories.every(retired=True):
        for part in category.subcategories:
            for word in part.name.by_language.values():
                keys.setdefault(word.casefold(), part.key)
    for category in categories.every(retired=True):
        keys |= {category.key: category.key, category.code.casefold(): category.key}
        keys |= {part.key: part.key for part in category.subcategories}
        keys |= {word.casefold(): category.key for word in category.name.by_language.values()}
    return keys


class _Reading:
    """One file being read with one mapping."""

    def __init__(
        self, table: Table, plan: FileMapping, crs: str | None, timezone: str, near: Bounds | None = None
    ) -> None:
        self.table = table
        self.timezone = timezone
        self.clock = WallClock(timezone, month_first=plan.options.get("date_order") == "mdy")
        self.at = columns(table, plan.columns)
        self.names = {field: table.header[i] for field, i in self.at.items()}
        self._check_complete(plan)
        self.default = plan.default
        self.keys = _category_keys() | dict(plan.categories)
        self.values = plan.values
        self.fixed_organisation = plan.options.get("organisation")
        self.fixed_channel = plan.options.get("channel", "import")
        unknown = sorted(
            {key for key in (*plan.categories.values(), plan.default) if key and not categories.exists(key)}
        )
        if unknown:
            raise SourceError(Reason.MAPPING_UNKNOWN_CATEGORY, keys=unknown)
        self.found_category: dict[str, tuple[str, str | None]] = {}
        self.crs = self._crs(plan, crs)
        self.plausible = Plausible(self.crs, near) if self.crs else None

    def _check_complete(self, plan: FileMapping) -> None:
        missing = []
        if "category" not in self.at and plan.default is None:
            missing.append("category")
        if not {"occurred_at", "occurred_from", "occurred_to"} & self.at.keys():
            missing.append("occurred_at")
        for one, other in (("longitude", "latitude"), ("latitude", "longitude"), ("x", "y"), ("y", "x")):
            if one in self.at and other not in self.at:
                missing.append(other)
        if missing:
            found = [name for name in self.table.header if name]
            raise SourceError(Reason.MAPPING_INCOMPLETE, fields=missing, found=found)

    def _crs(self, plan: FileMapping, crs: str | None) -> str | None:
        """The coordinate system of the points; sets where x and y stand."""
        at, header = self.at, self.table.header
        self.x = self.y = None
        if "longitude" in at:
            self.x, self.y = at["longitude"], at["latitude"]
            return WGS84
        crs = crs or plan.options.get("crs")
        if "x" in at:
            self.x, self.y = at["x"], at["y"]
            if crs is None:
                raise SourceError(Reason.CRS_MISSING)
            return str(crs)
        if X in header:
            self.x, self.y = header.index(X), header.index(Y)
            return str(crs or self.table.crs or WGS84)
        return None

    def records(self) -> Iterator[ReportRecord | Rejected]:
        """Each row as a report, or why not."""
        return each(self.table, self._one())

    def _one(self) -> Callable[[int, list[str]], ReportRecord]:
        """The function that reads one row, with everything it needs at hand: this is the inner loop."""
        at = self.at
        timing = When(at, self.names, self.clock)
        when, plain = timing.read, timing.plain()
        what, place = self._what(), self._where()
        get = {
            name: at[name]
            for name in ("source_id", "place_text", "area", "text", "organisation")
            if name in at
        }
        id_at, place_at, area_at = get.get("source_id"), get.get("place_text"), get.get("area")
        text_at, org_at = get.get("text"), get.get("organisation")
        more = bool({"certainty", "channel", *EXTRA} & at.keys())
        timezone, fixed_org, fixed_channel, crs = (
            self.timezone,
            self.fixed_organisation,
            self.fixed_channel,
            self.crs,
        )
        known, category_at = self.found_category, at.get("category")
        simple_category = "subcategory" not in at and category_at is not None

        def one(row: int, cells: list[str]) -> ReportRecord:
            pair = known.get(cells[category_at]) if simple_category else None  # type: ignore[index]
            category, subcategory = pair if pair is not None else what(cells)
            if plain is not None:
                wall_from, wall_to = plain(cells), None
            else:
                wall_from, wall_to = when(cells)
            x, y = place(cells)
            certainty, channel, extra = None, fixed_channel, NOTHING
            if more:
                certainty, channel, extra = self._more(cells)
            return ReportRecord(
                row,
                cells[id_at].strip() or None if id_at is not None else None,
                category,
                subcategory,
                wall_from,
                wall_to,
                timezone,
                x,
                y,
                crs if x is not None else None,
                cells[place_at].strip() or None if place_at is not None else None,
                cells[area_at].strip() or None if area_at is not None else None,
                cells[text_at].strip() or None if text_at is not None else None,
                (cells[org_at].strip() or fixed_org) if org_at is not None else fixed_org,
                certainty,
                channel,
                extra,
            )

        return one

    def _what(self) -> Callable[[list[str]], tuple[str, str | None]]:
        at, sub_at = self.at.get("category"), self.at.get("subcategory")
        keys, default, known = self.keys, self.default, self.found_category

        def what(cells: list[str]) -> tuple[str, str | None]:
            word = cells[at].strip() if at is not None else ""
            key = keys.get(word.casefold()) if word else None
            if key is None:
                if default is None:
                    if not word:
                        raise BadRow(
                            "category", Reason.MISSING_VALUE, column=self.names.get("category", "category")
                        )
                    raise BadRow("category", Reason.UNKNOWN_CATEGORY, value=word[:200])
                key = default
            category, dot, _ = key.partition(".")
            subcategory = key if dot else None
            if sub_at is not None and (part := cells[sub_at].strip()):
                subcategory = self._subcategory(category, part) or subcategory
            elif at is not None and len(known) < CACHE:
                known[cells[at]] = (category, subcategory)
            return category, subcategory

        return what

    def _subcategory(self, category: str, word: str) -> str | None:
        """A subcategory by key, dotted key or name; unknown ones are left out, the category still says enough."""
        found = categories.get(category)
        folded = word.casefold()
        mapped = self.values.get("subcategory", {}).get(folded, folded)
        for part in found.subcategories if found else ():
            words = {
                part.key,
                part.key.split(".", 1)[1],
                *(name.casefold() for name in part.name.by_language.values()),
            }
            if mapped in words:
                return part.key
        return None

    def _where(self) -> Callable[[list[str]], where.Point]:
        if self.x is None or self.y is None or self.plausible is None:
            return lambda cells: where.NOWHERE
        degrees = "longitude" in self.at
        return where.reader(self.x, self.y, self.plausible, degrees=degrees, names=self.names)

    def _more(self, cells: list[str]) -> tuple[str | None, str, Mapping[str, object]]:
        """Certainty, channel and what else the file says; words that are not known say nothing."""
        at = self.at
        certainty, channel = None, self.fixed_channel
        if (i := at.get("certainty")) is not None:
            word = cells[i].strip().casefold()
            word = self.values.get("certainty", {}).get(word, word)
            certainty = CERTAINTIES.get(word) or CERTAINTIES.get(word.split(" ")[0])
        if (i := at.get("channel")) is not None:
            word = cells[i].strip().casefold()
            word = self.values.get("channel", {}).get(word, word)
            channel = word if word in CHANNELS else self.fixed_channel
        extra: dict[str, object] = {}
        for name in EXTRA:
            if (i := at.get(name)) is not None and (text := cells[i].strip()):
                extra[name] = self.values.get(name, {}).get(text.casefold(), text)
        return certainty, channel, extra or NOTHING
