"""What is new in the input of a model call, which repeats the conversation so far."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from tracegrade import _json

if TYPE_CHECKING:
    from tracegrade.formats.dialects.otel_messages import Message

__all__ = ["Conversation", "asked_and_answered", "history_length", "may_hold_news", "unseen"]

_MOST = 16
"""How many conversations that alternate are told apart."""


class Conversation:
    """What the chat spans of one place have been given so far.

    Conversations may alternate there, as where nothing but the requests to a model is recorded and
    one agent runs another as its tool: each goes on from what it was given itself.

    Attributes:
        unsaid: The latest model call, if what it said is not recorded, and what it was given.
    """

    __slots__ = ("_inputs", "_instructions", "unsaid")

    def __init__(self) -> None:
        self.unsaid: tuple[int, Any] | None = None
        self._inputs: list[tuple[bytes, Any]] = []
        self._instructions: list[Any] = []

    @property
    def latest(self) -> Any:
        """What was given last, or `None`."""
        return self._inputs[-1][1] if self._inputs else None

    @latest.setter
    def latest(self, given: Any) -> None:
        self._inputs[-1] = (self._inputs[-1][0], given)

    def take(self, given: Any, messages: list[Message]) -> Any:
        """Note what a model call is given.

        Args:
            given: Its input.
            messages: The messages that it holds.

        Returns:
            The input that it goes on from: the latest one that begins with the same message, or
            where none does the latest of all; `None` where it is the first.
        """
        begins = _identity(messages[0]) if messages else b""
        same = [place for place, (other, _) in enumerate(self._inputs) if other == begins]
        before = self._inputs.pop(same[-1])[1] if same else self.latest
        self._inputs.append((begins, given))
        del self._inputs[:-_MOST]
        return before

    def is_new(self, instructions: Any) -> bool:
        """Whether the system has not said this yet; from then on it has."""
        if instructions in self._instructions:
            return False
        self._instructions = [*self._instructions[1 - _MOST :], instructions]
        return True


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
