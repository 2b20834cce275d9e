# SPDX-License-Identifier: EUPL-1.2
"""Static files, and maps of one's own beside them: a PMTiles file is read in parts, which whitenoise can."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from whitenoise.middleware import WhiteNoiseMiddleware


class StaticMiddleware(WhiteNoiseMiddleware):
    """Whitenoise, with the folder of maps at /kartor/."""

    def __init__(self, get_response: Any) -> None:
        super().__init__(get_response)
        if settings.TILES_DIR.is_dir():
            self.add_files(str(settings.TILES_DIR), prefix="kartor/")
