"""The lines of a file, and any one of them again by the place where it begins."""

from __future__ import annotations

import os
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from tracegrade.errors import Location, ParseError
from tracegrade.formats._files import open_bytes

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

__all__ = [
    "MAX_LINE_BYTES",
    "Line",
    "Lines",
    "are_events",
    "changed_meanwhile",
    "event_data",
    "joined",
    "open_lines",
]

MAX_LINE_BYTES = 64 * 1024 * 1024
"""A longer line is refused, so that one bad file cannot fill the memory."""

_CHUNK = 1 << 18
_OPENING = (b"{", b"[")
_CLOSING = (b"}", b"]")
_EVENT_FIELDS = (b"data:", b"event:", b"id:", b"retry:", b":")
_EVENTS_END = b"[DONE]"


class Line(NamedTuple):
    """A line of a file, or lines that are one document.

    Attributes:
        number: 1-based, of the first line.
        place: How many bytes lie before it.
        data: Its bytes; of a line that is too long, one byte too many and no more.
    """

    number: int
    place: int
    data: bytes


class Lines:
    """The lines of an open file, once in order, then any of them again.

    Attributes:
        path: The file, as the user named it.
        is_rereadable: Whether a line can be read again: standard input and pipes give each once.
        goes_back: Whether an earlier line costs no more than a later one. A compressed file has to
            be begun again to go back.
    """

    def __init__(self, file: BinaryIO, path: str) -> None:
        self.path = path
        self.goes_back = file.seekable()
        self.is_rereadable = self.goes_back or os.path.isfile(path)
        self._file = file
        self._begin = file.tell() if self.goes_back else 0
        self._place = 0
        self._reopened = ExitStack()

    def __iter__(self) -> Iterator[Line]:
        """The lines that follow, up to the end."""
        number = 0
        while data := self._file.readline(MAX_LINE_BYTES + 1):
            number += 1
            place = self._place
            self._place += len(data)
            yield Line(number, place, data)
            if len(data) > MAX_LINE_BYTES:
                self._skip_line(data)

    def _skip_line(self, data: bytes) -> None:
        """Read on to the end of a line of which this is the part read last."""
        while data and not data.endswith(b"\n"):
            data = self._file.readline(_CHUNK)
            self._place += len(data)

    def rest(self) -> bytes:
        """Everything that follows the lines given so far."""
        return self._file.read()

    def at(self, place: int) -> Iterator[Line]:
        """The line that begins at this place, and those that follow."""
        if self.goes_back:
            self._file.seek(self._begin + place)
            self._place = place
        else:
            self._go_to(place)
        return iter(self)

    def _go_to(self, place: int) -> None:
        """Read on to a place; from the beginning, if it lies behind."""
        if place < self._place:
            self.close()
            self._file = self._reopened.enter_context(open_bytes(self.path))
            self._place = 0
        while self._place < place:
            skipped = self._file.read(min(_CHUNK, place - self._place))
            if not skipped:
                raise changed_meanwhile(self.path)
            self._place += len(skipped)

    def close(self) -> None:
        """Close what was opened to read lines again."""
        self._reopened.close()


def joined(lines: Iterator[Line]) -> Iterator[Line]:
    r"""The lines, those of a document that was written over several of them as one.

    Such a document begins in the first column and ends there, as every encoder that indents writes
    it: the spans that console exporters print one after the other, the output of `jq`. What lies
    between documents stays a line.

    Example:
        >>> written = [Line(1, 0, b"{\n"), Line(2, 2, b"}\n"), Line(3, 4, b"[]\n")]
        >>> [(line.number, line.data) for line in joined(iter(written))]
        [(1, b'{\n}\n'), (3, b'[]\n')]
    """
    parts: list[Line] = []
    size = 0
    for line in lines:
        begins = line.data.removeprefix(b"\xef\xbb\xbf").startswith(_OPENING)
        if parts and (begins or size > MAX_LINE_BYTES):  # the one before was cut off
            yield _whole(parts)
            parts, size = [], 0
        if not parts and (not begins or line.data.rstrip().endswith(_CLOSING)):
            yield line
            continue
        parts.append(line)
        size += len(line.data)
        if line.data.startswith(_CLOSING):
            yield _whole(parts)
            parts, size = [], 0
    if parts:
        yield _whole(parts)


def are_events(data: bytes) -> bool:
    """Whether a line is one of a stream of server-sent events.

    Example:
        >>> are_events(b'data: {}'), are_events(b'{"data": 1}')
        (True, False)
    """
    return data.startswith(_EVENT_FIELDS)


def event_data(lines: Iterator[Line]) -> Iterator[Line]:
    r"""The lines of a stream of server-sent events, with what is around their data left blank.

    Example:
        >>> events = [Line(1, 0, b"event: message\n"), Line(2, 15, b"data: [1]\n")]
        >>> [(line.number, line.data) for line in event_data(iter(events))]
        [(1, b'\n'), (2, b' [1]\n')]
    """
    for line in lines:
        if not are_events(line.data):
            yield line
            continue
        data = line.data.removeprefix(b"data:") if line.data.startswith(b"data:") else b"\n"
        yield Line(line.number, line.place, b"\n" if data.strip() == _EVENTS_END else data)


def _whole(parts: list[Line]) -> Line:
    return Line(parts[0].number, parts[0].place, b"".join([part.data for part in parts]))


@contextmanager
def open_lines(path: str) -> Generator[Lines]:
    """The lines of a file, decompressed if need be; closed at the end.

    Raises:
        ParseError: It cannot be opened.
        MissingExtraError: It is zstandard and the extra is not installed.
    """
    with open_bytes(path) as file:
        lines = Lines(file, path)
        try:
            yield lines
        finally:
            lines.close()


def changed_meanwhile(path: str | None, line: int | None = None) -> ParseError:
    """The error of a file that is no longer what it was when it was read before."""
    return ParseError(
        "it was changed while it was read",
        location=Location(path, line),
        hint="read it again when nothing writes to it",
    )
