# SPDX-License-Identifier: EUPL-1.2
"""Small components are drawn once for what they are given: a sign, a status, a line of sources stands on every page."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from django.template.base import Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django_cotton.templatetags import Attrs, UnprocessableDynamicAttr
from django_cotton.templatetags._component import AttrKind, CottonComponentNode, cotton_component
from django_cotton.templatetags._slot import CottonSlotNode

register = template.Library()

# What these say follows from what they are given and the language alone: each declares all that it reads.
SELF_CONTAINED = frozenset(
    {
        "approval",
        "definition",
        "fact",
        "glyph",
        "key-line",
        "lead",
        "link",
        "mark",
        "missing",
        "period-cell",
        "qa",
        "say",
        "source",
        "squares",
        "status",
        "verdict",
    }
)
# So many are kept, and none of more signs inside: what is long is seldom given twice.
MOST, LONGEST = 4096, 600
_PLAIN = frozenset({str, SafeString, int, float, bool, type(None)})
# What such a value says depends on what was drawn before it.
_COUNTING = ("cycle", "ifchanged")

_made: dict[tuple[Any, ...], SafeString] = {}


class SelfContainedNode(CottonComponentNode):  # type: ignore[misc]
    """A component that reads what it is given and nothing else of the page; drawn anew only where that is new."""

    def render(self, context: Context) -> SafeString:
        """The component, as it was drawn before for the same values and language, or drawn now."""
        given = self._given(context)
        if given is None:
            return SafeString(super().render(context))
        slot = self.nodelist.render(context) if self.nodelist else SafeString("")
        if len(slot) > LONGEST or settings.DEBUG:
            return self._draw(context, given, slot)
        # A text that was made safe is not the same as one that was not, nor 1 as True.
        key = (self.component_name, get_language(), slot, *given.items(), *map(type, given.values()))
        found = _made.get(key)
        if found is None:
            found = self._draw(context, given, slot)
            if len(_made) >= MOST:
                _made.clear()
            _made[key] = found
        return found

    def _given(self, context: Context) -> dict[str, Any] | None:
        """The values of its attributes; None where one is more than a plain value."""
        given: dict[str, Any] = {}
        for attr in self._prepared_attrs:
            if attr.kind == AttrKind.ESCAPED:
                value = attr.compiled.render(context) if attr.compiled else attr.value
            elif attr.kind in (AttrKind.BOOLEAN, AttrKind.STATIC):
                value = attr.value
            else:
                try:
                    value = attr.compiled.resolve(context)
                except UnprocessableDynamicAttr:
                    return None
            if type(value) not in _PLAIN:
                return None
            given[attr.key] = value
        return given

    def _draw(self, context: Context, given: dict[str, Any], slot: str) -> SafeString:
        attrs = Attrs(dict(given))
        drawn = self._get_cached_template(context, attrs)
        words = self._extract_vars_from_template(drawn, Context(), attrs, {})
        own = {"key": self.component_name, "attrs": attrs, "slots": {}}
        state = {**words, **attrs.make_attrs_accessible(), "attrs": attrs, "slot": slot}
        return SafeString(drawn.render(Context(state | {"cotton_data": {"stack": [own], "vars": {}}})))


@register.tag("cotton")
def component(parser: Parser, token: Token) -> CottonComponentNode:
    """<c-name …>: as the library has it, but for the small ones that read only what they are given."""
    node = cotton_component(parser, token)
    if node.component_name in SELF_CONTAINED and _is_plain(node):
        node.__class__ = SelfContainedNode
    return node


def _is_plain(node: CottonComponentNode) -> bool:
    """Whether it is given one slot, and attributes whose values do not count how often they were asked for."""
    named = any(found.get_nodes_by_type(CottonSlotNode) for found in node.nodelist)
    values = [str(value) for key, value in node.attrs.items() if key not in ("attrs", ":attrs")]
    whole = len(values) == len(node.attrs)
    return whole and not named and not any(word in value for word in _COUNTING for value in values)
