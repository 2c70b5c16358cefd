"""Damaged files never crash a reader, a view, a grader or a report, and every line is accounted for."""

from __future__ import annotations

import json
import random
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.mutants import random_mutants
from tracegrade.diff import diff_traces
from tracegrade.formats import all_readers, load, reader_named
from tracegrade.formats.writers import native_record
from tracegrade.graph import graph_of
from tracegrade.model import Trace, Verdict
from tracegrade.report import Overview, overview_blocks, to_markdown, to_text, trace_blocks
from tracegrade.suite import grade

if TYPE_CHECKING:
    from collections.abc import Iterator

TRACES = Path(__file__).resolve().parents[2] / "fixtures" / "traces"
FORMATS = [reader.name for reader in all_readers()]
QUICK, FULL = 500, 20_000
EXERCISED = 100
"""Of so many inputs, spread over all, the traces are also graded, compared and shown."""

LONGEST_S = 5.0
BATCH = 50  # inputs in one file, of formats in which every line stands alone


def exercise(trace: Trace) -> None:
    """Everything that a command does with a trace."""
    assert len(trace.steps) == len(trace)
    graph = graph_of(trace)
    assert graph.edges is not None
    graph.happens_before(0, len(trace) - 1) if len(trace) else None
    broken = [item for item in grade([trace]) if item.verdict is Verdict.ERROR]
    assert broken == []
    native_record(trace)
    assert diff_traces(trace, trace).first_divergence is None
    to_text(trace_blocks(trace))
    to_markdown(overview_blocks(Overview([trace])))


def seeds(format_name: str) -> list[list[Any]]:
    """The fixtures of a format, each as the records of its lines."""
    found: list[list[Any]] = []
    for path in sorted((TRACES / format_name).glob("*/input.json*")):
        text = path.read_text()
        if path.parent.name.startswith("broken"):
            continue
        if text.startswith(("{\n", "[\n")):
            document = json.loads(text)
            found += [[one] for one in document] if format_name == "tau_bench" else [[document]]
        elif text.startswith("{"):
            found.append([json.loads(line) for line in text.splitlines()])
    return found


def inputs(format_name: str, count: int) -> Iterator[bytes]:
    """So many damaged files of a format, the same at every run; a fifth is damaged as bytes."""
    chance = random.Random(format_name)
    whole = seeds(format_name)
    if reader_named(format_name).read is not None:
        whole = [[row] for rows in whole for row in rows]
    for rows in random_mutants(whole, count, chance):
        data = b"\n".join(json.dumps(row).encode() for row in rows)
        yield damaged(data, chance) if data and chance.random() < 0.2 else data


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The bytes with a few of them changed, left out or doubled."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 5)):
        place = chance.randrange(len(changed))
        end = place + chance.randint(1, 40)
        changed[place:end] = chance.choice(
            (b"", bytes([chance.randrange(256)]), changed[place:end] * 2, b'{"', b"\\ud800")
        )
        if not changed:
            return b"{"
    return bytes(changed)


def check(format_name: str, folder: Path, count: int) -> None:
    path = folder / "damaged.jsonl"
    alone = reader_named(format_name).read is not None
    batch: list[bytes] = []
    read = 0
    for number, data in enumerate(inputs(format_name, count), start=1):
        batch.append(data.replace(b"\n", b" ") if alone else data)
        if not alone or len(batch) == BATCH or number == count:
            path.write_bytes(b"\n".join(batch) + b"\n")
            read += read_one(path, format_name, careful=number % max(count // EXERCISED, 1) == 0)
            batch = []
    assert read > count // 20


def read_one(path: Path, format_name: str, *, careful: bool) -> int:
    """How many traces a damaged file gives; some of them are looked at in every way."""
    traces = load(path, format=format_name)
    began = time.process_time()
    found = list(traces)
    assert time.process_time() - began < LONGEST_S
    for trace in found[:2] if careful else ():
        exercise(trace)
    counts = traces.counts
    assert counts.lines == counts.records + counts.refused + counts.blanks
    errors = [problem for problem in traces.problems if problem.severity == "error"]
    assert all(problem.message for problem in errors)
    # Elements of a document are refused one by one, and traces that its records do not make.
    refused = [problem for problem in errors if problem.code != "empty-file"]
    assert len(refused) >= counts.refused
    is_told = counts.refused or not found or any(problem.pointer for problem in refused)
    assert not refused or is_told
    return len(found)


@pytest.mark.parametrize("format_name", FORMATS)
def test_damaged_files_are_read_or_refused(format_name: str, tmp_path: Path):
    check(format_name, tmp_path, QUICK)


@pytest.mark.slow
@pytest.mark.parametrize("format_name", FORMATS)
def test_many_damaged_files_are_read_or_refused(format_name: str, tmp_path: Path):
    check(format_name, tmp_path, FULL)


def test_damaged_messages_of_protocol_buffers_are_read_or_refused(tmp_path: Path):
    chance = random.Random(5)
    path = tmp_path / "damaged.binpb"
    whole = [path.read_bytes() for path in sorted((TRACES / "otlp").glob("*/input.binpb"))]
    for number in range(QUICK):
        path.write_bytes(damaged(whole[number % len(whole)], chance))
        read_one(path, "otlp", careful=False)
