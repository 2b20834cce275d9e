# SPDX-License-Identifier: EUPL-1.2
"""Who belongs where, and what a one-time link may do."""
