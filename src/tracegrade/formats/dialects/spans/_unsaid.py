"""What a model said where only the next request to it shows it, because its span holds no output.

Streams that nobody put together leave such spans, and writers that record what a model is given and
not what it says.
"""

from __future__ import annotations

from itertools import dropwhile, takewhile
from typing import TYPE_CHECKING

from tracegrade import _json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracegrade.formats._building import ColumnsBuilder
    from tracegrade.formats.dialects.otel_messages import Call, Message

__all__ = ["adopt", "first_turn"]


def first_turn(messages: Sequence[Message]) -> list[Message]:
    """The model's first messages among these that follow each other."""
    begun = dropwhile(lambda message: message.role != "assistant", messages)
    return list(takewhile(lambda message: message.role == "assistant", begun))


def adopt(builder: ColumnsBuilder, call: Call, step: int) -> bool:
    """Make a call that ran since then the model's own; says whether there is one.

    Args:
        builder: The columns.
        call: What the model asked for.
        step: The model call.
    """
    tool, call_id, arguments, _ = call
    columns = builder.columns
    asked = _spelled(arguments)
    for number in reversed(range(len(columns.call_steps))):
        place = columns.call_steps[number]
        if place < step:
            return False
        if columns.call_parents[number] >= 0 or columns.call_tools[number] != tool:
            continue
        if columns.call_ids[number] == call_id or _spelled(columns.call_arguments[number]) == asked:
            columns.call_parents[number] = builder.parents[place] = step
            if call_id is not None:
                columns.call_ids[number] = call_id
            return True
    return False


def _spelled(arguments: object) -> bytes:
    return _json.canonical(_json.decode_arguments(arguments)[0])
