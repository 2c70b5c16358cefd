"""Messages in span events: older conventions, and Strands Agents, which writes Bedrock's blocks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.formats.spans import outline, read, span, value_of
from tracegrade.formats import load

CALL = {"toolUse": {"toolUseId": "c1", "name": "get_order", "input": {"id": "A-1"}}}
RESULT = [{"text": '{"status": "shipped"}'}]
HEARD = [
    ("system", "Be brief."),
    ("user", "Where is A-1?"),
    ("assistant", None),
    ("tool_call", "get_order"),
    ("tool_result", '{"status": "shipped"}'),
    ("assistant", "Shipped."),
]
Event = tuple[str, dict[str, Any]]


def text(words: str) -> str:
    return json.dumps([{"text": words}])


def chat(number: int, *events: Event, said: Any, reason: str = "end_turn") -> Any:
    choice = ("gen_ai.choice", {"message": json.dumps(said), "finish_reason": reason})
    told = (
        ("gen_ai.system.message", {"content": text("Be brief.")}),
        ("gen_ai.user.message", {"content": text("Where is A-1?")}),
        *events,
        choice,
    )
    return span(number, "chat", events=told, gen_ai__system="strands-agents")


def ran(number: int, *events: Event, **more: Any) -> Any:
    about = {"gen_ai__system": "strands-agents", "gen_ai__tool__json_schema": "{}"}
    return span(
        number, "execute_tool", events=events, gen_ai__tool__name="get_order",
        gen_ai__tool__call__id="c1", **about, **more,
    )  # fmt: skip


GIVEN = ("gen_ai.tool.message", {"role": "tool", "content": '{"id": "A-1"}', "id": "c1"})
RETURNED = ("gen_ai.choice", {"message": json.dumps(RESULT), "id": "c1"})
ASKED = ("gen_ai.assistant.message", {"content": json.dumps([CALL])})


def told(status: str = "success") -> Event:
    result = {"toolUseId": "c1", "status": status, "content": RESULT}
    return "gen_ai.tool.message", {"content": json.dumps([{"toolResult": result}])}


def run(*events: Event, **more: Any) -> list[Any]:
    return [
        chat(1, said=[CALL], reason="tool_use"),
        ran(2, *events, **more),
        chat(3, ASKED, told(), said=[{"text": "Shipped."}]),
    ]


def test_events_of_strands_tell_a_conversation_and_its_tools(tmp_path: Path):
    trace = read(tmp_path, *run(GIVEN, RETURNED, gen_ai__tool__status="success"))
    assert outline(trace) == HEARD
    (call,) = trace.tool_calls
    assert (call.arguments, call.status, call.executed_arguments) == ({"id": "A-1"}, "ok", None)
    assert trace.steps[2].stop_reason == "tool_use"


@pytest.mark.parametrize("name", ["gen_ai__tool__status", "tool__status"])
def test_a_tool_of_strands_says_itself_that_it_failed(tmp_path: Path, name: str):
    (call,) = read(tmp_path, *run(GIVEN, RETURNED, **{name: "error"})).tool_calls
    assert call.status == "error"


def test_a_tool_of_strands_that_was_interrupted_waits(tmp_path: Path):
    trace = read(tmp_path, chat(1, said=[CALL], reason="tool_use"), ran(2, GIVEN))
    assert [call.status for call in trace.tool_calls] == ["pending"]
    assert (trace.steps[-1].kind, trace.completion) == ("approval_request", "pending")


def test_events_of_details_may_each_hold_one_part_of_them(tmp_path: Path):
    parts = {
        "gen_ai.system_instructions": [{"type": "text", "content": "Be brief."}],
        "gen_ai.input.messages": [
            {"role": "user", "parts": [{"type": "text", "content": "Where is A-1?"}]}
        ],
        "gen_ai.output.messages": [
            {"role": "assistant", "parts": [{"type": "text", "content": "Shipped."}]}
        ],
    }
    name = "gen_ai.client.inference.operation.details"
    events = tuple((name, {key: json.dumps(value)}) for key, value in parts.items())
    trace = read(tmp_path, span(1, "chat", events=events))
    assert [words for _, words in outline(trace)] == ["Be brief.", "Where is A-1?", "Shipped."]


def test_blocks_in_what_a_tool_of_strands_returned_are_opened(tmp_path: Path):
    spans = run(
        gen_ai__tool__status="success", gen_ai__tool__call__arguments='{"id": "A-1"}',
        gen_ai__tool__call__result=json.dumps([{"json": {"status": "shipped"}}]),
    )  # fmt: skip
    (call,) = read(tmp_path, *spans).tool_calls
    assert call.result is not None
    assert call.result.content == {"status": "shipped"}


def test_a_handoff_of_strands_is_no_tool_call(tmp_path: Path):
    given = {"agent_name": "billing", "message": "refund A-1"}
    call = {"toolUse": {"toolUseId": "c1", "name": "handoff_to_agent", "input": given}}
    tool = ran(
        2, gen_ai__tool__status="success", gen_ai__tool__call__arguments=json.dumps(given),
        gen_ai__tool__call__result="handing off",
    )  # fmt: skip
    named = {"key": "gen_ai.tool.name", "value": value_of("handoff_to_agent")}
    tool["attributes"].append(named)
    trace = read(tmp_path, chat(1, said=[call]), tool)
    assert [step.to for step in trace.steps if step.kind == "handoff"] == ["billing"]
    assert trace.tool_calls == ()


@pytest.mark.parametrize(
    "events",
    [
        (
            ("gen_ai.content.prompt", {"gen_ai.prompt": '[{"role": "user", "content": "Hi"}]'}),
            ("gen_ai.content.completion", {"gen_ai.completion": '[{"role": "assistant", "content": "Hello"}]'}),
        ),
        (
            ("gen_ai.user.message", {"content": "Hi"}),
            ("gen_ai.choice", {"message": '{"role": "assistant", "content": "Hello"}', "index": 0}),
        ),
        (
            ("gen_ai.user.message", {"event.name": "gen_ai.user.message", "content": "Hi"}),
            ("gen_ai.choice", {"message": "Hello"}),
        ),
    ],
    ids=["1.26", "1.28", "a text"],
)  # fmt: skip
def test_events_of_older_conventions_tell_a_conversation(tmp_path: Path, events: Any):
    trace = read(tmp_path, span(1, "chat", events=events))
    assert outline(trace) == [("user", "Hi"), ("assistant", "Hello")]


def bare(raw: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A span as CloudWatch keeps it: attributes are plain."""
    plain = {one["key"]: next(iter(one["value"].values())) for one in raw["attributes"]}
    kept = {key: raw[key] for key in ("traceId", "spanId", "name")}
    times = {key: int(raw[key]) for key in ("startTimeUnixNano", "endTimeUnixNano")}
    return {**kept, **times, "attributes": plain, "status": {"code": "OK"}, **more}


def logged(raw: dict[str, Any]) -> dict[str, Any]:
    """The events of a span as the AWS distribution logs them beside it."""
    body: dict[str, Any] = {"input": {"messages": []}, "output": {"messages": []}}
    for event in raw["events"]:
        plain = {one["key"]: next(iter(one["value"].values())) for one in event["attributes"]}
        side, role = "output", "assistant"
        if event["name"] != "gen_ai.choice":
            side, role = "input", event["name"].split(".")[1]
        body[side]["messages"].append({"role": role, "content": plain})
    place = {key: raw[key] for key in ("traceId", "spanId")}
    attributes = {"event.name": "strands.telemetry.tracer", "session.id": "t-1"}
    return {**place, "timeUnixNano": 5, "body": body, "attributes": attributes}


def test_spans_and_logs_of_cloudwatch_belong_together(tmp_path: Path):
    spans = run(GIVEN, RETURNED, gen_ai__tool__status="success")
    scope = {"scope": {"name": "strands.telemetry.tracer"}}
    lines = [bare(raw, **scope) for raw in spans] + [logged(raw) for raw in spans]
    path = tmp_path / "spans.jsonl"
    for order in (lines, lines[::-1]):
        path.write_text("".join(json.dumps(line) + "\n" for line in order))
        traces = load(path)
        (trace,) = traces
        assert traces.counts.refused == 0
        assert outline(trace) == HEARD
        assert trace.tool_calls[0].status == "ok"


def test_the_session_stands_in_for_the_conversation(tmp_path: Path):
    trace = read(tmp_path, span(1, "invoke_agent", session__id="t-1"))
    assert trace.metadata is not None
    assert trace.metadata["conversation_id"] == "t-1"
