# SPDX-License-Identifier: EUPL-1.2
"""Journeys in a browser, told as given, when, then: one file a step, one for the whole cycle."""
