from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.formats.readers.sessions import kinds, numbers, read_lines, read_one
from tracegrade.model import ApprovalDecision, ApprovalRequest, Assistant, ModeChange

FILES = "coding_cli_sessions/Resources/Fixtures/stage0/agents/copilot"


def event(kind: str, agent: str | None = None, /, **data: Any) -> dict[str, Any]:
    made = {
        "type": kind,
        "data": data,
        "id": "e",
        "timestamp": "2026-03-26T17:50:35Z",
        "parentId": None,
    }
    return made if agent is None else {**made, "agentId": agent}


START = event("session.start", sessionId="s-1", copilotVersion="1.0.77", producer="copilot-agent")


def said(text: str, *requests: dict[str, Any], **more: Any) -> dict[str, Any]:
    return event(
        "assistant.message", content=text, toolRequests=list(requests), outputTokens=12, **more
    )


def request(call_id: str, name: str = "bash", arguments: Any = None) -> dict[str, Any]:
    return {
        "toolCallId": call_id,
        "name": name,
        "arguments": arguments or {"command": "ls"},
        "type": "function",
    }


def start(call_id: str, **more: Any) -> dict[str, Any]:
    return event(
        "tool.execution_start",
        toolCallId=call_id,
        toolName="bash",
        arguments=more.pop("arguments", {"command": "ls"}),
        **more,
    )


def done(call_id: str, success: bool = True, **more: Any) -> dict[str, Any]:
    return event(
        "tool.execution_complete",
        toolCallId=call_id,
        success=success,
        result={"content": "a.txt"},
        **more,
    )


def ask(call_id: str, kind: str = "shell") -> dict[str, Any]:
    wanted = {"kind": kind, "toolCallId": call_id, "fullCommandText": "ls", "intention": "List"}
    return event("permission.requested", requestId=f"r-{call_id}", permissionRequest=wanted)


def decide(call_id: str, kind: str, **more: Any) -> dict[str, Any]:
    return event(
        "permission.completed",
        requestId=f"r-{call_id}",
        toolCallId=call_id,
        result={"kind": kind},
        **more,
    )


def test_a_call_that_is_named_three_times_is_one_call(tmp_path: Path):
    trace = read_one(
        tmp_path,
        [
            START,
            said("", request("c1", arguments='{"command": "ls"}')),
            start("c1"),
            done("c1"),
            said("Done"),
        ],
    )
    assert kinds(trace) == ["assistant", "tool_call", "tool_result", "assistant"]
    (call,) = trace.tool_calls
    assert (call.status, call.arguments, call.executed_arguments) == ("ok", {"command": "ls"}, None)
    assert (trace.trace_id, trace.final_answer) == ("s-1", "Done")


def test_a_call_that_starts_before_its_message_is_still_one_call(tmp_path: Path):
    trace = read_one(
        tmp_path,
        [START, event("assistant.turn_start"), start("c1"), said("", request("c1")), done("c1")],
    )
    assert len(trace.tool_calls) == 1
    assert trace.tool_calls[0].status == "ok"


def test_arguments_that_ran_stand_beside_those_that_were_asked_for(tmp_path: Path):
    trace = read_one(
        tmp_path,
        [START, said("", request("c1")), start("c1", arguments={"command": "ls -l"}), done("c1")],
    )
    assert trace.tool_calls[0].arguments == {"command": "ls"}
    assert trace.tool_calls[0].executed_arguments == {"command": "ls -l"}


def test_calls_of_one_message_are_parallel_and_a_failure_is_an_error(tmp_path: Path):
    rows = [
        START,
        said("", request("c1"), request("c2")),
        start("c1"),
        start("c2"),
        done("c2", success=False),
        done("c1"),
    ]
    trace = read_one(tmp_path, rows)
    assert [(call.status, call.parallel_group) for call in trace.tool_calls] == [
        ("ok", "s0"),
        ("error", "s0"),
    ]


@pytest.mark.parametrize(
    ("kind", "source", "decision", "principal"),
    [
        ("approved", "human_response", "approve", "human:user"),
        ("approved", "rule", "approve", "policy:rule"),
        ("approved", None, "approve", None),
        ("denied-interactively-by-user", None, "deny", "human:user"),
        ("denied-by-rules", None, "deny", "policy:rules"),
        ("denied-no-approval-rule-and-could-not-request-from-user", None, "deny", "policy:no-approval-rule"),
    ],
)  # fmt: skip
def test_a_decision_names_who_decided_where_the_event_says_so(
    tmp_path: Path, kind: str, source: str | None, decision: str, principal: str | None
):
    more = {} if source is None else {"decisionSource": source}
    trace = read_one(
        tmp_path,
        [
            START,
            said("", request("c1")),
            start("c1"),
            ask("c1"),
            decide("c1", kind, **more),
            done("c1", success=decision == "approve"),
        ],
    )
    asked = next(step for step in trace.steps if isinstance(step, ApprovalRequest))
    decided = next(step for step in trace.steps if isinstance(step, ApprovalDecision))
    assert asked.items[0].shown == "ls"
    assert asked.items[0].call == trace.tool_calls[0].id
    assert (decided.request, decided.decision, decided.principal) == (asked.id, decision, principal)
    assert trace.tool_calls[0].status == ("ok" if decision == "approve" else "denied")


@pytest.mark.parametrize(
    ("kind", "scope", "limited"), [("shell", "call", 1), ("custom-tool", "session", 0)]
)
def test_a_session_approval_of_a_command_is_not_one_of_the_shell(
    tmp_path: Path, kind: str, scope: str, limited: int
):
    trace = read_one(
        tmp_path,
        [
            START,
            said("", request("c1")),
            ask("c1", kind),
            decide("c1", "approved-for-session"),
            done("c1"),
        ],
    )
    decided = next(step for step in trace.steps if isinstance(step, ApprovalDecision))
    assert (decided.scope, decided.principal) == (scope, "human:user")
    assert sum(isinstance(step, ModeChange) for step in trace.steps) == limited


def test_an_unanswered_request_leaves_its_call_pending(tmp_path: Path):
    trace = read_one(tmp_path, [START, said("", request("c1")), start("c1"), ask("c1")])
    assert trace.tool_calls[0].status == "pending"


def test_what_a_sub_agent_does_lies_inside_the_call_that_started_it(tmp_path: Path):
    rows = [
        START, said("", request("t1", "task", {"prompt": "Count files"})), event("tool.execution_start", toolCallId="t1", toolName="task"),
        event("subagent.started", toolCallId="t1", agentName="explore"),
        event("user.message", content="Count files"),
        said("", request("c1"), parentToolCallId="t1"), start("c1", parentToolCallId="t1"), done("c1", parentToolCallId="t1"),
        event("assistant.message", "t1", content="Two files.", toolRequests=[]),
        event("subagent.completed", toolCallId="t1", agentName="explore"), done("t1"), said("There are two."),
    ]  # fmt: skip
    trace = read_one(tmp_path, rows)
    task = trace.tool_calls[0]
    inner = [step for step in trace.steps if step.parent == task.id]
    assert [(step.kind, step.agent) for step in inner] == [
        ("note", "explore"), ("user", "explore"), ("assistant", "explore"), ("assistant", "explore"), ("note", "explore"),
    ]  # fmt: skip
    assert inner[1].principal == "agent:copilot"
    assert [call.status for call in trace.tool_calls] == ["ok", "ok"]
    assert trace.final_answer == "There are two."
    assert "sub_agents" in trace.capabilities


def test_output_tokens_count_once_and_sums_of_the_session_not_at_all(tmp_path: Path):
    shutdown = event(
        "session.shutdown",
        shutdownType="routine",
        modelMetrics={"m": {"usage": {"outputTokens": 99}}},
    )
    trace = read_one(
        tmp_path,
        [START, event("assistant.reasoning", content="Hm."), said("Hi", model="m"), shutdown],
    )
    (step,) = trace.steps
    assert isinstance(step, Assistant)
    assert step.usage is not None
    assert (step.usage.output_tokens, step.reasoning, trace.model) == (12, "Hm.", "m")
    assert trace.completion == "complete"


def test_a_bad_event_costs_only_itself(tmp_path: Path):
    rows = [
        START,
        {"type": "tool.execution_start", "id": "x", "data": {"toolName": 3}},
        "{cut",
        said("Hi"),
        done("c9"),
    ]
    (trace,), problems = read_lines(tmp_path, rows)
    assert sorted((one.severity, one.code, one.line) for one in problems) == [
        ("error", "invalid-json", 3), ("error", "wrong-type", 2), ("warning", "orphan-result", 5),
    ]  # fmt: skip
    assert kinds(trace) == ["assistant", "tool_result"]


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "steps", "calls", "paired", "problems"),
    # large and schema_drift were counted by hand; the one orphan of each of the other two is in
    # the file: a result of a call that it never names
    [
        ("large.jsonl", 14, 2, 1, 0), ("schema_drift.jsonl", 8, 1, 1, 1), ("small.jsonl", 27, 4, 3, 1),
        ("subdir_v1/aaaabbbb-1111-2222-3333-ccccddddeeee/events.jsonl", 5, 1, 1, 0),
    ],
)  # fmt: skip
def test_real_logs_are_read_whole(
    shared: Path, name: str, steps: int, calls: int, paired: int, problems: int
):
    assert numbers(shared / "traces" / FILES / name) == {
        "traces": 1, "steps": steps, "calls": calls, "paired": paired, "decisions": 0, "problems": problems,
    }  # fmt: skip
