"""LangGraph's reviews in the shapes that its versions give them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tracegrade.formats import load
from tracegrade.model import ApprovalDecision, ApprovalRequest

if TYPE_CHECKING:
    from pathlib import Path

    from tracegrade.model import Trace

ASKED = {"order_id": "A-1", "amount": 250}
LESS = {"order_id": "A-1", "amount": 50}


def message(kind: str, content: str = "", **more: Any) -> dict[str, Any]:
    return {"type": kind, "data": {"content": content, **more}}


def call(arguments: dict[str, Any]) -> dict[str, Any]:
    return {"name": "refund", "args": arguments, "id": "c1", "type": "tool_call"}


def messages(arguments: dict[str, Any] = ASKED, told: str = "refunded") -> list[dict[str, Any]]:
    return [
        message("human", "Refund A-1."),
        message("ai", tool_calls=[call(arguments)]),
        message("tool", told, tool_call_id="c1", status="success"),
        message("ai", "Done."),
    ]


def read(folder: Path, value: Any) -> Trace:
    path = folder / "state.json"
    path.write_text(json.dumps(value))
    (trace,) = load(path)
    return trace


def decided(trace: Trace) -> list[str | None]:
    return [step.decision for step in trace.steps if isinstance(step, ApprovalDecision)]


REQUEST = {"action": "refund", "args": ASKED}
INTERRUPT = {"value": [{"action_request": REQUEST, "config": {"allow_accept": True}}]}


@pytest.mark.parametrize(
    ("answer", "told", "decision", "executed", "status"),
    [
        ({"type": "accept", "args": None}, "refunded", "approve", None, "ok"),
        (
            {"type": "edit", "args": {"action": "refund", "args": LESS}},
            "refunded",
            "modify",
            LESS,
            "ok",
        ),
        ({"type": "response", "args": "too much"}, "too much", "deny", None, "denied"),
        ({"type": "ignore", "args": None}, "Skipped by the reviewer", "cancel", None, "denied"),
        ({"type": "response", "args": "too much"}, "refunded", "deny", None, "ok"),
    ],
    ids=["accept", "edit", "response", "ignore", "ran all the same"],
)
def test_reviews_of_the_first_agent_inbox(
    tmp_path: Path, answer: Any, told: str, decision: str, executed: Any, status: str
):
    state = {"interrupts": [INTERRUPT], "resume": [answer], "messages": messages(told=told)}
    trace = read(tmp_path, state)
    (made,) = trace.tool_calls
    assert decided(trace) == [decision]
    assert (made.arguments, made.executed_arguments, made.status) == (ASKED, executed, status)


def test_a_review_that_nobody_answered_leaves_its_call_pending(tmp_path: Path):
    state = {"interrupts": [INTERRUPT], "messages": messages()[:2]}
    trace = read(tmp_path, state)
    assert trace.completion == "pending"
    assert [step.kind for step in trace.steps][-1] == "approval_request"


def test_what_was_asked_is_read_from_the_request_where_the_message_was_edited(tmp_path: Path):
    asked = {"action_requests": [{"name": "refund", "args": ASKED}], "review_configs": []}
    base = {"config": {"configurable": {"thread_id": "t"}}, "next": []}
    history = [
        {**base, "values": {"messages": messages(LESS)}, "interrupts": []},
        {**base, "values": {"messages": messages()[:2]}, "interrupts": [{"value": asked}]},
    ]
    trace = read(tmp_path, history)
    (made,) = trace.tool_calls
    (request,) = (step for step in trace.steps if step.kind == "approval_request")
    assert isinstance(request, ApprovalRequest)
    assert request.items[0].arguments == ASKED
    assert decided(trace) == ["modify"]
    assert (made.arguments, made.executed_arguments) == (ASKED, LESS)


WAITING = {"name": "refund", "args": {"amount": 5}, "id": "c1", "type": "tool_call"}
REVIEW = {"id": "i1", "value": {"action_requests": [{"name": "refund", "args": {"amount": 5}}]}}
BEGUN = [
    {"type": "human", "content": "Refund."},
    {"type": "ai", "content": "", "tool_calls": [WAITING]},
]


def rejected(told: str) -> list[dict[str, Any]]:
    return [
        *BEGUN,
        {"type": "tool", "tool_call_id": "c1", "content": told, "status": "error"},
        {"type": "ai", "content": "No."},
    ]


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ("User rejected the tool call for `refund` with reason: zu viel é", "zu viel é"),
        ("User rejected the tool call for `refund` with id c1", None),
    ],
)
def test_checkpoints_show_a_refusal_by_what_the_model_was_told(
    tmp_path: Path, told: str, reason: str | None
):
    config = {"configurable": {"thread_id": "t"}}
    after = {"config": config, "next": [], "interrupts": [], "values": {"messages": rejected(told)}}
    before = {
        "config": config,
        "next": ["tools"],
        "interrupts": [REVIEW],
        "values": {"messages": BEGUN},
    }
    path = tmp_path / "history.json"
    path.write_text(json.dumps([after, before]))
    (trace,) = load(path)
    (call,) = trace.tool_calls
    assert call.status == "denied"
    assert [
        (step.decision, step.text) for step in trace.steps if step.kind == "approval_decision"
    ] == [("deny", reason)]


@pytest.mark.parametrize(("answered", "completion"), [(True, None), (False, "pending")])
def test_an_interrupt_that_was_answered_is_not_waited_for(
    tmp_path: Path, answered: bool, completion: str | None
):
    messages = rejected("no") if answered else BEGUN
    state = {
        "messages": messages,
        "interrupts": [REVIEW],
        "resume": {"decisions": [{"type": "reject"}]},
    }
    path = tmp_path / "state.json"
    path.write_text(json.dumps(state))
    (trace,) = load(path)
    assert trace.completion == completion
