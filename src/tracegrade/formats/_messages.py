"""The OTLP messages of a binary file, one after the other.

Source: the file exporter of the OpenTelemetry Collector (four bytes of length, big-endian, before each
message; each compressed on its own, in releases that have no other way), the delimited streams of
Protocol Buffers (a varint of length before each), and one message alone. The latter is read one
resource at a time: a message is the sum of its parts.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from tracegrade import _json
from tracegrade.errors import ParseError
from tracegrade.formats._input import HEAD_BYTES, changed_meanwhile
from tracegrade.formats._lines import MAX_LINE_BYTES
from tracegrade.formats._opening import ZSTANDARD, unpacked
from tracegrade.formats._otlp_messages import begins_request, begins_resource, decode_request
from tracegrade.formats._reader import Record
from tracegrade.formats._wire import WireError, varint_at
from tracegrade.model import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.formats._input import Input

__all__ = ["Framing", "MessageSource", "framing_of"]

Framing = Literal["length", "varint", "resource"]
"""What stands before each message: four bytes, a varint, or the tag and varint of a resource."""

_SAMPLES = 4
_RESOURCE_TAG = b"\x0a"
_LENGTH_BYTES = 5  # a varint below 2**35


def framing_of(head: bytes) -> Framing | None:
    r"""How a file that begins with these bytes holds OTLP messages; `None` if it does not.

    Args:
        head: Its first `HEAD_BYTES`, or all it has.

    Example:
        >>> framing_of(b'{"resourceSpans": []}') is None
        True
    """
    size, at = _varint(head, 1)
    part = _part(head, at, size)
    if head.startswith(_RESOURCE_TAG) and begins_resource(part, size):
        return "resource"
    size = int.from_bytes(head[:4], "big")
    part = _part(head, 4, size)
    if part.startswith(ZSTANDARD) or begins_request(part, size):
        return "length"
    size, at = _varint(head, 0)
    return "varint" if begins_request(_part(head, at, size), size) else None


def _varint(head: bytes, at: int) -> tuple[int, int]:
    """The length that stands at this place, and what follows it; 0 if there is none."""
    try:
        return varint_at(head, at, min(len(head), at + _LENGTH_BYTES))
    except WireError:
        return 0, at


def _part(head: bytes, at: int, size: int) -> bytes:
    """As much as the head has of a message; nothing where there cannot be one."""
    is_whole = len(head) < HEAD_BYTES
    if size > MAX_LINE_BYTES or (is_whole and at + size > len(head)):
        return b""
    return head[at : at + size]


class _Frame(NamedTuple):
    """A message of the file, or why there is none.

    Attributes:
        number: Which it is, from 1.
        place: Where it begins.
        data: Its bytes.
        code: What kept it from being read whole.
    """

    number: int
    place: int
    data: bytes
    code: str | None = None


class MessageSource:
    """The messages of one open file; each counts as a line.

    Attributes:
        path: The file, as the user named it.
        samples: The first decoded messages.
        document: Always `None`.
        strict: Kept for what is read beside the file.
    """

    def __init__(self, given: Input, framing: Framing, *, strict: bool) -> None:
        self.path = given.path
        self.strict = strict
        self.document: Record | Problem | None = None
        self._input = given
        self._framing: Framing = framing
        frames = _frames(given, framing)
        first = list(itertools.islice(frames, _SAMPLES))
        self._frames = itertools.chain(first, frames)
        read = [self._item(frame) for frame in first]
        self.samples: list[Any] = [item.value for item in read if isinstance(item, Record)]

    @property
    def is_rereadable(self) -> bool:
        """Whether `read_at` works."""
        return self._input.is_rereadable

    @property
    def goes_back(self) -> bool:
        """Whether it costs no more for an earlier record than for a later one."""
        return self._input.goes_back

    def records(self, *, careful: bool) -> Iterator[Record | Problem | int]:
        """The record of each message, or the reason why it is none."""
        yield from map(self._item, self._frames)

    def read_at(self, place: int, line: int) -> Record:
        """The record that was read from this place.

        Raises:
            ParseError: It is no longer there.
        """
        self._input.go_to(place)
        frame = next(_frames(self._input, self._framing), None)
        item = None if frame is None else self._item(frame._replace(number=line))
        if not isinstance(item, Record):
            raise changed_meanwhile(self.path, line)
        return item

    def _item(self, frame: _Frame) -> Record | Problem:
        if frame.code is not None:
            return self._problem(frame, frame.code, _REASONS[frame.code])
        try:
            value, odd = _decoded(frame.data)
        except (WireError, _json.UndecodableError) as error:
            return self._problem(frame, error.code, f"not an OTLP message: {error}")
        except ParseError as error:
            return self._problem(frame, "invalid-message", error.message)
        record = Record(value, self.path, frame.number)
        record.place, record.size = frame.place, len(frame.data)
        record.checked = True
        record.problems = tuple(record.problem(*trouble) for trouble in odd)
        return record

    def _problem(self, frame: _Frame, code: str, message: str) -> Problem:
        return Problem(code, message, self.path, frame.number, None, "error")


_REASONS = {
    "cut-off": "the file ends within this message",
    "too-long": f"a message of more than {MAX_LINE_BYTES >> 20} MiB",
    "no-length": "no length of a message stands here, so nothing behind it can be read",
}


def _decoded(data: bytes) -> tuple[Any, list[_json.Trouble]]:
    """A message, which may be compressed, and may be JSON where it is."""
    if data[:4] == ZSTANDARD:
        data = unpacked(data, MAX_LINE_BYTES)
        if data[:1] == b"{":
            return _json.decode_checked(data)
    return decode_request(data)


def _frames(given: Input, framing: Framing) -> Iterator[_Frame]:
    """The messages from here to the end of the file."""
    for number in itertools.count(1):
        place = given.place
        header = _header(given, framing)
        if not header:
            return
        size = _size(header, framing)
        if size is None:
            code = "cut-off" if not given.read(1) else "no-length"
            yield _Frame(number, place, b"", code)
            return
        if size > MAX_LINE_BYTES:
            given.skip(size)
            yield _Frame(number, place, b"", "too-long")
            continue
        data = given.read(size)
        if len(data) < size:
            yield _Frame(number, place, b"", "cut-off")
            return
        yield _Frame(number, place, header + data if framing == "resource" else data)


def _header(given: Input, framing: Framing) -> bytes:
    """What stands before a message; at the end of the file, nothing or a part of it."""
    if framing == "length":
        return given.read(4)
    header = given.read(1) if framing == "resource" else b""
    if framing == "resource" and header != _RESOURCE_TAG:
        return header
    while (byte := given.read(1)) and len(header) <= _LENGTH_BYTES:
        header += byte
        if byte[0] < 128:
            break
    return header


def _size(header: bytes, framing: Framing) -> int | None:
    """How many bytes the message has, if the header is one."""
    if framing == "length":
        return int.from_bytes(header, "big") if len(header) == 4 else None
    begin = 1 if framing == "resource" else 0
    if framing == "resource" and header[:1] != _RESOURCE_TAG:
        return None
    try:
        return varint_at(header, begin, len(header))[0]
    except WireError:
        return None
