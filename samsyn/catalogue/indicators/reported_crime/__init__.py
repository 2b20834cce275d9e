# SPDX-License-Identifier: EUPL-1.2
"""Crimes reported, for so many inhabitants."""
