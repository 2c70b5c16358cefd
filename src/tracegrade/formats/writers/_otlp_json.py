"""The JSON encoding of OTLP: spans, attributes, ids.

Source: the OpenTelemetry protocol, which writes ids in hexadecimal and 64-bit integers as text.
"""

from __future__ import annotations

import hashlib
import math
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tracegrade.model import Detail

__all__ = ["CLIENT", "INTERNAL", "attributes_of", "export_request", "span_id", "trace_id_of"]

INTERNAL, CLIENT = 1, 3
"""Kinds of spans: work done here, and a call of a model elsewhere."""

_ID = re.compile(r"(?!0{32})[0-9a-f]{32}")
_SMALLEST, _LARGEST = -(2**63), 2**63 - 1


def trace_id_of(name: str, number: int = 0) -> str:
    """The id in OTLP of a trace with this id of its own, the same each time.

    Args:
        name: The trace's own id; one that is an id of OTLP stays as it is.
        number: How many traces before it had the same.

    Example:
        >>> trace_id_of("4bf92f3577b34da6a3ce929d0e0e4736")
        '4bf92f3577b34da6a3ce929d0e0e4736'
        >>> len(trace_id_of("t-17")), trace_id_of("t-17") == trace_id_of("t-17", 1)
        (32, False)
    """
    if number == 0 and _ID.fullmatch(name):
        return name
    spelled = f"{name}\0{number}".encode("utf-8", "surrogatepass")
    return hashlib.sha256(spelled).hexdigest()[:32]


def span_id(trace_id: str, place: int) -> str:
    """The id of the span at this place of its trace; -1 is the root. Ids sort as places do.

    Example:
        >>> span_id("4bf92f3577b34da6a3ce929d0e0e4736", -1)
        '4bf92f3500000001'
    """
    return f"{trace_id[:8]}{place + 2:08x}"


def attributes_of(values: Detail) -> list[Detail]:
    """Attributes; those that are `None` are left out.

    Example:
        >>> attributes_of({"gen_ai.usage.input_tokens": 900, "gen_ai.request.model": None})
        [{'key': 'gen_ai.usage.input_tokens', 'value': {'intValue': '900'}}]
    """
    return [
        {"key": name, "value": _value(value)} for name, value in values.items() if value is not None
    ]


def _value(value: Any) -> Detail:
    if type(value) is bool:
        return {"boolValue": value}
    if type(value) is int and _SMALLEST <= value <= _LARGEST:
        return {"intValue": str(value)}
    if type(value) is float and math.isfinite(value):
        return {"doubleValue": value}
    if type(value) is list:
        return {"arrayValue": {"values": [_value(item) for item in value]}}
    return {"stringValue": str(value)}


def export_request(resource: Detail, spans: list[Detail]) -> Detail:
    """An export request of spans that tracegrade makes for one resource."""
    scope = {"scope": {"name": "tracegrade"}, "spans": spans}
    return {
        "resourceSpans": [
            {"resource": {"attributes": attributes_of(resource)}, "scopeSpans": [scope]}
        ]
    }
