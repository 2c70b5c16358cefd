"""LangChain and LangGraph as tracers write them: messages of tools, reviews by people, handoffs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.formats.spans import read_all, request, span
from tracegrade.formats import load
from tracegrade.formats.dialects.langgraph_review import actions_printed
from tracegrade.formats.dialects.spans import heard_messages
from tracegrade.formats.dialects.spans._tool_messages import goes_to, tool_message
from tracegrade.model import Trace

MESSAGE = {"content": "shipped", "tool_call_id": "c1", "status": "success"}


@pytest.mark.parametrize(
    "written",
    [
        MESSAGE,
        json.dumps(MESSAGE),
        {"output": MESSAGE},
        {"type": "tool", "data": MESSAGE},
        {"lc": 1, "type": "constructor", "id": ["a", "ToolMessage"], "kwargs": MESSAGE},
        {"output": json.dumps({"lc": 1, "kwargs": MESSAGE}), "kwargs": {"color": "green"}},
        {"graph": None, "update": {"messages": [MESSAGE]}, "goto": []},
    ],
)
def test_a_message_of_a_tool_is_found_however_it_is_written(written: Any):
    assert tool_message(written) == ("c1", "shipped", None)


@pytest.mark.parametrize(
    "value", [None, "shipped", {"output": "shipped"}, {"a": 1}, [MESSAGE], "{"]
)
def test_what_a_tool_returned_itself_is_no_message(value: Any):
    assert tool_message(value) is None


def test_a_message_of_a_tool_may_say_that_it_failed():
    assert tool_message({**MESSAGE, "status": "error"}) == ("c1", "shipped", "error")


def test_where_control_goes_is_known_of_commands_alone():
    command = {"graph": None, "update": {"messages": []}, "goto": ["billing"]}
    assert goes_to(command) == goes_to({"output": command | {"goto": "billing"}}) == "billing"
    assert goes_to({"goto": "billing"}) is None
    assert goes_to(command | {"goto": ["a", "b"]}) is None


def test_roles_and_texts_may_come_in_pairs():
    pairs = [["system", "Be brief."], ["human", "Where is A-1?"]]
    assert [one["role"] for one in heard_messages({"messages": pairs})] == ["system", "user"]
    assert heard_messages([["user", "Hi"]]) == heard_messages([[["user", "Hi"]]])


ASKED = {"name": "refund", "args": {"note": 'it\'s (a) "gift", }', "amount": 250}}
PRINTED = f"Interrupt(value={ {'action_requests': [ASKED], 'review_configs': []}!r}, id='1'),)"


@pytest.mark.parametrize(
    "text",
    [f"({PRINTED}", f"GraphInterrupt(({PRINTED})Traceback (most recent call last):\n  File '"],
)
def test_what_a_printed_interrupt_asks_is_read(text: str):
    assert actions_printed(text) == [ASKED]


def test_an_interrupt_that_is_printed_twice_asks_once_and_two_ask_twice():
    again, other = f"{PRINTED} During the task: ({PRINTED}", PRINTED.replace("id='1'", "id='2'")
    assert actions_printed(again) == [ASKED]
    assert actions_printed(f"{PRINTED} ({other}") == [ASKED, ASKED]


@pytest.mark.parametrize(
    "text",
    [
        "Interrupt(value=",
        "Interrupt(value='yes?')",
        "Interrupt(value=" + "[" * 10_000,
        "Interrupt(value=open('x'))",
        "Interrupt(value={'action_requests': 5})",
        "Interrupt(value={'a': 'b",
    ],
)
def test_other_printed_interrupts_ask_about_no_call(text: str):
    assert actions_printed(text) == []


def openinference(number: int, kind: str, /, trace: str = "a", **more: Any) -> dict[str, Any]:
    about = {"session__id": "t-1", "metadata": json.dumps({"lc_agent_name": "desk"})}
    return span(number, None, trace=trace, openinference__span__kind=kind, **about, **more)


def model(number: int, trace: str, *given: dict[str, Any], **said: Any) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for side, messages in (("input", given), ("output", [{"role": "assistant", **said}])):
        for place, one in enumerate(messages):
            prefix = f"llm__{side}_messages__{place}__message__"
            flat |= {prefix + key.replace(".", "__"): value for key, value in one.items()}
    return openinference(number, "LLM", trace, **flat)


def asking(call_id: str, tool: str, **arguments: Any) -> dict[str, Any]:
    call = "tool_calls.0.tool_call."
    return {
        f"{call}id": call_id, f"{call}function.name": tool,
        f"{call}function.arguments": json.dumps(arguments),
    }  # fmt: skip


USER = {"role": "user", "content": "Refund A-1"}
INTERRUPTED = (("exception", {"exception.message": f"({PRINTED}"}),)


def paused(trace: str = "a") -> list[Any]:
    ask = asking("c1", "refund", **ASKED["args"])
    middle = openinference(2, "CHAIN", trace, events=INTERRUPTED)
    return [model(1, trace, USER, **ask), middle]


def resumed(decision: dict[str, Any], trace: str, *ran: Any, told: str) -> list[Any]:
    root = openinference(
        10, "CHAIN", trace, input__value=json.dumps({"resume": {"decisions": [decision]}})
    )
    history = [
        USER,
        {"role": "assistant", **asking("c1", "refund", **ASKED["args"])},
        {"role": "tool", "tool_call_id": "c1", "content": told},
    ]
    return [root, *ran, model(15, trace, *history, content="Done.")]


def refund(trace: str, **arguments: Any) -> dict[str, Any]:
    written = {"type": "tool", "data": {**MESSAGE, "content": "paid"}}
    return openinference(
        12, "TOOL", trace, tool__name="refund", input__value=json.dumps(arguments),
        output__value=json.dumps(written),
    )  # fmt: skip


EDIT = {"type": "edit", "edited_action": {"name": "refund", "args": {"amount": 50}}}


@pytest.mark.parametrize("trace", ["a", "b"], ids=["in one trace", "in two traces"])
def test_decisions_that_resume_a_graph_are_read(tmp_path: Path, trace: str):
    def read(*spans: Any) -> Trace:
        (found,) = read_all(tmp_path, request(*paused(), *spans))
        return found

    told = "Note: a human reviewer replaced this tool call. paid"
    edited = read(*resumed(EDIT, trace, refund(trace, amount=50), told=told))
    (call,) = edited.tool_calls
    assert (call.status, call.executed_arguments) == ("ok", {"amount": 50})
    assert call.result is not None
    assert call.result.text == "paid"
    assert decision(edited) == ("modify", {"amount": 50}, None)
    denied = read(*resumed({"type": "reject", "message": "no"}, trace, told="Rejected: no"))
    assert [call.status for call in denied.tool_calls] == ["denied"]
    assert decision(denied) == ("deny", None, "no")
    assert (edited.agent, edited.completion) == ("desk", None)


def decision(trace: Trace) -> tuple[Any, Any, Any]:
    (asked,) = (step for step in trace.steps if step.kind == "approval_request")
    (made,) = (step for step in trace.steps if step.kind == "approval_decision")
    assert [item.call for item in asked.items] == [trace.tool_calls[0].id]
    assert made.request == asked.id
    assert "derived" not in made.extra
    return made.decision, made.arguments, made.text


def test_a_graph_that_nobody_resumed_waits(tmp_path: Path):
    (trace,) = read_all(tmp_path, request(*paused()))
    assert ([call.status for call in trace.tool_calls], trace.completion) == (
        ["pending"], "pending"
    )  # fmt: skip
    assert trace.can_show("approvals")


@pytest.mark.parametrize(
    ("ran", "executed"), [("A-1", None), ('"A-1"', None), ("B-2", {"order_id": "B-2"})]
)
def test_an_only_argument_may_stand_alone(tmp_path: Path, ran: str, executed: Any):
    asked = model(1, "a", USER, **asking("c1", "look", order_id="A-1"))
    tool = openinference(
        2, "TOOL", tool__name="look", input__value=ran, output__value=json.dumps(MESSAGE)
    )
    (trace,) = read_all(tmp_path, request(asked, tool))
    (call,) = trace.tool_calls
    assert call.executed_arguments == executed


def traceloop(number: int, kind: str, given: Any, said: Any, **more: Any) -> dict[str, Any]:
    values = {"traceloop__entity__input": json.dumps(given), "traceloop__entity__output": said}
    kept = {key: value for key, value in values.items() if value is not None}
    return span(number, None, traceloop__span__kind=kind, **kept, **more)


def test_openllmetry_wraps_what_a_tool_of_langchain_was_given_and_gave(tmp_path: Path):
    given = {"input_str": "{'id': 1}", "inputs": {"id": 1}, "kwargs": {"tool_call_id": "c1"}}
    said = json.dumps({"output": {"lc": 1, "kwargs": {**MESSAGE, "status": "error"}}})
    tool = traceloop(1, "tool", given, said, gen_ai__tool__name="look")
    tool["attributes"] += span(2, "execute_tool")["attributes"]
    (trace,) = read_all(tmp_path, request(tool))
    (call,) = trace.tool_calls
    assert (call.call_id, call.arguments, call.status) == ("c1", {"id": 1}, "error")
    assert call.result is not None
    assert call.result.text == "shipped"


@pytest.mark.parametrize(("is_error", "status"), [(False, "ok"), (True, "error")])
def test_a_task_that_returned_what_tools_of_llama_index_return_is_a_tool(
    tmp_path: Path, is_error: bool, status: str
):
    given = {"args": [], "kwargs": {"id": 1}}
    block = {"block_type": "text", "text": "shipped"}
    said = {"blocks": [block], "tool_name": "look", "raw_input": given, "raw_output": "shipped"}
    returned = json.dumps({**said, "is_error": is_error})
    task = traceloop(1, "task", {"kwargs": {"id": 1}}, returned, traceloop__entity__name="F.task")
    other = traceloop(2, "task", {"kwargs": {}}, json.dumps({"raw_input": 1}))
    (trace,) = read_all(tmp_path, request(task, other))
    (call,) = trace.tool_calls
    assert (call.tool, call.arguments, call.status) == ("look", {"id": 1}, status)
    assert call.result is not None
    assert call.result.text == "shipped"


def test_a_workflow_without_model_calls_tells_what_went_in_and_came_out(tmp_path: Path):
    said = json.dumps({"outputs": "Shipped."})
    flow = traceloop(
        1, "workflow", {"inputs": "Where is A-1?"}, said, traceloop__entity__name="ask"
    )
    (trace,) = read_all(tmp_path, request(flow))
    assert [step.text for step in trace.steps] == ["Where is A-1?", "Shipped."]


def test_a_command_that_goes_to_another_agent_is_a_handoff(tmp_path: Path):
    command = {"update": {"messages": [MESSAGE]}, "goto": ["billing"]}
    spans = [
        model(1, "a", USER, **asking("c1", "transfer_to_billing")),
        openinference(
            2, "TOOL", tool__name="transfer_to_billing", input__value="{}",
            output__value=json.dumps(command),
        ),
    ]  # fmt: skip
    (trace,) = read_all(tmp_path, request(*spans))
    assert [step.to for step in trace.steps if step.kind == "handoff"] == ["billing"]
    assert trace.tool_calls == ()


@pytest.mark.parametrize("odd", [{"a": 1}, [1], 7, None])
def test_a_block_with_an_odd_id_does_not_break_the_calls_beside_it(odd: Any, tmp_path: Path):
    block = {"type": "image", "id": odd}
    call = {"id": odd, "name": "get_order", "args": {}, "type": "tool_call"}
    said = {"content": [block], "tool_calls": [call]}
    path = tmp_path / "chat.json"
    path.write_text(
        json.dumps([{"type": "human", "data": {"content": "hi"}}, {"type": "ai", "data": said}])
    )
    (trace,) = load(path)
    assert {one.tool for one in trace.tool_calls} == {"get_order"}
