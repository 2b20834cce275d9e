# SPDX-License-Identifier: EUPL-1.2
"""Pages about reports: the resident's, the inbox, and the member's own form."""
