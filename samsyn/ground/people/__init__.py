# SPDX-License-Identifier: EUPL-1.2
"""Partnerships, organisations, members, roles and one-time links."""
