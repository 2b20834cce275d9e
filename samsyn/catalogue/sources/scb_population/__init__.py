# SPDX-License-Identifier: EUPL-1.2
"""Population from Statistics Sweden."""
