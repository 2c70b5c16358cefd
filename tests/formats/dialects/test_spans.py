"""What spans of one trace say together: who asked, what ran, what came of it, and who said it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.formats.spans import (
    answers,
    asks,
    attributes_of,
    chat,
    message,
    outline,
    read,
    read_all,
    request,
    span,
    tool,
    value_of,
)

ASKED = [message("user", "Where is A-1?")]


def after(call_id: str, *more: Any) -> list[Any]:
    """The conversation once a call is answered."""
    return [*ASKED, message("assistant", asks(call_id)), message("tool", answers(call_id)), *more]


def test_a_result_that_its_span_does_not_tell_is_read_from_the_next_input(tmp_path: Path):
    trace = read(
        tmp_path,
        chat(1, ASKED, [message("assistant", asks("c1"))]),
        tool(2, "get_order", gen_ai__tool__call__id="c1"),
        chat(3, after("c1"), [message("assistant", "Shipped.")]),
    )
    (call,) = trace.tool_calls
    assert call.result is not None
    assert (call.status, call.result.text) == ("ok", "shipped")
    assert trace.can_show("tool_results")
    assert [kind for kind, _ in outline(trace)].count("tool_result") == 1


def test_the_kind_of_an_error_stands_in_for_its_words(tmp_path: Path):
    failing = tool(
        2, "get_order", gen_ai__tool__call__id="c1", error__type="TimeoutError", failed=True
    )
    asking = chat(1, ASKED, [message("assistant", asks("c1"))])
    (call,) = read(tmp_path, asking, failing).tool_calls
    assert call.result is not None
    assert (call.status, call.result.text) == ("error", "TimeoutError")
    told = chat(3, after("c1"), [message("assistant", "Sorry.")])
    (call,) = read(tmp_path, asking, failing, told).tool_calls
    assert call.result is not None
    assert call.result.text == "shipped"


def test_calls_of_one_model_call_may_share_an_id(tmp_path: Path):
    twins = message("assistant", asks("c1", order="A-1"), asks("c1", order="A-2"))
    replies = message("tool", answers("c1", "one"), answers("c1", "two"))
    trace = read(
        tmp_path,
        chat(1, ASKED, [twins]),
        chat(2, [*ASKED, twins, replies], [message("assistant", "Both.")]),
    )
    told = [
        (call.arguments["order"], call.result and call.result.text) for call in trace.tool_calls
    ]
    assert told == [("A-1", "one"), ("A-2", "two")]


def test_of_several_handoffs_only_the_one_that_was_made_is_a_handoff(tmp_path: Path):
    asking = message(
        "assistant", asks("h1", "transfer_to_refunds"), asks("h2", "transfer_to_sales")
    )
    ignored = message("tool", answers("h2", "Multiple handoffs detected, ignoring this one."))
    made = message("tool", answers("h1", '{"assistant": "refunds"}'))
    trace = read(
        tmp_path,
        chat(1, ASKED, [asking]),
        span(2, "agent_handoff", gen_ai__handoff__to_agent="refunds", failed=True),
        chat(3, [*ASKED, asking, ignored, made], [message("assistant", "Refunded.")]),
    )
    handoffs = [step for step in trace.steps if step.kind == "handoff"]
    assert [step.extra["result"] for step in handoffs] == ['{"assistant": "refunds"}']
    assert handoffs[0].extra["status"] == "error"
    (note,) = (step for step in trace.steps if step.kind == "note")
    assert note.extra["handoff_to"] == "sales"
    assert trace.tool_calls == ()


def beside(**tool_more: Any) -> list[Any]:
    """An agent that runs another as a tool, whose span stands beside its own."""
    inner = [message("user", "price of A-1")]
    return [
        span(1, "invoke_workflow", lasts=20),
        span(2, "invoke_agent", parent=1, lasts=18, gen_ai__agent__name="boss"),
        chat(3, ASKED, [message("assistant", asks("c1", "ask_prices"))], parent=2),
        tool(5, "ask_prices", parent=2, lasts=8, gen_ai__tool__call__id="c1", **tool_more),
        span(6, "invoke_agent", parent=1, lasts=6, gen_ai__agent__name="prices"),
        chat(7, inner, [message("assistant", "It costs 5.")], parent=6),
        chat(15, after("c1"), [message("assistant", "A-1 costs 5.")], parent=2),
    ]


@pytest.mark.parametrize(
    "more",
    [
        {"gen_ai__tool__call__result": "It costs 5."},
        {"gen_ai__tool__call__arguments": '{"query": "price of A-1"}'},
    ],
    ids=["gave its words", "was given its words"],
)
def test_an_agent_that_ran_as_a_tool_lies_inside_it(tmp_path: Path, more: Any):
    trace = read(tmp_path, *beside(**more))
    call = trace.tool_calls[0]
    inside = [
        step for step in trace.steps if step.text == "It costs 5." and step.kind != "tool_result"
    ]
    assert [step.parent for step in inside] == [call.id]
    assert trace.final_answer == "A-1 costs 5."


def test_an_agent_that_only_ran_meanwhile_stays_beside_the_tool(tmp_path: Path):
    trace = read(tmp_path, *beside(gen_ai__tool__call__result="nothing"))
    assert all(step.parent is None for step in trace.steps if step.agent == "prices")


def test_an_agent_is_found_inside_its_tool_in_a_trace_of_thousands_of_agents(tmp_path: Path):
    others = [
        span(100 + 3 * number, "invoke_agent", gen_ai__agent__name=f"a{number}")
        for number in range(1200)
    ]
    trace = read(tmp_path, *beside(gen_ai__tool__call__result="It costs 5."), *others)
    (said,) = [step for step in trace.steps if step.text == "It costs 5." and step.agent]
    assert said.parent == trace.tool_calls[0].id


def test_an_agent_that_passes_on_what_one_inside_it_said_says_nothing_of_its_own(tmp_path: Path):
    said = json.dumps([message("assistant", "Shipped.")])
    given = json.dumps(ASKED)
    outer = span(
        1, "invoke_workflow", lasts=9, gen_ai__input__messages=given, gen_ai__output__messages=said
    )
    inner = span(
        2, "invoke_agent", parent=1, lasts=7, gen_ai__input__messages=given,
        gen_ai__output__messages=said, gen_ai__usage__input_tokens=7,
        gen_ai__usage__output_tokens=2,
    )  # fmt: skip
    trace = read(tmp_path, outer, inner)
    assert outline(trace) == [("user", "Where is A-1?"), ("assistant", "Shipped.")]
    assert trace.steps[1].usage.total_tokens == 9


def test_what_goes_through_a_node_of_a_graph_is_no_model_call(tmp_path: Path):
    kind = {"openinference__span__kind": "AGENT"}
    node = span(1, None, input__value="{'to': 'research'}", output__value="done", **kind)
    trace = read(tmp_path, node, chat(2, ASKED, [message("assistant", "Shipped.")]))
    assert [kind for kind, _ in outline(trace)] == ["note", "user", "assistant"]
    assert read(tmp_path, node).final_answer == "done"


def test_thoughts_in_openinference_are_no_words(tmp_path: Path):
    place = "llm__output_messages__0__message__"
    said = span(
        1,
        None,
        openinference__span__kind="LLM",
        llm__token_count__completion_details__reasoning=3,
        llm__token_count__prompt=1,
        llm__token_count__completion=9,
        **{
            f"{place}role": "assistant",
            f"{place}contents__0__message_content__type": "reasoning",
            f"{place}contents__0__message_content__text": "Which order?",
            f"{place}contents__1__message_content__type": "text",
            f"{place}contents__1__message_content__text": "Shipped.",
            f"{place}contents__2__message_content__type": "image",
            f"{place}contents__2__message_content__image__image__url": "https://a/b.png",
        },
    )
    (step,) = read(tmp_path, said).steps
    assert (step.text, step.reasoning, step.usage.reasoning_tokens) == (
        "Shipped.", "Which order?", 3
    )  # fmt: skip
    assert step.extra["messages"][0]["parts"][0]["image"] == {"image": {"url": "https://a/b.png"}}


def test_cached_tokens_that_the_input_leaves_out_are_added_to_it(tmp_path: Path):
    def usage(**counts: int) -> Any:
        named = {f"gen_ai__usage__{key}": count for key, count in counts.items()}
        return read(tmp_path, chat(1, [], [message("assistant", "Hi")], **named)).steps[0].usage

    left_out = usage(
        input_tokens=4, output_tokens=1, cache_read__input_tokens=90, cache_creation__input_tokens=6
    )
    assert (left_out.input_tokens, left_out.cached_input_tokens) == (100, 90)
    assert usage(input_tokens=94, output_tokens=1, cache_read__input_tokens=90).input_tokens == 94


def test_the_conversation_and_the_tools_are_found_on_any_span(tmp_path: Path):
    tools = json.dumps([{"type": "function", "name": "get_order"}])
    trace = read(
        tmp_path,
        span(1, None),
        span(2, "invoke_agent", gen_ai__conversation__id="t-1", gen_ai__tool__definitions=tools),
    )
    assert trace.metadata is not None
    assert trace.metadata["conversation_id"] == "t-1"
    assert [one.name for one in trace.tools] == ["get_order"]


def log_record(number: int, name: str, at: int, body: Any) -> dict[str, Any]:
    return {
        "traceId": "a" * 32, "spanId": f"{number:016x}", "timeUnixNano": str(at),
        "attributes": attributes_of({"event.name": name}), "body": value_of(body),
    }  # fmt: skip


def plain_of(value: dict[str, Any]) -> Any:
    """The value that OTLP/JSON writes so."""
    ((kind, held),) = value.items()
    if kind == "kvlistValue":
        return {one["key"]: plain_of(one["value"]) for one in held["values"]}
    return [plain_of(one) for one in held["values"]] if kind == "arrayValue" else held


def logs(*records: Any) -> dict[str, Any]:
    return {"resourceLogs": [{"scopeLogs": [{"logRecords": list(records)}]}]}


CALL = {"id": "c1", "type": "function", "function": {"name": "get_order", "arguments": '{"id": 1}'}}
LOGGED = (
    log_record(1, "gen_ai.choice", 20, {"finish_reason": "tool_calls", "message": {"tool_calls": [CALL]}}),
    log_record(1, "gen_ai.user.message", 10, {"content": "Where is A-1?"}),
    log_record(2, "gen_ai.tool.message", 30, {"id": "c1", "content": "shipped"}),
    log_record(2, "gen_ai.choice", 40, {"finish_reason": "stop", "message": {"content": "Shipped."}}),
)  # fmt: skip
HEARD = [
    ("user", "Where is A-1?"),
    ("assistant", None),
    ("tool_call", "get_order"),
    ("tool_result", "shipped"),
    ("assistant", "Shipped."),
]


@pytest.mark.parametrize("place", [0, 1])
@pytest.mark.parametrize("as_text", [False, True], ids=["values", "text"])
def test_messages_that_were_logged_belong_to_their_spans(
    tmp_path: Path, place: int, *, as_text: bool
):
    lines = [request(span(1, "chat"), span(2, "chat"))]
    records = [
        {**one, "body": value_of(json.dumps(plain_of(one["body"])))} if as_text else one
        for one in LOGGED
    ]
    lines.insert(place, logs(*records))
    (trace,) = read_all(tmp_path, *lines)
    assert outline(trace) == HEARD


def test_messages_that_were_logged_without_their_spans_are_read_too(tmp_path: Path):
    other = {"resourceMetrics": []}
    nowhere = {"timeUnixNano": "5", "body": value_of("the service started")}
    (trace,) = read_all(tmp_path, logs(*LOGGED, nowhere), other)
    assert outline(trace) == HEARD


def test_objects_that_have_a_type_and_no_words_are_no_content_parts(tmp_path: Path):
    errors = [{"type": "missing", "loc": ["id"], "msg": "Field required"}]
    first = message("assistant", asks("c1"))
    told = [*ASKED, first, message("tool", answers("c1", errors))]
    trace = read(tmp_path, chat(1, ASKED, [first]), chat(2, told, [message("assistant", "Oh.")]))
    (call,) = trace.tool_calls
    assert call.result is not None
    assert call.result.text == json.dumps(errors, separators=(",", ":"))


def output_tool(attempts: list[Any]) -> list[Any]:
    """A run of pydantic-ai whose model answers by calling an output tool."""
    said = [
        message("assistant", asks(f"o{n}", "final_result", **a)) for n, a in enumerate(attempts)
    ]
    processed = message("user", answers(f"o{len(said) - 1}", "Final result processed."))
    whole = json.dumps([*ASKED, *said, processed])
    run = span(
        1, "invoke_agent", lasts=9, final_result=json.dumps(attempts[-1]),
        pydantic_ai__all_messages=whole,
    )  # fmt: skip
    return [run, *(chat(n + 2, ASKED, [one], parent=1) for n, one in enumerate(said))]


def test_the_arguments_of_an_output_tool_are_the_answer(tmp_path: Path):
    trace = read(tmp_path, *output_tool([{"total": "many"}, {"total": 5}]))
    assert trace.final_answer == '{"total":5}'
    answer = next(step for step in trace.steps if step.text == '{"total":5}')
    assert answer.extra == {"answered_by": "final_result"}
    result = trace.tool_calls[-1].result
    assert result is not None
    assert result.text == "Final result processed."


def test_a_call_that_the_model_was_asked_to_try_again_is_another_attempt(tmp_path: Path):
    retry = {"pydantic_ai__tool__retry__attempt": 1}
    trace = read(
        tmp_path,
        chat(1, ASKED, [message("assistant", asks("c1"))]),
        tool(2, "get_order", gen_ai__tool__call__id="c1", failed=True, **retry),
        chat(3, ASKED, [message("assistant", asks("c2"), asks("c3"))]),
    )
    assert [call.attempt for call in trace.tool_calls] == [1, 2, 1]


def test_a_tool_that_the_provider_ran_is_told_in_the_answer_itself(tmp_path: Path):
    hosted = {"builtin": True}
    said = message(
        "assistant",
        {**asks("w1", "web_search"), **hosted},
        {**answers("w1"), **hosted},
        "Found it.",
    )
    trace = read(tmp_path, chat(1, ASKED, [said]))
    assert trace.final_answer == "Found it."
    assert trace.tool_calls[0].result is not None


def test_a_transfer_of_autogen_is_a_handoff(tmp_path: Path):
    moved = tool(2, "transfer_to_refunds", gen_ai__system="autogen", parent=1)
    trace = read(tmp_path, span(1, "invoke_agent", lasts=4), moved)
    (handoff,) = (step for step in trace.steps if step.kind == "handoff")
    assert (handoff.to, trace.tool_calls) == ("refunds", ())


def test_what_an_agent_was_told_and_said_stands_in_for_its_silent_model_calls(tmp_path: Path):
    words = {
        "gen_ai.input.messages": json.dumps(ASKED),
        "gen_ai.output.messages": json.dumps([message("assistant", "Shipped.")]),
    }
    agent = span(1, "invoke_agent", lasts=9)
    agent["attributes"] += attributes_of(words)
    calls = [span(2, "chat", parent=1), tool(3, "get_order", parent=1), span(4, "chat", parent=1)]
    assert outline(read(tmp_path, agent, *calls)) == [
        ("user", "Where is A-1?"),
        ("assistant", None),
        ("tool_call", "get_order"),
        ("tool_result", None),
        ("assistant", "Shipped."),
    ]


def test_an_agent_repeats_what_its_model_calls_said(tmp_path: Path):
    agent = span(1, "invoke_agent", lasts=9)
    answer = [message("assistant", "Shipped.")]
    agent["attributes"] += attributes_of({"gen_ai.output.messages": json.dumps(answer)})
    trace = read(tmp_path, agent, chat(2, ASKED, answer, parent=1))
    assert outline(trace) == [("user", "Where is A-1?"), ("assistant", "Shipped.")]
