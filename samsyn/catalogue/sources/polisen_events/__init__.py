# SPDX-License-Identifier: EUPL-1.2
"""Events that the Swedish police publish."""
