# SPDX-License-Identifier: EUPL-1.2
"""Tests of the house itself: who may know whom, what is documented, who may see what."""
