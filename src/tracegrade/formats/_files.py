"""From what the user named to lines of bytes: files, folders, globs, standard input, gzip."""

from __future__ import annotations

import glob
import gzip
import io
import os
import sys
import zlib
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from tracegrade.errors import Location, MissingExtraError, ParseError, UsageError

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

__all__ = ["READ_ERRORS", "expand", "open_bytes"]

READ_ERRORS = (OSError, EOFError, zlib.error)
"""What reading a damaged or unreadable file raises; `gzip.BadGzipFile` is an OSError."""

MAX_RATIO = 200
"""How many times its size a compressed file may grow."""

_SMALL = 1 << 24  # bytes that compress well without being a bomb
_GZIP = b"\x1f\x8b"
_ZSTANDARD = b"\x28\xb5\x2f\xfd"
_TRACE_SUFFIXES = (".json", ".jsonl", ".ndjson", ".traj", ".eval", ".zip")


def expand(paths: Iterable[str | os.PathLike[str]]) -> list[str]:
    """The files that the paths name, in a stable order: folders are searched, globs expanded.

    Raises:
        UsageError: A path or glob names nothing.

    Example:
        >>> expand(["-"])
        ['-']
    """
    files: list[str] = []
    for given in paths:
        path = os.fspath(given)
        if path == "-" or os.path.isfile(path):
            files.append(path)
        elif os.path.isdir(path):
            files.extend(_files_below(path))
        else:
            matches = sorted(glob.glob(path, recursive=True))
            if not matches:
                raise UsageError(f"no such file or folder: {path!r}", hint=_near(path))
            for match in matches:
                files.extend(_files_below(match) if os.path.isdir(match) else [match])
    return list(dict.fromkeys(files))


def _near(path: str) -> str:
    import difflib

    folder = Path(path).parent
    names = [entry.name for entry in folder.iterdir()] if folder.is_dir() else []
    close = difflib.get_close_matches(Path(path).name, names, n=1)
    if close:
        return f"did you mean {str(folder / close[0])!r}?"
    return "give files, folders, globs, or - for standard input"


def _files_below(folder: str) -> list[str]:
    found: list[str] = []
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found.extend(os.path.join(parent, name) for name in sorted(names) if _is_trace_file(name))
    return found


def _is_trace_file(name: str) -> bool:
    plain = name.lower()
    for suffix in (".gz", ".zst"):
        plain = plain.removesuffix(suffix)
    return plain.endswith(_TRACE_SUFFIXES) and not name.startswith(".")


@contextmanager
def open_bytes(path: str) -> Generator[BinaryIO]:
    """The file's bytes, decompressed if its first bytes say gzip or zstandard; closed at the end.

    Raises:
        ParseError: It cannot be opened.
        MissingExtraError: It is zstandard and the extra is not installed.
    """
    with ExitStack() as stack:
        raw = sys.stdin.buffer if path == "-" else stack.enter_context(_opened(path))
        head = raw.peek(4)[:4] if isinstance(raw, io.BufferedReader) else b""
        if head[:2] == _GZIP:
            unpacked = stack.enter_context(gzip.GzipFile(fileobj=raw))
            yield _guarded(cast("BinaryIO", unpacked), raw, path)
        elif head == _ZSTANDARD:
            yield _guarded(stack.enter_context(_zstandard_reader(raw)), raw, path)
        else:
            yield raw


class _Guarded(io.RawIOBase):
    """A decompressed stream that ends in an error once it has grown beyond all reason."""

    def __init__(self, unpacked: BinaryIO, packed: BinaryIO, path: str) -> None:
        self._unpacked = unpacked
        self._packed = packed
        self._path = path
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        data = self._unpacked.read(len(buffer))
        self._given += len(data)
        if self._given > _SMALL and self._given > MAX_RATIO * self._taken():
            message = f"it grows to more than {MAX_RATIO} times its size, which real traces do not"
            hint = "unpack it yourself, if it is what it should be"
            raise ParseError(message, location=Location(self._path), hint=hint)
        buffer[: len(data)] = data
        return len(data)

    def _taken(self) -> int:
        try:
            return self._packed.tell()
        except OSError:  # a pipe does not tell
            return self._given


def _guarded(unpacked: BinaryIO, packed: BinaryIO, path: str) -> BinaryIO:
    return cast("BinaryIO", io.BufferedReader(_Guarded(unpacked, packed, path), 1 << 18))


def _opened(path: str) -> io.BufferedReader:
    try:
        return open(path, "rb")
    except OSError as error:
        message = f"cannot open it: {error.strerror}"
        raise ParseError(message, location=Location(path), hint="check the path") from error


def _zstandard_reader(raw: BinaryIO) -> BinaryIO:
    try:
        import zstandard  # pyright: ignore[reportMissingImports]  # an extra
    except ModuleNotFoundError:
        hint = "pip install 'tracegrade[zstd]'"
        raise MissingExtraError("reading .zst needs zstandard", hint=hint) from None
    stream = zstandard.ZstdDecompressor().stream_reader(raw, read_across_frames=True)
    return cast("BinaryIO", io.BufferedReader(stream))
