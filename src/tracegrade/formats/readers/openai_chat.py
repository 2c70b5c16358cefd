"""OpenAI chat messages: a bare list, or an object holding one under `messages`.

Each record is one trace. An object may also carry `id`, `tools`, `model`, `metadata` and so on, as
request logs and fine-tuning files do; what the model has no field for goes to `metadata`.
"""

from __future__ import annotations

from typing import Any

from tracegrade.formats._building import noted
from tracegrade.formats._common import default_trace_id, require_safe, text_id, tool_definitions
from tracegrade.formats._reader import Evidence, MismatchError, Reader, Record
from tracegrade.formats._strict import refusal
from tracegrade.formats.dialects.openai_chat import ChatReading, read_messages
from tracegrade.model import Capability, Trace

__all__ = ["READER", "read_chat"]

_CAPABILITIES: frozenset[Capability] = frozenset(("tool_results",))
_BEST: frozenset[Capability] = frozenset(("tool_results", "tokens", "reasoning"))
_FIELDS = frozenset(("messages", "id", "trace_id", "tools", "model", "case_id", "trial", "run"))


def _sniff(value: Any) -> Evidence | None:
    messages = value.get("messages") if isinstance(value, dict) else value
    if not isinstance(messages, list) or not messages:
        return None
    if not all(isinstance(message, dict) and _is_message(message) for message in messages):
        return None
    if isinstance(value, dict) and {"suite_name", "user_task_id"} <= value.keys():
        return None
    return _sniff_messages(messages)


def _is_message(message: dict[str, Any]) -> bool:
    """Whether an object has a role, and something that a chat message may hold."""
    held = ("content", "tool_calls", "function_call", "refusal")
    return "role" in message and any(key in message for key in held)


def _sniff_messages(messages: list[dict[str, Any]]) -> Evidence | None:
    roles = {message["role"] for message in messages if isinstance(message["role"], str)}
    if not roles <= {"system", "developer", "user", "assistant", "tool", "function"}:
        return None
    if any(_has_function_call(message) for message in messages):
        return Evidence(2, "messages with tool_calls[].function")
    telling = roles & {"tool", "system", "developer", "function"}
    if telling:
        return Evidence(2, f"messages of role {min(telling)!r}")
    if any(_has_foreign_part(message.get("content")) for message in messages):
        return None
    return Evidence(1, "messages with role and content only")


def _has_function_call(message: dict[str, Any]) -> bool:
    calls = message.get("tool_calls")
    if not isinstance(calls, list) or not calls or not isinstance(calls[0], dict):
        return isinstance(message.get("function_call"), dict)
    return isinstance(calls[0].get("function"), dict)


def _has_foreign_part(content: Any) -> bool:
    from tracegrade.formats.dialects.openai_chat import FOREIGN_PARTS

    parts = content if isinstance(content, list) else ()
    return any(isinstance(part, dict) and str(part.get("type")) in FOREIGN_PARTS for part in parts)


def _read(record: Record) -> tuple[Trace]:
    value = record.value
    if type(value) is list:
        reading = read_chat(record, value, "")
        return (_trace(record, default_trace_id(record), reading, ""),)
    if type(value) is not dict or "messages" not in value:
        raise MismatchError("wrong-type", "neither a list of messages nor an object with one")
    reading = read_chat(record, value["messages"], "/messages")
    given = value.get("trace_id", value.get("id"))
    trace_id = text_id(given, "id") or default_trace_id(record)
    trace = _trace(record, trace_id, reading, "/messages")
    if len(value) != 1:
        _read_fields(record, value, trace)
    return (trace,)


def read_chat(record: Record, messages: Any, pointer: str) -> ChatReading:
    """The columns of chat messages; where they are refused, the strict model says why.

    Raises:
        MismatchError: With the place and reason that the strict model gives.
        UnsafeValueError: See the dialect.
    """
    try:
        return read_messages(messages, checked=record.checked)
    except MismatchError:
        from tracegrade.formats.dialects._openai_chat_record import MESSAGES

        raise refusal(MESSAGES, messages, pointer) from None


def _trace(record: Record, trace_id: str, reading: ChatReading, pointer: str) -> Trace:
    return Trace(
        trace_id,
        reading.columns,
        source=record.source("openai_chat"),
        capabilities=_capabilities(reading),
        problems=noted(record, reading.notes, pointer),
    )


def _capabilities(reading: ChatReading) -> frozenset[Capability]:
    if not reading.columns.details:
        return _CAPABILITIES
    kept = {key for detail in reading.columns.details.values() for key in detail}
    shown = {"usage": "tokens", "reasoning": "reasoning"}
    return _CAPABILITIES | {shown[key] for key in shown if key in kept}  # type: ignore[return-value]


def _read_fields(record: Record, value: dict[str, Any], trace: Trace) -> None:
    """What stands beside the messages."""
    rest: dict[str, Any] = {}
    for key, item in value.items():
        if key not in _FIELDS:
            rest[key] = item
        elif key == "tools":
            trace.tools = tool_definitions(record, item, "/tools")
        elif key in ("case_id", "run"):
            setattr(trace, key, text_id(item, key))
        elif key == "model":
            trace.model = _of_type(item, str, "model is not text", "/model")
        elif key == "trial":
            trace.trial = _of_type(item, int, "trial is not a whole number", "/trial")
    if rest:
        metadata = rest.get("metadata")
        trace.metadata = metadata if len(rest) == 1 and type(metadata) is dict else rest
        require_safe(record, trace.metadata)


def _of_type(item: Any, kind: type, message: str, pointer: str) -> Any:
    if item is not None and type(item) is not kind:
        raise MismatchError("wrong-type", message, pointer)
    return item


READER = Reader(
    name="openai_chat",
    title="OpenAI chat messages: a list of messages, or an object with one, as a document or a line",
    sniff=_sniff,
    capabilities=_BEST,
    read=_read,
    checks_numbers=True,
)
