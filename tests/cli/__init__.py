# SPDX-License-Identifier: EUPL-1.2
"""Tests of samsyn/cli, path for path."""
