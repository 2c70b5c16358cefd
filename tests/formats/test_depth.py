"""What nests beyond 200 levels is a problem that costs itself, in whatever it is packed."""

from __future__ import annotations

import gzip
import json
import zipfile
from pathlib import Path

import pytest

from tracegrade.formats import load

GOOD = json.dumps({"schema": "tracegrade/trace@1", "trace_id": "good", "steps": []})
DEPTHS = pytest.mark.parametrize("depth", [250, 100_000])


def deep(depth: int) -> str:
    """A native record with a field, unknown to the model, that nests so deep."""
    inner = "[" * depth + "]" * depth
    step = f'{{"id": "s", "kind": "user", "text": "hi", "odd": {inner}}}'
    return f'{{"schema": "tracegrade/trace@1", "trace_id": "deep", "steps": [{step}]}}'


def as_lines(path: Path, bad: str) -> None:
    path.write_text(f"{GOOD}\n{bad}\n{GOOD}")


def as_gzip(path: Path, bad: str) -> None:
    path.write_bytes(gzip.compress(f"{GOOD}\n{bad}\n{GOOD}".encode()))


def as_archive(path: Path, bad: str) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in (("a.json", GOOD), ("b.json", bad), ("c.json", GOOD)):
            archive.writestr(name, text)


def as_table(path: Path, bad: str) -> None:
    pyarrow = pytest.importorskip("pyarrow", reason="the extra `arrow` is not installed")
    parquet = pytest.importorskip("pyarrow.parquet")
    parquet.write_table(pyarrow.table({"raw": [GOOD, bad, GOOD]}), path)


@DEPTHS
@pytest.mark.parametrize("write", [as_lines, as_gzip, as_archive, as_table])
def test_what_nests_too_deep_costs_itself_alone(write, depth: int, tmp_path: Path):
    path = tmp_path / "runs"
    write(path, deep(depth))
    traces = load(path)
    assert [trace.trace_id for trace in traces] == ["good", "good"]
    assert [(one.code, one.message) for one in traces.problems] == [
        ("too-deep", "nests deeper than 200 levels")
    ]


@DEPTHS
def test_a_document_that_nests_too_deep_is_refused(depth: int, tmp_path: Path):
    path = tmp_path / "run.json"
    path.write_text(deep(depth).replace("{", "{\n", 1))
    traces = load(path)
    assert list(traces) == []
    assert [one.code for one in traces.problems] == ["too-deep"]
