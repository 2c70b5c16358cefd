"""What tracegrade wrote and somebody changed: the change counts, and nothing crashes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.formats.test_fuzz import exercise
from tests.formats.writers.test_otlp import STEPS, spans_of
from tests.formats.writers.test_round_trip import converted
from tests.mutants import some_mutants
from tests.traces import native
from tracegrade.formats import load
from tracegrade.model import Trace

Row = dict[str, Any]
KINDS = [
    {"id": "q", "kind": "retrieval", "query": "x", "documents": [{"id": "d", "text": "y"}]},
    {"id": "p", "kind": "approval_request", "calls": ["c"], "parent": "a"},
    {"id": "d", "kind": "approval_decision", "request": "p", "decision": "modify",
     "arguments": {"amount": 50}, "principal": "human:amy"},
    {"id": "e", "kind": "error", "message": "broken", "call": "c"},
    {"id": "n", "kind": "note", "text": "x", "parent": "c"},
    {"id": "o", "kind": "tool_result", "content": [1]},
    {"id": "z", "kind": "user", "text": "bye"},
]  # fmt: skip
TRACE = native(*STEPS, *KINDS, agent="desk", tools=[{"name": "refund"}], outcome={"success": True})


def written(to: str) -> Row:
    return json.loads(converted([TRACE], to)[1][0])


def loaded(tmp_path: Path, *documents: Row) -> list[Trace]:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"".join(json.dumps(one).encode() + b"\n" for one in documents))
    return list(load(path))


def codes(trace: Trace) -> set[str]:
    return {problem.code for problem in trace.problems}


def test_a_message_changed_in_a_trajectory_is_what_is_read(tmp_path: Path):
    document = written("atif")
    document["steps"][0]["message"] = "Refund order A-2."
    (call,) = document["steps"][1]["tool_calls"]
    call["arguments"] = {"amount": 1}
    (trace,) = loaded(tmp_path, document)
    assert trace.steps[0].text == "Refund order A-2."
    assert trace.tool_calls[0].arguments == {"amount": 1}
    assert trace.step("d").kind == "approval_decision"


def test_a_result_changed_in_a_span_is_what_is_read(tmp_path: Path):
    request = written("otlp")
    (tool,) = [span for span in spans_of(request) if span["name"] == "execute_tool refund"]
    for one in tool["attributes"]:
        if one["key"] == "gen_ai.tool.call.result":
            one["value"]["stringValue"] = "refunded"
    tool["status"] = {}
    (trace,) = loaded(tmp_path, request)
    (call,) = trace.tool_calls
    assert call.result is not None
    assert (call.status, call.result.content) == ("ok", "refunded")


def test_a_trajectory_with_a_step_added_is_read_as_any_other(tmp_path: Path):
    document = written("atif")
    document["steps"].append({"step_id": 9, "source": "user", "message": "And order A-3?"})
    (trace,) = loaded(tmp_path, document)
    assert codes(trace) >= {"bad-extension"}
    assert trace.messages[-1].text == "And order A-3?"


def test_spans_that_are_missing_are_missed(tmp_path: Path):
    request = written("otlp")
    spans = spans_of(request)
    spans[:] = [span for span in spans if span["name"] != "retrieval"]
    (trace,) = loaded(tmp_path, request)
    assert "missing-steps" in codes(trace)
    assert len(trace) == len(TRACE) - 1


def test_spans_without_their_root_are_read_as_any_other(tmp_path: Path):
    request = written("otlp")
    del spans_of(request)[0]
    (trace,) = loaded(tmp_path, request)
    assert "bad-extension" in codes(trace)
    assert [call.tool for call in trace.tool_calls] == ["refund"]


def test_a_file_that_holds_every_span_twice_gives_every_step_once(tmp_path: Path):
    request = written("otlp")
    (trace,) = loaded(tmp_path, request, request)
    assert len(trace) == len(TRACE)


@pytest.mark.parametrize("to", ["atif", "otlp"])
@pytest.mark.parametrize(
    "count", [150, pytest.param(2000, marks=pytest.mark.slow)], ids=["short", "long"]
)
def test_no_change_crashes_anything(to: str, count: int, tmp_path: Path):
    for mutant in some_mutants([opened(written(to))], count, to):
        for trace in loaded(tmp_path, closed(mutant)):
            exercise(trace)


def opened(given: Any) -> Any:
    """The same with JSON texts decoded, so that mutants reach into them."""
    if isinstance(given, dict):
        return {key: opened(item) for key, item in given.items()}
    if isinstance(given, list):
        return list(map(opened, given))
    if isinstance(given, str) and given[:1] in ("{", "["):
        return {"text of": opened(json.loads(given))}
    return given


def closed(given: Any) -> Any:
    if isinstance(given, dict):
        if given.keys() == {"text of"}:
            return json.dumps(closed(given["text of"]))
        return {key: closed(item) for key, item in given.items()}
    return list(map(closed, given)) if isinstance(given, list) else given
