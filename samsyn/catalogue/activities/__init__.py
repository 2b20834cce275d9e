# SPDX-License-Identifier: EUPL-1.2
"""What partners do: one TOML file a kind of activity or measure, with its unit and who usually owns it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from samsyn.catalogue.loader import CatalogueError, Entry, Names, in_order, names, own_folder, texts

KIND = "activities"
PREVENTION = ("situational", "social", "both")
OWNERS = (
    *("municipality", "police", "housing", "school", "fire_service", "association", "transport", "guard"),
    "other",
)
# Units of the parties' own work, which is shown as it is.
OWN_WORK = ("occasions", "hours")
_KNOWN = {
    *(
        "name",
        "help",
        "order",
        "unit",
        "unit_name",
        "owner",
        "prevention",
        "place",
        "measure",
        "review_months",
    ),
    *("categories", "words", "retired", "several_owners"),
    *("operative", "show_from", "preconditions", "residents", "counts"),
}


@dataclass(frozen=True)
class ActivityKind:
    """One kind of activity.

    `unit` is the code of what is counted and `unit_name` its word in the plural. `owner` is the kind of organisation
    that usually does it, `prevention` whether it works on the situation or on people. `place` says whether it needs
    a point or an area. `measure` is true for what stays in place afterwards (light, camera), which is looked at
    again after `review_months`. `categories` are what it usually acts against. Date and place of an `operative`
    kind are never told before it is done. `preconditions` are what must be in place, `residents` what people are
    told, `counts` what may be counted, and under `show_from` no number about people is published.
    """

    key: str
    order: int
    name: Names
    help: Names
    unit: str
    unit_name: Names
    owner: str
    prevention: str
    place: str
    measure: bool
    review_months: int | None
    categories: tuple[str, ...]
    words: tuple[str, ...]
    retired: bool = False
    operative: bool = False
    show_from: int = 1
    preconditions: tuple[Names, ...] = ()
    residents: Names = field(default_factory=lambda: Names({"sv": ""}))
    counts: tuple[str, ...] = ()

    @property
    def counts_people(self) -> bool:
        """Whether what is counted is people, so that a small number is not published."""
        return self.show_from > 1 and self.unit not in OWN_WORK

    def counts_people_in(self, unit: str) -> bool:
        """The same of one activity, whose own `unit` (a word) may be another: a course counted in occasions.

        A word that nobody knows is taken for the kind's own.

        >>> course = get("course")
        >>> course.counts_people_in("deltagare"), course.counts_people_in("tillfällen"), course.counts_people_in("elever")
        (True, False, True)
        """
        word = unit.strip().lower()
        if word in _words(self):
            return self.counts_people
        return self.counts_people and word not in _own_work_words(own_folder())


def every(*, retired: bool = False) -> tuple[ActivityKind, ...]:
    """Every kind in its order; the retired ones only where asked for."""
    return tuple(found for found in _loaded(own_folder()).values() if retired or not found.retired)


def get(key: str) -> ActivityKind | None:
    """The kind of a key, retired ones too; None if there is none."""
    return _loaded(own_folder()).get(key)


def _words(kind: ActivityKind) -> set[str]:
    return {word.lower() for word in kind.unit_name.by_language.values()}


@lru_cache
def _own_work_words(own: Path | None) -> frozenset[str]:
    """The words for what the parties themselves do, of every kind that counts it."""
    kinds = _loaded(own).values()
    return frozenset(word for kind in kinds if not kind.counts_people for word in _words(kind))


@lru_cache
def _loaded(own: Path | None) -> Mapping[str, ActivityKind]:
    entries = in_order((_kind(entry) for entry in texts(KIND, own)), lambda found: (found.order, found.key))
    return {found.key: found for found in entries}


def _kind(entry: Entry) -> ActivityKind:
    facts, path = entry.facts, entry.folder / f"{entry.key}.toml"
    unknown = sorted(set(facts) - _KNOWN)
    if unknown:
        raise CatalogueError("value_unknown", path, ", ".join(unknown))
    owner, prevention = str(facts.get("owner", "other")), str(facts.get("prevention", "both"))
    for name, value, allowed in (("owner", owner, OWNERS), ("prevention", prevention, PREVENTION)):
        if value not in allowed:
            raise CatalogueError("value_wrong", path, f"{name} = {value}")
    return ActivityKind(
        key=entry.key,
        order=int(facts.get("order", 1000)),
        name=names(entry, facts, "name"),
        help=names(entry, facts, "help", needed=False),
        unit=str(facts.get("unit", "occasions")),
        unit_name=names(entry, facts, "unit_name"),
        owner=owner,
        prevention=prevention,
        place=str(facts.get("place", "area")),
        measure=bool(facts.get("measure", False)),
        review_months=facts.get("review_months"),
        categories=tuple(facts.get("categories", ())),
        words=tuple(word.casefold() for word in facts.get("words", ())),
        retired=bool(facts.get("retired", False)),
        operative=bool(facts.get("operative", False)),
        show_from=int(facts.get("show_from", 1)),
        preconditions=tuple(Names(dict(row)) for row in facts.get("preconditions", ())),
        residents=names(entry, facts, "residents", needed=False),
        counts=tuple(facts.get("counts", ())),
    )
