from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.formats.readers.sessions import kinds, read_lines, read_one
from tracegrade.formats import load
from tracegrade.model import Assistant, Handoff, Retrieval, Trace

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures" / "traces" / "autogen"
AT = "2026-11-23T10:00:00Z"


def fixture(case: str) -> Trace:
    (path,) = (FIXTURES / case).glob("input.*")
    (trace,) = load(path)
    return trace


def event(kind: str, content: Any, source: str = "desk", **held: Any) -> dict[str, Any]:
    return {"type": kind, "source": source, "content": content, "models_usage": None,
            "metadata": {}, "created_at": AT, "id": "m", **held}  # fmt: skip


def call(name: str, call_id: str = "c1") -> dict[str, Any]:
    return {"id": call_id, "name": name, "arguments": "{}"}


def result(content: str, call_id: str = "c1", **held: Any) -> dict[str, Any]:
    return {"content": content, "call_id": call_id, "name": "", **held}


@pytest.mark.parametrize("case", ["handoff", "team_state", "oldest"])
def test_a_handoff_is_read_once_and_is_no_call(case: str):
    trace = fixture(case)
    assert [step.to for step in trace.steps if isinstance(step, Handoff)] == ["orders", "user"]
    assert [call.tool for call in trace.tool_calls] == ["lookup_order"]
    assert trace.problems == ()


def test_calls_that_the_thread_leaves_out_stand_before_the_words_they_led_to():
    now, then = fixture("team_state"), fixture("oldest")
    assert kinds(then) == kinds(now)
    assert [step.agent for step in then.steps if step.kind == "assistant"] == [
        step.agent for step in now.steps if step.kind == "assistant"
    ]


def test_a_tool_that_speaks_like_a_handoff_stays_a_call(tmp_path: Path):
    words = "Transferred to billing."
    trace = read_one(tmp_path, [[
        event("ToolCallRequestEvent", [call("read_note")]),
        event("ToolCallExecutionEvent", [result(words, is_error=False)]),
    ]])  # fmt: skip
    assert [call.tool for call in trace.tool_calls] == ["read_note"]
    assert "handoff" not in kinds(trace)


def test_thoughts_belong_to_the_model_call_that_follows(tmp_path: Path):
    trace = read_one(tmp_path, [[event("ThoughtEvent", "hm"), event("TextMessage", "Done.")]])
    (answer,) = trace.steps
    assert isinstance(answer, Assistant)
    assert (answer.reasoning, trace.final_answer) == ("hm", "Done.")


def test_a_summary_is_the_answer_only_where_the_run_ends_with_it(tmp_path: Path):
    done = [
        event("ToolCallRequestEvent", [call("look")]),
        event("ToolCallExecutionEvent", [result("processing", is_error=False)]),
        event("ToolCallSummaryMessage", "processing", tool_calls=[], results=[]),
    ]
    assert read_one(tmp_path, [done]).final_answer == "processing"
    more = read_one(tmp_path, [[*done, event("TextMessage", "It is processing.")]])
    assert kinds(more)[-2:] == ["note", "assistant"]
    assert more.final_answer == "It is processing."


def test_whoever_is_asked_for_input_is_a_person():
    trace = fixture("person")
    people = [step.principal for step in trace.steps if step.kind == "user"]
    assert people == ["human:user"] * 3
    assert trace.completion == "interrupted"


def test_memory_is_retrieval():
    trace = fixture("memory")
    (found,) = [step for step in trace.steps if isinstance(step, Retrieval)]
    assert (found.documents[0].id, found.documents[0].text) == (
        "kb-1",
        "Orders ship within 3 days.",
    )


def test_code_that_failed_and_was_tried_again():
    trace = fixture("code")
    assert [(call.status, call.attempt) for call in trace.tool_calls] == [("error", 1), ("ok", 2)]


def test_what_another_agent_said_is_no_word_of_a_person(tmp_path: Path):
    rows = [{"type": "UserMessage", "source": "planner", "content": "go"},
            {"type": "UserMessage", "source": "user", "content": "go"}]  # fmt: skip
    trace = read_one(tmp_path, [{"type": "AssistantAgentState", "llm_context": {"messages": rows}}])
    assert [step.principal for step in trace.steps] == ["agent:planner", "human:user"]


def test_streamed_pieces_are_counted_and_pictures_kept(tmp_path: Path):
    rows = [event("ModelClientStreamingChunkEvent", "Do"), event("TextMessage", "Done."),
            event("MultiModalMessage", ["see", {"data": "aGk="}], source="user")]  # fmt: skip
    trace = read_one(tmp_path, rows)
    assert kinds(trace) == ["assistant", "user"]
    assert trace.steps[1].extra == {"content": [{"data": "aGk="}]}
    assert trace.metadata == {"messages": {"ModelClientStreamingChunkEvent": 1}}


def test_a_bad_message_costs_only_itself(tmp_path: Path):
    rows = [event("TextMessage", "hi", source="user"), event("ToolCallRequestEvent", [{}]),
            event("TextMessage", "Done.")]  # fmt: skip
    (trace,), problems = read_lines(tmp_path, rows)
    assert [(one.code, one.line, one.pointer) for one in problems] == [
        ("bad-calls", 2, "/content/0")
    ]
    assert trace.final_answer == "Done."


def test_a_state_without_a_thread_is_refused(tmp_path: Path):
    path = tmp_path / "state.json"
    path.write_text(json.dumps({"type": "TeamState", "agent_states": {"a": {}, "b": {}}}))
    traces = load(path)
    assert list(traces) == []
    assert [one.pointer for one in traces.problems] == ["/agent_states"]


STREAMED = [
    {"id": "m1", "source": "user", "type": "TextMessage", "content": "go"},
    {"id": "c1", "source": "desk", "type": "ModelClientStreamingChunkEvent", "content": "don"},
    {"id": "m2", "source": "desk", "type": "TextMessage", "content": "done"},
]


@pytest.mark.parametrize("named", [True, False], ids=["with ids", "before 0.6"])
def test_a_stream_that_ends_with_the_result_of_its_run_is_one_run(tmp_path: Path, named: bool):
    rows = [row if named else {key: row[key] for key in row if key != "id"} for row in STREAMED]
    whole = {"messages": [rows[0], rows[2]], "stop_reason": None}
    again = [
        {**row, "content": f"{row['content']} again", "id": f"{row.get('id')}b"} for row in rows
    ]
    lines = [*rows, whole, *again]
    path = tmp_path / "stream.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    said = [[(step.kind, step.text) for step in trace.steps] for trace in load(path)]
    assert said == [
        [("user", "go"), ("assistant", "done")], [("user", "go again"), ("assistant", "done again")],
    ]  # fmt: skip


def said(source: str, content: str) -> dict[str, Any]:
    return {"source": source, "type": "TextMessage", "content": content}


def asks(source: str, call_id: str, name: str, **arguments: Any) -> dict[str, Any]:
    call = {"id": call_id, "name": name, "arguments": json.dumps(arguments)}
    return {"source": source, "type": "ToolCallRequestEvent", "content": [call]}


def told(source: str, call_id: str, content: str) -> dict[str, Any]:
    result = {"call_id": call_id, "name": "x", "content": content, "is_error": False}
    return {"source": source, "type": "ToolCallExecutionEvent", "content": [result]}


def test_what_an_agent_does_as_a_tool_lies_inside_the_call_and_its_task_is_no_persons(
    tmp_path: Path,
):
    rows = [
        said("user", "go"), asks("desk", "c1", "helper", task="Find A-5."),
        said("user", "Find A-5."), asks("helper", "h1", "look", order="A-5"), told("helper", "h1", "open"),
        said("helper", "It is open."), told("desk", "c1", "helper: It is open."), said("desk", "Open."),
        said("user", "Find A-5."),
    ]  # fmt: skip
    trace = read_one(tmp_path, [{"messages": rows, "stop_reason": None}])
    assert [(step.kind, step.parent, step.principal) for step in trace.steps if step.kind in ("user", "assistant")] == [
        ("user", None, "human:user"), ("assistant", None, None), ("user", "s2", "agent:desk"),
        ("assistant", "s2", None), ("assistant", "s2", None), ("assistant", None, None), ("user", None, "human:user"),
    ]  # fmt: skip
    assert trace.can_show("sub_agents")
