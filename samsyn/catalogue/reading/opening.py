# SPDX-License-Identifier: EUPL-1.2
"""From a file to a stream of text: what kind it is, unpacked, and in which encoding, never whole in memory."""

import codecs
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from samsyn.catalogue.reasons import Reason
from samsyn.catalogue.records import SourceError

CHUNK = 1 << 18
SAMPLE = 1 << 16
UNPACKED_LIMIT_MB = 8_000

File = str | Path | BinaryIO


class CutShort(Exception):
    """The packed file ended, or broke, before its end; what came before it has been handed over."""

    def __init__(self, reason: Reason) -> None:
        self.reason = reason
        super().__init__(reason)


class Opened:
    """A file ready to be read: `name`, `format` (csv, excel, json, ndjson) and the first unpacked bytes.

    Use as a context manager. A path is closed again; a file object is left to its owner, read from its start.
    """

    def __init__(self, file: File) -> None:
        self.own = isinstance(file, (str, Path))
        try:
            # Closed in close(), by the context manager that this is.
            self.raw: BinaryIO = open(file, "rb") if isinstance(file, (str, Path)) else file  # noqa: SIM115
        except (OSError, ValueError):
            raise SourceError(Reason.FILE_MISSING, name=str(file)) from None
        self.name = str(getattr(self.raw, "name", "") or "")
        self.raw.seek(0)
        self.magic = self.raw.read(8)
        self.packed = self.magic[:2] == b"\x1f\x8b"
        self.cut: Reason | None = None  # where not even the first bytes are whole
        try:
            self.sample = self._sample()
            self.format = self._format()
        except BaseException:
            self.close()
            raise

    def _sample(self) -> bytes:
        """The first bytes, unpacked; a packed file that is cut short gives what it has."""
        found = b""
        try:
            for chunk in self.chunks():
                found += chunk
                if len(found) >= SAMPLE:
                    break
        except CutShort as cut:
            self.cut = cut.reason
        return found[:SAMPLE]

    def _format(self) -> str:
        if (
            self.magic[:4] in (b"PK\x03\x04", b"PK\x05\x06")
            or self.magic == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        ):
            return "excel"
        if self.packed and self.sample[:4] == b"PK\x03\x04":
            raise SourceError(Reason.FORMAT_UNKNOWN, name=Path(self.name).name)
        text = decoded_sample(self.sample).lstrip("\ufeff \t\r\n")
        if not text:
            if self.cut is not None:
                raise SourceError(self.cut, rows_read=0)
            raise SourceError(Reason.FILE_EMPTY)
        if text[0] == "[":
            return "json"
        if text[0] == "{":
            return "ndjson" if _is_lines(text) else "json"
        if text.startswith(("%PDF", "<")):
            raise SourceError(Reason.FORMAT_UNKNOWN, name=Path(self.name).name)
        return "csv"

    def chunks(self) -> Iterator[bytes]:
        """The unpacked bytes from the start. Raises CutShort where a packed file breaks off."""
        self.raw.seek(0)
        if not self.packed:
            while chunk := self.raw.read(CHUNK):
                yield chunk
            return
        total, engine = 0, zlib.decompressobj(wbits=31)
        started = False
        while chunk := self.raw.read(CHUNK):
            while chunk:
                if engine.eof:
                    if not chunk.strip(b"\0"):  # padding after the last member
                        break
                    engine, started = zlib.decompressobj(wbits=31), False
                try:
                    unpacked = engine.decompress(chunk, CHUNK * 4)
                except zlib.error:
                    raise CutShort(Reason.FILE_BROKEN) from None
                started = True
                chunk = engine.unconsumed_tail or engine.unused_data
                total += len(unpacked)
                if total > UNPACKED_LIMIT_MB * 1_000_000:
                    raise SourceError(Reason.FILE_TOO_LARGE, limit_mb=UNPACKED_LIMIT_MB)
                if unpacked:
                    yield unpacked
        if not started or not engine.eof:
            raise CutShort(Reason.FILE_TRUNCATED)

    def text(self) -> Iterator[str]:
        """The decoded text in chunks. Bytes that are no UTF-8 are read as Windows-1252, one by one."""
        encoding, errors = encoding_of(self.sample)
        decoder = codecs.getincrementaldecoder(encoding)(errors)
        first = True
        for chunk in self.chunks():
            text = decoder.decode(chunk)
            if first and text:
                text, first = text.removeprefix("\ufeff"), False
            if text:
                yield text
        if text := decoder.decode(b"", final=True):
            yield text

    def bytes(self) -> "ChunkFile":
        """The unpacked bytes as a readable file in UTF-8, for parsers that want one."""
        encoding, _ = encoding_of(self.sample)
        if encoding == "utf-8" and not self.sample.startswith(codecs.BOM_UTF8):
            return ChunkFile(self.chunks())
        return ChunkFile(text.encode("utf-8", "surrogatepass") for text in self.text())

    def close(self) -> None:
        """Close what was opened here."""
        if self.own:
            self.raw.close()

    def __enter__(self) -> "Opened":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class ChunkFile:
    """An iterator of chunks as a file with `read(size)`. Remembers in `cut` that the file broke off."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._left = b""
        self.cut: Reason | None = None

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes; b"" at the end, also where the file broke off."""
        if size is None or size < 0:
            size = 1 << 30
        if not self._left:
            try:
                self._left = next(self._chunks, b"")
            except CutShort as cut:
                self.cut = cut.reason
                return b""
        out, self._left = self._left[:size], self._left[size:]
        return out


def _windows_byte(error: UnicodeError) -> tuple[str, int]:
    """Read the bytes that are no UTF-8 as Windows-1252."""
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("samsyn-windows", _windows_byte)


def encoding_of(sample: bytes) -> tuple[str, str]:
    """The encoding and how its errors are handled, told from the first bytes.

    UTF-16 by its mark or its many zero bytes; else UTF-8 where the sample is, else Windows-1252. A file that is
    plain ASCII at first and Windows-1252 later on is read right too.
    """
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16", "replace"
    head = sample[:2000]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if len(head) >= 8 and odd > len(head) * 0.3 and even < len(head) * 0.05:
        return "utf-16-le", "replace"
    if len(head) >= 8 and even > len(head) * 0.3 and odd < len(head) * 0.05:
        return "utf-16-be", "replace"
    try:
        codecs.getincrementaldecoder("utf-8")("strict").decode(sample)
    except UnicodeDecodeError:
        return "cp1252", "replace"
    return "utf-8", "samsyn-windows"


def decoded_sample(sample: bytes) -> str:
    """The sample as text; a character cut at its end is left out."""
    encoding, errors = encoding_of(sample)
    return codecs.getincrementaldecoder(encoding)(errors).decode(sample)


def _is_lines(text: str) -> bool:
    """Whether a text that begins with { is one object a line."""
    first, newline, rest = text.partition("\n")
    try:
        whole = json.loads(first)
    except ValueError:
        return False
    return isinstance(whole, dict) and (bool(newline and rest.lstrip()[:1] == "{") or "features" not in whole)
