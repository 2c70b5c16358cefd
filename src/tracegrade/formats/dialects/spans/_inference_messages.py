"""Messages of OpenInference, whose fields are flattened into attribute names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.formats.dialects.spans._inputs import said_messages
from tracegrade.formats.dialects.spans._values import decoded_or_text, text_of

if TYPE_CHECKING:
    from tracegrade.model import Detail

__all__ = ["conversation_of", "message_of", "messages_of_output", "plain_message"]

_ROLES = {
    "human": "user",
    "ai": "assistant",
    "model": "assistant",
    "tool-call": "assistant",
    "tool-response": "tool",
}
"""What writers call the roles beside the usual names."""


def conversation_of(spelled: list[Detail]) -> list[Detail]:
    """Messages as the conventions write them, in which each result names the call it answers.

    Some writers (LiteLLM's instrumentation, for one) leave the ids of results out. Then as many
    results as calls before them answer these in order.

    Args:
        spelled: The elements of `llm.input_messages`, put together again.
    """
    messages = [message_of(one) for one in spelled]
    for place, message in enumerate(messages):
        asked = [part["id"] for part in message["parts"] if part["type"] == "tool_call"]
        if asked and None not in asked:
            _answer_in_order(asked, messages, place + 1)
    return messages


def _answer_in_order(asked: list[Any], messages: list[Detail], start: int) -> None:
    """Give the results from a place on the ids of these calls, if they are as many and have none."""
    stop = start
    while stop < len(messages) and messages[stop]["role"] == "tool":
        stop += 1
    answers = [part for message in messages[start:stop] for part in message["parts"]]
    if len(answers) == len(asked) and all(part["id"] is None for part in answers):
        for part, call_id in zip(answers, asked, strict=True):
            part["id"] = call_id


def message_of(spelled: Detail) -> Detail:
    """One message as the conventions write it.

    Args:
        spelled: An element of `llm.input_messages` or `llm.output_messages`, put together again.

    Example:
        >>> message_of({"message": {"role": "user", "content": "Where is A-1?"}})
        {'role': 'user', 'parts': [{'type': 'text', 'content': 'Where is A-1?'}]}
    """
    message = spelled.get("message")
    message = message if type(message) is dict else {}
    role = text_of(message.get("role")) or "assistant"
    role = _ROLES.get(role, role)
    parts = _parts_of_content(message)
    call_id = text_of(message.get("tool_call_id"))
    answers = _answers_in(message.get("contents")) if call_id is None else []
    if answers:
        return {"role": "tool", "parts": answers}
    if role in ("tool", "function") or call_id is not None:
        texts = [part["content"] for part in parts if part["type"] == "text"]
        part = {"type": "tool_call_response", "id": call_id}
        return {"role": "tool", "parts": [{**part, "response": "\n".join(texts) or None}]}
    return {"role": role, "parts": parts + _calls_of(message)}


def _answers_in(contents: Any) -> list[Detail]:
    """What tools returned, where each of several contents names the call that it answers."""
    answers: list[Detail] = []
    for one in contents if type(contents) is list else ():
        named = one.get("message") if type(one) is dict else None
        call_id = text_of(named.get("tool_call_id")) if type(named) is dict else None
        content = one.get("message_content") if call_id is not None else None
        if type(content) is dict:
            text = content.get("text")
            answers.append({"type": "tool_call_response", "id": call_id, "response": text})
    return answers


def _parts_of_content(message: Detail) -> list[Detail]:
    contents, content = message.get("contents"), message.get("content")
    listed = contents if type(contents) is list else []
    inner = [one.get("message_content") for one in listed if type(one) is dict]
    parts = [_part(one) for one in inner if type(one) is dict]
    if parts:
        return parts
    texts = content if type(content) is list else [content]
    return [{"type": "text", "content": text} for text in texts if type(text) is str]


def _part(content: Detail) -> Detail:
    """Text or thoughts; whatever else a content holds is kept as it is."""
    kind, text = content.get("type"), content.get("text")
    if kind == "reasoning":
        return {"type": "reasoning", "content": text if type(text) is str else None}
    if type(text) is str and kind in (None, "text"):
        return {"type": "text", "content": text}
    return {**content, "type": kind if type(kind) is str else "unknown"}


def _calls_of(message: Detail) -> list[Detail]:
    """The calls that a message asks for; before there were several, it was one function."""
    calls: list[Detail] = []
    listed = message.get("tool_calls")
    for one in listed if type(listed) is list else ():
        call = one.get("tool_call") if type(one) is dict else None
        function = call.get("function") if type(call) is dict else None
        if type(call) is dict and type(function) is dict and type(function.get("name")) is str:
            calls.append(_call(function["name"], call.get("id"), function.get("arguments", "{}")))
    name = text_of(message.get("function_call_name"))
    if name is not None and not calls:
        calls.append(_call(name, None, message.get("function_call_arguments_json", "{}")))
    return calls


def _call(tool: str, call_id: Any, arguments: Any) -> Detail:
    return {"type": "tool_call", "id": text_of(call_id), "name": tool, "arguments": arguments}


def messages_of_output(value: Any) -> list[Detail]:
    """What a model said where only its raw output is kept: an API's response, items, or text.

    Example:
        >>> messages_of_output("Shipped.")[0]["parts"]
        [{'type': 'text', 'content': 'Shipped.'}]
    """
    if value is None:
        return []
    found = decoded_or_text(value)
    messages = said_messages(found) if _is_response(found) else []
    parts = [part for message in messages for part in message["parts"]]
    if not parts:
        return [plain_message("assistant", value)]
    return [{"role": "assistant", "parts": parts}]


def _is_response(value: Any) -> bool:
    """Whether it is a provider's response, and not an answer that happens to be JSON."""
    if type(value) is list:
        return bool(value) and all(type(one) is dict and "type" in one for one in value)
    if type(value) is not dict:
        return False
    lists = ("choices", "generations", "candidates", "output")
    return "role" in value or any(type(value.get(key)) is list for key in lists)


def plain_message(role: str, value: Any) -> Detail:
    """A message of one text; a value that is none is written out."""
    return {"role": role, "parts": [{"type": "text", "content": _json.as_text(value)}]}
