"""What a conversation has told so far, held against what the next request repeats of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracegrade import _json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.formats.dialects.otel_messages import CallPart, Message
    from tracegrade.model import Columns

__all__ = ["Known"]


class Known:
    """What is known of a conversation so far; looks at each step and each call once.

    Args:
        columns: The steps of the conversation, which grow.

    Attributes:
        texts: What was said, with `None` for what has no text.
        ids: Ids of the calls.
    """

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self.texts: set[str | None] = {None}
        self.ids: set[str | None] = set()
        self._tools: set[str] = set()
        self._calls: set[bytes] = set()
        self._steps_seen = self._ids_seen = self._calls_seen = 0

    def look(self) -> None:
        """Take in the texts and ids that came since."""
        columns = self._columns
        self.texts.update(columns.texts[self._steps_seen :])
        self.ids.update(columns.call_ids[self._ids_seen :])
        self._steps_seen, self._ids_seen = len(columns.texts), len(columns.call_ids)

    def turns_of(
        self, messages: list[Message], *, begins: bool
    ) -> Iterator[tuple[bool, list[Message]]]:
        """The messages in turns: those of the model that follow each other together, others alone.

        A request repeats the whole conversation. What the model said in it is known from the answer
        before it, unless nobody recorded that one: recordings begin late, and leave exchanges out.

        Args:
            messages: What is new in a request.
            begins: Whether nothing was recorded of the conversation before this request.

        Yields:
            Whether they are the model's, and the messages. What the model is known to have said is
            left out: a message with a call that is known by its id or by its tool and arguments (or
            by its tool alone, if it has no id), and one without calls unless the recording begins
            here. What is taken in meanwhile is not known yet.
        """
        self.look()
        self._look_at_calls()
        said: list[Message] = []
        for message in messages:
            if message.role != "assistant":
                if said:
                    yield True, said
                    said = []
                yield False, [message]
            elif begins or (message.calls and not any(map(self._has, message.calls))):
                said.append(message)
        if said:
            yield True, said

    def _look_at_calls(self) -> None:
        columns, seen = self._columns, self._calls_seen
        tools = columns.call_tools[seen:]
        self._tools.update(tools)
        self._calls.update(map(_spelled, tools, columns.call_arguments[seen:]))
        self._calls_seen = seen + len(tools)

    def _has(self, call: CallPart) -> bool:
        if call.call_id is None:
            return call.tool in self._tools
        return call.call_id in self.ids or _spelled(call.tool, call.arguments) in self._calls


def _spelled(tool: str, arguments: object) -> bytes:
    return _json.canonical([tool, _json.decode_arguments(arguments)[0]])
