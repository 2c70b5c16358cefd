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
