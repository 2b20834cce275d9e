# SPDX-License-Identifier: EUPL-1.2
"""Labelled Swedish texts for the personal-data guard: a part to write rules by, and a part kept out of sight."""
