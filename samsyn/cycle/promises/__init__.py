# SPDX-License-Identifier: EUPL-1.2
"""What we promise to change, to whom, by when, measured how."""
