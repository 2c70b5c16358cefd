"""LangChain messages as `messages_to_dict` writes them, or a state that holds such messages.

Source: `langchain_core.messages` (`messages_to_dict`, `dumpd`): `{type, data}`, the constructor form,
or the fields alone; tool messages have a status.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade.formats._common import default_trace_id
from tracegrade.formats._reader import Evidence, MismatchError, Reader, Record
from tracegrade.formats.dialects.langchain import model_call_of
from tracegrade.formats.dialects.spans import heard_messages, trace_of_messages

if TYPE_CHECKING:
    from tracegrade.model import Capability, Trace

__all__ = ["READER"]

_BEST: frozenset[Capability] = frozenset(("tool_results", "tokens", "error_status", "reasoning"))
_TYPES = frozenset(("human", "ai", "tool", "system", "function", "AIMessageChunk"))


def _sniff(value: Any) -> Evidence | None:
    messages = _messages(value)
    if not messages or not all(_is_message(one) for one in messages):
        return None
    if isinstance(value, dict) and {"interrupts", "resume", "next"} & value.keys():
        return None  # the state of a graph
    return Evidence(2, "messages of type 'human' or 'ai'")


def _is_message(one: Any) -> bool:
    if not isinstance(one, dict):
        return False
    if one.get("type") == "constructor":
        path = one.get("id")
        return isinstance(path, list) and "messages" in path
    named = isinstance(one.get("type"), str) and one["type"] in _TYPES and "role" not in one
    return named and (isinstance(one.get("data"), dict) or "content" in one)


def _messages(value: Any) -> list[Any]:
    for key in ("values", "messages"):
        if isinstance(value, dict) and key in value and "role" not in value:
            value = value[key]
    return value if isinstance(value, list) else []


def _read(record: Record) -> tuple[Trace]:
    rows = _messages(record.value)
    if not rows or not all(_is_message(one) for one in rows):
        raise MismatchError("wrong-type", "not a list of messages with 'type' and 'data'")
    messages = heard_messages(rows)
    more = [model_call_of(one) for one in rows]
    trace = trace_of_messages(record, messages, "langchain", default_trace_id(record), more=more)
    first = next((detail["model"] for detail in more if "model" in detail), None)
    trace.model = first
    return (trace,)


READER = Reader(
    name="langchain",
    title="LangChain messages: a list of type and data, or a state that holds one",
    sniff=_sniff,
    capabilities=_BEST,
    read=_read,
)
"""Messages as LangChain writes them."""
