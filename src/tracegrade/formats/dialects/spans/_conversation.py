"""A trace that is one list of messages, in whichever provider's shape they are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from tracegrade.formats._building import ColumnsBuilder, Note, noted
from tracegrade.formats.dialects.otel_messages import read_messages
from tracegrade.formats.dialects.spans._chat import Chats
from tracegrade.formats.dialects.spans._final import mark_final
from tracegrade.formats.dialects.spans._open import OpenById
from tracegrade.formats.dialects.spans._values import decoded_or_text
from tracegrade.model import Trace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.formats._reader import Record
    from tracegrade.formats.dialects.otel_messages import Message
    from tracegrade.model import Capability, Detail

__all__ = ["INSIDE", "Inside", "trace_of_messages"]


INSIDE = "inside"
"""Key of a message's details: by id of a call of it, what happened inside."""


class Inside(NamedTuple):
    """The conversation of an agent that a call ran.

    Attributes:
        messages: Its messages, as the GenAI conventions write them.
        details: Details of each message's step.
        hands_over: Whether the call is a handoff to that agent.
    """

    messages: list[Detail]
    details: list[Detail]
    hands_over: bool


class _Turn(NamedTuple):
    """Messages that are told together, where the first stands, and the details of their step."""

    messages: list[Message]
    detail: Detail
    place: int


def _turns(read: list[Message], details: list[Detail], *, joined: bool) -> Iterator[_Turn]:
    """Each message by itself, but those of one model call together."""
    start = 0
    while start < len(read):
        stop = start + 1
        while (
            joined
            and read[start].role == "assistant"
            and stop < len(read)
            and read[stop].role == "assistant"
            and not details[stop]
        ):
            stop += 1
        yield _Turn(read[start:stop], details[start], start)
        start = stop


def _hand_over(details: list[Detail]) -> bool:
    """Whether any call hands over to the agent that it runs."""
    works = [work for detail in details for work in detail.get(INSIDE, {}).values()]
    return any(work.hands_over for work in works)


def trace_of_messages(
    record: Record,
    messages: list[Detail],
    format_name: str,
    trace_id: str,
    *,
    more: list[Detail] | None = None,
    joined: bool = True,
) -> Trace:
    """The trace that a conversation is.

    Args:
        record: The record that holds it.
        messages: Its messages, as the GenAI conventions write them.
        format_name: Name of the format.
        trace_id: Id of the trace.
        more: Details of each message's step, such as usage; as many as there are messages. Under
            `INSIDE` those of the model hold what agents did that its calls ran.
        joined: Whether messages of the model that follow each other are one model call, unless the
            second has details.

    Raises:
        MismatchError: A message is none; the pointer is relative to the list.
    """
    builder = ColumnsBuilder()
    open_calls = OpenById(builder.columns.call_parents)
    shown: set[Capability] = set()
    chats = Chats(builder, open_calls, [], shown)
    read = read_messages(messages, checked=True)
    chats.handoffs.are_made = any(_is_handoff(part.value) for one in read for part in one.responses)
    details: list[dict[str, Any]] = more if more is not None else [{} for _ in read]
    chats.handoffs.are_made = chats.handoffs.are_made or _hand_over(details)
    entered: set[str] = set()
    threads = [(_turns(read, details, joined=joined), -1)]
    while threads:
        turns, parent = threads[-1]
        turn = next(turns, None)
        if turn is None:
            threads.pop()
        elif turn.messages[0].role != "assistant":
            for orphan in chats.tell(turn.messages[0], turn.detail, parent):
                text = f"result for call id {orphan!r}, which no earlier call left open"
                builder.notes.append(Note("orphan-result", text, f"/{turn.place}"))
        else:
            detail = dict(turn.detail)
            inside: dict[str, Inside] = detail.pop(INSIDE, {})
            chats.say(turn.messages, parent, detail)
            for call_id, work in reversed(inside.items()):
                if call_id in entered:  # ids may repeat, also inside of what they name
                    continue
                entered.add(call_id)
                step = chats.step_of(call_id)
                inner = read_messages(work.messages, checked=True)
                threads.append((_turns(inner, work.details, joined=joined), step))
    mark_final(builder.columns)
    return Trace(
        trace_id,
        builder.columns,
        source=record.source(format_name),
        capabilities=frozenset((*shown, "tool_results")),
        problems=noted(record, builder.notes),
    )


def _is_handoff(value: Any) -> bool:
    """Whether a tool returned what the OpenAI Agents SDK returns for a handoff."""
    said = decoded_or_text(value)
    return isinstance(said, dict) and said.keys() == {"assistant"}
