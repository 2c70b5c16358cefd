"""Protocol Buffers written by hand, for tests: a field is a number and a value."""

from __future__ import annotations

import struct
from typing import Any

Message = list[tuple[int, Any]]


def varint(number: int) -> bytes:
    number &= (1 << 64) - 1
    written = b""
    while number > 127:
        written += bytes([number & 127 | 128])
        number >>= 7
    return written + bytes([number])


def field(number: int, value: Any) -> bytes:
    """A field: whole numbers as varints, floats as doubles, texts, bytes and messages by length."""
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    if isinstance(value, float):
        return varint(number << 3 | 1) + struct.pack("<d", value)
    data = value.encode() if isinstance(value, str) else value
    data = message(data) if isinstance(data, list) else data
    return varint(number << 3 | 2) + varint(len(data)) + data


def fixed64(number: int, value: int) -> bytes:
    return varint(number << 3 | 1) + struct.pack("<Q", value)


def message(fields: Message) -> bytes:
    return b"".join(field(number, value) for number, value in fields)


def span(trace: int = 1, own: int = 1, *, parent: int = 0, **attributes: Any) -> bytes:
    """A chat span that began one second after 2001 for each id."""
    pairs: Message = [(9, [(1, "gen_ai.operation.name"), (2, [(1, "chat")])])]
    pairs += [(9, [(1, key), (2, value)]) for key, value in attributes.items()]
    ids: Message = [(1, trace.to_bytes(16, "big")), (2, own.to_bytes(8, "big"))]
    ids += [(4, parent.to_bytes(8, "big"))] if parent else []
    times = fixed64(7, 10**18 + own * 10**9) + fixed64(8, 10**18 + (own + 1) * 10**9)
    return message([*ids, (5, "chat")]) + times + message(pairs)


def request(*items: bytes) -> bytes:
    """An export request with one resource and one scope."""
    return message([(1, [(1, [(1, [(1, "service.name"), (2, [(1, "desk")])])]),
                         (2, [(1, [(1, "test")]), *((2, item) for item in items)])])])  # fmt: skip


def stream(*messages: bytes) -> bytes:
    return b"".join(struct.pack(">I", len(one)) + one for one in messages)
