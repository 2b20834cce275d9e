# SPDX-License-Identifier: EUPL-1.2
"""The personal-data guard over what is written to be published, by the same rules as over what is said at dialogues."""

from __future__ import annotations

from samsyn.cycle.dialogues.compute import Suspected, suspected

__all__ = ["Suspected", "suspected"]
