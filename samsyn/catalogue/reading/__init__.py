# SPDX-License-Identifier: EUPL-1.2
"""How any file is read: bytes to text, text to rows, cells to dates, numbers and coordinates. Sources stand on it."""
