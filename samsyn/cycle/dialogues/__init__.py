# SPDX-License-Identifier: EUPL-1.2
"""What people told us when asked."""
