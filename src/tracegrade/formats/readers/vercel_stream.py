"""Streams of the Vercel AI SDK's UI messages: chunks, one a line, a list, or server-sent events.

Source: `toUIMessageStream` and `toUIMessageStreamResponse` of the AI SDK 5 to 7. A stream gives one message
of the model and not what the user said. It ends where the program waits for an approval; the answer is
part of the next request, so a stream shows it only by what happens then. A stream that answers calls of
the one before goes on with its message; any other is a trace of its own. Errors of tools are masked
("An error occurred.") unless the program says otherwise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade.formats._reader import Evidence, MismatchError, Reader
from tracegrade.formats._sessions import file_trace_id
from tracegrade.formats.dialects.spans import trace_of_messages
from tracegrade.formats.dialects.vercel_ui import messages_of_parts
from tracegrade.formats.readers._vercel_stream_chunks import StreamedMessage, is_own

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.formats._reader import Record
    from tracegrade.model import Capability, Problem, Trace

__all__ = ["READER"]

_BEST: frozenset[Capability] = frozenset(("tool_results", "approvals", "error_status", "reasoning"))


def _sniff(value: Any) -> Evidence | None:
    chunks = value if isinstance(value, list) else [value]
    if not chunks or not all(
        isinstance(one, dict) and isinstance(one.get("type"), str) for one in chunks
    ):
        return None
    own = next((one["type"] for one in chunks if is_own(one)), None)
    return Evidence(3, f"a chunk of type {own!r}") if own is not None else None


class _Stream:
    """One message and the record that it begins in."""

    def __init__(self, record: Record, number: int) -> None:
        self.record = record
        self.number = number
        self.message = StreamedMessage()

    def trace(self) -> Trace:
        """The trace that the message is."""
        message = self.message
        message.close()
        named = file_trace_id(self.record)
        trace_id = named if self.number == 1 else f"{named}:{self.number}"
        messages = messages_of_parts(message.parts)
        trace = trace_of_messages(self.record, messages, "vercel_stream", trace_id, joined=False)
        for said in message.errors:
            _add_error(trace, said)
        trace.completion = "pending" if "pending" in trace.call_statuses else message.ended
        about = {"message_id": message.message_id, "discarded": message.discarded}
        about |= {"message_metadata": message.metadata}
        trace.metadata = {key: value for key, value in about.items() if value} or None
        return trace


def _add_error(trace: Trace, said: str) -> None:
    """Add the error that ended a stream."""
    columns = trace.columns
    columns.parents = [*columns.parents, -1]
    columns.details[len(columns)] = {"message": said}
    columns.kinds.append("error")
    columns.texts.append(said)


class _File:
    """The streams of a file."""

    def __init__(self) -> None:
        self._number = 0
        self._current: _Stream | None = None
        self._before: _Stream | None = None

    def take(self, chunk: Any, record: Record) -> Iterator[Trace]:
        """Take a chunk; gives the trace that is over once another begins.

        Raises:
            MismatchError: It is none.
        """
        if type(chunk) is not dict:
            raise MismatchError("wrong-type", "a chunk is not an object")
        if self._current is None or chunk.get("type") == "start":
            yield from self._begin(record)
        elif self._before is not None and chunk.get("type") != "message-metadata":
            yield from self._settle(chunk)
        assert self._current is not None
        self._current.message.add(chunk)

    def rest(self) -> Iterator[Trace]:
        """The traces that the file ends with."""
        for stream in (self._before, self._current):
            if stream is not None:
                yield stream.trace()

    def _begin(self, record: Record) -> Iterator[Trace]:
        if self._before is not None:
            yield self._before.trace()
        self._before = self._current
        self._number += 1
        self._current = _Stream(record, self._number)

    def _settle(self, chunk: Any) -> Iterator[Trace]:
        """Find out by the first chunk of a stream whether it goes on with the one before."""
        assert self._before is not None
        assert self._current is not None
        before, began = self._before, self._current.message
        self._before = None
        named = began.message_id
        answers = str(chunk.get("toolCallId")) in before.message.tools
        if answers or (named is not None and named == before.message.message_id):
            before.message.add({"type": "start", "messageMetadata": began.metadata})
            self._current = before
            self._number -= 1
        else:
            yield before.trace()


def _read_all(records: Iterator[Record]) -> Iterator[Trace | Problem]:
    file = _File()
    for record in records:
        listed = isinstance(record.value, list)
        for number, chunk in enumerate(record.value if listed else [record.value]):
            try:
                yield from file.take(chunk, record)
            except MismatchError as error:
                place = f"/{number}" if listed else ""
                problem = record.problem(error.code, error.message, place + error.pointer)
                problem.severity = "warning" if listed else "error"
                yield problem
    yield from file.rest()


READER = Reader(
    name="vercel_stream",
    title="Vercel AI SDK UI message streams: chunks, one a line or as server-sent events",
    sniff=_sniff,
    capabilities=_BEST,
    read_all=_read_all,
)
"""Chunks as the AI SDK streams them to its hooks."""
