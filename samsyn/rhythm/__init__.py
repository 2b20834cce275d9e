# SPDX-License-Identifier: EUPL-1.2
"""Who meets when: the weekly board, the steering group, the year wheel and the law's clocks."""
