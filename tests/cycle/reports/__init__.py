# SPDX-License-Identifier: EUPL-1.2
"""Reports: received, guarded, handled, answered."""
