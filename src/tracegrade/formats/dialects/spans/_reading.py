"""Reading a file of spans, whose traces may lie scattered over its records."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from tracegrade.formats._reader import MismatchError, UnsafeValueError
from tracegrade.formats.dialects.spans._span import LogRecord, Span
from tracegrade.formats.dialects.spans._trace import trace_of_spans

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tracegrade.formats._reader import Record
    from tracegrade.model import Problem, Trace

    Found = list[Span | MismatchError] | list[Span | LogRecord | MismatchError]

__all__ = ["read_spans"]


def read_spans(
    records: Iterator[Record],
    spans_of: Callable[[Record], Found],
    format_name: str,
    *,
    prepare: Callable[[list[Span]], list[Span]] | None = None,
) -> Iterator[Trace | Problem]:
    """The traces of all records, in the order they began, after every problem.

    Args:
        records: The records of a file.
        spans_of: The spans of a record, and events logged beside them; in place of one that is
            neither, why.
        format_name: Name of the format.
        prepare: What to make of the spans of a trace once all of them are known.
    """
    by_trace: dict[str, list[Span]] = {}
    logged: list[LogRecord] = []
    for record in records:
        try:
            found = spans_of(record)
        except UnsafeValueError:
            record = record.reread()  # noqa: PLW2901 the same record, decoded with care
            found = spans_of(record)
        except MismatchError as error:
            problem = record.problem(error.code, error.message, error.pointer)
            problem.severity = "error"
            yield problem
            continue
        yield from record.problems
        for span in found:
            if isinstance(span, MismatchError):
                yield record.problem(span.code, span.message, span.pointer)
            elif isinstance(span, LogRecord):
                logged.append(span)
            elif span.trace_id in by_trace:
                by_trace[span.trace_id].append(span)
            else:
                by_trace[span.trace_id] = [span]
    _add_logged(by_trace, logged)
    for spans in sorted(by_trace.values(), key=_first_moment):
        yield trace_of_spans(spans if prepare is None else prepare(spans), format_name)


def _add_logged(by_trace: dict[str, list[Span]], logged: list[LogRecord]) -> None:
    """Give each span the events that were logged for it; what names no span of the file, its own."""
    homes: dict[tuple[str, str], Span] = {}
    traces = {record.trace_id for record in logged} & by_trace.keys()
    for trace_id in traces:
        for span in by_trace[trace_id]:
            homes.setdefault((trace_id, span.span_id), span)
    for record in sorted(logged, key=attrgetter("at")):
        home = homes.get((record.trace_id, record.span_id))
        if home is None:
            home = homes[record.trace_id, record.span_id] = _span_of(record)
            by_trace.setdefault(record.trace_id, []).append(home)
        home.events.append(record.event)


def _span_of(record: LogRecord) -> Span:
    """A span for events whose own span is not in the file."""
    return Span(
        record.at, 0, record.span_id, "", record.trace_id, "events", {}, False, None,
        record.origin, record.number, [],
    )  # fmt: skip


def _first_moment(spans: list[Span]) -> tuple[int, str]:
    return min([span.start for span in spans]), spans[0].trace_id
