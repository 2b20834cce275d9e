# SPDX-License-Identifier: EUPL-1.2
"""Template words of pictures."""
