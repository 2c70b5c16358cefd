"""OTLP JSON: OpenTelemetry spans, one document or one export request a line.

The spans of one trace may lie in any records and in any order; shuffling the lines changes nothing. Read by the current GenAI semantic conventions; other spans are
kept as notes.
"""

from __future__ import annotations

from typing import Any

from tracegrade.formats._reader import Evidence, Reader
from tracegrade.formats.dialects.spans import SHOWN_BY_SPANS, scattered_spans
from tracegrade.formats.readers._otlp_spans import spans_of

__all__ = ["READER"]


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
    capabilities=SHOWN_BY_SPANS,
    scattered=scattered_spans(spans_of, "otlp"),
    checks_numbers=True,
)
