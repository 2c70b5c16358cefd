"""Every fixture is read as the script that made it says it happened."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tracegrade.formats import all_readers, load
from tracegrade.model import Trace

TRACES = Path(__file__).resolve().parents[2] / "fixtures" / "traces"
EXPECTED = sorted(TRACES.glob("*/*/expected.json"))
BROKEN = sorted(TRACES.glob("*/broken*/about.toml"))
PAUSED = ("approval_granted", "approval_denied", "approval_edited")
"""Runs that OTLP records as two traces, the second beginning after the pause."""
DECIDING = [
    path
    for path in EXPECTED
    if path.parent.parent.name
    in (
        "native",
        "otlp",
        "openai_agents_spans",
        "openai_agents_state",
        "google_adk",
        "vercel_stream",
    )
]


def input_of(folder: Path) -> Path:
    """The input of a case; the test is skipped where what reads it is not installed."""
    (path,) = folder.glob("input.*")
    if path.suffix == ".parquet":
        pytest.importorskip("pyarrow", reason="the extra `arrow` is not installed")
    return path


def read(folder: Path) -> list[Trace]:
    path = input_of(folder)
    traces = load(path)
    found = list(traces)
    assert [problem for problem in traces.problems if problem.severity == "error"] == []
    return found


def name_of(path: Path) -> str:
    return f"{path.parent.parent.name}/{path.parent.name}"


@pytest.mark.parametrize("path", EXPECTED, ids=map(name_of, EXPECTED))
def test_calls_and_answers_are_those_of_the_script(path: Path):
    format_name = path.parent.parent.name
    expected = json.loads(path.read_text())
    (trace,) = read(path.parent)
    assert trace.final_answer == expected["final_answer"]
    calls = [
        as_expected(call, row)
        for call, row in zip(trace.tool_calls, expected["calls"], strict=True)
    ]
    assert calls == expected_rows(expected["calls"], format_name)


def as_expected(call: Any, row: dict[str, Any]) -> dict[str, Any]:
    made = {"tool": call.tool, "arguments": call.arguments, "status": call.status}
    if "executed_arguments" in row:
        made["executed_arguments"] = call.executed_arguments
    return made


def expected_rows(rows: list[dict[str, Any]], format_name: str) -> list[dict[str, Any]]:
    keys = ("tool", "arguments", "status", "executed_arguments")
    made = [{key: row[key] for key in keys if key in row} for row in rows]
    if format_name == "atif":  # the format has no field for errors
        for row in made if not any("noted" in row for row in rows) else ():
            row["status"] = "unknown"
    return made


def test_every_format_has_an_ordinary_case_an_old_one_and_a_broken_one():
    for reader in all_readers():
        cases = {
            folder.name.partition("_parquet")[0] for folder in (TRACES / reader.name).glob("*")
        }
        assert cases >= {"oldest", "broken"}, reader.name
        assert len(cases) > 2, reader.name


@pytest.mark.parametrize("path", DECIDING, ids=map(name_of, DECIDING))
def test_approvals_are_those_of_the_script(path: Path):
    (trace,) = read(path.parent)
    words = {"late": "approve", "pending": None, "none": None}
    rows = [row["decision"] for row in json.loads(path.read_text())["calls"] if "decision" in row]
    decided = [words.get(word, word) for word in rows]
    made = [step.decision for step in trace.steps if step.kind == "approval_decision"]
    assert made == [word for word in decided if word is not None]


@pytest.mark.parametrize("case", PAUSED)
def test_a_run_of_which_only_the_first_half_is_read_waits(case: str, tmp_path: Path):
    request = json.loads((TRACES / "otlp" / case / "input.json").read_text())
    spans = [
        span
        for one in request["resourceSpans"]
        for scope in one["scopeSpans"]
        for span in scope["spans"]
    ]
    first = min(spans, key=lambda span: int(span["startTimeUnixNano"]))["traceId"]
    half = [span for span in spans if span["traceId"] == first]
    path = tmp_path / "half.json"
    path.write_text(json.dumps({"resourceSpans": [{"scopeSpans": [{"spans": half}]}]}))
    (trace,) = load(path)
    assert [call.status for call in trace.tool_calls] == ["ok", "pending"]
    assert [step.kind for step in trace.steps][-1] == "approval_request"
    assert trace.completion == "pending"


@pytest.mark.parametrize("about", BROKEN, ids=map(name_of, BROKEN))
def test_the_bad_line_of_each_broken_file_is_named_and_the_rest_is_read(about: Path):
    traces = load(input_of(about.parent))
    read_all = list(traces)
    refused = [problem for problem in traces.problems if problem.severity == "error"]
    assert len(refused) == 1
    bad_line = tomllib.loads(about.read_text()).get("bad_line")
    if bad_line is not None:
        assert refused[0].line == bad_line
        assert len(read_all) == 3


def test_scattered_spans_give_the_traces_of_the_documents():
    scattered = {trace.trace_id: steps(trace) for trace in read(TRACES / "otlp" / "scattered")}
    for case in ("plain_success", "parallel_calls"):
        (trace,) = read(TRACES / "otlp" / case)
        assert scattered[trace.trace_id] == steps(trace)


def steps(trace: Trace) -> list[Any]:
    return [(step.kind, step.text, step.at, step.agent) for step in trace.steps]


def test_one_run_gives_the_same_calls_in_every_format():
    for case in ("plain_success", "parallel_calls", "retry_after_error"):
        seen = {}
        for path in TRACES.glob(f"*/{case}/expected.json"):
            (trace,) = read(path.parent)
            seen[name_of(path)] = [(call.tool, call.arguments) for call in trace.tool_calls]
        assert len(seen) >= 5
        assert len({json.dumps(calls) for calls in seen.values()}) == 1, seen


def test_messages_of_another_library_are_not_taken_for_chat(tmp_path: Path):
    part = {"type": "text", "text": "hi"}
    path = tmp_path / "ui.json"
    path.write_text(json.dumps([{"id": "m1", "role": "user", "parts": [part]}]))
    (trace,) = load(path)
    assert trace.source is not None
    assert trace.source.format == "vercel_ui"


def test_tools_of_every_agent_in_an_otlp_trace_are_declared(tmp_path: Path):
    def chat(span: str, tool: str) -> dict[str, Any]:
        attributes = {
            "gen_ai.operation.name": "chat",
            "gen_ai.tool.definitions": json.dumps([{"type": "function", "name": tool}]),
        }
        return {
            "traceId": "a" * 32, "spanId": span * 16, "name": "chat", "startTimeUnixNano": "1",
            "attributes": [{"key": key, "value": {"stringValue": value}} for key, value in attributes.items()],
        }  # fmt: skip

    spans = [chat("1", "ask_helper"), chat("2", "search"), chat("3", "ask_helper")]
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"resourceSpans": [{"scopeSpans": [{"spans": spans}]}]}))
    (trace,) = load(path)
    assert [tool.name for tool in trace.tools] == ["ask_helper", "search"]
