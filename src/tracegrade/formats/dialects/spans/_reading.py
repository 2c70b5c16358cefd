"""Reading a file of spans, whose traces may lie scattered over its records."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from tracegrade.formats._reader import Scattered
from tracegrade.formats.dialects.spans._span import LogRecord, Span
from tracegrade.formats.dialects.spans._strays import Strays
from tracegrade.formats.dialects.spans._trace import trace_of_spans

if TYPE_CHECKING:
    from collections.abc import Callable

    from tracegrade.formats._reader import MismatchError, Record
    from tracegrade.model import Trace

    Found = list[Span | MismatchError] | list[Span | LogRecord | MismatchError]

__all__ = ["scattered_spans"]


def scattered_spans(spans_of: Callable[[Record], Found], format_name: str) -> Scattered:
    """How traces come together from spans.

    Args:
        spans_of: The spans of a record, and events logged beside them; in place of one that is
            neither, why.
        format_name: Name of the format.
    """

    def trace_of(pieces: list[Span | LogRecord]) -> Trace:
        spans = [piece for piece in pieces if isinstance(piece, Span)]
        if len(spans) < len(pieces):
            _add_logged(spans, [piece for piece in pieces if isinstance(piece, LogRecord)])
        return trace_of_spans(spans, format_name)

    return Scattered(spans_of, trace_of, Strays)


def _add_logged(spans: list[Span], logged: list[LogRecord]) -> None:
    """Give each span the events that were logged for it; what names no span of the file, its own."""
    homes: dict[str, Span] = {}
    for span in spans:
        homes.setdefault(span.span_id, span)
    for record in sorted(logged, key=attrgetter("at")):
        home = homes.get(record.span_id)
        if home is None:
            home = homes[record.span_id] = _span_of(record)
            spans.append(home)
        home.events.append(record.event)


def _span_of(record: LogRecord) -> Span:
    """A span for events whose own span is not in the file."""
    return Span(
        record.at, 0, record.span_id, "", record.trace_id, "events", {}, False, None,
        record.origin, record.number, [],
    )  # fmt: skip
