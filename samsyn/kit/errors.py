# SPDX-License-Identifier: EUPL-1.2
"""The errors a person can do something about: a code in Python, the words in templates.

SamsynError
├── BadInput      400  what was typed or sent cannot be used; `field` says where
├── NotAllowed    403  this caller may never do it
├── NotFound      404  not there, or not for this caller (alike on purpose)
└── NotNow        409  allowed, but not in the present state
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class SamsynError(Exception):
    """A refusal with a code; words for it stand in `templates/words/error.html` of the room or the kit."""

    status = 400

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        facts = ", ".join(f"{name}={value}" for name, value in self.facts.items())
        return f"{self.code} ({facts})" if facts else self.code


class BadInput(SamsynError):
    """What was sent cannot be used. `field` names the input that must change."""

    status = 400

    def __init__(self, code: str, *, field: str = "", **facts: Any) -> None:
        super().__init__(code, **facts)
        self.field = field


class NotAllowed(SamsynError):
    """The caller may not do this."""

    status = 403


class NotFound(SamsynError):
    """There is no such thing for this caller."""

    status = 404


class NotNow(SamsynError):
    """The caller may do this, but not in the present state of things."""

    status = 409


def allowed(check: Callable[..., Any], *args: Any, **kwargs: Any) -> bool:
    """Ask a `check_…` rule as a yes/no question (for buttons)."""
    try:
        check(*args, **kwargs)
    except (NotAllowed, NotNow, NotFound, BadInput):
        return False
    return True
