"""Phoenix's data frame of spans, in every layout in which pandas saves one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tracegrade.formats import load_one
from tracegrade.model import Trace

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures" / "traces" / "otel_spans"
ROWS: list[dict[str, Any]] = [
    json.loads(line)
    for line in (FIXTURES / "plain_success_phoenix/input.jsonl").read_text().splitlines()
]


def told(trace: Trace) -> list[Any]:
    return [
        (step.kind, step.text, step.at, step.duration_s, getattr(step, "usage", None))
        for step in trace.steps
    ] + [(call.tool, call.arguments, call.status) for call in trace.tool_calls]


@pytest.mark.parametrize(
    "case, source",
    [
        ("plain_success_phoenix", "plain_success_openinference"),
        ("oldest_phoenix", "plain_success_openinference"),
        ("parallel_calls_phoenix", "parallel_calls_openinference"),
        ("retry_after_error_phoenix", "retry_after_error_openinference"),
    ],
)
def test_a_frame_tells_what_its_spans_told(case: str, source: str):
    (path,) = (FIXTURES / case).glob("input.*")
    if path.suffix == ".parquet":
        pytest.importorskip("pyarrow", reason="the extra `arrow` is not installed")
    (spans,) = (FIXTURES / source).glob("input.*")
    assert told(load_one(path)) == told(load_one(spans))


def columns(rows: list[dict[str, Any]]) -> Any:
    ids = [row["context.span_id"] for row in rows]
    return {
        name: {key: row.get(name) for key, row in zip(ids, rows, strict=True)} for name in rows[0]
    }


LAYOUTS = {
    "records": lambda rows: rows,
    "columns": columns,
    "index": lambda rows: {row["context.span_id"]: row for row in rows},
    "split": lambda rows: {
        "columns": list(rows[0]),
        "index": list(range(len(rows))),
        "data": [list(row.values()) for row in rows],
    },
    "table": lambda rows: {"schema": {"fields": []}, "data": rows},
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_of_a_frame_tells_the_same(layout: str, tmp_path: Path):
    path = tmp_path / "spans.json"
    path.write_text(json.dumps(LAYOUTS[layout](ROWS)))
    assert told(load_one(path)) == told(load_one(FIXTURES / "plain_success_phoenix/input.jsonl"))


@pytest.mark.parametrize("factor", [10**-3, 1, 10**3, 10**6], ids=["s", "ms", "us", "ns"])
def test_numbers_are_times_in_whichever_unit_pandas_was_asked_for(factor: float, tmp_path: Path):
    path = tmp_path / "spans.jsonl"
    rows = [
        {**row, **{key: int(row[key] * factor) for key in ("start_time", "end_time")}}
        for row in ROWS
    ]
    path.write_text("\n".join(map(json.dumps, rows)))
    started = load_one(path).started_at
    assert started is not None
    assert started.isoformat()[:19] == "2026-11-01T09:00:00"
