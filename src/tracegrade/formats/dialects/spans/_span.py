"""What a span is once its container has been read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from tracegrade.formats._reader import Record

__all__ = ["LogRecord", "Origin", "Span"]


class Origin:
    """What the spans of one instrumentation scope share.

    Attributes:
        record: The record they were read from.
        resource: Attributes of the resource.
        pointer: Where the list of these spans stands in the record.
        scope: Name of the scope, where the container gives it.
    """

    __slots__ = ("pointer", "record", "resource", "scope")

    def __init__(
        self, record: Record, resource: dict[str, Any], pointer: str, scope: str | None = None
    ) -> None:
        self.record = record
        self.resource = resource
        self.pointer = pointer
        self.scope = scope


class LogRecord(NamedTuple):
    """An event that was logged beside the span it belongs to.

    Attributes:
        at: Nanoseconds since 1970; 0 if the record does not say.
        span_id: The span it belongs to.
        trace_id: The trace of that span.
        event: `name`, `attributes` and `body`.
        origin: What it shares with its neighbours.
        number: Its place among them.
    """

    at: int
    span_id: str
    trace_id: str
    event: dict[str, Any]
    origin: Origin
    number: int

    @property
    def start(self) -> int:
        """When it was logged, as a span says when it began."""
        return self.at


class Span(NamedTuple):
    """One span, its attributes as a dict.

    Attributes:
        start: Nanoseconds since 1970; 0 if the record does not say.
        end: Nanoseconds since 1970; 0 if the record does not say.
        span_id: Its id.
        parent_id: Id of the span around it, or empty.
        trace_id: The trace it belongs to.
        name: Its name.
        attributes: Its attributes, decoded.
        failed: Whether the status is an error.
        said: The status message, or that of an exception event.
        origin: What it shares with its neighbours.
        number: Its place among them.
        events: Its events, but for exceptions: objects with `name` and `attributes`.
    """

    start: int
    end: int
    span_id: str
    parent_id: str
    trace_id: str
    name: str
    attributes: dict[str, Any]
    failed: bool
    said: str | None
    origin: Origin
    number: int
    events: list[Any]

    @property
    def pointer(self) -> str:
        """Where it stands in its record."""
        return f"{self.origin.pointer}/{self.number}"

    @property
    def duration_s(self) -> float | None:
        """How long it took, where its times say so."""
        return (self.end - self.start) / 1e9 if self.end >= self.start > 0 else None
