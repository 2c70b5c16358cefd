"""Model messages of the Vercel AI SDK: a list of `{role, content}` with parts of its own types.

Source: `ModelMessage` of the AI SDK 5 and 6 (`tool-call`, `tool-result`, `tool-approval-request`,
`tool-approval-response`, outputs of a type); `CoreMessage` of version 4 has `args` and `result`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade.formats._common import default_trace_id
from tracegrade.formats._reader import Evidence, MismatchError, Reader, Record
from tracegrade.formats.dialects.spans import heard_messages, trace_of_messages

if TYPE_CHECKING:
    from tracegrade.model import Capability, Trace

__all__ = ["READER"]

_BEST: frozenset[Capability] = frozenset(("tool_results", "approvals", "error_status", "reasoning"))
_OWN = frozenset(("tool-call", "tool-result", "tool-approval-request", "tool-approval-response"))


def _sniff(value: Any) -> Evidence | None:
    messages = _messages(value)
    if not messages or not all(isinstance(one, dict) and "role" in one for one in messages):
        return None
    parts = [
        part
        for one in messages
        for part in (one["content"] if isinstance(one.get("content"), list) else ())
    ]
    own = [part for part in parts if isinstance(part, dict) and str(part.get("type")) in _OWN]
    return Evidence(3, f"a part of type {own[0]['type']!r}") if own else None


def _messages(value: Any) -> list[Any]:
    if isinstance(value, dict):
        value = value.get("messages")
    return value if isinstance(value, list) else []


def _read(record: Record) -> tuple[Trace]:
    rows = _messages(record.value)
    if not rows or not all(type(one) is dict and type(one.get("role")) is str for one in rows):
        raise MismatchError("wrong-type", "not a list of messages with a role")
    messages = heard_messages(rows)
    return (trace_of_messages(record, messages, "vercel_model", default_trace_id(record)),)


READER = Reader(
    name="vercel_model",
    title="Vercel AI SDK model messages: a list, or an object with one",
    sniff=_sniff,
    capabilities=_BEST,
    read=_read,
)
"""Messages as the AI SDK sends them to a model."""
