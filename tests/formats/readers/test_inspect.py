"""Logs of Inspect: what their events tell beside the messages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tracegrade.formats import load
from tracegrade.model import Trace

ASKED = {"id": "c1", "function": "refund", "arguments": {"amount": 30}, "type": "function"}


def log_of(folder: Path, messages: list[Any], events: list[Any], **more: Any) -> Trace:
    """The trace of a log with one sample."""
    sample = {"id": 1, "epoch": 1, "input": "Refund A-2.", "target": "", "messages": messages}
    log = {"version": 2, "status": "success", "eval": {"task": "desk", "model": "m"}}
    path = folder / "log.json"
    path.write_text(json.dumps({**log, "samples": [{**sample, "events": events, **more}]}))
    (trace,) = load(path)
    assert trace.problems == ()
    return trace


def test_approvals_inside_the_event_of_a_tool_are_found(tmp_path: Path):
    messages = [
        {"role": "user", "content": "Refund A-2."},
        {"role": "assistant", "content": "", "tool_calls": [ASKED]},
        {"role": "tool", "tool_call_id": "c1", "function": "refund", "content": "refunded 25"},
    ]
    decision = {
        "event": "approval", "call": ASKED, "approver": "human", "decision": "modify",
        "modified": {**ASKED, "arguments": {"amount": 25}},
    }  # fmt: skip
    inner = [{"event": "tool", "id": "c9", "events": [decision]}]
    trace = log_of(tmp_path, messages, [{"event": "tool", "id": "c1", "events": inner}])
    (call,) = trace.tool_calls
    assert (call.arguments, call.executed_arguments) == ({"amount": 30}, {"amount": 25})
    made = [(step.kind, step.principal) for step in trace.steps if step.kind[:8] == "approval"]
    assert made == [("approval_request", None), ("approval_decision", "human:human")]
