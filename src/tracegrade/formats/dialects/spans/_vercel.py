"""Spans of the Vercel AI SDK.

Source: the telemetry of the AI SDK, versions 4 to 6 (`ai.operationId`, `ai.prompt.messages`,
`ai.response.*`, `ai.toolCall.*`). The outer span (`ai.generateText`) repeats the usage of the model
calls inside it (`ai.generateText.doGenerate`), so it is read as the agent around them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.formats.dialects.spans._values import decoded_or_text, text_of

if TYPE_CHECKING:
    from tracegrade.formats.dialects.spans._span import Span
    from tracegrade.model import Detail

__all__ = ["MARK", "translate"]

MARK = "ai.operationId"


def translate(span: Span) -> Detail | None:
    """The attributes of a span in the current conventions; `None` for what is no agent's work."""
    attributes = span.attributes
    operation = str(attributes.get(MARK))
    kept = {key: value for key, value in attributes.items() if key.startswith("gen_ai.")}
    if operation == "ai.toolCall":
        return {**kept, **_tool(attributes)}
    if operation.endswith((".doGenerate", ".doStream")):
        return {**kept, **_model_call(attributes)}
    if operation in ("ai.generateText", "ai.streamText", "ai.generateObject", "ai.streamObject"):
        name = text_of(attributes.get("ai.telemetry.functionId"))
        return {
            "gen_ai.operation.name": "invoke_agent",
            **({"gen_ai.agent.name": name} if name else {}),
            "gen_ai.input.messages": _prompt(attributes.get("ai.prompt")),
            "gen_ai.output.messages": _output(attributes),
        }
    return None


def _tool(attributes: Detail) -> Detail:
    names = (
        ("gen_ai.tool.name", "ai.toolCall.name"),
        ("gen_ai.tool.call.id", "ai.toolCall.id"),
        ("gen_ai.tool.call.arguments", "ai.toolCall.args"),
        ("gen_ai.tool.call.result", "ai.toolCall.result"),
    )
    found = {ours: attributes[theirs] for ours, theirs in names if theirs in attributes}
    return {"gen_ai.operation.name": "execute_tool", **found}


def _model_call(attributes: Detail) -> Detail:
    made: Detail = {
        "gen_ai.operation.name": "chat",
        "gen_ai.input.messages": _messages(attributes.get("ai.prompt.messages")),
        "gen_ai.output.messages": _output(attributes),
    }
    declared = attributes.get("ai.prompt.tools")
    if type(declared) is list:
        made["gen_ai.tool.definitions"] = [_definition(one) for one in declared]
    first = attributes.get("ai.response.msToFirstChunk")
    if isinstance(first, int | float) and type(first) is not bool:
        made["gen_ai.response.time_to_first_chunk"] = first / 1000
    usage = (
        ("gen_ai.usage.input_tokens", ("ai.usage.inputTokens", "ai.usage.promptTokens")),
        ("gen_ai.usage.output_tokens", ("ai.usage.outputTokens", "ai.usage.completionTokens")),
    )
    for ours, theirs in usage:
        counts = [attributes[name] for name in theirs if type(attributes.get(name)) is int]
        if counts:
            made[ours] = counts[0]
    return made


def _definition(one: Any) -> Any:
    found = decoded_or_text(one)
    if type(found) is dict and "inputSchema" in found:
        return {**found, "parameters": found["inputSchema"]}
    return found


def _output(attributes: Detail) -> list[Detail]:
    parts: list[Detail] = []
    thought = text_of(attributes.get("ai.response.reasoning"))
    if thought:
        parts.append({"type": "reasoning", "content": thought})
    text = attributes.get("ai.response.text", attributes.get("ai.response.object"))
    if type(text) is str and text:
        parts.append({"type": "text", "content": text})
    calls = decoded_or_text(attributes.get("ai.response.toolCalls"))
    parts += [_call(call) for call in (calls if type(calls) is list else ()) if type(call) is dict]
    message: Detail = {"role": "assistant", "parts": parts}
    reason = text_of(attributes.get("ai.response.finishReason"))
    if reason is not None:
        message["finish_reason"] = reason
    return [message]


def _call(call: Detail) -> Detail:
    given = call.get("input", call.get("args"))
    return {
        "type": "tool_call",
        "id": text_of(call.get("toolCallId")),
        "name": str(call.get("toolName")),
        "arguments": given,
    }


def _prompt(prompt: Any) -> list[Detail]:
    """The prompt of the outer span: an object holding text or messages."""
    found = decoded_or_text(prompt)
    if type(found) is not dict:
        return []
    if "messages" in found:
        return _messages(found["messages"])
    text = text_of(found.get("prompt"))
    return [{"role": "user", "parts": [{"type": "text", "content": text}]}] if text else []


def _messages(given: Any) -> list[Detail]:
    found = decoded_or_text(given)
    messages: list[Detail] = []
    for one in found if type(found) is list else ():
        if type(one) is dict and type(one.get("role")) is str:
            content = one.get("content")
            parts = content if type(content) is list else [{"type": "text", "text": content}]
            kept = [_part(part) for part in parts if type(part) is dict]
            messages.append({"role": one["role"], "parts": kept})
    return messages


def _part(part: Detail) -> Detail:
    kind = part.get("type")
    if kind == "tool-call":
        return _call(part)
    if kind == "tool-result":
        output = part.get("output", part.get("result"))
        value = output.get("value", output) if type(output) is dict else output
        call_id = text_of(part.get("toolCallId"))
        return {"type": "tool_call_response", "id": call_id, "response": value}
    if kind in ("text", "reasoning"):
        return {"type": kind, "content": _json.as_text(part.get("text"))}
    return part if type(kind) is str else {"type": "unknown", **part}
