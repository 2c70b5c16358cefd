from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.formats.readers.sessions import kinds, read_lines, read_one
from tracegrade.formats import load, load_one
from tracegrade.model import ApprovalDecision, Assistant, StepError, Trace

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures" / "traces" / "vercel_stream"
START, STEP, END = {"type": "start"}, {"type": "start-step"}, {"type": "finish-step"}
FINISH = {"type": "finish", "finishReason": "stop"}


def asked(call_id: str, tool: str = "refund", **given: Any) -> dict[str, Any]:
    return {"type": "tool-input-available", "toolCallId": call_id, "toolName": tool, "input": given}


def got(call_id: str, output: Any = "done", **more: Any) -> dict[str, Any]:
    return {"type": "tool-output-available", "toolCallId": call_id, "output": output, **more}


def said(*pieces: str, kind: str = "text", named: str = "t") -> list[dict[str, Any]]:
    deltas = [{"type": f"{kind}-delta", "id": named, "delta": piece} for piece in pieces]
    return [{"type": f"{kind}-start", "id": named}, *deltas, {"type": f"{kind}-end", "id": named}]


def decisions(trace: Trace) -> list[tuple[str | None, bool]]:
    return [
        (step.decision, step.extra.get("derived", False))
        for step in trace.steps
        if isinstance(step, ApprovalDecision)
    ]


def statuses(trace: Trace) -> list[str]:
    return [one.status for one in trace.tool_calls]


REQUEST = {"type": "tool-approval-request", "approvalId": "a1", "toolCallId": "c1"}
PAUSED = [
    START,
    STEP,
    asked("c1", amount=250),
    REQUEST,
    END,
    {**FINISH, "finishReason": "tool-calls"},
]


def test_a_step_is_a_model_call_and_fragments_are_its_words(tmp_path: Path):
    rows = [START, STEP, *said("Hm", ", ok", kind="reasoning"), *said("One ", "moment."),
            asked("c1", amount=1), asked("c2", amount=2), got("c2"), got("c1"), END,
            STEP, *said("Done."), END, FINISH]  # fmt: skip
    trace = read_one(tmp_path, rows)
    first = trace.steps[0]
    assert isinstance(first, Assistant)
    assert (first.text, first.reasoning) == ("One moment.", "Hm, ok")
    assert {one.parallel_group for one in trace.tool_calls} == {first.id}
    assert (statuses(trace), trace.final_answer, trace.completion) == (
        ["ok", "ok"],
        "Done.",
        "complete",
    )


def test_a_stream_that_ends_at_a_request_waits(tmp_path: Path):
    trace = read_one(tmp_path, PAUSED)
    assert kinds(trace) == ["assistant", "tool_call", "approval_request"]
    assert (statuses(trace), trace.completion) == (["pending"], "pending")


@pytest.mark.parametrize(
    ("chunk", "decision", "status"),
    [
        (got("c1"), "approve", "ok"),
        ({"type": "tool-output-error", "toolCallId": "c1", "errorText": "no"}, "approve", "error"),
        ({"type": "tool-output-denied", "toolCallId": "c1"}, "deny", "denied"),
    ],
    ids=["it ran", "it failed", "it was denied"],
)
def test_the_next_stream_goes_on_and_shows_the_decision(
    chunk: Any, decision: str, status: str, tmp_path: Path
):
    rows = [*PAUSED, {"type": "start", "messageId": ""}, chunk, STEP, *said("Ok."), END, FINISH]
    trace = read_one(tmp_path, rows)
    assert (decisions(trace), statuses(trace)) == ([(decision, True)], [status])
    assert (trace.final_answer, trace.completion) == ("Ok.", "complete")


def test_a_decision_that_the_stream_tells_is_recorded(tmp_path: Path):
    answer = {
        "type": "tool-approval-response",
        "approvalId": "a1",
        "approved": False,
        "reason": "late",
    }
    trace = read_one(
        tmp_path,
        [*PAUSED[:4], answer, {"type": "tool-output-denied", "toolCallId": "c1"}, END, FINISH],
    )
    assert decisions(trace) == [("deny", False)]
    assert statuses(trace) == ["denied"]


def test_a_stream_with_the_id_of_the_message_before_goes_on_with_it(tmp_path: Path):
    start = {"type": "start", "messageId": "m1"}
    trace = read_one(
        tmp_path, [start, STEP, *said("a"), END, FINISH, start, STEP, *said("b"), END, FINISH]
    )
    assert [step.text for step in trace.steps] == ["a", "b"]
    assert trace.metadata == {"message_id": "m1"}


def test_another_stream_is_a_trace_of_its_own(tmp_path: Path):
    one = [START, STEP, *said("a"), END, FINISH]
    traces, problems = read_lines(tmp_path, [*one, *one, START])
    assert [(trace.trace_id, trace.final_answer) for trace in traces] == [
        ("session", "a"),
        ("session:2", "a"),
        ("session:3", None),
    ]
    assert problems == []


def test_an_answer_to_a_call_that_is_not_in_the_file_is_kept(tmp_path: Path):
    (trace,), problems = read_lines(tmp_path, [START, got("c9"), STEP, *said("Ok."), END, FINISH])
    assert kinds(trace) == ["tool_result", "assistant"]
    assert [problem.code for problem in problems] == ["orphan-result"]


def test_a_call_that_could_not_be_read_is_an_error(tmp_path: Path):
    bad = {**asked("c1", "nope", x=1), "type": "tool-input-error", "errorText": "no such tool"}
    (made,) = read_one(tmp_path, [START, STEP, bad, END, FINISH]).tool_calls
    assert made.result is not None
    assert (made.tool, made.arguments, made.status, made.result.text) == (
        "nope",
        {"x": 1},
        "error",
        "no such tool",
    )


def test_preliminary_outputs_are_replaced(tmp_path: Path):
    rows = [START, STEP, asked("c1"), got("c1", 1, preliminary=True), got("c1", 2), END, FINISH]
    (made,) = read_one(tmp_path, rows).tool_calls
    assert made.result is not None
    assert made.result.content == 2


def test_a_stream_that_is_cut_off_keeps_what_came(tmp_path: Path):
    begun = {"type": "tool-input-start", "toolCallId": "c1", "toolName": "refund"}
    delta = {"type": "tool-input-delta", "toolCallId": "c1", "inputTextDelta": '{"amount": 2'}
    trace = read_one(tmp_path, [START, STEP, *said("On")[:2], begun, delta])
    assert trace.steps[0].text == "On"
    assert (trace.tool_calls[0].arguments, trace.completion) == ('{"amount": 2', "truncated")
    assert trace.tool_calls[0].arguments_error is not None


@pytest.mark.parametrize(
    ("chunks", "completion"),
    [
        ([{"type": "abort"}], "interrupted"),
        ([{"type": "error", "errorText": "503"}], "interrupted"),
        ([{"type": "finish", "finishReason": "length"}], "truncated"),
        ([{"type": "finish"}], None),
    ],
)
def test_how_a_stream_ends_is_told(chunks: Any, completion: str | None, tmp_path: Path):
    trace = read_one(tmp_path, [START, STEP, *said("a"), *chunks])
    assert trace.completion == completion
    errors = [step.message for step in trace.steps if isinstance(step, StepError)]
    assert errors == (["503"] if chunks[0]["type"] == "error" else [])


def test_a_step_that_is_begun_anew_counts_once(tmp_path: Path):
    rows = [
        START,
        STEP,
        *said("a"),
        asked("c1"),
        {"type": "reset-step"},
        asked("c1"),
        got("c1"),
        END,
        FINISH,
    ]
    trace = read_one(tmp_path, rows)
    assert (kinds(trace), statuses(trace)) == (["assistant", "tool_call", "tool_result"], ["ok"])
    assert trace.metadata is not None
    assert [part["type"] for part in trace.metadata["discarded"]] == ["text", "dynamic-tool"]


def test_words_of_the_user_in_between_and_other_parts_are_kept(tmp_path: Path):
    steering = {
        "type": "steering-message",
        "id": "s",
        "parts": [{"type": "text", "text": "Hurry."}],
    }
    source = {"type": "source-url", "sourceId": "1", "url": "https://example.com"}
    trace = read_one(
        tmp_path, [START, STEP, *said("a"), source, END, steering, STEP, *said("b"), END, FINISH]
    )
    assert [(step.kind, step.text) for step in trace.steps] == [
        ("assistant", "a"),
        ("user", "Hurry."),
        ("assistant", "b"),
    ]
    assert trace.steps[0].extra["messages"][0]["parts"] == [source]


def test_server_sent_events_and_lists_say_the_same(tmp_path: Path):
    plain = load_one(FIXTURES / "plain_success" / "input.jsonl")
    events = load(FIXTURES / "server_sent_events" / "input.json")
    (other,) = events
    assert [(one.kind, one.text) for one in other.steps] == [
        (one.kind, one.text) for one in plain.steps
    ]
    counts = events.counts
    assert counts.lines == counts.records + counts.refused + counts.blanks
    assert counts.refused == 0
    lines = (FIXTURES / "plain_success" / "input.jsonl").read_text().splitlines()
    rows = [json.loads(line) for line in lines]
    path = tmp_path / "chunks.json"
    path.write_text(json.dumps(rows, indent=1))
    assert load_one(path).final_answer == plain.final_answer


def test_a_chunk_of_another_stream_is_refused_and_named(tmp_path: Path):
    rows = [
        START,
        STEP,
        {"type": "tool-call", "toolCallId": "c1"},
        *said("a"),
        {"type": "finish-step", "usage": {}},
        "{cut",
    ]
    (trace,), problems = read_lines(tmp_path, rows)
    assert trace.final_answer == "a"
    assert sorted((one.code, one.line) for one in problems) == [
        ("invalid-json", 8),
        ("unknown-chunk", 3),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [
            {"type": "start"},
            {"type": "start-step", "request": {}},
            {"type": "text-delta", "id": "1", "text": "a"},
        ],
        [{"type": "start"}, {"type": "finish"}],
        [{"type": "tool-input-start", "id": "c1", "toolName": "a"}],
    ],
    ids=["the full stream", "nothing of its own", "the stream of a provider"],
)
def test_streams_of_other_layers_are_not_taken_for_it(rows: list[Any], tmp_path: Path):
    traces, problems = read_lines(tmp_path, rows)
    assert traces == []
    assert [problem.code for problem in problems] == ["unknown-format"]


@pytest.mark.shared
def test_the_stream_of_the_survey_is_exact(shared: Path):
    (trace,) = load(shared / "traces" / "replay_frameworks" / "vercel_uistream_approve_1.jsonl")
    assert [(one.tool, one.arguments, one.status) for one in trace.tool_calls] == [
        ("lookup_order", {"order_id": "A-1"}, "ok"),
        ("lookup_order", {"order_id": "A-404"}, "error"),
        ("refund", {"order_id": "A-1", "amount": 250}, "pending"),
    ]
    assert (decisions(trace), trace.completion) == ([], "pending")
