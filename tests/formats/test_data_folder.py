"""What every file of the data folder gives; of which format each is, test_sniffing.py says."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest

from tracegrade.formats import load
from tracegrade.model import Trace

NO_DATA = frozenset((".md", ".py", ".mjs", ".toml", ".txt", ""))
"""Suffixes of what lies beside the data: scripts, notes and licences."""

TABLE = {
    "agentdojo": (127, 127, 1832, 492, 492, 0),
    "atif": (8, 9, 78, 14, 13, 0),
    "claude_code": (27, 27, 233, 26, 23, 0),
    "codex": (5, 5, 100, 14, 13, 2),
    "copilot_cli": (4, 4, 54, 8, 6, 0),
    "gemini_cli": (5, 5, 22, 3, 3, 0),
    "google_adk": (2, 2, 21, 4, 4, 2),
    "google_adk_evalset": (7, 7, 45, 0, 0, 0),
    "harbor_traces": (4, 4, 39, 0, 0, 0),
    "inspect": (8, 28, 94, 4, 4, 0),
    "kimi": (1, 1, 9, 0, 0, 0),
    "langfuse": (9, 9, 106, 13, 13, 0),
    "langgraph": (7, 7, 73, 21, 18, 9),
    "langsmith": (3, 3, 71, 9, 9, 6),
    "magentic": (54, 54, 1547, 42, 42, 0),
    "mcp": (1, 1, 10, 5, 5, 0),
    "mini_swe_agent": (2, 2, 40, 12, 12, 0),
    "openai_agents_spans": (1, 1, 2, 0, 0, 0),
    "openai_chat": (1, 1, 6, 1, 1, 0),
    "openai_responses": (1, 1, 12, 3, 3, 0),
    "opencode": (3, 3, 20, 3, 3, 0),
    "openhands": (5, 5, 48, 13, 9, 0),
    "otel_spans": (8, 18, 51, 3, 3, 0),
    "otlp": (24, 26, 244, 42, 39, 14),
    "provider_recording": (77, 77, 540, 108, 99, 0),
    "pydantic_ai": (2, 2, 18, 4, 4, 0),
    "swe_agent": (9, 9, 324, 102, 102, 0),
    "tau_bench": (7, 103, 3860, 722, 722, 0),
    "vercel_model": (2, 2, 10, 3, 2, 1),
    "vercel_stream": (1, 1, 8, 3, 2, 1),
    "vercel_ui": (3, 3, 33, 9, 8, 5),
}
"""Of each format: files, traces, steps, calls, calls with a result, approval requests and decisions.

The folder is public data and does not change; a number that does was changed by a reader.
"""

REFUSED = {
    "unknown-format": 32,
    "incomplete-session": 24,
    "no-model-call": 3,
    "invalid-json": 2,
    "no-calls": 1,
    "no-events": 1,
}
"""Files that are no trace, by the reason given.

Schemas, lists of tools, settings and labels are of no known format; a session of OpenCode lies over many
files, of which one alone is a piece (its folder is read); two recordings hold requests to other services;
two documents hold a quotation mark that nothing escapes.
"""


def data_files(shared: Path) -> list[Path]:
    files = (path for path in sorted((shared / "traces").rglob("*")) if path.is_file())
    return [path for path in files if path.suffix not in NO_DATA and path.name != "LICENSE"]


@pytest.fixture
def everything(shared: Path) -> dict[Path, Any]:
    """What each file gave: its traces, or the problem for which it gave none."""
    found: dict[Path, Any] = {}
    for path in data_files(shared):
        loaded = load(path)
        traces = list(loaded)
        found[path] = traces or next(iter(loaded.problems))
    return found


def format_of(trace: Trace) -> str | None:
    assert trace.source is not None
    return trace.source.format


@pytest.mark.shared
def test_every_file_gives_what_its_format_held_or_is_refused_with_a_reason(
    everything: dict[Path, Any],
):
    table: defaultdict[str | None, list[int]] = defaultdict(lambda: [0] * 6)
    refused: Counter[str] = Counter()
    for given in everything.values():
        if not isinstance(given, list):
            refused[given.code] += 1
            continue
        (format_name,) = {format_of(trace) for trace in given}
        table[format_name] = [
            before + more for before, more in zip(table[format_name], counted(given), strict=True)
        ]
    assert refused == REFUSED
    assert {name: tuple(row) for name, row in table.items()} == TABLE


def counted(traces: list[Trace]) -> tuple[int, ...]:
    calls = [call for trace in traces for call in trace.tool_calls]
    kinds = Counter(step.kind for trace in traces for step in trace.steps)
    return (
        1,
        len(traces),
        sum(map(len, traces)),
        len(calls),
        sum(call.result is not None for call in calls),
        kinds["approval_request"] + kinds["approval_decision"],
    )


@pytest.mark.shared
def test_steps_of_a_trace_have_ids_of_their_own(everything: dict[Path, Any]):
    ids = [
        [step.id for step in trace.steps]
        for given in everything.values()
        if isinstance(given, list)
        for trace in given
    ]
    assert len(ids) == sum(row[1] for row in TABLE.values())
    assert all(len(set(one)) == len(one) for one in ids)
