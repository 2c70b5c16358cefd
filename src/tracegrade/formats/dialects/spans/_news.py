"""What is new in the input of a model call, which repeats the conversation so far."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from tracegrade import _json

if TYPE_CHECKING:
    from tracegrade.formats.dialects.otel_messages import Message

__all__ = ["asked_and_answered", "history_length", "may_hold_news", "unseen"]


def history_length(messages: list[Message]) -> int:
    """How many of the first messages were exchanged before the model's latest answer among them."""
    answers = (place for place, one in enumerate(messages) if one.role == "assistant")
    return max(answers, default=0)


def may_hold_news(messages: str) -> bool:
    """Whether JSON text of messages may hold one of another role than the model and its tools."""
    roles = messages.count('"role"')
    if roles == messages.count('"role":"assistant"') + messages.count('"role":"tool"'):
        return False
    for after in messages.split('"role"')[1:]:
        role = after[:20].lstrip(" :\n")
        if not role.startswith(('"assistant"', '"tool"')):
            return True
    return False


def unseen(messages: list[Message], earlier: list[Message]) -> list[Message]:
    """Messages that occur more often than they did in the input before."""
    known = Counter(_identity(message) for message in earlier)
    found: list[Message] = []
    for message in messages:
        identity = _identity(message)
        if known[identity]:
            known[identity] -= 1
        else:
            found.append(message)
    return found


def _identity(message: Message) -> bytes:
    return _json.canonical([message.role, message.text, asked_and_answered(message)])


def asked_and_answered(message: Message) -> list[Any]:
    """What a message asks for and answers, for comparison and for keeping."""
    calls = [[call.tool, call.call_id, call.arguments] for call in message.calls]
    return calls + [[part.call_id, part.value] for part in message.responses]
