"""What is written as OTLP is valid, follows the GenAI conventions, and keeps its ids."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from tests.formats.writers.test_round_trip import converted, read
from tests.native_records import native_records
from tests.traces import native
from tracegrade.formats import load
from tracegrade.formats.writers import Losses, native_record, otlp_request

TRACES = Path(__file__).resolve().parents[3] / "fixtures" / "traces"
Row = dict[str, Any]

SPAN = {
    "traceId", "spanId", "parentSpanId", "name", "kind", "startTimeUnixNano", "endTimeUnixNano",
    "attributes", "status",
}  # fmt: skip


def spans_of(request: Row) -> list[Row]:
    ((scope,),) = (resource["scopeSpans"] for resource in request["resourceSpans"])
    return scope["spans"]


def attributes(span: Row) -> Row:
    """Attributes of a span by the JSON mapping of OTLP."""
    return {one["key"]: value(one["value"]) for one in span["attributes"]}


def value(given: Row) -> Any:
    ((kind, item),) = given.items()
    if kind == "arrayValue":
        return [value(one) for one in item["values"]]
    types = {"stringValue": str, "intValue": str, "doubleValue": (int, float), "boolValue": bool}
    assert isinstance(item, types[kind]), given
    if kind == "intValue":
        assert -(2**63) <= int(item) < 2**63
        return int(item)
    return item


def written(*steps: Row, **fields: Any) -> list[Row]:
    return spans_of(otlp_request(native_record(native(*steps, **fields)), Losses()))


@given(native_records())
def test_any_trace_is_written_by_the_json_mapping_of_the_protocol(record: Row):
    (trace,) = read(json.dumps(record).encode(), "native")
    _, (line,) = converted([trace], "otlp")
    spans = spans_of(json.loads(line))
    ids = [span["spanId"] for span in spans]
    assert len(set(ids)) == len(ids)
    assert len({span["traceId"] for span in spans}) == 1
    for span in spans:
        assert span.keys() <= SPAN
        assert re.fullmatch(r"(?!0{32})[0-9a-f]{32}", span["traceId"])
        assert re.fullmatch(r"(?!0{16})[0-9a-f]{16}", span["spanId"])
        assert span.get("parentSpanId", ids[0]) in ids
        assert 0 <= int(span["startTimeUnixNano"]) <= int(span["endTimeUnixNano"]) < 2**64
        names = [one["key"] for one in span["attributes"]]
        assert len(set(names)) == len(names)
        attributes(span)


STEPS = [
    {"id": "u", "kind": "user", "text": "Refund order A-1.", "at": "2026-11-23T10:00:00Z"},
    {"id": "a", "kind": "assistant", "text": "Wait.", "reasoning": "It is small.", "model": "gpt-x",
     "at": "2026-11-23T10:00:01Z", "duration_s": 0.5, "stop_reason": "tool_call",
     "time_to_first_token_s": 0.2,
     "usage": {"input_tokens": 9, "output_tokens": 4, "reasoning_tokens": 3, "cost_usd": 0.5}},
    {"id": "c", "kind": "tool_call", "parent": "a", "call_id": "c1", "tool": "refund",
     "arguments": {"amount": 250}},
    {"id": "r", "kind": "tool_result", "call": "c", "status": "error", "content": "no such order",
     "at": "2026-11-23T10:00:04Z", "duration_s": 2.0, "executed_arguments": {"amount": 50}},
    {"id": "a2", "kind": "assistant", "text": "It failed.", "model": "gpt-x"},
]  # fmt: skip


def test_model_calls_and_tools_are_spans_of_the_conventions():
    root, chat, tool, last = written(*STEPS, agent="desk")
    assert [span["name"] for span in (root, chat, tool, last)] == [
        "invoke_agent desk", "chat gpt-x", "execute_tool refund", "chat gpt-x"
    ]  # fmt: skip
    assert {span["parentSpanId"] for span in (chat, tool, last)} == {root["spanId"]}
    said = attributes(chat)
    assert said["gen_ai.usage.input_tokens"] == 9
    assert said["gen_ai.usage.reasoning.output_tokens"] == 3
    assert said["gen_ai.response.finish_reasons"] == ["tool_call"]
    assert said["gen_ai.response.time_to_first_chunk"] == 0.2
    (output,) = json.loads(said["gen_ai.output.messages"])
    assert [part["type"] for part in output["parts"]] == ["reasoning", "text", "tool_call"]
    (heard,) = json.loads(said["gen_ai.input.messages"])
    assert (heard["role"], heard["parts"]) == (
        "user", [{"type": "text", "content": "Refund order A-1."}]
    )  # fmt: skip
    ran = attributes(tool)
    assert ran["gen_ai.tool.call.arguments"] == '{"amount":50}'  # what ran, not what was asked for
    assert ran["gen_ai.tool.call.result"] == "no such order"
    assert (tool["status"], ran["error.type"]) == ({"code": 2}, "_OTHER")


def test_times_are_those_of_the_steps_and_spans_without_one_stand_in_their_order():
    _, chat, tool, last = written(*STEPS)
    second = 10**9
    begun = int(chat["startTimeUnixNano"])
    assert int(chat["endTimeUnixNano"]) - begun == second // 2
    assert int(tool["endTimeUnixNano"]) - begun == 3 * second
    assert int(tool["startTimeUnixNano"]) - begun == second
    assert last["startTimeUnixNano"] == last["endTimeUnixNano"] == tool["endTimeUnixNano"]


def test_where_no_time_is_known_none_is_made_up():
    steps = [{name: item for name, item in step.items() if name != "at"} for step in STEPS]
    for span in written(*steps):
        assert span["startTimeUnixNano"] == span["endTimeUnixNano"] == "0"


def test_a_call_that_never_ran_has_no_span():
    names = [span["name"] for span in written(*STEPS[:3])]
    assert names == ["invoke_agent", "chat gpt-x"]


def test_what_happened_inside_a_call_lies_in_its_span():
    inside = {"id": "a3", "kind": "assistant", "text": "Found.", "agent": "helper", "parent": "c"}
    _, _, tool, helper = written(*STEPS[:3], inside, STEPS[3])
    assert helper["parentSpanId"] == tool["spanId"]
    assert attributes(helper)["gen_ai.agent.name"] == "helper"


def test_ids_are_the_same_at_every_run_and_an_id_of_the_protocol_stays():
    assert written(*STEPS, trace_id="t-1") == written(*STEPS, trace_id="t-1")
    known = "4bf92f3577b34da6a3ce929d0e0e4736"
    assert written(trace_id=known)[0]["traceId"] == known


def test_traces_that_share_an_id_stay_apart():
    traces = [native(*STEPS[:count], trace_id="same") for count in (1, 2, 5)]
    _, lines = converted(traces, "otlp")
    ids = [spans_of(json.loads(line))[0]["traceId"] for line in lines]
    assert len(set(ids)) == 3
    again = [trace for line in lines for trace in read(line, "otlp")]
    assert [(trace.trace_id, len(trace)) for trace in again] == [
        ("same", 1),
        ("same", 2),
        ("same", 5),
    ]


def test_requests_in_one_file_come_back_in_their_order_whatever_lies_where(tmp_path: Path):
    """Collectors write spans in the order in which they ended, and batch them as they like."""
    source = TRACES / "native" / "runs" / "old.jsonl"
    before = {trace.trace_id: native_record(trace) for trace in load(source)}
    _, lines = converted(load(source), "otlp")
    loose: list[bytes] = []
    for line in lines:
        request = json.loads(line)
        for span in spans_of(request):
            scope = {"scopeSpans": [{"spans": [span]}]}
            whole = {"resourceSpans": [{**request["resourceSpans"][0], **scope}]}
            loose.append(json.dumps(whole).encode())
    random.Random(7).shuffle(loose)
    path = tmp_path / "spans.jsonl"
    path.write_bytes(b"\n".join(loose))
    assert {trace.trace_id: native_record(trace) for trace in load(path)} == before


PLAIN = ["plain_success", "parallel_calls", "retry_after_error", "approval_denied"]


@pytest.mark.parametrize("case", PLAIN)
def test_calls_and_words_are_in_the_conventions_own_fields(case: str):
    """Whoever knows nothing of the extension reads the same calls, results and words."""
    for trace in load(TRACES / "native" / case):
        request = otlp_request(native_record(trace), Losses())
        (plain,) = read(json.dumps(without_extension(request)).encode(), "otlp")
        assert [calls(one) for one in (plain, trace)] == [calls(trace)] * 2
        assert [words(one) for one in (plain, trace)] == [words(trace)] * 2


def calls(trace: Any) -> list[Any]:
    return [
        (call.tool, call.arguments, call.result and call.result.status) for call in trace.tool_calls
    ]


def words(trace: Any) -> list[Any]:
    kinds = ("system", "user", "assistant")
    return [(step.kind, step.text) for step in trace.steps if step.kind in kinds and step.text]


def without_extension(given: Any) -> Any:
    """The same, without whatever stands under `tracegrade`."""
    if isinstance(given, dict):
        items = given.items()
        return {key: without_extension(item) for key, item in items if key != "tracegrade"}
    if isinstance(given, list):
        kept = [one for one in given if not is_ours(one)]
        return [without_extension(one) for one in kept]
    if isinstance(given, str) and '"tracegrade"' in given:
        return json.dumps(without_extension(json.loads(given)))
    return given


def is_ours(one: Any) -> bool:
    return isinstance(one, dict) and str(one.get("key")).startswith("tracegrade.")


SCHEMAS = {
    "gen_ai.input.messages": "gen-ai-input-messages.json",
    "gen_ai.output.messages": "gen-ai-output-messages.json",
}


@pytest.mark.shared
def test_messages_hold_to_the_schemas_of_the_conventions(shared: Path):
    folder = shared / "traces" / "agentpile_fixtures" / "schemas" / "genai"
    checks = {
        name: Draft202012Validator(json.loads((folder / file).read_text()))
        for name, file in SCHEMAS.items()
    }
    seen = 0
    for path in (TRACES / "native").glob("*/*.jsonl"):
        for line in converted(load(path), "otlp")[1]:
            for span in spans_of(json.loads(line)):
                given = attributes(span)
                for name in SCHEMAS.keys() & given.keys():
                    seen += 1
                    assert list(checks[name].iter_errors(json.loads(given[name]))) == []
    assert seen > 300
