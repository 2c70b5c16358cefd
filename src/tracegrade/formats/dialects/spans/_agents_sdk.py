"""Spans of OpenTelemetry's own instrumentation of the OpenAI Agents SDK.

Source: opentelemetry-instrumentation-openai-agents-v2. It bears placeholders where it does not know
the agent, and writes whatever is no text as Python prints it: a model's calls are the text
`ResponseFunctionToolCall(arguments='...', call_id='...', name='...', ...)`, or a printed chat message.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from tracegrade.formats.dialects.spans._values import decoded_or_text, text_of

if TYPE_CHECKING:
    from tracegrade.formats.dialects.spans._span import Span
    from tracegrade.model import Detail

__all__ = ["MARK", "translate"]

MARK = "gen_ai.agent.description"
_PLACEHOLDER = "OpenAI Agents instrumentation"
_NO_NAME = "OpenAI Agent"
_CALL = "ResponseFunctionToolCall"
_LONGEST = 1_000_000  # characters of a printed call; longer ones stay text


def translate(span: Span) -> Detail | None:
    """The attributes of a span without its placeholders; `None` for one of another writer."""
    if span.attributes.get(MARK) != _PLACEHOLDER:
        return None
    made = {key: value for key, value in span.attributes.items() if key != MARK}
    if made.get("gen_ai.agent.name") == _NO_NAME:
        del made["gen_ai.agent.name"]
    said = decoded_or_text(made.get("gen_ai.output.messages"))
    if type(said) is list:
        made["gen_ai.output.messages"] = [_with_calls(message) for message in said]
    if made.get("gen_ai.operation.name") == "execute_tool":
        result = made.get("gen_ai.tool.call.result")
        if result is None and "gen_ai.tool.call.arguments" in made and not span.failed:
            made["tracegrade.no_result"] = True  # it waits for approval: content is recorded
    return made


def _with_calls(message: Any) -> Any:
    """A message whose printed calls are calls."""
    if type(message) is not dict or type(message.get("parts")) is not list:
        return message
    parts: list[Any] = []
    for part in message["parts"]:
        text = part.get("content") if type(part) is dict else None
        parts += (type(text) is str and _printed_calls(text)) or [part]
    return {**message, "parts": parts}


def _printed_calls(text: str) -> list[Detail]:
    """The calls that a text prints; none if it prints anything else."""
    if not text.startswith((f"{_CALL}(", "{'")) or len(text) > _LONGEST:
        return []
    try:
        printed = ast.parse(text, mode="eval").body
        if isinstance(printed, ast.Call):
            fields = {one.arg: ast.literal_eval(one.value) for one in printed.keywords}
            named = isinstance(printed.func, ast.Name) and printed.func.id == _CALL
            return [_call(fields.get("call_id"), fields)] if named else []
        message = ast.literal_eval(printed)
    except (SyntaxError, ValueError, TypeError, MemoryError, RecursionError):
        return []
    calls = message.get("tool_calls") if type(message) is dict and "role" in message else None
    return [
        _call(one.get("id"), one["function"])
        for one in (calls if type(calls) is list else ())
        if type(one) is dict and type(one.get("function")) is dict
    ]


def _call(call_id: Any, fields: dict[Any, Any]) -> Detail:
    named = {"type": "tool_call", "id": text_of(call_id), "name": str(fields.get("name"))}
    return {**named, "arguments": fields.get("arguments")}
