# SPDX-License-Identifier: EUPL-1.2
"""Whether we did it, and what changed."""
