# SPDX-License-Identifier: EUPL-1.2
"""Every component renders, says what it should to eye and ear, and holds to the strict content policy."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.template import engines
from django.template.loader import render_to_string
from django.test import override_settings
from django.utils import translation
from django_vite.core.asset_loader import DjangoViteAssetLoader

import samsyn
from tests.kit.sheet import drawings, sample, town, town_by_area

PACKAGE = Path(samsyn.__file__).parent
COTTON = PACKAGE / "kit" / "templates" / "cotton"
ASKED = re.compile(r"<c-([a-z][a-z0-9-]*)")


def _rendered(template: str, **context: Any) -> str:
    """A piece of template as a page would write it, in Swedish."""
    from django_cotton.compiler_regex import CottonCompiler

    text = CottonCompiler().process("{% load i18n samsyn %}" + template)
    with translation.override("sv"):
        return str(engines["django"].from_string(text).render(context)).strip()


def _sheet() -> str:
    with translation.override("sv"):
        context = sample() | drawings() | {"town": town(), "town_by_area": town_by_area()}
        return render_to_string("kit/sheet.html", context) + render_to_string(
            "kit/sheet_map_page.html", context
        )


class _Faults(HTMLParser):
    """Collects what the content policy forbids, ids said twice and references to no id."""

    def __init__(self) -> None:
        super().__init__()
        self.inline: list[str] = []
        self.ids: list[str] = []
        self.wanted: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.inline += [
            f"{tag} {name}" for name in given if name == "style" or name.startswith(("on", "hx-on"))
        ]
        if tag == "style" or (
            tag == "script" and not given.get("src") and given.get("type") != "application/json"
        ):
            self.inline.append(tag)
        if given.get("id") and tag != "symbol":
            self.ids.append(str(given["id"]))
        for name in ("aria-describedby", "aria-labelledby", "for"):
            self.wanted |= set(str(given.get(name) or "").split())


def test_no_page_carries_inline_style_or_script() -> None:
    faults = _Faults()
    faults.feed(_sheet())
    assert not faults.inline


def test_every_description_a_field_points_to_stands_on_the_page() -> None:
    faults = _Faults()
    with translation.override("sv"):
        faults.feed(render_to_string("kit/sheet.html", sample() | drawings()))
    assert faults.wanted
    assert not faults.wanted - set(faults.ids)
    assert len(faults.ids) == len(set(faults.ids)), "an id stands twice"


def test_no_component_is_left_unmade_on_the_sheet() -> None:
    assert "<c-" not in _sheet()


def test_every_component_that_a_page_asks_for_exists() -> None:
    have = {path.stem.replace("_", "-") for path in COTTON.glob("*.html")} | {"vars", "slot"}
    lacking = {
        f"{path.relative_to(PACKAGE)}: c-{name}"
        for path in PACKAGE.rglob("templates/**/*.html")
        for name in ASKED.findall(path.read_text(encoding="utf-8"))
        if name not in have
    }
    assert not lacking


def test_every_component_stands_on_the_sheet_or_inside_another() -> None:
    used = set()
    for path in PACKAGE.joinpath("kit", "templates").rglob("*.html"):
        used |= set(ASKED.findall(path.read_text(encoding="utf-8")))
    unseen = {path.stem.replace("_", "-") for path in COTTON.glob("*.html")} - used
    # Pages and empty lists; tried here by name.
    assert unseen <= {"pages", "panel", "fieldset"}


@pytest.mark.parametrize(
    ("code", "word"),
    [
        ("fulfilled", "Uppfyllt"),
        ("not_fulfilled", "Inte uppfyllt"),
        ("not_reported", "Saknar redovisning"),
        ("fulfilled_changed_definition", "Uppfyllt, ändrad definition"),
    ],
)
def test_a_status_has_its_word_beside_its_sign(code: str, word: str) -> None:
    html = _rendered(f'<c-status code="{code}" />')
    assert word in html
    assert f"#g-{code}" in html
    assert 'aria-hidden="true"' in html


def test_every_code_of_the_contract_has_a_sign_and_a_word() -> None:
    signs = render_to_string("kit/signs.html")
    for code in sample()["statuses"]:
        assert f'id="g-{code}"' in signs
    for code in ("increase", "decrease", "no_clear_change", "too_few_to_say"):
        assert f'id="g-{code}"' in signs
        assert _rendered("{% words 'verdict' code %}", code=code) != code


def test_the_interval_says_counts_then_change_then_interval_then_verdict() -> None:
    html = _rendered(
        '<c-interval :ratio="1.34" :low="1.07" :high="1.68" verdict="increase" :before="139" :now="186" />'
    )
    assert "186 mot 139, +34\u00a0% (+7 till +68), fler" in html
    assert 'role="img"' in html


def test_what_a_person_typed_is_never_markup() -> None:
    evil = '<img src=x onerror=alert(1)>"&'
    for template in (
        '<c-page-header title="{{ evil }}" sentence="{{ evil }}" />',
        '<c-page-header :title="evil" />',
        '<c-task title="{{ evil }}" url="#" action="Öppna">{{ evil }}</c-task>',
        '<c-status code="ongoing" detail="{{ evil }}" />',
        '<c-row title="{{ evil }}" note="{{ evil }}" />',
        '<c-link strong="{{ evil }}" url="{{ evil }}">{{ evil }}</c-link>',
        '<c-period-cell period="2024-T1" value="{{ evil }}" note="{{ evil }}" vague="{{ evil }}" />',
        '<c-figure title="{{ evil }}"><c-slot name="drawing">{{ evil }}</c-slot></c-figure>',
        '<c-map-panel id="k" label="{{ evil }}" :data="data" />',
        '<c-button href="{{ evil }}">{{ evil }}</c-button>',
    ):
        html = _rendered(template, evil=evil, data={"name": evil + "</script>"})
        assert "<img" not in html, template
        assert "&lt;img" in html, template
        assert "&amp;lt;" not in html, f"escaped twice: {template}"


def test_a_timeline_is_read_out_period_by_period() -> None:
    html = _rendered(
        '<c-timeline :points="points" />',
        points=[
            {"period": "2023-T3", "status": "not_fulfilled"},
            {"period": "2024-T1", "status": "not_reported", "current": True},
            {"period": "2024-T2", "status": None},
        ],
    )
    said = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))
    assert "september–december 2023: inte uppfyllt" in said
    assert "januari–april 2024: saknar redovisning" in said
    assert "maj–augusti 2024: har inte följts upp än" in said


def test_a_period_without_a_report_is_missing_and_never_zero() -> None:
    html = _rendered('<c-period-cell period="2024-T1" missing="Ej redovisat" note="tekniska kontoret" />')
    assert "Ej redovisat" in html
    assert "period__value" not in html


def test_a_zero_is_written_as_zero() -> None:
    assert ">0<" in _rendered('<c-period-cell period="2024-T1" value="0" note="sommarlov" />')
    assert ">0<" in _rendered('<c-period-cell period="2024-T1" :value="0" />')


def test_a_page_without_an_address_has_no_button() -> None:
    context = sample()
    context["nav"] = [{"code": "report", "url": ""}, {"code": "promises", "url": "/x/"}]
    with translation.override("sv"):
        html = render_to_string("frame/public.html", context)
    assert "Löften" in html
    assert "Rapportera" not in html


def test_the_chain_says_what_waits_as_part_of_the_link() -> None:
    context = sample()
    context["nav"] = [
        {"code": "reports", "url": "/r/", "waiting": 31},
        {"code": "followups", "url": "/f/", "waiting": 15, "current": True},
        {"code": "today", "url": "/d/"},
    ]
    with translation.override("sv"):
        html = render_to_string("frame/work.html", context)
    said = re.sub(r"<[^>]+>", "", html)
    assert "Rapporter, 31 nya".replace(" ", "") in said.replace(" ", "")
    assert "15 dagar" in said
    assert html.count('aria-current="page"') == 1


def test_a_page_stands_without_partnership_navigation_or_build() -> None:
    nowhere = {"default": {"dev_mode": False, "manifest_path": "/nonexistent/manifest.json"}}
    try:
        with override_settings(DJANGO_VITE=nowhere), translation.override("sv"):
            DjangoViteAssetLoader._instance = None
            for frame in (
                "frame/public.html",
                "frame/work.html",
                "frame/report.html",
                "404.html",
                "500.html",
            ):
                html = render_to_string(frame, {})
                assert 'lang="sv"' in html
                assert "<main" in html
    finally:
        DjangoViteAssetLoader._instance = None


@pytest.mark.parametrize("status", [400, 403, 404, 409, 500, 503])
def test_a_refusal_says_what_to_do(status: int) -> None:
    with translation.override("sv"):
        html = render_to_string(f"{status}.html", {"code": "changed_meanwhile", "status": status})
    assert re.search(r"<h1>[^<]{10,}</h1>", html)
    if status in (400, 403, 409):
        assert "Någon annan ändrade medan du skrev" in html


def test_the_residents_report_page_has_no_web_font_no_script_library_and_no_menu() -> None:
    with translation.override("sv"):
        html = render_to_string("frame/report.html", sample())
    assert "woff2" not in html
    assert "fonts-" not in html
    assert "work-" not in html
    assert "Lämna sidan" in html
    assert "<nav" not in html
    # One script: the way out, which works as a plain link without it.
    assert re.findall(r"<script[^>]*>", html) == ['<script src="/static/kit/leave.js" defer>']


def test_easy_swedish_is_announced_as_swedish() -> None:
    with translation.override("sv-lattlast"):
        assert 'lang="sv"' in render_to_string("frame/public.html", sample())


def test_an_unknown_code_is_shown_as_it_is_and_escaped() -> None:
    assert _rendered("{% words 'verdict' code %}", code="<b>") == "&lt;b&gt;"
    assert _rendered("{% words 'no/such/family' code %}", code="abc") == "abc"


PAGES = sorted(
    path.as_posix().split("/templates/", 1)[1]
    for path in PACKAGE.rglob("templates/**/*.html")
    if "words" not in path.parts
)


@pytest.mark.parametrize("name", PAGES)
def test_every_page_can_be_read_by_the_template_engine(name: str) -> None:
    from django.template.loader import get_template

    assert get_template(name)
