"""Paused and resumed runs: what is joined, what is decided by it, and what stays apart."""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from tests.formats.spans import answers, asks, chat, message, outline, request, span, tool
from tracegrade.formats import load
from tracegrade.model import Trace

ASKED = [message("user", "Refund A-1")]
CALLS = (asks("c1", "refund", amount=250), asks("c2", "refund", amount=9))
ASKING = message("assistant", *CALLS)
WAITING = {
    "calls": [],
    "approvals": [
        {"tool_call_id": call["id"], "tool_name": "refund", "args": call["arguments"]}
        for call in CALLS
    ],
}
IN_THREAD = {"gen_ai__conversation__id": "thread-1"}
Spans = list[dict[str, Any]]


def paused(trace: str = "a", at: int = 1) -> Spans:
    """A run that looked, asked for two refunds, and waits for their approval."""
    run = {**IN_THREAD, "final_result": json.dumps(WAITING)}
    looked = tool(at + 1, "look", parent=at, trace=trace, gen_ai__tool__call__result="seen")
    return [
        span(at, "invoke_agent", trace=trace, lasts=9, **run),
        looked,
        chat(at + 2, ASKED, [ASKING], parent=at, trace=trace),
    ]


def resumed(*said: Any, trace: str = "b", at: int = 20, ran: tuple[Spans, ...] = ()) -> Spans:
    """A run that begins where the other paused; `said` is what its model was told since."""
    given = [*ASKED, ASKING, *said]
    run = span(at, "invoke_agent", trace=trace, lasts=9, final_result="Done.", **IN_THREAD)
    answer = chat(at + 5, given, [message("assistant", "Done.")], parent=at, trace=trace)
    return [run, *(one for spans in ran for one in spans), answer]


def refund(call_id: str, amount: int, *, trace: str = "b", at: int = 21) -> Spans:
    ran = tool(
        at, "refund", parent=20, trace=trace, gen_ai__tool__call__id=call_id,
        gen_ai__tool__call__arguments=json.dumps({"amount": amount}),
        gen_ai__tool__call__result=f"paid {amount}",
    )  # fmt: skip
    return [ran]


def write(folder: Path, name: str, *runs: Spans) -> Path:
    path = folder / name
    path.write_text("".join(json.dumps(request(*run)) + "\n" for run in runs))
    return path


def read(folder: Path, *runs: Spans) -> list[Trace]:
    traces = load(write(folder, "runs.jsonl", *runs))
    found = list(traces)
    assert traces.counts.traces == len(found)
    return found


REPLIES = message("tool", answers("c1", "paid 50"), answers("c2", "not this month"))


def test_a_resumed_run_is_joined_and_shows_what_was_decided(tmp_path: Path):
    (trace,) = read(tmp_path, paused(), resumed(REPLIES, ran=(refund("c1", 50),)))
    assert outline(trace) == [
        ("tool_call", "look"),
        ("tool_result", "seen"),
        ("user", "Refund A-1"),
        ("assistant", None),
        ("tool_call", "refund"),
        ("tool_call", "refund"),
        ("approval_request", None),
        ("approval_decision", None),
        ("tool_result", "paid 50"),
        ("tool_result", "not this month"),
        ("assistant", "Done."),
    ]
    _, edited, denied = trace.tool_calls
    assert (edited.status, edited.arguments, edited.executed_arguments) == (
        "ok", {"amount": 250}, {"amount": 50}
    )  # fmt: skip
    assert (denied.status, denied.result and denied.result.text) == ("denied", "not this month")
    decision = next(step for step in trace.steps if step.kind == "approval_decision")
    assert decision.request == "s6"
    assert [(one.item, one.decision, one.arguments) for one in decision.decisions] == [
        ("c1", "modify", {"amount": 50}),
        ("c2", "deny", None),
    ]
    assert decision.extra == {"derived": True}
    assert (trace.trace_id, trace.metadata and trace.metadata["joined"]) == ("a" * 32, ["b" * 32])
    assert (trace.completion, trace.final_answer) == (None, "Done.")
    assert trace.started_at is not None
    assert trace.ended_at is not None
    assert trace.ended_at > trace.started_at


def test_a_run_is_joined_whichever_half_is_read_first_and_from_whichever_file(tmp_path: Path):
    halves = [paused(), resumed(REPLIES, ran=(refund("c1", 50),))]
    (expected,) = read(tmp_path, *halves)
    for order in permutations(halves):
        files = [write(tmp_path, f"{place}.jsonl", half) for place, half in enumerate(order)]
        (trace,) = load(files)
        assert outline(trace) == outline(expected)
        assert trace.trace_id == expected.trace_id


def test_a_run_that_pauses_twice_is_one_trace(tmp_path: Path):
    first = resumed(REPLIES, ran=(refund("c1", 250), refund("c2", 9, at=22)))
    again = asks("c3", "refund", amount=1)
    first[-1] = chat(
        25, [*ASKED, ASKING, REPLIES], [message("assistant", again)], parent=20, trace="b"
    )
    first[0] = span(20, "invoke_agent", trace="b", lasts=9, **IN_THREAD, final_result=json.dumps(
        {"calls": [], "approvals": [{"tool_call_id": "c3", "tool_name": "refund", "args": {}}]}
    ))  # fmt: skip
    told = [*ASKED, ASKING, REPLIES, message("assistant", again), message("tool", answers("c3"))]
    last = [
        span(40, "invoke_agent", trace="c", lasts=9, **IN_THREAD),
        chat(41, told, [message("assistant", "All done.")], parent=40, trace="c"),
    ]
    (trace,) = read(tmp_path, paused(), first, last)
    assert [call.status for call in trace.tool_calls] == ["ok", "ok", "ok", "denied"]
    assert trace.metadata is not None
    assert trace.metadata["joined"] == ["b" * 32, "c" * 32]
    assert [step.kind for step in trace.steps].count("approval_decision") == 2


def test_the_next_turn_of_a_dialogue_is_a_trace_of_its_own(tmp_path: Path):
    cancelled = message("tool", answers("c1", "cancelled"), answers("c2", "cancelled"))
    turn = resumed(cancelled, message("user", "Never mind, where is A-2?"))
    traces = sorted(read(tmp_path, paused(), turn), key=lambda trace: trace.trace_id)
    assert [trace.trace_id[0] for trace in traces] == ["a", "b"]
    assert [trace.completion for trace in traces] == ["pending", None]


def test_words_of_the_user_from_before_the_trace_are_marked(tmp_path: Path):
    told = [*ASKED, message("assistant", "Done."), message("user", "And A-2?")]
    (trace,) = read(tmp_path, [chat(1, told, [message("assistant", "Done too.")])])
    users = [step for step in trace.steps if step.kind == "user"]
    assert [(step.text, step.extra) for step in users] == [
        ("Refund A-1", {"earlier": True}),
        ("And A-2?", {}),
    ]


def test_a_pause_is_resumed_once_and_what_was_tried_again_stays_apart(tmp_path: Path):
    again = resumed(REPLIES, trace="c", at=20, ran=(refund("c1", 50, trace="c"),))
    traces = read(tmp_path, paused(), resumed(REPLIES, ran=(refund("c1", 50),)), again)
    assert len(traces) == 2
    assert [(trace.metadata or {}).get("joined") for trace in traces] == [["b" * 32], None]


@pytest.mark.parametrize("missing", ["conversation", "call"])
def test_runs_without_a_common_conversation_or_call_are_not_joined(tmp_path: Path, missing: str):
    other = resumed(REPLIES)
    if missing == "conversation":
        other[0] = span(20, "invoke_agent", trace="b", lasts=9)
    else:
        told = [*ASKED, message("assistant", asks("c9")), message("tool", answers("c9"))]
        other[-1] = chat(25, told, [message("assistant", "Done.")], parent=20, trace="b")
    assert len(read(tmp_path, paused(), other)) == 2


def test_nothing_is_decided_where_runs_of_tools_are_not_recorded(tmp_path: Path):
    first = paused()
    del first[1]
    (trace,) = read(tmp_path, first, resumed(REPLIES))
    assert [call.status for call in trace.tool_calls] == ["unknown", "unknown"]
    assert "approval_decision" not in [step.kind for step in trace.steps]


REQUEST = "af-call-6fc518d3dbf64ecf84ae8ee2aa28174c"
ABOUT = {"call_id": "c1", "name": "refund", "arguments": '{"amount": 250}'}


def framework(*, approved: bool | None, same_trace: bool = False) -> list[Spans]:
    """Runs of the Microsoft Agent Framework, whose agents alone tell what was asked and decided."""
    asking = message("assistant", asks("c1", "refund", amount=250))
    part = {"type": "function_approval_request", "id": REQUEST, "function_call": ABOUT}
    first = span(
        1,
        "invoke_agent",
        lasts=8,
        gen_ai__output__messages=json.dumps([message("assistant", part)]),
    )
    runs = [[first, chat(2, ASKED, [asking], parent=1)]]
    if approved is None:
        return runs
    trace = "a" if same_trace else "b"
    part = {"type": "function_approval_response", "id": REQUEST, "approved": approved}
    given = json.dumps([message("user", part | {"function_call": ABOUT})])
    second = span(20, "invoke_agent", trace=trace, lasts=9, gen_ai__input__messages=given)
    told = "paid" if approved else "Error: Tool call invocation was rejected by user."
    history = [*ASKED, asking, message("tool", answers("c1", told))]
    ran = refund("c1", 250, trace=trace) if approved else []
    answer = chat(25, history, [message("assistant", "Done.")], parent=20, trace=trace)
    return [*runs, [second, *ran, answer]]


@pytest.mark.parametrize("same_trace", [True, False], ids=["one trace", "two traces"])
@pytest.mark.parametrize("approved", [True, False])
def test_a_recorded_decision_names_the_request_that_it_answers(
    tmp_path: Path, approved: bool, same_trace: bool
):
    (trace,) = read(tmp_path, *framework(approved=approved, same_trace=same_trace))
    (call,) = trace.tool_calls
    assert call.status == ("ok" if approved else "denied")
    (asked,) = (step for step in trace.steps if step.kind == "approval_request")
    (decision,) = (step for step in trace.steps if step.kind == "approval_decision")
    assert [(item.id, item.call) for item in asked.items] == [(REQUEST, call.id)]
    assert (decision.request, decision.decision) == (asked.id, "approve" if approved else "deny")
    assert decision.extra == {}
    assert trace.completion is None


def test_a_recorded_request_without_an_answer_waits(tmp_path: Path):
    (trace,) = read(tmp_path, *framework(approved=None))
    assert [call.status for call in trace.tool_calls] == ["pending"]
    assert trace.completion == "pending"


def test_short_names_of_requests_join_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(f"{__name__}.REQUEST", "r1")
    assert len(read(tmp_path, *framework(approved=True))) == 2


def confirmed(error: str, trace: str, at: int) -> dict[str, Any]:
    return tool(
        at, "refund", trace=trace, gcp__vertex__agent__event_id="e", gen_ai__tool__call__id="c1",
        gen_ai__tool__call__result=json.dumps({"error": error}), **IN_THREAD,
    )  # fmt: skip


def test_confirmations_of_google_adk_are_told_by_what_its_tools_return(tmp_path: Path):
    asking = chat(1, ASKED, [message("assistant", asks("c1", "refund"))], **IN_THREAD)
    first = confirmed("This tool call requires confirmation, please approve or reject.", "a", 2)
    (waiting,) = read(tmp_path, [asking, first])
    assert (waiting.tool_calls[0].status, waiting.completion) == ("pending", "pending")
    rejected = confirmed("This tool call is rejected.", "b", 20)
    (trace,) = read(tmp_path, [asking, first], [rejected])
    assert [call.status for call in trace.tool_calls] == ["denied"]
    (decision,) = (step for step in trace.steps if step.kind == "approval_decision")
    assert decision.decision == "deny"


def test_without_content_a_call_that_runs_again_under_its_id_had_not_run(tmp_path: Path):
    once = tool(1, "refund", gen_ai__tool__call__id="c1", **IN_THREAD)
    again = tool(9, "refund", trace="b", gen_ai__tool__call__id="c1", **IN_THREAD)
    (trace,) = read(tmp_path, [once], [again])
    assert outline(trace) == [("tool_call", "refund"), ("note", None), ("tool_result", None)]
    other = tool(9, "refund", trace="b", gen_ai__tool__call__id="c2", **IN_THREAD)
    assert len(read(tmp_path, [once], [other])) == 2
