"""Recorded requests: one exchange a line, of which many make a trace."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tracegrade.formats import load
from tracegrade.model import Assistant, Trace

SYSTEM = {"role": "system", "content": "Be brief."}


def conversation(turns: int, first: str, **more: Any) -> list[dict[str, Any]]:
    """Requests that each repeat the conversation so far, with what came back."""
    rows: list[dict[str, Any]] = []
    heard = [{"role": "user", "content": first}]
    for turn in range(turns):
        answer = {"role": "assistant", "content": f"answer {turn} to {first}"}
        request = {"model": "gpt-x", "messages": [SYSTEM, *heard]}
        rows.append({"request": request, "response": {"choices": [{"message": answer}]}, **more})
        heard += [answer, {"role": "user", "content": f"more {turn}"}]
    return rows


def said(path: Path) -> list[list[str | None]]:
    traces = load(path)
    found = [[step.text for step in trace.steps if step.kind == "assistant"] for trace in traces]
    assert traces.problems == []
    return sorted(found, key=str)


@pytest.mark.parametrize("turns", [1, 2, 12])
def test_the_exchanges_of_one_conversation_are_one_trace_in_the_order_of_the_lines(
    tmp_path: Path, turns: int
):
    rows = conversation(turns, "Where is A-1?")
    path = tmp_path / "log.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)))
    assert said(path) == [[f"answer {turn} to Where is A-1?" for turn in range(turns)]]


def test_conversations_in_one_log_are_kept_apart(tmp_path: Path):
    one, other = conversation(3, "Where is A-1?"), conversation(3, "Refund B-2")
    rows = [row for pair in zip(one, other, strict=True) for row in pair]
    path = tmp_path / "log.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)))
    assert [len(texts) for texts in said(path)] == [3, 3]


def test_a_recording_of_many_exchanges_keeps_their_order(tmp_path: Path):
    path = tmp_path / "recording.json"
    path.write_text(json.dumps({"interactions": conversation(12, "Where is A-1?")}))
    assert said(path) == [[f"answer {turn} to Where is A-1?" for turn in range(12)]]


def recorded(folder: Path, request: dict[str, Any], response: dict[str, Any]) -> Trace:
    """The trace of one recorded exchange with a model."""
    path = folder / "exchange.json"
    path.write_text(json.dumps([{"request": request, "response": response}]))
    (trace,) = load(path)
    return trace


def test_what_a_chat_completion_holds_beside_its_content_is_read(tmp_path: Path):
    ran = {"index": 0, "type": "search", "arguments": '{"query": "A-1"}', "output": "A-1: sent."}
    site = {
        "type": "url_citation",
        "url_citation": {"url": "https://shop.example/a1", "title": "A"},
    }
    message = {
        "role": "assistant",
        "content": "A-1 was sent.",
        "reasoning": "Look it up.",
        "executed_tools": [ran],
        "annotations": [site],
    }
    asked = {"model": "m", "messages": [{"role": "user", "content": "Where is A-1?"}]}
    trace = recorded(tmp_path, asked, {"choices": [{"message": message}], "model": "m"})
    (call,) = trace.tool_calls
    assert (call.tool, call.arguments) == ("search", {"query": "A-1"})
    assert call.result is not None
    assert call.result.content == "A-1: sent."
    answer = trace.steps[trace.final_index]
    assert isinstance(answer, Assistant)
    assert answer.text == "A-1 was sent."
    assert answer.reasoning == "Look it up."
    assert answer.citations == ({"document": "https://shop.example/a1", "quote": None},)


def test_a_refusal_is_what_the_model_said(tmp_path: Path):
    asked = {"model": "m", "messages": [{"role": "user", "content": "Do harm."}]}
    message = {"role": "assistant", "content": None, "refusal": "I will not."}
    trace = recorded(tmp_path, asked, {"choices": [{"message": message}], "model": "m"})
    assert trace.final_answer == "I will not."


def test_annotations_of_a_response_are_its_citations(tmp_path: Path):
    noted = {
        "type": "url_citation",
        "url": "https://shop.example",
        "start_index": 0,
        "end_index": 4,
    }
    said = {"type": "output_text", "text": "Sent.", "annotations": [noted]}
    search = {
        "type": "web_search_call",
        "id": "ws1",
        "status": "completed",
        "action": {"type": "search"},
    }
    output = [search, {"type": "message", "role": "assistant", "content": [said]}]
    trace = recorded(
        tmp_path, {"model": "m", "input": "Where is A-1?"}, {"output": output, "model": "m"}
    )
    answer = trace.steps[trace.final_index]
    assert isinstance(answer, Assistant)
    assert answer.citations == ({"document": "https://shop.example", "quote": None},)


@pytest.mark.parametrize("named", [False, True], ids=["without ids", "with ids made up later"])
def test_results_answer_the_open_calls_without_id_of_their_name_in_order(
    tmp_path: Path, named: bool
):
    def part(kind: str, name: str, **inner: Any) -> dict[str, Any]:
        return {kind: {"name": name, **inner}}

    asked = [{"role": "user", "parts": [{"text": "Compare A-1 and A-2 in EUR."}]}]
    calls = [
        part("functionCall", "get_order", args={"id": "A-1"}),
        part("functionCall", "get_rate", args={}),
        part("functionCall", "get_order", args={"id": "A-2"}),
    ]
    results = [
        part("functionResponse", "get_order", response={"total": 1}),
        part("functionResponse", "get_order", response={"total": 2}),
        part("functionResponse", "get_rate", response={"rate": 3}),
    ]
    for number, result in enumerate(results if named else ()):
        result["functionResponse"]["id"] = f"made-up-{number}"
    rows = [
        {
            "request": {"contents": asked},
            "response": {"candidates": [{"content": {"role": "model", "parts": calls}}]},
        },
        {
            "request": {
                "contents": [
                    *asked,
                    {"role": "model", "parts": calls},
                    {"role": "user", "parts": results},
                ]
            },
            "response": {
                "candidates": [{"content": {"role": "model", "parts": [{"text": "A-2."}]}}]
            },
        },
    ]
    path = tmp_path / "gemini.json"
    path.write_text(json.dumps(rows))
    (trace,) = load(path)
    assert [(call.tool, call.result and call.result.content) for call in trace.tool_calls] == [
        ("get_order", {"total": 1}), ("get_rate", {"rate": 3}), ("get_order", {"total": 2}),
    ]  # fmt: skip
    assert trace.final_answer == "A-2."


def asked(call_id: str, tool: str, **arguments: Any) -> dict[str, Any]:
    """A message of the model that asks for a tool."""
    function = {"name": tool, "arguments": json.dumps(arguments)}
    call = {"id": call_id, "type": "function", "function": function}
    return {"role": "assistant", "content": None, "tool_calls": [call]}


def told(call_id: str, content: str) -> dict[str, Any]:
    return {"role": "tool", "tool_call_id": call_id, "content": content}


def exchanges(folder: Path, *pairs: tuple[list[dict[str, Any]], dict[str, Any]]) -> Trace:
    """The trace of recorded chat completions."""
    rows = [
        {"request": {"model": "m", "messages": heard}, "response": {"choices": [{"message": said}]}}
        for heard, said in pairs
    ]
    path = folder / "exchanges.json"
    path.write_text(json.dumps(rows))
    (trace,) = load(path)
    return trace


USER = {"role": "user", "content": "Where is A-1, and what does it cost?"}
WHERE = [USER, asked("c1", "get_order", id="A-1"), told("c1", "sent")]
COST = [*WHERE, asked("c2", "get_price", id="A-1"), told("c2", "5")]
ANSWER = {"role": "assistant", "content": "Sent; it costs 5."}
CALLS = [("get_order", "sent"), ("get_price", "5")]


def calls_of(trace: Trace) -> list[tuple[str, Any]]:
    return [(call.tool, call.result and call.result.text) for call in trace.tool_calls]


def test_a_recording_that_begins_late_has_the_conversation_of_its_first_request(tmp_path: Path):
    trace = exchanges(tmp_path, (COST, ANSWER))
    assert calls_of(trace) == CALLS
    assert [step.kind for step in trace.steps] == [
        "user", "assistant", "tool_call", "tool_result", "assistant", "tool_call", "tool_result",
        "assistant",
    ]  # fmt: skip


def test_an_exchange_that_was_not_recorded_is_read_from_the_next_request(tmp_path: Path):
    every = exchanges(
        tmp_path,
        ([USER], asked("c1", "get_order", id="A-1")),
        (WHERE, asked("c2", "get_price", id="A-1")),
        (COST, ANSWER),
    )
    gap = exchanges(tmp_path, ([USER], asked("c1", "get_order", id="A-1")), (COST, ANSWER))
    assert calls_of(every) == calls_of(gap) == CALLS
    assert [step.kind for step in every.steps] == [step.kind for step in gap.steps]


def test_calls_whose_ids_change_when_they_are_told_again_are_made_once(tmp_path: Path):
    renamed = [USER, asked("other", "get_order", id="A-1"), told("other", "sent")]
    trace = exchanges(tmp_path, ([USER], asked("c1", "get_order", id="A-1")), (renamed, ANSWER))
    assert [call.tool for call in trace.tool_calls] == ["get_order"]


def words(path: Path) -> list[tuple[str, str | None]]:
    (trace,) = load(path)
    return [(step.kind, step.text) for step in trace.steps if step.kind != "tool_call"]


def test_the_conversation_of_an_agent_that_runs_as_a_tool_repeats_nothing_of_the_one_around_it(
    tmp_path: Path,
):
    outer = {"role": "user", "content": "What is 2 + 2?"}
    call = {"type": "function_call", "call_id": "c1", "name": "ask", "arguments": "{}"}
    result = {"type": "function_call_output", "call_id": "c1", "output": "4"}
    asked = [
        ("Use the tool.", [outer], [call]),
        ("Be exact.", [{"role": "user", "content": "2 + 2"}], "4"),
        ("Use the tool.", [outer, call, result], "It is 4."),
    ]
    rows: list[dict[str, Any]] = []
    for instructions, given, answer in asked:
        said = [{"type": "message", "role": "assistant", "content": answer}]
        output = answer if isinstance(answer, list) else said
        request = {"model": "gpt-x", "instructions": instructions, "input": given}
        rows.append({"request": request, "response": {"output": output}})
    path = tmp_path / "recording.json"
    path.write_text(json.dumps({"interactions": rows}))
    assert words(path) == [
        ("system", "Use the tool."), ("user", "What is 2 + 2?"), ("assistant", None),
        ("system", "Be exact."), ("user", "2 + 2"), ("assistant", "4"),
        ("tool_result", "4"), ("assistant", "It is 4."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "response",
    [
        {"choices": [{"text": "Shipped.", "index": 0, "finish_reason": "stop"}]},
        {"type": "completion", "completion": "Shipped.", "stop_reason": "stop_sequence"},
        {"body": {"string": "".join(
            f"data: {json.dumps({'choices': [{'text': text, 'index': 0}]})}\n\n"
            for text in ("Ship", "ped.")
        )}},
    ],
    ids=["openai", "anthropic", "streamed"],
)  # fmt: skip
def test_what_a_text_completion_says_is_the_answer(tmp_path: Path, response: dict[str, Any]):
    trace = recorded(tmp_path, {"model": "gpt-x", "prompt": "Where is A-1?"}, response)
    assert trace.final_answer == "Shipped."


@pytest.mark.parametrize(
    ("usage", "expected"),
    [
        (
            {"input_tokens": 50, "cache_read_input_tokens": 40, "cache_creation_input_tokens": 10,
             "output_tokens": 7},
            (100, 7, 40, None),
        ),
        (
            {"promptTokenCount": 50, "toolUsePromptTokenCount": 10, "candidatesTokenCount": 5,
             "thoughtsTokenCount": 20, "cachedContentTokenCount": 30},
            (60, 25, 30, 20),
        ),
        (
            {"prompt_tokens": 50, "prompt_tokens_details": {"cached_tokens": 30},
             "completion_tokens": 25, "completion_tokens_details": {"reasoning_tokens": 20}},
            (50, 25, 30, 20),
        ),
        (
            {"inputTokens": 50, "cacheReadInputTokens": 30, "cacheWriteInputTokens": 5,
             "outputTokens": 7},
            (85, 7, 30, None),
        ),
    ],
    ids=["anthropic", "google", "openai", "bedrock"],
)  # fmt: skip
def test_tokens_that_a_provider_counts_apart_are_part_of_the_whole(
    tmp_path: Path, usage: dict[str, Any], expected: tuple[int | None, ...]
):
    request = {"model": "m", "messages": [{"role": "user", "content": "Where is A-1?"}]}
    response = {"usage": usage, "content": [{"type": "text", "text": "Shipped."}]}
    (step,) = [
        one for one in recorded(tmp_path, request, response).steps if one.kind == "assistant"
    ]
    assert isinstance(step, Assistant) and step.usage
    spent = step.usage
    found = (spent.input_tokens, spent.output_tokens, spent.cached_input_tokens)
    assert (*found, spent.reasoning_tokens) == expected
