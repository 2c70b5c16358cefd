"""Mutated sessions of coding agents never crash, and every line is accounted for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.formats.test_fuzz import exercise
from tests.mutants import some_mutants
from tracegrade.formats import load

TRACES = Path(__file__).resolve().parents[3] / "fixtures" / "traces"
FORMATS = ("claude_code", "codex")
CASES = ("parallel_calls", "retry_after_error", "approval_denied", "oldest")


def sessions(format_name: str, count: int) -> list[list[Any]]:
    """So many sessions with one field changed, the same at every run."""
    found: list[Any] = []
    for case in CASES:
        text = (TRACES / format_name / case / "input.jsonl").read_text()
        lines = [json.loads(line) for line in text.splitlines()]
        found.append(lines)
    return some_mutants(found, count, format_name)


def check(format_name: str, path: Path, count: int) -> None:
    read = 0
    for lines in sessions(format_name, count):
        path.write_text("".join(json.dumps(line) + "\n" for line in lines))
        traces = load(path, format=format_name)
        for trace in traces:
            exercise(trace)
            read += 1
        counts = traces.counts
        assert counts.lines == counts.records + counts.refused + counts.blanks == len(lines)
        refused = [problem for problem in traces.problems if problem.severity == "error"]
        assert len(refused) == counts.refused
    assert read > 0


@pytest.mark.parametrize("format_name", FORMATS)
def test_mutated_sessions_are_read_or_refused(format_name: str, tmp_path: Path):
    check(format_name, tmp_path / "session.jsonl", 300)


@pytest.mark.slow
@pytest.mark.parametrize("format_name", FORMATS)
def test_many_mutated_sessions_are_read_or_refused(format_name: str, tmp_path: Path):
    check(format_name, tmp_path / "session.jsonl", 20_000)
