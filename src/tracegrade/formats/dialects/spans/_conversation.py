"""A trace that is one list of messages, in whichever provider's shape they are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade.formats._building import ColumnsBuilder, Note, noted
from tracegrade.formats.dialects.otel_messages import read_messages
from tracegrade.formats.dialects.spans._chat import Chats
from tracegrade.formats.dialects.spans._final import mark_final
from tracegrade.formats.dialects.spans._open import OpenById
from tracegrade.formats.dialects.spans._values import decoded_or_text
from tracegrade.model import Trace

if TYPE_CHECKING:
    from tracegrade.formats._reader import Record
    from tracegrade.model import Capability, Detail

__all__ = ["trace_of_messages"]


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
        more: Details of each message's step, such as usage; as many as there are messages.
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
    start = 0
    while start < len(read):
        stop = start + 1
        if read[start].role != "assistant":
            orphans = chats.tell(read[start], details[start])
            for orphan in orphans:
                text = f"result for call id {orphan!r}, which no earlier call left open"
                builder.notes.append(Note("orphan-result", text, f"/{start}"))
        else:
            while (
                joined and stop < len(read) and read[stop].role == "assistant" and not details[stop]
            ):
                stop += 1
            chats.say(read[start:stop], -1, details[start])
        start = stop
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
