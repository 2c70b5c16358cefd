from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.formats.readers.sessions import kinds, numbers, read_lines, read_one
from tracegrade.formats import load_one
from tracegrade.model import Assistant

HEAD = {
    "sessionId": "g-1",
    "projectHash": "ab",
    "startTime": "2026-04-29T21:39:22Z",
    "kind": "main",
}
FILES = "coding_cli_sessions/Resources/Fixtures/stage0/agents/gemini"


def user(text: str, number: int = 1) -> dict[str, Any]:
    return {
        "id": f"u{number}",
        "timestamp": "2026-04-29T21:39:33Z",
        "type": "user",
        "content": text,
    }


def answer(text: str, *calls: dict[str, Any], number: int = 1, **more: Any) -> dict[str, Any]:
    tokens = {"input": 100, "output": 20, "cached": 30, "thoughts": 5, "tool": 2, "total": 127}
    return {
        "id": f"a{number}", "timestamp": "2026-04-29T21:39:35Z", "type": "gemini", "content": text,
        "tokens": tokens, "model": "gemini-3", "toolCalls": list(calls), **more,
    }  # fmt: skip


def call(call_id: str, status: str = "success", **response: Any) -> dict[str, Any]:
    result = [{"functionResponse": {"id": call_id, "name": "refund", "response": response}}]
    return {
        "id": call_id, "name": "refund", "args": {"amount": 5}, "status": status,
        "result": result if response else None,
    }  # fmt: skip


def test_the_last_record_of_an_id_counts_in_the_place_of_the_first(tmp_path: Path):
    rows = [
        HEAD,
        user("Refund"),
        answer("Doing it."),
        user("Thanks", 2),
        answer("Doing it.", call("c1", output="done")),
    ]
    trace = read_one(tmp_path, rows)
    assert kinds(trace) == ["user", "assistant", "tool_call", "tool_result", "user"]
    assert trace.trace_id == "g-1"
    model_calls = [step for step in trace.steps if isinstance(step, Assistant)]
    assert [step.usage.total_tokens for step in model_calls if step.usage] == [127]


def test_a_rewind_takes_back_the_message_and_all_after_it(tmp_path: Path):
    rows = [
        HEAD,
        user("one"),
        answer("first"),
        user("two", 2),
        {"$rewindTo": "u2"},
        user("three", 3),
    ]
    trace = read_one(tmp_path, rows)
    assert [step.text for step in trace.steps] == ["one", "first", "three"]
    assert trace.metadata is not None
    assert [message["content"] for message in trace.metadata["taken_back"]] == ["two"]


def test_what_stands_beside_the_messages_is_updated(tmp_path: Path):
    rows = [HEAD, user("one"), {"$set": {"summary": "short", "lastUpdated": "later"}}]
    trace = read_one(tmp_path, rows)
    assert trace.metadata is not None
    assert (trace.metadata["summary"], trace.metadata["lastUpdated"]) == ("short", "later")


@pytest.mark.parametrize(
    ("record", "status", "text"),
    [
        (call("c1", output="done"), "ok", "done"),
        (call("c1", "error", error="no such order"), "error", "no such order"),
        (call("c1", "cancelled", error="[Operation Cancelled] Reason: User did not allow tool call"), "denied", None),
        (call("c1", "cancelled", error="User cancelled tool execution."), "unknown", None),
        (call("c1", "awaiting_approval"), "pending", None),
    ],
    ids=["success", "error", "not allowed", "interrupted", "waiting"],
)  # fmt: skip
def test_statuses_are_those_of_the_record(
    tmp_path: Path, record: dict[str, Any], status: str, text: str | None
):
    (made,) = read_one(tmp_path, [HEAD, user("Refund"), answer("", record)]).tool_calls
    assert made.status == status
    if text is not None:
        assert made.result is not None
        assert made.result.text == text


def test_calls_of_one_message_are_parallel(tmp_path: Path):
    trace = read_one(tmp_path, [HEAD, answer("", call("c1", output="1"), call("c2", output="2"))])
    assert kinds(trace) == ["assistant", "tool_call", "tool_call", "tool_result", "tool_result"]
    assert {made.parallel_group for made in trace.tool_calls} == {"s0"}


def test_thoughts_are_reasoning_and_count_as_output(tmp_path: Path):
    thoughts = [{"subject": "Plan", "description": "look it up"}, 7]
    (step,) = read_one(tmp_path, [HEAD, answer("Hi", thoughts=thoughts)]).steps
    assert isinstance(step, Assistant)
    assert step.usage is not None
    assert step.reasoning == "Plan: look it up"
    assert (step.usage.input_tokens, step.usage.output_tokens, step.usage.reasoning_tokens) == (
        102,
        25,
        5,
    )


def test_a_document_is_read_as_its_lines_would_be(tmp_path: Path):
    messages = [
        user("Refund"),
        answer("", call("c1", output="done")),
        {"id": "i", "type": "error", "content": "quota"},
    ]
    path = tmp_path / "chat.json"
    path.write_text(json.dumps({**HEAD, "messages": messages}, indent=2))
    trace = load_one(path)
    assert kinds(trace) == ["user", "assistant", "tool_call", "tool_result", "error"]


def test_a_message_of_another_format_costs_only_itself(tmp_path: Path):
    rows = [
        HEAD,
        user("one"),
        {"id": "x", "type": "spoken", "content": "?"},
        {"id": "y", "type": "gemini", "toolCalls": [{}]},
        answer("two"),
    ]
    (trace,), problems = read_lines(tmp_path, rows)
    assert [(one.severity, one.line) for one in problems] == [("error", 3), ("error", 4)]
    assert kinds(trace) == ["user", "assistant"]


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "steps", "calls"),
    # jsonl_v040 and large were counted by hand
    [("jsonl_v040.jsonl", 5, 1), ("large.json", 11, 2), ("small.json", 2, 0), ("schema_drift.json", 2, 0)],
)  # fmt: skip
def test_real_chats_are_read_whole(shared: Path, name: str, steps: int, calls: int):
    found = numbers(shared / "traces" / FILES / name)
    assert found == {
        "traces": 1,
        "steps": steps,
        "calls": calls,
        "paired": calls,
        "decisions": 0,
        "problems": 0,
    }


@pytest.mark.shared
def test_the_chat_in_the_docs_of_harbor_is_read(shared: Path):
    path = shared / "traces/harbor_atif/docs/rfcs/0001-trajectory-format/gemini-cli-trajectory.json"
    assert numbers(path) == {
        "traces": 1,
        "steps": 2,
        "calls": 0,
        "paired": 0,
        "decisions": 0,
        "problems": 0,
    }
