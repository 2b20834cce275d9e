# SPDX-License-Identifier: EUPL-1.2
"""The kit as a Django app: templates, static files and jobs."""

from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "samsyn.kit"
    label = "kit"

    def ready(self) -> None:
        from samsyn.kit.jobs import Daily

        self.jobs = [Daily("samsyn.kit.jobs.sweep", at="03:20")]
