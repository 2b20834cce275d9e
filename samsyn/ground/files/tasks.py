# SPDX-License-Identifier: EUPL-1.2
"""What happens by itself: contents that no row points at are taken away."""

from __future__ import annotations

from samsyn.ground.files import together


def daily() -> None:
    """Sweep the shelf. Safe to repeat."""
    together.sweep()
