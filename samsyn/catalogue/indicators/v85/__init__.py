# SPDX-License-Identifier: EUPL-1.2
"""The speed that 85 per cent keep below."""
