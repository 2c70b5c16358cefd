"""A bad line costs itself and nothing else, in every format; every line of a file is accounted for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tracegrade.formats import Traces, all_readers, load
from tracegrade.formats.writers import native_record

TRACES = Path(__file__).resolve().parents[2] / "fixtures" / "traces"
FORMATS = [reader.name for reader in all_readers()]
MANY = 1000
BAD = {
    "cut off": (b'{"role": "user", "content": "Where is', "invalid-json"),
    "not an object": (b"7", None),
    "too deep": (b"[" * 300 + b"]" * 300, None),
}
"""A line, and the code of the problem; where the reader itself refuses it, the code is the reader's."""


def lines_of(format_name: str, count: int) -> list[bytes]:
    """So many lines of a format, those of its ordinary cases again and again; many are of short ones."""
    found: list[bytes] = []
    paths = sorted((TRACES / format_name).glob("*/input.json*"))
    if count > MANY:
        paths = sorted(paths, key=lambda path: path.stat().st_size)[:5]
    for path in paths:
        data = path.read_bytes()
        if path.parent.name.startswith("broken"):
            continue
        if data.startswith((b"{\n", b"[\n")):
            document = json.loads(data)
            runs = document if format_name == "tau_bench" else [document]
            found += [json.dumps(run).encode() for run in runs]
        else:
            found += [line for line in data.splitlines() if line.startswith((b"{", b"["))]
    return (found * (count // len(found) + 1))[:count]


def told(path: Path, format_name: str) -> tuple[list[Any], list[Any], Traces]:
    """What the traces say, what is wrong beside, and where the lines went."""
    traces = load(path, format=format_name)
    records = [native_record(trace) for trace in traces]
    counts = traces.counts
    assert counts.lines == counts.records + counts.refused + counts.blanks
    return records, [(one.code, one.line, one.pointer) for one in traces.problems], traces


def check(format_name: str, count: int, folder: Path, *, bad: dict[str, Any] = BAD) -> None:
    lines = lines_of(format_name, count)
    place = count * 2 // 3
    path = folder / "lines.jsonl"
    path.write_bytes(b"\n".join([*lines[:place], b"", *lines[place:]]) + b"\n")
    without, problems, _ = told(path, format_name)
    assert without
    for line, code in bad.values():
        path.write_bytes(b"\n".join([*lines[:place], line, *lines[place:]]) + b"\n")
        found, more, traces = told(path, format_name)
        assert found == without
        (own,) = [problem for problem in more if problem[1] == place + 1]
        assert own[0] == code or code is None
        assert [problem for problem in more if problem != own] == problems
        assert traces.counts.lines == count + 1


@pytest.mark.parametrize("format_name", FORMATS)
def test_a_bad_line_loses_itself_alone(format_name: str, tmp_path: Path):
    check(format_name, 40, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("format_name", FORMATS)
def test_one_bad_line_in_ten_thousand_loses_itself_alone(format_name: str, tmp_path: Path):
    check(format_name, 10_000, tmp_path, bad={"cut off": BAD["cut off"]})


def test_every_line_of_every_fixture_is_accounted_for():
    for path in sorted(TRACES.rglob("input.*")):
        if path.suffix != ".parquet":
            assert_accounted_for(path)


@pytest.mark.shared
def test_every_line_of_every_shared_file_is_accounted_for(shared: Path):
    for path in sorted(path for path in (shared / "traces").rglob("*") if path.is_file()):
        assert_accounted_for(path)


def assert_accounted_for(path: Path) -> None:
    traces = load(path)
    for _ in traces:
        pass
    counts = traces.counts
    assert counts.lines == counts.records + counts.refused + counts.blanks, path
    data = path.read_bytes()
    if counts.files == 1 and counts.lines > 1 and data[:1] in b"{[\n":
        assert counts.lines == data.count(b"\n") + (not data.endswith(b"\n")), path
