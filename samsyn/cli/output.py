# SPDX-License-Identifier: EUPL-1.2
"""What a command prints: data as JSON, words from templates, and a bar on a terminal while it works."""

from __future__ import annotations

import html
import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


def as_json(value: Any) -> None:
    """Print data as JSON."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=1, default=str)
    sys.stdout.write("\n")


def show(template: str, **facts: Any) -> None:
    """Print a text made by a template (templates are escaped for HTML, a terminal is not)."""
    from django.template.loader import render_to_string

    text = html.unescape(render_to_string(template, facts))
    lines = [line.rstrip() for line in text.splitlines() if line.strip()]
    sys.stdout.write("\n".join(lines) + "\n")


def error_line(code: str, /, **facts: Any) -> str:
    """The words of an error code, with what to do where a hint is given; the code itself where nobody has words for it."""
    try:
        from django.apps import apps

        from samsyn.kit.words import words_for

        families = ["cli/error", "intake/error", *(f"{app.label}/error" for app in apps.get_app_configs())]
        families += ["error"]
        text = next((found for name in families if (found := words_for(name, code, **facts))), "")
        hint = words_for("intake/hint", facts["hint"]) if facts.get("hint") else ""
    except Exception:  # the settings themselves are broken: there are no templates to ask
        text, hint = "", ""
    if not text:
        told = ", ".join(f"{name}={value}" for name, value in facts.items() if name != "hint")
        text = f"{code}: {told}" if told else code
    line = html.unescape(f"{text}. {hint}" if hint else str(text))
    return " ".join("".join(sign if sign.isprintable() else " " for sign in line).split())


@contextmanager
def progress(label: str) -> Iterator[Any]:
    """A function to be told of each bit of work; on a terminal it shows how much, after two seconds.

    with progress("läser") as step: … step(5_000)
    """
    start, done, shown = time.monotonic(), 0, 0.0
    on_terminal = sys.stderr.isatty()

    def step(amount: int) -> None:
        nonlocal done, shown
        done += amount
        now = time.monotonic()
        if on_terminal and now - start > 2 and now - shown > 0.2:
            shown = now
            rate = done / (now - start)
            sys.stderr.write(f"\r{label} {done:,} ({rate:,.0f}/s)\x1b[K".replace(",", "\u00a0"))
            sys.stderr.flush()

    try:
        yield step
    finally:
        if shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
