# SPDX-License-Identifier: EUPL-1.2
"""What can be done about a cause, and what is known of it: the 25 techniques of situational prevention, and evaluated measures."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from samsyn.catalogue.loader import CatalogueError, Entry, Names, in_order, names, own_folder, texts

KIND = "measures"
STRATEGIES = ("effort", "risk", "reward", "provocation", "excuse", "social")
EVIDENCE = ("strong", "some", "mixed", "none_known")
SIDES = ("victim", "offender", "place")
_KNOWN = {"name", "order", "technique", "strategy", "sides", "categories", "words", "evidence", "example"} | {
    *("effect", "mechanism", "where", "how", "cost", "source", "activity")
}


@dataclass(frozen=True)
class Measure:
    """One measure.

    `technique` is its number among the 25 (0 for none), `strategy` how it works, `sides` which side of a causal
    analysis it acts on. The five questions of EMMIE: `effect`, `mechanism`, `where`, `how` and `cost`, each empty where
    nothing is known; `source` names what that rests on. `evidence` says how sure: strong, some, mixed or none_known.
    `activity` is the kind of activity that carries it out.
    """

    key: str
    order: int
    name: Names
    technique: int
    strategy: str
    sides: tuple[str, ...]
    categories: tuple[str, ...]
    words: tuple[str, ...]
    evidence: str
    example: Names
    effect: Names
    mechanism: Names
    where: Names
    how: Names
    cost: Names
    source: str
    activity: str


def every() -> tuple[Measure, ...]:
    """Every measure in its order."""
    return tuple(_loaded(own_folder()).values())


def get(key: str) -> Measure | None:
    """The measure of a key, or None."""
    return _loaded(own_folder()).get(key)


def for_cause(text: str, *, category: str = "", side: str = "") -> list[Measure]:
    """Measures for a probable cause: whose words stand in it, or that act on its category from its side.

    Those whose words are used come first. A category may be dotted; its first part counts.

    >>> [row.key for row in for_cause("Gångvägen är mörk.", category="vandalism", side="place")][:1]
    ['street_lighting']
    """
    low, head = text.casefold(), category.partition(".")[0]
    said = [row for row in every() if any(word in low for word in row.words)]
    fitting = [
        row
        for row in every()
        if row not in said and head and head in row.categories and (not side or side in row.sides)
    ]
    return [*said, *fitting]


@lru_cache
def _loaded(own: Path | None) -> Mapping[str, Measure]:
    entries = in_order(
        (_measure(entry) for entry in texts(KIND, own)), lambda found: (found.order, found.key)
    )
    return {found.key: found for found in entries}


def _measure(entry: Entry) -> Measure:
    facts, path = entry.facts, entry.folder / f"{entry.key}.toml"
    unknown = sorted(set(facts) - _KNOWN)
    if unknown:
        raise CatalogueError("value_unknown", path, ", ".join(unknown))
    strategy, evidence = str(facts.get("strategy", "")), str(facts.get("evidence", "none_known"))
    sides = tuple(facts.get("sides", ()))
    for name, values, allowed in (
        ("strategy", (strategy,), STRATEGIES),
        ("evidence", (evidence,), EVIDENCE),
        ("sides", sides, SIDES),
    ):
        wrong = [value for value in values if value not in allowed]
        if wrong:
            raise CatalogueError("value_wrong", path, f"{name} = {', '.join(wrong)}")
    if not facts.get("source"):
        raise CatalogueError("value_missing", path, "source")
    if evidence in ("strong", "some", "mixed") and not facts.get("effect"):
        raise CatalogueError("value_missing", path, "effect")

    def said(name: str) -> Names:
        return names(entry, facts, name, needed=False)

    return Measure(
        key=entry.key,
        order=int(facts.get("order", 1000)),
        name=names(entry, facts, "name"),
        technique=int(facts.get("technique", 0)),
        strategy=strategy,
        sides=sides,
        categories=tuple(facts.get("categories", ())),
        words=tuple(word.casefold() for word in facts.get("words", ())),
        evidence=evidence,
        example=said("example"),
        effect=said("effect"),
        mechanism=said("mechanism"),
        where=said("where"),
        how=said("how"),
        cost=said("cost"),
        source=str(facts["source"]),
        activity=str(facts.get("activity", "")),
    )
