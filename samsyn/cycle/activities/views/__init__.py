# SPDX-License-Identifier: EUPL-1.2
"""The pages of the activity plan, its log, and the statutory plan of measures."""
