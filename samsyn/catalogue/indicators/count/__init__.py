# SPDX-License-Identifier: EUPL-1.2
"""Reports or events, counted."""
