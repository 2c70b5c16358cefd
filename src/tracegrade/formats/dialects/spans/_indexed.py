"""OpenLLMetry (Traceloop): messages under numbered attribute names, and span kinds of its own.

Source: the OpenLLMetry semantic conventions (`gen_ai.prompt.N.*`, `gen_ai.completion.N.*`,
`traceloop.span.kind`, `traceloop.entity.*`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.formats.dialects.spans._unflatten import unflattened
from tracegrade.formats.dialects.spans._values import decoded_or_text, text_of

if TYPE_CHECKING:
    from tracegrade.formats.dialects.spans._span import Span
    from tracegrade.model import Detail

__all__ = ["MARKS", "translate"]

MARKS = (
    "traceloop.span.kind",
    "gen_ai.prompt.0.role",
    "gen_ai.prompt.0.content",
    "gen_ai.completion.0.role",
    "gen_ai.completion.0.content",
    "gen_ai.completion.0.finish_reason",
    "llm.request.type",
)
_KINDS = {"tool": "execute_tool", "agent": "invoke_agent", "workflow": "invoke_workflow"}


def translate(span: Span) -> Detail | None:
    """The attributes of a span in the current conventions; `None` where it is only a task."""
    attributes = span.attributes
    prompts = unflattened(attributes, "gen_ai.prompt.")
    completions = unflattened(attributes, "gen_ai.completion.")
    if prompts or completions or attributes.get("llm.request.type") in ("chat", "completion"):
        return _model_call(span, prompts, completions)
    operation = attributes.get("gen_ai.operation.name")
    operation = operation or _KINDS.get(str(attributes.get("traceloop.span.kind")))
    name = text_of(attributes.get("traceloop.entity.name"))
    if operation == "execute_tool":
        return _tool(span, name)
    if operation is None:
        return None
    kept = {key: value for key, value in attributes.items() if key.startswith("gen_ai.")}
    made = {**kept, "gen_ai.operation.name": operation}
    if operation == "invoke_agent":
        made.setdefault("gen_ai.agent.name", name or span.name)
    return made


def _model_call(span: Span, prompts: list[Detail], completions: list[Detail]) -> Detail:
    flat = ("gen_ai.prompt.", "gen_ai.completion.")
    kept = {key: value for key, value in span.attributes.items() if not key.startswith(flat)}
    kept["gen_ai.operation.name"] = "chat"
    if prompts:
        kept["gen_ai.input.messages"] = [_message(one, "user") for one in prompts]
    kept["gen_ai.output.messages"] = [_message(one, "assistant") for one in completions]
    reasons = [text_of(one.get("finish_reason")) for one in completions]
    if reasons and reasons[0]:
        kept.setdefault("gen_ai.response.finish_reasons", reasons)
    return kept


def _message(one: Detail, role: str) -> Detail:
    role = text_of(one.get("role")) or role
    text = _text(one.get("content"))
    call_id = text_of(one.get("tool_call_id"))
    if role == "tool" or call_id is not None:
        part = {"type": "tool_call_response", "id": call_id, "response": text}
        return {"role": "tool", "parts": [part]}
    calls = one.get("tool_calls")
    if one.get("finish_reason") == "tool_calls" and calls is None:
        calls = _calls_in(text)
        text = None if calls else text
    parts: list[Detail] = [{"type": "text", "content": text}] if text else []
    for call in calls if type(calls) is list else ():
        if type(call) is dict and type(call.get("name")) is str:
            arguments = call.get("arguments", "{}")
            found = {"type": "tool_call", "id": text_of(call.get("id")), "name": call["name"]}
            parts.append({**found, "arguments": arguments})
    return {"role": role, "parts": parts}


def _calls_in(text: str | None) -> list[Detail]:
    """The calls that Koog writes as JSON in place of the text."""
    found = decoded_or_text(text)
    calls: list[Detail] = []
    for one in found if type(found) is list else ():
        function = one.get("function") if type(one) is dict else None
        if type(function) is dict:
            calls.append({**function, "id": one.get("id")})
    return calls


def _text(content: Any) -> str | None:
    """The content of a message: text, or content parts as JSON text."""
    if type(content) is str and content.startswith("["):
        parts = decoded_or_text(content)
        if type(parts) is list and all(type(part) is dict and "text" in part for part in parts):
            return _json.as_text(parts)
    return _json.as_text(content)


def _tool(span: Span, name: str | None) -> Detail:
    attributes = span.attributes
    kept = {key: value for key, value in attributes.items() if key.startswith("gen_ai.")}
    kept["gen_ai.operation.name"] = "execute_tool"
    kept.setdefault("gen_ai.tool.name", name or span.name.removesuffix(".tool"))
    given = decoded_or_text(attributes.get("traceloop.entity.input"))
    if "gen_ai.tool.call.arguments" not in kept and given is not None:
        inner = given.get("inputs", given.get("kwargs")) if type(given) is dict else None
        kept["gen_ai.tool.call.arguments"] = given if inner is None else inner
    result = attributes.get("traceloop.entity.output")
    if "gen_ai.tool.call.result" not in kept and result is not None:
        kept["gen_ai.tool.call.result"] = result
    return kept
