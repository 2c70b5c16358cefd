"""Inputs and outputs of model calls, in whichever provider's shape a platform logged them.

Platforms keep what the caller passed and what came back as they were: chat completions, Responses
items, Anthropic messages, Gemini contents, LangChain messages and generations, or plain text. Here
they become messages of the GenAI conventions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.formats.dialects.spans._beside_content import executed_beside, thought_beside
from tracegrade.formats.dialects.spans._blocks import call_part, parts_of_block, response_part
from tracegrade.formats.dialects.spans._items import ITEM_TYPES, message_of_item
from tracegrade.formats.dialects.spans._values import decoded_or_text, text_of

if TYPE_CHECKING:
    from tracegrade.model import Detail

__all__ = ["heard_messages", "said_messages", "tool_definitions_in"]

_IDS = (str, int)
_ROLES = {"human": "user", "ai": "assistant", "model": "assistant", "function": "tool"}
_STATUSES = {"success": "ok", "error": "error"}
"""Statuses of LangChain's tool messages."""

_INSTRUCTIONS = ("system", "instructions", "systemInstruction", "system_instruction")
_LISTED = frozenset(("messages", "input", "contents"))
"""Where requests keep their messages, beside which the system's words stand."""

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
        if _is_pair(value[0]):
            break
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


def instructions_in(given: Any) -> list[Detail]:
    """The system's words that a request holds beside its messages, as parts; empty if it has none.

    Example:
        >>> instructions_in({"system": "Be brief.", "messages": []})
        [{'type': 'text', 'content': 'Be brief.'}]
    """
    value = decoded_or_text(given)
    for _ in range(2):
        if type(value) is not dict:
            return []
        words = next((value[name] for name in _INSTRUCTIONS if value.get(name)), None)
        if words is not None and not _LISTED.isdisjoint(value):
            return _parts_of_instructions(words)
        value = value.get("kwargs")
    return []


def _parts_of_instructions(words: Any) -> list[Detail]:
    """The system's words as parts, from text, blocks or a Gemini content."""
    if type(words) is dict:
        words = words.get("parts")
    if type(words) is list:
        texts = [one.get("text") for one in words if type(one) is dict]
        return [{"type": "text", "content": text} for text in texts if type(text) is str]
    return [{"type": "text", "content": words}] if type(words) is str else []


def _unwrapped(value: Detail) -> Any:
    """The message or messages inside a response."""
    if type(value.get("choices")) is list:
        choices = [one for one in value["choices"] if type(one) is dict]
        return [one.get("message", _completed(one)) for one in choices]
    if type(value.get("generations")) is list:
        found: Any = value["generations"]
        while type(found) is list and found:
            found = found[0]
        inner = found.get("message") if type(found) is dict else None
        return inner if type(inner) is dict else found
    if type(value.get("candidates")) is list:
        return [one.get("content") for one in value["candidates"] if type(one) is dict]
    if value.get("type") == "completion":
        return _completed(value)
    for key in ("output", "message", "messages", "response"):
        if key in value and "role" not in value:
            inner = decoded_or_text(value[key])
            return inner if inner is not None else value
    return value


def _completed(choice: Detail) -> Detail | None:
    """The message of a text completion of OpenAI or Anthropic, which has text in place of one."""
    text = choice.get("text", choice.get("completion"))
    return {"role": "assistant", "content": text} if type(text) is str else None


def _text_message(role: str, text: str) -> Detail:
    return {"role": role, "parts": [{"type": "text", "content": text}]}


def _is_pair(item: Any) -> bool:
    """Whether it is a role and a text, as LangChain takes messages too."""
    pair = type(item) is list and len(item) == 2 and type(item[0]) is type(item[1]) is str
    return pair and item[0] in (*_ROLES, "user", "assistant", "system")


def _message(item: Any, role: str) -> Detail | None:
    """One message or item; `None` for what is neither."""
    if type(item) is str:
        return _text_message(role, item)
    if _is_pair(item):
        return _text_message(_ROLES.get(item[0]) or item[0], item[1])
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
    if kind in ITEM_TYPES:
        return message_of_item(item)
    if kind == "tool_call" and type(item.get("name")) is str:
        return {"role": "assistant", "parts": [call_part(item)]}
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
    if role == "tool" and "tool_call_id" in item:
        status = _STATUSES.get(str(item.get("status")))
        value = content if _json.holds_media(content) else _json.as_text(content)
        part = response_part(item["tool_call_id"], value, status)
        return {"role": role, "parts": [part]}
    parts: list[Detail] = []
    if type(content) is list:
        parts = [part for block in content for part in parts_of_block(block)]
        if any(part["type"] == "tool_call_response" for part in parts) and role == "user":
            role = "tool" if all(part["type"] != "text" for part in parts) else role
    elif content or item.get("refusal"):
        said = content or item["refusal"]
        cited = {"annotations": item["annotations"]} if item.get("annotations") else {}
        parts.append({"type": "text", "content": _json.as_text(said), **cited})
    parts = [*thought_beside(item), *parts, *executed_beside(item)]
    asked = {part["id"] for part in parts if type(part.get("id")) in _IDS}
    parts += _calls_beside(item, asked)
    return {"role": role, "parts": parts}


def _list(value: Any) -> list[Any]:
    return value if type(value) is list else []


def _calls_beside(item: Detail, asked: set[Any]) -> list[Detail]:
    """The calls that stand beside a message's content, but for those that are in it as well."""
    more = item.get("additional_kwargs")
    calls = item.get("tool_calls") or (more.get("tool_calls") if type(more) is dict else None)
    unread = item.get("invalid_tool_calls")  # LangChain's, whose arguments are no JSON
    found: list[Detail] = []
    for call in (*_list(calls), *_list(unread)):
        function = call.get("function") if type(call) is dict else None
        inner = {"id": call.get("id"), **function} if type(function) is dict else call
        if type(function) is str:  # Inspect
            inner = {**call, "name": function}
        if type(inner) is dict and type(inner.get("name")) is str:
            part = call_part(inner)
            if type(part["id"]) not in _IDS or part["id"] not in asked:
                found.append(part)
    return found
