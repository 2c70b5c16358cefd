"""Spans of OpenInference: model calls inside model calls, and values that lie inside others."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.formats.spans import attributes_of, outline, read, span

PARAMETERS = json.dumps({"properties": {"id": {"type": "string"}}})


def inference(number: int, kind: str, /, parent: int | None = None, **more: Any) -> Any:
    """A span of a kind; `__` in names is a dot, values that are no text are written as JSON."""
    name = more.pop("name", "work")
    plain = {
        key.replace("__", "."): value if type(value) is str else json.dumps(value)
        for key, value in more.items()
    }
    made = span(number, None, parent=parent, lasts=90 - number, openinference__span__kind=kind)
    made["attributes"] += attributes_of(plain)
    return {**made, "name": name}


def model(number: int, words: str, /, parent: int | None = None, *, asks: str = "") -> Any:
    """A span of a model call with its messages."""
    said = {
        "llm.input_messages.0.message.role": "user",
        "llm.input_messages.0.message.content": "Where is A-1?",
        "llm.output_messages.0.message.role": "assistant",
        "llm.output_messages.0.message.content": words,
    }
    if asks:
        call = "llm.output_messages.0.message.tool_calls.0.tool_call."
        said |= {f"{call}id": "c1", f"{call}function.name": asks}
        said |= {f"{call}function.arguments": '{"id": "A-1"}'}
    made = inference(number, "LLM", parent)
    made["attributes"] += attributes_of(said | {"llm.token_count.prompt": number})
    made["attributes"] += attributes_of({"llm.token_count.completion": 1})
    return made


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_model_calls_around_one_are_the_same_model_call(tmp_path: Path, depth: int):
    wrapper = {"input__value": {"messages": ["ChatMessage()"]}, "output__value": {"raw": {}}}
    around = [inference(number, "LLM", number - 1, **wrapper) for number in range(1, depth)]
    trace = read(tmp_path, *around, model(depth, "Shipped.", parent=depth - 1))
    assert outline(trace) == [("user", "Where is A-1?"), ("assistant", "Shipped.")]
    assert trace.steps[1].usage.input_tokens == depth


def test_an_estimate_around_a_model_call_is_not_its_usage(tmp_path: Path):
    trace = read(tmp_path, model(7, "Shipped."), model(9, "Shipped.", parent=7))
    assert [step.usage.input_tokens for step in trace.steps if step.kind == "assistant"] == [9]


def test_a_span_around_several_model_calls_is_none(tmp_path: Path):
    both = inference(1, "LLM", output__value="Both.")
    trace = read(tmp_path, both, model(2, "One.", parent=1), model(3, "Two.", parent=1))
    said = [step.text for step in trace.steps if step.kind == "assistant"]
    assert said == ["One.", "Two."]


def test_what_llama_index_prepares_is_no_model_call(tmp_path: Path):
    first = inference(1, "LLM", name="OpenAI._prepare_chat_with_tools", output__value="{}")
    trace = read(tmp_path, first, model(2, "Shipped."))
    assert [kind for kind, _ in outline(trace)] == ["note", "user", "assistant"]


@pytest.mark.parametrize(
    ("given", "arguments"),
    [
        ({"kwargs": {"id": "A-1"}}, {"id": "A-1"}),
        ({"args": [], "kwargs": {"id": "A-1"}, "sanitize_inputs_outputs": True}, {"id": "A-1"}),
        ({"args": ["A-1"], "kwargs": {}, "sanitize_inputs_outputs": False}, {"id": "A-1"}),
        ({"args": ["A-1", 2], "kwargs": {}}, {"args": ["A-1", 2]}),
        ({"args": ["A-1"], "kwargs": {"day": 2}}, {"args": ["A-1"], "day": 2}),
        ({"kwargs": "A-1"}, {"kwargs": "A-1"}),
        ({"id": "A-1", "kwargs": {}}, {"id": "A-1", "kwargs": {}}),
        ({}, {}),
    ],
)  # fmt: skip
def test_arguments_are_found_inside_those_of_the_framework(
    tmp_path: Path, given: Any, arguments: Any
):
    more = {"tool__name": "get_order", "tool__parameters": PARAMETERS}
    (call,) = read(tmp_path, inference(1, "TOOL", input__value=given, **more)).tool_calls
    assert call.arguments == arguments


def test_a_parameter_may_be_called_like_what_lies_around_arguments(tmp_path: Path):
    more = {"tool__name": "run", "tool__parameters": '{"properties": {"kwargs": {}}}'}
    given = {"kwargs": {"id": "A-1"}}
    (call,) = read(tmp_path, inference(1, "TOOL", input__value=given, **more)).tool_calls
    assert call.arguments == given


def llama_result(words: str, *, failed: bool) -> Any:
    kept = {"raw_input": {"kwargs": {}}, "raw_output": words, "is_error": failed}
    return {"blocks": [{"text": words}], "tool_name": "get_order", **kept}


@pytest.mark.parametrize(("failed", "status"), [(False, "ok"), (True, "error")])
def test_llama_index_says_with_the_result_whether_it_is_one(
    tmp_path: Path, status: str, *, failed: bool
):
    returned = llama_result("shipped", failed=failed)
    tool = inference(1, "TOOL", tool__name="get_order", output__value=returned)
    (call,) = read(tmp_path, tool).tool_calls
    assert call.result is not None
    assert (call.status, call.result.text) == (status, "shipped")


def test_a_result_of_llama_index_that_is_no_text_is_kept_whole(tmp_path: Path):
    returned = {**llama_result("", failed=False), "blocks": [{"image": "x"}], "raw_output": [1, 2]}
    tool = inference(1, "TOOL", tool__name="get_order", output__value=returned)
    (call,) = read(tmp_path, tool).tool_calls
    assert call.result is not None
    assert call.result.content == [1, 2]


def test_a_smolagents_agent_answers_by_a_tool(tmp_path: Path):
    asking = model(1, "", asks="final_answer")
    given = {"args": [], "kwargs": {"id": "A-1"}, "sanitize_inputs_outputs": True}
    more = {"input__value": given, "output__value": "Shipped."}
    tool = inference(2, "TOOL", tool__name="final_answer", name="FinalAnswerTool", **more)
    trace = read(tmp_path, asking, tool)
    assert trace.final_answer == "Shipped."
    (call,) = trace.tool_calls
    assert (call.call_id, call.status) == ("c1", "ok")


def test_an_agent_of_a_crew_had_a_task_and_said_words(tmp_path: Path):
    output = {"raw": "Shipped.", "pydantic": None, "json_dict": None, "description": "Find A-1."}
    more = {"task_key": "k", "input__value": {"agent": {}}, "output__value": output}
    trace = read(tmp_path, inference(1, "AGENT", **more))
    assert outline(trace) == [("user", "Find A-1."), ("assistant", "Shipped.")]


def test_a_run_of_smolagents_names_its_task(tmp_path: Path):
    given = {"task": "Where is A-1?", "stream": False, "additional_args": None}
    trace = read(tmp_path, inference(1, "AGENT", input__value=given, output__value="Shipped."))
    assert outline(trace) == [("user", "Where is A-1?"), ("assistant", "Shipped.")]


def happened(number: int, kind: str, name: str, /, parent: int, **more: Any) -> Any:
    """A span that is an event of BeeAI."""
    about = {"metadata__path": f"x.{name}", "metadata__trace__run_id": "r"}
    return inference(number, kind, parent, name=name, **about, **more)


def test_an_error_of_beeai_inside_a_tool_is_no_call(tmp_path: Path):
    about = {"metadata__class_name": "FunctionTool", "tool__name": "get_order"}
    given = {"input": {"id": "A-1"}, "options": None}
    tool = inference(2, "TOOL", input__value=given, output__value="no answer", **about)
    failed = happened(3, "TOOL", "error", 2, output__value="no answer")
    trace = read(tmp_path, {**tool, "status": {"code": 2}}, failed)
    (call,) = trace.tool_calls
    assert (call.arguments, call.status) == ({"id": "A-1"}, "error")
    assert not trace.can_show("sub_agents")


def test_the_words_of_an_error_are_no_answer(tmp_path: Path):
    failing = inference(1, "LLM", output__value="ChatModelError: no answer")
    trace = read(tmp_path, {**failing, "status": {"code": 2}})
    assert trace.final_answer is None
    assert [step.kind for step in trace.steps] == ["assistant", "error"]


def test_an_agent_of_beeai_answers_by_a_tool(tmp_path: Path):
    given = {"input": {"response": "Shipped."}, "options": None}
    about = {"metadata__class_name": "FinalAnswerTool", "tool__name": "final_answer"}
    tool = inference(2, "TOOL", input__value=given, output__value="Message has been sent", **about)
    asking = inference(1, "LLM")
    call = "llm.output_messages.0.message.tool_calls.0.tool_call."
    asked = {f"{call}id": "c1", f"{call}function.name": "final_answer"}
    asked |= {f"{call}function.arguments": '{"response": "Shipped."}'}
    asking["attributes"] += attributes_of(asked)
    assert read(tmp_path, asking, tool).final_answer == "Shipped."


def test_several_results_in_one_message_answer_each_its_call(tmp_path: Path):
    calls = [message_call(number) for number in (0, 1)]
    asking = inference(1, "LLM", llm__output_messages__0__message__role="assistant")
    told = inference(2, "LLM", llm__input_messages__0__message__role="tool")
    for number, call in enumerate(calls):
        asking["attributes"] += attributes_of(call)
        place = f"llm.input_messages.0.message.contents.{number}."
        content = {"message.tool_call_id": f"c{number}", "message_content.text": f"result {number}"}
        told["attributes"] += attributes_of({place + key: one for key, one in content.items()})
    trace = read(tmp_path, asking, told)
    assert [call.result and call.result.text for call in trace.tool_calls] == [
        "result 0",
        "result 1",
    ]


def message_call(number: int) -> dict[str, str]:
    place = f"llm.output_messages.0.message.tool_calls.{number}.tool_call."
    return {f"{place}id": f"c{number}", f"{place}function.name": "get_order"}


def emitted(number: int, target: str, kind: str, /, **more: Any) -> Any:
    """A span for an event, as the first releases for BeeAI wrote them: all end with the run."""
    about = {"target": target, "traceId": "t-1"}
    return inference(number, kind, 0, name=f"{target}-{number}", **about, **more)


def test_events_of_a_react_agent_tell_its_model_calls_and_tools(tmp_path: Path):
    question = {
        "llm__input_messages__0__message__role": "user",
        "llm__input_messages__0__message__content": "Where is A-1?",
        "llm__model_name": "m",
    }
    asking = {"thought": "Look it up.", "tool__name": "get_order"}
    known = {**asking, "tool__parameters": {"id": "A-1"}}
    trace = read(
        tmp_path,
        emitted(1, "agent.react.start", "AGENT", input__value="[]"),
        emitted(2, "backend.openai.chat.start", "LLM", **question),
        emitted(3, "agent.react.update", "AGENT", **asking, tool__parameters=None),
        emitted(4, "agent.react.update", "AGENT", **known),
        emitted(5, "tool.orders.success", "TOOL", output__value="shipped"),
        emitted(6, "agent.react.update", "AGENT", **known, output__value="shipped"),
        emitted(7, "backend.openai.chat.start", "LLM", **question),
        emitted(8, "agent.react.update", "AGENT", thought="I know.", output__value="Shipped."),
        inference(9, "LLM", name="backend.openai.chat.success-9", output__value="."),
    )
    assert [one for one in outline(trace) if one[0] != "note"] == [
        ("user", "Where is A-1?"),
        ("assistant", None),
        ("tool_call", "get_order"),
        ("tool_result", "shipped"),
        ("assistant", "Shipped."),
    ]
    (call,) = trace.tool_calls
    assert call.result is not None
    assert (call.arguments, call.status) == ({"id": "A-1"}, "ok")
    assert call.result.duration_s == 2e-6
    assert [step.reasoning for step in trace.steps if step.kind == "assistant"] == [
        "Look it up.",
        "I know.",
    ]


def of_the_library(number: int, /, *, lasts: int = 5, **more: Any) -> Any:
    """The span that a provider's own library writes of a model call: it tells no words."""
    return span(number, "chat", lasts=lasts, gen_ai__response__id="msg_1", **more)


def test_a_model_call_that_the_providers_library_tells_beside_it_is_counted_once(tmp_path: Path):
    spent = {"gen_ai__usage__input_tokens": 2, "gen_ai__usage__output_tokens": 1}
    root = inference(1, "CHAIN")
    trace = read(tmp_path, root, model(2, "Shipped.", 1), of_the_library(3, parent=1, **spent))
    assert [step.text for step in trace.steps if step.kind == "assistant"] == ["Shipped."]
    assert [step.usage.input_tokens for step in trace.steps if step.kind == "assistant"] == [2]
    assert trace.final_answer == "Shipped."


def test_spans_of_one_response_are_one_model_call_where_neither_tells_words(tmp_path: Path):
    outer = span(2, "chat", parent=1, lasts=8, gen_ai__response__id="msg_1")
    trace = read(tmp_path, span(1, "invoke_agent", lasts=9), outer, of_the_library(3, parent=1))
    assert [kind for kind, _ in outline(trace)] == ["assistant"]


@pytest.mark.parametrize(
    "beside",
    [
        of_the_library(3, parent=1, gen_ai__usage__output_tokens=4),  # other tokens
        of_the_library(95, parent=1, gen_ai__usage__output_tokens=1),  # after it
        of_the_library(3, parent=None, gen_ai__usage__output_tokens=1),  # elsewhere
    ],
    ids=["tokens", "time", "place"],
)
def test_a_wordless_span_that_tells_of_another_model_call_is_one(tmp_path: Path, beside: Any):
    trace = read(tmp_path, inference(1, "CHAIN"), model(2, "Shipped.", 1), beside)
    assert [kind for kind, _ in outline(trace)].count("assistant") == 2


def told(*messages: dict[str, Any]) -> dict[str, Any]:
    """Attributes for the messages that a model was given."""
    flat: dict[str, Any] = {}
    for place, fields in enumerate(messages):
        flat |= {f"llm.input_messages.{place}.message.{key}": said for key, said in fields.items()}
    return flat


def test_results_without_ids_answer_the_calls_before_them_in_order(tmp_path: Path):
    call = "tool_calls.{}.tool_call.{}"
    asked = {"role": "assistant"}
    for place, call_id in enumerate(("c1", "c2")):
        asked |= {call.format(place, "id"): call_id, call.format(place, "function.name"): "look"}
    first = model(1, "", asks="look")
    second = call.format(1, "")
    first["attributes"] += attributes_of(
        {
            f"llm.output_messages.0.message.{second}id": "c2",
            f"llm.output_messages.0.message.{second}function.name": "look",
        }
    )
    results = [{"role": "tool", "content": "A-1: open"}, {"role": "tool", "content": "A-2: shut"}]
    later = model(3, "Done.")
    later["attributes"] += attributes_of(
        told({"role": "user", "content": "Where is A-1?"}, asked, *results)
    )
    trace = read(tmp_path, first, later)
    assert [(call.call_id, call.result and call.result.text) for call in trace.tool_calls] == [
        ("c1", "A-1: open"), ("c2", "A-2: shut"),
    ]  # fmt: skip


def test_a_tool_of_adk_shows_what_openinference_adds_to_its_span(tmp_path: Path):
    returned = {"id": "adk-1", "name": "look", "response": {"result": "open"}}
    added = {"input__value": {"id": "A-1"}, "output__value": returned, "tool__name": "look"}
    own = {"gcp__vertex__agent__event_id": "e1", "gen_ai__operation__name": "execute_tool"}
    trace = read(tmp_path, inference(2, "TOOL", gen_ai__tool__name="look", **own, **added))
    (call,) = trace.tool_calls
    assert (call.tool, call.arguments, call.status) == ("look", {"id": "A-1"}, "ok")
    assert call.result and call.result.content == {"result": "open"}
