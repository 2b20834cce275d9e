# SPDX-License-Identifier: EUPL-1.2
"""How many feel safe."""
