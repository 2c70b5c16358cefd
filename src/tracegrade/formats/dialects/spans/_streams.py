"""Streamed responses of providers, put together again from their events.

Source: the streaming references of Chat Completions, Responses, Anthropic Messages and Gemini, and
recorded streams. Server-sent events are lines of `data:`; each ends with a blank line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade import _json

if TYPE_CHECKING:
    from tracegrade.model import Detail

__all__ = ["assembled"]


def assembled(text: str) -> Any:
    """The response that a stream spells; `None` if it is no stream of a known provider.

    Example:
        >>> assembled('data: {"choices":[{"index":0,"delta":{"content":"Shipped."}}]}')
        {'choices': [{'message': {'role': 'assistant', 'content': 'Shipped.'}}]}
    """
    events = _events(text)
    if not events:
        return None
    for event in reversed(events):  # Responses: the last event holds the whole response
        if str(event.get("type")).startswith("response.") and type(event.get("response")) is dict:
            whole = event["response"]
            return whole if whole.get("output") else {**whole, "output": _done_items(events)}
    if any(event.get("type") == "message_start" for event in events):
        return _anthropic(events)
    if any("candidates" in event for event in events):
        return _gemini(events)
    return _chat(events) if any("choices" in event for event in events) else None


def _events(text: str) -> list[Detail]:
    found: list[Detail] = []
    for line in text.splitlines():
        if line.startswith("data:"):
            try:
                value = _json.decode(line.removeprefix("data:").strip())
            except _json.UndecodableError:
                continue  # `[DONE]`, or an event that was cut off
            if type(value) is dict:
                found.append(value)
    return found


def _done_items(events: list[Detail]) -> list[Any]:
    return [
        one["item"]
        for one in events
        if one.get("type") == "response.output_item.done" and "item" in one
    ]


def _object(value: Detail, key: str) -> Detail:
    inner = value.get(key)
    return inner if type(inner) is dict else {}


def _first(event: Detail, key: str) -> Detail:
    inner = event.get(key)
    return inner[0] if type(inner) is list and inner and type(inner[0]) is dict else {}


def _chat(events: list[Detail]) -> Detail:
    text: list[str] = []
    calls: dict[Any, Detail] = {}
    whole: Detail = {}
    reason = None
    for event in events:
        whole |= {key: event[key] for key in ("id", "model", "usage") if event.get(key)}
        choice = _first(event, "choices")
        reason = choice.get("finish_reason") or reason
        delta = _object(choice, "delta")
        said = delta.get("content", choice.get("text"))
        if type(said) is str:
            text.append(said)
        asked = delta.get("tool_calls")
        for one in asked if type(asked) is list else ():
            if type(one) is dict:
                _add_call(calls.setdefault(str(one.get("index")), {"arguments": ""}), one)
    message: Detail = {"role": "assistant", "content": "".join(text) or None}
    if calls:
        message["tool_calls"] = [
            {"id": call.get("id"), "function": {"name": call.get("name"), "arguments": call["arguments"]}}
            for call in calls.values()
        ]  # fmt: skip
    choice = {"message": message}
    return {**whole, "choices": [choice if reason is None else {**choice, "finish_reason": reason}]}


def _add_call(call: Detail, delta: Detail) -> None:
    function = _object(delta, "function")
    if type(delta.get("id")) is str:
        call["id"] = delta["id"]
    if type(function.get("name")) is str:
        call["name"] = function["name"]
    if type(function.get("arguments")) is str:
        call["arguments"] += function["arguments"]


def _anthropic(events: list[Detail]) -> Detail:
    whole: Detail = {"role": "assistant"}
    blocks: dict[Any, Detail] = {}
    for event in events:
        kind, place = event.get("type"), str(event.get("index"))
        if kind == "message_start":
            whole |= _object(event, "message")
        elif kind == "content_block_start":
            blocks[place] = {**_object(event, "content_block"), "_json": ""}
        elif kind == "content_block_delta" and place in blocks:
            _add_delta(blocks[place], _object(event, "delta"))
        elif kind == "message_delta":
            whole |= _object(event, "delta")
            whole["usage"] = _object(whole, "usage") | _object(event, "usage")
    for block in blocks.values():
        spelled = block.pop("_json")
        if spelled:
            block["input"] = spelled
    return {**whole, "content": list(blocks.values())}


def _add_delta(block: Detail, delta: Detail) -> None:
    for key, ours in (("text", "text"), ("thinking", "thinking"), ("partial_json", "_json")):
        if type(delta.get(key)) is str:
            before = block.get(ours)
            block[ours] = (before if type(before) is str else "") + delta[key]


def _gemini(events: list[Detail]) -> Detail:
    whole: Detail = {}
    parts: list[Any] = []
    last: Detail = {}
    for event in events:
        whole |= {key: item for key, item in event.items() if key != "candidates"}
        candidate = _first(event, "candidates")
        found = _object(candidate, "content").get("parts")
        parts += found if type(found) is list else []
        last |= candidate
    return {
        **whole,
        "candidates": [{**last, "content": {"role": "model", "parts": _joined(parts)}}],
    }


def _joined(parts: list[Any]) -> list[Any]:
    """The parts, neighbouring pieces of text as one."""
    joined: list[Any] = []
    for part in parts:
        piece = type(part) is dict and type(part.get("text")) is str and not part.get("thought")
        before = joined[-1] if joined else None
        if piece and type(before) is dict and set(before) == {"text"}:
            joined[-1] = {"text": before["text"] + part["text"]}
        else:
            joined.append({"text": part["text"]} if piece else part)
    return joined
