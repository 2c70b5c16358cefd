from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.formats.readers.sessions import kinds, numbers, read_lines, read_one
from tracegrade.formats import load
from tracegrade.model import ApprovalDecision, Assistant, Retrieval, StepError, Trace

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures" / "traces" / "openhands"
AT = "2026-11-23T10:00:00Z"
USAGE = {"model": "m", "prompt_tokens": 90, "completion_tokens": 9, "cache_read_tokens": 4,
         "reasoning_tokens": 2, "response_id": "r1"}  # fmt: skip


def fixture(case: str) -> Trace:
    (path,) = (FIXTURES / case).glob("input.*")
    (trace,) = load(path)
    return trace


def told(number: int, source: str = "agent", **held: Any) -> dict[str, Any]:
    return {
        "id": number,
        "timestamp": "2025-01-27T22:44:56",
        "source": source,
        "message": "",
        **held,
    }


def act(number: int, action: str, source: str = "agent", **args: Any) -> dict[str, Any]:
    return told(number, source, action=action, args=args)


def event(kind: str, number: int, **held: Any) -> dict[str, Any]:
    return {"kind": kind, "id": f"e{number}", "timestamp": AT, "source": "agent", **held}


def asks(number: int, call_id: str, response: str = "r1", **held: Any) -> dict[str, Any]:
    asked = {"id": call_id, "name": "terminal", "arguments": '{"command": "ls"}'}
    return event(
        "ActionEvent", number, thought=[{"type": "text", "text": "I look."}], tool_call=asked,
        tool_name="terminal", tool_call_id=call_id, llm_response_id=response,
        action={"kind": "TerminalAction", "command": "ls", "timeout": None}, **held,
    )  # fmt: skip


def shows(number: int, call_id: str, **seen: Any) -> dict[str, Any]:
    content = [{"type": "text", "text": "a.txt"}]
    return event(
        "ObservationEvent", number, tool_name="terminal", tool_call_id=call_id, action_id="e0",
        observation={"kind": "TerminalObservation", "content": content, **seen},
    )  # fmt: skip


def test_calls_of_one_response_are_parallel_and_its_usage_is_counted_once():
    for case in ("parallel_calls", "parallel_calls_v0"):
        trace = fixture(case)
        groups = {call.parallel_group for call in trace.tool_calls}
        assert len(trace.tool_calls) == 2
        assert len(groups) == 1
        assert None not in groups
        assert kinds(trace).count("assistant") == 2
    usages = [one.usage for one in fixture("parallel_calls_v0").steps if isinstance(one, Assistant)]
    assert [one.input_tokens if one else None for one in usages] == [56, None]


@pytest.mark.parametrize(
    ("case", "decision"),
    [
        ("approval_granted_v0", "approve"),
        ("approval_denied_v0", "deny"),
        ("approval_denied", "deny"),
    ],
)
def test_an_action_that_waited_for_the_user_is_one_call_with_its_decision(case: str, decision: str):
    trace = fixture(case)
    made = [step for step in trace.steps if isinstance(step, ApprovalDecision)]
    assert [(one.decision, one.principal) for one in made] == [(decision, "human:user")]
    assert [call.tool for call in trace.tool_calls] == ["lookup_order", "refund"]
    assert trace.tool_calls[1].status == ("ok" if decision == "approve" else "denied")


def test_the_default_confirmed_of_an_action_is_no_approval(tmp_path: Path):
    rows = [act(0, "run", command="ls", confirmation_state="confirmed")]
    trace = read_one(tmp_path, rows)
    assert kinds(trace) == ["assistant", "tool_call"]
    assert not trace.can_show("approvals")


def test_an_action_that_still_waits_leaves_its_call_pending(tmp_path: Path):
    trace = read_one(
        tmp_path, [act(0, "run", command="ls", confirmation_state="awaiting_confirmation")]
    )
    assert trace.tool_calls[0].status == "pending"
    assert trace.completion == "pending"


def test_a_hook_that_blocks_is_a_policy_and_no_person(tmp_path: Path):
    refused = event("UserRejectObservation", 1, tool_name="terminal", tool_call_id="c1",
                    action_id="e0", rejection_reason="no", rejection_source="hook")  # fmt: skip
    trace = read_one(tmp_path, [asks(0, "c1"), refused])
    decision = next(step for step in trace.steps if isinstance(step, ApprovalDecision))
    assert decision.principal == "policy:hook"
    assert trace.tool_calls[0].status == "denied"


def test_a_call_that_ran_after_the_user_was_asked_was_let_through(tmp_path: Path):
    waits = event("ConversationStateUpdateEvent", 1, key="execution_status",
                  value="waiting_for_confirmation")  # fmt: skip
    trace = read_one(tmp_path, [asks(0, "c1"), waits, shows(2, "c1")])
    assert kinds(trace)[2:] == ["approval_request", "approval_decision", "tool_result"]
    trace = read_one(tmp_path, [asks(0, "c1"), waits])
    assert (trace.completion, trace.tool_calls[0].status) == ("pending", "pending")


def test_a_sub_agent_works_inside_the_call_that_asked_it():
    trace = fixture("delegation")
    outer, browse, *_ = trace.tool_calls
    assert outer.tool == "delegate"
    inner = trace.step(browse.parent or "")
    assert (inner.parent, inner.agent) == (outer.id, "BrowsingAgent")
    assert (outer.status, browse.status) == ("ok", "error")
    assert trace.can_show("sub_agents")
    assert trace.final_answer == "I could not find it."
    final = next(step for step in trace.steps if isinstance(step, Assistant) and step.final)
    assert final.extra["thought"] == "I am done."
    assert any(
        isinstance(step, Retrieval) and step.documents[0].id == "shop" for step in trace.steps
    )


@pytest.mark.parametrize(
    ("extras", "status"),
    [
        ({"metadata": {"exit_code": 0}}, "ok"),
        ({"metadata": {"exit_code": 2}}, "error"),
        ({"metadata": {"exit_code": -1}}, "unknown"),
        ({"exit_code": 1}, "error"),
        ({}, "error"),
    ],
)
def test_exit_codes_say_how_a_command_ended(tmp_path: Path, extras: dict[str, Any], status: str):
    seen = told(1, cause=0, observation="run", content="", extras=extras, success=False)
    trace = read_one(tmp_path, [act(0, "run", command="ls"), seen])
    assert trace.tool_calls[0].status == status
    assert trace.tool_calls[0].result is not None
    assert trace.tool_calls[0].result.duration_s == 0
    assert not trace.can_show("timestamps")
    assert trace.tool_calls[0].extra["timestamp"] == "2025-01-27T22:44:56"


def test_what_the_user_ran_is_no_call_of_the_agent(tmp_path: Path):
    seen = told(1, "user", cause=0, observation="run", content="a.txt", extras={})
    trace = read_one(tmp_path, [act(0, "run", "user", command="ls"), seen])
    assert kinds(trace) == ["user", "tool_result"]
    assert trace.steps[0].text == "ls"


def test_an_error_without_a_call_is_a_step_and_the_last_state_says_how_it_ended(tmp_path: Path):
    rows = [
        told(0, "environment", observation="error", content="no budget left", extras={}),
        told(1, "environment", observation="agent_state_changed", content="",
             extras={"agent_state": "error", "reason": "stuck"}),
    ]  # fmt: skip
    trace = read_one(tmp_path, rows)
    errors = [step.message for step in trace.steps if isinstance(step, StepError)]
    assert errors == ["no budget left", "stuck"]
    assert trace.completion == "interrupted"


def test_costs_are_what_each_model_call_added(tmp_path: Path):
    rows = [act(0, "message", content="a"), act(1, "message", content="b")]
    for row, total in zip(rows, (0.25, 0.75), strict=True):
        row["llm_metrics"] = {"accumulated_cost": total, "token_usages": []}
    trace = read_one(tmp_path, rows)
    usages = [step.usage for step in trace.steps if isinstance(step, Assistant)]
    assert [usage.cost_usd if usage else None for usage in usages] == [0.25, 0.5]


def test_evaluation_and_resolver_say_how_it_ended():
    evaluated, resolved = fixture("evaluation"), fixture("resolver")
    assert evaluated.case_id == "where-is-a-1001"
    assert resolved.case_id == "desk/shop#7"
    for trace in (evaluated, resolved):
        assert trace.outcome is not None
        assert trace.outcome.success is True
    answer = next(step for step in evaluated.steps if isinstance(step, Assistant))
    assert answer.usage is not None
    assert (answer.usage.input_tokens, answer.usage.cached_input_tokens) == (50, 3)


def test_the_exact_arguments_that_ran_are_kept_where_they_differ(tmp_path: Path):
    edited = asks(0, "c1")
    edited["action"]["command"] = "ls -la"
    trace = read_one(tmp_path, [edited, shows(1, "c1", exit_code=2)])
    assert trace.tool_calls[0].extra["action"]["command"] == "ls -la"
    assert trace.tool_calls[0].status == "error"
    trace = read_one(tmp_path, [asks(0, "c1"), shows(1, "c1", is_error=False)])
    assert trace.tool_calls[0].extra == {}


def session(folder: Path, events: list[dict[str, Any]], state: dict[str, Any]) -> Path:
    place = folder / "conversation" / "events"
    place.mkdir(parents=True)
    for number, row in enumerate(events):
        name = f"event-{number:05d}-00000000-0000-4000-8000-{number:012d}.json"
        (place / name).write_text(json.dumps(row))
    (folder / "conversation" / "base_state.json").write_text(json.dumps(state))
    return folder


def test_a_session_folder_is_one_trace_with_the_tokens_of_its_state(tmp_path: Path):
    metrics = {"model_name": "m", "accumulated_cost": 0.5, "token_usages": [USAGE],
               "response_latencies": [{"model": "m", "latency": 1.5, "response_id": "r1"}]}  # fmt: skip
    state = {"id": "conv-1", "execution_status": "finished", "confirmation_policy": {},
             "stats": {"usage_to_metrics": {"agent": metrics}}}  # fmt: skip
    traces = load(session(tmp_path, [asks(0, "c1"), shows(1, "c1")], state))
    (trace,) = traces
    assert traces.problems == []
    assert (trace.trace_id, trace.model, trace.completion) == ("conv-1", "m", "complete")
    answer = trace.steps[0]
    assert isinstance(answer, Assistant)
    assert answer.usage is not None
    assert (answer.usage.input_tokens, answer.usage.reasoning_tokens) == (90, 2)
    assert answer.duration_s == 1.5


def test_a_state_alone_is_refused(tmp_path: Path):
    path = tmp_path / "base_state.json"
    path.write_text(
        json.dumps({"execution_status": "finished", "confirmation_policy": {}, "stats": {}})
    )
    traces = load(path)
    assert list(traces) == []
    assert [one.code for one in traces.problems] == ["unknown-format"]


def test_a_branch_that_was_left_is_no_part_of_the_conversation(tmp_path: Path):
    rows = [asks(0, "c1"), shows(1, "c1"), asks(2, "c2", "r2"), asks(3, "c3", "r3")]
    for row, parent in zip(rows, (None, "e0", "e1", "e1"), strict=True):
        row["parent_id"] = parent
    trace = read_one(tmp_path, rows)
    assert [call.call_id for call in trace.tool_calls] == ["c1", "c3"]
    assert [step.extra.get("left_branch") for step in trace.steps if step.kind == "note"] == [True]


def test_a_call_of_an_agent_behind_this_one_is_read_once(tmp_path: Path):
    rows = [
        event("ACPToolCallEvent", 0, tool_call_id="t1", title="ls", tool_kind="execute", status="pending",
              raw_input={"command": "ls"}),
        event("ACPToolCallEvent", 1, tool_call_id="t1", title="ls", tool_kind="execute", status="failed",
              raw_output="no", is_error=True),
    ]  # fmt: skip
    trace = read_one(tmp_path, rows)
    assert [(call.tool, call.status) for call in trace.tool_calls] == [("execute", "error")]


def test_a_bad_event_costs_only_itself(tmp_path: Path):
    rows = [asks(0, "c1"), {**event("ObservationEvent", 1), "observation": 7}, shows(2, "c1")]
    (trace,), problems = read_lines(tmp_path, rows)
    assert [(one.code, one.line, one.pointer) for one in problems] == [
        ("wrong-type", 2, "/observation")
    ]
    assert trace.tool_calls[0].status == "ok"


@pytest.mark.shared
def test_real_event_lists_are_read(shared: Path):
    folder = shared / "traces" / "openhands" / "tests" / "runtime" / "trajs"
    # counted by hand; a `finish` has no observation
    expected = {"basic": (2, 1), "basic_gui_mode": (4, 4), "basic_interactions": (1, 0),
                "wrong_initial_state": (4, 3)}  # fmt: skip
    for name, (calls, paired) in expected.items():
        found = numbers(folder / f"{name}.json")
        assert (found["calls"], found["paired"], found["problems"]) == (calls, paired, 0), name
