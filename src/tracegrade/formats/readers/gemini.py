"""Gemini contents: a list of `{role, parts}`, or a request or response that holds them.

Source: the API reference of `generateContent` and the Google Gen AI SDK, which writes the same fields
in snake case. Calls often have no id: then a response answers the open call of its name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade.formats._common import default_trace_id
from tracegrade.formats._reader import Evidence, MismatchError, Reader, Record
from tracegrade.formats.dialects.spans import heard_messages, trace_of_messages

if TYPE_CHECKING:
    from tracegrade.model import Capability, Trace

__all__ = ["READER"]

_BEST: frozenset[Capability] = frozenset(("tool_results", "reasoning"))
_FIELDS = frozenset((
    "text", "functionCall", "function_call", "functionResponse", "function_response", "inlineData",
    "inline_data", "fileData", "file_data", "executableCode", "codeExecutionResult",
    "executable_code", "code_execution_result", "thought",
))  # fmt: skip


def _sniff(value: Any) -> Evidence | None:
    contents = _contents(value)
    if not contents or not all(_is_content(one) for one in contents):
        return None
    called = any("all" for one in contents for part in one["parts"] if "text" not in part)
    return Evidence(2, "contents with 'role' and 'parts'") if called or _models(contents) else None


def _models(contents: list[Any]) -> bool:
    return any(one.get("role") == "model" for one in contents)


def _is_content(one: Any) -> bool:
    parts = one.get("parts") if isinstance(one, dict) else None
    return (
        isinstance(parts, list)
        and one.get("role") in ("user", "model", "function", "tool", None)
        and all(isinstance(part, dict) and _FIELDS & part.keys() for part in parts)
        and not any("type" in part for part in parts)
    )


def _contents(value: Any) -> list[Any]:
    if isinstance(value, dict):
        value = value.get("contents", value.get("history"))
    return value if isinstance(value, list) else []


def _read(record: Record) -> tuple[Trace]:
    contents = _contents(record.value)
    if not contents or not all(_is_content(one) for one in contents):
        raise MismatchError("wrong-type", "not a list of contents with 'role' and 'parts'")
    messages = _with_ids(heard_messages(contents))
    words = record.value.get("systemInstruction") if type(record.value) is dict else None
    if words:
        messages = [*_system(words), *messages]
    return (trace_of_messages(record, messages, "gemini", default_trace_id(record)),)


def _system(words: Any) -> list[dict[str, Any]]:
    parts = words.get("parts") if type(words) is dict else [{"text": words}]
    found = heard_messages([{"role": "system", "parts": parts}])
    return found if type(parts) is list else []


def _with_ids(messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give calls without an id one, and responses that of the first open call of their name."""
    waiting: dict[str, list[str]] = {}
    count = 0
    for message in messages:
        for part in message["parts"]:
            if part["type"] == "tool_call" and part.get("id") is None:
                part["id"] = f"call-{count}"
                count += 1
                waiting.setdefault(str(part["name"]), []).append(part["id"])
            elif part["type"] == "tool_call_response":
                named = waiting.get(str(part.pop("name", None)))
                if part.get("id") is None and named:
                    part["id"] = named.pop(0)
    return messages


READER = Reader(
    name="gemini",
    title="Gemini contents: a list of role and parts, or a request that holds one",
    sniff=_sniff,
    capabilities=_BEST,
    read=_read,
)
"""Contents as Gemini's API takes them."""
