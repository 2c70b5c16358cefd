from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.formats.readers.sessions import kinds, read_lines, read_one
from tracegrade.formats import load
from tracegrade.model import Assistant

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures" / "traces" / "harbor_traces"


def fixture(case: str) -> list[dict[str, Any]]:
    lines = (FIXTURES / case / "input.jsonl").read_text().splitlines()
    return [json.loads(line) for line in lines]


def row(*messages: tuple[str, str], **held: Any) -> dict[str, Any]:
    said = [{"role": role, "content": content} for role, content in messages]
    return {
        "conversations": said,
        "episode": "episode-0",
        "trial_name": "t__1",
        "run_id": "r",
        **held,
    }


def test_every_message_is_read_once(tmp_path: Path):
    rows = fixture("retry_after_error")
    assert len(rows) == 3
    trace = read_one(tmp_path, rows)
    assert kinds(trace).count("assistant") == 3
    assert len(trace.tool_calls) == 2


def test_thoughts_and_calls_are_taken_out_of_the_text(tmp_path: Path):
    trace = read_one(tmp_path, fixture("plain_success"))
    first = next(step for step in trace.steps if isinstance(step, Assistant))
    assert (first.text, first.reasoning) == ("", "Which order?")
    assert trace.final_answer == "Order A-1001 is processing; it was ordered on 2026-10-03."
    assert not trace.can_show("error_status")


@pytest.mark.parametrize(
    "text",
    [
        "<tool_call>\nnot json\n</tool_call>",
        '<tool_call>\n{"arguments": {}}\n</tool_call>',
        'Say <tool_call>\n{"name": "a"}\n</tool_call> and stop.',
        "</tool_call>",
    ],
)
def test_other_blocks_stay_text(tmp_path: Path, text: str):
    trace = read_one(tmp_path, [row(("user", "go"), ("assistant", text))])
    assert trace.tool_calls == ()
    assert trace.final_answer == text


def test_a_rewritten_context_adds_only_what_is_new(tmp_path: Path):
    trace = read_one(tmp_path, fixture("rewritten"))
    assert kinds(trace) == ["user", "assistant", "user", "assistant", "note", "user", "assistant"]
    assert [step.text for step in trace.steps].count("Where is order A-1001?") == 1


def test_one_output_of_several_calls_is_told_once(tmp_path: Path):
    trace = read_one(tmp_path, fixture("parallel_calls"))
    first, second = (call.result for call in trace.tool_calls)
    assert first is not None
    assert second is not None
    assert second.extra == {"shared_with": trace.tool_calls[0].id}


@pytest.mark.parametrize(
    ("result", "reward", "completion"),
    [("1.0", 1.0, None), ("AgentTimeoutError", None, "interrupted"), (None, None, None)],
)
def test_the_result_is_a_reward_or_an_exception(
    tmp_path: Path, result: str | None, reward: float | None, completion: str | None
):
    trace = read_one(tmp_path, [row(("user", "go"), ("assistant", "ok"), result=result)])
    assert (trace.outcome.reward if trace.outcome else None, trace.completion) == (
        reward,
        completion,
    )
    assert ("error" in kinds(trace)) == (completion is not None)


def test_trials_that_follow_each_other_are_traces_of_their_own(tmp_path: Path):
    rows = [row(("user", "go"), trial_name=f"t__{number}") for number in (1, 1, 2)]
    found, problems = read_lines(tmp_path, rows)
    assert ([trace.trace_id for trace in found], problems) == (["t__1", "t__2"], [])


def test_a_bad_row_costs_only_itself(tmp_path: Path):
    rows = [row(("user", "go")), row(("robot", "x")), row(("user", "go"), ("assistant", "ok"))]
    (trace,), problems = read_lines(tmp_path, rows)
    assert [(one.line, one.pointer) for one in problems] == [(2, "/conversations/0/role")]
    assert trace.final_answer == "ok"


@pytest.mark.shared
def test_real_exports_hold_each_message_once(shared: Path):
    paths = sorted((shared / "traces" / "harbor_atif").rglob("*.traces.json"))
    assert len(paths) == 4
    for path in paths:
        rows = json.loads(path.read_text())
        said = {message["content"] for row in rows for message in row["conversations"]}
        (trace,) = load(path)
        assert len([step for step in trace.steps if step.kind != "note"]) == len(said), path
