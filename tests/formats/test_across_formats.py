"""One run, recorded by many writers: the calls, arguments, results, approvals and order are the same.

The scripts in fixtures/make play one scripted model to each library, so what happened is the same
and only the record differs. What a record cannot hold is left out of the comparison, by name.
"""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import pytest

from tracegrade.formats import load
from tracegrade.model import ApprovalDecision, Step, ToolCall, Trace

TRACES = Path(__file__).resolve().parents[2] / "fixtures" / "traces"
CASES = {
    "plain_success": 45,
    "parallel_calls": 44,
    "retry_after_error": 44,
    "approval_granted": 10,
    "approval_denied": 12,
    "approval_edited": 3,
    "approval_pending": 7,
}
"""The runs, and of how many records of each the comparison must at least be made."""

OTHER_RUNS = {
    "mini_swe_agent": "an agent that runs shell commands only",
    "swe_agent": "an agent that runs shell commands only",
    "magentic": "messages between agents, without calls",
    "google_adk_evalset": "what is expected of a run, and no run",
}
"""Formats whose fixtures of these names are of other runs."""

SAYS_NO_REQUEST = ("claude_code", "codex")
"""Records that hold what was decided but not that it was asked for."""

SAYS_NOTHING_OF_USERS = ("mcp", "vercel_stream")
"""Records of the model's side alone."""

DECIDES_ALWAYS = ("inspect", "inspect_archive")
"""Asks an approver about every call, also in runs without a person."""

JOINS_RESULTS = ("harbor_traces",)
"""Writes the results of parallel calls as one text."""


def traces_of(case: str) -> dict[str, Trace]:
    """The run in every record of it."""
    found: dict[str, Trace] = {}
    for folder in sorted(TRACES.glob(f"*/{case}*")):
        name = f"{folder.parent.name}{folder.name.removeprefix(case)}"
        if folder.parent.name not in OTHER_RUNS:
            (path,) = folder.glob("input.*")
            (found[name],) = load(path)
    return found


def happened(trace: Trace) -> list[Any]:
    """Calls with arguments and executed arguments, requests and decisions, in order."""
    return [row for step in trace.steps if (row := row_of(step)) is not None]


def row_of(step: Step) -> Any:
    if isinstance(step, ToolCall):
        executed = step.arguments if step.executed_arguments is None else step.executed_arguments
        return ("call", step.tool, step.arguments, executed)
    if isinstance(step, ApprovalDecision):
        return (
            step.kind,
            {step.decision} if step.decision else {one.decision for one in step.decisions},
        )
    return (step.kind, None) if step.kind == "approval_request" else None


@pytest.mark.parametrize("case", CASES)
def test_calls_arguments_approvals_and_order_are_the_same_in_every_record(case: str):
    traces = traces_of(case)
    assert len(traces) >= CASES[case], sorted(traces)
    expected = happened(traces["native"])
    for name, trace in traces.items():
        left_out = ("approval_request",) if name in SAYS_NO_REQUEST else ()
        if name in DECIDES_ALWAYS:
            left_out = ("approval_request", "approval_decision")
        made = [row for row in happened(trace) if row[0] not in left_out]
        assert made == [row for row in expected if row[0] not in left_out], name


@pytest.mark.parametrize("case", CASES)
def test_each_call_gets_its_own_result_in_every_record(case: str):
    traces = traces_of(case)
    expected = results_of(traces["native"])
    for name, trace in traces.items():
        made = results_of(trace)
        if name not in JOINS_RESULTS:
            assert made.keys() >= expected.keys(), name
            assert all(values <= made[call] for call, values in expected.items()), name


def results_of(trace: Trace) -> dict[str, set[str]]:
    """What each call that ended well returned, without what libraries wrap around it."""
    return {
        " ".join([call.tool, *sorted(leaves(call.arguments))]): set(leaves(call.result.content))
        for call in trace.tool_calls
        if call.result is not None and call.status in ("ok", "unknown")
    }


def leaves(value: Any) -> list[str]:
    """The names and values in a result; text that holds a value is that value."""
    if isinstance(value, dict):
        return [leaf for item in value.items() for part in item for leaf in leaves(part)]
    if isinstance(value, list):
        return [leaf for part in value for leaf in leaves(part)]
    if isinstance(value, str):
        decoded = decoded_text(value)
        return [value] if isinstance(decoded, str) else leaves(decoded)
    return [f"{value:g}" if isinstance(value, int | float) else str(value)]


def decoded_text(text: str) -> Any:
    """The value that a text holds, also as Python prints it and behind words of a library."""
    said = text[text.find("{") :] if text.startswith("Note: ") else text
    said = said.split("Tool response:\n")[-1]
    for decode in (json.loads, ast.literal_eval):
        try:
            return decode(said)
        except (ValueError, SyntaxError):
            continue
    return text


@pytest.mark.parametrize("case", CASES)
def test_where_a_record_tells_how_a_call_ended_it_tells_the_same(case: str):
    traces = traces_of(case)
    expected = [call.status for call in traces["native"].tool_calls]
    told = 0
    for name, trace in traces.items():
        made = [call.status for call in trace.tool_calls]
        pairs = list(zip(made, expected, strict=True))
        assert all(mine in (theirs, "unknown") for mine, theirs in pairs), (name, made)
        told += "unknown" not in made
    assert told > len(traces) // 2


@pytest.mark.parametrize("case", CASES)
def test_what_was_asked_and_answered_is_the_same_in_every_record(case: str):
    traces = traces_of(case)
    expected = traces["native"]
    (asked,) = (step.text for step in expected.steps if step.kind == "user")
    for name, trace in traces.items():
        said = "".join(step.text or "" for step in trace.steps if step.kind == "user")
        assert (asked or "") in said or name in SAYS_NOTHING_OF_USERS, name
        assert trace.final_answer == expected.final_answer or name == "mcp", name
