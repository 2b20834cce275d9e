# SPDX-License-Identifier: EUPL-1.2
"""The Django app of this room."""

from django.apps import AppConfig


class PicturesConfig(AppConfig):
    name = "samsyn.cycle.pictures"
    label = "pictures"

    def ready(self) -> None:
        """Declare what recurs: asked for each night, made once a week."""
        from samsyn.kit.jobs import Daily  # the queue's table is there only when the apps are

        self.jobs = [*getattr(self, "jobs", []), Daily("samsyn.cycle.pictures.tasks.weekly", at="04:40")]
