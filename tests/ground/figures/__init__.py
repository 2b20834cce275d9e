# SPDX-License-Identifier: EUPL-1.2
"""Tests of official figures and published events."""
