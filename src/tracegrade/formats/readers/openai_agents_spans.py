"""Spans of the OpenAI Agents SDK as its trace processors export them, one a line or a list.

Source: `Trace.export` and `Span.export` of openai-agents 0.0.2 to 0.24, and `toJSON` of the
JavaScript SDK. Spans are written as they end, so children come before what they lie in; a run that
was resumed goes on in the trace that it began. Spans of functions name no call: they are matched by
tool and arguments. The spans record no decision about an approval, but one can be seen: see
`_openai_agents_runs`. A `response` span tells no content, so the calls are those that ran.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from tracegrade.formats._reader import Evidence, MismatchError, Reader, Scattered
from tracegrade.formats.dialects.spans import Origin, Span, nanoseconds, trace_of_spans
from tracegrade.formats.readers._openai_agents_terms import in_genai_terms, settle

if TYPE_CHECKING:
    from tracegrade.formats._reader import Record
    from tracegrade.model import Capability, Detail, Problem, Trace

__all__ = ["READER"]

_BEST: frozenset[Capability] = frozenset(
    ("timestamps", "tokens", "tool_results", "error_status", "sub_agents", "reasoning")
)
_NAME = "openai_agents_spans"


def _sniff(value: Any) -> Evidence | None:
    rows = _rows(value)
    one = rows[0] if rows else None
    if not isinstance(one, dict):
        return None
    if one.get("object") == "trace.span" and isinstance(one.get("span_data"), dict):
        return Evidence(3, "an object 'trace.span' with span_data")
    if one.get("object") == "trace" and "workflow_name" in one:
        return Evidence(3, "an object 'trace' with a workflow_name")
    return None


def _rows(value: Any) -> list[Any]:
    """The rows of a record: itself, a list of them, or a batch as the SDK sends it."""
    if isinstance(value, dict) and isinstance(value.get("data"), list):
        return value["data"]
    return value if isinstance(value, list) else [value]


class _Workflow(NamedTuple):
    """What a row says of a trace as a whole."""

    trace_id: str
    start: int
    row: Detail
    record: Record


def _pieces_of(record: Record) -> list[Span | _Workflow | MismatchError]:
    """The rows of one record; in place of one that is neither a span nor a trace, why."""
    rows = _rows(record.value)
    alone = rows == [record.value]
    pointer = "/data" if isinstance(record.value, dict) and not alone else ""
    origin = Origin(record, {}, pointer)
    found: list[Span | _Workflow | MismatchError] = []
    for number, row in enumerate(rows):
        try:
            is_trace = type(row) is dict and row.get("object") == "trace"
            found.append(_workflow(row, record) if is_trace else _span(row, origin, number))
        except MismatchError as error:
            if alone:
                raise
            error.pointer = f"{pointer}/{number}{error.pointer}"
            found.append(error)
    return found


def _workflow(row: Detail, record: Record) -> _Workflow:
    trace_id = row.get("id")
    if type(trace_id) is not str:
        raise MismatchError("wrong-type", "a trace has no id", "/id")
    return _Workflow(trace_id, 0, row, record)


def _span(row: Any, origin: Origin, number: int) -> Span:
    """One span, its attributes still as the SDK has them."""
    if type(row) is not dict or row.get("object") != "trace.span":
        raise MismatchError("wrong-type", "neither an object 'trace' nor 'trace.span'", "/object")
    span_id, trace_id, data = row.get("id"), row.get("trace_id"), row.get("span_data")
    if type(span_id) is not str or type(trace_id) is not str:
        raise MismatchError("wrong-type", "a span has no id or trace_id", "/id")
    if type(data) is not dict or type(data.get("type")) is not str:
        raise MismatchError("wrong-type", "span_data is no object with a type", "/span_data")
    parent, error, name = row.get("parent_id"), row.get("error"), data.get("name")
    more = {"metadata": row["metadata"]} if row.get("metadata") else {}
    return Span(
        nanoseconds(row.get("started_at")),
        nanoseconds(row.get("ended_at")),
        span_id,
        parent if type(parent) is str else "",
        trace_id,
        name if type(name) is str else data["type"],
        {"span_data": data, "error": error, **more},
        error is not None,
        None,
        origin,
        number,
        [],
    )


def _trace_of(pieces: list[Span | _Workflow]) -> Trace | Problem:
    spans = [piece for piece in pieces if isinstance(piece, Span)]
    workflows = [piece for piece in pieces if isinstance(piece, _Workflow)]
    if not spans:
        trace_id, _, _, record = workflows[0]
        return record.problem("no-spans", f"trace {trace_id!r} has no span in this file")
    trace = trace_of_spans(in_genai_terms(spans), _NAME)
    settle(trace)
    row = workflows[0].row if workflows else {}
    told = {key: row.get(key) for key in ("workflow_name", "group_id", "metadata")}
    trace.metadata = {key: value for key, value in told.items() if value} or None
    return trace


READER = Reader(
    name=_NAME,
    title="OpenAI Agents SDK spans, one a line or a list",
    sniff=_sniff,
    capabilities=_BEST,
    scattered=Scattered(_pieces_of, _trace_of),
)
"""Rows as the SDK's trace processors export them."""
