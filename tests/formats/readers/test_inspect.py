"""Logs of Inspect: what their events tell beside the messages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tracegrade.formats import load
from tracegrade.model import Trace

ASKED = {"id": "c1", "function": "refund", "arguments": {"amount": 30}, "type": "function"}


def log_of(folder: Path, messages: list[Any], events: list[Any], **more: Any) -> Trace:
    """The trace of a log with one sample."""
    sample = {"id": 1, "epoch": 1, "input": "Refund A-2.", "target": "", "messages": messages}
    log = {"version": 2, "status": "success", "eval": {"task": "desk", "model": "m"}}
    path = folder / "log.json"
    path.write_text(json.dumps({**log, "samples": [{**sample, "events": events, **more}]}))
    (trace,) = load(path)
    assert trace.problems == ()
    return trace


def test_approvals_inside_the_event_of_a_tool_are_found(tmp_path: Path):
    messages = [
        {"role": "user", "content": "Refund A-2."},
        {"role": "assistant", "content": "", "tool_calls": [ASKED]},
        {"role": "tool", "tool_call_id": "c1", "function": "refund", "content": "refunded 25"},
    ]
    decision = {
        "event": "approval", "call": ASKED, "approver": "human", "decision": "modify",
        "modified": {**ASKED, "arguments": {"amount": 25}},
    }  # fmt: skip
    inner = [{"event": "tool", "id": "c9", "events": [decision]}]
    trace = log_of(tmp_path, messages, [{"event": "tool", "id": "c1", "events": inner}])
    (call,) = trace.tool_calls
    assert (call.arguments, call.executed_arguments) == ({"amount": 30}, {"amount": 25})
    made = [(step.kind, step.principal) for step in trace.steps if step.kind[:8] == "approval"]
    assert made == [("approval_request", None), ("approval_decision", "human:human")]


def model(text: str, *calls: dict[str, Any], named: str, **more: Any) -> dict[str, Any]:
    """The event of a model call that said this."""
    said = {"id": named, "role": "assistant", "content": text, "tool_calls": list(calls)}
    usage = {"input_tokens": 10, "output_tokens": 1}
    return {"event": "model", "output": {"choices": [{"message": said}], "usage": usage}, **more}


def ran(named: str, function: str, result: Any, **more: Any) -> dict[str, Any]:
    """The event of a tool that ran."""
    return {"event": "tool", "id": named, "function": function, "result": result, **more}


def begins(named: str, kind: str, name: str, parent: str) -> dict[str, Any]:
    """The event of a span that begins."""
    return {"event": "span_begin", "id": named, "type": kind, "name": name, "parent_id": parent}


def outline(trace: Trace) -> list[tuple[str, str | None, str | None]]:
    """Kind, text or tool, and parent of each step."""
    return [(step.kind, getattr(step, "tool", step.text), step.parent) for step in trace.steps]


ASK = {"id": "c1", "function": "helper", "arguments": {"input": "A-1"}}
LOOK = {"id": "c2", "function": "look", "arguments": {"id": "A-1"}}
INSTRUCTIONS = {"role": "system", "content": "Look things up."}
HEARD = {"id": "m0", "role": "user", "content": "Where is A-1?"}
MAIN = [
    HEARD,
    {"id": "m1", "role": "assistant", "content": "I ask.", "tool_calls": [ASK]},
    {"id": "m2", "role": "tool", "tool_call_id": "c1", "function": "helper", "content": "Open."},
    {"id": "m3", "role": "assistant", "content": "It is open."},
]
STEPS = [
    ("user", "Where is A-1?", None), ("assistant", "I ask.", None), ("tool_call", "helper", "s1"),
    ("system", "Look things up.", "s2"), ("assistant", None, "s2"), ("tool_call", "look", "s4"),
    ("tool_result", "open", None), ("assistant", "Open.", "s2"), ("tool_result", "Open.", None),
    ("assistant", "It is open.", None),
]  # fmt: skip


def test_an_agent_that_runs_as_a_tool_is_read_inside_its_call(tmp_path: Path):
    events = [
        model("I ask.", ASK, named="m1", span_id="desk"),
        begins("t1", "tool", "helper", "desk"), ran("c1", "helper", "Open.", span_id="desk"),
        begins("a1", "agent", "helper", "t1"),
        model("", LOOK, named="n1", span_id="a1", input=[], input_refs=[[1, 2], [0, 1]]),
        begins("t2", "tool", "look", "a1"), ran("c2", "look", "open", span_id="a1"),
        model("Open.", named="n2", span_id="a1", input=[], input_refs=[[0, 4]]),
        model("It is open.", named="m3", span_id="desk"),
    ]  # fmt: skip
    pool = {"messages": [HEARD, INSTRUCTIONS]}
    trace = log_of(tmp_path, MAIN, events, events_data=pool)
    assert outline(trace) == STEPS
    spoken = [step for step in trace.steps if step.kind == "assistant"]
    assert [step.agent for step in spoken] == [None, "helper", "helper", None]
    assert sum(step.usage.input_tokens for step in spoken) == 40
    assert "sub_agents" in trace.capabilities


def test_what_older_logs_keep_inside_the_event_of_a_tool_is_read_inside_its_call(tmp_path: Path):
    inner = [
        model("", LOOK, named="n1", input=[INSTRUCTIONS]),
        ran("c2", "look", "open"),
        model("Open.", named="n2"),
    ]
    events = [model("I ask.", ASK, named="m1"), ran("c1", "helper", "Open.", events=inner)]
    assert outline(log_of(tmp_path, MAIN, events)) == STEPS


def test_an_agent_that_is_handed_over_to_is_read_once_inside_the_handoff(tmp_path: Path):
    asked = {"id": "c1", "function": "transfer_to_refunds", "arguments": {}}
    done = "Successfully transferred to refunds."
    messages = [
        HEARD,
        {"id": "m1", "role": "assistant", "content": "", "tool_calls": [asked]},
        {"id": "m2", "role": "tool", "tool_call_id": "c1", "content": done},
        {"id": "m3", "role": "assistant", "content": "[refunds] look(id='A-1')"},
        {"id": "m4", "role": "user", "content": "open"},
        {"id": "m5", "role": "assistant", "content": "[refunds] Open."},
        {"id": "m6", "role": "assistant", "content": "It is open."},
    ]
    events = [
        model("", asked, named="m1", span_id="desk"),
        begins("t1", "tool", "transfer_to_refunds", "desk"),
        ran("c1", "transfer_to_refunds", done, span_id="desk", agent="refunds"),
        begins("a1", "agent", "refunds", "t1"),
        model("", LOOK, named="m3", span_id="a1", input=[HEARD]),
        ran("c2", "look", "open", span_id="a1", message_id="m4"),
        model("Open.", named="m5", span_id="a1"), model("It is open.", named="m6", span_id="desk"),
    ]  # fmt: skip
    assert outline(log_of(tmp_path, messages, events)) == [
        ("user", "Where is A-1?", None), ("assistant", None, None), ("handoff", None, "s1"),
        ("assistant", None, "s2"), ("tool_call", "look", "s3"), ("tool_result", "open", None),
        ("assistant", "Open.", "s2"), ("assistant", "It is open.", None),
    ]  # fmt: skip


def test_calls_that_name_each_other_inside_are_entered_once(tmp_path: Path):
    inner = [model("Again.", ASK, named="n1", events=[]), ran("c1", "helper", 7, events=[])]
    inner[1]["events"] = [model("And again.", {**ASK, "id": ["c1"]}, named="n2")]
    events = [model("I ask.", ASK, named="m1"), ran("c1", "helper", "Open.", events=inner)]
    said = [
        text for kind, text, _ in outline(log_of(tmp_path, MAIN, events)) if kind == "assistant"
    ]
    assert said == ["I ask.", "Again.", "And again.", "It is open."]


TOOL = {
    "name": "refund",
    "description": "Refund it.",
    "parameters": {"type": "object", "properties": {}},
}


def test_tools_that_model_events_declare_are_the_tools_of_the_trace(tmp_path: Path):
    declared = [TOOL, {"name": "look", "description": "attachment://a1"}, {"name": 7}, "look"]
    events = [
        model("One.", named="m1", tools=declared[:1]),
        model("Two.", named="m2", tools=declared),
        model("Three.", named="m3", tools="attachment://gone"),
    ]
    messages = [HEARD, {"id": "m1", "role": "assistant", "content": "One."}]
    trace = log_of(tmp_path, messages, events, attachments={"a1": "Look it up."})
    assert [(one.name, one.description, one.parameters) for one in trace.tools] == [
        ("refund", "Refund it.", TOOL["parameters"]), ("look", "Look it up.", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("usage", "taken"),
    [
        (
            {
                "input_tokens": 10,
                "total_tokens": 65,
                "input_tokens_cache_read": 40,
                "input_tokens_cache_write": 10,
            },
            60,
        ),
        ({"input_tokens": 50, "total_tokens": 55, "input_tokens_cache_read": 40}, 50),
        (
            {
                "input_tokens": 10,
                "total_tokens": 55,
                "input_tokens_cache_read": 40,
                "input_tokens_cache_write": None,
            },
            50,
        ),
        ({"input_tokens": 10, "input_tokens_cache_read": 40}, 50),
    ],
    ids=["apart", "part of the input, as older logs count", "read alone", "no total"],
)
def test_cached_tokens_are_part_of_the_tokens_sent_and_counted_once(
    tmp_path: Path, usage: Any, taken: int
):
    event = model("One.", named="m1")
    event["output"]["usage"] = {
        "output_tokens": 5,
        **usage,
        "reasoning_tokens": 3,
        "total_cost": 0.25,
    }
    trace = log_of(tmp_path, [HEARD, {"id": "m1", "role": "assistant", "content": "One."}], [event])
    said = trace.steps[1].usage
    assert (said.input_tokens, said.cached_input_tokens, said.output_tokens) == (taken, 40, 5)
    assert (said.reasoning_tokens, said.cost_usd) == (3, 0.25)
    assert {"tokens", "cost"} <= trace.capabilities
