# SPDX-License-Identifier: EUPL-1.2
"""The command line: one file a command family, thin."""
