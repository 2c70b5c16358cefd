"""Inputs and outputs of model calls, in whichever provider's shape a platform logged them.

Platforms keep what the caller passed and what came back as they were: chat completions, Responses
items, Anthropic messages, Gemini contents, LangChain messages and generations, or plain text. Here
they become messages of the GenAI conventions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.formats.dialects.spans._values import decoded_or_text, text_of

if TYPE_CHECKING:
    from tracegrade.model import Detail

__all__ = ["heard_messages", "said_messages", "tool_definitions_in"]

_ROLES = {"human": "user", "ai": "assistant", "model": "assistant", "function": "tool"}
_LISTS = ("messages", "input", "contents", "prompt", "prompts", "inputs", "kwargs")


def heard_messages(given: Any) -> list[Detail]:
    """What a model was given, as messages.

    Example:
        >>> heard_messages({"messages": [{"role": "user", "content": "Where is A-1?"}]})
        [{'role': 'user', 'parts': [{'type': 'text', 'content': 'Where is A-1?'}]}]
    """
    value = decoded_or_text(given)
    for _ in range(4):  # arguments of a function that hold arguments of a client
        if type(value) is not dict or "role" in value:
            break
        inner = next((value[key] for key in _LISTS if value.get(key)), None)
        if inner is None:
            return []
        value = decoded_or_text(inner)
    while type(value) is list and len(value) == 1 and type(value[0]) is list:
        value = value[0]  # LangChain gives one list a prompt
    if type(value) is str:
        return [_text_message("user", value)] if value else []
    items = value if type(value) is list else [value]
    return [message for item in items if (message := _message(item, "user")) is not None]


def said_messages(answer: Any) -> list[Detail]:
    """What a model gave back, as messages.

    Example:
        >>> said_messages({"choices": [{"message": {"role": "assistant", "content": "Shipped."}}]})
        [{'role': 'assistant', 'parts': [{'type': 'text', 'content': 'Shipped.'}]}]
    """
    value = decoded_or_text(answer)
    if value is None:
        return []
    while type(value) is list and value and type(value[0]) is list:
        value = value[0]
    if type(value) is dict:
        value = _unwrapped(value)
    if type(value) is str:
        return [_text_message("assistant", value)]
    items = value if type(value) is list else [value]
    return [message for item in items if (message := _message(item, "assistant")) is not None]


def tool_definitions_in(given: Any) -> list[Detail]:
    """The tools that a request declares, if it declares any."""
    value = decoded_or_text(given)
    for _ in range(2):
        if type(value) is dict and type(value.get("tools")) is list:
            return [one for one in value["tools"] if type(one) is dict]
        value = value.get("kwargs") if type(value) is dict else None
    return []


def _unwrapped(value: Detail) -> Any:
    """The message or messages inside a response."""
    if type(value.get("choices")) is list:
        return [one.get("message") for one in value["choices"] if type(one) is dict]
    if type(value.get("generations")) is list:
        found: Any = value["generations"]
        while type(found) is list and found:
            found = found[0]
        inner = found.get("message") if type(found) is dict else None
        return inner if type(inner) is dict else found
    if type(value.get("candidates")) is list:
        return [one.get("content") for one in value["candidates"] if type(one) is dict]
    for key in ("output", "message", "messages", "response"):
        if key in value and "role" not in value:
            inner = decoded_or_text(value[key])
            return inner if inner is not None else value
    return value


def _text_message(role: str, text: str) -> Detail:
    return {"role": role, "parts": [{"type": "text", "content": text}]}


def _message(item: Any, role: str) -> Detail | None:
    """One message or item; `None` for what is neither."""
    if type(item) is str:
        return _text_message(role, item)
    if type(item) is not dict:
        return None
    if type(item.get("message")) is dict and "role" not in item:
        item = item["message"]  # a choice of a chat completion
    kwargs = item.get("kwargs")
    if type(kwargs) is dict and item.get("type") == "constructor":  # LangChain's own serialisation
        item = {"type": _class_role(item.get("id")), **kwargs}
    elif type(item.get("data")) is dict and type(item.get("type")) is str:
        item = {"type": item["type"], **item["data"]}
    kind = text_of(item.get("type"))
    if kind in ("function_call", "tool_call") and type(item.get("name")) is str:
        return {"role": "assistant", "parts": [_call(item)]}
    if kind == "function_call_output":
        return {"role": "tool", "parts": [_response(item.get("call_id"), item.get("output"))]}
    role = text_of(item.get("role")) or (kind if kind in (*_ROLES, "system", "tool") else role)
    return _of_role(item, _ROLES.get(role, role))


def _class_role(path: Any) -> str:
    name = path[-1] if type(path) is list and path and type(path[-1]) is str else ""
    for word, role in (("AI", "ai"), ("Human", "human"), ("System", "system"), ("Tool", "tool")):
        if name.startswith(word):
            return role
    return "human"


def _of_role(item: Detail, role: str) -> Detail:
    content = item.get("content", item.get("parts", item.get("text")))
    if role == "tool":
        return {
            "role": role,
            "parts": [_response(item.get("tool_call_id"), _json.as_text(content))],
        }
    parts: list[Detail] = []
    if type(content) is list:
        for block in content:
            part = _block(block)
            role = "tool" if part["type"] == "tool_call_response" else role
            parts.append(part)
    elif content:
        parts.append({"type": "text", "content": _json.as_text(content)})
    more = item.get("additional_kwargs")
    calls = item.get("tool_calls") or (more.get("tool_calls") if type(more) is dict else None)
    asked = {part.get("id") for part in parts if part["type"] == "tool_call"}
    for call in calls if type(calls) is list else ():
        function = call.get("function") if type(call) is dict else None
        inner = {"id": call.get("id"), **function} if type(function) is dict else call
        if type(inner) is dict and type(inner.get("name")) is str:
            part = _call(inner)
            if part["id"] is None or part["id"] not in asked:
                parts.append(part)
    return {"role": role, "parts": parts}


def _block(block: Any) -> Detail:
    """A content block of Anthropic or Gemini, or a part of any other kind."""
    if type(block) is not dict:
        return {"type": "text", "content": _json.as_text(block)}
    kind = block.get("type")
    call = block.get("function_call", block.get("functionCall"))
    call = block if kind == "tool_use" else call
    if type(call) is dict and type(call.get("name")) is str:
        return _call(call)
    if kind == "tool_result":
        return _response(block.get("tool_use_id"), _json.as_text(block.get("content")))
    response = block.get("function_response", block.get("functionResponse"))
    if type(response) is dict:
        return _response(response.get("id"), response.get("response"))
    return _words(block, kind)


def _words(block: Detail, kind: Any) -> Detail:
    """Text, thoughts, or whatever else a block holds."""
    if kind in ("thinking", "reasoning"):
        return {"type": "reasoning", "content": text_of(block.get("thinking", block.get("text")))}
    text = block.get("text", block.get("content"))
    if type(text) is str:
        return {"type": "text", "content": text}
    return block if type(kind) is str and kind != "text" else {"type": "unknown", "value": block}


def _call(call: Detail) -> Detail:
    arguments = next((call[key] for key in ("arguments", "args", "input") if key in call), "{}")
    call_id = text_of(call.get("call_id")) or text_of(call.get("id"))
    return {"type": "tool_call", "id": call_id, "name": call["name"], "arguments": arguments}


def _response(call_id: Any, value: Any) -> Detail:
    return {"type": "tool_call_response", "id": text_of(call_id), "response": value}
