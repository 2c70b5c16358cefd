"""Conversations that only their requests tell in full: recordings begin late, and leave exchanges out.

A request repeats the whole conversation. What the model said in it is known from the answer before it,
unless nobody recorded that one: then the request is all there is to read it from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracegrade import _json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.formats.dialects.otel_messages import CallPart, Message
    from tracegrade.model import Columns

__all__ = ["turns_of"]


def turns_of(
    messages: list[Message], columns: Columns, *, begins: bool
) -> Iterator[tuple[bool, list[Message]]]:
    """The messages in turns: those of the model that follow each other together, others alone.

    Args:
        messages: What is new in a request.
        columns: What is known of the conversation.
        begins: Whether nothing was recorded of the conversation before this request.

    Yields:
        Whether they are the model's, and the messages. What the model is known to have said is
        left out: a message with a call that is known by its id or by its tool and arguments (or
        by its tool alone, if it has no id), and one without calls unless the recording begins here.
    """
    ids = set(columns.call_ids)
    tools = set(columns.call_tools)
    calls = set(map(_spelled, columns.call_tools, columns.call_arguments))
    said: list[Message] = []
    for message in messages:
        if message.role != "assistant":
            if said:
                yield True, said
                said = []
            yield False, [message]
        elif begins or (
            message.calls and not any(_is_known(call, ids, tools, calls) for call in message.calls)
        ):
            said.append(message)
    if said:
        yield True, said


def _is_known(call: CallPart, ids: set[str | None], tools: set[str], calls: set[bytes]) -> bool:
    if call.call_id is None:
        return call.tool in tools
    return call.call_id in ids or _spelled(call.tool, call.arguments) in calls


def _spelled(tool: str, arguments: object) -> bytes:
    return _json.canonical([tool, _json.decode_arguments(arguments)[0]])
