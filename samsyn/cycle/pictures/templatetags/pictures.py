# SPDX-License-Identifier: EUPL-1.2
"""Names from the catalogue, in the reader's language."""

from __future__ import annotations

from django import template
from django.utils.translation import get_language

from samsyn.catalogue import categories
from samsyn.kit import formats

register = template.Library()


@register.filter
def category_name(key: str) -> str:
    """The name of a category or subcategory; the key itself when the catalogue does not know it."""
    language = get_language() or "sv"
    if "." in str(key):
        part = categories.subcategory(key)
        if part is not None:
            return part.name(language)
    found = categories.get(str(key))
    return found.name(language) if found else str(key)


@register.filter
def per_years(days: float) -> str:
    """So many days as years, rounded down: how seldom chance gives as much."""
    return formats.whole(max(int(days / 365), 1))


@register.filter
def whole_years(days: float) -> int:
    """So many days as a whole number of years, at least one: for the choice between one and several."""
    return max(int(days / 365), 1)
