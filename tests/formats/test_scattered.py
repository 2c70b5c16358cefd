"""Traces whose spans lie scattered over a file: read once or twice, in any order, they are the same."""

from __future__ import annotations

import gzip
import json
import os
import random
import subprocess
import sys
import tracemalloc
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracegrade.formats import Traces, _index, _scattered, load
from tracegrade.formats._index import PieceIndex
from tracegrade.formats.writers import native_record

if TYPE_CHECKING:
    from collections.abc import Callable

TRACES = Path(__file__).resolve().parents[2] / "fixtures" / "traces"
CASES = ("plain_success", "parallel_calls", "retry_after_error")


def otlp_lines() -> list[bytes]:
    lines = []
    for case in CASES:
        document = json.loads((TRACES / "otlp" / case / "input.json").read_bytes())
        for resource in document["resourceSpans"]:
            for scope in resource["scopeSpans"]:
                for span in scope["spans"]:
                    spans = [{"scope": scope["scope"], "spans": [span]}]
                    request = {"resource": resource["resource"], "scopeSpans": spans}
                    lines.append(json.dumps({"resourceSpans": [request]}).encode())
    return lines


def listed_lines(format_name: str) -> list[bytes]:
    lines = []
    for number, case in enumerate(CASES, start=1):
        (path,) = (TRACES / format_name / case).glob("input.*")
        text = path.read_text().replace("00000000-", f"0000000{number}-")  # ids of runs repeat
        rows = json.loads(text) if path.suffix == ".json" else map(json.loads, text.splitlines())
        rows = rows["observations"] if format_name == "langfuse" else rows
        lines += [json.dumps(row).encode() for row in rows]
    return lines


LINES: dict[str, Callable[[], list[bytes]]] = {
    "otlp": otlp_lines,
    **{
        name: lambda name=name: listed_lines(name)
        for name in (
            "otel_spans",
            "weave",
            "braintrust",
            "langsmith",
            "langfuse",
            "openai_agents_spans",
        )
    },
}


def told(traces: Traces) -> list[dict[str, Any]]:
    """Everything the traces say but for the line they were read from, in the order they came."""
    found = [native_record(trace) for trace in traces]
    assert [problem for problem in traces.problems if problem.severity == "error"] == []
    return found


def written(folder: Path, lines: list[bytes], name: str = "spans.jsonl") -> Path:
    path = folder / name
    path.write_bytes(b"\n".join(lines) + b"\n")
    return path


@pytest.fixture
def read_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hold next to nothing: every file is a large one."""
    monkeypatch.setattr(_scattered, "_HELD", 6000)
    monkeypatch.setattr(_scattered, "_MOST_HELD", 6000)


@pytest.mark.parametrize("format_name", LINES)
def test_a_large_file_gives_what_a_small_one_gives(
    format_name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = written(tmp_path, LINES[format_name]())
    once = told(load(path))
    assert len(once) == len(CASES)
    for held in (1, 3000, 20_000):
        monkeypatch.setattr(_scattered, "_HELD", held)
        assert told(load(path)) == once


@pytest.mark.parametrize("format_name", LINES)
def test_shuffling_the_lines_changes_nothing(
    format_name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    lines = LINES[format_name]()
    once = told(load(written(tmp_path, lines)))
    chance = random.Random(format_name)
    for held in (16 << 20, 3000):
        monkeypatch.setattr(_scattered, "_HELD", held)
        for _ in range(5):
            chance.shuffle(lines)
            path = written(tmp_path, lines)
            assert told(load(path)) == once
            packed = tmp_path / "spans.jsonl.gz"
            packed.write_bytes(gzip.compress(path.read_bytes()))
            assert told(load(packed)) == once


@given(data=st.data())
def test_batches_of_any_size_in_any_order_change_nothing(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
):
    spans = [json.loads(line)["resourceSpans"][0] for line in otlp_lines()]
    folder = tmp_path_factory.mktemp("batches")
    once = told(load(written(folder, otlp_lines())))
    spans = data.draw(st.permutations(spans))
    cuts = sorted(data.draw(st.sets(st.integers(1, len(spans) - 1))))
    batches = [spans[low:high] for low, high in zip([0, *cuts], [*cuts, len(spans)], strict=True)]
    lines = [json.dumps({"resourceSpans": batch}).encode() for batch in batches]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_scattered, "_HELD", data.draw(st.sampled_from([1, 5000, 1 << 24])))
        assert told(load(written(folder, lines))) == once


def many(number: int) -> list[bytes]:
    """So many traces of three spans each, the spans of one far apart."""
    lines = []
    for place in range(3):
        for trace in range(number):
            span = {
                "traceId": f"{trace + 1:032x}", "spanId": f"{trace * 3 + place + 1:016x}",
                "name": "chat", "startTimeUnixNano": str(10**18 + trace), "endTimeUnixNano": "0",
                "attributes": [{"key": "gen_ai.operation.name", "value": {"stringValue": "chat"}}],
            }  # fmt: skip
            scopes = [{"spans": [span]}]
            lines.append(json.dumps({"resourceSpans": [{"scopeSpans": scopes}]}).encode())
    return lines


@pytest.mark.usefixtures("read_twice")
@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
def test_every_trace_of_a_large_file_comes_once_and_in_order(tmp_path: Path, packed: bool):
    path = written(tmp_path, many(200))
    if packed:
        path = tmp_path / "spans.jsonl.gz"
        path.write_bytes(gzip.compress(b"\n".join(many(200))))
    traces = load(path)
    ids = [(trace.trace_id, len(trace)) for trace in traces]
    assert ids == [(f"{number + 1:032x}", 3) for number in range(200)]
    assert (traces.counts.lines, traces.counts.records) == (600, 600)


@pytest.mark.usefixtures("read_twice")
def test_ids_that_share_a_key_are_still_two_traces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(_scattered, "key_of", lambda trace_id: 7)
    monkeypatch.setattr(_index, "key_of", lambda trace_id: 7)
    assert len(list(load(written(tmp_path, many(30))))) == 30


@pytest.mark.usefixtures("read_twice")
def test_bad_lines_of_a_large_file_are_told_once(tmp_path: Path):
    lines = many(50)
    lines[20] = b'{"resourceSpans": [{"scopeSpans": [{"spans": [{"spanId": "x"}]}]}]}'
    lines[21] = b"{oops"
    lines[22] = b'{"resourceSpans": 7}'
    traces = load(written(tmp_path, lines))
    assert len(list(traces)) == 50
    assert [(problem.line, problem.severity) for problem in traces.problems[:3]] == [
        (21, "warning"), (22, "error"), (23, "error")
    ]  # fmt: skip
    assert sum(problem.line in (21, 22, 23) for problem in traces.problems) == 3
    assert (traces.counts.records, traces.counts.refused) == (148, 2)


@pytest.mark.usefixtures("read_twice")
def test_a_file_that_changes_while_it_is_read_is_a_problem(tmp_path: Path):
    path = written(tmp_path, many(200))
    traces = load(path)
    found = []
    for trace in traces:
        found.append(trace)
        path.write_bytes(b'{"resourceSpans": []}\n' * 200)
    assert 0 < len(found) < 200
    assert "changed while it was read" in traces.problems[-1].message


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes of a name here")
def test_a_pipe_is_read_once(tmp_path: Path):
    pipe = tmp_path / "spans.jsonl"
    os.mkfifo(pipe)
    data = b"\n".join(many(20))
    writing = subprocess.Popen([sys.executable, "-c", f"open({str(pipe)!r}, 'wb').write({data!r})"])
    traces = load(pipe)
    assert len(list(traces)) == 20
    assert writing.wait() == 0


COMMAND = [sys.executable, "-m", "tracegrade", "show", "-", "--format", "json"]


def shown(lines: list[bytes], *options: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*COMMAND, *options], input=b"\n".join(lines), capture_output=True, check=False
    )


def test_standard_input_that_fits_is_read():
    done = shown(many(20), "--max-memory", "1MB")
    assert done.returncode == 0, done.stderr
    assert len(json.loads(done.stdout)["traces"]) == 20


def test_standard_input_that_does_not_fit_ends_with_code_3_and_says_what_to_do():
    done = shown(many(2000), "--max-memory", "1MB")
    assert done.returncode == 3
    assert b"cannot be read twice" in done.stderr
    assert b"--max-memory" in done.stderr


def test_the_index_takes_at_most_64_bytes_a_span():
    number = 40_000
    chance = random.Random(5)
    tracemalloc.start()
    index = PieceIndex()
    for place in range(number):
        start = 1_790_000_000_000_000_000 + chance.randrange(10**15)
        trace_id = f"{chance.getrandbits(128):032x}"
        index.add(trace_id, start=start, place=place * 900, line=place, size=900)
    traces = index.traces()
    next(traces)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak / number < 64
    assert sum(1 for _ in traces) == number - 1


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 5)), max_size=60))
def test_the_index_puts_traces_in_order_of_their_first_start(entries: list[tuple[int, int]]):
    index = PieceIndex()
    first: dict[str, int] = {}
    for place, (number, start) in enumerate(entries):
        trace_id = f"t-{number}"
        index.add(trace_id, start=start, place=place, line=place + 1, size=1)
        first[trace_id] = min(start, first.get(trace_id, start))
    order = sorted(first, key=lambda trace_id: (first[trace_id], trace_id))
    for trace, trace_id in zip(index.traces(), order, strict=True):
        places = [place for place, (number, _) in enumerate(entries) if f"t-{number}" == trace_id]
        assert trace.records == [(place, place + 1) for place in places]
        assert trace.size == len(places)
