# SPDX-License-Identifier: EUPL-1.2
"""One row an import; every imported row points at it."""
