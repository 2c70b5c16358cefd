"""Spans of the OpenAI Agents SDK as its trace processors export them, one a line or a list.

Source: `Trace.export` and `Span.export` of openai-agents 0.0.2 to 0.24, and `toJSON` of the
JavaScript SDK. Spans are written as they end, so children come before what they lie in; a run that
was resumed goes on in the trace that it began. Spans of functions name no call: they are matched by
tool and arguments. The spans record no decision about an approval, but one can be seen: see
`_openai_agents_runs`. A `response` span tells no content, so the calls are those that ran.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade.formats._reader import Evidence, MismatchError, Reader
from tracegrade.formats.dialects.spans import Origin, Span, nanoseconds, read_spans
from tracegrade.formats.readers._openai_agents_terms import in_genai_terms, settle
from tracegrade.model import Trace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.formats._reader import Record
    from tracegrade.model import Capability, Detail, Problem

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


class _Export:
    """The rows of a file: spans, and what is said of each trace as a whole."""

    def __init__(self) -> None:
        self.workflows: dict[str, Detail] = {}
        self._seen: dict[str, Record] = {}

    def spans_of(self, record: Record) -> list[Span | MismatchError]:
        """The spans of one record; in place of a row that is none, why."""
        rows = _rows(record.value)
        alone = rows == [record.value]
        pointer = "/data" if isinstance(record.value, dict) and not alone else ""
        origin = Origin(record, {}, pointer)
        found: list[Span | MismatchError] = []
        for number, row in enumerate(rows):
            try:
                if type(row) is dict and row.get("object") == "trace":
                    self._note(row, record)
                else:
                    found.append(_span(row, origin, number))
            except MismatchError as error:
                if alone:
                    raise
                error.pointer = f"{pointer}/{number}{error.pointer}"
                found.append(error)
        return found

    def _note(self, row: Detail, record: Record) -> None:
        trace_id = row.get("id")
        if type(trace_id) is not str:
            raise MismatchError("wrong-type", "a trace has no id", "/id")
        self.workflows.setdefault(trace_id, row)
        self._seen.setdefault(trace_id, record)

    def without_spans(self, known: set[str]) -> Iterator[Problem]:
        """A problem for each trace that no span of the file belongs to."""
        for trace_id, record in self._seen.items():
            if trace_id not in known:
                yield record.problem("no-spans", f"trace {trace_id!r} has no span in this file")


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


def _read_all(records: Iterator[Record]) -> Iterator[Trace | Problem]:
    export = _Export()
    known: set[str] = set()
    for item in read_spans(records, export.spans_of, _NAME, prepare=in_genai_terms):
        if isinstance(item, Trace):
            known.add(item.trace_id)
            settle(item)
            row = export.workflows.get(item.trace_id, {})
            told = {key: row.get(key) for key in ("workflow_name", "group_id", "metadata")}
            kept = {key: value for key, value in told.items() if value}
            item.metadata = kept or None
        yield item
    yield from export.without_spans(known)


READER = Reader(
    name=_NAME,
    title="OpenAI Agents SDK spans, one a line or a list",
    sniff=_sniff,
    capabilities=_BEST,
    read_all=_read_all,
)
"""Rows as the SDK's trace processors export them."""
