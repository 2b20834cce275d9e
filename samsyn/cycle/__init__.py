# SPDX-License-Identifier: EUPL-1.2
"""The domain: the rooms of the cycle, same plan in each."""
