"""Model calls whose spans hold no output: what is given to the model next shows what it said."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.formats.spans import answers, asks, message, outline, read, span, tool

if TYPE_CHECKING:
    from pathlib import Path

ASKED = message("user", "Where is A-1?")
CALLING = message("assistant", "Let me see.", asks("c1"), asks("c2", id="A-2"))
TOLD = [message("tool", answers("c1")), message("tool", answers("c2", "lost"))]


def given(number: int, *messages: Any, **more: Any) -> Any:
    """A model call that tells what the model was given, and not what it said."""
    return span(number, "chat", gen_ai__input__messages=json.dumps(messages), **more)


def test_the_next_request_shows_what_a_model_said_and_asked_for(tmp_path: Path):
    trace = read(tmp_path, given(1, ASKED), given(5, ASKED, CALLING, *TOLD))
    assert outline(trace) == [
        ("user", "Where is A-1?"), ("assistant", "Let me see."), ("tool_call", "get_order"),
        ("tool_call", "get_order"), ("tool_result", "shipped"), ("tool_result", "lost"),
        ("assistant", None),
    ]  # fmt: skip
    assert [call.parent for call in trace.tool_calls] == ["s1", "s1"]


@pytest.mark.parametrize("named", [True, False], ids=["with ids", "without ids"])
def test_a_tool_that_ran_is_the_call_that_the_model_asked_for(tmp_path: Path, named: bool):
    ran: list[Any] = []
    for at, (call_id, order, result) in enumerate(
        [("c1", "A-1", "shipped"), ("c2", "A-2", "lost")]
    ):
        ids = {"gen_ai__tool__call__id": call_id} if named else {}
        ran.append(tool(2 + at, "get_order", gen_ai__tool__call__arguments=json.dumps({"id": order}),
                        gen_ai__tool__call__result=result, **ids))  # fmt: skip
    trace = read(tmp_path, given(1, ASKED), *ran, given(5, ASKED, CALLING, *TOLD))
    assert [(call.call_id, call.parent, call.result and call.result.text) for call in trace.tool_calls] == [
        ("c1", "s1", "shipped"), ("c2", "s1", "lost"),
    ]  # fmt: skip
    assert [kind for kind, _ in outline(trace)].count("tool_result") == 2


def test_each_request_shows_the_answer_before_it(tmp_path: Path):
    said = message("assistant", "It was shipped.")
    more = message("user", "And A-3?")
    trace = read(
        tmp_path,
        given(1, ASKED),
        given(5, ASKED, CALLING, *TOLD),
        given(9, ASKED, CALLING, *TOLD, said, more),
    )
    words = [text for kind, text in outline(trace) if kind == "assistant"]
    assert words == ["Let me see.", "It was shipped.", None]


def test_another_conversation_shows_nothing_of_it(tmp_path: Path):
    other = [message("user", "Tell a joke."), message("assistant", "No."), message("user", "Why?")]
    trace = read(tmp_path, given(1, ASKED), given(5, *other))
    assert next(text for kind, text in outline(trace) if kind == "assistant") is None


def test_a_model_call_that_failed_said_nothing(tmp_path: Path):
    trace = read(tmp_path, given(1, ASKED, failed=True), given(5, ASKED, CALLING, *TOLD))
    assert next(text for kind, text in outline(trace) if kind == "assistant") is None
