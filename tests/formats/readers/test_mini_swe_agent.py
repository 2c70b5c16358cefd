from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.formats.readers.sessions import kinds, numbers, read_lines, read_one
from tracegrade.model import ApprovalDecision, ApprovalRequest, Assistant

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures" / "traces" / "mini_swe_agent"
FORMAT = "mini-swe-agent-1.1"


def fixture(case: str) -> Any:
    return json.loads((FIXTURES / case / "input.json").read_text())


def run(*messages: dict[str, Any]) -> dict[str, Any]:
    return {"trajectory_format": FORMAT, "messages": list(messages)}


def said(text: str, **extra: Any) -> dict[str, Any]:
    return {"role": "assistant", "content": text, **({"extra": extra} if extra else {})}


def told(text: str, **extra: Any) -> dict[str, Any]:
    return {"role": "user", "content": text, **({"extra": extra} if extra else {})}


@pytest.mark.parametrize(
    ("text", "commands"),
    [
        ("Look.\n```bash\nls -la\n```", ["ls -la"]),
        ("Look.\n```mswea_bash_command\nls\n```\nDone.", ["ls"]),
        ("Look.\n```bash\nls\n```\n```bash\npwd\n```", []),
        ("Like this:\n```python\nprint(1)\n```", []),
        ("No block at all", []),
        ("Open block\n```bash\nls", []),
        ("```bashful\nls\n```", []),
        ("```bash\ncat <<'E'\na\nE\n```", ["cat <<'E'\na\nE"]),
    ],
)
def test_exactly_one_fenced_command_is_a_call(tmp_path: Path, text: str, commands: list[str]):
    trace = read_one(tmp_path, [run(said(text), told("<returncode>0</returncode>\n"))])
    assert [call.arguments["command"] for call in trace.tool_calls] == commands
    assert [call.status for call in trace.tool_calls] == ["ok"] * len(commands)


def test_what_the_harness_parsed_is_believed_over_the_text(tmp_path: Path):
    answer = said("<run>ls</run> not ```bash\npwd\n```", actions=[{"command": "ls"}])
    trace = read_one(tmp_path, [run(answer, told("a.txt", returncode=1))])
    assert [(one.arguments, one.status) for one in trace.tool_calls] == [
        ({"command": "ls"}, "error")
    ]


def test_a_rejected_command_is_denied_by_the_user(tmp_path: Path):
    trace = read_one(tmp_path, [fixture("approval_denied")])
    request = next(step for step in trace.steps if isinstance(step, ApprovalRequest))
    decision = next(step for step in trace.steps if isinstance(step, ApprovalDecision))
    assert [item.call for item in request.items] == [trace.tool_calls[0].id]
    assert (decision.decision, decision.principal) == ("deny", "human:user")
    assert [call.status for call in trace.tool_calls] == ["denied", "ok", "ok"]


def test_text_of_a_tool_cannot_deny_anything(tmp_path: Path):
    text = "Command not executed. The user rejected your command."
    trace = read_one(tmp_path, [run(said("```bash\ncat note\n```"), told(text))])
    assert trace.tool_calls[0].status == "unknown"
    assert "approval_decision" not in kinds(trace)


def test_the_command_that_hands_in_did_run_and_those_behind_it_did_not(tmp_path: Path):
    trace = read_one(tmp_path, [fixture("parallel_calls_cut")])
    assert [call.status for call in trace.tool_calls] == ["ok", "ok", "error"]
    result = trace.tool_calls[1].result
    assert result is not None
    assert result.text == "Order A-1001 is processing.\n"
    assert "not executed" in result.extra["content"]


def test_an_answer_that_could_not_be_parsed_is_read_from_the_complaint(tmp_path: Path):
    called = {"id": "c1", "type": "function", "function": {"name": "python", "arguments": "{}"}}
    message = {"role": "assistant", "content": None, "tool_calls": [called]}
    response = {
        "choices": [{"message": message, "finish_reason": "tool_calls"}],
        "usage": {"prompt_tokens": 7, "completion_tokens": 2},
    }
    complaint = told(
        "Unknown tool 'python'.", interrupt_type="FormatError", response=response, cost=0.5
    )
    trace = read_one(tmp_path, [run(complaint)])
    answer = trace.steps[0]
    assert isinstance(answer, Assistant)
    assert answer.usage is not None
    assert (answer.usage.input_tokens, answer.usage.cost_usd) == (7, 0.5)
    assert [(call.tool, call.status) for call in trace.tool_calls] == [("python", "error")]


def test_a_command_that_the_user_typed_is_no_call_of_the_agent(tmp_path: Path):
    typed = told("User command: \n```bash\nls\n```", actions=[{"command": "ls"}])
    trace = read_one(tmp_path, [run(typed, told("a.txt", returncode=0))])
    assert kinds(trace) == ["user", "tool_result"]
    assert trace.steps[0].principal == "human:user"


def test_times_keep_their_fraction_and_cost_is_counted_once(tmp_path: Path):
    answer = said("```bash\nls\n```", cost=0.25, timestamp=1795428000.125)
    trace = read_one(tmp_path, [run(answer, told("", returncode=0))])
    first = trace.steps[0]
    assert first.at is not None
    assert first.at.microsecond == 125_000
    assert {"cost", "timestamps"} <= trace.capabilities


@pytest.mark.parametrize(
    ("status", "completion"),
    [("Submitted", "complete"), ("LimitsExceeded", "interrupted"), ("", None)],
)
def test_how_the_run_ended(tmp_path: Path, status: str, completion: str | None):
    ended = {"role": "exit", "content": "x", "extra": {"exit_status": status, "submission": "x"}}
    assert read_one(tmp_path, [run(ended)]).completion == completion


@pytest.mark.parametrize(
    ("message", "pointer"),
    [
        (7, "/messages/0"),
        ({"role": "robot"}, "/messages/0/role"),
        ({"role": "user", "content": "", "extra": []}, "/messages/0/extra"),
        ({"role": "assistant", "tool_calls": {}}, "/messages/0/tool_calls"),
        ({"role": "assistant", "tool_calls": [{}]}, "/messages/0"),
    ],
)
def test_what_is_wrong_is_located(tmp_path: Path, message: Any, pointer: str):
    found, problems = read_lines(tmp_path, [run(message)])
    assert (found, [one.pointer for one in problems]) == ([], [pointer])


@pytest.mark.shared
def test_real_lists_of_version_1_are_read(shared: Path):
    folder = shared / "traces" / "mini_swe_agent" / "tests" / "test_data"
    # counted by hand: ten commands, each answered; the last answer is the submission
    found = numbers(folder / "github_issue.traj.json")
    assert (found["calls"], found["paired"], found["problems"]) == (10, 10, 0)
    found = numbers(folder / "local.traj.json")
    assert (found["calls"], found["paired"], found["problems"]) == (2, 2, 0)
