"""Conversations told by span events, as the GenAI conventions did before version 1.37.

Source: the GenAI semantic conventions 1.27 to 1.36 (`gen_ai.user.message`, `gen_ai.choice` and their
like), those from 1.37 (`gen_ai.client.inference.operation.details`), and pydantic-ai, whose first
instrumentation version kept such events as JSON in the attribute `events`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.formats.dialects.spans._values import decoded_or_text, text_of

if TYPE_CHECKING:
    from tracegrade.formats.dialects.spans._span import Span
    from tracegrade.model import Detail

__all__ = ["translate"]

_ROLES = {
    "gen_ai.system.message": "system",
    "gen_ai.user.message": "user",
    "gen_ai.assistant.message": "assistant",
    "gen_ai.tool.message": "tool",
    "gen_ai.choice": "assistant",
}
_DETAILS = "gen_ai.client.inference.operation.details"


def translate(span: Span) -> Detail | None:
    """The attributes of a span with the messages of its events; `None` where they tell none."""
    told = decoded_or_text(span.attributes.get("events"))
    events = [*span.events, *(told if type(told) is list else ())]
    given: list[Detail] = []
    said: list[Detail] = []
    for event in events:
        if type(event) is not dict:
            continue
        name, body = _name_and_body(event)
        if name == _DETAILS:
            return {**body, **span.attributes}
        if "input" in body and "output" in body:
            return _logged(body)
        if name in _ROLES:
            side = said if name == "gen_ai.choice" else given
            side.append(_message(body, _ROLES[name]))
    if not given and not said:
        return None
    made = {key: value for key, value in span.attributes.items() if key != "events"}
    made.setdefault("gen_ai.operation.name", "chat")
    if given:
        made["gen_ai.input.messages"] = given
    made["gen_ai.output.messages"] = said
    return made


def _name_and_body(event: Detail) -> tuple[str | None, Detail]:
    """What an event is called, and its fields, wherever the writer put them."""
    attributes = event.get("attributes")
    body = dict(attributes) if type(attributes) is dict else dict(event)
    more = event.get("body")
    if type(more) is dict:
        body |= more
    name = event.get("event.name") or body.get("event.name") or event.get("name")
    return (name if type(name) is str else None), body


def _logged(body: Detail) -> Detail | None:
    """A span whose content was logged beside it as input and output messages.

    So does the AWS distribution of OpenTelemetry; contents of LangChain are objects as JSON text.
    """
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
    inner = decoded_or_text(body.get("message"))
    body = {**body, **inner} if type(inner) is dict else body
    text = _json.as_text(decoded_or_text(body.get("content")))
    if role == "tool":
        part = {"type": "tool_call_response", "id": text_of(body.get("id")), "response": text}
        return {"role": "tool", "parts": [part]}
    parts: list[Detail] = [{"type": "text", "content": text}] if text else []
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
