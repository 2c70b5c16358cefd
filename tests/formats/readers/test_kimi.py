from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.formats.readers.sessions import kinds, numbers, read_lines, read_one
from tracegrade.model import ApprovalDecision, ApprovalRequest, Assistant, ModeChange

META = {"type": "metadata", "protocol_version": "1.4", "created_at": 1785279574895}
USAGE = {"inputOther": 100, "output": 20, "inputCacheRead": 50, "inputCacheCreation": 7}
FILE = "coding_cli_sessions/Resources/Fixtures/stage0/agents/kimi/small.jsonl"


def event(kind: str, **fields: Any) -> dict[str, Any]:
    return {
        "type": "context.append_loop_event",
        "event": {"type": kind, **fields},
        "time": 1785279574896,
    }


def call(call_id: str, tool: str = "refund", **arguments: Any) -> dict[str, Any]:
    return event("tool.call", stepUuid="u", toolCallId=call_id, name=tool, args=arguments)


def result(call_id: str, output: Any = "done", **fields: Any) -> dict[str, Any]:
    return event("tool.result", toolCallId=call_id, result={"output": output, **fields})


def approval(call_id: str, rule: str | None = None, **said: str) -> dict[str, Any]:
    return {
        "type": "permission.record_approval_result", "turnId": 0, "toolCallId": call_id,
        "toolName": "refund", "action": "Refund 50 to A-1", "sessionApprovalRule": rule,
        "result": said, "time": 1785279574900,
    }  # fmt: skip


def said(text: str, origin: str = "user") -> dict[str, Any]:
    message = {
        "role": "user",
        "content": [{"type": "text", "text": text}],
        "origin": {"kind": origin},
    }
    return {"type": "context.append_message", "message": message}


BEGIN = event("step.begin", uuid="u", turnId="0", step=1)
END = event(
    "step.end",
    uuid="u",
    usage=USAGE,
    finishReason="tool_use",
    llmFirstTokenLatencyMs=400,
    llmStreamDurationMs=600,
)


def test_an_approval_stands_behind_its_call_with_what_was_shown(tmp_path: Path):
    rows = [
        META,
        BEGIN,
        approval("c1", decision="approved"),
        call("c1", amount=50),
        result("c1"),
        END,
    ]
    trace = read_one(tmp_path, rows)
    assert kinds(trace) == [
        "assistant",
        "tool_call",
        "approval_request",
        "approval_decision",
        "tool_result",
    ]
    request, decision = trace.steps[2], trace.steps[3]
    assert isinstance(request, ApprovalRequest)
    assert isinstance(decision, ApprovalDecision)
    assert request.items[0].call == trace.steps[1].id
    assert request.items[0].shown == "Refund 50 to A-1"
    assert (decision.decision, decision.scope, decision.principal) == (
        "approve",
        "once",
        "human:user",
    )
    assert {"approvals", "principals", "error_status"} <= trace.capabilities


@pytest.mark.parametrize(
    ("rule", "scope", "limited"),
    [("refund", "session", False), ("refund(A-1)", "call", True), (None, "session", False)],
)
def test_a_session_rule_with_arguments_does_not_allow_the_whole_tool(
    tmp_path: Path, rule: str | None, scope: str, limited: bool
):
    rows = [
        META,
        BEGIN,
        approval("c1", rule, decision="approved", scope="session"),
        call("c1"),
        result("c1"),
        END,
    ]
    trace = read_one(tmp_path, rows)
    decision = next(step for step in trace.steps if isinstance(step, ApprovalDecision))
    assert decision.scope == scope
    modes = [step for step in trace.steps if isinstance(step, ModeChange)]
    assert [mode.allows for mode in modes] == (
        [({"tool": "refund", "arguments": {"rule": rule}},)] if limited else []
    )


@pytest.mark.parametrize("word", ["rejected", "cancelled"])
def test_a_refused_call_is_denied_although_the_tool_answers_with_an_error(
    tmp_path: Path, word: str
):
    rows = [
        META,
        BEGIN,
        approval("c1", decision=word),
        call("c1"),
        result("c1", "refused", isError=True),
        END,
    ]
    trace = read_one(tmp_path, rows)
    assert trace.tool_calls[0].status == "denied"


def test_an_answered_interaction_is_the_same_approval_and_an_open_one_waits(tmp_path: Path):
    def ask(number: str, call_id: str) -> dict[str, Any]:
        shown = {"toolName": "refund", "action": "Refund?"}
        return {
            "type": "interaction.request",
            "id": number,
            "kind": "approval",
            "toolCallId": call_id,
            "request": shown,
        }

    answer = {"type": "interaction.resolved", "id": "i1", "response": {"decision": "approved"}}
    rows = [
        META,
        BEGIN,
        ask("i1", "c1"),
        answer,
        approval("c1", decision="approved"),
        call("c1"),
        result("c1"),
        END,
        BEGIN,
        call("c2"),
        ask("i2", "c2"),
    ]
    trace = read_one(tmp_path, rows)
    assert kinds(trace).count("approval_request") == 2
    assert kinds(trace).count("approval_decision") == 1


def test_usage_is_counted_once_and_cached_tokens_are_input(tmp_path: Path):
    record = {"type": "usage.record", "model": "k2", "usage": USAGE, "usageScope": "turn"}
    part = event("content.part", stepUuid="u", part={"type": "think", "think": "Hm."})
    trace = read_one(tmp_path, [META, BEGIN, part, END, record])
    (model_call,) = trace.steps
    assert isinstance(model_call, Assistant)
    assert model_call.usage is not None
    assert (
        model_call.usage.input_tokens,
        model_call.usage.output_tokens,
        model_call.usage.cached_input_tokens,
    ) == (157, 20, 50)
    assert (model_call.reasoning, model_call.time_to_first_token_s, model_call.duration_s) == (
        "Hm.",
        0.4,
        1.0,
    )
    assert trace.metadata == {"records": {"usage.record": 1}}


def test_a_prompt_and_the_message_of_it_are_one_step(tmp_path: Path):
    prompt = {
        "type": "turn.prompt",
        "input": [{"type": "text", "text": "hi"}],
        "origin": {"kind": "user"},
    }
    trace = read_one(
        tmp_path,
        [
            META,
            prompt,
            said("hi"),
            said("Plan mode is active.", "injection"),
            said("cron says", "cron_job"),
        ],
    )
    assert [(step.kind, step.text, step.principal) for step in trace.steps] == [
        ("user", "hi", "human:user"),
        ("system", "Plan mode is active.", None),
        ("user", "cron says", "environment"),
    ]


def test_an_assistants_message_that_repeats_loop_events_is_not_read_twice(tmp_path: Path):
    part = event("content.part", stepUuid="u", part={"type": "text", "text": "hello"})
    message = {
        "type": "context.append_message",
        "message": {
            "role": "assistant",
            "content": [{"type": "text", "text": "hello"}],
            "toolCalls": [],
        },
    }
    trace = read_one(
        tmp_path, [META, BEGIN, part, event("step.end", uuid="u", finishReason="end_turn"), message]
    )
    assert kinds(trace) == ["assistant"]
    assert (trace.final_answer, trace.completion) == ("hello", "complete")


def test_calls_of_one_step_are_parallel_and_errors_are_errors(tmp_path: Path):
    rows = [
        META,
        BEGIN,
        call("c1"),
        call("c2"),
        result("c2", "no", isError=True),
        result("c1"),
        END,
    ]
    trace = read_one(tmp_path, rows)
    assert [(one.status, one.parallel_group) for one in trace.tool_calls] == [
        ("ok", "s0"),
        ("error", "s0"),
    ]


def test_a_model_call_that_gave_nothing_is_a_note_with_its_attempts(tmp_path: Path):
    request = {"type": "llm.request", "kind": "loop", "model": "k2"}
    trace = read_one(tmp_path, [META, BEGIN, request, request, {"type": "turn.cancel"}])
    assert kinds(trace) == ["note", "note"]
    assert trace.steps[0].extra["requests"] == 2
    assert (trace.model, trace.completion) == ("k2", "interrupted")


def test_modes_say_what_runs_without_asking(tmp_path: Path):
    rows = [
        META,
        {"type": "permission.set_mode", "mode": "yolo"},
        {"type": "permission.set_mode", "mode": "manual"},
    ]
    first, second = read_one(tmp_path, rows).steps
    assert isinstance(first, ModeChange)
    assert isinstance(second, ModeChange)
    assert (first.mode, first.allows, second.allows) == ("yolo", ({"tool": "*"},), ())


def test_a_bad_record_costs_only_itself(tmp_path: Path):
    rows = [
        META,
        BEGIN,
        {"type": "context.append_loop_event", "event": 3},
        call("c1"),
        "{cut",
        result("c1"),
        result("c9"),
    ]
    (trace,), problems = read_lines(tmp_path, rows)
    assert [(one.code, one.line) for one in problems if one.severity == "error"] == [
        ("wrong-type", 3),
        ("invalid-json", 5),
    ]
    assert [one.code for one in problems if one.severity != "error"] == ["orphan-result"]
    assert trace.tool_calls[0].status == "ok"


def test_journals_of_one_session_have_ids_of_their_own(tmp_path: Path):
    for agent in ("main", "agent-0"):
        folder = tmp_path / "session_1" / "agents" / agent
        folder.mkdir(parents=True)
        read_one(folder, [META, said("hi")])
        (folder / "session.jsonl").rename(folder / "wire.jsonl")
    from tracegrade.formats import load

    assert sorted(trace.trace_id for trace in load(tmp_path)) == ["session_1", "session_1:agent-0"]


@pytest.mark.shared
def test_the_real_journal_is_read_to_the_last_record(shared: Path):
    path = shared / "traces" / FILE
    # counted by hand: one prompt of the system, three of the user, two model calls that were
    # cancelled after 7 and 6 requests, one change of mode
    assert numbers(path) == {
        "traces": 1,
        "steps": 9,
        "calls": 0,
        "paired": 0,
        "decisions": 0,
        "problems": 0,
    }


def test_a_problem_names_the_line_that_it_is_about(tmp_path: Path):
    _, problems = read_lines(tmp_path, [META, BEGIN, result("c9")])
    assert [(one.code, one.line) for one in problems] == [("orphan-result", 3)]
