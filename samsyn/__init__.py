# SPDX-License-Identifier: EUPL-1.2
"""Samsyn: municipality and police see together, promise, and follow up."""
