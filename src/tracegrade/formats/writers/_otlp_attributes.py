"""What single attributes of spans say of a native record."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.formats._extension import KEY
from tracegrade.model import SCHEMA

if TYPE_CHECKING:
    from tracegrade.formats._extension import Rest
    from tracegrade.model import Detail

__all__ = [
    "conversation_of",
    "first_chunk",
    "json_text",
    "resource_of",
    "tool_definitions",
    "usage_attributes",
]

_USAGE = (
    ("gen_ai.usage.input_tokens", "input_tokens"),
    ("gen_ai.usage.output_tokens", "output_tokens"),
    ("gen_ai.usage.cache_read.input_tokens", "cached_input_tokens"),
    ("gen_ai.usage.reasoning.output_tokens", "reasoning_tokens"),
    ("operation.cost", "cost_usd"),
)
"""The attribute of a measure, and our name of it. The last is not in the conventions, but in use."""

_SMALLEST, _LARGEST = -(2**63), 2**63 - 1


def json_text(value: Any) -> str:
    """A value as the JSON text of an attribute."""
    return _json.encode(value).decode()


def usage_attributes(rest: Rest) -> Detail:
    """What there are attributes for of a model call's usage."""
    usage = rest.fields.get("usage")
    if type(usage) is not dict:
        return {}
    left, found = dict(usage), dict[str, Any]()
    for name, ours in _USAGE:
        value = left.get(ours)
        whole = type(value) is int and _SMALLEST <= value <= _LARGEST
        if whole or (type(value) is float and math.isfinite(value)):
            found[name] = left.pop(ours)
    rest.fields["usage"] = left
    if found and not left:
        del rest.fields["usage"]
    return found


def first_chunk(rest: Rest) -> float | None:
    """How long it took until the first of an answer came, if it is a number of seconds."""
    value = rest.fields.get("time_to_first_token_s")
    if type(value) is not float or not math.isfinite(value):
        return None
    return rest.fields.pop("time_to_first_token_s")


def tool_definitions(tools: Any) -> str | None:
    """The tools that a trace declares, as the conventions define tools."""
    return json_text([{"type": "function", **tool} for tool in tools]) if tools else None


def conversation_of(record: Detail) -> str | None:
    """The conversation that a trace is part of, which traces read from spans may know."""
    found = (record.get("metadata") or {}).get("conversation_id")
    return found if type(found) is str else None


def resource_of(record: Detail) -> Detail:
    """What made the spans: the resource that the trace was read with, or the agent."""
    known = (record.get("metadata") or {}).get("resource")
    given = known if type(known) is dict else {}
    plain = {name: item for name, item in given.items() if type(item) in (str, bool, int, float)}
    return {
        "service.name": record.get("agent") or "unknown_service",
        **plain,
        f"{KEY}.schema": SCHEMA,
    }
