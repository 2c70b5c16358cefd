"""OTLP JSON: OpenTelemetry spans, one document or one export request a line.

The spans of one trace may lie in any records and in any order, so all are held until the file ends;
shuffling its lines changes nothing. Read by the current GenAI semantic conventions; other spans are
kept as notes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade.formats._reader import Evidence, MismatchError, Reader, UnsafeValueError
from tracegrade.formats.dialects.spans import trace_of_spans
from tracegrade.formats.readers._otlp_spans import spans_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.formats._reader import Record
    from tracegrade.formats.dialects.spans import Span
    from tracegrade.model import Capability, Problem, Trace

__all__ = ["READER"]

_BEST: frozenset[Capability] = frozenset(
    ("timestamps", "tokens", "tool_results", "error_status", "retrieval", "sub_agents", "reasoning")
)


def _sniff(value: Any) -> Evidence | None:
    if isinstance(value, dict):
        for key in ("resourceSpans", "resource_spans"):
            if isinstance(value.get(key), list):
                return Evidence(3, f"key {key!r}")
    return None


def _read_all(records: Iterator[Record]) -> Iterator[Trace | Problem]:
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
        yield trace_of_spans(spans, "otlp")


def _first_moment(spans: list[Span]) -> tuple[int, str]:
    return min([span.start for span in spans]), spans[0].trace_id


READER = Reader(
    name="otlp",
    title="OpenTelemetry spans as OTLP JSON, one document or one export request a line",
    sniff=_sniff,
    capabilities=_BEST,
    read_all=_read_all,
    checks_numbers=True,
)
