"""Native records: one JSON object a trace, `"schema": "tracegrade/trace@1"`.

The record is described by the JSON Schema that `tracegrade schema` prints. Unknown fields are kept.
It is checked and read in one pass; the strict models made of `tracegrade.model.record` say what is
accepted, and a mutation test holds the two together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade.formats._common import require_safe
from tracegrade.formats._native_record import trace_of_native
from tracegrade.formats._reader import Evidence, Reader
from tracegrade.model import CAPABILITIES, SCHEMA

if TYPE_CHECKING:
    from tracegrade.formats._reader import Record
    from tracegrade.model import Trace

__all__ = ["READER"]


def _sniff(value: Any) -> Evidence | None:
    if isinstance(value, dict) and value.get("schema") == SCHEMA:
        return Evidence(3, f"schema {SCHEMA!r}")
    return None


def _read(record: Record) -> tuple[Trace]:
    require_safe(record, record.value)
    trace = trace_of_native(record.value, record, record.source("native", SCHEMA))
    trace.problems = record.problems + trace.problems
    return (trace,)


READER = Reader(
    name="native",
    title="tracegrade's own records, one trace a line",
    sniff=_sniff,
    capabilities=frozenset(CAPABILITIES),
    read=_read,
)
