# SPDX-License-Identifier: EUPL-1.2
"""Receiving files in memory alone: what is refused has then been written nowhere."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class InMemory(FileUploadHandler):
    """Keeps a file in memory up to `most` bytes; of a larger one nothing but that it was too large."""

    def __init__(self, request: Any = None, *, most: int, files: int) -> None:
        super().__init__(request)
        self.most, self.files, self.begun = most, files, 0
        self.kept = BytesIO()

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """A new file begins."""
        super().new_file(*args, **kwargs)
        self.begun += 1
        self.kept = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep a piece, unless there is already one byte more than may be."""
        if self.begun <= self.files and self.kept.tell() <= self.most:
            self.kept.write(raw_data[: self.most + 1 - self.kept.tell()])

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """The file as far as it was kept: one byte too long tells the form that it was too large."""
        size = self.kept.tell()
        self.kept.seek(0)
        return InMemoryUploadedFile(
            self.kept, self.field_name, self.file_name or "", self.content_type or "", size, self.charset
        )
