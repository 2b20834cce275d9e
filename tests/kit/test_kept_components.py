# SPDX-License-Identifier: EUPL-1.2
"""Small components and addresses are made once for what they are given: the same as if made anew, in each language."""

from __future__ import annotations

from typing import Any

import pytest
from django.template import Context, Template, Variable, VariableDoesNotExist, engines
from django.template.loader import get_template
from django.urls import NoReverseMatch, get_script_prefix, set_script_prefix
from django.utils.safestring import mark_safe
from django.utils.translation import override
from django_cotton.templatetags._component import CottonComponentNode
from django_cotton.templatetags._vars import CottonVarsNode

from samsyn.kit.templatetags import components

pytestmark = pytest.mark.same_on_both


@pytest.fixture(autouse=True)
def nothing_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(components, "_made", {})


def drawn(source: str, **facts: Any) -> str:
    # Through the loader's compiler, which reads <c-name> as a tag.
    from django_cotton.compiler_regex import CottonCompiler

    return Template(CottonCompiler().process(source), engine=engines["django"].engine).render(Context(facts))


def words_read(thing: Any, found: set[str]) -> set[str]:
    """The first name of every variable anywhere in a compiled template."""
    if isinstance(thing, Variable):
        found |= set(thing.lookups[:1]) if thing.lookups else set()
    elif isinstance(thing, (list, tuple)):
        for one in thing:
            words_read(one, found)
    elif isinstance(thing, dict):
        words_read(list(thing.values()), found)
    elif type(thing).__module__.startswith(("django.template", "django_cotton", "samsyn.kit.templatetags")):
        slots = [name for kind in type(thing).__mro__ for name in getattr(kind, "__slots__", ())]
        for name in {*slots, *getattr(thing, "__dict__", {})} - {
            "origin",
            "engine",
            "active_library",
            "token",
        }:
            words_read(getattr(thing, name, None), found)
    return found


@pytest.mark.parametrize("name", sorted(components.SELF_CONTAINED))
def test_a_component_kept_by_what_it_is_given_reads_nothing_else_of_the_page(name: str) -> None:
    compiled = get_template(f"cotton/{name.replace('-', '_')}.html").template
    declared = {"slot", "attrs", "None", "forloop", "_"}
    for node in compiled.nodelist.get_nodes_by_type(CottonVarsNode):
        declared |= {var.accessible_key for var in node._prepared_vars}
    assert words_read(compiled.nodelist, set()) <= declared


def test_what_a_component_takes_from_its_page_would_be_seen() -> None:
    assert "partnership" in words_read(get_template("frame/public.html").template.nodelist, set())
    assert "point" in words_read(get_template("cotton/timeline.html").template.nodelist, set())


def test_what_is_kept_is_what_the_library_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    source = (
        '<c-status code="{{ code }}" detail="{{ detail }}" /><c-link strong="{{ detail }}" url="/a/?b=1&amp;c=2" broken>'
        '<b>{{ detail }}</b></c-link><c-period-cell period="2025-T1" :current="True" value="" :done="2" :of="3" />'
    )
    facts = {"code": "fulfilled", "detail": '<i>"så"</i>'}
    kept = [drawn(source, **facts), drawn(source, **facts)]
    assert len(components._made) >= 3
    monkeypatch.setattr(components, "SELF_CONTAINED", frozenset())
    assert kept == [drawn(source, **facts)] * 2
    assert "&lt;i&gt;" in kept[0] and "<i>" not in kept[0].replace("<i></i>", "").replace(
        '<i class="done"></i>', ""
    )


def test_each_language_has_its_own_words() -> None:
    source = '<c-status code="not_fulfilled" />'
    with override("sv"):
        swedish = drawn(source)
    with override("en"):
        english = drawn(source)
    with override("sv"):
        assert drawn(source) == swedish != english


def test_typed_text_and_made_markup_are_never_taken_for_one_another() -> None:
    source = '<c-squares :done="n" :of="2" /><c-verdict code="x" :class="given" />'
    typed, made = drawn(source, given="<b>", n=1), drawn(source, given=mark_safe("<b>"), n=1)
    assert "&lt;b&gt;" in typed and "<b>" in made
    assert drawn(source, given="<b>", n=1) == typed
    assert drawn("<c-lead>{{ given }}</c-lead>", given="1") == drawn("<c-lead>{{ given }}</c-lead>", given=1)


def test_what_is_more_than_a_plain_value_is_drawn_as_ever() -> None:
    assert "x" in drawn('<c-definition :term="term">y</c-definition>', term=["x"])
    assert not components._made


def test_no_more_is_kept_than_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(components, "MOST", 3)
    for number in range(10):
        assert f">{number}<" in drawn("<c-missing>{{ n }}</c-missing>", n=number)
        assert len(components._made) <= 3
    drawn("<c-missing>{{ n }}</c-missing>", n="å" * 700)
    assert not any("å" in text for text in components._made.values()), "a long text is not kept"


def test_an_address_has_the_language_of_its_page_and_fails_as_loudly_as_ever() -> None:
    source = "{% url 'publications-promise' key=key slug=slug %}"
    before = get_script_prefix()
    assert drawn(source, key="almstad", slug="a") == drawn(source, key="almstad", slug="a")
    try:
        set_script_prefix("/en/")
        assert drawn(source, key="almstad", slug="a").startswith("/en/almstad/")
    finally:
        set_script_prefix(before)
    assert drawn(source, key="almstad", slug="a").startswith("/almstad/")
    with pytest.raises((NoReverseMatch, VariableDoesNotExist)):
        drawn(source, key="almstad", slug="")
    assert drawn("{% url 'no-such' as found %}{{ found }}.") == "."


def test_only_the_small_ones_are_kept() -> None:
    assert issubclass(components.SelfContainedNode, CottonComponentNode)
    drawn("<c-section><c-slot name='head'>x</c-slot>y</c-section>")
    assert not components._made
