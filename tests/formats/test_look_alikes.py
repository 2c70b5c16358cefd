"""What looks like a framework's file and is none is refused, or left to the format that it is of."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tracegrade.formats import load

LOOK_ALIKES: dict[str, Any] = {
    "an object of another kind": {"object": "list", "data": [{"object": "model", "id": "m"}]},
    "a trace that names no workflow": {"object": "trace", "id": "t"},
    "a span without data": {"object": "trace.span", "id": "s", "trace_id": "t"},
    "a schema": {"$schemaVersion": "1.0", "properties": {}},
    "criteria of an evaluation": {"criteria": {"response_match_score": 0.5}},
    "an author without an invocation": [{"author": "amy", "content": {"parts": []}}],
    "a session of something else": {"id": "s", "events": [{"type": "click"}], "user_id": "amy"},
    "cases of something else": {"eval_cases": [], "name": "n"},
    "queries without expectations": [{"query": "hi", "reference": "hello"}],
    "a state without an input": {"$schemaVersion": "1.21", "model_responses": []},
}


@pytest.mark.parametrize("value", LOOK_ALIKES.values(), ids=LOOK_ALIKES.keys())
def test_a_look_alike_is_refused(value: Any, tmp_path: Path):
    path = tmp_path / "file.json"
    path.write_text(json.dumps(value, indent=1))
    traces = load(path)
    assert list(traces) == []
    assert [problem.code for problem in traces.problems] == ["unknown-format"]
