# SPDX-License-Identifier: EUPL-1.2
"""The Django app of this room."""

from django.apps import AppConfig


class FollowupsConfig(AppConfig):
    name = "samsyn.cycle.followups"
    label = "followups"

    def ready(self) -> None:
        from samsyn.kit.jobs import Daily

        self.jobs = [Daily("samsyn.cycle.followups.tasks.daily", at="06:10")]
