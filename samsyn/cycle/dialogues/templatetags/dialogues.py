# SPDX-License-Identifier: EUPL-1.2
"""How differences between shares are written."""

from __future__ import annotations

from django import template

from samsyn.kit import formats

register = template.Library()


@register.filter
def points(difference: float | None) -> str:
    """A difference between two shares in whole percentage points: 0.071 → '+7'."""
    return "" if difference is None else formats.signed(round(difference * 100))


GLYPHS = {"done": "check", "planned": "ongoing", "not_done": "cross"}


@register.filter
def state_glyph(state: str) -> str:
    """The sign that stands beside what came of an observation."""
    return GLYPHS.get(state, "dot")
