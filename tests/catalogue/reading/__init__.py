# SPDX-License-Identifier: EUPL-1.2
"""Tests of what can be added in one place."""
