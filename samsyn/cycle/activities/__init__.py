# SPDX-License-Identifier: EUPL-1.2
"""What we do to keep a promise."""
