# SPDX-License-Identifier: EUPL-1.2
"""Names from the catalogue, in the page's language."""

from __future__ import annotations

from django import template
from django.utils.translation import get_language

from samsyn.catalogue import categories

register = template.Library()


@register.filter
def category_name(key: str) -> str:
    """The name of a category or subcategory; the key itself where the catalogue has none."""
    found = (categories.subcategory(key) if "." in key else None) or categories.get(key)
    return found.name(get_language() or "sv") if found else key


@register.filter
def is_danger(key: str) -> bool:
    """Whether 112 and 114 14 are said first for a category."""
    found = categories.get(key)
    return bool(found and found.danger)


@register.filter
def hours(report: object) -> str:
    """The hours of a report's wall clock: '18.00–22.00', '14.30' or nothing."""
    start, end = (
        str(getattr(report, name, ""))[11:16].replace(":", ".") for name in ("wall_from", "wall_to")
    )
    return f"{start}–{end}" if start and end else start
