from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.formats.readers.sessions import kinds, read_lines, read_one
from tracegrade.formats import load, load_one
from tracegrade.model import Assistant, Retrieval, Trace

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures" / "traces" / "mcp"


def ask(number: Any, method: str = "tools/call", **params: Any) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "id": number, "method": method, "params": params}


def call(number: Any, name: str = "refund", **arguments: Any) -> dict[str, Any]:
    return ask(number, name=name, arguments=arguments)


def result(number: Any, *texts: str, **more: Any) -> dict[str, Any]:
    blocks = [{"type": "text", "text": text} for text in texts]
    return {"jsonrpc": "2.0", "id": number, "result": {"content": blocks, **more}}


def tell(method: str, **params: Any) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "method": f"notifications/{method}", "params": params}


def answer(number: Any, **given: Any) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "id": number, "result": given}


def statuses(trace: Trace) -> list[str]:
    return [one.status for one in trace.tool_calls]


def test_a_call_and_its_result_are_joined_by_the_id_of_its_side(tmp_path: Path):
    """Both sides count on their own, so both may use one id at once."""
    rows = [
        {"direction": "out", "ts": 1.5, "message": call(1, amount=50)},
        {"direction": "in", "ts": 2.5, "message": ask(1, "elicitation/create", message="Sure?")},
        {
            "direction": "out",
            "ts": 3.5,
            "message": answer(1, action="accept", content={"ok": True}),
        },
        {"direction": "in", "ts": 4.0, "message": result(1, "paid")},
    ]
    trace = read_one(tmp_path, rows)
    assert kinds(trace) == ["tool_call", "note", "user", "tool_result"]
    (made,) = trace.tool_calls
    assert made.result is not None
    assert (made.arguments, made.status, made.result.text) == ({"amount": 50}, "ok", "paid")
    assert made.result.duration_s == 2.5
    assert trace.steps[2].principal == "human:user"
    assert {step.parent for step in trace.steps[1:3]} == {made.id}


def test_bare_messages_are_joined_by_what_a_method_answers(tmp_path: Path):
    rows = [
        call(1), ask(1, "sampling/createMessage", messages=[], maxTokens=5),
        answer(1, role="assistant", model="m", content={"type": "text", "text": "Be kind."}),
        result(1, "paid"),
    ]  # fmt: skip
    trace = read_one(tmp_path, rows)
    assert kinds(trace) == ["tool_call", "assistant", "tool_result"]
    said = trace.steps[1]
    assert isinstance(said, Assistant)
    assert (said.text, said.model, said.parent) == ("Be kind.", "m", trace.tool_calls[0].id)
    assert (statuses(trace), trace.final_answer) == (["ok"], None)


@pytest.mark.parametrize(
    ("reply", "status", "content"),
    [
        (result(1, "a", "b"), "ok", "a\nb"),
        (result(1, "no", isError=True), "error", "no"),
        (result(1, '{"n": 1}', structuredContent={"n": 1}), "ok", {"n": 1}),
        ({"jsonrpc": "2.0", "id": 1, "error": {"code": -32602, "message": "bad"}}, "error", "bad"),
        (answer(1, toolResult={"n": 1}), "ok", {"n": 1}),
        (
            answer(1, content=[{"type": "image", "data": "x"}]),
            "ok",
            [{"type": "image", "data": "x"}],
        ),
    ],
    ids=[
        "text",
        "error in the result",
        "structured",
        "error of the protocol",
        "2024-10-07",
        "image",
    ],
)
def test_results_and_errors_are_read(reply: Any, status: str, content: Any, tmp_path: Path):
    (made,) = read_one(tmp_path, [call(1), reply]).tool_calls
    assert made.result is not None
    assert (made.status, made.result.content) == (status, content)


def test_calls_that_are_under_way_together_are_parallel(tmp_path: Path):
    rows = [call(1), call("b"), result("b", "x"), result(1, "y"), call(2), result(2, "z")]
    trace = read_one(tmp_path, rows)
    assert [one.parallel_group for one in trace.tool_calls] == ["s0", "s0", None]
    assert [one.call_id for one in trace.tool_calls] == ["1", "b", "2"]


def test_an_id_may_be_used_again_once_it_was_answered(tmp_path: Path):
    trace = read_one(tmp_path, [call(1), result(1, "x"), call(1), result(1, "y", isError=True)])
    assert statuses(trace) == ["ok", "error"]


def test_one_and_the_text_one_are_two_ids(tmp_path: Path):
    trace = read_one(tmp_path, [call(1, "a"), call("1", "b"), result("1", "x", isError=True)])
    assert statuses(trace) == ["unknown", "error"]


def test_tools_are_declared_with_their_annotations_over_several_pages(tmp_path: Path):
    def page(number: int, name: str, **more: Any) -> dict[str, Any]:
        tool = {
            "name": name,
            "inputSchema": {"type": "object"},
            "annotations": {"readOnlyHint": True},
        }
        return answer(number, tools=[tool], **more)

    greeting = ask(0, "initialize", protocolVersion="2025-06-18", clientInfo={"name": "desk"})
    server = answer(
        0, protocolVersion="2025-06-18", serverInfo={"name": "shop"}, instructions="Ask."
    )
    rows = [greeting, server, ask(1, "tools/list"), page(1, "a", nextCursor="n"),
            ask(2, "tools/list", cursor="n"), page(2, "b"), call(3, "a")]  # fmt: skip
    trace = read_one(tmp_path, rows)
    assert [(tool.name, tool.server, tool.annotations) for tool in trace.tools] == [
        ("a", "shop", {"readOnlyHint": True}),
        ("b", "shop", {"readOnlyHint": True}),
    ]
    assert (trace.agent, trace.source and trace.source.format_version) == ("desk", "2025-06-18")
    assert trace.metadata is not None
    assert trace.metadata["instructions"] == "Ask."


def test_progress_belongs_to_its_call_and_other_notifications_are_counted(tmp_path: Path):
    asked = ask(1, name="refund", arguments={}, _meta={"progressToken": "p"})
    rows = [asked, tell("progress", progressToken="p", progress=1, total=2),
            tell("message", level="info", data="paying"), tell("tools/list_changed"),
            ask(9, "ping"), answer(9), result(1, "x")]  # fmt: skip
    trace = read_one(tmp_path, rows)
    assert trace.tool_calls[0].extra["progress"] == [{"progress": 1, "total": 2}]
    assert [(step.kind, step.text) for step in trace.steps[1:2]] == [("note", "paying")]
    assert trace.metadata == {"messages": {"notifications/tools/list_changed": 1, "ping": 1}}


def test_a_cancelled_call_may_have_run(tmp_path: Path):
    rows = [call(1), tell("cancelled", requestId=1, reason="too slow")]
    trace = read_one(tmp_path, rows)
    assert statuses(trace) == ["unknown"]
    assert trace.steps[1].text == "too slow"


def test_a_resource_that_was_read_is_a_retrieval(tmp_path: Path):
    content = {"uri": "kb://refunds", "mimeType": "text/plain", "text": "30 days."}
    rows = [ask(1, "resources/read", uri="kb://refunds"), answer(1, contents=[content])]
    (found,) = read_one(tmp_path, rows).steps
    assert isinstance(found, Retrieval)
    assert (found.query, found.documents[0].text) == ("kb://refunds", "30 days.")


def test_a_task_returns_what_the_call_returned(tmp_path: Path):
    task = {"taskId": "t1", "status": "working"}
    rows = [call(1), answer(1, task=task), ask(2, "tasks/get", taskId="t1"), answer(2, **task),
            ask(3, "tasks/result", taskId="t1"), result(3, "paid")]  # fmt: skip
    (made,) = read_one(tmp_path, rows).tool_calls
    assert made.result is not None
    assert (made.status, made.result.text, made.extra["task"]) == ("ok", "paid", task)


def test_a_call_that_is_sent_again_with_the_input_it_lacked_is_one_call(tmp_path: Path):
    wanted = {"q": {"method": "elicitation/create", "params": {"message": "Why?"}}}
    again = ask(2, name="refund", arguments={"amount": 5}, requestState="s",
                inputResponses={"q": {"action": "accept", "content": {"why": "late"}}})  # fmt: skip
    first = answer(1, resultType="input_required", inputRequests=wanted, requestState="s")
    trace = read_one(tmp_path, [call(1, amount=5), first, again, result(2, "paid")])
    assert kinds(trace) == ["tool_call", "note", "user", "tool_result"]
    assert statuses(trace) == ["ok"]


def test_a_server_that_asks_its_user_asks_for_no_approval():
    trace = load_one(FIXTURES / "asking" / "input.jsonl")
    assert "approvals" not in trace.capabilities
    assert kinds(trace) == ["retrieval", "tool_call", "note", "user", "assistant", "tool_result",
                            "tool_call", "tool_result"]  # fmt: skip
    assert statuses(trace) == ["ok", "error"]


def test_batches_and_messages_written_as_text_are_read(tmp_path: Path):
    rows = [[call(1, "a"), call(2, "b")], [result(2, "y"), result(1, "x")]]
    assert statuses(read_one(tmp_path, rows)) == ["ok", "ok"]
    texts = [{"time": "2026-11-23T10:00:00Z", "dir": side, "raw": json.dumps(row)}
             for side, row in (("send", call(1)), ("recv", result(1, "x")))]  # fmt: skip
    trace = read_one(tmp_path, texts)
    assert statuses(trace) == ["ok"]
    assert "timestamps" in trace.capabilities


@pytest.mark.parametrize("value", [1795455179.5, 1795455179500, 1795455179500000000])
def test_times_are_read_by_their_size(value: Any, tmp_path: Path):
    trace = read_one(tmp_path, [{"timestamp": value, "message": call(1)}])
    assert trace.started_at is not None
    assert trace.started_at.isoformat() == "2026-11-23T17:32:59.500000+00:00"


def test_sessions_that_a_file_names_or_begins_are_traces_of_their_own(tmp_path: Path):
    greeting = ask(0, "initialize", protocolVersion="2025-06-18", clientInfo={"name": "a"})
    traces, _ = read_lines(tmp_path, [greeting, call(1), greeting, call(1)])
    assert [(trace.trace_id, len(trace.tool_calls)) for trace in traces] == [
        ("session", 1),
        ("session:2", 1),
    ]
    rows = [{"session_id": named, "message": call(1)} for named in ("x", "y", "x")]
    traces, _ = read_lines(tmp_path, rows)
    assert [(trace.trace_id, len(trace.tool_calls)) for trace in traces] == [
        ("session:x", 2),
        ("session:y", 1),
    ]


def test_a_log_that_begins_late_keeps_what_it_has(tmp_path: Path):
    (trace,), problems = read_lines(tmp_path, [result(7, "x", isError=False), call(8)])
    assert kinds(trace) == ["tool_result", "tool_call"]
    assert [problem.code for problem in problems] == ["orphan-result"]


def test_definitions_alone_are_no_run_and_another_line_costs_only_itself(tmp_path: Path):
    tools = [{"name": "a", "inputSchema": {}}]
    traces, problems = read_lines(tmp_path, [answer(7, tools=tools)])
    assert (traces, [problem.code for problem in problems]) == ([], ["no-calls"])
    traces, problems = read_lines(tmp_path, [call(1), {"level": "info"}, 7, "{cut"])
    assert len(traces) == 1
    assert sorted((one.code, one.line) for one in problems) == [
        ("invalid-json", 4),
        ("wrong-type", 2),
        ("wrong-type", 3),
    ]


def test_a_recorded_request_over_http_is_left_to_its_own_format(tmp_path: Path):
    exchange = {"url": "https://example.com/v1", "status": 200, "request": call(1), "response": {}}
    path = tmp_path / "recorded.json"
    path.write_text(json.dumps([exchange], indent=1))
    assert [trace.source and trace.source.format for trace in load(path)] in (
        [],
        ["provider_recording"],
    )


@pytest.mark.parametrize(
    "row",
    [
        ask(0, "initialize", processId=1, rootUri="file:///x", capabilities={}),
        ask(0, "initialize", protocolVersion=1, clientCapabilities={}),
        ask(1, "textDocument/hover"),
        ask(1, "message/send", message={}),
        answer(1, content="x"),
    ],
    ids=["a language server", "an agent of an editor", "a hover", "another agent", "some content"],
)
def test_other_protocols_on_the_same_carrier_are_refused(row: Any, tmp_path: Path):
    _, problems = read_lines(tmp_path, [row])
    assert [problem.code for problem in problems] == ["unknown-format"]


@pytest.mark.shared
def test_the_log_of_the_survey_is_exact(shared: Path):
    (trace,) = load(shared / "traces" / "replay_frameworks" / "mcp_jsonrpc_log.jsonl")
    assert [(one.tool, one.arguments, one.status) for one in trace.tool_calls] == [
        ("lookup_order", {"order_id": "A-1"}, "ok"),
        ("lookup_order", {"order_id": "A-2"}, "ok"),
        ("lookup_order", {"order_id": "A-404"}, "error"),
        ("refund", {"order_id": "A-1", "amount": 250}, "ok"),
        ("nope", {}, "error"),
    ]
    assert [tool.annotations for tool in trace.tools] == [
        None,
        {"destructiveHint": True, "readOnlyHint": False},
    ]
    assert [one.parallel_group for one in trace.tool_calls] == ["s0", "s0", None, None, None]
