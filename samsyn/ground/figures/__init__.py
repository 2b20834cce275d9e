# SPDX-License-Identifier: EUPL-1.2
"""Official numbers by place code and period."""
