"""Spans of real producers: the calls in them, against what another reader of them extracts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tracegrade import _json
from tracegrade.formats import Record
from tracegrade.formats.dialects.spans import Origin, Span, trace_of_spans
from tracegrade.model import Trace

Call = tuple[str, bytes]

DELIBERATE = {
    "openai_agents_openinference_adot_spans.json": (
        "lists a handoff as a tool call; it is a step of its own kind",
        {("handoff to math_specialist", b"{}")},
        set[Call](),
    ),
    "openinference_live_spans.json": (
        "leaves out a call that the model asked for and no span ran; it is a call without result",
        set[Call](),
        {("get_weather", b'{"city":"Taipei"}')},
    ),
}
"""Where the expectation is wrong: why, calls it should not have, calls it should have."""


def traces_of(case: dict[str, Any]) -> list[Trace]:
    origin = Origin(Record(None), {}, "/spans")
    by_trace: dict[str, list[Span]] = {}
    for number, raw in enumerate(case["spans"]):
        events = [{**event, "name": event["event_name"]} for event in raw["span_events"]]
        span = Span(
            int(raw["start_time"]), int(raw["end_time"]), raw["span_id"],
            raw["parent_span_id"] or "", raw["trace_id"], raw["name"], dict(raw["attributes"]),
            raw["status"]["code"] == "ERROR", raw["status"].get("message"), origin, number, events,
        )  # fmt: skip
        by_trace.setdefault(span.trace_id, []).append(span)
    return [trace_of_spans(spans, "otlp") for spans in by_trace.values()]


def calls(case: dict[str, Any]) -> list[Call]:
    return sorted(
        (call.tool, _json.canonical(call.arguments or {}))
        for trace in traces_of(case)
        for call in trace.tool_calls
    )


@pytest.mark.shared
def test_calls_of_nine_producers_agree_with_what_another_reader_extracts(shared: Path):
    file = shared / "conformance" / "otel_ingest_live_spans.json"
    cases = json.loads(file.read_text())["cases"]
    assert len(cases) == 13
    for case in cases:
        _, extra, missing = DELIBERATE.get(case["fixture"], ("", set[Call](), set[Call]()))
        listed = {
            (call["name"], _json.canonical(call["arguments"] or {})) for call in case["tool_calls"]
        }
        many = len(case["tool_calls"]) - len(extra) + len(missing)
        assert set(calls(case)) == (listed - extra) | missing, case["fixture"]
        assert len(calls(case)) == many, case["fixture"]


@pytest.mark.shared
def test_model_calls_of_producers_are_counted_once(shared: Path):
    file = shared / "conformance" / "otel_ingest_live_spans.json"
    for case in json.loads(file.read_text())["cases"]:
        told = "claude" in case["fixture"] or case["fixture"] == "openinference_live_spans.json"
        said = [
            step for trace in traces_of(case) for step in trace.steps if step.kind == "assistant"
        ]
        if not told:  # agents without model calls tell what was said themselves
            assert len(said) == case["n_inference"], case["fixture"]
