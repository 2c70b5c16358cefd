from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.formats.readers.sessions import kinds, read_lines, read_one
from tracegrade.formats import load, load_one
from tracegrade.model import (
    ApprovalDecision,
    ApprovalRequest,
    Assistant,
    Handoff,
    Retrieval,
    StepError,
    ToolResult,
    Trace,
)

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures" / "traces" / "google_adk"


def event(author: str, *parts: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"author": author, "invocation_id": "e-1", "id": "x", "timestamp": 1795455303.5,
            "content": {"role": "user" if author == "user" else "model", "parts": list(parts)},
            "actions": {"requested_tool_confirmations": {}}, **more}  # fmt: skip


def call(call_id: str | None, name: str = "refund", **args: Any) -> dict[str, Any]:
    return {"function_call": {"id": call_id, "name": name, "args": args}}


def response(call_id: str | None, value: Any, name: str = "refund") -> dict[str, Any]:
    return {"function_response": {"id": call_id, "name": name, "response": value}}


def session(*events: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"id": "s-1", "app_name": "shop", "user_id": "amy", "state": {}, "events": list(events),
            **more}  # fmt: skip


def confirmation(named: str, call_id: str, **args: Any) -> dict[str, Any]:
    asked = {"id": call_id, "name": "refund", "args": args}
    return call(named, "adk_request_confirmation", originalFunctionCall=asked,
                toolConfirmation={"hint": "Refund?", "confirmed": False})  # fmt: skip


def answer(named: str, value: Any) -> dict[str, Any]:
    return response(named, value, "adk_request_confirmation")


def asked(call_id: str) -> dict[str, Any]:
    return {"requested_tool_confirmations": {call_id: {"hint": "Refund?", "confirmed": False}}}


PLACEHOLDER = {"error": "This tool call requires confirmation, please approve or reject."}
WAITING = [
    event("user", {"text": "refund"}),
    event("desk", call("c1", amount=250)),
    event("desk", confirmation("k1", "c1", amount=250)),
    event("desk", response("c1", PLACEHOLDER), actions=asked("c1")),
]


def decisions(trace: Trace) -> list[Any]:
    return [step for step in trace.steps if isinstance(step, ApprovalDecision)]


def test_a_confirmation_is_a_request_and_no_call(tmp_path: Path):
    trace = read_one(tmp_path, [session(*WAITING)])
    assert kinds(trace) == ["user", "assistant", "tool_call", "approval_request"]
    (item,) = next(step for step in trace.steps if isinstance(step, ApprovalRequest)).items
    assert (item.call, item.tool, item.arguments, item.shown) == (
        trace.tool_calls[0].id,
        "refund",
        {"amount": 250},
        "Refund?",
    )
    assert (trace.tool_calls[0].status, trace.completion) == ("pending", "pending")


@pytest.mark.parametrize(
    ("said", "decision", "status"),
    [
        ({"confirmed": True}, "approve", "unknown"),
        ({"confirmed": False}, "deny", "denied"),
        ({"response": '{"confirmed": true}'}, "approve", "unknown"),
        ({}, "deny", "denied"),
    ],
    ids=["confirmed", "rejected", "as the web client says it", "nothing said"],
)
def test_the_answer_is_the_users_decision_and_the_second_response_the_result(
    said: Any, decision: str, status: str, tmp_path: Path
):
    outcome = {"error": "This tool call is rejected."} if decision == "deny" else {"paid": True}
    events = [*WAITING, event("user", answer("k1", said)), event("desk", response("c1", outcome))]
    trace = read_one(tmp_path, [session(*events)])
    (made,) = decisions(trace)
    assert (made.decision, made.principal, made.scope) == (decision, "human:amy", "once")
    result = trace.tool_calls[0].result
    assert result is not None
    assert (trace.tool_calls[0].status, result.content) == (status, outcome)
    assert kinds(trace).count("tool_result") == 1
    assert trace.completion is None


def test_the_placeholder_may_come_before_the_request(tmp_path: Path):
    events = [
        *WAITING[:2],
        WAITING[3],
        WAITING[2],
        event("user", answer("k1", {"confirmed": True})),
    ]
    trace = read_one(tmp_path, [session(*events, event("desk", response("c1", {"paid": True})))])
    assert kinds(trace)[3:] == ["approval_request", "approval_decision", "tool_result"]


def test_two_calls_are_asked_about_together_and_may_be_answered_apart(tmp_path: Path):
    events = [
        event("desk", call("c1", amount=1), call("c2", amount=2)),
        event("desk", confirmation("k1", "c1", amount=1), confirmation("k2", "c2", amount=2)),
        event("user", answer("k1", {"confirmed": True})),
        event("user", answer("k2", {"confirmed": False, "payload": {"why": "late"}})),
    ]
    trace = read_one(tmp_path, [session(*events)])
    first, second = decisions(trace)
    assert [(one.item, one.decision) for one in first.decisions] == [("k1", "approve")]
    assert [(one.item, one.decision) for one in second.decisions] == [("k2", "deny")]
    assert second.extra["payload"] == {"k2": {"why": "late"}}
    assert [one.status for one in trace.tool_calls] == ["unknown", "denied"]


def test_both_calls_answered_alike_at_once_are_one_decision(tmp_path: Path):
    events = [
        event("desk", call("c1"), call("c2")),
        event("desk", confirmation("k1", "c1"), confirmation("k2", "c2")),
        event("user", answer("k1", {"confirmed": True}), answer("k2", {"confirmed": True})),
    ]
    (made,) = decisions(read_one(tmp_path, [session(*events)]))
    assert (made.decision, made.decisions) == ("approve", ())


def test_a_confirmation_sent_twice_decides_once(tmp_path: Path):
    reply = event("user", answer("k1", {"confirmed": True}))
    trace = read_one(tmp_path, [session(*WAITING, reply, reply)])
    assert len(decisions(trace)) == 1
    assert kinds(trace)[-1] == "note"


def test_a_transfer_is_a_handoff_and_no_call(tmp_path: Path):
    events = [
        event("front", call("t1", "transfer_to_agent", agent_name="billing")),
        event("front", response("t1", {"result": None}, "transfer_to_agent"),
              actions={"transfer_to_agent": "billing"}),
        event("billing", {"text": "Hello."}),
    ]  # fmt: skip
    trace = read_one(tmp_path, [session(*events)])
    assert trace.tool_calls == ()
    (handoff,) = [step for step in trace.steps if isinstance(step, Handoff)]
    assert (handoff.to, handoff.agent) == ("billing", "front")
    assert [step.agent for step in trace.steps if isinstance(step, Assistant)] == [
        "front",
        "billing",
    ]


def test_a_tool_that_runs_long_is_answered_by_what_comes_last():
    trace = load_one(FIXTURES / "transferred" / "input.json")
    (made,) = trace.tool_calls
    assert made.result is not None
    assert made.result.content == {"status": "approved"}
    interim = [step for step in trace.steps if step.extra.get("interim")]
    assert [step.content for step in interim if isinstance(step, ToolResult)] == [
        {"status": "pending", "ticket": "T-1"}
    ]


@pytest.mark.parametrize("answered", [True, False], ids=["at once", "not at all"])
def test_a_tool_that_runs_long_waits_for_its_outcome(answered: bool, tmp_path: Path):
    events = [event("a", call("c1"), long_running_tool_ids=["c1"])]
    events += [event("a", response("c1", {"ticket": 1}))] if answered else []
    (made,) = read_one(tmp_path, [session(*events)]).tool_calls
    assert made.status == "pending"


def test_an_error_is_what_the_key_says_and_nothing_else_is_known(tmp_path: Path):
    events = [
        event("a", call("c1"), call("c2"), call("c3")),
        event("a", response("c1", {"error": "no"}), response("c2", {"status": "error"}),
              response("c3", {"output": 1, "error": None})),
    ]  # fmt: skip
    trace = read_one(tmp_path, [session(*events)])
    assert [one.status for one in trace.tool_calls] == ["error", "unknown", "unknown"]


def test_a_second_try_by_the_plugin_is_an_attempt(tmp_path: Path):
    failed = {"response_type": "ERROR_HANDLED_BY_REFLECT_AND_RETRY_PLUGIN", "retry_count": 1}
    events = [
        event("a", call("c1", "search")), event("a", response("c1", failed, "search")),
        event("a", call("c2", "search")), event("a", response("c2", {"found": 1}, "search")),
    ]  # fmt: skip
    trace = read_one(tmp_path, [session(*events)])
    assert [(one.status, one.attempt) for one in trace.tool_calls] == [("error", 1), ("unknown", 2)]


def test_the_error_that_ends_a_run_belongs_to_the_call_that_raised_it(tmp_path: Path):
    failed = {**event("a"), "error_code": "ValueError", "error_message": "boom", "content": None}
    trace = read_one(tmp_path, [session(event("a", call("c1")), failed)])
    error = trace.steps[-1]
    assert isinstance(error, StepError)
    assert (error.message, error.call) == ("ValueError: boom", trace.tool_calls[0].id)
    assert (trace.tool_calls[0].status, trace.completion) == ("error", "interrupted")


def test_thoughts_tokens_and_searches_are_read(tmp_path: Path):
    counts = {"prompt_token_count": 90, "candidates_token_count": 20, "thoughts_token_count": 5,
              "tool_use_prompt_token_count": 10, "cached_content_token_count": 40}  # fmt: skip
    chunks = [{"web": {"uri": "https://example.com", "title": "Refunds"}}]
    grounding = {"web_search_queries": ["refunds"], "grounding_chunks": chunks}
    said = event("a", {"text": "Hm.", "thought": True}, {"text": "Yes."}, usage_metadata=counts,
                 model_version="m", grounding_metadata=grounding, finish_reason="STOP")  # fmt: skip
    answered, found = read_one(tmp_path, [session(said)]).steps
    assert isinstance(answered, Assistant)
    assert isinstance(found, Retrieval)
    assert answered.usage is not None
    assert (answered.text, answered.reasoning, answered.stop_reason) == ("Yes.", "Hm.", "STOP")
    assert (answered.usage.input_tokens, answered.usage.output_tokens) == (100, 25)
    assert (answered.usage.cached_input_tokens, answered.usage.reasoning_tokens) == (40, 5)
    assert (found.query, [one.uri for one in found.documents]) == (
        "refunds",
        ["https://example.com"],
    )


def test_fragments_of_a_stream_are_not_read_twice(tmp_path: Path):
    events = [event("a", {"text": "Y"}, partial=True), event("a", {"text": "Yes."}, partial=False)]
    trace = read_one(tmp_path, [session(*events)])
    assert [step.text for step in trace.steps] == ["Yes."]
    assert trace.metadata is not None
    assert trace.metadata["partial_events"] == 1


def test_changes_of_state_and_rewinds_are_kept(tmp_path: Path):
    said = event("a", {"text": "hi"}, actions={"state_delta": {"answer": "hi"}})
    back = event("user", actions={"rewind_before_invocation_id": "e-1"})
    trace = read_one(tmp_path, [session(said, back, state={"answer": "hi"})])
    assert trace.steps[0].extra["actions"] == {"state_delta": {"answer": "hi"}}
    assert trace.steps[1].extra["actions"] == {"rewind_before_invocation_id": "e-1"}
    assert trace.metadata == {"app_name": "shop", "user_id": "amy", "state": {"answer": "hi"}}


def test_calls_without_ids_are_answered_in_order_by_name(tmp_path: Path):
    events = [
        event("a", call(None, "search"), call(None)),
        event("a", response(None, {"n": 1}), response(None, {"n": 2}, "search")),
    ]
    trace = read_one(tmp_path, [session(*events)])
    contents = [one.result and one.result.content for one in trace.tool_calls]
    assert contents == [{"n": 2}, {"n": 1}]


def test_code_that_the_provider_ran_is_a_call(tmp_path: Path):
    parts = [{"executable_code": {"language": "PYTHON", "code": "1/0"}},
             {"code_execution_result": {"outcome": "OUTCOME_FAILED", "output": "ZeroDivisionError"}}]  # fmt: skip
    trace = read_one(tmp_path, [session(event("a", *parts))])
    (made,) = trace.tool_calls
    assert (made.tool, made.arguments, made.status) == (
        "code_execution",
        {"language": "PYTHON", "code": "1/0"},
        "error",
    )


def test_other_questions_of_the_library_are_notes_that_wait(tmp_path: Path):
    question = call("q1", "adk_request_input", message="Which order?")
    trace = read_one(tmp_path, [session(event("a", question))])
    assert [(step.kind, step.text) for step in trace.steps] == [("note", "Which order?")]
    assert trace.completion == "pending"
    replied = response("q1", {"result": "A-1"}, "adk_request_input")
    trace = read_one(tmp_path, [session(event("a", question), event("user", replied))])
    assert (kinds(trace), trace.completion) == (["note", "note"], None)


def test_approvals_are_shown_only_by_writers_that_record_them(tmp_path: Path):
    older = {key: value for key, value in event("a", {"text": "hi"}).items() if key != "actions"}
    assert "approvals" not in read_one(tmp_path, [session(older)]).capabilities
    assert "approvals" in read_one(tmp_path, [session(event("a", {"text": "hi"}))]).capabilities


def test_camel_case_and_events_alone_say_the_same():
    whole = load_one(FIXTURES / "approval_granted" / "input.json")
    events = load_one(FIXTURES / "events" / "input.jsonl")
    assert kinds(events) == kinds(whole)
    assert [(one.tool, one.arguments, one.status) for one in events.tool_calls] == [
        (one.tool, one.arguments, one.status) for one in whole.tool_calls
    ]
    assert [step.decision for step in decisions(events)] == ["approve"]


def test_events_in_one_list_are_one_session(tmp_path: Path):
    path = tmp_path / "events.json"
    path.write_text(json.dumps(WAITING, indent=1))
    trace = load_one(path)
    assert (trace.trace_id, len(trace.tool_calls)) == ("events", 1)


def test_events_that_name_their_session_are_told_apart(tmp_path: Path):
    rows = [event("user", {"text": "hi"}, session_id=named) for named in ("a", "b", "a")]
    traces, _ = read_lines(tmp_path, rows)
    assert [(trace.trace_id, len(trace)) for trace in traces] == [("a", 2), ("b", 1)]


def test_an_evaluation_gives_its_sessions_with_their_scores():
    trace = load_one(FIXTURES / "evaluated" / "input.json")
    assert trace.outcome is not None
    assert (trace.outcome.success, trace.outcome.scores) == (True, {"response_match_score": 0.9})
    assert trace.case_id == "plain_success"
    assert len(trace.tool_calls) == 1


def test_an_evaluation_without_sessions_gives_what_the_agent_did(tmp_path: Path):
    def invocation(amount: int) -> dict[str, Any]:
        uses = [{"id": "c1", "name": "refund", "args": {"amount": amount}}]
        return {"invocation_id": "i", "user_content": {"parts": [{"text": "refund"}]},
                "intermediate_data": {"tool_uses": uses},
                "final_response": {"parts": [{"text": f"Refunded {amount}."}]}}  # fmt: skip

    row = {"actual_invocation": invocation(50), "expected_invocation": invocation(5)}
    case = {"eval_set_id": "s", "eval_id": "c", "final_eval_status": 2, "session_id": "s-9",
            "eval_metric_result_per_invocation": [row]}  # fmt: skip
    results = {"eval_set_result_id": "r", "eval_set_id": "s", "eval_case_results": [case]}
    path = tmp_path / "result.json"
    path.write_text(json.dumps(json.dumps(results)))  # as releases before 1.1 wrote it
    trace = load_one(path)
    assert [one.arguments for one in trace.tool_calls] == [{"amount": 50}]
    assert (trace.final_answer, trace.trace_id) == ("Refunded 50.", "s-9")
    assert trace.outcome is not None
    assert trace.outcome.success is False


def test_a_bad_event_costs_only_itself_and_an_empty_session_is_refused(tmp_path: Path):
    rows = [session(event("user", {"text": "hi"}), {"author": 3}, 7), session(id="s-2")]
    (trace,), problems = read_lines(tmp_path, rows)
    assert kinds(trace) == ["user"]
    assert [(one.code, one.line, one.pointer) for one in problems] == [
        ("wrong-type", 1, "/events/1/author"),
        ("wrong-type", 1, "/events/2/author"),
        ("no-events", 2, "/events"),
    ]


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "calls"),
    [
        ("replay_frameworks/adk_session_approved.json", ["unknown", "unknown", "unknown"]),
        ("google_adk/tests/integration/fixture/context_update_test/successful_test.session.json",
         ["unknown"]),
    ],
)  # fmt: skip
def test_sessions_of_the_survey_are_read(shared: Path, name: str, calls: list[str]):
    (trace,) = load(shared / "traces" / name)
    assert [one.status for one in trace.tool_calls] == calls
    assert all(one.result is not None for one in trace.tool_calls)


@pytest.mark.shared
def test_the_approval_of_the_survey_is_exact(shared: Path):
    trace = load_one(shared / "traces" / "replay_frameworks" / "adk_session_approved.json")
    (request,) = [step for step in trace.steps if isinstance(step, ApprovalRequest)]
    (item,) = request.items
    assert (item.tool, item.arguments) == ("refund", {"order_id": "A-1", "amount": 250.0})
    assert [(one.decision, one.principal) for one in decisions(trace)] == [("approve", "human:u1")]
    assert trace.tool_calls[-1].result is not None
    assert trace.tool_calls[-1].result.content == {"status": "refunded 250.0"}
