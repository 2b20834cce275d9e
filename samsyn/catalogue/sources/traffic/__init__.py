# SPDX-License-Identifier: EUPL-1.2
"""Speeds measured in the street."""
