# SPDX-License-Identifier: EUPL-1.2
"""The few SVG words the charts are written in, each escaped."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString, mark_safe

HATCH = {"": "hatch-pencil", "increase": "hatch-up", "decrease": "hatch-down"}


def number(value: float) -> str:
    """A coordinate with at most one decimal: short, and the same on every machine."""
    text = f"{value:.1f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def element(name: str, content: str = "", **attributes: object) -> str:
    """One element; `class_` is class, an underscore is a hyphen, None leaves the attribute out."""
    parts = [name]
    for key, value in attributes.items():
        if value is None or value == "":
            continue
        said = number(value) if isinstance(value, float) else escape(str(value))
        parts.append(f'{key.rstrip("_").replace("_", "-")}="{said}"')
    opening = " ".join(parts)
    return f"<{opening}>{content}</{name}>" if content else f"<{opening}/>"


def line(x1: float, y1: float, x2: float, y2: float, class_: str) -> str:
    return element("line", x1=float(x1), y1=float(y1), x2=float(x2), y2=float(y2), class_=class_)


def rect(x: float, y: float, width: float, height: float, class_: str = "", fill: str | None = None) -> str:
    return element(
        "rect",
        x=float(x),
        y=float(y),
        width=float(max(width, 0)),
        height=float(height),
        class_=class_,
        fill=fill,
    )


def circle(x: float, y: float, radius: float, class_: str) -> str:
    return element("circle", cx=float(x), cy=float(y), r=float(radius), class_=class_)


def text(x: float, y: float, said: str, class_: str = "") -> str:
    """A label; '' draws nothing."""
    return element("text", escape(said), x=float(x), y=float(y), class_=class_) if said else ""


def path(
    points: Iterable[tuple[float, float]], class_: str = "", fill: str | None = None, close: bool = False
) -> str:
    """A line through points, closed for an area."""
    steps = "L".join(f"{number(x)} {number(y)}" for x, y in points)
    return element("path", d=f"M{steps}{'Z' if close else ''}", class_=class_, fill=fill) if steps else ""


def hatch(verdict: str = "") -> str:
    """The hatch of a verdict as a fill: rust, lake or pencil. The patterns stand once in the page's frame."""
    return f"url(#{HATCH.get(verdict, HATCH[''])})"


def drawing(
    content: Iterable[str],
    width: float,
    height: float,
    *,
    class_: str,
    title: str = "",
    about: str = "",
    fixed: bool = False,
) -> SafeString:
    """The root: one picture with a name and a description, or hidden where the words stand beside it."""
    names = (element("title", escape(title)) if title else "") + (
        element("desc", escape(about)) if about else ""
    )
    return mark_safe(
        element(
            "svg",
            names + "".join(content),
            viewBox=f"0 0 {number(width)} {number(height)}",
            width=number(width) if fixed else None,
            height=number(height) if fixed else None,
            class_=class_,
            role="img" if title else None,
            aria_hidden=None if title else "true",
            focusable="false",
        )
    )
