# SPDX-License-Identifier: EUPL-1.2
"""Originals and documents: stored once, served only through seen_by."""
