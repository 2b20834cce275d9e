# SPDX-License-Identifier: EUPL-1.2
"""Reported crime from Brå, from the file that the user fetched."""
