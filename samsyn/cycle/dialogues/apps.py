# SPDX-License-Identifier: EUPL-1.2
"""The Django app of this room."""

from django.apps import AppConfig


class DialoguesConfig(AppConfig):
    name = "samsyn.cycle.dialogues"
    label = "dialogues"
