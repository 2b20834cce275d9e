# SPDX-License-Identifier: EUPL-1.2
"""What a report can be about: one TOML file a category, read by forms, map, filters and the rule for small counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from samsyn.catalogue.loader import CatalogueError, Entry, Names, in_order, names, own_folder, texts

KIND = "categories"
_KNOWN = {
    *(
        "name",
        "help",
        "examples",
        "order",
        "colour",
        "icon",
        "show_from",
        "retired",
        "photo_allowed",
        "danger",
    ),
    *("district_only", "police_initiated", "words", "place_types", "subcategories", "code"),
}


@dataclass(frozen=True)
class Subcategory:
    """A part of a category. `key` is the whole dotted key.

    A `fault` is something broken or left that somebody mends: it may be shown to anyone, one by one.
    """

    key: str
    name: Names
    words: tuple[str, ...] = ()
    danger: bool = False
    retired: bool = False
    fault: bool = False


@dataclass(frozen=True)
class Category:
    """One category, as its file says.

    `colour` is an index into the theme's scale of categories. A public count below `show_from` is never shown.
    `danger` means that the form says 112 (ongoing) and 114 14 first, `district_only` that the place is kept no finer
    than a district, `police_initiated` that counts follow how much the police look for it. A `retired` category is
    shown in old reports and cannot be chosen.
    """

    key: str
    code: str
    order: int
    name: Names
    help: Names
    examples: Mapping[str, tuple[str, ...]]
    colour: int
    icon: str
    show_from: int
    subcategories: tuple[Subcategory, ...]
    words: tuple[str, ...]
    place_types: tuple[str, ...]
    photo_allowed: bool = False
    danger: bool = False
    district_only: bool = False
    police_initiated: bool = False
    retired: bool = False


def every(*, retired: bool = False) -> tuple[Category, ...]:
    """Every category in its order; the retired ones only where asked for."""
    return tuple(found for found in _loaded(own_folder()).values() if retired or not found.retired)


def get(key: str) -> Category | None:
    """The category of a key or of a dotted subcategory key, retired ones too; None if there is none."""
    return _loaded(own_folder()).get(key.split(".", 1)[0])


def subcategory(key: str) -> Subcategory | None:
    """The subcategory of a dotted key."""
    category = get(key)
    return next((part for part in category.subcategories if part.key == key), None) if category else None


def exists(key: str) -> bool:
    """Whether a key, dotted or not, is in the catalogue."""
    return subcategory(key) is not None if "." in key else get(key) is not None


def faults(*, retired: bool = False) -> tuple[str, ...]:
    """The dotted keys of what is broken or left, and no crime or insecurity."""
    return tuple(
        part.key
        for category in every(retired=retired)
        for part in category.subcategories
        if part.fault and (retired or not part.retired)
    )


def guess(text: str, *, most: int = 3) -> list[str]:
    """Category keys whose words stand in a typed text, best first; what a form may suggest, never decide."""
    found: dict[str, int] = {}
    folded = text.casefold()
    for category in every():
        words = [*category.words, *(word for part in category.subcategories for word in part.words)]
        if hits := sum(len(word) for word in words if word in folded):
            found[category.key] = hits
    return sorted(found, key=lambda key: -found[key])[:most]


@lru_cache
def _loaded(own: Path | None) -> Mapping[str, Category]:
    entries = in_order(
        (_category(entry) for entry in texts(KIND, own)), lambda found: (found.order, found.key)
    )
    return {found.key: found for found in entries}


def _category(entry: Entry) -> Category:
    facts = entry.facts
    unknown = sorted(set(facts) - _KNOWN)
    if unknown:
        raise CatalogueError("value_unknown", entry.folder / f"{entry.key}.toml", ", ".join(unknown))
    parts = facts.get("subcategories", {})
    show_from = facts.get("show_from", 5)
    if not isinstance(show_from, int) or show_from < 1:
        raise CatalogueError("value_wrong", entry.folder / f"{entry.key}.toml", "show_from")
    return Category(
        key=entry.key,
        code=str(facts.get("code", entry.key[:3].upper())),
        order=int(facts.get("order", 1000)),
        name=names(entry, facts, "name"),
        help=names(entry, facts, "help", needed=False),
        examples={language: tuple(lines) for language, lines in facts.get("examples", {}).items()},
        colour=int(facts.get("colour", 0)),
        icon=str(facts.get("icon", "other")),
        show_from=show_from,
        subcategories=tuple(_part(entry, key, values) for key, values in parts.items()),
        words=tuple(word.casefold() for word in facts.get("words", ())),
        place_types=tuple(facts.get("place_types", ())),
        **{flag: bool(facts.get(flag, False)) for flag in _FLAGS},
    )


_FLAGS = ("photo_allowed", "danger", "district_only", "police_initiated", "retired")


def _part(entry: Entry, key: str, values: Mapping[str, object]) -> Subcategory:
    words = values.get("words", ())
    assert isinstance(words, (list, tuple))
    return Subcategory(
        key=f"{entry.key}.{key}",
        name=names(entry, values, "name"),
        words=tuple(str(word).casefold() for word in words),
        danger=bool(values.get("danger", False)),
        retired=bool(values.get("retired", False)),
        fault=bool(values.get("fault", False)),
    )
