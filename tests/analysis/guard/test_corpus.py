# SPDX-License-Identifier: EUPL-1.2
"""How much does the guard find in labelled texts, and does the browser find the same? The figures are printed."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from samsyn.analysis._persondata_script import script_rules, translated
from samsyn.analysis.persondata import Certainty, suspects
from tests.analysis.guard import hard, seen, unseen
from tests.analysis.guard.drawing import CLEAN, Labelled
from tests.house import tree

PARTS = {"seen": seen.texts(), "unseen": unseen.texts()}
GUARD = tree.PRODUCT / "cycle" / "reports" / "static" / "reports" / "guard.js"
LEAST = {"personal_number": 0.98, "coordination_number": 0.98, "phone": 0.98, "email": 0.98, "plate": 0.98}
LEAST |= {"name": 0.85, "home_address": 0.85, "single_person": 0.85, "sensitive_group": 0.85}
FALSE_ALARMS = 0.02
ASK = """
import { readFileSync } from "node:fs";
import { guardOf } from "./guard.mjs";
const { rules, texts } = JSON.parse(readFileSync(0, "utf8"));
const guard = guardOf(rules);
const told = texts.map((t) => guard(t).map((s) => [s.code, t.slice(s.start, s.end), s.certainty]));
process.stdout.write(JSON.stringify(told));
"""
# Ten digits may be both a phone number and a personal number: either stops the text.
NUMBERS = {"personal_number", "coordination_number", "phone"}


def found(one: Labelled) -> bool:
    """Whether what is planted is marked as what it is."""
    wanted = {one.kind} | (NUMBERS if one.kind in NUMBERS else set())
    return any(
        mark.code.value in wanted and mark.start < one.end and one.start < mark.end
        for mark in suspects(one.text)
    )


def figures(part: list[Labelled]) -> dict[str, tuple[int, int]]:
    """How many of each kind were marked, of how many; of the clean ones how many were marked all the same."""
    many = Counter(one.kind for one in part)
    hit = Counter(one.kind for one in part if one.kind != CLEAN and found(one))
    hit[CLEAN] = sum(bool(suspects(one.text)) for one in part if one.kind == CLEAN)
    return {kind: (hit[kind], many[kind]) for kind in many}


def test_there_are_enough_texts_and_none_stands_in_both_parts() -> None:
    assert sum(map(len, PARTS.values())) >= 1_000
    assert {one.text for one in PARTS["seen"]}.isdisjoint(one.text for one in PARTS["unseen"])
    for kind in LEAST:
        assert sum(one.kind == kind for one in PARTS["unseen"]) >= 30, kind


@pytest.mark.parametrize("part", PARTS)
def test_the_guard_finds_what_it_promises(part: str) -> None:
    told = figures(PARTS[part])
    lines = [
        f"{part:<7} {kind:<20} {hit:>4} of {many:<4} {hit / many:.3f}" for kind, (hit, many) in told.items()
    ]
    print("\n" + "\n".join(lines))
    for kind, least in LEAST.items():
        hit, many = told[kind]
        assert hit >= least * many, lines
    stopped, clean = told[CLEAN]
    assert stopped <= FALSE_ALARMS * clean, lines


def test_the_page_about_the_guard_tells_these_figures() -> None:
    page = (tree.ROOT / "docs" / "guard.md").read_text(encoding="utf-8")
    for part, texts in PARTS.items():
        for kind, (hit, many) in figures(texts).items():
            line = f"| {part} | `{kind}` | {many} | {hit} |"
            assert line in page, f"docs/guard.md should say {line} {hit / many:.3f} |"


@pytest.mark.parametrize("part", PARTS)
def test_numbers_addresses_and_plates_are_refused_and_not_only_asked_about(part: str) -> None:
    """What the contract calls certain identifiers; landline numbers and a plate without its vehicle are only likely."""
    for kind in ("personal_number", "coordination_number", "email"):
        texts = [one for one in PARTS[part] if one.kind == kind]
        sure = sum(any(m.certainty is Certainty.CERTAIN for m in suspects(one.text)) for one in texts)
        assert sure >= 0.98 * len(texts), kind


def in_the_browsers_language(texts: list[str], folder: Path) -> list[list[list[str]]]:
    """What guard.js says of each text."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("no node on PATH")
    (folder / "guard.mjs").write_text(GUARD.read_text("utf-8"), encoding="utf-8")
    (folder / "ask.mjs").write_text(ASK, encoding="utf-8")
    told = json.dumps({"rules": script_rules(), "texts": texts})
    done = subprocess.run(
        [node, str(folder / "ask.mjs")], input=told, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-500:]
    answer: list[list[list[str]]] = json.loads(done.stdout)
    return answer


def on_the_server(texts: list[str]) -> list[list[list[str]]]:
    return [
        [[m.code.value, text[m.start : m.end], m.certainty.value] for m in suspects(text)] for text in texts
    ]


def test_browser_and_server_agree_on_every_text(tmp_path: Path) -> None:
    texts = [one.text for part in PARTS.values() for one in part]
    assert in_the_browsers_language(texts, tmp_path) == on_the_server(texts)


def test_browser_and_server_agree_on_texts_cut_and_joined_at_random(tmp_path: Path) -> None:
    rng = random.Random(5)
    whole = [one.text for part in PARTS.values() for one in part]
    made = []
    for _ in range(1_500):
        first, second = rng.choice(whole), rng.choice(whole)
        cut = rng.randrange(len(first) + 1)
        made.append(
            first[:cut]
            + rng.choice(["", " ", ", ", "\n", "🔥", "-", "("])
            + second[rng.randrange(len(second)) :]
        )
    for text, browser, server in zip(
        made, in_the_browsers_language(made, tmp_path), on_the_server(made), strict=True
    ):
        assert browser == server, text


def test_a_pattern_is_put_in_the_browsers_words() -> None:
    assert translated(r"(?P<who>[^\W\d_]+)(?i:ab)") == r"(?<who>\p{L}+)(?:[aA][bB])"
    with pytest.raises(ValueError, match="no word sign"):
        translated(r"[\W]")


def test_the_script_is_small_enough_for_a_phone() -> None:
    assert len(json.dumps(script_rules(), ensure_ascii=False).encode()) + Path(GUARD).stat().st_size < 40_000


def test_what_gets_past_is_told_and_not_hidden() -> None:
    texts = hard.texts()
    page = " ".join((tree.ROOT / "docs" / "guard.md").read_text(encoding="utf-8").split())
    marked = sum(found(one) for one in texts)
    assert f"{len(texts)} hard texts" in page
    assert f"{marked} of them are marked" in page
