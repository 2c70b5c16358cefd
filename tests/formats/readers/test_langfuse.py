"""Shapes in which Langfuse gives observations, and what it says of how good a run was."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tracegrade import load
from tracegrade.model import Assistant

if TYPE_CHECKING:
    from pathlib import Path

    from tracegrade.model import Trace

TRACE = {"id": "t-1", "name": "desk", "sessionId": "s-1", "projectId": "p"}


def observation(span_id: str, kind: str, start: int, **said: Any) -> dict[str, Any]:
    """An observation of the trace, a second long."""
    return {
        "id": span_id,
        "traceId": "t-1",
        "type": kind,
        "name": said.pop("name", kind.lower()),
        "level": "DEFAULT",
        "startTime": f"2026-11-01T09:00:{start:02}Z",
        "endTime": f"2026-11-01T09:00:{start + 1:02}Z",
        **said,
    }


ROWS = [
    observation("a", "AGENT", 0, input="Where is A-1?", output="It is on its way."),
    observation("b", "GENERATION", 1, parentObservationId="a", input=[{"role": "user", "content": "Where is A-1?"}],
                output={"role": "assistant", "content": "It is on its way."},
                usageDetails={"input": 10, "input_cached_tokens": 90, "output": 4, "total": 104}),
    observation("c", "TOOL", 3, parentObservationId="a", name="lookup", input={"id": "A-1"}, output={"state": "sent"}),
]  # fmt: skip


def written(folder: Path, value: Any, *, lines: bool = False) -> list[Trace]:
    path = folder / ("runs.jsonl" if lines else "run.json")
    path.write_text("\n".join(map(json.dumps, value)) if lines else json.dumps(value))
    loaded = load(path)
    traces = list(loaded)
    assert not loaded.problems
    return traces


@pytest.mark.parametrize(
    "shape",
    [
        {"trace": TRACE, "observations": ROWS},
        {**TRACE, "observations": ROWS, "scores": []},
        ROWS,
        {"data": ROWS, "meta": {"page": 1}},
        [{**TRACE, "observations": ROWS}],
    ],
    ids=["view", "answer for one trace", "list of rows", "answer with rows", "list of traces"],
)
def test_each_shape_gives_the_same_steps(tmp_path: Path, shape: Any):
    (trace,) = written(tmp_path, shape)
    assert trace.trace_id == "t-1"
    assert trace.source.format == "langfuse"
    assert [step.kind for step in trace.steps] == ["user", "assistant", "tool_call", "tool_result"]
    assert [call.arguments for call in trace.tool_calls] == [{"id": "A-1"}]


def test_rows_of_one_trace_are_joined_whatever_their_order(tmp_path: Path):
    (expected,) = written(tmp_path, ROWS, lines=True)
    (shuffled,) = written(tmp_path, [ROWS[2], ROWS[0], ROWS[1]], lines=True)
    assert [(step.kind, step.text) for step in shuffled.steps] == [
        (step.kind, step.text) for step in expected.steps
    ]


def test_cached_tokens_are_part_of_the_tokens_sent_and_counted_once(tmp_path: Path):
    (trace,) = written(tmp_path, ROWS)
    (said,) = (step for step in trace.steps if isinstance(step, Assistant))
    assert said.usage is not None
    assert (said.usage.input_tokens, said.usage.cached_input_tokens) == (100, 90)
    assert said.usage.output_tokens == 4


def test_scores_of_the_trace_come_before_those_of_its_observations(tmp_path: Path):
    scores = [
        {"name": "right", "value": 0, "observationId": "b", "comment": "no date"},
        {"name": "right", "value": 1, "stringValue": "yes", "source": "ANNOTATION"},
        {"name": "tone", "value": None, "stringValue": "friendly"},
    ]
    (trace,) = written(tmp_path, {"trace": {**TRACE, "scores": scores}, "observations": ROWS})
    assert trace.outcome is not None
    assert trace.outcome.scores == {"right": 1, "tone": "friendly"}
    assert trace.outcome.extra["scores"][2] == {
        "name": "right", "value": 0, "explanation": "no date", "of": "b",
    }  # fmt: skip


def test_a_row_that_is_no_observation_leaves_its_neighbours(tmp_path: Path):
    path = tmp_path / "rows.jsonl"
    rows = [ROWS[0], {"id": "x", "type": "TOOL"}, *ROWS[1:]]
    path.write_text("\n".join(map(json.dumps, rows)))
    loaded = load(path)
    (trace,) = loaded
    assert len(trace.tool_calls) == 1
    (problem,) = loaded.problems
    assert problem.location is not None
    assert problem.location.line == 2
