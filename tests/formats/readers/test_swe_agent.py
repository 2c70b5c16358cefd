from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.formats.readers.sessions import kinds, numbers, read_lines, read_one
from tracegrade.formats import load
from tracegrade.model import Assistant, StepError

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures" / "traces" / "swe_agent"


def fixture(case: str) -> dict[str, Any]:
    return json.loads((FIXTURES / case / "input.json").read_text())


def test_a_text_command_is_a_call_of_bash_and_a_function_call_is_its_own(tmp_path: Path):
    old, new = (
        read_one(tmp_path, [fixture("oldest")]),
        read_one(tmp_path, [fixture("function_calls")]),
    )
    assert [call.tool for call in old.tool_calls] == ["bash", "bash"]
    assert [call.tool for call in new.tool_calls] == ["lookup_order", "submit"]
    assert new.tool_calls[0].extra == {"action": "lookup_order A-1001"}


def test_what_the_model_saw_is_the_result_and_the_state_stands_beside_it(tmp_path: Path):
    body = fixture("function_calls")
    body["trajectory"][0]["observation"] = "a long output that was cut for the model"
    trace = read_one(tmp_path, [body])
    result = trace.tool_calls[0].result
    assert result is not None
    assert (result.text or "").endswith("bash-$")
    assert result.extra["observation"] == "a long output that was cut for the model"
    assert result.extra["state"]["working_dir"] == "/desk"
    assert result.duration_s == 0.25
    assert not trace.can_show("error_status")


def test_rejected_attempts_are_read_once_with_what_the_model_was_told(tmp_path: Path):
    trace = read_one(tmp_path, [fixture("rejected_attempts")])
    assert [call.status for call in trace.tool_calls] == ["error", "unknown", "unknown"]
    errors = [step.message for step in trace.steps if isinstance(step, StepError)]
    assert errors == ["Your last output did not use any tool calls!"]


def test_the_latest_of_equal_attempts_is_the_one_that_the_history_keeps(tmp_path: Path):
    body = fixture("function_calls")
    first = body["trajectory"][0]
    told = [
        {"role": "assistant", "content": first["response"]},
        {"role": "user", "content": "The shell cannot parse that."},
    ]
    body["trajectory"][:1] = [
        {**first, "observation": ""},
        {**first, "query": [*first["query"], *told]},
    ]
    trace = read_one(tmp_path, [body])
    assert [(call.tool, call.status) for call in trace.tool_calls] == [
        ("bash", "error"), ("lookup_order", "unknown"), ("submit", "unknown"),
    ]  # fmt: skip


def test_a_step_that_somebody_mended_by_hand_is_not_read_twice(tmp_path: Path):
    body = fixture("function_calls")
    body["history"][2]["content"] = "I look the order up."
    trace = read_one(tmp_path, [body])
    first = trace.steps[2]
    assert isinstance(first, Assistant)
    assert len(trace.tool_calls) == 2
    assert first.text == "I look the order up."
    assert first.extra["response"] == "I look it up."


def test_a_demonstration_is_no_call_of_this_run(tmp_path: Path):
    trace = read_one(tmp_path, [fixture("demonstration")])
    assert kinds(trace)[1:4] == ["note", "note", "note"]
    assert len(trace.tool_calls) == 2


def test_history_alone_is_read(tmp_path: Path):
    body = {"history": fixture("function_calls")["history"]}
    trace = read_one(tmp_path, [body])
    assert [call.tool for call in trace.tool_calls] == ["lookup_order", "submit"]
    assert all(call.result is not None for call in trace.tool_calls)


def test_thinking_is_reasoning(tmp_path: Path):
    body = fixture("function_calls")
    body["history"][2]["thinking_blocks"] = [{"type": "thinking", "thinking": "Which order?"}]
    trace = read_one(tmp_path, [body])
    assert isinstance(trace.steps[2], Assistant)
    assert trace.steps[2].reasoning == "Which order?"
    assert trace.can_show("reasoning")


@pytest.mark.parametrize(
    ("case", "completion", "status"),
    [("function_calls", "complete", "submitted"), ("autosubmitted", "interrupted", "submitted (exit_cost)")],
)  # fmt: skip
def test_handing_in_is_no_success(tmp_path: Path, case: str, completion: str, status: str):
    trace = read_one(tmp_path, [fixture(case)])
    assert trace.completion == completion
    assert trace.outcome is not None
    assert trace.outcome.success is None
    assert trace.outcome.end_state["exit_status"] == status


def test_a_response_that_is_no_text_is_told_as_text(tmp_path: Path):
    body = fixture("autosubmitted")
    body["trajectory"][-1]["response"] = 1.5
    trace = read_one(tmp_path, [body])
    assert [step.message for step in trace.steps if isinstance(step, StepError)] == ["1.5"]


def test_each_attempt_is_a_trial_and_the_chosen_one_is_not_read_again(tmp_path: Path):
    (first, second), problems = read_lines(tmp_path, [fixture("attempts")])
    assert problems == []
    assert [(one.case_id, one.trial) for one in (first, second)] == [
        ("session:1", 0),
        ("session:1", 1),
    ]
    assert [one.outcome.scores if one.outcome else None for one in (first, second)] == [
        {"review": 0.25}, {"review": 0.75},
    ]  # fmt: skip
    assert second.metadata is not None
    assert second.metadata["run"]["best_attempt_idx"] == 1


@pytest.mark.parametrize(
    ("place", "value", "pointer"),
    [
        (("history", 0, "role"), "robot", "/history/0/role"),
        (("history", 2, "tool_calls"), {}, "/history/2/tool_calls"),
        (("history", 2, "tool_calls", 0), 7, "/history/2/tool_calls/0"),
        (("trajectory", 0), 7, "/trajectory/0"),
        (("trajectory", 0, "action"), 7, "/trajectory/0/action"),
        (("info",), 7, "/info"),
    ],
)
def test_what_is_wrong_is_located(tmp_path: Path, place: tuple[Any, ...], value: Any, pointer: str):
    body = fixture("function_calls")
    parent: Any = body
    for key in place[:-1]:
        parent = parent[key]
    parent[place[-1]] = value
    found, problems = read_lines(tmp_path, [body], format="swe_agent")
    assert (found, [one.pointer for one in problems]) == ([], [pointer])


@pytest.mark.shared
def test_every_real_trajectory_has_a_call_and_a_result_a_step(shared: Path):
    paths = sorted((shared / "traces" / "swe_agent").rglob("*.traj"))
    assert len(paths) == 9
    for path in paths:
        steps = len(json.loads(path.read_text())["trajectory"])
        found = numbers(path)
        assert (found["calls"], found["paired"], found["problems"]) == (steps, steps, 0), path
        (trace,) = load(path)
        assert trace.completion == "complete"
