# SPDX-License-Identifier: EUPL-1.2
"""Tests of samsyn/config, path for path."""
