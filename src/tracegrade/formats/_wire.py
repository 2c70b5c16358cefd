"""The wire format of Protocol Buffers, decoded by tables.

Source: the encoding guide of Protocol Buffers (varints, 64-bit, length-delimited and 32-bit fields).
Strict where it matters: a field that is known but written as another type, or that does not fit in
its message, is an error with its place; a field that is not known is left out, as newer writers may
have it. Groups, which proto3 has not, are an error.
"""

from __future__ import annotations

import base64
import math
import struct
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from tracegrade._json import Trouble

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Field", "Kind", "Schema", "WireError", "begins_as", "decode_message", "varint_at"]

Kind = Literal[
    "number", "signed", "bool", "double", "nanoseconds", "fixed32", "text", "id", "bytes",
    "message", "opaque",
]  # fmt: skip
"""How a field is written, and what becomes of it: see `_WIRE_TYPES`."""

_VARINT, _FIXED64, _LENGTH, _FIXED32 = 0, 1, 2, 5
_WIRE_TYPES: dict[Kind, int] = {
    "number": _VARINT,  # an integer, enumerations included
    "signed": _VARINT,  # an integer in two's complement
    "bool": _VARINT,
    "double": _FIXED64,
    "nanoseconds": _FIXED64,  # digits as text, as the JSON of OTLP has them
    "fixed32": _FIXED32,
    "text": _LENGTH,
    "id": _LENGTH,  # hexadecimal, as the JSON of OTLP has them
    "bytes": _LENGTH,  # base64
    "message": _LENGTH,
    "opaque": _LENGTH,  # left out
}
_ALL_ONES = (1 << 64) - 1
_MARGIN = 20  # bytes of a tag and a length, either of which may be cut off
_DEEPEST = 100  # as in the libraries of Protocol Buffers


class WireError(ValueError):
    """Bytes that are not such a message: why, and at which byte of it."""

    def __init__(self, message: str, position: int, code: str = "invalid-protobuf") -> None:
        super().__init__(f"{message} at byte {position}")
        self.code = code
        self.position = position


class Schema:
    """A message: its name for a person, and its fields by number."""

    def __init__(self, name: str, /, **fields: Field) -> None:
        self.name = name
        self.numbers: set[int] = set()
        self.by_tag: dict[int, tuple[str, Field]] = {}
        self.add(**fields)

    def add(self, **fields: Field) -> None:
        """Add fields, for a message that holds itself."""
        for key, field in fields.items():
            self.numbers.add(field.number)
            self.by_tag[field.number << 3 | _WIRE_TYPES[field.kind]] = (key, field)


class Field(NamedTuple):
    """One field of a message.

    Attributes:
        number: Its number.
        kind: How it is written.
        schema: What it holds, if it is a message.
        is_list: Whether it may occur many times.
    """

    number: int
    kind: Kind
    schema: Schema | None = None
    is_list: bool = False


def decode_message(data: bytes, schema: Schema) -> tuple[dict[str, Any], list[Trouble]]:
    r"""The message as an object, and what was odd about it and is read all the same.

    Raises:
        WireError: It is none.

    Example:
        >>> point = Schema("a point", x=Field(1, "number"), label=Field(2, "text"))
        >>> decode_message(b"\x08\x96\x01\x12\x02hi", point)
        ({'x': 150, 'label': 'hi'}, [])
    """
    decoder = _Decoder(data)
    return decoder.message(schema, 0, len(data), 0), decoder.odd


def begins_as(data: bytes, schema: Schema, size: int) -> bool:
    """Whether these bytes are such a message, or its beginning, and nothing else.

    Args:
        data: The bytes.
        schema: The message; fields that it does not know are not allowed.
        size: How many bytes the whole message has.
    """
    at, limit, is_cut = 0, size, size > len(data)
    end = len(data) - (_MARGIN if is_cut else 0)
    try:
        while at < end:
            tag, at = varint_at(data, at, len(data))
            if tag not in schema.by_tag:
                return False
            field = schema.by_tag[tag][1]
            at, stop = _Decoder(data).extent(tag & 7, at, limit)
            if stop <= len(data):
                if field.schema is not None:
                    decode_message(data[at:stop], field.schema)
                at = stop
            elif is_cut and field.schema is not None:
                schema, limit = field.schema, stop
            else:
                return is_cut
    except (WireError, IndexError):
        return False
    return True


def varint_at(data: bytes, at: int, end: int) -> tuple[int, int]:
    """The integer that begins at this byte, and where the next thing begins.

    Raises:
        WireError: It is longer than ten bytes, or ends beyond `end`.
    """
    value = shift = 0
    for place in range(at, min(at + 10, end)):
        byte = data[place]
        value |= (byte & 127) << shift
        if byte < 128:
            return value & _ALL_ONES, place + 1
        shift += 7
    raise WireError("an integer has no end", at)


class _Decoder:
    """The bytes of one message."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.odd: list[Trouble] = []

    def message(self, schema: Schema, at: int, end: int, depth: int) -> dict[str, Any]:
        """The message between two places."""
        if depth > _DEEPEST:
            raise WireError(f"nests deeper than {_DEEPEST} messages", at, "too-deep")
        data, by_tag = self._data, schema.by_tag
        made: dict[str, Any] = {}
        while at < end:
            begin, tag = at, data[at]
            if tag < 128:
                at += 1
            else:
                tag, at = varint_at(data, begin, end)
            at, stop = self.extent(tag & 7, at, end)
            found = by_tag.get(tag)
            if found is None:
                self._check_unknown(schema, tag, begin)
            else:
                self._put(made, found, (at, stop), depth)
            at = stop
        return made

    def extent(self, wire: int, at: int, end: int) -> tuple[int, int]:
        """Where the value of a field begins and ends."""
        if wire == _LENGTH and at < end and (size := self._data[at]) < 128:
            at += 1
            stop = at + size
        elif wire == _LENGTH:
            size, at = varint_at(self._data, at, end)
            stop = at + size
        elif wire == _VARINT:
            _, stop = varint_at(self._data, at, end)
        elif wire in (_FIXED64, _FIXED32):
            stop = at + (8 if wire == _FIXED64 else 4)
        else:
            raise WireError(f"a field of the type {wire}, which no message has", at)
        if stop > end:
            raise WireError("a field is cut off", at)
        return at, stop

    def _put(
        self, made: dict[str, Any], found: tuple[str, Field], place: tuple[int, int], depth: int
    ) -> None:
        """Read the value of a field into the object that is being made."""
        key, (_, kind, schema, is_list) = found
        at, stop = place
        if schema is not None:
            value: Any = self.message(schema, at, stop, depth + 1)
        elif kind == "text":
            value = self._text(at, stop)
        elif kind == "opaque":
            return
        else:
            value = _READ[kind](self._data[at:stop])
            if kind == "double" and not math.isfinite(value):
                message = f"{value} is not a JSON number: kept as it is"
                self.odd.append(Trouble("nonfinite-number", message, ""))
        if is_list and key in made:
            made[key].append(value)
        else:
            made[key] = [value] if is_list else value

    def _check_unknown(self, schema: Schema, tag: int, at: int) -> None:
        number = tag >> 3
        if number in schema.numbers:
            raise WireError(f"field {number} of {schema.name} is of another type", at)
        if number == 0:
            raise WireError(f"a field of {schema.name} has no number", at)

    def _text(self, at: int, stop: int) -> str:
        data = self._data[at:stop]
        try:
            return data.decode()
        except UnicodeDecodeError as error:
            what = f"not UTF-8 at byte {at + error.start}: read with '\\N{{REPLACEMENT CHARACTER}}' in its place"
            self.odd.append(Trouble("invalid-utf8", what, ""))
            return data.decode(errors="replace")


def _number(data: bytes) -> int:
    return varint_at(data, 0, len(data))[0]


def _signed(data: bytes) -> int:
    value = _number(data)
    return value - (1 << 64) if value >> 63 else value


_READ: dict[Kind, Callable[[bytes], Any]] = {
    "number": _number,
    "signed": _signed,
    "bool": lambda data: _number(data) != 0,
    "double": lambda data: struct.unpack("<d", data)[0],
    "nanoseconds": lambda data: str(int.from_bytes(data, "little")),
    "fixed32": lambda data: int.from_bytes(data, "little"),
    "id": lambda data: data.hex(),
    "bytes": lambda data: base64.b64encode(data).decode(),
}
