from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.formats.readers.sessions import kinds
from tracegrade.formats import load, load_one

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures" / "traces" / "google_adk_evalset"
CALLS = [{"tool": "lookup_order", "arguments": {"order_id": "A-1001"}}]


def write(folder: Path, value: Any) -> Path:
    path = folder / "some.test.json"
    path.write_text(json.dumps(value, indent=1))
    return path


@pytest.mark.parametrize("case", ["plain_success", "oldest"])
def test_what_is_expected_is_the_cases_and_nothing_ran(case: str):
    traces = load(FIXTURES / case / "input.json")
    (trace,) = traces
    assert [problem.code for problem in traces.problems] == ["expectations-only"]
    assert (trace.tool_calls, trace.final_answer, trace.capabilities) == ((), None, frozenset())
    assert kinds(trace) == ["user", "note", "note"]
    assert trace.metadata is not None
    assert trace.metadata["expected_only"] is True
    assert trace.case is not None
    assert trace.case.input == "Where is order A-1001?"
    assert trace.case.expectations["tools"] == ["lookup_order"]
    assert trace.case.expectations["calls"] == CALLS
    assert trace.case.expectations["answer"].startswith("Order A-1001 is processing")


def test_each_case_is_one_of_its_own(tmp_path: Path):
    cases = [{"evalId": named, "conversation": []} for named in ("a", "b")]
    traces = list(load(write(tmp_path, {"evalSetId": "s", "evalCases": cases})))
    assert [trace.case_id for trace in traces] == ["a", "b"]


def test_named_tests_of_the_older_layout_are_cases(tmp_path: Path):
    query = {"query": "hi", "expected_tool_use": [], "reference": "Hello."}
    tests = [{"name": "greets", "data": [query, query], "initial_session": {"state": {"a": 1}}}]
    trace = load_one(write(tmp_path, tests))
    assert trace.case is not None
    assert (trace.case_id, trace.case.input) == ("greets", ["hi", "hi"])
    assert trace.metadata is not None
    assert trace.metadata["initial_session"] == {"state": {"a": 1}}


def test_events_of_an_invocation_hold_its_calls_and_a_transfer_is_expected_as_one(tmp_path: Path):
    parts = [
        {"functionCall": {"name": "transfer_to_agent", "args": {"agent_name": "billing"}}},
        {"functionCall": {"name": "refund", "args": {"amount": 5}}},
    ]
    data = {"invocationEvents": [{"author": "a", "content": {"parts": parts}}]}
    case = {
        "evalId": "c",
        "conversation": [{"userContent": {"parts": [{"text": "hi"}]}, "intermediateData": data}],
    }
    trace = load_one(write(tmp_path, {"evalSetId": "s", "evalCases": [case]}))
    assert trace.case is not None
    assert trace.case.expectations["tools"] == ["refund"]
    assert trace.case.expectations["handoffs"] == ["billing"]


def test_cases_that_are_given_beside_the_traces_take_precedence(tmp_path: Path):
    cases = tmp_path / "cases.jsonl"
    cases.write_text('{"case_id": "plain_success", "owner": "amy"}\n')
    (trace,) = load(FIXTURES / "plain_success" / "input.json", cases=cases)
    assert trace.case is not None
    assert trace.case.owner == "amy"


@pytest.mark.shared
def test_every_expectation_of_the_survey_is_read_or_refused(shared: Path):
    folder = shared / "traces" / "google_adk"
    calls: dict[str, int] = {}
    refused: list[str] = []
    for path in sorted(folder.rglob("*.json")):
        traces = list(load(path))
        names = [trace.source.format for trace in traces if trace.source is not None]
        if names == ["google_adk_evalset"]:
            assert traces[0].case is not None
            calls[path.name] = len(traces[0].case.expectations["calls"])
        elif not traces:
            refused.append(path.name)
    assert calls == {
        "order_query.test.json": 7, "roll_die.test.json": 1, "simple_test2.test.json": 1,
        "dependent_tool_calls.test.json": 2, "eval_data.test.json": 1, "simple_test.test.json": 1,
        "trip_inquiry.test.json": 0,
    }  # fmt: skip
    assert set(refused) == {"test_config.json", "initial.session.json"}
