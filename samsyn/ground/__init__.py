# SPDX-License-Identifier: EUPL-1.2
"""What every step stands on: people, places, figures, files, journal, archive."""
