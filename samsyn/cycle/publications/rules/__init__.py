# SPDX-License-Identifier: EUPL-1.2
"""Who may publish, and when."""

from samsyn.cycle.publications.rules.publishing import check_may_publish, check_ready

__all__ = ["check_may_publish", "check_ready"]
