# SPDX-License-Identifier: EUPL-1.2
"""The Django app of this room."""

from django.apps import AppConfig


class RhythmConfig(AppConfig):
    name = "samsyn.rhythm"
    label = "rhythm"

    def ready(self) -> None:
        from samsyn.kit.jobs import Daily

        self.jobs = [*getattr(self, "jobs", []), Daily("samsyn.rhythm.tasks.daily", at="06:25")]
