from __future__ import annotations

import json
import random
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
    StepError,
    Trace,
)

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures" / "traces" / "openai_agents_spans"
BEGIN = {"object": "trace", "id": "trace_1", "workflow_name": "refunds", "group_id": "g"}


class Rows:
    """Spans with one after the other's time, as a processor gets them."""

    def __init__(self) -> None:
        self.rows: list[Any] = [BEGIN]

    def add(self, span_id: str, parent: str | None, error: Any = None, **data: Any) -> Rows:
        second = len(self.rows)
        self.rows.append({
            "object": "trace.span", "id": span_id, "trace_id": "trace_1", "parent_id": parent,
            "started_at": f"2026-11-23T10:00:{second:02d}+00:00",
            "ended_at": f"2026-11-23T10:00:{second:02d}.5+00:00", "span_data": data, "error": error,
        })  # fmt: skip
        return self

    def agent(self, span_id: str = "agent", **more: Any) -> Rows:
        return self.add(span_id, more.pop("parent", None), type="agent", name="billing", **more)

    def model(self, span_id: str, said: Any, parent: str = "agent", given: Any = None) -> Rows:
        usage = {
            "input_tokens": 11,
            "output_tokens": 7,
            "input_tokens_details": {"cached_tokens": 5},
        }
        return self.add(
            span_id, parent, type="generation", input=given, output=said, model="m", usage=usage
        )

    def function(self, span_id: str, output: Any, parent: str = "agent", **more: Any) -> Rows:
        given = more.pop("input", '{"amount": 50}')
        return self.add(
            span_id, parent, more.pop("error", None), type="function", name="refund",
            input=given, output=output, **more,
        )  # fmt: skip


def asked(call_id: str, name: str = "refund", arguments: str = '{"amount": 50}') -> dict[str, Any]:
    return {"type": "function_call", "call_id": call_id, "name": name, "arguments": arguments}


def told(call_id: str, output: str) -> dict[str, Any]:
    return {"type": "function_call_output", "call_id": call_id, "output": output}


def decisions(trace: Trace) -> list[str | None]:
    return [step.decision for step in trace.steps if isinstance(step, ApprovalDecision)]


def shape(trace: Trace) -> list[Any]:
    calls = [(call.tool, call.arguments, call.status) for call in trace.tool_calls]
    return [*kinds(trace), *calls, *decisions(trace)]


def test_a_run_that_stopped_at_a_call_and_went_on_approved_it(tmp_path: Path):
    said = [asked("c1")]
    rows = Rows().agent().model("m1", said).function("f1", None)
    rows.agent("again").function("f2", "refunded", "again")
    rows.model(
        "m2", [{"role": "assistant", "content": "Done."}], "again", [*said, told("c1", "refunded")]
    )
    trace = read_one(tmp_path, rows.rows)
    (call,) = trace.tool_calls
    assert (call.call_id, call.status, call.result and call.result.text) == ("c1", "ok", "refunded")
    assert decisions(trace) == ["approve"]
    assert "approvals" not in trace.capabilities  # rules that let calls run leave nothing behind
    assert trace.final_answer == "Done."
    assert trace.metadata == {"workflow_name": "refunds", "group_id": "g"}


def test_a_run_that_went_on_without_the_call_refused_it_whatever_the_model_was_told(tmp_path: Path):
    said = [asked("c1")]
    rows = Rows().agent().model("m1", said).function("f1", None).agent("again")
    rows.model(
        "m2", [{"role": "assistant", "content": "No."}], "again", [*said, told("c1", "too much")]
    )
    trace = read_one(tmp_path, rows.rows)
    assert trace.tool_calls[0].status == "denied"
    assert decisions(trace) == ["deny"]


def test_a_run_that_ends_at_a_call_waits(tmp_path: Path):
    trace = read_one(tmp_path, Rows().agent().model("m1", [asked("c1")]).function("f1", None).rows)
    request = next(step for step in trace.steps if isinstance(step, ApprovalRequest))
    assert request.items[0].arguments == {"amount": 50}
    assert (trace.tool_calls[0].status, trace.completion) == ("pending", "pending")


def test_a_call_that_its_writer_gives_no_span_waits_as_well(tmp_path: Path):
    trace = read_one(tmp_path, Rows().agent().model("m1", [asked("c1")]).rows)
    assert (trace.tool_calls[0].status, trace.completion) == ("pending", "pending")


def test_a_tool_that_returns_nothing_ran(tmp_path: Path):
    said = [asked("c1")]
    rows = Rows().agent().model("m1", said).function("f1", None)
    rows.model("m2", [{"role": "assistant", "content": "Done."}], given=[*said, told("c1", "None")])
    trace = read_one(tmp_path, rows.rows)
    assert trace.tool_calls[0].status == "ok"
    assert "approval_request" not in kinds(trace)


def test_a_rejection_that_stands_in_the_error_is_a_denial(tmp_path: Path):
    reason = {
        "tool_name": "refund",
        "error": "Tool execution for c1 was manually rejected by user.",
    }
    error = {"message": "Tool execution was not approved.", "data": reason}
    rows = Rows().agent().model("m1", [asked("c1"), asked("c2")])
    rows.function("f1", "Tool execution was not approved.", error=error, input="")
    trace = read_one(tmp_path, rows.function("f2", "refunded").rows)
    assert [call.status for call in trace.tool_calls] == ["denied", "ok"]


def test_a_response_without_content_has_the_calls_that_ran_after_it(tmp_path: Path):
    rows = (
        Rows()
        .agent(tools=["refund"])
        .add("r1", "agent", type="response", response_id="x", usage=None)
    )
    rows.function("f1", "a").function("f2", "b", input='{"amount": 7}')
    rows.add(
        "r2",
        "agent",
        type="response",
        response_id="y",
        usage={"input_tokens": 3, "output_tokens": 4},
    )
    trace = read_one(tmp_path, rows.rows)
    groups = {call.parallel_group for call in trace.tool_calls}
    assert groups == {next(step.id for step in trace.steps if step.kind == "assistant")}
    assert [call.arguments for call in trace.tool_calls] == [{"amount": 50}, {"amount": 7}]
    assert [tool.name for tool in trace.tools] == ["refund"]
    assert trace.final_answer is None


def test_a_refused_call_without_content_is_not_said_to_have_run(tmp_path: Path):
    """Sensitive data is not traced: the span of a call that never ran looks like any other."""
    rows = Rows().agent().add("r1", "agent", type="response", response_id="x", usage=None)
    rows.function("f1", None, input=None).agent("again")
    rows.add("r2", "again", type="response", response_id="y", usage=None)
    trace = read_one(tmp_path, rows.rows)
    assert trace.tool_calls[0].status == "unknown"
    assert "tool_results" not in trace.capabilities


def test_a_turn_of_a_model_that_writes_no_spans_is_a_model_call(tmp_path: Path):
    usage = {"input_tokens": 11, "output_tokens": 7, "cached_input_tokens": 2}
    turn = {"sdk_span_type": "turn", "turn": 1, "agent_name": "billing", "usage": usage}
    task = {"sdk_span_type": "task", "name": "w", "usage": usage}
    rows = Rows().add("task", None, type="custom", name="task", data=task).agent(parent="task")
    rows.add("turn", "agent", type="custom", name="turn", data=turn).function("f1", "x", "turn")
    trace = read_one(tmp_path, rows.rows)
    assert kinds(trace) == ["assistant", "tool_call", "tool_result"]
    assert isinstance(trace.steps[0], Assistant)
    assert trace.steps[0].usage is not None
    assert (trace.steps[0].usage.input_tokens, trace.steps[0].usage.cached_input_tokens) == (11, 2)


def test_usage_of_turns_and_tasks_is_not_counted_again():
    trace = load_one(FIXTURES / "plain_success" / "input.jsonl")
    counts = [step.usage for step in trace.steps if isinstance(step, Assistant)]
    assert [usage and usage.input_tokens for usage in counts] == [100, 110]


def test_a_handoff_is_no_tool_call_by_whatever_name_the_model_asks_for_it(tmp_path: Path):
    said = [asked("c1", "escalate", "{}"), asked("c2")]
    rows = Rows().agent(tools=["refund"]).model("m1", said)
    rows.add("h", "agent", type="handoff", from_agent="billing", to_agent="Legal team")
    trace = read_one(tmp_path, rows.function("f1", "x").rows)
    assert [call.tool for call in trace.tool_calls] == ["refund"]
    assert [step.to for step in trace.steps if isinstance(step, Handoff)] == ["Legal team"]


def test_the_error_that_ends_a_run_is_a_step(tmp_path: Path):
    rows = Rows()
    rows.add("agent", None, {"message": "Error in agent run", "data": {"error": "no route"}},
             type="agent", name="billing")  # fmt: skip
    trace = read_one(tmp_path, rows.rows)
    assert isinstance(trace.steps[-1], StepError)
    assert trace.steps[-1].message == "Error in agent run: no route"
    assert trace.completion == "interrupted"


def test_a_guardrail_is_kept_as_it_is(tmp_path: Path):
    rows = Rows().agent().add("g", "agent", type="guardrail", name="pii", triggered=True)
    (note,) = read_one(tmp_path, rows.rows).steps
    assert (note.kind, note.extra["span_data"]["triggered"]) == ("note", True)


def test_an_agent_called_as_a_tool_waits_for_its_own_calls_and_is_not_asked_about():
    trace = load_one(FIXTURES / "delegated" / "input.jsonl")
    requests = [step for step in trace.steps if isinstance(step, ApprovalRequest)]
    assert [request.items[0].tool for request in requests] == ["refund"]
    outer, lookup, refund = trace.tool_calls
    assert [call.status for call in trace.tool_calls] == ["ok", "ok", "ok"]
    parents = {trace.step(str(call.parent)).parent for call in (lookup, refund)}
    assert parents == {outer.id}
    assert [step.to for step in trace.steps if isinstance(step, Handoff)] == ["back office"]


@pytest.mark.parametrize("case", ["approval_denied", "delegated", "parallel_calls"])
def test_the_order_of_the_lines_changes_nothing(case: str, tmp_path: Path):
    lines = (FIXTURES / case / "input.jsonl").read_text().splitlines()
    random.Random(case).shuffle(lines)
    path = tmp_path / "shuffled.jsonl"
    path.write_text("\n".join(lines) + "\n")
    assert shape(load_one(path)) == shape(load_one(FIXTURES / case / "input.jsonl"))


@pytest.mark.parametrize("wrap", [list[Any], lambda rows: {"data": rows}], ids=["list", "batch"])
def test_rows_may_stand_in_one_document(wrap: Any, tmp_path: Path):
    lines = (FIXTURES / "parallel_calls" / "input.jsonl").read_text().splitlines()
    path = tmp_path / "rows.json"
    path.write_text(json.dumps(wrap([json.loads(line) for line in lines]), indent=1))
    assert shape(load_one(path)) == shape(load_one(FIXTURES / "parallel_calls" / "input.jsonl"))


def test_the_javascript_sdk_spells_items_in_its_own_way(tmp_path: Path):
    call = {
        "type": "function_call",
        "callId": "c1",
        "name": "refund",
        "arguments": '{"amount": 50}',
    }
    result = {
        "type": "function_call_result",
        "callId": "c1",
        "output": {"type": "text", "text": "done"},
    }
    rows = Rows().agent().model("m1", [call]).function("f1", "done")
    rows.model("m2", [{"role": "assistant", "content": "Done."}], given=[call, result])
    trace = read_one(tmp_path, rows.rows)
    assert [(one.call_id, one.status) for one in trace.tool_calls] == [("c1", "ok")]
    assert kinds(trace) == ["assistant", "tool_call", "tool_result", "assistant"]


def test_a_bad_row_costs_only_itself_and_a_trace_without_spans_is_named(tmp_path: Path):
    rows = Rows().agent().rows
    bad = [
        {"object": "trace.span", "id": 3},
        {"object": "trace", "id": "trace_2", "workflow_name": "w"},
    ]
    (trace,), problems = read_lines(tmp_path, [rows[0], *bad, rows[1]])
    assert trace.trace_id == "trace_1"
    assert sorted((one.code, one.line) for one in problems if one.line) == [
        ("no-spans", 3),
        ("wrong-type", 2),
    ]


def test_parents_that_go_round_in_a_ring_are_read(tmp_path: Path):
    rows = Rows().add("a", "b", type="agent", name="x").add("b", "a", type="agent", name="y")
    (trace,), problems = read_lines(tmp_path, rows.function("f", "done", "b").rows)
    assert [call.status for call in trace.tool_calls] == ["ok"]
    assert [one.code for one in problems] == ["cyclic-parent"]


@pytest.mark.shared
def test_the_guardrail_of_the_survey_is_read(shared: Path):
    path = shared / "traces" / "replay_frameworks" / "openai_agents_spans_guardrail.jsonl"
    (trace,) = load(path)
    assert kinds(trace) == ["note", "error"]
    assert trace.completion == "interrupted"
