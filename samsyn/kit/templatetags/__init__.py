# SPDX-License-Identifier: EUPL-1.2
"""Template tags of the kit: words, numbers, dates, drawings and the built front end."""
