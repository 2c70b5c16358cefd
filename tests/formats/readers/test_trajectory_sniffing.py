"""Look-alikes of trajectories get the documented answer, and no guess."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tracegrade.formats import load

CHAT = [{"role": "user", "content": "hi"}, {"role": "assistant", "content": "```bash\nls\n```"}]
REFUSED = {
    "predictions of SWE-bench": {"a-1": {"model_name_or_path": "m", "instance_id": "a-1", "model_patch": ""}},
    "a list of predictions": [{"model_name_or_path": "m", "instance_id": "a-1", "model_patch": ""}],
    "a report of resolved instances": {"resolved_ids": ["a-1"], "total_instances": 1},
    "a trajectory without steps": {"trajectory": [], "info": {}},
    "settings of OpenHands": {"agent": "CodeActAgent", "llm_model": "m", "confirmation_mode": False},
    "a report of OpenHands": {"instance_id": "a-1", "test_result": {"report": {"resolved": True}}},
    "events of something else": [{"kind": "click", "id": "1", "source": "mouse", "timestamp": "now"}],
    "an action without arguments": [{"action": "run", "source": "agent"}],
    "labels of AgentRx": [{"trajectory_id": "a", "failures": [], "root_cause": {}}],
    "a label without a chat": {"mistake_agent": "A", "mistake_step": "1", "history": []},
    "rows of an unknown cast": [{"role": "Alice", "content": "hi"}, {"role": "Bob", "content": "hi"}],
    "tasks of tau2": [{"id": "1", "user_scenario": {}, "evaluation_criteria": {"actions": []}}],
    "metrics of tau2": {"avg_reward": 0.5, "pass_hat_ks": {"1": 0.5}},
    "a result of Harbor": {"task_name": "t", "trial_name": "t__1", "verifier_result": {"rewards": {"reward": 1}}},
    "conversations without a trial": [{"conversations": [{"from": "human", "value": "hi"}]}],
    "a log file of CrewAI": [{"timestamp": "2026-11-23 10:00:00", "task_name": "desk", "task": "go",
                             "agent": "Desk", "status": "started"}],
    "events of a bus of somebody else": [{"type": "task_started", "timestamp": "2026-11-23T10:00:00Z"}],
    "a trajectory of points": {"trajectory": [{"x": 1, "y": 2}]},
}  # fmt: skip
OTHERS = {
    "a fenced block in a chat is prose": (
        [{"role": "system", "content": "s"}, *CHAT],
        "openai_chat",
    ),
}


def read(folder: Path, value: Any) -> Any:
    path = folder / "input.json"
    path.write_text(json.dumps(value))
    traces = load(path)
    return list(traces), traces.problems


@pytest.mark.parametrize("value", REFUSED.values(), ids=REFUSED)
def test_what_is_no_trace_is_refused(tmp_path: Path, value: Any):
    found, problems = read(tmp_path, value)
    assert found == []
    assert [one.code for one in problems] == ["unknown-format"]
    assert "--input-format" in problems[0].message


@pytest.mark.parametrize(("value", "name"), OTHERS.values(), ids=OTHERS)
def test_what_belongs_to_another_format_stays_there(tmp_path: Path, value: Any, name: str):
    found, _ = read(tmp_path, value)
    assert [trace.source.format for trace in found] == [name]
