from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.formats.readers.sessions import kinds, read_lines, read_one
from tracegrade.formats import load_one
from tracegrade.model import (
    ApprovalDecision,
    ApprovalRequest,
    Assistant,
    Handoff,
    ToolResult,
    Trace,
)

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures" / "traces" / "openai_agents_state"
BILLING = {"name": "billing"}


def called(
    call_id: str, tool: str = "refund", arguments: str = '{"amount": 250}'
) -> dict[str, Any]:
    raw = {"type": "function_call", "call_id": call_id, "name": tool, "arguments": arguments}
    return {"type": "tool_call_item", "raw_item": raw, "agent": BILLING}


def asked(call_id: str, tool: str = "refund") -> dict[str, Any]:
    return {**called(call_id, tool), "type": "tool_approval_item", "tool_name": tool}


def told(call_id: str, output: Any = "done") -> dict[str, Any]:
    raw = {"type": "function_call_output", "call_id": call_id, "output": str(output)}
    return {"type": "tool_call_output_item", "raw_item": raw, "agent": BILLING, "output": output}


def said(text: str) -> dict[str, Any]:
    content = [{"type": "output_text", "text": text, "annotations": []}]
    raw = {"type": "message", "id": "__fake_id__", "role": "assistant", "content": content}
    return {"type": "message_output_item", "raw_item": raw, "agent": BILLING}


def response(*items: dict[str, Any], **more: Any) -> dict[str, Any]:
    usage = {"input_tokens": 11, "output_tokens": 7, "input_tokens_details": [{"cached_tokens": 4}]}
    return {"usage": usage, "output": [item["raw_item"] for item in items], **more}


def state(items: list[Any], responses: list[Any], **more: Any) -> dict[str, Any]:
    return {
        "$schemaVersion": "1.21", "original_input": "refund A-1", "model_responses": responses,
        "current_agent": BILLING, "context": more.pop("context", {"approvals": {}}),
        "session_items": items, "generated_items": [], "current_step": more.pop("step", None),
        "trace": {"object": "trace", "id": "trace_1", "workflow_name": "refunds"}, **more,
    }  # fmt: skip


def waits_for(*items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "next_step_interruption", "data": {"interruptions": list(items)}}


def approvals(tool: str = "refund", **decision: Any) -> dict[str, Any]:
    record = {"approved": [], "rejected": [], **decision}
    return {"approvals": {}, "function_tool_approvals": [
        {"agent": BILLING, "tool_key": tool, "decision": record}]}  # fmt: skip


def decided(trace: Trace) -> list[tuple[Any, ...]]:
    """What was decided about each request, with the call it is about."""
    requests = {step.id: step for step in trace.steps if isinstance(step, ApprovalRequest)}
    found: list[tuple[Any, ...]] = []
    for step in trace.steps:
        if isinstance(step, ApprovalDecision):
            (item,) = requests[str(step.request)].items
            found.append((item.id, step.decision, step.scope, step.text))
    return found


CALL = called("c1")
WAITING: list[Any] = [CALL, asked("c1")]


def test_a_request_without_decision_waits(tmp_path: Path):
    trace = read_one(tmp_path, [state(WAITING, [response(CALL)], step=waits_for(asked("c1")))])
    assert kinds(trace) == ["user", "assistant", "tool_call", "approval_request"]
    (item,) = next(step for step in trace.steps if isinstance(step, ApprovalRequest)).items
    assert (item.call, item.tool, item.arguments) == ("s2", "refund", {"amount": 250})
    assert (trace.tool_calls[0].status, trace.completion) == ("pending", "pending")
    assert "approvals" in trace.capabilities


@pytest.mark.parametrize(
    ("context", "expected", "status"),
    [
        (approvals(approved=["c1"]), ("c1", "approve", "once", None), "pending"),
        (approvals(rejected=["c1"]), ("c1", "deny", "once", None), "denied"),
        (
            approvals(rejected=["c1"], rejection_messages={"c1": "too much"}),
            ("c1", "deny", "once", "too much"),
            "denied",
        ),
        (approvals(approved=True), ("c1", "approve", "session", None), "pending"),
        (approvals(approved=False, rejected=True), ("c1", "deny", "session", None), "denied"),
        (
            {"approvals": {"refund": {"approved": ["c1"], "rejected": []}}},
            ("c1", "approve", "once", None),
            "pending",
        ),
        (
            {"functionApprovals": [{"agentIdentity": "billing", "approvals": {
                '["bare","refund"]': {"approved": [], "rejected": ["c1"], "messages": {"c1": "no"}}}}]},
            ("c1", "deny", "once", "no"),
            "denied",
        ),
    ],
    ids=["approved", "rejected", "with a reason", "always", "never", "schema 1.0", "JavaScript"],
)  # fmt: skip
def test_a_decision_is_read_wherever_it_stands(
    context: Any, expected: Any, status: str, tmp_path: Path
):
    waiting = state(WAITING, [response(CALL)], step=waits_for(asked("c1")), context=context)
    trace = read_one(tmp_path, [waiting])
    assert decided(trace) == [expected]
    assert trace.tool_calls[0].status == status


def test_decisions_of_another_tool_or_agent_are_not_its_own(tmp_path: Path):
    other = approvals("delete", approved=True)
    other["function_tool_approvals"].append(
        {"agent": {"name": "sales"}, "tool_key": "refund", "decision": {"approved": True}}
    )
    waiting = state(WAITING, [response(CALL)], step=waits_for(asked("c1")), context=other)
    assert decided(read_one(tmp_path, [waiting])) == []


def test_a_refusal_for_good_refuses_later_calls_that_nobody_was_asked_about(tmp_path: Path):
    second, last = called("c2"), said("I could not.")
    items = [*WAITING, told("c1", "no"), second, told("c2", "no"), last]
    responses = [response(CALL), response(second), response(last)]
    context = approvals(approved=False, rejected=True)
    trace = read_one(tmp_path, [state(items, responses, context=context)])
    assert [call.status for call in trace.tool_calls] == ["denied", "denied"]
    assert decided(trace) == [("c1", "deny", "session", None)]
    assert trace.final_answer == "I could not."


def test_an_approval_for_good_wipes_out_those_before_it(tmp_path: Path):
    """Which of several was decided one by one is lost, so the capture cannot show approvals."""
    second = called("c2")
    items = [*WAITING, told("c1"), second, asked("c2"), told("c2")]
    context = approvals(approved=True)
    trace = read_one(tmp_path, [state(items, [response(CALL), response(second)], context=context)])
    assert decided(trace) == [("c2", "approve", "session", None)]
    assert "approvals" not in trace.capabilities


def test_a_decided_call_whose_request_was_dropped_was_asked_about(tmp_path: Path):
    items = [CALL, told("c1")]
    trace = read_one(tmp_path, [state(items, [response(CALL)], context=approvals(approved=["c1"]))])
    assert decided(trace) == [("c1", "approve", "once", None)]
    assert kinds(trace)[-3:] == ["approval_request", "approval_decision", "tool_result"]


def test_items_belong_to_the_model_call_whose_response_holds_them(tmp_path: Path):
    first, second, again = called("c1"), called("c2"), said("Hm.")
    items = [said("Hm."), first, second, told("c2"), told("c1"), again]
    trace = read_one(tmp_path, [state(items, [response(items[0], first, second), response(again)])])
    assert kinds(trace) == ["user", "assistant", "tool_call", "tool_call", "tool_result",
                            "tool_result", "assistant"]  # fmt: skip
    assert {call.parallel_group for call in trace.tool_calls} == {"s1"}
    usages = [step.usage for step in trace.steps if isinstance(step, Assistant)]
    assert [usage and (usage.input_tokens, usage.cached_input_tokens) for usage in usages] == [
        (11, 4),
        (11, 4),
    ]


def test_a_model_call_of_which_no_item_was_kept_is_read_from_its_response(tmp_path: Path):
    first, last = called("c0", "lookup"), said("Done.")
    responses = [response(first), response(CALL), response(last)]
    trace = read_one(tmp_path, [state([CALL, told("c1")], responses)])
    assert [call.tool for call in trace.tool_calls] == ["lookup", "refund"]
    assert trace.final_answer == "Done."


def test_a_handoff_is_no_call_and_leads_where_the_run_went(tmp_path: Path):
    raw = {"type": "function_call", "call_id": "h1", "name": "escalate", "arguments": "{}"}
    over = {"type": "handoff_call_item", "raw_item": raw, "agent": {"name": "triage"}}
    out = {"type": "handoff_output_item", "raw_item": {"type": "function_call_output", "call_id": "h1"},
           "agent": {"name": "triage"}, "target_agent": BILLING}  # fmt: skip
    trace = read_one(tmp_path, [state([over, out, CALL], [response(over), response(CALL)])])
    assert [call.tool for call in trace.tool_calls] == ["refund"]
    assert [step.to for step in trace.steps if isinstance(step, Handoff)] == ["billing"]
    assert trace.agent == "triage"


def test_a_conversation_that_the_run_began_with_is_read(tmp_path: Path):
    before = [
        {"role": "user", "content": "hi"},
        {"type": "function_call", "call_id": "h", "name": "transfer_to_billing", "arguments": "{}"},
        {"type": "function_call_output", "call_id": "h", "output": '{"assistant": "billing"}'},
        {"type": "function_call", "call_id": "c0", "name": "lookup", "arguments": "{}"},
        {"type": "function_call_output", "call_id": "c0", "output": "250"},
        {"role": "user", "content": "refund it"},
    ]
    trace = read_one(tmp_path, [state([CALL], [response(CALL)], original_input=before)])
    assert kinds(trace) == ["user", "assistant", "handoff", "assistant", "tool_call", "tool_result",
                            "user", "assistant", "tool_call"]  # fmt: skip


def test_what_a_tool_returned_is_kept_as_it_was(tmp_path: Path):
    trace = read_one(tmp_path, [state([CALL, told("c1", {"paid": True})], [response(CALL)])])
    result = trace.tool_calls[0].result
    assert isinstance(result, ToolResult)
    assert (result.content, result.extra["told"]) == ({"paid": True}, "{'paid': True}")
    assert result.status == "unknown"  # the state does not record whether a tool failed


def test_a_provider_that_asks_and_runs_the_tool_itself_is_answered(tmp_path: Path):
    raw = {"type": "mcp_approval_request", "id": "r1", "name": "refund", "arguments": '{"amount": 5}',
           "server_label": "shop"}  # fmt: skip
    request = {"type": "mcp_approval_request_item", "raw_item": raw, "agent": BILLING}
    answer = {"type": "mcp_approval_response", "approval_request_id": "r1", "approve": False}
    reply = {"type": "mcp_approval_response_item", "raw_item": answer, "agent": BILLING}
    again = {"type": "tool_approval_item", "raw_item": raw, "agent": BILLING, "tool_name": "refund"}
    trace = read_one(tmp_path, [state([request, again, reply], [response(request)])])
    assert kinds(trace) == ["user", "assistant", "approval_request", "approval_decision"]
    assert decided(trace) == [("r1", "deny", "once", None)]


def test_an_agent_that_waits_inside_a_call_is_read_inside_it():
    trace = load_one(FIXTURES / "delegated" / "input.json")
    outer, lookup, refund = trace.tool_calls
    assert [call.tool for call in trace.tool_calls] == ["ask_desk", "lookup_order", "refund"]
    assert {trace.step(str(call.parent)).parent for call in (lookup, refund)} == {outer.id}
    assert [(step[1], step[2]) for step in decided(trace)] == [("approve", "once")]
    assert [step.to for step in trace.steps if isinstance(step, Handoff)] == ["back office"]
    assert {call.status for call in (outer, refund)} == {"pending"}


def test_a_request_of_an_agent_whose_state_is_not_kept_has_its_call(tmp_path: Path):
    outer = called("c0", "ask_desk", "{}")
    waiting = state([outer], [response(outer)], step=waits_for(asked("c9")),
                    context={"approvals": {"refund": {"approved": ["c9"], "rejected": []}}})  # fmt: skip
    trace = read_one(tmp_path, [waiting])
    assert [(call.tool, call.status) for call in trace.tool_calls] == [
        ("ask_desk", "pending"),
        ("refund", "pending"),
    ]
    assert decided(trace) == [("c9", "approve", "once", None)]


def test_of_states_that_follow_each_other_the_last_is_read():
    trace = load_one(FIXTURES / "followed" / "input.jsonl")
    first = json.loads((FIXTURES / "followed" / "input.jsonl").read_text().splitlines()[0])
    assert trace.trace_id == first["trace"]["id"]  # which the last state no longer knows
    assert trace.metadata is not None
    assert trace.metadata["earlier_states"] == 2
    assert len(trace.tool_calls) == 2


def test_states_of_runs_that_ended_are_all_read(tmp_path: Path):
    """Two trials may say the same to the word."""
    ended = {**state([CALL, told("c1")], [response(CALL)]), "trace": None}
    traces, problems = read_lines(tmp_path, [ended, ended])
    assert [trace.trace_id for trace in traces] == ["session:1", "session:2"]
    assert problems == []


def test_a_line_that_is_no_state_costs_only_itself(tmp_path: Path):
    good = state([CALL], [response(CALL)])
    (trace,), problems = read_lines(tmp_path, [good, {"$schemaVersion": "1.0"}, "{cut"])
    assert trace.trace_id == "trace_1"
    assert sorted((one.code, one.line) for one in problems if one.line) == [
        ("invalid-json", 3),
        ("wrong-type", 2),
    ]


def test_items_of_unknown_types_are_kept(tmp_path: Path):
    trace = read_one(tmp_path, [state([{"type": "dream_item", "raw_item": 3}, 7], [])])
    assert [step.extra["item"] for step in trace.steps[1:]] == [
        {"type": "dream_item", "raw_item": 3},
        7,
    ]
