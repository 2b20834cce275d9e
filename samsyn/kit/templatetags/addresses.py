# SPDX-License-Identifier: EUPL-1.2
"""Addresses are made once for a view, what it is asked for and the language: a page names the same ones again and again."""

from __future__ import annotations

from functools import lru_cache

from django import template
from django.template.base import Parser, Token
from django.template.context import Context
from django.template.defaulttags import URLNode, url
from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

register = template.Library()

# By their own type: True is no number here.
_PLAIN = frozenset({str, SafeString, int})


class KeptURLNode(URLNode):
    """The library's tag; what it makes of plain words and numbers is remembered."""

    def render(self, context: Context) -> str:
        """The address, escaped where the page is."""
        name = self.view_name.resolve(context)
        given = tuple((key, value.resolve(context)) for key, value in self.kwargs.items())
        plain = isinstance(name, str) and ":" not in name and all(type(one) in _PLAIN for _, one in given)
        if self.asvar or self.args or not plain:
            return str(super().render(context))
        # The language stands in the prefix.
        found = _reversed(name, given, get_script_prefix(), get_urlconf())
        return str(conditional_escape(found)) if context.autoescape else found


@lru_cache(maxsize=4096, typed=True)
def _reversed(name: str, given: tuple[tuple[str, str | int], ...], prefix: str, urlconf: str | None) -> str:
    return reverse(name, urlconf, kwargs=dict(given))


@register.tag("url")
def kept_url(parser: Parser, token: Token) -> URLNode:
    """{% url "name" key=key %}, as the library has it."""
    node = url(parser, token)
    node.__class__ = KeptURLNode
    return node
