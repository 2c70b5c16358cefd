from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.formats.readers.sessions import kinds, read_lines, read_one
from tracegrade.formats import load
from tracegrade.model import Assistant, Handoff

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures" / "traces" / "magentic"


def fixture(case: str) -> Any:
    return json.loads((FIXTURES / case / "input.json").read_text())


def row(speaker: str, text: str, **more: Any) -> dict[str, Any]:
    return {"role": "user", "name": speaker, "content": text, **more}


def test_a_handoff_is_no_call_and_the_answer_lies_inside_it(tmp_path: Path):
    trace = read_one(tmp_path, [fixture("handoffs")])
    handoff = next(step for step in trace.steps if isinstance(step, Handoff))
    surfer = next(step for step in trace.steps if step.agent == "WebSurfer")
    assert (handoff.to, handoff.agent, surfer.parent) == ("WebSurfer", "Orchestrator", handoff.id)
    assert trace.tool_calls == ()
    assert {"sub_agents", "reasoning"} <= trace.capabilities
    assert not trace.can_show("tool_results")


def test_thoughts_are_reasoning_and_say_nothing(tmp_path: Path):
    trace = read_one(tmp_path, [fixture("oldest")])
    thoughts = [step for step in trace.steps if isinstance(step, Assistant) and step.reasoning]
    assert len(thoughts) == 4
    assert all(step.text is None for step in thoughts)
    assert trace.final_answer is None


@pytest.mark.parametrize(
    ("case", "completion"),
    [("handoffs", "complete"), ("out_of_rounds", "interrupted"), ("oldest", None)],
)
def test_how_the_chat_ended(tmp_path: Path, case: str, completion: str | None):
    assert read_one(tmp_path, [fixture(case)]).completion == completion


def test_labels_point_at_steps(tmp_path: Path):
    trace = read_one(tmp_path, [fixture("labelled")])
    assert trace.metadata is not None
    blamed = trace.step(trace.metadata["mistake_step_id"])
    assert blamed.agent == trace.metadata["mistake_agent"]
    assert trace.outcome is not None
    assert trace.outcome.success is False
    assert (trace.case_id, trace.completion) == ("where-is-a-1001", "complete")


def test_only_code_that_an_executor_answered_is_a_call(tmp_path: Path):
    block = "```python\nprint(1)\n```"
    rows = [row("A", "go"), row("B", block), row("A", "nice"), row("C", block),
            row("box", "exitcode: 0 (execution succeeded)\nCode output: 1")]  # fmt: skip
    trace = read_one(tmp_path, [rows])
    assert [(call.tool, call.agent, call.status) for call in trace.tool_calls] == [
        ("box", "C", "ok")
    ]
    assert kinds(trace) == ["assistant"] * 4 + ["tool_call", "tool_result"]


def test_output_without_code_before_it_is_a_result_without_a_call(tmp_path: Path):
    rows = [row("A", "no code"), row("box", "exitcode: 0 (execution succeeded)\nCode output: 1")]
    trace = read_one(tmp_path, [rows])
    assert kinds(trace) == ["assistant", "tool_result"]
    assert trace.tool_calls == ()


@pytest.mark.parametrize(
    ("rows", "pointer"),
    [([7], "/history/0"), ([{"content": "x"}], "/history/0"), ([{"name": "A"}], "/history/0")],
)
def test_what_is_wrong_is_located(tmp_path: Path, rows: list[Any], pointer: str):
    body = {"history": rows, "mistake_agent": "A"}
    found, problems = read_lines(tmp_path, [body], format="magentic")
    assert (found, [one.pointer for one in problems]) == ([], [pointer])


@pytest.mark.shared
def test_every_row_of_the_real_chats_is_a_step_and_labels_name_their_agent(shared: Path):
    hits = labels = 0
    paths = [*(shared / "traces" / "who_and_when").rglob("*.json"),
             *(shared / "traces" / "agentrx" / "magentic").glob("*.json")]  # fmt: skip
    assert len(paths) == 54
    for path in paths:
        body = json.loads(path.read_text())
        rows = body["history"] if isinstance(body, dict) else body
        (trace,) = load(path)
        assert [f"m{place}" for place in range(len(rows))] == [
            one for one in trace.columns.ids if one[1:].isdigit()
        ]
        if isinstance(body, dict) and trace.metadata is not None:
            labels += 1
            blamed = trace.step(trace.metadata["mistake_step_id"])
            hits += (blamed.agent or "").lower() == body["mistake_agent"].lower()
    assert labels == 37
    assert hits == 34  # counted by hand: three labels name an agent that did not speak there
