"""Sessions of Claude Code: what forks, repeats and nests in them is read as it happened."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tracegrade.formats import load
from tracegrade.model import Trace

PROMPT = "Refund order A-1001."


class Session:
    """Lines of a session, each following the last unless told otherwise."""

    def __init__(self, **common: Any) -> None:
        self.lines: list[dict[str, Any]] = []
        self._common = {"sessionId": "s-1", "isSidechain": False, "version": "2.1.0", **common}

    def add(self, kind: str, above: str | None = "last", **more: Any) -> str:
        uuid = more.pop("uuid", f"u{len(self.lines)}")
        known = [line["uuid"] for line in self.lines if "uuid" in line]
        if above == "last":
            above = known[-1] if known else None
        second = len(self.lines)
        time = f"2026-11-01T09:{second // 60:02d}:{second % 60:02d}.000Z"
        head = {"type": kind, "uuid": uuid, "parentUuid": above, "timestamp": time}
        self.lines.append({**head, **self._common, **more})
        return uuid

    def user(self, content: Any, **more: Any) -> str:
        return self.add("user", message={"role": "user", "content": content}, **more)

    def model(self, *blocks: Any, message_id: str | None = None, **more: Any) -> str:
        content = [{"type": "text", "text": one} if isinstance(one, str) else one for one in blocks]
        message: dict[str, Any] = {"role": "assistant", "content": content, "model": "claude-x"}
        message |= {"id": message_id or f"m{len(self.lines)}", **more.pop("message", {})}
        return self.add("assistant", message=message, **more)

    def result(self, call_id: str, text: Any = "done", error: bool = False, **more: Any) -> str:
        block = {"type": "tool_result", "tool_use_id": call_id, "content": text, "is_error": error}
        return self.user([block], **more)

    def write(self, path: Path) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(json.dumps(line) + "\n" for line in self.lines))
        return path

    def read(self, folder: Path) -> Trace:
        (trace,) = load(self.write(folder / "s-1.jsonl"))
        return trace


def use(call_id: str, name: str = "refund", **arguments: Any) -> dict[str, Any]:
    return {"type": "tool_use", "id": call_id, "name": name, "input": arguments}


def kinds(trace: Trace) -> list[str]:
    return [step.kind for step in trace.steps]


def test_one_response_on_several_lines_is_one_step_and_its_usage_counts_once(tmp_path: Path):
    session, usage = Session(), {"usage": {"input_tokens": 10, "output_tokens": 5}}
    session.user(PROMPT)
    first = session.model("I look.", message_id="m", message=usage)
    one = session.model(use("c1", order="A-1"), message_id="m", message=usage)
    two = session.model(use("c2", order="A-2"), message_id="m", message=usage)
    session.result("c1", above=one)
    session.result("c2", above=two)
    session.model("Done.", message={**usage, "stop_reason": "end_turn"})
    trace = session.read(tmp_path)
    assert first != one
    assert kinds(trace) == [
        "user", "assistant", "tool_call", "tool_call", "tool_result", "tool_result", "assistant",
    ]  # fmt: skip
    assert trace.tool_calls[0].parallel_group == trace.tool_calls[1].parallel_group is not None
    assert [call.status for call in trace.tool_calls] == ["ok", "ok"]
    assert (
        sum(step.usage.output_tokens for step in trace.steps if getattr(step, "usage", None)) == 10
    )
    assert trace.completion == "complete"
    assert trace.problems == ()


def test_an_edited_prompt_leaves_a_branch_that_is_kept_as_a_note(tmp_path: Path):
    session = Session()
    session.user(PROMPT)
    answer = session.model("Which one?")
    session.user("A-1001", above=answer)
    session.model(use("c1"), message_id="dead")
    session.result("c1")
    session.user("A-1002", above=answer)
    session.model("Fine.")
    trace = session.read(tmp_path)
    assert kinds(trace) == ["user", "assistant", "note", "user", "assistant"]
    assert [line["uuid"] for line in trace.steps[2].extra["abandoned"]] == ["u2", "u3", "u4"]
    assert trace.metadata is not None
    assert trace.metadata["abandoned"] == {"lines": 3, "calls": 1}
    assert trace.tool_calls == ()


def test_a_denial_is_a_decision_of_the_user_and_the_result_is_denied(tmp_path: Path):
    session = Session()
    session.user(PROMPT)
    session.model(use("c1"), use("c2"), use("c3"))
    session.result("c1", "no", error=True, toolDenialKind="user-rejected")
    session.result("c2", "no", error=True, toolUseResult="User rejected tool use")
    session.result("c3", "no", error=True, toolDenialKind="hook")
    trace = session.read(tmp_path)
    assert [call.status for call in trace.tool_calls] == ["denied"] * 3
    made = [step for step in trace.steps if step.kind == "approval_decision"]
    assert [step.principal for step in made] == ["human:user", "human:user", "policy:hook"]
    assert [step.decisions[0].decision for step in made] == ["deny"] * 3
    assert made[0].decisions[0].item == trace.tool_calls[0].id


@pytest.mark.parametrize(
    ("said", "principal"),
    [
        ("The agent proposed a plan that was rejected by the user. The user", "human:user"),
        ("The user doesn't want to take this action right now. STOP", "human:user"),
        ("Permission for this tool use was denied. The tool use was rejected (", "human:user"),
        ("Permission to use Bash has been denied because", "policy:permissions"),
        ("Permission to use Bash with command rm -r a has been denied.", "policy:permissions"),
        ("Permission for this action has been denied. Reason: it", "policy:permissions"),
        ("Permission denied: /etc/shadow", None),
        ("Permission to use it is what a tool asks for", None),
    ],
)
def test_what_versions_before_the_kind_of_a_denial_say_of_it(
    tmp_path: Path, said: str, principal: str | None
):
    session = Session()
    session.user(PROMPT)
    session.model(use("c1"))
    session.result("c1", said, error=True, toolUseResult=f"Error: {said}")
    trace = session.read(tmp_path)
    made = [step.principal for step in trace.steps if step.kind == "approval_decision"]
    assert made == ([] if principal is None else [principal])
    assert trace.tool_calls[0].status == ("error" if principal is None else "denied")


def test_an_error_text_of_a_tool_is_no_denial(tmp_path: Path):
    session = Session()
    session.user(PROMPT)
    session.model(use("c1"))
    text = "The user doesn't want to proceed with this tool use."
    session.result("c1", text, error=True, toolUseResult="Error: Exit code 1")
    trace = session.read(tmp_path)
    assert trace.tool_calls[0].status == "error"
    assert "approval_decision" not in kinds(trace)


def test_an_edit_of_the_user_is_what_ran(tmp_path: Path):
    session = Session()
    session.user("Change it.")
    session.model(use("c1", "Write", file_path="/a", content="one"))
    report = {"filePath": "/a", "content": "two", "userModified": True}
    session.result("c1", toolUseResult=report)
    trace = session.read(tmp_path)
    (call,) = trace.tool_calls
    assert call.arguments == {"file_path": "/a", "content": "one"}
    assert call.executed_arguments == {"file_path": "/a", "content": "two"}
    (decision,) = [step for step in trace.steps if step.kind == "approval_decision"]
    assert decision.decisions[0].arguments == call.executed_arguments


def test_permission_modes_change_once_each_and_never_show_approvals(tmp_path: Path):
    session = Session()
    session.lines.append(
        {"type": "permission-mode", "permissionMode": "default", "sessionId": "s-1"}
    )
    session.user(PROMPT, permissionMode="default")
    session.user("Go on.", permissionMode="acceptEdits")
    session.user("All.", permissionMode="bypassPermissions")
    trace = session.read(tmp_path)
    changes = [step for step in trace.steps if step.kind == "mode_change"]
    assert [step.mode for step in changes] == ["default", "acceptEdits", "bypassPermissions"]
    assert [each["tool"] for each in changes[2].allows] == ["*"]
    assert {each["tool"] for each in changes[2].revokes} >= {"Edit", "Write"}
    assert "approvals" not in trace.capabilities


def test_what_the_program_says_in_the_users_place_is_no_user_step(tmp_path: Path):
    session = Session()
    session.user(PROMPT)
    session.user("Caveat: ...", isMeta=True)
    session.user("Summary of before.", isCompactSummary=True)
    session.user("<local-command-stdout>ok</local-command-stdout>")
    session.user("A task ended.", origin={"kind": "task-notification"})
    session.user("[Request interrupted by user]")
    trace = session.read(tmp_path)
    assert kinds(trace) == ["user", "note", "note", "note", "note", "note"]
    assert trace.steps[0].principal == "human:user"
    assert trace.steps[1].principal == "environment"
    assert trace.completion == "interrupted"


def test_errors_of_the_api_are_errors_and_synthetic_turns_are_no_model_calls(tmp_path: Path):
    session = Session()
    session.user(PROMPT)
    session.add("system", subtype="api_error", error={"error": {"message": "overloaded"}},
                retryAttempt=1)  # fmt: skip
    session.model("API Error: 529", isApiErrorMessage=True, message={"model": "<synthetic>"})
    session.model("No response requested.", message={"model": "<synthetic>"})
    trace = session.read(tmp_path)
    assert kinds(trace) == ["user", "error", "error", "note"]
    assert trace.steps[1].message == "overloaded"
    assert trace.steps[1].extra["retryAttempt"] == 1
    assert "tokens" not in trace.capabilities


def test_a_compaction_joins_what_was_before_and_after(tmp_path: Path):
    session = Session()
    session.user(PROMPT)
    before = session.model("Working.")
    session.add("system", None, subtype="compact_boundary", content="Conversation compacted",
                logicalParentUuid=before, compactMetadata={"trigger": "auto"})  # fmt: skip
    session.user("Summary.", isCompactSummary=True)
    session.model("Going on.")
    trace = session.read(tmp_path)
    assert kinds(trace) == ["user", "assistant", "note", "note", "assistant"]
    assert trace.steps[2].extra["compactMetadata"] == {"trigger": "auto"}
    assert trace.problems == ()


def test_a_queued_prompt_is_what_the_user_said(tmp_path: Path):
    session = Session()
    session.user(PROMPT)
    session.model(use("c1"))
    session.result("c1")
    session.add("attachment", attachment={"type": "queued_command", "prompt": "Stop after that."})
    session.add("attachment", attachment={"type": "hook_success", "content": "fine"})
    rule = "Bash(git add:*)"
    session.add("attachment", attachment={"type": "command_permissions", "allowedTools": [rule]})
    trace = session.read(tmp_path)
    assert kinds(trace)[-3:] == ["user", "note", "mode_change"]
    assert trace.steps[-1].allows == ({"tool": "Bash", "arguments": {"rule": "git add:*"}},)
    assert trace.steps[-1].principal == "policy:command"


def sub_agent(agent_id: str, prompt: str, **common: Any) -> Session:
    session = Session(isSidechain=True, agentId=agent_id, **common)
    session.user(prompt)
    session.model(use(f"in-{agent_id}", "lookup_order"))
    session.result(f"in-{agent_id}")
    session.model("found")
    return session


def main_session() -> Session:
    session = Session()
    session.user("Look both up.")
    session.model(use("c1", "Task", prompt="first"), use("c2", "Task", prompt="second"))
    session.result("c1", toolUseResult={"agentId": "aa"})
    session.result("c2", toolUseResult={"content": "no id here"})
    session.model("Both are fine.")
    return session


def test_sub_agents_lie_inside_the_calls_that_ran_them(tmp_path: Path):
    main = main_session().write(tmp_path / "s-1.jsonl")
    for agent_id, prompt in (("aa", "anything"), ("bb", "second"), ("cc", "unheard of")):
        path = tmp_path / "s-1" / "subagents" / "deep" / f"agent-{agent_id}.jsonl"
        sub_agent(agent_id, prompt).write(path)
    about = tmp_path / "s-1" / "subagents" / "deep" / "agent-aa.meta.json"
    about.write_text('{"agentType": "Explore"}')
    for given in (tmp_path, main, [path, main]):
        traces = load(given)
        (trace,) = traces
        assert traces.counts.files == 5
        assert [call.tool for call in trace.tool_calls] == [
            "Task", "Task", "lookup_order", "lookup_order", "lookup_order",
        ]  # fmt: skip
        agents = [step.agent for step in trace.steps if step.kind == "user"]
        assert agents == [None, "Explore", "sub-agent", "sub-agent"]
        inside = [step.parent for step in trace.steps if step.text == "found"]
        assert inside[:2] == [call.id for call in trace.tool_calls[:2]]
        assert [problem.code for problem in trace.problems] == ["unlinked-sub-agent"]
        assert trace.final_answer == "Both are fine."
        assert "sub_agents" in trace.capabilities


def test_a_sub_agent_given_alone_is_a_trace(tmp_path: Path):
    path = sub_agent("aa", "look").write(tmp_path / "subagents" / "agent-aa.jsonl")
    (trace,) = load(path)
    assert trace.trace_id == "s-1:aa"
    assert trace.steps[0].principal == "agent:claude-code"
    assert trace.final_answer == "found"


def test_older_sub_agents_beside_or_within_the_session_nest_as_well(tmp_path: Path):
    beside, within = tmp_path / "beside", tmp_path / "within"
    main_session().write(beside / "s-1.jsonl")
    sub_agent("aa", "x").write(beside / "agent-aa.jsonl")
    (trace,) = load(beside)
    assert [call.tool for call in trace.tool_calls] == ["Task", "Task", "lookup_order"]
    assert trace.step(trace.tool_calls[2].parent or "").parent == trace.tool_calls[0].id
    main = main_session()
    for place, line in enumerate(sub_agent("zz", "second").lines, start=3):
        above = line["parentUuid"] and "z" + line["parentUuid"]
        moved = {**line, "uuid": "z" + line["uuid"], "parentUuid": above}
        main.lines.insert(place, {key: moved[key] for key in moved if key != "agentId"})
    (trace,) = load(main.write(within / "s-1.jsonl"))
    assert [call.tool for call in trace.tool_calls] == ["Task", "Task", "lookup_order"]
    assert trace.step(trace.tool_calls[2].parent or "").parent == trace.tool_calls[1].id


def test_one_bad_line_loses_itself_alone(tmp_path: Path):
    session = Session()
    session.user(PROMPT)
    session.model(use("c1"))
    session.result("c1")
    session.model("Done.")
    path = session.write(tmp_path / "s.jsonl")
    lines = path.read_text().splitlines()
    lines[1] = '{"type": "assistant", "sessionId": "s-1", "uuid": "u1", "message": 7}'
    path.write_text("\n".join(lines))
    traces = load(path)
    (trace,) = traces
    assert kinds(trace) == ["user", "tool_result", "assistant"]
    assert {problem.code for problem in traces.problems} == {
        "wrong-type", "orphan-result", "second-root",
    }  # fmt: skip
    assert (traces.counts.records, traces.counts.refused) == (3, 1)


def test_a_file_without_messages_gives_no_trace(tmp_path: Path):
    path = tmp_path / "s.jsonl"
    path.write_text('{"type": "summary", "summary": "x", "leafUuid": "u"}\n')
    traces = load(path)
    assert list(traces) == []
    assert [problem.code for problem in traces.problems] == ["no-steps"]


SHARED = {
    "claude_code_log/test/test_data/representative_messages.jsonl": (1, 13, 2, 2, 0),
    "claude_code_log/test/test_data/session_b.jsonl": (1, 3, 0, 0, 0),
    "claude_code_log/test/test_data/todowrite_examples.jsonl": (1, 14, 3, 3, 0),
    "coding_cli_observed/fixtures/claude/compact-flow.jsonl": (1, 6, 0, 0, 0),
    "coding_cli_observed/fixtures/claude/tool-cycle.jsonl": (1, 5, 1, 1, 0),
    "agentpile_fixtures/claude_code/api_error.jsonl": (1, 3, 0, 0, 0),
    "agentpile_fixtures/claude_code/attachment_beside_result.jsonl": (1, 5, 1, 1, 0),
    "agentpile_fixtures/claude_code/compaction.jsonl": (1, 5, 0, 0, 0),
    "agentpile_fixtures/claude_code/duplicates.jsonl": (1, 7, 2, 1, 0),
    "agentpile_fixtures/claude_code/early_result.jsonl": (1, 4, 1, 1, 0),
    "agentpile_fixtures/claude_code/edit_branch.jsonl": (1, 5, 0, 0, 0),
    "agentpile_fixtures/claude_code/images.jsonl": (1, 4, 1, 1, 0),
    "agentpile_fixtures/claude_code/split_interleaved.jsonl": (1, 6, 2, 2, 0),
    "agentpile_fixtures/claude_code/subagents.jsonl": (1, 25, 5, 5, 0),
    "agentpile_fixtures/claude_code/unknown.jsonl": (1, 2, 0, 0, 0),
    "agentpile_fixtures/claude_code/unpaired.jsonl": (1, 5, 1, 0, 0),
    "agentpile_fixtures/claude_code/subagents": (6, 14, 1, 1, 0),
    "agentpile_fixtures/claude_code": (11, 71, 13, 11, 0),
    "coding_cli_sessions/Resources/Fixtures/stage0/agents/claude/large.jsonl": (1, 12, 1, 1, 1),
    "coding_cli_sessions/Resources/Fixtures/stage0/agents/claude/schema_drift.jsonl": (
        1, 10, 1, 1, 2,
    ),
    "coding_cli_sessions/Resources/Fixtures/stage0/agents/claude/small.jsonl": (1, 71, 1, 1, 3),
    "coding_cli_sessions/Resources/Fixtures/stage0/agents/claude/subagent": (1, 9, 2, 1, 0),
}  # fmt: skip
"""Traces, steps, calls, calls with a result, and approval steps of each shared file or folder."""


@pytest.mark.shared
@pytest.mark.parametrize("name", SHARED)
def test_shared_sessions_have_these_counts(name: str, shared: Path):
    traces = load(shared / "traces" / name)
    found = list(traces)
    approvals = ("approval_request", "approval_decision", "mode_change")
    counted = (
        len(found),
        sum(len(trace) for trace in found),
        sum(len(trace.tool_calls) for trace in found),
        sum(call.result is not None for trace in found for call in trace.tool_calls),
        sum(step.kind in approvals for trace in found for step in trace.steps),
    )
    assert counted == SHARED[name]
    assert traces.counts.refused == 0
