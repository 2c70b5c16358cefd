"""The lines of a file, with the places where they begin."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tracegrade.formats._input import INPUT_ERRORS, reason_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.formats._input import Input

__all__ = ["MAX_LINE_BYTES", "Line", "are_events", "event_data", "joined", "lines_of"]

MAX_LINE_BYTES = 64 * 1024 * 1024
"""A longer line is refused, so that one bad file cannot fill the memory."""

_CHUNK = 1 << 18
_OPENING = (b"{", b"[")
_CLOSING = (b"}", b"]")
_EVENT_FIELDS = (b"data:", b"event:", b"id:", b"retry:", b":")
_EVENTS_END = b"[DONE]"


class Line(NamedTuple):
    """A line of a file, or lines that are one document, or a run of empty lines.

    Attributes:
        number: 1-based, of the first line.
        place: How many bytes lie before it.
        data: Its bytes; of a line that is too long, one byte too many and no more.
        trouble: Why the file cannot be read on from here, if so; then it is the last line.
    """

    number: int
    place: int
    data: bytes
    trouble: str | None = None


def lines_of(given: Input) -> Iterator[Line]:
    """The lines that follow, up to the end; numbers begin with 1 wherever that is."""
    number = 1
    while True:
        place = given.place
        try:
            data = given.readline(MAX_LINE_BYTES + 1)
            if len(data) > MAX_LINE_BYTES:
                _end_line(given, data)
            elif data == b"\n":
                data += given.newlines()
        except INPUT_ERRORS as error:
            yield Line(number, place, b"", reason_of(error))
            return
        if not data:
            return
        yield Line(number, place, data)
        number += len(data) if data.startswith(b"\n") else 1


def _end_line(given: Input, data: bytes) -> None:
    """Read on to the end of a line of which this is the part read last."""
    while data and not data.endswith(b"\n"):
        data = given.readline(_CHUNK)


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
        if line.trouble is not None:  # so a document that was begun never ends
            yield line
            return
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
