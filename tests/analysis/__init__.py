# SPDX-License-Identifier: EUPL-1.2
"""Each statistic is held to a reference library, to what it promises, and to what it refuses."""
