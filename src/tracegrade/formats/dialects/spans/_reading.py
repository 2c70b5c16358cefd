"""Reading a file of spans, whose traces may lie scattered over its records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracegrade.formats._reader import MismatchError, UnsafeValueError
from tracegrade.formats.dialects.spans._trace import trace_of_spans

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tracegrade.formats._reader import Record
    from tracegrade.formats.dialects.spans._span import Span
    from tracegrade.model import Problem, Trace

__all__ = ["read_spans"]


def read_spans(
    records: Iterator[Record],
    spans_of: Callable[[Record], list[Span | MismatchError]],
    format_name: str,
) -> Iterator[Trace | Problem]:
    """The traces of all records, in the order they began, after every problem.

    Args:
        records: The records of a file.
        spans_of: The spans of a record; in place of one that is none, why.
        format_name: Name of the format.
    """
    by_trace: dict[str, list[Span]] = {}
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
            elif span.trace_id in by_trace:
                by_trace[span.trace_id].append(span)
            else:
                by_trace[span.trace_id] = [span]
    for spans in sorted(by_trace.values(), key=_first_moment):
        yield trace_of_spans(spans, format_name)


def _first_moment(spans: list[Span]) -> tuple[int, str]:
    return min([span.start for span in spans]), spans[0].trace_id
