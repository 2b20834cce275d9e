# SPDX-License-Identifier: EUPL-1.2
"""Open311 GeoReport v2: what other systems may ask and send without signing in."""
