"""UI messages of the Vercel AI SDK: a list of `{id, role, parts}`, one document or one a line.

Source: `UIMessage` of the AI SDK 4 to 6 (parts `tool-NAME` and `dynamic-tool` with states, approvals;
before them `tool-invocation`). The text of an error is masked there ("An error occurred."). A part
`step-start` begins a new model call.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade.formats._common import default_trace_id, text_id
from tracegrade.formats._reader import Evidence, MismatchError, Reader, Record
from tracegrade.formats.dialects.spans import trace_of_messages
from tracegrade.formats.dialects.vercel_ui import is_tool, messages_of_parts, words_of

if TYPE_CHECKING:
    from tracegrade.model import Capability, Trace

__all__ = ["READER"]

_BEST: frozenset[Capability] = frozenset(("tool_results", "approvals", "error_status", "reasoning"))


def _sniff(value: Any) -> Evidence | None:
    messages = _messages(value)
    if not messages or not all(_is_message(one) for one in messages):
        return None
    kinds = [part["type"] for one in messages for part in one["parts"]]
    own = [kind for kind in kinds if is_tool(kind) or kind == "step-start"]
    return Evidence(3, f"a part of type {own[0]!r}") if own else Evidence(2, "messages with parts")


def _is_message(one: Any) -> bool:
    parts = one.get("parts") if isinstance(one, dict) else None
    return (
        isinstance(parts, list)
        and one.get("role") in ("user", "assistant", "system")
        and "id" in one
        and all(isinstance(part, dict) and isinstance(part.get("type"), str) for part in parts)
    )


def _messages(value: Any) -> list[Any]:
    if isinstance(value, dict):
        value = value.get("messages")
    return value if isinstance(value, list) else []


def _read(record: Record) -> tuple[Trace]:
    rows = _messages(record.value)
    if not rows or not all(_is_message(one) for one in rows):
        raise MismatchError("wrong-type", "not a list of messages with id, role and parts")
    messages: list[dict[str, Any]] = []
    for row in rows:
        if row["role"] == "assistant":
            messages += messages_of_parts(row["parts"])
        else:
            parts = [words_of(part) for part in row["parts"]]
            messages.append({"role": row["role"], "parts": parts})
    whole = record.value if type(record.value) is dict else {}
    trace_id = text_id(whole.get("id"), "id") or default_trace_id(record)
    trace = trace_of_messages(record, messages, "vercel_ui", trace_id, joined=False)
    trace.completion = "pending" if "pending" in trace.call_statuses else None
    return (trace,)


READER = Reader(
    name="vercel_ui",
    title="Vercel AI SDK UI messages: a list, or an object with one",
    sniff=_sniff,
    capabilities=_BEST,
    read=_read,
)
"""Messages as the AI SDK keeps them for its hooks."""
