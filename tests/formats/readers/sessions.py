"""Writing small sessions and reading them back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tracegrade.formats import load
from tracegrade.model import Problem, Trace


def read_lines(folder: Path, rows: list[Any], **options: Any) -> tuple[list[Trace], list[Problem]]:
    """The traces and problems of a file with these records, one a line; a text is a line as it is."""
    path = folder / "session.jsonl"
    texts = (row if isinstance(row, str) else json.dumps(row) for row in rows)
    path.write_text("".join(f"{text}\n" for text in texts))
    traces = load(path, **options)
    found = list(traces)
    return found, traces.problems


def read_one(folder: Path, rows: list[Any], **options: Any) -> Trace:
    """The only trace of these records, which nothing is wrong with."""
    (trace,), problems = read_lines(folder, rows, **options)
    assert problems == []
    return trace


def kinds(trace: Trace) -> list[str]:
    """The kind of each step."""
    return [step.kind for step in trace.steps]


def numbers(path: Path, **options: Any) -> dict[str, int]:
    """How much of everything a file holds."""
    traces = load(path, **options)
    found = list(traces)
    columns = [trace.columns for trace in found]
    return {
        "traces": len(found),
        "steps": sum(len(each) for each in columns),
        "calls": sum(len(each.call_steps) for each in columns),
        "paired": sum(result >= 0 for each in columns for result in each.call_results),
        "decisions": sum(each.kinds.count("approval_decision") for each in columns),
        "problems": len(traces.problems),
    }
