from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.formats.readers.sessions import kinds, read_lines, read_one
from tracegrade.model import Assistant


def line(role: str, *blocks: dict[str, Any]) -> dict[str, Any]:
    return {"role": role, "message": {"content": list(blocks)}}


def text(said: str) -> dict[str, Any]:
    return {"type": "text", "text": said}


def use(name: str, call_id: str | None = None, **arguments: Any) -> dict[str, Any]:
    made = {"type": "tool_use", "name": name, "input": arguments}
    return made if call_id is None else {**made, "id": call_id}


def result(call_id: str, content: Any = "done", **more: Any) -> dict[str, Any]:
    return {"type": "tool_result", "tool_use_id": call_id, "content": content, **more}


def test_tool_uses_without_ids_take_results_in_turn(tmp_path: Path):
    rows = [
        line("user", text("List")),
        line("assistant", text("Two looks."), use("ls", path="a"), use("ls", path="b")),
        line("user", result("t1", "one"), result("t2", "two")),
    ]
    trace = read_one(tmp_path, rows)
    assert kinds(trace) == [
        "user",
        "assistant",
        "tool_call",
        "tool_call",
        "tool_result",
        "tool_result",
    ]
    answers = [
        (call.arguments, call.result.text if call.result else None) for call in trace.tool_calls
    ]
    assert answers == [({"path": "a"}, "one"), ({"path": "b"}, "two")]
    assert {call.status for call in trace.tool_calls} == {"unknown"}
    assert "error_status" not in trace.capabilities


def test_ids_and_errors_count_where_they_are_recorded(tmp_path: Path):
    rows = [
        line("assistant", use("ls", "x1"), use("ls", "x2")),
        line("user", result("x2", is_error=True), result("x1", is_error=False)),
    ]
    trace = read_one(tmp_path, rows)
    assert [call.status for call in trace.tool_calls] == ["ok", "error"]
    assert "error_status" in trace.capabilities


def test_calls_without_results_stay_open_and_nothing_else_is_claimed(tmp_path: Path):
    rows = [
        line("user", text("Run ls")),
        line("assistant", use("Shell", command="ls")),
        line("assistant", text("Here.")),
    ]
    trace = read_one(tmp_path, rows)
    assert (trace.tool_calls[0].result, trace.tool_calls[0].status) == (None, "unknown")
    assert trace.capabilities == frozenset()
    assert trace.final_answer == "Here."
    assert trace.trace_id == "session"


def test_thinking_is_reasoning_and_other_blocks_are_kept(tmp_path: Path):
    image = {"type": "image", "source": "x"}
    (step,) = read_one(
        tmp_path, [line("assistant", {"type": "thinking", "thinking": "Hm."}, text("Hi"), image)]
    ).steps
    assert isinstance(step, Assistant)
    assert (step.text, step.reasoning, step.extra) == ("Hi", "Hm.", {"content": [image]})


def test_a_result_that_nothing_asked_for_is_a_problem_with_its_line(tmp_path: Path):
    rows = [
        line("user", text("Hi")),
        line("user", result("t1")),
        line("tool", text("?")),
        {"role": "assistant", "message": 3},
    ]
    (trace,), problems = read_lines(tmp_path, rows)
    assert sorted((one.severity, one.code, one.line) for one in problems) == [
        ("error", "unknown-role", 3), ("error", "wrong-type", 4), ("warning", "orphan-result", 2),
    ]  # fmt: skip
    assert kinds(trace) == ["user", "tool_result"]
