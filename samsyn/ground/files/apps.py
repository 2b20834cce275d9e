# SPDX-License-Identifier: EUPL-1.2
"""The Django app of this part of the ground."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "samsyn.ground.files"
    label = "files"

    def ready(self) -> None:
        from samsyn.kit.jobs import Daily

        self.jobs = [Daily("samsyn.ground.files.tasks.daily", at="03:40")]
