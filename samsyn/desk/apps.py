# SPDX-License-Identifier: EUPL-1.2
"""The desk as a Django app: templates only, no tables."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "samsyn.desk"
    label = "desk"
