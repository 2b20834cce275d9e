# SPDX-License-Identifier: EUPL-1.2
"""How many simulated worlds a proof takes, and what chance allows it."""

import os

import numpy as np

FULL = os.environ.get("SAMSYN_TEST_PROOF") == "full"


def worlds(full: int, reduced: int) -> int:
    """As many worlds as `make proof` wants, fewer in `make test`."""
    return full if FULL else reduced


def at_most(nominal: float, tries: int) -> float:
    """A share of false answers that a method of that level stays under, but for two standard errors."""
    return nominal + 2 * float(np.sqrt(nominal * (1 - nominal) / tries))


def at_least(nominal: float, tries: int) -> float:
    """A share of covering intervals that a method of that level stays over, but for two standard errors."""
    return nominal - 2 * float(np.sqrt(nominal * (1 - nominal) / tries))
