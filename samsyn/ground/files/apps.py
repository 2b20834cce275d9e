# SPDX-License-Identifier: EUPL-1.2
"""The Django app of this part of the ground."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "samsyn.ground.files"
    label = "files"
