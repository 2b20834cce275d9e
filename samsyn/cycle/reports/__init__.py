# SPDX-License-Identifier: EUPL-1.2
"""What people and officers saw, where and when."""
