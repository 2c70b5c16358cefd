from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.formats.readers.sessions import kinds, read_one
from tracegrade.formats import load
from tracegrade.model import Assistant, StepError

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures" / "traces" / "tau2"


def fixture(case: str) -> Any:
    return json.loads((FIXTURES / case / "input.json").read_text())


def test_the_users_own_tools_are_no_calls_of_the_agent(tmp_path: Path):
    trace = read_one(tmp_path, [fixture("user_tools")])
    assert [call.tool for call in trace.tool_calls] == ["lookup_order"]
    asked, told = trace.steps[2], trace.steps[3]
    assert (asked.kind, asked.extra["tool_calls"][0]["name"]) == ("user", "check_phone")
    assert (told.kind, told.text, told.extra["requestor"]) == ("note", "no service", "user")


def test_what_the_results_say_of_every_simulation(tmp_path: Path):
    trace = read_one(tmp_path, [fixture("plain_success")])
    assert (trace.model, trace.agent, trace.case_id, trace.trial) == (
        "scripted-1", "llm_agent", "where", 0,
    )  # fmt: skip
    assert [tool.name for tool in trace.tools] == ["lookup_order"]
    assert trace.steps[0].text == "Look things up before you answer."
    assert trace.metadata is not None
    gold = trace.metadata["task"]["evaluation_criteria"]["actions"]
    assert [action["name"] for action in gold] == ["lookup_order"]
    assert trace.metadata["user_model"] == "user-1"


@pytest.mark.parametrize(
    ("reward", "success"), [(1.0, True), (0.9999999, True), (0.5, False), (None, None)]
)
def test_the_reward_is_the_outcome(tmp_path: Path, reward: float | None, success: bool | None):
    body = fixture("simulation")
    body["reward_info"] = (
        None if reward is None else {"reward": reward, "reward_breakdown": {"DB": reward}}
    )
    trace = read_one(tmp_path, [body])
    assert trace.outcome is not None
    assert (trace.outcome.success, trace.outcome.reward) == (success, reward)
    assert trace.outcome.scores == ({} if reward is None else {"DB": reward})


@pytest.mark.parametrize(
    ("reason", "completion"),
    [("user_stop", "complete"), ("agent_stop", "complete"), ("max_steps", "interrupted")],
)
def test_how_the_conversation_ended(tmp_path: Path, reason: str, completion: str):
    trace = read_one(tmp_path, [{**fixture("simulation"), "termination_reason": reason}])
    assert trace.completion == completion


def test_usage_is_the_agents_and_the_greeting_costs_nothing(tmp_path: Path):
    trace = read_one(tmp_path, [fixture("plain_success")])
    usages = [step.usage for step in trace.steps if isinstance(step, Assistant)]
    assert [usage.cost_usd if usage else None for usage in usages] == [None, 0.01, 0.01]
    assert [step.stop_reason for step in trace.steps if isinstance(step, Assistant)][1:] == [
        "tool_calls", "stop",
    ]  # fmt: skip


def test_speech_in_chunks_is_put_together_by_its_utterance(tmp_path: Path):
    trace = read_one(tmp_path, [fixture("voice")])
    said = [(step.kind, step.text) for step in trace.messages]
    assert said[1:] == [
        ("user", "Where is A-1001?"), ("assistant", "Mm-hm."), ("assistant", None),
        ("assistant", "It is processing."),
    ]  # fmt: skip


def test_results_of_several_calls_in_one_message_are_each_paired(tmp_path: Path):
    body = fixture("parallel_calls")
    rows = body["simulations"][0]["messages"]
    results = [row for row in rows if row["role"] == "tool"]
    place = rows.index(results[0])
    rows[place : place + 2] = [{"role": "tool", "tool_messages": results}]
    trace = read_one(tmp_path, [body])
    assert [call.result is not None for call in trace.tool_calls] == [True, True]


def test_simulations_beside_the_results_are_read_with_them(tmp_path: Path):
    whole = fixture("plain_success")
    (one,) = whole.pop("simulations")
    (tmp_path / "simulations").mkdir()
    (tmp_path / "simulations" / f"{one['id']}.json").write_text(json.dumps(one))
    (tmp_path / "results.json").write_text(json.dumps({**whole, "simulation_index": []}))
    traces = load(tmp_path)
    (trace,) = traces
    assert traces.problems == []
    assert (trace.trace_id, trace.model) == (one["id"], "scripted-1")


def test_a_bad_message_costs_only_its_simulation(tmp_path: Path):
    body = fixture("plain_success")
    good = body["simulations"][0]
    bad = {**good, "messages": [{"role": "robot"}]}
    body["simulations"] = [good, bad, 7, good]
    (tmp_path / "results.json").write_text(json.dumps(body, indent=1))
    traces = load(tmp_path / "results.json")
    assert len(list(traces)) == 2
    assert [(one.severity, one.pointer) for one in traces.problems] == [
        ("error", "/simulations/1/messages/0/role"), ("error", "/simulations/2"),
    ]  # fmt: skip


def test_a_run_of_tau_bench_that_broke_off_says_so(tmp_path: Path):
    body = {
        "task_id": 3,
        "trial": 0,
        "reward": 0.0,
        "traj": [],
        "info": {"error": "no budget left"},
    }
    trace = read_one(tmp_path, [body])
    (step,) = trace.steps
    assert isinstance(step, StepError)
    assert (step.message, trace.completion) == ("no budget left", "interrupted")
    assert kinds(trace) == ["error"]
