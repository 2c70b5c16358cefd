"""OTLP JSON: OpenTelemetry spans, one document or one export request a line.

The spans of one trace may lie in any records and in any order; shuffling the lines changes nothing. Read by the current GenAI semantic conventions; other spans are
kept as notes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade.formats._reader import Evidence, Reader
from tracegrade.formats.dialects.spans import scattered_spans
from tracegrade.formats.readers._otlp_spans import spans_of

if TYPE_CHECKING:
    from tracegrade.model import Capability

__all__ = ["READER"]

_BEST: frozenset[Capability] = frozenset(
    ("timestamps", "tokens", "tool_results", "error_status", "retrieval", "sub_agents", "reasoning")
)


def _sniff(value: Any) -> Evidence | None:
    if isinstance(value, dict):
        for key in ("resourceSpans", "resource_spans", "resourceLogs", "resource_logs"):
            if isinstance(value.get(key), list):
                return Evidence(3, f"key {key!r}")
    return None


READER = Reader(
    name="otlp",
    title="OpenTelemetry spans as OTLP JSON, one document or one export request a line",
    sniff=_sniff,
    capabilities=_BEST,
    scattered=scattered_spans(spans_of, "otlp"),
    checks_numbers=True,
)
