"""Rollouts of the Codex CLI: items are the steps, events only add to them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tracegrade.formats import load
from tracegrade.model import Trace

SESSION = {"id": "r-1", "cli_version": "0.146.0", "cwd": "/desk"}


class Rollout:
    """Lines of a rollout on a clock of its own."""

    def __init__(self, **session: Any) -> None:
        self.lines: list[dict[str, Any]] = []
        self.line("session_meta", {**SESSION, **session})

    def line(self, kind: str, payload: dict[str, Any]) -> None:
        second = len(self.lines)
        time = f"2026-11-01T09:{second // 60:02d}:{second % 60:02d}.000Z"
        self.lines.append({"timestamp": time, "type": kind, "payload": payload})

    def item(self, kind: str, **fields: Any) -> None:
        self.line("response_item", {"type": kind, **fields})

    def event(self, kind: str, **fields: Any) -> None:
        self.line("event_msg", {"type": kind, **fields})

    def say(self, role: str, text: str, **fields: Any) -> None:
        kind = "output_text" if role == "assistant" else "input_text"
        self.item("message", role=role, content=[{"type": kind, "text": text}], **fields)

    def call(self, call_id: str, **arguments: Any) -> None:
        text = json.dumps(arguments)
        self.item("function_call", name="shell", call_id=call_id, arguments=text)

    def output(self, call_id: str, output: Any = "done") -> None:
        self.item("function_call_output", call_id=call_id, output=output)

    def read(self, folder: Path) -> Trace:
        path = folder / "rollout.jsonl"
        path.write_text("".join(json.dumps(line) + "\n" for line in self.lines))
        (trace,) = load(path)
        return trace


def kinds(trace: Trace) -> list[str]:
    return [step.kind for step in trace.steps]


def test_events_that_mirror_items_double_nothing(tmp_path: Path):
    rollout = Rollout()
    rollout.say("user", "List the files.")
    rollout.event("user_message", message="List the files.")
    rollout.item("reasoning", summary=[{"type": "summary_text", "text": "ls"}])
    rollout.event("agent_reasoning", text="ls")
    rollout.call("c1", command=["ls"])
    rollout.event("exec_command_end", call_id="c1", command=["ls"], exit_code=2,
                  aggregated_output="no", duration={"secs": 1, "nanos": 500_000_000})  # fmt: skip
    rollout.output("c1", "no")
    rollout.say("assistant", "None.", phase="final_answer")
    rollout.event("agent_message", message="None.")
    trace = rollout.read(tmp_path)
    assert kinds(trace) == ["user", "assistant", "tool_call", "tool_result", "assistant"]
    (call,) = trace.tool_calls
    assert call.status == "error"
    assert call.result is not None
    assert call.result.duration_s == 1.5
    assert call.result.extra["events"][0]["exit_code"] == 2
    assert trace.steps[1].reasoning == "ls"
    assert trace.completion == "complete"
    assert trace.metadata is not None
    assert trace.metadata["mirrored_events"] == {
        "user_message": 1, "agent_reasoning": 1, "agent_message": 1,
    }  # fmt: skip


def test_calls_side_by_side_share_their_model_call(tmp_path: Path):
    rollout = Rollout()
    rollout.call("c1")
    rollout.call("c2")
    rollout.output("c1")
    rollout.output("c2")
    rollout.call("c3")
    rollout.output("c3")
    trace = rollout.read(tmp_path)
    groups = [call.parallel_group for call in trace.tool_calls]
    assert groups[0] == groups[1] is not None
    assert groups[2] is None
    assert all(call.result is not None for call in trace.tool_calls)


def test_usage_counts_once_though_it_is_told_again(tmp_path: Path):
    rollout = Rollout()
    last = {"input_tokens": 100, "cached_input_tokens": 40, "output_tokens": 10,
            "reasoning_output_tokens": 4}  # fmt: skip
    rollout.say("assistant", "One.")
    for total in (110, 110, 220):
        info = {"last_token_usage": last, "total_token_usage": {"total_tokens": total}}
        if total == 220:
            rollout.say("assistant", "Two.")
        rollout.event("token_count", info=info)
    rollout.event("token_count", info=None)
    trace = rollout.read(tmp_path)
    usages = [step.usage for step in trace.steps]
    assert [(one.input_tokens, one.cached_input_tokens, one.output_tokens) for one in usages] == [
        (100, 40, 10), (100, 40, 10),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("output", "status"),
    [
        ('{"output":"x","metadata":{"exit_code":0}}', "ok"),
        ('{"output":"x","metadata":{"exit_code":1}}', "error"),
        ("Exit code: 0\nWall time: 1 seconds\nOutput:\nExit code: 3\n", "ok"),
        ("Exit code: 3\nWall time: 1 seconds\nOutput:\n", "error"),
        ("Wall time: 0.1 seconds\nProcess exited with code 2\nOutput:\n", "error"),
        ("Wall time: 1 seconds\nOutput:\nProcess exited with code 2\n", "unknown"),
        ("exec command rejected by user", "denied"),
        ({"content": "x", "success": False}, "error"),
        ([{"type": "input_text", "text": "x"}], "unknown"),
        ("Error: looks bad", "unknown"),
    ],
)
def test_the_status_is_what_the_record_says(output: Any, status: str, tmp_path: Path):
    rollout = Rollout()
    rollout.call("c1")
    rollout.output("c1", output)
    trace = rollout.read(tmp_path)
    assert trace.tool_calls[0].status == status
    assert ("approval_decision" in kinds(trace)) == (status == "denied")


def test_a_request_names_its_call_and_a_refusal_answers_it(tmp_path: Path):
    rollout = Rollout()
    rollout.event("exec_approval_request", call_id="c1", command=["rm", "-rf", "/x"], cwd="/desk")
    rollout.call("c1", command=["rm", "-rf", "/x"])
    rollout.event("exec_command_end", call_id="c1", exit_code=-1, status="declined")
    rollout.output("c1", "exec command rejected by user")
    trace = rollout.read(tmp_path)
    assert kinds(trace) == [
        "approval_request", "assistant", "tool_call", "approval_decision", "tool_result",
    ]  # fmt: skip
    request, decision = trace.steps[0], trace.steps[3]
    assert request.items[0].call == trace.tool_calls[0].id
    assert (decision.request, decision.decision) == (request.id, "deny")
    assert decision.principal == "human:user"
    assert trace.tool_calls[0].status == "denied"
    assert "approvals" not in trace.capabilities


@pytest.mark.parametrize(
    ("status", "decision", "ended"),
    [
        ("approved", "approve", "ok"),
        ("denied", "deny", "denied"),
        ("timed_out", "expired", "denied"),
    ],
)
def test_the_automatic_reviewer_asks_and_decides(
    status: str, decision: str, ended: str, tmp_path: Path
):
    rollout = Rollout()
    rollout.call("c1", cmd="curl x")
    action = {"type": "command", "command": "curl x"}
    for stage in ("in_progress", status):
        rollout.event("guardian_assessment", id="g1", target_item_id="c1", status=stage,
                      rationale="why", action=action)  # fmt: skip
    rollout.output("c1", {"content": "x", "success": True} if ended == "ok" else "rejected")
    trace = rollout.read(tmp_path)
    made = [step for step in trace.steps if step.kind.startswith("approval")]
    assert [step.kind for step in made] == ["approval_request", "approval_decision"]
    assert made[0].items[0].call == trace.tool_calls[0].id
    assert (made[1].decision, made[1].principal) == (decision, "agent:guardian")
    assert trace.tool_calls[0].status == ended


def test_policy_and_sandbox_are_modes(tmp_path: Path):
    rollout = Rollout()
    for policy, sandbox in (
        ("never", "danger-full-access"),
        ("never", "danger-full-access"),
        ("on-request", "workspace-write"),
        ({"granular": {}}, "read-only"),
    ):
        rollout.line("turn_context", {"approval_policy": policy, "model": "m-1",
                                      "sandbox_policy": {"type": sandbox}})  # fmt: skip
    rollout.say("assistant", "Hi.")
    trace = rollout.read(tmp_path)
    changes = [step for step in trace.steps if step.kind == "mode_change"]
    assert [step.mode for step in changes] == [
        "never in danger-full-access", "on-request in workspace-write", "granular in read-only",
    ]  # fmt: skip
    assert changes[0].allows == ({"tool": "*"},)
    assert changes[1].allows == ({"tool": "*", "arguments": {"sandbox": "workspace-write"}},)
    assert changes[2].allows == ()
    assert trace.model == trace.steps[-1].model == "m-1"


def test_calls_that_only_events_tell_of_are_calls(tmp_path: Path):
    rollout = Rollout()
    rollout.item("custom_tool_call", name="exec", call_id="c1", input="await tools.refund()")
    invocation = {"server": "desk", "tool": "refund", "arguments": {"amount": 5}}
    told: Any = {"Ok": {"content": [], "isError": False}}
    rollout.event("mcp_tool_call_end", call_id="inner", invocation=invocation, result=told)
    rollout.event("exec_command_end", call_id="own", source="user_shell", command=["ls"])
    rollout.item("custom_tool_call_output", call_id="c1", output="done")
    trace = rollout.read(tmp_path)
    assert [call.tool for call in trace.tool_calls] == ["exec", "mcp__desk__refund"]
    assert [call.status for call in trace.tool_calls] == ["unknown", "ok"]
    assert trace.tool_calls[0].arguments == {"input": "await tools.refund()"}
    assert kinds(trace).count("note") == 1


def test_a_search_and_its_results_are_one_call(tmp_path: Path):
    rollout = Rollout()
    action = {"type": "search", "query": "refunds"}
    rollout.item("web_search_call", id="ws", status="completed", action=action)
    rollout.event("web_search_end", call_id="other", action=action, results=[{"url": "u"}])
    rollout.item("web_search_call", id="ws2", status="completed", action={"query": "x"})
    trace = rollout.read(tmp_path)
    assert [call.status for call in trace.tool_calls] == ["ok", "ok"]
    assert trace.tool_calls[0].result is not None
    assert trace.tool_calls[0].result.content == [{"url": "u"}]


def test_an_aborted_turn_ends_the_trace_interrupted(tmp_path: Path):
    rollout = Rollout()
    rollout.say("user", "Go.")
    rollout.call("c1", command=["sleep"])
    rollout.event("exec_command_end", call_id="c1", exit_code=-1, status="failed",
                  aggregated_output="aborted")  # fmt: skip
    rollout.event("turn_aborted", reason="interrupted")
    trace = rollout.read(tmp_path)
    assert trace.completion == "interrupted"
    assert trace.tool_calls[0].status == "error"


def test_a_compaction_repeats_no_history(tmp_path: Path):
    rollout = Rollout()
    rollout.say("user", "Go.")
    history = [{"type": "message", "role": "user", "content": "Go."}]
    rollout.line("compacted", {"message": "We went.", "replacement_history": history})
    rollout.event("context_compacted")
    rollout.say("user", "<environment_context>x</environment_context>")
    rollout.event("error", message="stream broke")
    rollout.event("collab_agent_spawn_end", call_id="c9", new_agent_role="worker", prompt="Do it.")
    trace = rollout.read(tmp_path)
    assert kinds(trace) == ["user", "note", "note", "error", "handoff"]
    assert trace.steps[1].text == "We went."
    assert trace.steps[4].to == "worker"


def test_instructions_and_declared_tools_come_from_the_head(tmp_path: Path):
    tool = {"type": "function", "name": "refund", "inputSchema": {"type": "object"}}
    space = {"type": "namespace", "name": "desk__", "tools": [tool]}
    rollout = Rollout(base_instructions={"text": "Be brief."}, dynamic_tools=[space])
    rollout.say("assistant", "Hi.")
    trace = rollout.read(tmp_path)
    assert (trace.trace_id, trace.steps[0].kind) == ("r-1", "system")
    assert [(each.name, each.server) for each in trace.tools] == [("desk__refund", "desk__")]


def test_a_bad_line_loses_itself_alone(tmp_path: Path):
    rollout = Rollout()
    rollout.say("user", "Go.")
    rollout.say("assistant", "Gone.")
    bad = [{"type": "response_item", "payload": {"role": "user"}}, {"other": 1}, 7]
    lines = [json.dumps(line) for line in [*rollout.lines, *bad]]
    path = tmp_path / "rollout.jsonl"
    path.write_text("\n".join(lines))
    traces = load(path)
    (trace,) = traces
    assert kinds(trace) == ["user", "assistant"]
    assert (traces.counts.records, traces.counts.refused) == (3, 3)


STAGE = "coding_cli_sessions/Resources/Fixtures/stage0/agents/codex"
SHARED = {
    "coding_cli_observed/fixtures/codex/tool-cycle.jsonl": (5, 1, 1, 0),
    "coding_cli_observed/fixtures/codex/approval-flow.jsonl": (6, 1, 1, 1),
    f"{STAGE}/small.jsonl": (66, 10, 9, 8),
    f"{STAGE}/large.jsonl": (18, 1, 1, 1),
    f"{STAGE}/schema_drift.jsonl": (5, 1, 1, 0),
}
"""Steps, calls, calls with a result, and approval steps of each shared file."""


@pytest.mark.shared
@pytest.mark.parametrize("name", SHARED)
def test_shared_rollouts_have_these_counts(name: str, shared: Path):
    traces = load(shared / "traces" / name)
    (trace,) = traces
    approvals = ("approval_request", "approval_decision", "mode_change")
    counted = (
        len(trace),
        len(trace.tool_calls),
        sum(call.result is not None for call in trace.tool_calls),
        sum(step.kind in approvals for step in trace.steps),
    )
    assert counted == SHARED[name]
    assert traces.counts.refused == 0
