"""Model calls whose second span begins a trace of its own, as Anthropic's library writes them."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Any

import pytest

from tests.formats.spans import chat, message, read_all, request, span
from tracegrade import load
from tracegrade.formats import _scattered

if TYPE_CHECKING:
    from pathlib import Path

    from tracegrade.model import Trace

ASKED = message("user", "Where is A-1?")
SPENT = {"gen_ai__usage__input_tokens": 20, "gen_ai__usage__output_tokens": 4}
SAID = {"gen_ai__request__model": "m-1", **SPENT}


def in_scope(name: str, *spans: Any) -> Any:
    return {"resourceSpans": [{"scopeSpans": [{"scope": {"name": name}, "spans": list(spans)}]}]}


def framework(number: int, words: str, /, **more: Any) -> Any:
    """A model call as the instrumentation of a framework writes it."""
    made = chat(number, [ASKED], [message("assistant", words)], **{"lasts": 8, **SAID, **more})
    return in_scope("framework", made)


def library(number: int, /, trace: str = "b", **more: Any) -> Any:
    """The same call as the provider's library writes it: no parent, no words."""
    said = {**SAID, "gen_ai__response__id": "msg_1", **more}
    return in_scope("library", span(number, "chat", trace=trace, **{"lasts": 2, **said}))


ROOT = in_scope("framework", span(1, "invoke_agent", lasts=50))


def model_calls(traces: list[Trace]) -> list[tuple[str | None, int | None]]:
    return [
        (step.text, step.usage.input_tokens if step.usage else None)
        for trace in traces
        for step in trace.steps
        if step.kind == "assistant"
    ]


@pytest.mark.parametrize("named", [{}, {"gen_ai__response__id": "msg_1", "gen_ai__usage__output_tokens": 0}],
                         ids=["by its tokens", "by its response"])  # fmt: skip
def test_a_model_call_told_by_a_trace_of_its_own_is_counted_once(tmp_path: Path, named: Any):
    (trace,) = read_all(tmp_path, ROOT, framework(3, "Shipped.", parent=1, **named), library(4))
    assert trace.trace_id == "a" * 32
    assert model_calls([trace]) == [("Shipped.", 20)]
    assert trace.problems == ()


def test_what_lies_inside_such_a_trace_comes_along(tmp_path: Path):
    inner = in_scope("http", span(5, None, parent=4, trace="b", http__route="/v1/messages"))
    (trace,) = read_all(tmp_path, ROOT, framework(3, "Shipped.", parent=1), library(4), inner)
    assert model_calls([trace]) == [("Shipped.", 20)]
    assert trace.problems == ()


def test_a_model_call_outside_of_any_agent_is_counted_once_as_well(tmp_path: Path):
    (trace,) = read_all(tmp_path, framework(3, "Shipped."), library(4))
    assert model_calls([trace]) == [("Shipped.", 20)]


@pytest.mark.parametrize(
    "lines",
    [
        [framework(3, "Shipped.", parent=1), library(4, gen_ai__usage__input_tokens=21)],
        [framework(3, "Shipped.", parent=1), library(4, gen_ai__request__model="m-2")],
        [framework(3, "Shipped.", parent=1), library(10)],
        [framework(3, "Shipped.", parent=1, gen_ai__response__id="msg_2"), library(4)],
        [framework(3, "Shipped.", parent=1), framework(2, "Sent.", parent=1), library(4)],
        [library(3, trace="a", parent=1, lasts=9), library(4)],
    ],
    ids=[
        "other tokens", "another model", "not inside", "another response", "two could be meant",
        "one library",
    ],
)  # fmt: skip
def test_what_may_be_another_model_call_stays_a_trace_of_its_own(tmp_path: Path, lines: list[Any]):
    traces = read_all(tmp_path, ROOT, *lines)
    assert [trace.trace_id[0] for trace in traces] == ["a", "b"]


def test_of_two_libraries_inside_one_call_each_takes_its_own(tmp_path: Path):
    calls = [framework(10 * n, f"Said {n}.", parent=1) for n in (1, 2, 3)]
    strays = [
        library(10 * n + 1, trace=name, gen_ai__response__id=f"msg_{n}")
        for n, name in enumerate("bcd", start=1)
    ]
    (trace,) = read_all(tmp_path, ROOT, *strays, *calls)
    assert [words for words, _ in model_calls([trace])] == ["Said 1.", "Said 2.", "Said 3."]


def test_large_files_and_other_orders_change_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    lines: list[Any] = []
    for number in range(40):
        at, name = 100 * number, f"{number:02x}"
        root = span(at + 1, "invoke_agent", trace="", lasts=90)
        call = chat(
            at + 2,
            [ASKED],
            [message("assistant", f"Said {number}.")],
            lasts=8,
            parent=at + 1,
            **SAID,
        )
        stray = span(at + 3, "chat", lasts=2, **SAID)
        for one, scope, trace_id in (
            (root, "framework", "a"),
            (call, "framework", "a"),
            (stray, "library", "b"),
        ):
            lines.append(in_scope(scope, {**one, "traceId": f"{trace_id}{name}".ljust(32, "0")}))
    path = tmp_path / "spans.jsonl"
    chance = random.Random(7)
    found: set[str] = set()
    for held in (1 << 24, 6000):
        monkeypatch.setattr(_scattered, "_HELD", held)
        monkeypatch.setattr(_scattered, "_MOST_HELD", held)
        for _ in range(3):
            chance.shuffle(lines)
            path.write_text("".join(json.dumps(line) + "\n" for line in lines))
            found.add(json.dumps([(trace.trace_id, model_calls([trace])) for trace in load(path)]))
    (only,) = found
    assert len(json.loads(only)) == 40
    assert [calls for _, calls in json.loads(only)] == [[[f"Said {n}.", 20]] for n in range(40)]


def test_words_are_told_once_where_both_libraries_tell_them(tmp_path: Path):
    words = [message("assistant", "Shipped.")]
    twice = in_scope("library", chat(4, [ASKED], words, parent=1, lasts=2, **SAID))
    (trace,) = read_all(tmp_path, ROOT, framework(3, "Shipped.", parent=1), twice)
    assert model_calls([trace]) == [("Shipped.", 20)]


def test_two_calls_of_one_library_at_once_are_two(tmp_path: Path):
    (trace,) = read_all(
        tmp_path, ROOT, framework(3, "Shipped.", parent=1), framework(4, "Sent.", parent=1, lasts=2)
    )
    assert [text for text, _ in model_calls([trace])] == ["Shipped.", "Sent."]


def test_a_block_of_a_call_among_the_words_is_no_words(tmp_path: Path):
    block = json.dumps({"id": "t1", "input": {"id": "A-1"}, "name": "look", "type": "tool_use"})
    asking = {"type": "tool_call", "id": "t1", "name": "look", "arguments": {"id": "A-1"}}
    for said in (["Let me see.", block, asking], [block, asking]):
        output = [message("assistant", *said, finish_reason="")]
        (trace,) = read_all(tmp_path, request(chat(1, [ASKED], output)))
        assert [call.call_id for call in trace.tool_calls] == ["t1"]
        assert model_calls([trace])[0][0] == ("Let me see." if len(said) == 3 else None)


@pytest.mark.parametrize("odd", [{"n": 20}, [20], "20", True])
def test_tokens_that_are_no_number_join_nothing_and_break_nothing(tmp_path: Path, odd: Any):
    spent = {"gen_ai__usage__input_tokens": odd}
    told = (framework(3, "Shipped.", parent=1, **spent), library(4, **spent), library(4))
    traces = read_all(tmp_path, ROOT, *told)
    assert [text for text, _ in model_calls(traces)][:1] == ["Shipped."]
