from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.formats.readers.sessions import kinds, read_lines, read_one
from tracegrade.formats import load, load_one
from tracegrade.model import Assistant

FOLDER = "coding_cli_sessions/Resources/Fixtures/stage0/agents/opencode"
TOKENS = {"input": 100, "output": 20, "reasoning": 5, "cache": {"read": 30, "write": 7}}


def session(name: str = "s", **more: Any) -> dict[str, Any]:
    return {
        "id": name,
        "projectID": "p",
        "directory": "/desk",
        "version": "1.3",
        "time": {"created": 1},
        **more,
    }


def message(name: str, role: str, of: str = "s", created: int = 1, **more: Any) -> dict[str, Any]:
    return {"id": name, "sessionID": of, "role": role, "time": {"created": created}, **more}


def part(kind: str, of: str = "m2", **more: Any) -> dict[str, Any]:
    return {"id": "prt_1", "messageID": of, "type": kind, **more}


def tool(call_id: str, status: str = "completed", of: str = "m2", **state: Any) -> dict[str, Any]:
    held = {
        "status": status,
        "input": {"order_id": "A-1"},
        "time": {"start": 1000, "end": 1500},
        **state,
    }
    return part("tool", of, callID=call_id, tool="refund", state=held)


HEAD = [session(), message("m1", "user", created=1), message("m2", "assistant", created=2)]
ASKED = part("text", "m1", text="Refund A-1")


def test_parts_come_to_their_messages_whatever_the_order_of_messages(tmp_path: Path):
    rows = [HEAD[2], HEAD[1], part("text", text="Done"), ASKED, HEAD[0]]
    trace = read_one(tmp_path, rows)
    assert [(step.kind, step.text) for step in trace.steps] == [
        ("user", "Refund A-1"),
        ("assistant", "Done"),
    ]
    assert trace.trace_id == "s"


def test_calls_of_one_step_are_parallel_and_hold_their_results(tmp_path: Path):
    rows = [*HEAD, ASKED, part("step-start"), tool("c1", output="ok"), tool("c2", "error", error="no such order"),
            part("step-finish", reason="tool-calls", tokens=TOKENS, cost=0.5), part("step-start"), part("text", text="Done"),
            part("step-finish", reason="stop", tokens=TOKENS, cost=0.25)]  # fmt: skip
    trace = read_one(tmp_path, rows)
    assert kinds(trace) == [
        "user",
        "assistant",
        "tool_call",
        "tool_call",
        "tool_result",
        "tool_result",
        "assistant",
    ]
    assert [(call.status, call.parallel_group) for call in trace.tool_calls] == [
        ("ok", "s1"),
        ("error", "s1"),
    ]
    assert trace.tool_calls[0].result is not None
    assert trace.tool_calls[0].result.duration_s == 0.5
    costs = [
        step.usage.cost_usd for step in trace.steps if isinstance(step, Assistant) and step.usage
    ]
    assert costs == [0.5, 0.25]
    assert trace.final_answer == "Done"


def test_sums_of_a_message_count_only_where_its_steps_have_no_tokens(tmp_path: Path):
    totals = message("m2", "assistant", created=2, tokens=TOKENS, cost=0.75)
    trace = read_one(tmp_path, [HEAD[0], HEAD[1], totals, part("text", text="Hi")])
    step = trace.steps[-1]
    assert isinstance(step, Assistant)
    assert step.usage is not None
    assert (step.usage.input_tokens, step.usage.output_tokens, step.usage.cached_input_tokens) == (
        137,
        25,
        30,
    )
    assert (step.usage.reasoning_tokens, step.usage.cost_usd) == (5, 0.75)


def test_what_is_said_after_a_result_is_a_later_model_call(tmp_path: Path):
    trace = read_one(tmp_path, [*HEAD, tool("c1", output="ok"), part("text", text="Done")])
    assert kinds(trace) == ["user", "assistant", "tool_call", "tool_result", "assistant"]


@pytest.mark.parametrize(
    ("status", "held", "expected"),
    [
        ("completed", {"output": "ok"}, "ok"),
        ("error", {"error": "failed"}, "error"),
        ("error", {"error": "The user rejected permission to use this specific tool call."}, "denied"),
        ("running", {}, "pending"),
        ("pending", {}, "pending"),
    ],
)  # fmt: skip
def test_the_state_of_a_tool_part_is_the_status(
    tmp_path: Path, status: str, held: dict[str, Any], expected: str
):
    assert read_one(tmp_path, [*HEAD, tool("c1", status, **held)]).tool_calls[0].status == expected


def test_a_sub_agent_lies_inside_the_call_that_names_its_session(tmp_path: Path):
    rows = [
        *HEAD, tool("t1", output="two", metadata={"sessionId": "inner"}), part("text", text="Two."),
        session("inner", parentID="s"), message("i1", "user", "inner"), message("i2", "assistant", "inner", 2),
        part("text", "i1", text="Count"), part("text", "i2", text="I count two"),
    ]  # fmt: skip
    trace = read_one(tmp_path, rows)
    call = trace.tool_calls[0]
    assert [(step.kind, step.principal) for step in trace.steps if step.parent == call.id] == [
        ("user", "agent:opencode"),
        ("assistant", None),
    ]
    assert trace.final_answer == "Two."
    assert "sub_agents" in trace.capabilities


def test_sessions_that_are_each_others_parents_are_read_all_the_same(tmp_path: Path):
    rows = [session("a", parentID="b"), session("b", parentID="a")]
    for name, other in (("a", "b"), ("b", "a")):
        rows.append(message(f"{name}1", "assistant", name))
        rows.append(tool("c", of=f"{name}1", output="x", metadata={"sessionId": other}))
    traces, _ = read_lines(tmp_path, rows)
    assert {trace.trace_id for trace in traces} == {"a", "b"}


def test_words_that_the_program_adds_are_not_the_users(tmp_path: Path):
    added = part("text", "m1", text="The user opened a file.", synthetic=True)
    trace = read_one(tmp_path, [*HEAD, ASKED, added])
    said = [(step.text, step.principal) for step in trace.steps if step.kind == "user"]
    assert ("Refund A-1", "human:user") in said
    assert ("The user opened a file.", "environment") in said


def test_an_export_is_read_as_its_records_would_be(tmp_path: Path):
    path = tmp_path / "export.json"
    messages = [
        {"info": HEAD[1], "parts": [ASKED]},
        {"info": HEAD[2], "parts": [tool("c1", output="ok")]},
    ]
    path.write_text(json.dumps({"info": HEAD[0], "messages": messages}, indent=1))
    assert kinds(load_one(path)) == ["user", "assistant", "tool_call", "tool_result"]


def test_a_file_that_holds_a_piece_only_gives_no_trace_and_says_why(tmp_path: Path):
    for rows in ([session()], [ASKED], [HEAD[1]]):
        traces, problems = read_lines(tmp_path, rows)
        assert traces == []
        assert [(one.code, one.severity) for one in problems] == [("incomplete-session", "error")]


@pytest.mark.shared
@pytest.mark.parametrize(
    ("store", "name", "steps"),
    # both counted by hand: two messages each, the assistant's with one call and one text
    [("storage_legacy", "s_stage0_drift", 5), ("storage_v2", "s_stage0_small", 5)],
)
def test_real_parts_of_one_session_in_one_stream_are_read_whole(
    shared: Path, tmp_path: Path, store: str, name: str, steps: int
):
    rows: list[Any] = []
    for path in sorted((shared / "traces" / FOLDER / store).rglob("*.json")):
        value = json.loads(path.read_text())
        if path.parent.parent.name == "part":
            value.setdefault("messageID", path.parent.name)
        rows.append(value)
    traces, problems = read_lines(tmp_path, rows)
    assert problems == []
    trace = next(trace for trace in traces if trace.trace_id == name)
    assert len(trace) == steps
    assert [call.status for call in trace.tool_calls] == ["ok"]


@pytest.mark.shared
@pytest.mark.parametrize(("storage", "count"), [("storage_v2", 2), ("storage_legacy", 1)])
def test_a_storage_folder_is_read_whole(shared: Path, storage: str, count: int):
    traces = load(shared / "traces" / FOLDER / storage)
    found = list(traces)
    assert (len(found), traces.problems) == (count, [])
    assert all(trace.tool_calls[0].result is not None for trace in found)


def stored(root: Path, layout: str, sessions: list[dict[str, Any]]) -> None:
    """A storage folder with two messages and a tool part for each session."""

    def write(place: str, value: dict[str, Any]) -> None:
        path = root / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(value))

    for info in sessions:
        name = info["id"]
        asked, answered = (
            message(f"{name}_1", "user", name),
            message(f"{name}_2", "assistant", name, 2),
        )
        called = {**tool(f"call_{name}", of=f"{name}_2"), "id": f"prt_{name}_2"}
        parts = [{**part("text", f"{name}_1", text="do it"), "id": f"prt_{name}_1"}, called]
        if name == "parent":
            called["tool"], called["state"]["metadata"] = "task", {"sessionId": "child"}
        if layout == "info":
            write(f"session/info/{name}.json", info)
        else:
            write(f"session/project/{name}.json", info)
        within = "session/" if layout == "info" else ""
        for one in (asked, answered):
            write(f"{within}message/{name}/{one['id']}.json", one)
        for one in parts:
            of = {"project": one["messageID"], "flat": "", "info": f"{name}/{one['messageID']}"}[
                layout
            ]
            write(f"{within}part/{of}/{one['id']}.json", one)


@pytest.mark.parametrize("layout", ["project", "flat", "info"])
def test_the_file_of_a_session_leads_to_its_messages_parts_and_sub_agents(
    tmp_path: Path, layout: str
):
    stored(
        tmp_path, layout, [session("alone"), session("parent"), session("child", parentID="parent")]
    )
    traces = load(tmp_path)
    found = {trace.trace_id: trace for trace in traces}
    assert (traces.problems, found.keys()) == ([], {"alone", "parent"})
    assert kinds(found["alone"]) == ["user", "assistant", "tool_call", "tool_result"]
    inner = [step.kind for step in found["parent"].steps if step.parent is not None]
    assert (
        inner.count("user") == 1
    )  # the words to the sub-agent lie inside the call that started it
    assert traces.counts.lines == traces.counts.records == 15


def test_sessions_that_are_each_others_parents_are_read_and_end(tmp_path: Path):
    ring = [session("a", parentID="b"), session("b", parentID="a")]
    stored(tmp_path, "project", ring)
    assert {trace.trace_id for trace in load(tmp_path)} == {"a", "b"}


@pytest.mark.parametrize(("code", "status"), [(0, "ok"), (1, "error"), (None, "ok"), ("1", "ok")])
def test_a_command_that_failed_in_a_tool_that_ran_is_an_error(
    tmp_path: Path, code: Any, status: str
):
    ran = tool("c1", metadata={"exit": code})
    rows = [session(), message("m1", "user"), message("m2", "assistant", created=2), ran]
    trace = read_one(tmp_path, rows)
    assert [call.status for call in trace.tool_calls] == [status]
