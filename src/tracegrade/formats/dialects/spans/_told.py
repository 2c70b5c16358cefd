"""Agents whose model calls have no spans: their own span tells what was said.

The Claude Agent SDK, for one, has a span for the whole query with all messages of the model, and
spans for the tools that ran. Messages become steps when the tool call that they ask for begins, so
that everything keeps its order; whatever is left comes when the agent ends.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from tracegrade.formats.dialects.spans._model_call import add_model_call

if TYPE_CHECKING:
    from tracegrade.formats.dialects.otel_messages import Message
    from tracegrade.formats.dialects.spans._chat import Chats
    from tracegrade.formats.dialects.spans._span import Span
    from tracegrade.model import Detail

__all__ = ["ToldAgents"]


class ToldAgents:
    """The agents of a trace that tell themselves what their models said."""

    def __init__(self, chats: Chats) -> None:
        self._chats = chats
        self._left: dict[str, deque[Message]] = {}
        self._parents: dict[str, int] = {}
        self._began: dict[str, int] = {}

    def begin(self, span: Span, parent: int) -> None:
        """Start an agent: what it was asked becomes steps, what it says waits."""
        attributes = span.attributes
        given = attributes.get("gen_ai.input.messages")
        if given is not None:
            self._chats.hear(given, span, span.span_id, parent)
        self._left[span.span_id] = deque(
            self._chats.messages(attributes.get("gen_ai.output.messages"), span, "output")
        )
        self._parents[span.span_id] = parent
        self._began[span.span_id] = self._chats.steps

    def until(self, call_id: str, invocation: str) -> None:
        """Add what the agent said up to the message that asks for a call."""
        left = self._left.get(invocation)
        if left and any(call.call_id == call_id for message in left for call in message.calls):
            asked = False
            while not asked:
                message = left.popleft()
                asked = any(call.call_id == call_id for call in message.calls)
                self._chats.say([message], self._parents[invocation], {})

    def end(self, span: Span, agent: str | None) -> None:
        """Add what is left; the last message carries the agent's usage.

        An agent that only passes on what one inside it said adds nothing.
        """
        left = self._left.pop(span.span_id, None)
        words = left[0].text if left and len(left) == 1 and not left[0].calls else None
        if words and words == self._chats.words_since(self._began[span.span_id]):
            return
        while left:
            message = left.popleft()
            detail: Detail = {} if agent is None else {"agent": agent}
            if not left:
                add_model_call(span, agent, detail, more=True)
                detail.pop("duration_s", None)  # that of the agent, not of its last words
                if span.end:
                    detail["at"] = span.end
            self._chats.say([message], self._parents[span.span_id], detail)
