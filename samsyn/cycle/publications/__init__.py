# SPDX-License-Identifier: EUPL-1.2
"""What anyone may read, frozen at the moment it was published."""
