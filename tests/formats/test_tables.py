"""Parquet tables: a column of records, or rows that are records themselves."""

from __future__ import annotations

import gzip
import json
import random
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tracegrade.errors import MissingExtraError
from tracegrade.formats import _scattered, load, load_one

pa = pytest.importorskip("pyarrow", reason="the extra `arrow` is not installed")
pq = pytest.importorskip("pyarrow.parquet")
arrow_values = pytest.importorskip("tracegrade.formats._arrow_values")

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "traces"
TALK = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Where is A-1?"}]


def written(path: Path, columns: dict[str, Any], **options: Any) -> Path:
    pq.write_table(pa.table(columns), path, **options)
    return path


def refusals(path: Path) -> list[tuple[str, int | None]]:
    traces = load(path)
    list(traces)
    return [(one.code, one.line) for one in traces.problems if one.severity == "error"]


def test_one_bad_row_in_ten_thousand_loses_itself_alone(tmp_path: Path):
    rows: list[str | None] = [json.dumps(TALK)] * 10_000
    rows[6_543], rows[7_000] = '[{"role": "user"', None
    traces = load(written(tmp_path / "t.parquet", {"raw": rows}))
    read = [trace.source.line for trace in traces]
    assert read == [number for number in range(1, 10_001) if number not in (6_544, 7_001)]
    assert [(one.code, one.line) for one in traces.problems] == [("invalid-json", 6_544)]
    counts = traces.counts
    assert (counts.lines, counts.records, counts.refused, counts.blanks) == (10_000, 9_998, 1, 1)


def test_what_other_columns_say_is_kept_and_problems_name_the_column(tmp_path: Path):
    bad = json.dumps([*TALK, {"role": 7}])
    path = written(
        tmp_path / "t.parquet", {"talk": [json.dumps(TALK), bad], "label": [0.5, None], "n": [1, 2]}
    )
    traces = load(path)
    (trace,) = traces
    assert trace.metadata == {"columns": {"label": 0.5, "n": 1}}
    (problem,) = traces.problems
    assert (problem.line, problem.pointer) == (2, "/talk/2")


def test_two_columns_that_could_hold_the_traces_are_named(tmp_path: Path):
    talks = [json.dumps(TALK)]
    traces = load(written(tmp_path / "t.parquet", {"before": talks, "after": talks}))
    assert list(traces) == []
    (problem,) = traces.problems
    assert problem.code == "unknown-format"
    assert "each of the columns 'before', 'after' could hold the traces" in problem.message
    assert "write a table with one of them alone" in problem.message


def test_a_table_of_something_else_is_refused_with_its_columns(tmp_path: Path):
    traces = load(written(tmp_path / "t.parquet", {"question": ["why?"], "score": [1.0]}))
    assert list(traces) == []
    assert "keys 'question', 'score'" in traces.problems[0].message


def test_a_format_that_is_named_looks_for_its_own_column(tmp_path: Path):
    words = [{"role": "user", "content": "Hello"}, {"role": "assistant", "content": "Hello!"}]
    path = written(tmp_path / "t.parquet", {"a": ["x"], "b": [json.dumps(words)]})
    assert load_one(path, format="anthropic").final_answer == "Hello!"


def test_tables_that_cannot_be_read_from_their_end_are_refused_with_a_way_out(tmp_path: Path):
    path = tmp_path / "t.parquet.gz"
    path.write_bytes(
        gzip.compress((FIXTURES / "openai_chat/oldest_parquet/input.parquet").read_bytes())
    )
    traces = load(path)
    assert list(traces) == []
    assert traces.problems[0].code == "unreadable-file"
    assert "save it to a file of its own" in traces.problems[0].message


def test_without_pyarrow_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch):
    for name in [name for name in sys.modules if name.partition(".")[0] == "pyarrow"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'tracegrade\[arrow\]'"):
        list(load(FIXTURES / "openai_chat/oldest_parquet/input.parquet"))


def test_pyarrow_is_not_loaded_for_anything_else():
    probe = (
        "import sys, tracegrade; list(tracegrade.load('fixtures/traces/native/runs/old.jsonl'));"
        "print('pyarrow' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


VALUES = [
    ("text", pa.array(["a"]), "a"),
    ("whole", pa.array([2**63 - 1]), 2**63 - 1),
    ("missing number of a data frame", pa.array([float("nan")]), None),
    ("decimal", pa.array([Decimal("0.004000")]), 0.004),
    ("whole decimal", pa.array([Decimal("12.000")]), 12),
    ("bytes that are text", pa.array(["é".encode()]), "é"),
    ("bytes", pa.array([b"\xff\x00"]), "/wA="),
    ("time with zone", pa.array([1], pa.timestamp("ms", "UTC")), "1970-01-01T00:00:00.001000+00:00"),
    ("time without", pa.array([1_500_000_000], pa.timestamp("ns")), "1970-01-01T00:00:01.500000"),
    ("nanoseconds", pa.array([1], pa.timestamp("ns", "UTC")), "1970-01-01T00:00:00+00:00"),
    ("day", pa.array([date(2026, 11, 23)]), "2026-11-23"),
    ("map", pa.array([[("k", 1)]], pa.map_(pa.string(), pa.int64())), {"k": 1}),
    ("empty map", pa.array([[]], pa.map_(pa.string(), pa.int64())), {}),
    ("category", pa.array(["a", "b"]).dictionary_encode().slice(1), "b"),
    ("struct", pa.array([{"a": 1, "b": None}]), {"a": 1}),
    (
        "times inside",
        pa.array([[{"at": 1_001}]], pa.list_(pa.struct([("at", pa.timestamp("ns"))]))),
        [{"at": "1970-01-01T00:00:00.000001"}],
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    "array, value", [row[1:] for row in VALUES], ids=[row[0] for row in VALUES]
)
def test_values_are_those_that_json_would_hold(array: Any, value: Any):
    column = arrow_values.column_of(pa.field("column", array.type))
    assert column.values(array) == [value]


def test_text_that_is_not_utf8_costs_no_row(tmp_path: Path):
    damaged = json.dumps(TALK).encode().replace(b"brief", b"br\xe9f")
    texts = pa.Array.from_buffers(
        pa.string(),
        3,
        pa.array([json.dumps(TALK).encode(), damaged, damaged], pa.binary()).buffers(),
    )
    traces = load(written(tmp_path / "t.parquet", {"raw": texts}))
    assert [trace.steps[0].text for trace in traces] == ["Be brief.", "Be br�f.", "Be br�f."]
    assert [(one.code, one.line) for one in traces.problems] == [
        ("invalid-utf8", 2),
        ("invalid-utf8", 3),
    ]


def test_a_table_that_grows_beyond_reason_is_refused(tmp_path: Path):
    rows = [json.dumps([{"role": "user", "content": "0" * (24 << 20)}])]
    path = written(tmp_path / "t.parquet", {"raw": rows}, compression="zstd")
    traces = load(path)
    assert list(traces) == []
    assert "grows to more than 200 times its size" in traces.problems[0].message


def spans() -> list[dict[str, Any]]:
    lines = (FIXTURES / "otlp/scattered/input.jsonl").read_text().splitlines()
    return [{"raw": line} for line in lines]


@pytest.mark.parametrize("seed", range(3))
def test_rows_of_spans_are_read_twice_in_any_order(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    rows = spans()
    whole = told(written(tmp_path / "whole.parquet", {"raw": [row["raw"] for row in rows]}))
    monkeypatch.setattr(_scattered, "_HELD", 1)
    random.Random(seed).shuffle(rows)
    lines = {"raw": [row["raw"] for row in rows]}
    assert told(written(tmp_path / "t.parquet", lines, row_group_size=2)) == whole
    assert len(whole) == 2


def told(path: Path) -> list[Any]:
    return [
        (trace.trace_id, [(step.kind, step.text) for step in trace.steps]) for trace in load(path)
    ]


def test_a_damaged_table_is_a_problem_and_never_an_exception(tmp_path: Path):
    whole = (FIXTURES / "openai_chat/broken_parquet/input.parquet").read_bytes()
    rng = random.Random(7)
    path = tmp_path / "t.parquet"
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(rng.randint(1, 4)):
            data[rng.randrange(4, len(data))] = rng.randrange(256)
        if rng.random() < 0.3:
            del data[rng.randrange(4, len(data)) :]
        path.write_bytes(data)
        traces = load(path)
        for trace in traces:
            assert trace.steps
        assert traces.problems


def test_an_empty_table_is_an_empty_file(tmp_path: Path):
    assert refusals(written(tmp_path / "t.parquet", {"raw": pa.array([], pa.string())})) == [
        ("empty-file", None)
    ]


def test_a_table_on_standard_input_is_read_where_that_is_a_file():
    command = [sys.executable, "-m", "tracegrade", "show", "-"]
    with (FIXTURES / "openai_chat/oldest_parquet/input.parquet").open("rb") as file:
        done = subprocess.run(command, stdin=file, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("1 trace (1 openai_chat), 6 steps, 1 call\n")
