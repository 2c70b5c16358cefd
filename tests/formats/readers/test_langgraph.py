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
