# SPDX-License-Identifier: EUPL-1.2
"""Words for codes: each family is a template under words/, so that no text is composed in Python."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

# Not \s: a no-break space in a number must stay.
_PLAIN = frozenset({str, SafeString, int, float, bool, type(None)})
_BLANKS = re.compile(r"[ \t\r\n]+")


def words_for(family: str, code: object, **facts: Any) -> SafeString:
    """The words of `code` in words/<family>.html, in the page's language; '' where the family has none.

    The template sees `code` and the facts, and nothing else of the page.
    """
    plain = isinstance(code, str) and all(type(fact) in _PLAIN for fact in facts.values())
    if not plain or settings.DEBUG:
        return _rendered(family, code, **facts)
    # A text that was made safe is not the same as one that was not, nor 1 as True.
    kinds = tuple(map(type, facts.values()))
    return _remembered(family, code, get_language(), tuple(facts.items()), kinds)


@lru_cache(maxsize=8192, typed=True)
def _remembered(
    family: str, code: str, language: str | None, facts: tuple[tuple[str, Any], ...], kinds: tuple[type, ...]
) -> SafeString:
    """The words of a code and plain facts: the same on every page in a language, and asked for hundreds of times."""
    return _rendered(family, code, **dict(facts))


def _rendered(family: str, code: object, **facts: Any) -> SafeString:
    try:
        template = get_template(f"words/{family}.html")
    except TemplateDoesNotExist:
        return SafeString("")
    text = template.render({"code": code, **facts})
    return SafeString(_BLANKS.sub(" ", text).strip(" "))
