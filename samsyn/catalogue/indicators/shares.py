# SPDX-License-Identifier: EUPL-1.2
"""How sure a share is, from the number that it rests on."""

from math import sqrt

Z = 1.959964  # 95 %


def wilson(share: float, n: float) -> tuple[float, float]:
    """The Wilson (1927) 95 % interval of a share."""
    middle = (share + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z / (1 + Z * Z / n) * sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))
    return max(0.0, middle - half), min(1.0, middle + half)
