# SPDX-License-Identifier: EUPL-1.2
"""Sample data for kit/sheet.html, the page that shows every component."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError


def _not_a_number(value: str) -> None:
    if not value.isdigit():
        raise ValidationError("not_a_number", code="not_a_number")


class SheetForm(forms.Form):
    """One field of each drawing."""

    text = forms.CharField(widget=forms.Textarea)
    kind = forms.ChoiceField(
        widget=forms.RadioSelect, choices=[("moped", "Moped på gångväg"), ("other", "Annat")]
    )
    when = forms.ChoiceField(
        widget=forms.RadioSelect,
        choices=[("now", "Nu"), ("today", "I dag"), ("recurring", "Återkommer"), ("other", "Annan tid")],
    )
    several = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple, choices=[("a", "Kommunen"), ("b", "Polisen")], required=False
    )
    day = forms.DateField()
    hour = forms.TimeField(required=False)
    count = forms.IntegerField()
    certainty = forms.ChoiceField(choices=[("exact", "exakt"), ("about", "ca"), ("at_least", "minst")])
    how_many = forms.CharField(validators=[_not_a_number])
    place = forms.CharField()
    original = forms.FileField(required=False)
    agree = forms.BooleanField(required=False)


def _points(*codes: str | None) -> list[dict[str, Any]]:
    periods = ["2023-T2", "2023-T3", "2024-T1", "2024-T2", "2024-T3"]
    return [
        {"period": period, "status": code, "current": period == "2024-T1"}
        for period, code in zip(periods, codes, strict=True)
    ]


STATUSES = [
    "fulfilled",
    "partly_fulfilled",
    "not_fulfilled",
    "done_no_target",
    "ongoing",
    "not_started",
    "not_reported",
    "fulfilled_changed_definition",
    "cancelled",
]


def sample() -> dict[str, Any]:
    """The context of the sheet."""
    form = SheetForm(
        {
            "text": "Mopeder kör fort på gångvägen bakom skolan nästan varje kväll.",
            "kind": "moped",
            "when": "recurring",
            "several": ["a"],
            "day": "2024-05-16",
            "hour": "15:20",
            "count": "15",
            "certainty": "about",
            "how_many": "ett femtontal?",
            "place": "",
        }
    )
    return {
        "form": form,
        "partnership": {"name": "Almstad", "key": "demo"},
        "home_url": "/",
        "nav": [
            {"code": "report", "url": "#r"},
            {"code": "promises", "url": "#l", "current": True},
            {"code": "picture", "url": "#b"},
            {"code": "answers", "url": "#n"},
        ],
        "languages": [
            {"code": "sv", "url": "/", "current": True},
            {"code": "en", "url": "/en/", "current": False},
        ],
        "footer_links": [{"code": "accessibility", "url": "#a"}, {"code": "open_data", "url": "#o"}],
        "statuses": STATUSES,
        "approvals": ["none", "municipality", "police", "both", "published"],
        "promises": [
            {
                "text": "Vi ska upptäcka unga som riskerar att fastna i narkotika.",
                "status": "ongoing",
                "detail": "följer planen",
                "sentence": "Elva hundsök i skolor sedan september. En rutin för skolorna är beslutad.",
                "points": _points("done_no_target", "done_no_target", "done_no_target", None, None),
            },
            {
                "text": "Det ska kännas tryggare på gator, torg och i gångtunnlar.",
                "status": "not_fulfilled",
                "detail": "",
                "sentence": "En av två trygghetsvandringar gjordes. Den andra är satt till den 4 september.",
                "points": _points("not_fulfilled", "not_fulfilled", "not_fulfilled", None, None),
            },
            {
                "text": "Trafiken ska bli säkrare där många går och cyklar.",
                "status": "not_reported",
                "detail": "",
                "sentence": "Polisen har svarat. Kommunens tekniska kontor har inte lämnat sina mätningar.",
                "points": _points("done_no_target", "partly_fulfilled", "not_reported", None, None),
            },
        ],
        "categories": [
            {
                "name": "Otrygg plats",
                "before": 224,
                "now": 238,
                "ratio": 1.06,
                "low": 0.88,
                "high": 1.28,
                "verdict": "no_clear_change",
            },
            {
                "name": "Skadegörelse",
                "before": 139,
                "now": 186,
                "ratio": 1.34,
                "low": 1.07,
                "high": 1.68,
                "verdict": "increase",
            },
            {
                "name": "Narkotika",
                "before": 121,
                "now": 88,
                "ratio": 0.73,
                "low": 0.55,
                "high": 0.97,
                "verdict": "decrease",
            },
            {
                "name": "Våld och hot",
                "before": 24,
                "now": 34,
                "ratio": 1.42,
                "low": 0.82,
                "high": 2.5,
                "verdict": "no_clear_change",
            },
            {
                "name": "Ryktesspridning",
                "before": 6,
                "now": 9,
                "ratio": None,
                "low": None,
                "high": None,
                "verdict": "too_few_to_say",
            },
        ],
        "correction_date": date(2024, 6, 12),
    }


def drawings() -> dict[str, Any]:
    """The charts of the sheet."""
    from samsyn.kit.charts.bars import bars, power, year_line
    from samsyn.kit.charts.trend import Point, trend
    from samsyn.kit.charts.week import week_by_hour

    months = [
        "feb",
        "mar",
        "apr",
        "maj",
        "jun",
        "jul",
        "aug",
        "sep",
        "okt",
        "nov",
        "dec",
        "jan 2024",
        "feb",
        "mar",
        "apr",
    ]
    points = []
    for week in range(65):
        value: float | None = 60 + (week * 37 % 29) + (10 if 15 < week < 35 else 0)
        middle = 66 + (14 if 15 < week < 38 else 4)
        ring = week == 62
        points.append(
            Point(
                value=None if 44 <= week < 47 else (109 if ring else value),
                low=middle - 20,
                high=middle + 22,
                label=months[week // 4 - 1] if week % 4 == 0 and 0 < week // 4 <= 15 else "",
                note="vecka 16: 109" if ring else "",
                ring=ring,
                break_="ny källa: Almstads bostäder" if week == 36 else "",
                redefined=week == 54,
            )
        )
    counts = [
        [max(0, (hour * (day + 2)) % 9 + (hour > 17) * (day > 3) * 8 - 3) for hour in range(24)]
        for day in range(7)
    ]
    return {
        "trend": trend(
            points,
            title="Vecka 16 hade ovanligt många rapporter: 109, väntat 58–98.",
            about="Rapporter per vecka.",
            gap_words="ingen uppgift",
        ),
        "hours": week_by_hour(
            counts, title="Flest rapporter lördag 21–24.", about="Antal per veckodag och timme."
        ),
        "bars": bars(
            [("maj–aug 23", 61, 0), ("sep–dec 23", None, 0), ("jan–apr 24", 84, 12)],
            title="84 rapporter i januari–april, fler väntas.",
            about="Antal per tertial.",
            missing_words="ingen uppgift",
        ),
        "power": power(
            0.83,
            0.30,
            title="En minskning på 30 procent syns inte.",
            about="Av 14 rapporter.",
            words=("ingen ändring", "ryms i slumpen", "går att se, −83 % eller mer", "er förhoppning, −30 %"),
        ),
        "year": year_line(
            date(2024, 5, 16),
            [
                (date(2024, 5, 31), "31 maj publicera, 5 juni styrgrupp"),
                (date(2024, 6, 5), ""),
                (date(2024, 9, 30), "30 september publicera, 9 oktober styrgrupp"),
                (date(2024, 10, 9), ""),
            ],
            title="Året 2024.",
            about="Tre tertial.",
            tertial_words="T1, följs upp nu",
        ),
    }


def town() -> dict[str, Any]:
    """Data for the map of the sheet: a small invented town on SWEREF 99 TM."""
    from pyproj import Transformer
    from shapely import Point as Dot
    from shapely import Polygon, transform, voronoi_polygons
    from shapely.geometry import MultiPoint

    from samsyn.kit.map import layers

    projection = Transformer.from_crs("EPSG:3006", "EPSG:4326", always_xy=True)

    def to_wgs84(form: Any) -> Any:
        return transform(form, projection.transform, interleaved=False)

    e0, n0 = 536_000, 6_474_000
    names = [
        "Norrängen",
        "Sjövik",
        "Lötäng",
        "Hamnstaden",
        "Västermalm",
        "Kvarnby",
        "Centrum",
        "Ryttarbacken",
        "Björkhagen",
        "Stenbro",
    ]
    dots = [
        (1500, 6200),
        (5200, 6400),
        (900, 4600),
        (3700, 4700),
        (400, 2700),
        (2200, 2500),
        (3600, 3000),
        (5600, 3300),
        (1300, 800),
        (5400, 900),
    ]
    land = Dot(e0 + 3000, n0 + 3500).buffer(3900, quad_segs=24)
    seeds = MultiPoint([(e0 + x, n0 + y) for x, y in dots])
    rows = []
    for shape_ in voronoi_polygons(seeds, extend_to=land).geoms:
        index = next(i for i, (x, y) in enumerate(dots) if shape_.contains(Dot(e0 + x, n0 + y)))
        few = names[index] in ("Sjövik", "Björkhagen", "Stenbro")
        rows.append(
            {
                "key": str(index),
                "name": names[index],
                "geometry": to_wgs84(shape_.intersection(land)),
                "few": few,
            }
        )
    area_layer, labels = layers.areas(rows)
    counts = []
    for e in range(e0, e0 + 6000, 250):
        for n in range(n0 + 500, n0 + 6500, 250):
            near = min(
                ((e + 125 - e0 - x) ** 2 + (n + 125 - n0 - y) ** 2) ** 0.5
                for x, y in (dots[2], dots[3], dots[6])
            )
            count = int(19 * 2.718 ** (-near / 650)) + (
                1 if (e // 250 * 7 + n // 250 * 3) % 5 == 0 and near < 2600 else 0
            )
            if count:
                counts.append((e, n, count))
    sure = [(e, n) for e, n, count in counts if count >= 11]
    cell_layer, outline = layers.cells(
        counts, crs="EPSG:3006", sure=sure, area_names={(e, n): "Hamnstaden" for e, n, _ in counts}
    )
    water = to_wgs84(
        Polygon(
            [
                (e0 + 4300, n0 + 7600),
                (e0 + 4500, n0 + 5000),
                (e0 + 2700, n0 + 200),
                (e0 + 2400, n0 + 200),
                (e0 + 4200, n0 + 5200),
                (e0 + 3400, n0 + 7600),
            ]
        ).intersection(land),
    )
    municipality = to_wgs84(land)
    return {
        "bounds": layers.bounds(area_layer),
        "layers": {
            "land": layers.collection([layers.feature(municipality)]),
            "water": layers.collection([layers.feature(water)]),
            "areas": area_layer,
            "cells": cell_layer,
            "outline": outline,
            "outside": layers.outside([municipality]),
            "labels": labels,
        },
    }


def town_by_area() -> dict[str, Any]:
    """The same town as the public sees it: areas by verdict, no cells."""
    from samsyn.kit.map import layers

    whole = town()
    verdicts = [
        "no_clear_change",
        "too_few_to_say",
        "increase",
        "increase",
        "no_clear_change",
        "no_clear_change",
        "decrease",
        "no_clear_change",
        "too_few_to_say",
        "too_few_to_say",
    ]
    rows = [
        {
            "key": one["properties"]["key"],
            "name": one["properties"]["name"],
            "geometry": one["geometry"],
            "verdict": verdicts[int(one["properties"]["key"])],
        }
        for one in whole["layers"]["areas"]["features"]
    ]
    area_layer, labels = layers.areas(rows)
    kept = {name: whole["layers"][name] for name in ("land", "outside")}
    return {"bounds": whole["bounds"], "layers": kept | {"areas": area_layer, "labels": labels}}
