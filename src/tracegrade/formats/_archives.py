"""Documents inside zip archives, read in memory: nothing is ever extracted to a disk.

Members are compressed with deflate, or with zstandard (method 93), which the standard library reads
only from Python 3.14 on. A member that would grow beyond `MAX_MEMBER_BYTES`, or more than `MAX_RATIO`
times, is refused, whatever its header says; so is what members that lie over each other, or are many,
grow to together; so is an archive inside the archive.
"""

from __future__ import annotations

import os
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING, NamedTuple

from tracegrade.errors import MissingExtraError, ParseError
from tracegrade.formats._opening import ARCHIVE, MAX_RATIO

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO

__all__ = ["ARCHIVE_ERRORS", "Member", "is_archive", "members_of"]

MAX_MEMBER_BYTES = 1 << 30
_SMALL = 1 << 20  # bytes of a member that compress well without being a bomb
_SMALL_ARCHIVE = 1 << 24  # the same of an archive
_CHUNK = 1 << 20
_ZSTANDARD = 93
_ENCRYPTED = 1  # a bit of the flags of a member
_DOCUMENTS = (".json", ".jsonl", ".ndjson")

ARCHIVE_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, struct.error, NotImplementedError)
"""What reading a damaged archive raises."""


class Member(NamedTuple):
    """One document of an archive, or why it is not read.

    Attributes:
        name: Its name in the archive.
        data: Its bytes; empty where it is refused.
        refused: Why it is refused.
    """

    name: str
    data: bytes
    refused: str | None = None


def is_archive(path: str) -> bool:
    """Whether a file begins as a zip archive does.

    Example:
        >>> is_archive("README.md"), is_archive("-")
        (False, False)
    """
    if not os.path.isfile(path):  # a pipe gives its bytes once
        return False
    try:
        with open(path, "rb") as file:
            return file.read(4) == ARCHIVE
    except OSError:
        return False


def members_of(path: str) -> tuple[bytes | None, Iterator[Member]]:
    """The header document of an archive, if it has one, and its other documents.

    Where there is a `header.json`, as in the logs of Inspect, the documents are those under
    `samples/`; the others repeat what these say.

    Raises:
        BadZipFile: It is no whole archive.
    """
    with zipfile.ZipFile(path) as archive:
        names = [info for info in archive.infolist() if info.filename.endswith(_DOCUMENTS)]
        header = next((info for info in names if info.filename == "header.json"), None)
        beside = _member(path, header) if header is not None else None
    wanted = [info for info in names if header is None or info.filename.startswith("samples/")]
    data = beside.data if beside is not None and beside.refused is None else None
    return data, _members(path, wanted)


def _members(path: str, wanted: list[zipfile.ZipInfo]) -> Iterator[Member]:
    left = max(_SMALL_ARCHIVE, os.path.getsize(path) * MAX_RATIO)
    for info in wanted:
        member = _member(path, info)
        left -= len(member.data)
        if left < 0:
            said = (
                f"the archive grows to more than {MAX_RATIO} times its size: not read from here on"
            )
            yield Member(info.filename, b"", said)
            return
        yield member


def _member(path: str, info: zipfile.ZipInfo) -> Member:
    try:
        return Member(info.filename, _bytes_of(path, info))
    except ParseError as error:
        return Member(info.filename, b"", error.message)
    except ARCHIVE_ERRORS as error:
        return Member(info.filename, b"", f"it is damaged: {error}")


def _bytes_of(path: str, info: zipfile.ZipInfo) -> bytes:
    if info.flag_bits & _ENCRYPTED:
        raise ParseError("it needs a password", hint="unpack it yourself")
    limit = min(MAX_MEMBER_BYTES, max(_SMALL, info.compress_size * MAX_RATIO))
    if info.compress_type == _ZSTANDARD:
        with open(path, "rb") as file:
            return _limited(_zstandard_stream(file, info), limit)
    with zipfile.ZipFile(path) as archive, archive.open(info) as stream:
        return _limited(stream, limit)


def _limited(stream: IO[bytes], limit: int) -> bytes:
    """All bytes of a stream, as long as they are no more than the limit.

    Raises:
        ParseError: They are more.
    """
    chunks: list[bytes] = []
    size = 0
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        if size > limit:
            raise ParseError(
                f"it grows to more than {limit} bytes, which real logs do not",
                hint="leave it out, or unpack it yourself",
            )
        chunks.append(chunk)
    return b"".join(chunks)


def _zstandard_stream(file: IO[bytes], info: zipfile.ZipInfo) -> IO[bytes]:
    """The content of a member that the standard library cannot decompress."""
    try:
        import zstandard  # pyright: ignore[reportMissingImports]  # an extra
    except ModuleNotFoundError:
        hint = "pip install 'tracegrade[zstd]'"
        raise MissingExtraError("reading this archive needs zstandard", hint=hint) from None
    file.seek(info.header_offset)
    local = file.read(30)
    name, extra = struct.unpack("<HH", local[26:30])
    file.seek(name + extra, 1)
    compressed = file.read(info.compress_size)
    return zstandard.ZstdDecompressor().stream_reader(compressed)
