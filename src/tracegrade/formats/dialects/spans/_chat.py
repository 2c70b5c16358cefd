"""Chat spans as steps: what is new in the input, what the model said, what it asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.formats._building import Note
from tracegrade.formats._reader import MismatchError, UnsafeValueError
from tracegrade.formats.dialects.otel_messages import (
    Call,
    Message,
    ResponsePart,
    plain_output,
    read_messages,
    without_repeated_calls,
)
from tracegrade.formats.dialects.spans._approvals import Approvals
from tracegrade.formats.dialects.spans._handoffs import Handoffs
from tracegrade.formats.dialects.spans._known import Known
from tracegrade.formats.dialects.spans._model_call import add_model_call
from tracegrade.formats.dialects.spans._news import (
    Conversation,
    asked_and_answered,
    history_length,
    may_hold_news,
    unseen,
)
from tracegrade.formats.dialects.spans._unsaid import adopt, first_turn
from tracegrade.formats.dialects.spans._values import WHOLE, decoded

if TYPE_CHECKING:
    from tracegrade.formats._building import ColumnsBuilder
    from tracegrade.formats.dialects.spans._open import OpenById
    from tracegrade.formats.dialects.spans._span import Span
    from tracegrade.formats.dialects.spans._waiting import Waiting
    from tracegrade.model import Capability, Detail

__all__ = ["Chats"]

_IN_PLACE = frozenset((
    "gen_ai.operation.name", "gen_ai.provider.name", "gen_ai.system", "gen_ai.agent.name",
    "gen_ai.request.model", "gen_ai.input.messages", "gen_ai.output.messages",
    "gen_ai.usage.input_tokens", "gen_ai.usage.output_tokens",
))  # fmt: skip
"""Attributes that nearly every chat span has; a span with others is looked at more closely."""

_TOOLS = ("tool", "function")
_READ = frozenset(("executed_arguments", "retry", "status", "type"))
"""What is read of a tool's response beside its id and value."""


class Chats:
    """The chat spans of one trace, being added to its columns.

    Attributes:
        handoffs: What models handed over to other agents.
        approvals: What was asked for and decided.
        hosted: Whether a provider ran tools itself, inside a model call.
        untold: By call id, the result of a tool that ran and whose span does not say what it
            returned; the model is told in its next input.
    """

    def __init__(
        self,
        builder: ColumnsBuilder,
        open_calls: OpenById,
        definitions: list[Any],
        shown: set[Capability],
        waiting: Waiting | None = None,
    ) -> None:
        """Add to what these hold.

        Args:
            builder: The columns.
            open_calls: By id the number of each call that no result is known of.
            definitions: Tool definitions, each once.
            shown: What the spans record.
            waiting: The calls that wait for approval.
        """
        self._builder = builder
        self._known = Known(builder.columns)
        self._waiting = waiting
        self._open = open_calls
        self._definitions = definitions
        self._shown = shown
        self._conversations: dict[str, Conversation] = {}
        self._heard_at: set[int] = set()
        self._replies: list[Message] = []
        self.handoffs = Handoffs(builder)
        self.approvals = Approvals(builder, open_calls, shown, waiting)
        self.hosted = False
        self.untold: dict[str, int] = {}
        self._retries: dict[tuple[str | None, str], int] = {}

    def declare(self, attributes: Detail) -> None:
        """Keep the tools that a span declares, if it does."""
        declared = attributes.get("gen_ai.tool.definitions")
        if declared is not None and declared not in self._definitions:
            self._definitions.append(declared)

    def add(self, span: Span, invocation: str, parent: int, agent: str | None) -> None:
        """Add a chat span of the agent that the invocation runs."""
        attributes = span.attributes
        conversation = self._conversations.get(invocation)
        if conversation is None:
            conversation = self._conversations[invocation] = Conversation()
        if more := not attributes.keys() <= _IN_PLACE:
            self._before(attributes, conversation, parent)
        given = attributes.get("gen_ai.input.messages")
        if given is not None:
            self._input(given, span, conversation, parent)
        text, calls, detail = self._output(span)
        add_model_call(span, agent, detail, more=more)
        step = self._say(text, detail, parent)
        if span.failed:
            message = span.said or "failed"
            self._builder.add("error", span.said, parent, {"message": message})
        elif given is not None and not attributes.get("gen_ai.output.messages"):
            conversation.unsaid = step, given
        for call in calls:
            self._call(call, step, detail.get("agent"))
        if self._replies:
            self._reply(step)

    def fill(self, said: Any, span: Span, start: int) -> None:
        """Give the last model call from the step at `start` on the words with which an agent ended.

        So it is where the spans of its model calls hold no words.
        """
        messages = self.messages(said, span, "output")
        columns = self._builder.columns
        last = len(columns.kinds) - 1
        while last >= start and columns.kinds[last] != "assistant":
            last -= 1
        silent = last >= start and columns.texts[last] is None and last not in columns.call_parents
        if silent and messages and not messages[-1].calls:
            columns.texts[last] = messages[-1].text
            self._known.texts.add(messages[-1].text)

    def review(self, given: Any, span: Span, side: str, parent: int) -> None:
        """Add the requests for approval, or the answers to them, in messages of an agent."""
        for message in self.messages(given, span, side):
            for part in message.approvals:
                self.approvals.add(part, parent)

    def waiting(self, call_id: Any) -> int | None:
        """Number of the call of this id that no result is known of."""
        return self._open.get(call_id) if type(call_id) is str else None

    def complete(self, given: Any, span: Span) -> None:
        """Add the results in a whole conversation that no model call was told."""
        if self._open or self.untold:
            for message in self.messages(given, span, "input"):
                for response in message.responses:
                    self._responded(response)

    def count_retry(self, number: int) -> None:
        """Note that the model was asked to try a call again: the next of its tool is the next try."""
        columns = self._builder.columns
        detail = columns.details.get(columns.call_steps[number], {})
        tried = (detail.get("agent"), columns.call_tools[number])
        self._retries[tried] = detail.get("attempt", 1)

    @property
    def steps(self) -> int:
        """How many steps there are."""
        return len(self._builder.columns.kinds)

    def words_since(self, start: int) -> str | None:
        """What a model said last from the step at `start` on."""
        columns = self._builder.columns
        for place in range(len(columns.kinds) - 1, start - 1, -1):
            if columns.kinds[place] == "assistant":
                return columns.texts[place]
        return None

    def hear(self, given: Any, span: Span, invocation: str, parent: int) -> None:
        """Add what is new in what an agent was given."""
        self._input(given, span, self._conversations.setdefault(invocation, Conversation()), parent)

    def say(self, messages: list[Message], parent: int, detail: Detail) -> None:
        """Add messages of the model as one model call."""
        text, calls, told = self._said(messages)
        step = self._say(text, told | detail, parent)
        for call in calls:
            self._call(call, step, detail.get("agent"))
        self._reply(step)

    def step_of(self, call_id: str) -> int:
        """The step of the latest call, or handoff, with this id; -1 where there is none."""
        columns = self._builder.columns
        if call_id in self.handoffs.unanswered:
            return self.handoffs.unanswered[call_id]
        numbers = (
            n for n in reversed(range(len(columns.call_ids))) if columns.call_ids[n] == call_id
        )
        number = next(numbers, -1)
        return columns.call_steps[number] if number >= 0 else -1

    def tell(self, message: Message, detail: Detail, parent: int = -1) -> list[str | None]:
        """Add a message that is not the model's; gives the ids of results that answer no call."""
        self.handoffs.hear([message])
        left = [part for part in message.responses if part.call_id not in self.handoffs.ids]
        orphans = [part.call_id for part in left if part.call_id not in self._open]
        for part in left:
            if part.call_id not in self._open:
                text, kept = _value(part.value)
                status = (part.extra or {}).get("status")
                kept |= {"status": status} if status in ("ok", "error", "denied") else {}
                self._builder.add("tool_result", text, -1, {**kept, "call_id": part.call_id})
        before = len(self._builder.columns.kinds)
        self._heard(message, parent, earlier=False)
        if detail and len(self._builder.columns.kinds) > before:
            self._builder.columns.details.setdefault(before, {}).update(detail)
        return orphans

    def _reply(self, step: int) -> None:
        """What the provider's own tools returned in the same message, and what it asks about."""
        replies, self._replies = self._replies, []
        self.hosted = self.hosted or any(message.responses for message in replies)
        for message in replies:
            for response in message.responses:
                self._responded(response)
            for part in message.approvals:
                self.approvals.add(part, step)

    def _say(self, text: str | None, detail: Detail, parent: int) -> int:
        if "usage" in detail:
            self._shown.add("tokens")
            if "cost_usd" in detail["usage"]:
                self._shown.add("cost")
        return self._builder.add("assistant", text, parent, detail)

    def _before(self, attributes: Detail, conversation: Conversation, parent: int) -> None:
        """What a chat span may say before any message: its tools, the system's words."""
        self.declare(attributes)
        instructions = attributes.get("gen_ai.system_instructions")
        if instructions is None or not conversation.is_new(instructions):
            return
        try:
            parts = decoded(instructions)
        except MismatchError:
            parts = instructions
        if isinstance(parts, list):
            said = [part.get("content") for part in parts if isinstance(part, dict)]
            text = "\n".join(line for line in said if isinstance(line, str))
        else:
            text = _json.as_text(parts)
        self._builder.add("system", text, parent, {})

    def _output(self, span: Span) -> tuple[str | None, list[Call], Detail]:
        """What the model said and asked for, and what else its messages hold."""
        given = span.attributes.get("gen_ai.output.messages")
        if given is None:
            return None, [], {}
        try:
            said = plain_output(_json.decode(given) if type(given) is str else given)
        except _json.UndecodableError:
            said = None
        if said is not None:
            if said[1] and said[0]:
                words = without_repeated_calls(said[0], [call[1] for call in said[1]])
                return words, said[1], said[2]
            return said
        return self._said(self.messages(given, span, "output"))

    def _said(self, messages: list[Message]) -> tuple[str | None, list[Call], Detail]:
        """Text and calls of messages, and what else they hold."""
        texts = [message.text for message in messages if message.text]
        thoughts = [message.reasoning for message in messages if message.reasoning]
        extras = [message.extra for message in messages if message.extra]
        self._replies = [one for one in messages if one.responses or one.approvals]
        detail: Detail = {}
        reasons = [extra.pop("finish_reason") for extra in extras if "finish_reason" in extra]
        extras = [extra for extra in extras if extra]
        if reasons and isinstance(reasons[-1], str):
            detail["stop_reason"] = reasons[-1]
        if thoughts:
            detail["reasoning"] = "\n".join(thoughts)
            self._shown.add("reasoning")
        cited = [one for message in messages for one in message.citations]
        if cited:
            detail["citations"] = cited
        if extras:
            detail["extra"] = {"messages": extras}
        calls = [
            (call.tool, call.call_id, call.arguments, call.extra)
            for message in messages
            for call in message.calls
        ]
        text = without_repeated_calls("\n".join(texts) or None, [call[1] for call in calls])
        return text, calls, detail

    def _call(self, call: Call, step: int, agent: str | None) -> None:
        tool, call_id, arguments, extra = call
        if self.handoffs.take(tool, call_id, arguments, step):
            return
        detail: Detail = {} if agent is None else {"agent": agent}
        if extra:
            detail["extra"] = extra
        if self._retries and (agent, tool) in self._retries:
            detail["attempt"] = self._retries.pop((agent, tool)) + 1
        self._builder.add_call(tool, call_id, arguments, step, detail)
        number = len(self._builder.columns.call_steps) - 1
        self._open.add(f"\0{number}" if call_id is None else call_id, number)

    def _input(self, given: Any, span: Span, conversation: Conversation, parent: int) -> None:
        """What is new in the input of a chat span."""
        seen = conversation.latest
        goes_on = type(given) is type(seen) is str and given.startswith(seen[:-1])
        if goes_on and conversation.unsaid is None:
            conversation.latest = given
            rest = given[len(seen) - 1 :].lstrip(" ,\n")
            waiting = self._open or self.untold or self.handoffs.unanswered
            if not waiting and not may_hold_news(rest):
                return
            messages = self.messages(f"[{rest}", span, "input", only_news=True)
            self.handoffs.hear(messages)
        else:
            messages = self.messages(given, span, "input")
            seen = conversation.take(given, messages)
            self.handoffs.hear(messages)
            if seen is not None:
                earlier = self.messages(seen, span, "input")
                news = unseen(messages, earlier)
                if len(news) == len(messages) - len(earlier):
                    self._learn(news, conversation, seen)
                messages = news
            elif parent in self._heard_at:
                messages = self._not_told(messages)
        self._heard_at.add(parent)
        if WHOLE in span.attributes:
            self._take_whole(messages, parent, begins=seen is None)
            return
        history = history_length(messages) if seen is None else 0
        for place, message in enumerate(messages):
            if place < history and message.role == "user":
                message.extra = {**(message.extra or {}), "earlier": True}
            self._heard(message, parent, earlier=seen is None)

    def _learn(self, news: list[Message], conversation: Conversation, seen: Any) -> None:
        """Give the latest model call what it said, if only what is given after it shows that."""
        unsaid, conversation.unsaid = conversation.unsaid, None
        turn = first_turn(news) if unsaid is not None and unsaid[1] == seen else []
        if unsaid is None or not turn:
            return
        step, columns = unsaid[0], self._builder.columns
        columns.texts[step], calls, detail = self._said(turn)
        self._known.texts.add(columns.texts[step])
        known = columns.details.setdefault(step, {})
        known |= {**detail, **known}
        for call in calls:
            if not adopt(self._builder, call, step):
                self._call(call, step, known.get("agent"))
        if self._replies:
            self._reply(step)

    def _take_whole(self, messages: list[Message], parent: int, *, begins: bool) -> None:
        """Add what is new, and what the model said that nobody recorded when it said it."""
        for is_said, turn in self._known.turns_of(messages, begins=begins):
            if is_said:
                self.say(turn, parent, {})
            else:
                self._heard(turn[0], parent, earlier=False)

    def _not_told(self, messages: list[Message]) -> list[Message]:
        """Those that no agent beside this one was told or said: a handoff passes the rest on."""
        self._known.look()
        return [message for message in messages if not self._is_told(message)]

    def _is_told(self, message: Message) -> bool:
        ids, of_handoffs = self._known.ids, self.handoffs.ids
        return (
            message.text in self._known.texts
            and not any(part.call_id in self._open for part in message.responses)
            and all(
                (part.call_id in ids or part.call_id in of_handoffs)
                and part.call_id not in self.untold
                for part in (*message.calls, *message.responses)
            )
        )

    def _heard(self, message: Message, parent: int, *, earlier: bool) -> None:
        """One new message of the input, as far as it is not the model's own output come back."""
        for response in message.responses:
            if not self._responded(response) and earlier:
                text, detail = _value(response.value)
                detail["extra"] = {"earlier": True, "call_id": response.call_id}
                self._builder.add("tool_result", text, parent, detail)
        for part in message.approvals:
            self.approvals.add(part, parent)
        if message.role == "assistant":
            if earlier:
                extra = {"earlier": True, "role": "assistant", "calls": asked_and_answered(message)}
                self._builder.add("note", message.text, parent, {"extra": extra})
        elif message.role in _TOOLS:
            self._tool_said(message, parent)
        elif message.text is not None or message.extra:
            kind = "system" if message.role in ("system", "developer") else "user"
            self._builder.add(
                kind, message.text, parent, {"extra": message.extra} if message.extra else {}
            )

    def _tool_said(self, message: Message, parent: int) -> None:
        """Words of a tool beside its responses, which repeat them, or in place of one."""
        if message.responses or message.text is None:
            return
        waiting = [key for key in self._open if not key.startswith("\0")]
        only = waiting[0] if len(waiting) == 1 and len(self._open) == 1 else None
        if not self._responded(ResponsePart(only, message.text, None)):
            self._builder.add("note", message.text, parent, {"extra": {"role": message.role}})

    def _responded(self, response: ResponsePart) -> bool:
        """Add what a tool returned, if a call waits for it."""
        waiting = response.call_id
        if waiting is None or waiting not in self._open:
            waiting = self._nameless(response)
        if waiting is None:
            return self._told_later(response)
        text, detail = _value(response.value)
        extra = response.extra or {}
        if extra.get("status") in ("ok", "error", "denied"):
            detail["status"] = extra["status"]
            self._shown.add("error_status")
        if "executed_arguments" in extra:
            detail["executed_arguments"] = extra["executed_arguments"]
        kept = {key: value for key, value in extra.items() if key not in _READ}
        if kept:
            detail["extra"] = kept
        number = self._open.pop(waiting)
        columns = self._builder.columns
        columns.details.get(columns.call_steps[number], {}).pop("status", None)
        if self._waiting is not None:
            self._waiting.conclude(number, text, detail)
        if "retry" in extra:
            self.count_retry(number)
        self._builder.columns.call_results[number] = self._builder.add(
            "tool_result", text, -1, detail
        )
        self._shown.add("tool_results")
        return True

    def _nameless(self, response: ResponsePart) -> str | None:
        """The first call without an id that waits for a result of this tool, as Gemini pairs them.

        A result may have an id all the same: libraries make one up when they tell the model.
        """
        tools = self._builder.columns.call_tools
        for key, number in self._open.items() if response.tool is not None else ():
            if key.startswith("\0") and tools[number] == response.tool:
                return key
        return None

    def _told_later(self, response: ResponsePart) -> bool:
        """Complete a result whose span did not say what the tool returned."""
        if response.value is None or response.call_id not in self.untold:
            return False
        index = self.untold.pop(response.call_id)
        text, detail = _value(response.value)
        self._builder.columns.texts[index] = text
        self._known.texts.add(text)
        self._builder.columns.details.setdefault(index, {}).update(detail)
        self._shown.add("tool_results")
        return True

    def messages(
        self, given: Any, span: Span, side: str, *, only_news: bool = False
    ) -> list[Message]:
        """The messages of an attribute; what is none becomes a note on the trace.

        Args:
            given: The attribute: JSON text, or messages.
            span: The span it belongs to.
            side: `input` or `output`.
            only_news: Leave out what other spans have told: the model's own answers, and results
                of calls that are no longer open.
        """
        if given is None:
            return []
        try:
            found = decoded(given)
            if only_news and type(found) is list:
                found = [message for message in found if self._is_news(message)]
            return read_messages(found, checked=False)
        except UnsafeValueError:
            return read_messages(decoded(given, careful=True), checked=True)
        except MismatchError as error:
            message = f"gen_ai.{side}.messages of span {span.span_id}: {error.message}"
            self._builder.notes.append(Note("bad-messages", message, span.pointer))
            return []

    def _is_news(self, message: Any) -> bool:
        """Whether a message of the input may tell what no other span has told."""
        if type(message) is not dict or type(parts := message.get("parts")) is not list:
            return True
        if message.get("role") == "assistant":
            return False
        return not all(
            type(part) is dict
            and part.get("type") == "tool_call_response"
            and part.get("id") not in self._open
            and part.get("id") not in self.untold
            and part.get("id") not in self.handoffs.unanswered
            for part in parts
        )


def _value(value: Any) -> tuple[str | None, Detail]:
    """What a tool returned, as text, or as content where it is none."""
    if value is None or type(value) is str:
        return value, {}
    return None, {"content": value}
