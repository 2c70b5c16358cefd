"""The OpenAI Agents SDK as three instrumentations write it: printed calls, pauses, handoffs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.formats.spans import answers, asks, chat, message, outline, read, read_all, span, tool
from tracegrade.model import Trace

ASKED = [message("user", "Refund A-1")]
PLACEHOLDERS = {
    "gen_ai__agent__name": "OpenAI Agent",
    "gen_ai__agent__description": "OpenAI Agents instrumentation",
}
ITEM = "ResponseFunctionToolCall(arguments='{{\"id\": \"{0}\"}}', call_id='{0}', name='refund', type='function_call', id='fc_1', status='completed')"
PRINTED_MESSAGE = str(
    {
        "content": None,
        "role": "assistant",
        "tool_calls": [
            {"id": name, "type": "function",
             "function": {"arguments": json.dumps({"id": name}), "name": "refund"}}
            for name in ("c1", "c2")
        ],
    }
)  # fmt: skip


@pytest.mark.parametrize(
    "texts", [[ITEM.format("c1"), ITEM.format("c2")], [PRINTED_MESSAGE]], ids=["items", "a message"]
)
def test_printed_calls_are_calls(tmp_path: Path, texts: list[str]):
    trace = read(
        tmp_path,
        span(1, "invoke_agent", lasts=9, **PLACEHOLDERS | {"gen_ai__agent__name": "desk"}),
        chat(2, ASKED, [message("assistant", *texts)], parent=1, **PLACEHOLDERS),
        tool(3, "refund", parent=1, gen_ai__tool__call__arguments='{"id": "c2"}',
             gen_ai__tool__call__result="paid", **PLACEHOLDERS),
    )  # fmt: skip
    made = [(call.call_id, call.arguments, call.status, call.agent) for call in trace.tool_calls]
    assert made == [
        ("c1", {"id": "c1"}, "unknown", "desk"),
        ("c2", {"id": "c2"}, "ok", "desk"),
    ]
    assert trace.steps[1].text is None
    assert trace.agent == "desk"


@pytest.mark.parametrize(
    "text",
    [
        "ResponseFunctionToolCall(",
        "ResponseFunctionToolCall(name=print('x'))",
        "ResponseFunctionToolCall(name='a')(1)",
        "{'role': 'assistant', 'tool_calls': 5}",
        "{'" + "[" * 5000,
        "ResponseFunctionToolCall(" + "(" * 5000,
        "{'a': 1, 'b': " + "-" * 100_000 + "1}",
    ],
)
def test_what_only_looks_like_a_printed_call_stays_text(tmp_path: Path, text: str):
    trace = read(tmp_path, chat(1, ASKED, [message("assistant", text)], **PLACEHOLDERS))
    assert trace.final_answer == text
    assert trace.tool_calls == ()


def in_scope(spans: list[Any], scope: str) -> dict[str, Any]:
    return {"resourceSpans": [{"scopeSpans": [{"scope": {"name": scope}, "spans": spans}]}]}


def paused(*more: Any, **attributes: Any) -> list[Any]:
    given = {"gen_ai__tool__call__arguments": '{"id": "A-1"}', **attributes}
    asking = chat(1, ASKED, [message("assistant", asks("c1", "refund"))])
    return [asking, tool(2, "refund", **given), *more]


def read_one(folder: Path, spans: list[Any], scope: str) -> Trace:
    (trace,) = read_all(folder, in_scope(spans, scope))
    return trace


@pytest.mark.parametrize(
    ("scope", "attributes"),
    [
        ("opentelemetry.instrumentation.openai_agents", {}),
        ("opentelemetry.instrumentation.openai_agents", PLACEHOLDERS),
        ("openinference.instrumentation.openai_agents", {
            "openinference__span__kind": "TOOL", "tool__name": "refund",
            "input__value": '{"id": "A-1"}',
        }),
    ],
    ids=["openllmetry", "opentelemetry", "openinference"],
)  # fmt: skip
def test_a_tool_span_without_result_is_a_call_that_waits(
    tmp_path: Path, scope: str, attributes: Any
):
    trace = read_one(tmp_path, paused(**attributes), scope)
    assert [call.status for call in trace.tool_calls] == ["pending"]
    assert trace.completion == "pending"
    assert [step.kind for step in trace.steps][-1] == "approval_request"
    for told, status in (("None", "ok"), ("Tool execution was not approved.", "denied")):
        reply = message("tool", answers("c1", told))
        given = [*ASKED, message("assistant", asks("c1", "refund")), reply]
        after = chat(5, given, [message("assistant", "So be it.")])
        trace = read_one(tmp_path, paused(after, **attributes), scope)
        (call,) = trace.tool_calls
        assert (call.status, call.result and call.result.text) == (status, told)
        assert trace.completion is None


def test_elsewhere_a_tool_span_without_result_is_a_tool_that_ran(tmp_path: Path):
    assert read_one(tmp_path, paused(), "my.app").tool_calls[0].status == "ok"


def test_of_several_handoffs_the_first_is_made_where_no_span_names_it(tmp_path: Path):
    asking = message(
        "assistant", asks("h1", "transfer_to_refunds"), asks("h2", "transfer_to_sales")
    )
    trace = read(tmp_path, chat(1, ASKED, [asking]), span(2, "handoff", failed=True))
    assert [step.to for step in trace.steps if step.kind == "handoff"] == ["refunds"]
    assert [step.extra["handoff_to"] for step in trace.steps if step.kind == "note"] == ["sales"]


def test_words_of_a_tool_beside_its_response_are_not_the_users(tmp_path: Path):
    reply = message("tool", "shipped", answers("c1"))
    first = message("assistant", asks("c1"))
    said = [message("assistant", "Shipped.")]
    trace = read(tmp_path, chat(1, ASKED, [first]), chat(2, [*ASKED, first, reply], said))
    assert [kind for kind, _ in outline(trace)].count("user") == 1


def test_words_of_a_tool_alone_answer_the_only_open_call(tmp_path: Path):
    first, reply = message("assistant", asks("c1")), message("tool", "shipped")
    said = [message("assistant", "Shipped.")]
    trace = read(tmp_path, chat(1, ASKED, [first]), chat(2, [*ASKED, first, reply], said))
    assert trace.tool_calls[0].result is not None
    assert trace.tool_calls[0].result.text == "shipped"
