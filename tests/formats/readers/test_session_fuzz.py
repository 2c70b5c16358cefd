"""Mutated sessions never crash a reader, a view, a grader or a report."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.formats.test_fuzz import exercise
from tests.mutants import some_mutants
from tracegrade.formats import load

TRACES = Path(__file__).resolve().parents[3] / "fixtures" / "traces"
FORMATS = (
    "kimi",
    "gemini_cli",
    "copilot_cli",
    "cursor",
    "opencode",
    "harbor_traces",
    "autogen",
    "crewai",
)


def check(format_name: str, folder: Path, count: int) -> None:
    for case in sorted((TRACES / format_name).glob("*")):
        (path,) = case.glob("input.*")
        if case.name == "broken":
            continue
        text = path.read_text()
        is_document = text.startswith("{\n")
        value = (
            json.loads(text) if is_document else [json.loads(line) for line in text.splitlines()]
        )
        for mutant in some_mutants([value], count, format_name):
            lines = [mutant] if is_document else mutant
            mutated = folder / "mutant.jsonl"
            mutated.write_text("".join(f"{json.dumps(line)}\n" for line in lines))
            traces = load(mutated, format=format_name)
            for trace in traces:
                exercise(trace)
            counts = traces.counts
            assert counts.lines == counts.records + counts.refused + counts.blanks


@pytest.mark.parametrize("format_name", FORMATS)
def test_mutants_of_sessions_are_read_or_refused(format_name: str, tmp_path: Path):
    check(format_name, tmp_path, 60)


@pytest.mark.slow
@pytest.mark.parametrize("format_name", FORMATS)
def test_many_mutants_of_sessions_are_read_or_refused(format_name: str, tmp_path: Path):
    check(format_name, tmp_path, 1500)
