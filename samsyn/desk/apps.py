# SPDX-License-Identifier: EUPL-1.2
"""The desk as a Django app: templates only, no tables."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "samsyn.desk"
    label = "desk"

    def ready(self) -> None:
        """Declare what recurs."""
        from samsyn.kit.jobs import Daily, Every  # the queue's table is there only when the apps are

        self.jobs = [
            *getattr(self, "jobs", []),
            Every("samsyn.desk.fetching.fetch_events", minutes=30),
            Daily("samsyn.desk.intake_steps.sweep", at="03:50"),
            Daily("samsyn.desk.digest.daily", at="06:40"),
        ]
