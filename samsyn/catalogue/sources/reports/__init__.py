# SPDX-License-Identifier: EUPL-1.2
"""Reports from another system or a spreadsheet."""
