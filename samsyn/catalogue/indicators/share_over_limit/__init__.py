# SPDX-License-Identifier: EUPL-1.2
"""Vehicles above the limit."""
