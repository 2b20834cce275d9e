# SPDX-License-Identifier: EUPL-1.2
"""Key figures of municipalities from Kolada."""
