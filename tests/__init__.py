# SPDX-License-Identifier: EUPL-1.2
"""The tests: they mirror samsyn/ path for path, with journeys in a browser and tests of the house itself."""
