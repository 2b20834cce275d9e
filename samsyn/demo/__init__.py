# SPDX-License-Identifier: EUPL-1.2
"""Two demo partnerships, filled through every room's writes.py from a documented simulation."""
