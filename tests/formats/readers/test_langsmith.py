"""Runs of LangSmith as its client sends them: begun first, changed later, in batches or one a line."""

from __future__ import annotations

import json
from itertools import permutations
from typing import TYPE_CHECKING, Any

import pytest

from tracegrade import load
from tracegrade.model import Assistant, ToolResult

if TYPE_CHECKING:
    from pathlib import Path

    from tracegrade.model import Trace

CALL = {"id": "c1", "name": "lookup", "args": {"order": "A-1"}, "type": "tool_call"}
ASKED = {"type": "human", "content": "Where is A-1?"}
CALLS = {
    "type": "ai", "content": "", "tool_calls": [CALL],
    "usage_metadata": {"input_tokens": 10, "output_tokens": 5, "total_tokens": 15},
}  # fmt: skip
FOUND = {"type": "tool", "tool_call_id": "c1", "content": "unterwegs: é", "status": "success"}
SAID = {"type": "ai", "content": "It is on its way."}


def begun(at: int, kind: str, name: str, **more: Any) -> dict[str, Any]:
    """A run that has just begun, inside that at 0."""
    order = f"20261123T10000{at}000000Zr{at}"
    inside = {"parent_run_id": "r0", "dotted_order": f"20261123T100000000000Zr0.{order}"}
    return {
        "id": f"r{at}", "trace_id": "r0", "dotted_order": order, **(inside if at else {}),
        "run_type": kind, "name": name, "start_time": f"2026-11-23T10:00:0{at}Z",
        "inputs": {}, "outputs": {}, "extra": {"metadata": {"thread_id": "th-1"}}, **more,
    }  # fmt: skip


def change(run: dict[str, Any], **said: Any) -> dict[str, Any]:
    """What became of it, as a client sends it that leaves out what it sent before."""
    kept = {key: run[key] for key in ("id", "trace_id", "dotted_order")}
    end = {"end_time": run["start_time"].replace("Z", ".500Z")}
    return {**kept, "inputs": {}, "error": None, "extra": {"runtime": {}}, **end, **said}


def generated(message: dict[str, Any]) -> dict[str, Any]:
    return {"generations": [[{"message": message}]]}


CHAIN = begun(0, "chain", "agent", inputs={"messages": [ASKED]})
FIRST = begun(1, "llm", "Chat", inputs={"messages": [[ASKED]]})
TOOL = begun(2, "tool", "lookup", inputs={"order": "A-1"})
LAST = begun(3, "llm", "Chat", inputs={"messages": [[ASKED, CALLS, FOUND]]})
POSTS = [CHAIN, FIRST, TOOL, LAST]
PATCHES = [
    change(FIRST, outputs=generated(CALLS)),
    change(TOOL, outputs={"output": FOUND}),
    change(LAST, outputs=generated(SAID)),
    change(CHAIN, outputs={"messages": [ASKED, CALLS, FOUND, SAID]}),
]


def written(folder: Path, *lines: Any) -> list[Trace]:
    path = folder / "runs.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)) + "\n")
    loaded = load(path)
    traces = list(loaded)
    assert not loaded.problems
    return traces


def steps_of(trace: Trace) -> list[tuple[str, str | None]]:
    return [(step.kind, step.text) for step in trace.steps if step.kind != "note"]


@pytest.mark.parametrize(
    "lines",
    [
        [{"post": POSTS, "patch": PATCHES}],
        [[{"post": POSTS, "patch": PATCHES}]],
        [{"post": POSTS}, {"patch": PATCHES}],
        [{"patch": PATCHES[:2], "post": None}, {"post": POSTS, "patch": []}, {"patch": PATCHES[2:]}],
        [*POSTS, *PATCHES],
        [*PATCHES, *POSTS],
        [[*POSTS, *PATCHES]],
    ],
    ids=[
        "one batch", "a list of batches", "a batch each", "batches out of order", "runs one a line",
        "changes first", "a list of runs",
    ],
)  # fmt: skip
def test_what_became_of_a_run_is_joined_to_it_by_id(tmp_path: Path, lines: list[Any]):
    (trace,) = written(tmp_path, *lines)
    assert steps_of(trace) == [
        ("user", "Where is A-1?"), ("assistant", None), ("tool_call", None),
        ("tool_result", "unterwegs: é"), ("assistant", "It is on its way."),
    ]  # fmt: skip
    assert trace.source.format == "langsmith"
    (call,) = trace.tool_calls
    assert (call.tool, call.arguments, call.call_id) == ("lookup", {"order": "A-1"}, "c1")
    (answer, _) = (step for step in trace.steps if isinstance(step, Assistant))
    assert answer.usage is not None
    assert (answer.usage.input_tokens, answer.usage.output_tokens) == (10, 5)


def test_an_order_of_lines_changes_nothing(tmp_path: Path):
    rows = [CHAIN, TOOL, PATCHES[1], PATCHES[3]]
    found = {
        json.dumps([steps_of(trace) for trace in written(tmp_path, *lines)])
        for lines in permutations(rows)
    }
    assert len(found) == 1


def test_a_change_of_a_run_that_is_not_in_the_file_is_read_as_far_as_it_goes(tmp_path: Path):
    path = tmp_path / "late.json"
    path.write_text(json.dumps({"patch": PATCHES[:1]}))
    loaded = load(path)
    assert [trace.trace_id for trace in loaded] == ["r0"]
    assert [one.code for one in loaded.problems] == ["unknown-parent", "no-genai-spans"]


def test_what_is_no_run_in_a_batch_leaves_its_neighbours(tmp_path: Path):
    path = tmp_path / "batch.json"
    path.write_text(json.dumps({"post": POSTS, "patch": [*PATCHES, 7, {"trace_id": "r0"}]}))
    loaded = load(path)
    (trace,) = loaded
    assert len(trace.tool_calls) == 1
    assert [one.location.pointer for one in loaded.problems if one.location] == [
        "/patch/4",
        "/patch/5/id",
    ]


def test_the_thread_of_a_run_outlives_a_change_that_does_not_repeat_it(tmp_path: Path):
    (trace,) = written(tmp_path, {"post": POSTS, "patch": PATCHES})
    assert trace.metadata is not None
    assert "th-1" in json.dumps(trace.metadata)


def test_a_tool_that_failed_returned_nothing(tmp_path: Path):
    failed = change(TOOL, error="ValueError('no such order')")
    (trace,) = written(tmp_path, {"post": [CHAIN, TOOL], "patch": [failed]})
    (result,) = (step for step in trace.steps if isinstance(step, ToolResult))
    assert (result.status, result.text) == ("error", "ValueError('no such order')")


def test_a_tool_that_is_not_over_has_no_result(tmp_path: Path):
    (trace,) = written(tmp_path, {"post": [CHAIN, FIRST, TOOL], "patch": PATCHES[:1]})
    assert [call.tool for call in trace.tool_calls] == ["lookup"]
    assert not [step for step in trace.steps if isinstance(step, ToolResult)]
