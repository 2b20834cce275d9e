# SPDX-License-Identifier: EUPL-1.2
"""What it adds up to, for an area and a period."""
