# SPDX-License-Identifier: EUPL-1.2
"""A stored file: a row says whose it is and who sees it; its content lies once on disk, named by its digest."""

from __future__ import annotations

from django.db import models

from samsyn.kit.retention import Keep
from samsyn.kit.rows import Row


class StoredFile(Row):
    """One file that somebody handed in. Two rows may share one content; a content is never changed."""

    ARCHIVE = Keep("original")

    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    name = models.CharField(max_length=200)
