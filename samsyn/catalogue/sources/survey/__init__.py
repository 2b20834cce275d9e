# SPDX-License-Identifier: EUPL-1.2
"""Answers of safety surveys, put together before they come here."""
