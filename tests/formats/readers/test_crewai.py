from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from tests.formats.readers.sessions import kinds, read_lines, read_one
from tests.formats.test_fuzz import exercise
from tests.mutants import mutants
from tracegrade.formats import load
from tracegrade.model import Assistant, Retrieval, Trace

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures" / "traces" / "crewai"


def fixture(case: str) -> Trace:
    (path,) = (FIXTURES / case).glob("input.*")
    (trace,) = load(path)
    return trace


def event(kind: str, number: int, **held: Any) -> dict[str, Any]:
    return {
        "type": kind, "timestamp": f"2026-11-23T10:00:{number:02d}Z", "event_id": f"e{number}",
        "emission_sequence": number, "source_fingerprint": None, "fingerprint_metadata": None,
        "agent_role": "Desk", "task_id": "t1", **held,
    }  # fmt: skip


def started(number: int, tool: str = "look", **arguments: Any) -> dict[str, Any]:
    return event("tool_usage_started", number, tool_name=tool, tool_args=arguments)


def ended(number: int, started_by: int | None, tool: str = "look", **held: Any) -> dict[str, Any]:
    begun = {} if started_by is None else {"started_event_id": f"e{started_by}"}
    return event("tool_usage_finished", number, tool_name=tool, tool_args={}, **begun, **held)


def test_what_a_coworker_did_is_inside_the_call_that_asked_it():
    trace = fixture("delegation")
    asked, looked = trace.tool_calls
    expert = trace.step(looked.parent or "")
    assert (asked.tool, expert.agent, expert.parent) == (
        "delegate_work_to_coworker",
        "Expert",
        asked.id,
    )
    assert trace.final_answer == "Order A-1001 is processing."
    assert trace.can_show("sub_agents")


def test_each_model_call_repeats_the_conversation_and_it_is_read_once():
    trace = fixture("retry_after_error_events")
    assert kinds(trace).count("system") == 1
    assert kinds(trace).count("user") == 1
    usages = [step.usage for step in trace.steps if isinstance(step, Assistant)]
    assert [usage.input_tokens if usage else None for usage in usages] == [50, 51, 52]


def test_an_output_tells_errors_only_where_a_tool_failed():
    assert fixture("retry_after_error").can_show("error_status")
    assert not fixture("plain_success").can_show("error_status")
    failed = fixture("retry_after_error").tool_calls[0]
    assert failed.result is not None
    assert failed.result.extra["failure"]["code"] == "ToolFailure"


def test_events_are_put_in_the_order_of_their_emission(tmp_path: Path):
    rows = [ended(2, 1, output="a"), started(1), event("llm_call_completed", 0, response=[])]
    trace = read_one(tmp_path, rows)
    assert kinds(trace) == ["assistant", "tool_call", "tool_result"]
    assert trace.tool_calls[0].parent == trace.steps[0].id


def test_tools_of_older_events_are_joined_by_name_and_arguments(tmp_path: Path):
    rows = [
        started(1),
        started(2, "other"),
        ended(3, None, "other", output="b"),
        ended(4, None, output="a"),
    ]
    trace = read_one(tmp_path, rows)
    assert [call.result.text if call.result else None for call in trace.tool_calls] == ["a", "b"]


@pytest.mark.parametrize(
    ("held", "status"),
    [({"output": "x"}, "ok"), ({"output": "x", "failure": {"message": "no"}}, "error")],
)
def test_a_tool_may_say_that_it_failed(tmp_path: Path, held: dict[str, Any], status: str):
    trace = read_one(tmp_path, [started(1), ended(2, 1, **held)])
    assert trace.tool_calls[0].status == status


def test_memory_is_retrieval_and_failures_are_errors(tmp_path: Path):
    rows = [
        event("memory_query_completed", 1, query="orders", results=[{"content": "ship in 3 days"}]),
        event("llm_call_failed", 2, error="no budget"),
        event("crew_kickoff_failed", 3, error="no budget"),
        event("memory_save_started", 4),
    ]
    trace = read_one(tmp_path, rows)
    assert kinds(trace) == ["retrieval", "error", "error"]
    found = trace.steps[0]
    assert isinstance(found, Retrieval)
    assert (found.query, len(found.documents)) == ("orders", 1)
    assert trace.completion == "interrupted"
    assert trace.metadata == {"events": {"memory_save_started": 1}}


def test_the_output_of_a_single_agent_is_no_plain_chat(tmp_path: Path):
    body = {"raw": "Done.", "agent_role": "Desk", "usage_metrics": None, "pydantic": None,
            "messages": [{"role": "user", "content": "go"}, {"role": "assistant", "content": "Done."}]}  # fmt: skip
    trace = read_one(tmp_path, [body])
    assert (trace.agent, trace.final_answer) == ("Desk", "Done.")
    assert trace.source is not None
    assert trace.source.format == "crewai"


def test_a_bad_event_costs_only_itself(tmp_path: Path):
    rows = [started(1), {**started(2), "tool_name": 7}, ended(3, 1, output="a")]
    (trace,), problems = read_lines(tmp_path, rows)
    assert [(one.line, one.pointer) for one in problems] == [(2, "/tool_name")]
    assert trace.tool_calls[0].status == "ok"


def test_a_bad_message_of_an_output_is_located(tmp_path: Path):
    body = json.loads((FIXTURES / "plain_success" / "input.json").read_text())
    body["tasks_output"][0]["messages"][0]["role"] = "robot"
    found, problems = read_lines(tmp_path, [body])
    assert found == []
    assert [one.pointer for one in problems] == ["/tasks_output/0/messages/0/role"]


def test_mutants_of_events_are_read_or_refused(tmp_path: Path):
    said = event("llm_call_started", 1, messages=[{"role": "user", "content": "go"}])
    answered = event("llm_call_completed", 2, response="ok", usage={"prompt_tokens": 1})
    rows = [said, answered, started(3, order="A-1"), ended(4, 3, output="a", failure=None)]
    found = [mutant for _, mutant in mutants(rows)]
    path = tmp_path / "mutants.jsonl"
    chosen = random.Random(7).sample(found, 300)
    path.write_text("".join(f"{json.dumps(mutant)}\n" for mutant in chosen))
    traces = load(path, format="crewai")
    for trace in traces:
        exercise(trace)
    counts = traces.counts
    assert counts.lines == counts.records + counts.refused + counts.blanks
