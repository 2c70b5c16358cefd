"""Recognising a file never guesses: each gets the documented answer, or an error that lists the rivals."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from tracegrade.formats import all_readers, load

USER = {"role": "user", "content": "Where is order A-1?"}
SAID = {"role": "assistant", "content": "It was shipped on Monday."}
BLOCKS = {"role": "assistant", "content": [{"type": "text", "text": "It was shipped."}]}
CALL = {"id": "c1", "type": "function", "function": {"name": "get_order", "arguments": "{}"}}
SPAN = {"name": "chat", "context": {"trace_id": "1", "span_id": "2"}, "attributes": {}}

KNOWN: dict[str, tuple[Any, str]] = {
    "system before user": ([{"role": "system", "content": "Be brief."}, USER, SAID], "openai_chat"),
    "a call of a function": ([USER, {"role": "assistant", "content": None, "tool_calls": [CALL]}], "openai_chat"),
    "a system prompt beside the messages": ({"system": "Be brief.", "messages": [USER, SAID]}, "anthropic"),
    "a block of tool use": ([USER, {"role": "assistant", "content": [{"type": "tool_use", "id": "t", "name": "n", "input": {}}]}], "anthropic"),
    "items of Responses": ([USER, {"type": "function_call", "call_id": "c", "name": "n", "arguments": "{}"}], "openai_responses"),
    "parts of Gemini": ([{"role": "user", "parts": [{"text": "hi"}]}, {"role": "model", "parts": [{"text": "Hello"}]}], "gemini"),
    "parts of a UI message": ([{"id": "m", "role": "user", "parts": [{"type": "text", "text": "hi"}]}], "vercel_ui"),
    "parts of pydantic-ai": ([{"kind": "request", "parts": [{"part_kind": "user-prompt", "content": "hi"}]}], "pydantic_ai"),
    "type and data": ([{"type": "human", "data": {"content": "hi"}}, {"type": "ai", "data": {"content": "Hello"}}], "langchain"),
    "a chat of Gemini CLI, which has a session too": ({"sessionId": "s", "projectHash": "p", "startTime": "2026-11-23T10:00:00Z", "messages": [{"id": "1", "type": "user", "content": "hi", "timestamp": "2026-11-23T10:00:00Z"}]}, "gemini_cli"),
    "a line of Claude Code behind others": ([{"type": "summary", "summary": "s", "leafUuid": "u"}, {"type": "user", "uuid": "u", "sessionId": "s", "parentUuid": None, "message": USER, "timestamp": "2026-11-23T10:00:00Z"}], "claude_code"),
    "a message of Cursor": ([{"role": "user", "message": {"content": [{"type": "text", "text": "hi"}]}}, {"role": "assistant", "message": {"content": [{"type": "text", "text": "Hello"}]}}], "cursor"),
    "a span of a console exporter": ([SPAN | {"start_time": "2026-11-23T10:00:00Z", "parent_id": None}], "otel_spans"),
    "a task of tau-bench with chat inside": ({"task_id": 1, "traj": [USER, SAID], "reward": 1.0}, "tau_bench"),
    "a native record": ({"schema": "tracegrade/trace@1", "trace_id": "t", "steps": []}, "native"),
}  # fmt: skip

TIES: dict[str, tuple[Any, list[str]]] = {
    "text alone": ([USER, SAID], ["openai_chat", "anthropic"]),
    "text alone in an object": ({"messages": [USER, SAID]}, ["openai_chat", "anthropic"]),
    "blocks of text alone": ([USER, BLOCKS], ["openai_chat", "anthropic"]),
}

REFUSED: dict[str, Any] = {
    "a score": {"accuracy": 0.9, "correct_count": 9, "total_count": 10},
    "scores of a leaderboard, one a line": [{"id": "simple_1", "valid": False, "error": ["wrong"], "model_name": "m"}],
    "what stands beside a sub-agent": {"agentType": "Explore", "spawnDepth": 1},
    "versions and checksums": {"generated_with": {"a": "1"}, "sha256": {}, "note": "n"},
    "a JSON Schema": {"$defs": {}, "type": "object", "title": "Messages", "properties": {}},
    "definitions of tools": {"tools": [{"name": "get_order", "input_schema": {"type": "object"}}]},
    "criteria of an evaluation": {"criteria": {"tool_trajectory_avg_score": 1.0}},
    "labels of failures": [{"trajectory_id": "1", "failures": [], "root_cause": {}}],
    "a package": {"name": "desk", "version": "1.0.0", "dependencies": {}},
    "settings": {"model": "gpt-x", "temperature": 0, "tools": True},
    "an empty object": {},
    "an empty list": [],
    "a number": 7,
    "a list of numbers": [1, 2, 3],
    "texts": ["hi", "Hello"],
    "a question and an answer": {"question": "Where?", "answer": "There."},
    "metrics of OTLP": {"resourceMetrics": [{"scopeMetrics": []}]},
}  # fmt: skip


def read(folder: Path, value: Any, *, one_a_line: bool = False) -> tuple[set[str], list[Any]]:
    """The formats of the traces of a file, and its errors."""
    path = folder / "input.json"
    lines = value if one_a_line else [value]
    path.write_text("\n".join(map(json.dumps, lines)) + "\n")
    traces = load(path)
    formats = {trace.source.format for trace in traces if trace.source}
    return formats, [one for one in traces.problems if one.severity == "error"]


@pytest.mark.parametrize(("value", "name"), KNOWN.values(), ids=KNOWN)
def test_a_file_is_of_the_format_that_it_says(tmp_path: Path, value: Any, name: str):
    one_a_line = name in ("claude_code", "cursor")
    assert read(tmp_path, value, one_a_line=one_a_line) == ({name}, [])


@pytest.mark.parametrize(("value", "rivals"), TIES.values(), ids=TIES)
def test_what_could_be_several_formats_is_an_error_that_lists_them(
    tmp_path: Path, value: Any, rivals: list[str]
):
    formats, (problem,) = read(tmp_path, value)
    assert formats == set()
    assert problem.code == "unknown-format"
    assert all(f"--input-format {name}" in problem.message for name in rivals)


@pytest.mark.parametrize("value", REFUSED.values(), ids=REFUSED)
def test_what_is_no_trace_is_refused(tmp_path: Path, value: Any):
    formats, problems = read(tmp_path, value)
    assert formats == set()
    assert [problem.code for problem in problems] in (["unknown-format"], ["invalid-json"])


SHARED = {
    "agentdojo_drift": {"agentdojo"},
    "agentpile_fixtures": {"atif", "claude_code", "otlp", "openai_chat"},
    "agentrx": {"tau_bench", "magentic"},
    "claude_code_log": {"claude_code"},
    "coding_cli_observed": {"codex", "claude_code"},
    "coding_cli_sessions": {"codex", "gemini_cli", "claude_code", "kimi", "copilot_cli", "opencode"},
    "docent": {"tau_bench"},
    "google_adk": {"google_adk", "google_adk_evalset"},
    "harbor_atif": {"gemini_cli", "openhands", "atif", "harbor_traces"},
    "inspect_ai": {"inspect"},
    "langfuse": {"langfuse"},
    "mini_swe_agent": {"mini_swe_agent"},
    "open_agent_traces": {"otlp"},
    "openhands": {"openhands"},
    "openinference_fixtures": {"otel_spans"},
    "provider_http_cassettes": {"provider_recording"},
    "replay_frameworks": {
        "google_adk", "langgraph", "langsmith", "mcp", "openai_agents_spans", "openai_responses",
        "otel_spans", "otlp", "pydantic_ai", "vercel_model", "vercel_ui", "vercel_stream",
    },
    "swe_agent": {"swe_agent"},
    "tau_bench": {"tau_bench"},
    "who_and_when": {"magentic"},
}  # fmt: skip
"""What the files of each source are, as the sources themselves say it."""


@pytest.mark.shared
def test_no_shared_file_is_taken_for_another_format(shared: Path):
    found: dict[str, set[str]] = defaultdict(set)
    for path in sorted(path for path in (shared / "traces").glob("*/**/*") if path.is_file()):
        source = path.relative_to(shared / "traces").parts[0]
        traces = load(path)
        found[source] |= {trace.source.format for trace in traces if trace.source}
        if not path.suffix:
            continue
        refused = [one.message for one in traces.problems if one.severity == "error"]
        assert all("could be any of" not in message for message in refused), path
    assert found == SHARED


def test_every_format_has_a_name_of_its_own():
    names = [reader.name for reader in all_readers()]
    assert len(names) == len(set(names))
