# SPDX-License-Identifier: EUPL-1.2
"""A drawing that carries its own look: for PDF and Word, where no stylesheet reaches it.

The colours are those of light paper, the same as in `frontend/css/tokens.css`; a test holds them to each other.
"""

from __future__ import annotations

import re
from typing import Any

from django.utils.html import escape

INK, INK_2, PENCIL, HAIR, UP, DOWN = "#1d2a2b", "#55605e", "#7b837b", "#e1dacc", "#93391f", "#1b5e7c"
# The status of a promise: kept, partly kept, missed.
KEPT, PARTLY, MISSED = "#17616a", "#8f5b10", "#9a3b23"
SEQ = ("#eedcb4", "#e0c183", "#cda153", "#ae7731", "#804d1e", "#4c2a13")
_LOOK: dict[str, dict[str, Any]] = {
    "grid": {"stroke": HAIR, "stroke-width": 1},
    "axis": {"stroke": INK, "stroke-width": 1},
    "line": {"fill": "none", "stroke": INK, "stroke-width": 2, "stroke-linejoin": "round"},
    "dot": {"fill": INK},
    "ring": {"fill": "none", "stroke": UP, "stroke-width": 2.5},
    "break": {"stroke": INK, "stroke-width": 1.4, "stroke-dasharray": "2 3"},
    "slash": {"stroke": INK, "stroke-width": 1.6},
    "gap": {"fill": "none", "stroke": PENCIL, "stroke-dasharray": "2 3"},
    "bar": {"fill": INK},
    "solid": {"fill": INK},
    "tick": {"stroke": INK, "stroke-width": 3},
    "none": {"stroke": PENCIL, "stroke-width": 1.5, "stroke-dasharray": "2 3.5"},
    "base": {"stroke": HAIR, "stroke-width": 1},
    "seq-0": {"fill": "#ffffff", "stroke": HAIR, "stroke-width": 0.5},
    "area": {"fill": "none", "stroke": PENCIL, "stroke-width": 1, "stroke-dasharray": "4 2"},
    "sure": {"fill": "none", "stroke": INK, "stroke-width": 2.2},
}
LOOK = _LOOK | {f"seq-{level}": {"fill": colour} for level, colour in enumerate(SEQ, start=1)}
WORDS: dict[str, dict[str, Any]] = {
    "end": {"text-anchor": "end"},
    "middle": {"text-anchor": "middle"},
    "strong": {"fill": INK, "font-weight": 600},
}
_TAG = re.compile(r'<(\w+)((?:\s[\w:-]+="[^"]*")*)\s*(/?)>')
_ATTRIBUTE = re.compile(r'([\w:-]+)="([^"]*)"')
_PATTERNS = "".join(
    f'<pattern id="{name}" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    f'<line x1="0" y1="0" x2="0" y2="5" stroke="{colour}" stroke-width="{width}"/></pattern>'
    for name, colour, width in (
        ("hatch-pencil", PENCIL, 2.2),
        ("hatch-up", UP, 3.2),
        ("hatch-down", DOWN, 3.2),
    )
)


def printed(drawing: str) -> str:
    """One of our drawings with its look as attributes instead of classes, its hatches inside, and its size given."""
    made = _TAG.sub(_dressed, drawing)
    # What it shows is said by the figure's own words in a document.
    made = re.sub(r"<(title|desc)>.*?</\1>", "", made, flags=re.S)
    return made.replace(">", f"><defs>{_PATTERNS}</defs>", 1)


def _dressed(found: re.Match[str]) -> str:
    name, rest, close = found.groups()
    kept = dict(_ATTRIBUTE.findall(rest))
    classes = kept.pop("class", "").split()
    look: dict[str, Any] = {}
    if name == "svg":
        box = kept["viewBox"].split()
        kept = {"xmlns": "http://www.w3.org/2000/svg", "viewBox": kept["viewBox"]}
        look = {"width": box[2], "height": box[3]}
    elif name == "text":
        look = {"fill": INK_2, "font-family": "Inter", "font-size": 12}
        for one in classes:
            look |= WORDS.get(one, {})
    else:
        for one in classes:
            look |= LOOK.get(one, {})
    told = " ".join(f'{key}="{escape(value)}"' for key, value in look.items() if key not in kept)
    same = " ".join(f'{key}="{value}"' for key, value in kept.items())
    return f"<{' '.join(part for part in (name, same, told) if part)}{close}>"
