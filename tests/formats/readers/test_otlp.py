"""OTLP: odd attribute values, rings of parents, and what is new in a repeated conversation."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.formats.spans import answers, asks, chat, message, outline, read, span
from tracegrade.formats import load


@pytest.mark.parametrize(
    "value",
    [
        {"arrayValue": {"values": 5}},
        {"arrayValue": {"values": {"a": 1}}},
        {"arrayValue": [1]},
        {"kvlistValue": {"values": "ab"}},
        {"kvlistValue": {"values": [3, {"key": 4}, {"key": "k", "value": {"intValue": "9"}}]}},
        {"intValue": "nine"},
        {"intValue": None},
        {"doubleValue": 1.5},
        {"stringValue": 5},
        {"stringValue": None},
        {},
    ],
)
def test_an_odd_attribute_value_loses_no_span(tmp_path: Path, value: dict[str, Any]):
    for operation, key in (("chat", "gen_ai.output.messages"), (None, "note")):
        odd = span(1, operation)
        odd["attributes"].append({"key": key, "value": value})
        assert len(read(tmp_path, odd)) == 1


def test_the_reason_why_the_model_stopped_is_read_from_the_message(tmp_path: Path):
    trace = read(tmp_path, chat(1, [], [message("assistant", "Done.", finish_reason="stop")]))
    assert trace.steps[0].stop_reason == "stop"
    assert trace.final_answer == "Done."


@pytest.mark.parametrize("role", ["user", "system", "developer", "critic"])
def test_a_message_that_comes_between_model_calls_is_read_once(tmp_path: Path, role: str):
    first = [message("user", "Where is A-1?")]
    second = [*first, message("assistant", asks("c1")), message("tool", answers("c1"))]
    third = [*second, message("assistant", "Shipped."), message(role, "Thanks, and B-2?")]
    tool = span(
        2, "execute_tool", gen_ai__tool__call__id="c1", gen_ai__tool__call__result="shipped"
    )
    trace = read(
        tmp_path,
        chat(1, first, [message("assistant", asks("c1"))]),
        tool,
        chat(3, second, [message("assistant", "Shipped.")]),
        chat(4, third, [message("assistant", "Looking.")]),
    )
    heard = "system" if role in ("system", "developer") else "user"
    assert outline(trace) == [
        ("user", "Where is A-1?"),
        ("assistant", None),
        ("tool_call", "get_order"),
        ("tool_result", "shipped"),
        ("assistant", "Shipped."),
        (heard, "Thanks, and B-2?"),
        ("assistant", "Looking."),
    ]


def test_a_result_that_no_tool_span_tells_is_read_from_the_next_input(tmp_path: Path):
    first = [message("user", "Where is A-1?")]
    second = [*first, message("assistant", asks("c1")), message("tool", answers("c1"))]
    trace = read(
        tmp_path,
        chat(1, first, [message("assistant", asks("c1"))]),
        chat(2, second, [message("assistant", "Shipped.")]),
    )
    (call,) = trace.tool_calls
    assert call.result is not None
    assert call.result.text == "shipped"


def test_input_that_is_rewritten_is_compared_message_by_message(tmp_path: Path):
    first = [message("user", "Where is A-1?")]
    rewritten = [message("system", "Be brief."), *first, message("user", "Quick!")]
    trace = read(
        tmp_path,
        chat(1, first, [message("assistant", "A moment.")]),
        chat(2, rewritten, [message("assistant", "Shipped.")]),
    )
    said = ["Where is A-1?", "A moment.", "Be brief.", "Quick!", "Shipped."]
    assert [text for _, text in outline(trace)] == said


def test_a_ring_of_parents_is_opened_and_noted(tmp_path: Path):
    ring = [span(1, None, parent=3), span(2, None, parent=1), span(3, None, parent=2)]
    trace = read(tmp_path, *ring, span(4, None, parent=4), span(5, None, parent=9))
    assert len(trace) == 5
    codes = [problem.code for problem in trace.problems]
    assert codes == ["cyclic-parent", "unknown-parent", "cyclic-parent", "no-genai-spans"]


def test_a_parent_that_is_no_text_crashes_nothing(tmp_path: Path):
    spans = [
        {"traceId": "a" * 32, "spanId": letter * 16, "name": "chat", "startTimeUnixNano": "1",
         "endTimeUnixNano": "2", "attributes": [], "parentSpanId": parent}
        for letter, parent in (("b", []), ("c", ""))
    ]  # fmt: skip
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"resourceSpans": [{"scopeSpans": [{"spans": spans}]}]}))
    (trace,) = load(path)
    assert len(trace) == 2


def test_what_judges_said_of_a_run_is_its_outcome(tmp_path: Path):
    judged = {
        "gen_ai.evaluation.name": "Relevance",
        "gen_ai.evaluation.score.value": 0.5,
        "gen_ai.evaluation.score.label": "partly",
        "gen_ai.evaluation.explanation": "no date",
    }
    answered = chat(1, [message("user", "When?")], [message("assistant", "Soon.")])
    older = span(
        2,
        "invoke_agent",
        events=(
            ("gen_ai.evaluation.result", judged),
            ("gen_ai.evaluation.tone", {"gen_ai.evaluation.score": 4}),
        ),
    )
    outcome = read(tmp_path, answered, older).outcome
    assert outcome is not None
    assert outcome.scores == {"Relevance": 0.5, "tone": 4}
    assert outcome.extra["scores"][0]["explanation"] == "no date"
    assert read(tmp_path, answered).outcome is None
