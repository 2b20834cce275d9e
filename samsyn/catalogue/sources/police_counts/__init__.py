# SPDX-License-Identifier: EUPL-1.2
"""The local police's own counts."""
