# SPDX-License-Identifier: EUPL-1.2
"""The Django app of this room."""

from django.apps import AppConfig


class PromisesConfig(AppConfig):
    name = "samsyn.cycle.promises"
    label = "promises"

    def ready(self) -> None:
        from samsyn.kit.jobs import Daily

        self.jobs = [Daily("samsyn.cycle.promises.tasks.daily", at="06:20")]
