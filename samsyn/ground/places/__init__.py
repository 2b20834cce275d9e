# SPDX-License-Identifier: EUPL-1.2
"""Municipalities, districts and named places, each with its boundary year."""
