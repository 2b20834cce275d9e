# SPDX-License-Identifier: EUPL-1.2
"""Reports for so many inhabitants."""
