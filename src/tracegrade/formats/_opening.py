"""Files as the bytes they hold: standard input, pipes, gzip and zstandard, and bombs refused."""

from __future__ import annotations

import gzip
import io
import sys
import zlib
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from tracegrade.errors import Location, MissingExtraError, ParseError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

__all__ = ["ARCHIVE", "GZIP", "MAX_RATIO", "READ_ERRORS", "ZSTANDARD", "open_bytes", "unpacked"]

READ_ERRORS = (OSError, EOFError, zlib.error)
"""What reading a damaged or unreadable file raises; `gzip.BadGzipFile` is an OSError."""

MAX_RATIO = 200
"""How many times its size a compressed file may grow."""

ZSTANDARD = b"\x28\xb5\x2f\xfd"
"""How a zstandard frame begins."""

GZIP = b"\x1f\x8b"
"""How a gzip member begins."""

ARCHIVE = b"PK\x03\x04"
"""How a zip archive begins."""

_SMALL = 1 << 24  # bytes that compress well without being a bomb
_BUFFER = 1 << 18
_FIRST = 4096  # bytes of a pipe that tell what it is
_SKIPPABLE = b"\x2a\x4d\x18"  # after a first byte of 0x50 to 0x5f: a frame that holds no data
_FED = 2048  # bytes given to zstandard at once; they grow to 64 MiB at most


@contextmanager
def open_bytes(path: str) -> Generator[BinaryIO]:
    """The file's bytes, decompressed if its first bytes say gzip or zstandard; closed at the end.

    Raises:
        ParseError: It cannot be opened.
        MissingExtraError: It is zstandard and the extra is not installed.
    """
    with ExitStack() as stack:
        raw = sys.stdin.buffer if path == "-" else stack.enter_context(_opened(path))
        counted = None if raw.seekable() else _Counted(raw)
        packed = raw if counted is None else io.BufferedReader(counted, _BUFFER)
        taken = raw.tell if counted is None else lambda: counted.given
        head = packed.peek(4)[:4] if isinstance(packed, io.BufferedReader) else b""
        if head[:2] == GZIP:
            stream: Any = stack.enter_context(gzip.GzipFile(fileobj=packed))
        elif head == ZSTANDARD or (head[1:] == _SKIPPABLE and head[0] >> 4 == 5):
            stream = stack.enter_context(io.BufferedReader(_Zstandard(packed.read)))
        else:
            yield packed
            return
        guarded = _Guarded(stream.read1, taken, path)
        yield cast("BinaryIO", io.BufferedReader(guarded, _BUFFER))


def unpacked(data: bytes, most: int) -> bytes:
    """What zstandard frames hold, as long as it is no more than `most` bytes.

    Raises:
        ParseError: They hold more, or are damaged.
        MissingExtraError: The extra is not installed.
    """
    source = io.BytesIO(data)
    guarded = _Guarded(io.BufferedReader(_Zstandard(source.read)).read1, source.tell, None)
    try:
        found = io.BufferedReader(guarded, _BUFFER).read(most + 1)
    except READ_ERRORS as error:
        raise ParseError(f"cannot be unpacked: {error}") from None
    if len(found) > most:
        raise ParseError(f"it holds more than {most >> 20} MiB")
    return found


class _Raw(io.RawIOBase):
    """A stream of which whoever reads gets as much as one call gives."""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        data = self.some(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def some(self, most: int) -> bytes:
        """The next bytes, no more than so many; none at the end."""
        raise NotImplementedError  # each kind of stream has its own


class _Counted(_Raw):
    """A pipe that counts what it gave, and gives its first bytes at once, however they come."""

    def __init__(self, pipe: BinaryIO) -> None:
        self._pipe = pipe
        self.given = 0

    def some(self, most: int) -> bytes:
        pipe = cast("Any", self._pipe)
        data = pipe.read1(most) if self.given else pipe.read(min(most, _FIRST))
        self.given += len(data)
        return data


class _Guarded(_Raw):
    """A decompressed stream that ends in an error once it has grown beyond all reason."""

    def __init__(
        self, read: Callable[[int], bytes], taken: Callable[[], int], path: str | None
    ) -> None:
        self._read = read
        self._taken = taken
        self._path = path
        self._given = 0

    def some(self, most: int) -> bytes:
        data = self._read(most)
        self._given += len(data)
        if self._given > _SMALL and self._given > MAX_RATIO * self._taken():
            message = f"it grows to more than {MAX_RATIO} times its size, which real traces do not"
            hint = "unpack it yourself, if it is what it should be"
            raise ParseError(message, location=Location(self._path), hint=hint)
        return data


class _Zstandard(_Raw):
    """The content of zstandard frames, one after the other; an error where the last is cut off."""

    def __init__(self, read: Callable[[int], bytes]) -> None:
        try:
            import zstandard  # pyright: ignore[reportMissingImports]  # an extra
        except ModuleNotFoundError:
            hint = "pip install 'tracegrade[zstd]'"
            raise MissingExtraError("reading .zst needs zstandard", hint=hint) from None
        self._library = zstandard
        self._read = read
        self._frame: Any = None
        self._rest = b""  # read, but not yet given to a frame
        self._ready = memoryview(b"")  # unpacked, but not yet given on

    def some(self, most: int) -> bytes:
        while not self._ready:
            fed = self._rest or self._read(_FED)
            if not fed and self._frame is None:
                return b""
            if not fed:
                raise EOFError("it is cut off")
            self._feed(fed)
        data, self._ready = self._ready[:most], self._ready[most:]
        return bytes(data)

    def _feed(self, fed: bytes) -> None:
        if self._frame is None:
            self._frame = self._library.ZstdDecompressor().decompressobj()
        try:
            self._ready = memoryview(self._frame.decompress(fed))
        except self._library.ZstdError as error:
            raise OSError(f"it is damaged: {error}") from None
        self._rest = b""
        if self._frame.eof:
            self._rest = self._frame.unused_data
            self._frame = None


def _opened(path: str) -> io.BufferedReader:
    try:
        return open(path, "rb")
    except OSError as error:
        message = f"cannot open it: {error.strerror}"
        raise ParseError(message, location=Location(path), hint="check the path") from error
