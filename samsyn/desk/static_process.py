# SPDX-License-Identifier: EUPL-1.2
"""How a process that writes a part of the public site begins; it imports nothing that needs the registry of rooms."""

from __future__ import annotations

import gc

import django

# Pages are trees of short-lived things, freed as they are left: to look for circles among them so seldom is enough.
_SELDOM = (50_000, 20, 50)


def begin() -> None:
    """Make a new process ready. What it read at its start stays, so rubbish is looked for among what came later."""
    django.setup()
    gc.freeze()
    gc.set_threshold(*_SELDOM)
