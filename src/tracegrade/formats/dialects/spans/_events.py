"""Conversations told by span events, as the GenAI conventions did before version 1.37.

Source: the GenAI semantic conventions 1.26 (`gen_ai.content.prompt`, `gen_ai.content.completion`), 1.27
to 1.36 (`gen_ai.user.message`, `gen_ai.choice` and their like), those from 1.37
(`gen_ai.client.inference.operation.details`, which Strands Agents splits into several), and pydantic-ai,
whose first instrumentation version kept such events as JSON in the attribute `events`. Strands writes
content blocks of Bedrock into them, also for tools.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.formats.dialects.spans._blocks import block_value, parts_of_block
from tracegrade.formats.dialects.spans._inputs import heard_messages, said_messages
from tracegrade.formats.dialects.spans._values import STATUS, WAITS, decoded_or_text, text_of

if TYPE_CHECKING:
    from tracegrade.formats.dialects.spans._span import Span
    from tracegrade.model import Detail

__all__ = ["STRANDS_TOOL", "translate"]

STRANDS_TOOL = "gen_ai.tool.json_schema"

_ROLES = {
    "gen_ai.system.message": "system",
    "gen_ai.user.message": "user",
    "gen_ai.assistant.message": "assistant",
    "gen_ai.tool.message": "tool",
    "gen_ai.choice": "assistant",
}
_STRANDS = "strands-agents"
_DETAILS = "gen_ai.client.inference.operation.details"
_PROMPT, _COMPLETION = "gen_ai.content.prompt", "gen_ai.content.completion"


def translate(span: Span) -> Detail | None:
    """The attributes of a span with the messages of its events; `None` where they tell none."""
    told = decoded_or_text(span.attributes.get("events"))
    found = [*span.events, *(told if type(told) is list else ())]
    events = [_name_and_body(event) for event in found if type(event) is dict]
    details: Detail = {}
    for name, body in events:
        if "input" in body and "output" in body:
            return _logged(body, span)
        if name == _DETAILS:
            details |= body
    if span.attributes.get("gen_ai.operation.name") == "execute_tool":
        return _tool(span, events)
    if details:
        return {**details, **span.attributes}
    return _conversation(span.attributes, events)


def _conversation(attributes: Detail, events: list[tuple[str | None, Detail]]) -> Detail | None:
    """The messages of a model call or an agent."""
    given: list[Detail] = []
    said: list[Detail] = []
    for name, body in events:
        if name == _PROMPT:
            given += heard_messages(body.get("gen_ai.prompt"))
        elif name == _COMPLETION:
            said += said_messages(body.get("gen_ai.completion"))
        elif name in _ROLES:
            side = said if name == "gen_ai.choice" else given
            side.append(_message(body, _ROLES[name]))
    if not given and not said:
        return None
    made = {key: value for key, value in attributes.items() if key != "events"}
    made.setdefault("gen_ai.operation.name", "chat")
    if given:
        made["gen_ai.input.messages"] = given
    made["gen_ai.output.messages"] = said
    return made


def _tool(span: Span, events: list[tuple[str | None, Detail]]) -> Detail:
    """What a tool was given and what it returned."""
    made = dict(span.attributes)
    for name, body in events:
        if name == "gen_ai.tool.message" and "content" in body:
            made.setdefault("gen_ai.tool.call.arguments", body["content"])
        elif name == "gen_ai.choice" and "message" in body:
            made.setdefault("gen_ai.tool.call.result", body["message"])
    result = decoded_or_text(made.get("gen_ai.tool.call.result"))
    if type(result) is list and result and all(_is_block(one) for one in result):
        made["gen_ai.tool.call.result"] = block_value(result)
    if _status(made) == "error":
        made[STATUS] = "error"
    if _STRANDS in (made.get("gen_ai.system"), made.get("gen_ai.provider.name")):
        _add_strands(made, failed=span.failed)
    return made


def _status(made: Detail) -> Any:
    """What a tool span of Strands says became of the tool, by its name of 2025 or by the other."""
    return made.get("gen_ai.tool.status", made.get("tool.status"))


def _add_strands(made: Detail, *, failed: bool) -> None:
    """What tool spans of Strands show beside: a tool that was interrupted, and a handoff."""
    if _status(made) is None and made.get("gen_ai.tool.call.result") is None and not failed:
        made[WAITS] = "for approval"
    given = decoded_or_text(made.get("gen_ai.tool.call.arguments"))
    if made.get("gen_ai.tool.name") == "handoff_to_agent" and type(given) is dict:
        made["gen_ai.operation.name"] = "handoff"
        made["gen_ai.handoff.to_agent"] = given.get("agent_name")


def _is_block(value: Any) -> bool:
    """Whether it is a text or JSON block of what a tool returned, as Bedrock takes it."""
    return type(value) is dict and len(value) == 1 and not {"text", "json"}.isdisjoint(value)


def _name_and_body(event: Detail) -> tuple[str | None, Detail]:
    """What an event is called, and its fields, wherever the writer put them."""
    attributes = event.get("attributes")
    body = dict(attributes) if type(attributes) is dict else dict(event)
    more = decoded_or_text(event.get("body"))
    if type(more) is dict:
        body |= more
    name = event.get("event.name") or body.get("event.name") or event.get("name")
    return (name if type(name) is str else None), body


def _logged(body: Detail, span: Span) -> Detail | None:
    """A span whose content was logged beside it as input and output messages.

    So does the AWS distribution of OpenTelemetry; contents of LangChain are objects as JSON text,
    those of Strands Agents the fields of its events.
    """
    if _is_told(body["output"]):
        return _events_logged(body, span)
    given, said = _contents(body["input"]), _contents(body["output"])
    answer = decoded_or_text(said[0]) if len(said) == 1 else None
    if type(answer) is not dict:
        return None
    if answer.get("type") == "tool" and type(answer.get("name")) is str:
        return {
            "gen_ai.operation.name": "execute_tool",
            "gen_ai.tool.name": answer["name"],
            "gen_ai.tool.call.id": answer.get("tool_call_id"),
            "gen_ai.tool.call.result": answer.get("content"),
        }
    parts = _generated(answer.get("generations"))
    if parts is None:
        return None
    heard = [{"type": "text", "content": text} for text in given if type(text) is str]
    return {
        "gen_ai.operation.name": "chat",
        "gen_ai.input.messages": [{"role": "user", "parts": heard}],
        "gen_ai.output.messages": [{"role": "assistant", "parts": parts}],
    }


def _is_told(side: Any) -> bool:
    """Whether the contents of a side are fields of events."""
    found = _contents(side)
    return bool(found) and all(type(one) is dict and "message" in one for one in found)


def _events_logged(body: Detail, span: Span) -> Detail | None:
    """Logged messages whose contents are the fields of the events that they were."""
    events: list[tuple[str | None, Detail]] = []
    for side, name in (("input", "gen_ai.{}.message"), ("output", "gen_ai.choice")):
        listed = body[side].get("messages") if type(body[side]) is dict else None
        events += [
            (name.format(one.get("role")), one["content"])
            for one in (listed if type(listed) is list else ())
            if type(one) is dict and type(one.get("content")) is dict
        ]
    if span.attributes.get("gen_ai.operation.name") == "execute_tool":
        return _tool(span, events)
    return _conversation(span.attributes, events)


def _contents(side: Any) -> list[Any]:
    messages = side.get("messages") if type(side) is dict else None
    found = messages if type(messages) is list else []
    return [message.get("content") for message in found if type(message) is dict]


def _generated(generations: Any) -> list[Detail] | None:
    """The parts of a LangChain result: text and tool calls of its first generation."""
    while type(generations) is list and generations:
        generations = generations[0]
    if type(generations) is not dict:
        return None
    text, message = text_of(generations.get("text")), generations.get("message")
    parts: list[Detail] = [{"type": "text", "content": text}] if text else []
    calls = message.get("tool_calls") if type(message) is dict else None
    for call in calls if type(calls) is list else ():
        if type(call) is dict and type(call.get("name")) is str:
            named = {"type": "tool_call", "id": text_of(call.get("id")), "name": call["name"]}
            parts.append({**named, "arguments": call.get("args")})
    return parts


def _message(body: Detail, role: str) -> Detail:
    content = decoded_or_text(body.get("message"))
    if type(content) is dict:
        body, content = {**body, **content}, content.get("content")
    elif content is None:
        content = body.get("content")
    content = decoded_or_text(content)
    if role == "tool" and not _has_blocks(content):
        value = _json.as_text(content)
        part = {"type": "tool_call_response", "id": text_of(body.get("id")), "response": value}
        return {"role": "tool", "parts": [part]}
    parts = _parts(content)
    calls = decoded_or_text(body.get("tool_calls"))
    for call in calls if type(calls) is list else ():
        function = call.get("function") if type(call) is dict else None
        if type(function) is dict and type(function.get("name")) is str:
            named = {"type": "tool_call", "id": text_of(call.get("id")), "name": function["name"]}
            parts.append({**named, "arguments": function.get("arguments", "{}")})
    message: Detail = {"role": text_of(body.get("role")) or role, "parts": parts}
    reason = text_of(body.get("finish_reason"))
    if reason is not None:
        message["finish_reason"] = reason
    return message


def _has_blocks(content: Any) -> bool:
    """Whether it is a list of content blocks of Bedrock or Anthropic, and not a value."""
    keys = ("toolUse", "toolResult", "tool_use_id", "reasoningContent")
    return type(content) is list and any(
        type(one) is dict and (any(key in one for key in keys) or set(one) == {"text"})
        for one in content
    )


def _parts(content: Any) -> list[Detail]:
    if _has_blocks(content):
        return [part for block in content for part in parts_of_block(block)]
    text = _json.as_text(content)
    return [{"type": "text", "content": text}] if text else []
