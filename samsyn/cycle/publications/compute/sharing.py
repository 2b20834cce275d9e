# SPDX-License-Identifier: EUPL-1.2
"""The words to share what is published by, a text for each channel; made from what the page shows and nothing else."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.template.loader import render_to_string

# The channels that a text is written for, in the order they are shown; each has a template.
CHANNELS = ("site", "post", "short")


def shared_promise(entry: dict[str, Any], link: str) -> str:
    """What to say of one promise, with its link."""
    return _text("promise_short", entry | {"link": link})


def promise_alt(entry: dict[str, Any]) -> str:
    """What the picture of a promise shows, in words."""
    return _text("promise_alt", entry)


def figures_said(entry: dict[str, Any]) -> str:
    """How a promise stands and every figure of the latest period, in words."""
    return _text("promise_lines", entry)


def shared_followup(
    partnership: Any, promises: list[dict[str, Any]], period: str, links: dict[str, str]
) -> dict[str, Any]:
    """What to say of a whole follow-up: `texts` by channel, and `alt` for its picture.

    `links` holds whole addresses: `link` to the promises, `report` to the report page.
    """
    context = links | _context(partnership, promises, period)
    texts = [{"channel": channel, "text": _text(f"followup_{channel}", context)} for channel in CHANNELS]
    return {"texts": texts, "alt": _text("followup_alt", context)}


def followup_alt(partnership: Any, promises: list[dict[str, Any]], period: str) -> str:
    """What the picture of a whole follow-up shows, in words."""
    return _text("followup_alt", _context(partnership, promises, period))


def _context(partnership: Any, promises: list[dict[str, Any]], period: str) -> dict[str, Any]:
    tally = Counter(entry["standing"]["status"] for entry in promises)
    return {
        "partnership": partnership,
        "period": period,
        "promises": promises,
        "tally": [{"code": code, "count": count} for code, count in tally.most_common()],
    }


def _text(name: str, context: dict[str, Any]) -> str:
    return render_to_string(f"publications/social/{name}.txt", context).strip()
