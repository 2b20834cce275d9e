# SPDX-License-Identifier: EUPL-1.2
"""Settings, addresses and start-up checks."""
