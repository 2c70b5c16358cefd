"""Mutated files never crash a reader, a view, a grader or a report, and every line is accounted for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.mutants import some_mutants
from tracegrade.diff import diff_traces
from tracegrade.formats import load
from tracegrade.formats.writers import native_record
from tracegrade.graph import graph_of
from tracegrade.model import Trace, Verdict
from tracegrade.report import Overview, overview_blocks, to_markdown, to_text, trace_blocks
from tracegrade.suite import grade

TRACES = Path(__file__).resolve().parents[2] / "fixtures" / "traces"
SEEDS = {
    "native": ["approval_edited", "retry_after_error", "evidence_used"],
    "openai_chat": ["parallel_calls", "retry_after_error", "oldest"],
    "anthropic": ["parallel_calls", "retry_after_error"],
    "otlp": ["parallel_calls", "approval_pending"],
    "otel_spans": [
        "retry_after_error_openinference",
        "parallel_calls_openllmetry",
        "parallel_calls_vercel",
    ],
    "jaeger": ["parallel_calls"],
    "langgraph": ["approval_edited", "approval_pending"],
    "inspect": ["retry_after_error"],
    "langsmith": ["retry_after_error"],
    "provider_recording": ["parallel_calls"],
    "openai_responses": ["parallel_calls"],
    "vercel_stream": ["approval_denied"],
    "mcp": ["asking"],
    "google_adk": ["approval_denied", "transferred", "evaluated"],
    "google_adk_evalset": ["plain_success", "oldest"],
    "openai_agents_spans": ["approval_denied"],
    "openai_agents_state": ["delegated", "oldest"],
    "gemini": ["parallel_calls"],
    "langchain": ["retry_after_error"],
    "pydantic_ai": ["retry_after_error"],
    "vercel_ui": ["retry_after_error"],
    "vercel_model": ["retry_after_error"],
    "mlflow": ["parallel_calls", "oldest"],
    "weave": ["retry_after_error"],
    "braintrust": ["retry_after_error"],
    "langfuse": ["parallel_calls", "retry_after_error"],
    "atif": ["parallel_calls", "retry_after_error", "sub_agents", "copied_context"],
    "agentdojo": ["parallel_calls", "retry_after_error"],
    "swe_agent": ["rejected_attempts", "attempts", "oldest"],
    "openhands": ["approval_denied", "approval_granted_v0", "delegation", "evaluation"],
    "magentic": ["handoffs", "labelled"],
    "autogen": ["handoff", "oldest", "retry_after_error", "agent_state"],
    "tau2": ["user_tools", "voice", "oldest"],
    "crewai": ["retry_after_error", "oldest"],
    "mini_swe_agent": ["approval_denied", "responses_limit", "text_commands"],
}


def mutated(format_name: str, count: int) -> list[str]:
    """So many mutants of the format's fixtures, one a line, the same at every run."""
    values: list[Any] = []
    for case in SEEDS[format_name]:
        (path,) = (TRACES / format_name / case).glob("input.*")
        text = path.read_text()
        rows = (
            [json.loads(text)]
            if path.suffix == ".json"
            else list(map(json.loads, text.split("\n")[:-1]))
        )
        values.append(rows[0] if len(rows) == 1 else rows)  # spans, one a line, are a list
    return [json.dumps(mutant) for mutant in some_mutants(values, count, format_name)]


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


SCATTERED = ("otlp", "otel_spans", "jaeger", "weave", "braintrust", "langsmith", "langfuse",
             "provider_recording", "openai_agents_spans", "openai_agents_state", "google_adk", "mcp",
             "vercel_stream")  # fmt: skip
"""Formats whose traces lie scattered over lines: mutants in one file would be one trace."""


def check(format_name: str, path: Path, count: int) -> None:
    lines = mutated(format_name, count)
    batches = [[line] for line in lines] if format_name in SCATTERED else [lines]
    assert sum(check_file(format_name, path, batch) for batch in batches) > len(lines) // 10


def check_file(format_name: str, path: Path, lines: list[str]) -> int:
    """Everything a command does with the traces of a file; returns how many it gave."""
    path.write_text("\n".join(lines) + "\n")
    traces = load(path, format=format_name)
    read = 0
    for trace in traces:
        exercise(trace)
        read += 1
    counts = traces.counts
    assert counts.lines == counts.records + counts.refused + counts.blanks
    refused = [problem for problem in traces.problems if problem.severity == "error"]
    assert all(problem.line is not None and problem.message for problem in refused)
    return read


@pytest.mark.parametrize("format_name", SEEDS)
def test_mutants_are_read_or_refused(format_name: str, tmp_path: Path):
    check(format_name, tmp_path / "mutants.jsonl", 300)


@pytest.mark.slow
@pytest.mark.parametrize("format_name", SEEDS)
def test_many_mutants_are_read_or_refused(format_name: str, tmp_path: Path):
    check(format_name, tmp_path / "mutants.jsonl", 20_000)
