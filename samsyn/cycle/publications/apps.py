# SPDX-License-Identifier: EUPL-1.2
"""The Django app of this room."""

from django.apps import AppConfig


class PublicationsConfig(AppConfig):
    name = "samsyn.cycle.publications"
    label = "publications"

    def ready(self) -> None:
        """Say what recurs."""
        from samsyn.kit.jobs import Daily

        self.jobs = [Daily("samsyn.cycle.publications.tasks.daily", at="03:30")]
