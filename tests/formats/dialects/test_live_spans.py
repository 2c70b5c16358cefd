"""Spans of nine real producers: what happened in them, as a person reads it and as another reader does.

The spans are put into the containers that such spans come in. The file's own expectation is what the
mappers of another project extract: calls with arguments. What a person says beyond that (order, what
became of each call, what was said, what it cost) was written down before the reader was run.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.formats.spans import attributes_of, value_of
from tracegrade import _json
from tracegrade.formats import load
from tracegrade.model import Trace

Call = tuple[str, bytes]
Case = dict[str, Any]

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

TOLD_BY_AGENTS = ("claude_adot_spans.json", "claude_live_spans.json")
"""Agents without spans for model calls: their own span lists what the model said."""


class Label(NamedTuple):
    """What a person reads in a case, over all its traces.

    Attributes:
        calls: Each call in the order it was made, with what became of it.
        said: How many model calls there are.
        tokens: Input and output tokens of all model calls; what only repeats them left out.
        answer: How the last trace's final answer begins.
        handoffs: Agents that control passed to.
    """

    calls: str
    said: int
    tokens: tuple[int, int]
    answer: str | None
    handoffs: tuple[str, ...] = ()


LABELS = {
    "adk_live_spans.json": Label("calculator=ok", 2, (379, 84), "15 multiplied by 37 is 555"),
    "autogen_live_spans.json": Label("calculate=ok", 0, (0, 0), None),
    "claude_adot_spans.json": Label(
        "Agent=ok Bash=ok Agent=ok Bash=ok", 5, (32312, 767), "Here are your results"
    ),
    "claude_live_spans.json": Label(
        "Agent=ok Bash=ok Agent=ok Bash=ok Agent=ok Bash=ok", 6, (132, 850), "New York is 89"
    ),
    "openai_agents_genai_adot_spans.json": Label(
        "multiply_numbers=ok", 3, (692, 102), "The product of 42 and 7 is 294", ("math_specialist",)
    ),
    "openai_agents_genai_live_spans.json": Label(
        "ask_research_specialist=ok lookup_stock_price=ok ask_math_specialist=ok "
        "multiply_numbers=ok multiply_numbers=ok",
        8, (1870, 253), "The current stock price of Amazon (AMZN) is $240.98. Therefore",
    ),
    "openai_agents_openinference_adot_spans.json": Label(
        "multiply_numbers=ok", 3, (692, 107), "The product of ", ("math_specialist",)
    ),
    "openai_agents_openinference_live_spans.json": Label(
        "ask_math_specialist=ok multiply_numbers=ok divide_numbers=ok divide_numbers=ok",
        5, (1228, 194), "The result of ",
    ),
    "openinference_adot_spans.json": Label(
        "get_weather=ok", 3, (0, 0), "Why did the chicken cross the road?"
    ),
    "openinference_live_spans.json": Label("get_weather=unknown finish=ok", 2, (0, 0), None),
    "otel_genai_convention_spans.json": Label(
        "get_weather=ok get_weather=error", 2, (200, 60), "The weather in Paris is rainy"
    ),
    "pydantic_ai_live_spans.json": Label(
        "get_weather=ok", 2, (1251, 78), "The current weather in Seattle"
    ),
    "smolagents_live_spans.json": Label(
        "web_search=ok final_answer=ok", 2, (6256, 163), "Thought: Based on the search results"
    ),
}  # fmt: skip


def cases(shared: Path) -> list[Case]:
    file = shared / "conformance" / "otel_ingest_live_spans.json"
    found = json.loads(file.read_text())["cases"]
    assert len(found) == 13
    return found


def otlp(case: Case) -> list[dict[str, Any]]:
    """The spans of a case as export requests; events with a body are log records, as they were."""
    scopes: dict[str, list[Any]] = {}
    logs: list[Any] = []
    for raw in case["spans"]:
        place = {"traceId": raw["trace_id"], "spanId": raw["span_id"]}
        span: dict[str, Any] = {
            **place, "parentSpanId": raw["parent_span_id"] or "", "name": raw["name"],
            "startTimeUnixNano": str(raw["start_time"]), "endTimeUnixNano": str(raw["end_time"]),
            "attributes": attributes_of(raw["attributes"]), "events": [],
            "status": {"code": {"OK": 1, "ERROR": 2}.get(raw["status"]["code"], 0)},
        }  # fmt: skip
        for event in raw["span_events"]:
            made = {"timeUnixNano": str(event["timestamp"])}
            made["attributes"] = attributes_of(event["attributes"])
            if "body" in event:
                body = value_of(event["body"])
                logs.append({**place, **made, "eventName": event["event_name"], "body": body})
            else:
                span["events"].append({**made, "name": event["event_name"]})
        scopes.setdefault(json.dumps(raw["scope"]), []).append(span)
    groups = [{"scope": json.loads(scope), "spans": spans} for scope, spans in scopes.items()]
    requests = [{"resourceSpans": [{"scopeSpans": groups}]}]
    return requests + ([{"resourceLogs": [{"scopeLogs": [{"logRecords": logs}]}]}] if logs else [])


def console(case: Case) -> list[dict[str, Any]]:
    """The spans of a case as the SDK for Python prints them."""
    return [
        {
            "name": raw["name"],
            "context": {"trace_id": raw["trace_id"], "span_id": raw["span_id"]},
            "parent_id": raw["parent_span_id"],
            "start_time": raw["start_time"], "end_time": raw["end_time"],
            "status": {"status_code": raw["status"]["code"]},
            "attributes": raw["attributes"],
            "events": [
                {"name": event["event_name"], "timestamp": event["timestamp"],
                 "attributes": event["attributes"] | event.get("body", {})}
                for event in raw["span_events"]
            ],
        }
        for raw in case["spans"]
    ]  # fmt: skip


CONTAINERS = {"otlp": otlp, "otel_spans": console}


def read(case: Case, container: str, folder: Path) -> list[Trace]:
    path = folder / f"{container}.jsonl"
    lines = CONTAINERS[container](case)
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    traces = load(path)
    found = list(traces)
    assert traces.counts.refused == 0
    assert {trace.source.format for trace in found if trace.source} == {container}
    return found


def calls(traces: list[Trace]) -> list[Call]:
    return sorted(
        (call.tool, _json.canonical(call.arguments or {}))
        for trace in traces
        for call in trace.tool_calls
    )


@pytest.mark.shared
@pytest.mark.parametrize("container", CONTAINERS)
def test_calls_of_nine_producers_agree_with_what_another_reader_extracts(
    shared: Path, container: str, tmp_path: Path
):
    for case in cases(shared):
        _, extra, missing = DELIBERATE.get(case["fixture"], ("", set[Call](), set[Call]()))
        listed = {
            (call["name"], _json.canonical(call["arguments"] or {})) for call in case["tool_calls"]
        }
        many = len(case["tool_calls"]) - len(extra) + len(missing)
        found = calls(read(case, container, tmp_path))
        assert set(found) == (listed - extra) | missing, case["fixture"]
        assert len(found) == many, case["fixture"]


@pytest.mark.shared
def test_model_calls_of_producers_are_counted_as_another_reader_counts_them(
    shared: Path, tmp_path: Path
):
    for case in cases(shared):
        if case["fixture"] not in TOLD_BY_AGENTS:
            assert LABELS[case["fixture"]].said == case["n_inference"]


@pytest.mark.shared
@pytest.mark.parametrize("container", CONTAINERS)
@pytest.mark.parametrize("fixture", LABELS)
def test_producers_are_read_as_a_person_reads_them(
    shared: Path, container: str, fixture: str, tmp_path: Path
):
    (case,) = (case for case in cases(shared) if case["fixture"] == fixture)
    traces = read(case, container, tmp_path)
    steps = [step for trace in traces for step in trace.steps]
    usages = [step.usage for step in steps if step.kind == "assistant" and step.usage]
    label = LABELS[fixture]
    made = [f"{call.tool}={call.status}" for trace in traces for call in trace.tool_calls]
    assert " ".join(made) == label.calls
    assert sum(step.kind == "assistant" for step in steps) == label.said
    taken = sum(usage.input_tokens or 0 for usage in usages)
    assert (taken, sum(usage.output_tokens or 0 for usage in usages)) == label.tokens
    assert tuple(step.to for step in steps if step.kind == "handoff") == label.handoffs
    answer = traces[-1].final_answer
    assert answer is None if label.answer is None else (answer or "").startswith(label.answer)
