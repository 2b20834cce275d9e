# SPDX-License-Identifier: EUPL-1.2
"""The Django app of this room."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "samsyn.cycle.reports"
    label = "reports"

    def ready(self) -> None:
        """Declare what recurs."""
        from samsyn.kit.jobs import Every  # the queue's table is there only when the apps are

        self.jobs = [*getattr(self, "jobs", []), Every("samsyn.cycle.reports.tasks.watch", minutes=30)]
