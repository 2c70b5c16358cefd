"""Messages of pydantic-ai: `[{kind: request | response, parts}]`, as its type adapter writes them.

Source: `pydantic_ai.messages`, versions 0.1 to 2 (`part_kind`, `outcome`, retry prompts). A call that
needed approval and got none has the outcome `denied`; that one was granted leaves no record, and
after an edit the call still shows the arguments that the model asked for. What the library itself tells
the model between the user's words (that its answer was of no use, that instructions changed) is the
system's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.formats._common import default_trace_id
from tracegrade.formats._reader import Evidence, MismatchError, Reader, Record
from tracegrade.formats.dialects.spans import mark_answer_by_tool, trace_of_messages

if TYPE_CHECKING:
    from tracegrade.model import Capability, Columns, Trace

__all__ = ["READER"]

_BEST: frozenset[Capability] = frozenset(
    ("timestamps", "tokens", "cost", "tool_results", "error_status", "reasoning")
)
_OUTCOMES = {
    "success": "ok", "denied": "denied", "failed": "error", "retried": "error",
    "interrupted": "error",
}  # fmt: skip
_COUNTS = (
    ("input_tokens", ("input_tokens", "request_tokens")),
    ("output_tokens", ("output_tokens", "response_tokens")),
    ("cached_input_tokens", ("cache_read_tokens",)),
    ("reasoning_tokens", ("output_reasoning_tokens",)),
)
_TEXTS = ("text-content", "structured-content")
_PROCESSED = "Final result processed."
"""What an output tool returns: its arguments were the run's answer."""


def _sniff(value: Any) -> Evidence | None:
    messages = _messages(value)
    if messages and all(_is_message(one) for one in messages):
        return Evidence(3, "messages of kind 'request' and 'response' with parts")
    return None


def _messages(value: Any) -> list[Any]:
    if isinstance(value, dict):
        value = value.get("messages", value.get("all_messages"))
    return value if isinstance(value, list) else []


def _is_message(one: Any) -> bool:
    return (
        isinstance(one, dict)
        and one.get("kind") in ("request", "response")
        and isinstance(one.get("parts"), list)
    )


def _read(record: Record) -> tuple[Trace]:
    rows = _messages(record.value)
    if not rows or not all(_is_message(one) for one in rows):
        raise MismatchError("wrong-type", "not a list of messages of kind request and response")
    messages: list[dict[str, Any]] = []
    details: list[dict[str, Any]] = []
    instructions: Any = None
    for place, row in enumerate(rows):
        said = row.get("instructions")
        if type(said) is str and said and said != instructions:
            instructions = said
            messages.append(_text("system", said))
            details.append({})
        parts = [_of_type(part, f"/{place}/parts") for part in row["parts"]]
        if row["kind"] == "response":
            found = [part for one in parts for part in _said(one)]
            messages.append({"role": "assistant", "parts": found})
            details.append(_detail(row))
            continue
        messages += [_given(one) for one in parts]
        details += [_when(one) for one in parts]
    trace_id = default_trace_id(record)
    trace = trace_of_messages(record, messages, "pydantic_ai", trace_id, more=details)
    _mark_answer(trace.columns)
    trace.model = next((one["model"] for one in details if "model" in one), None)
    conversation = next(
        (row["conversation_id"] for row in rows if row.get("conversation_id")), None
    )
    trace.metadata = {"conversation_id": conversation} if conversation else None
    if any("at" in one for one in details):
        trace.capabilities = frozenset((*trace.capabilities, "timestamps"))
    return (trace,)


def _mark_answer(columns: Columns) -> None:
    """Mark the model call that answered by calling an output tool, if the run ended so."""
    for number in reversed(range(len(columns.call_steps))):
        if columns.call_parents[number] != columns.call_parents[-1]:
            return
        result = columns.call_results[number]
        if result >= 0 and columns.texts[result] == _PROCESSED:
            mark_answer_by_tool(columns, number)
            return


def _of_type(part: Any, pointer: str) -> dict[str, Any]:
    if type(part) is not dict or type(part.get("part_kind")) is not str:
        raise MismatchError("wrong-type", "a part is no object with a part_kind", pointer)
    return part


def _text(role: str, content: Any) -> dict[str, Any]:
    """A message of text; what is none, such as an image, is a part of its own kind."""
    mixed = type(content) is list and all(type(one) is str or _is_medium(one) for one in content)
    items = content if mixed else [_json.as_text(content)]
    parts = [_item(one) for one in items if one is not None]
    return {"role": role, "parts": parts or [{"type": "text", "content": ""}]}


def _is_medium(one: Any) -> bool:
    return type(one) is dict and type(one.get("kind")) is str


def _item(one: Any) -> dict[str, Any]:
    text = one.get("content") if type(one) is dict and one["kind"] in _TEXTS else one
    if type(text) is str:
        return {"type": "text", "content": text}
    return {**one, "type": one["kind"]}


def _given(part: dict[str, Any]) -> dict[str, Any]:
    """One part of a request as a message."""
    kind, content = part["part_kind"], part.get("content")
    if kind == "tool-return" or (kind == "retry-prompt" and part.get("tool_name")):
        status = _OUTCOMES.get(str(part.get("outcome")), "ok")
        status = "error" if kind == "retry-prompt" else status
        answer = {"type": "tool_call_response", "id": _call_id(part), "response": content}
        retry = {"retry": True} if kind == "retry-prompt" else {}
        more = retry | {key: part[key] for key in ("retry", "metadata") if part.get(key)}
        return {"role": "tool", "parts": [{**answer, "status": status, **more}]}
    if kind == "user-prompt":
        return _text("user", content)
    if kind == "speech":
        return {"role": "user", "parts": _said(part)}
    if content is not None:
        return _text("system", content)
    return {"role": "system", "parts": [{**part, "type": kind}]}


def _call_id(part: dict[str, Any]) -> str | None:
    call_id = part.get("tool_call_id")
    return call_id if type(call_id) is str else None


def _said(part: dict[str, Any]) -> list[dict[str, Any]]:
    """One part of a response."""
    kind = part["part_kind"]
    if kind == "speech" and type(part.get("transcript")) is str:
        return [{"type": "text", "content": part["transcript"]}]
    if kind in ("text", "thinking"):
        word = "text" if kind == "text" else "reasoning"
        return [{"type": word, "content": _json.as_text(part.get("content"))}]
    if kind in ("tool-call", "builtin-tool-call", "native-tool-call"):
        word = "tool_call" if kind == "tool-call" else "server_tool_call"
        call = {"type": word, "id": _call_id(part), "name": part.get("tool_name")}
        return [{**call, "arguments": part.get("args")}]
    if kind in ("builtin-tool-return", "native-tool-return"):
        answer = {"type": "server_tool_call_response", "id": _call_id(part)}
        return [{**answer, "response": part.get("content"), "status": "ok"}]
    return [{**part, "type": kind}]


def _detail(row: dict[str, Any]) -> dict[str, Any]:
    """Model, usage, time and reason to stop of a response."""
    usage = row.get("usage")
    usage = usage if type(usage) is dict else {}
    counts: dict[str, Any] = {}
    for ours, names in _COUNTS:
        found = [usage[name] for name in names if type(usage.get(name)) is int]
        if found:
            counts[ours] = found[0]
    cost = usage.get("cost")
    if isinstance(cost, int | float) and type(cost) is not bool:
        counts["cost_usd"] = cost
    names = (("model", "model_name"), ("stop_reason", "finish_reason"), ("at", "timestamp"))
    texts = {ours: row[theirs] for ours, theirs in names if type(row.get(theirs)) is str}
    return {**texts, **({"usage": counts} if counts else {})}


def _when(part: dict[str, Any]) -> dict[str, Any]:
    return {"at": part["timestamp"]} if type(part.get("timestamp")) is str else {}


READER = Reader(
    name="pydantic_ai",
    title="pydantic-ai messages: a list of requests and responses",
    sniff=_sniff,
    capabilities=_BEST,
    read=_read,
)
"""Messages as `ModelMessagesTypeAdapter` writes them."""
