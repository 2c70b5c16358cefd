"""Traces of MLflow: what is logged of calls of a provider's own client."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tracegrade import load

if TYPE_CHECKING:
    from pathlib import Path

    from tracegrade.model import Trace

ASKED = [{"role": "user", "content": "Where is A-1?"}]
SAID = {"role": "assistant", "content": [{"type": "text", "text": "Here."}]}
USAGE = {
    "input_tokens": 157,
    "output_tokens": 20,
    "total_tokens": 177,
    "cache_read_input_tokens": 50,
}


def read(folder: Path, given: Any, **attributes: Any) -> Trace:
    """The trace of one model call."""
    written = {
        "mlflow.spanType": "CHAT_MODEL",
        "mlflow.spanInputs": given,
        "mlflow.spanOutputs": SAID,
        **attributes,
    }
    span = {
        "span_id": "a", "parent_span_id": None, "name": "Messages.create",
        "start_time_unix_nano": 10**18, "end_time_unix_nano": 10**18 + 10**9,
        "attributes": {name: json.dumps(value) for name, value in written.items()},
    }  # fmt: skip
    path = folder / "trace.json"
    path.write_text(json.dumps({"info": {"trace_id": "tr-1"}, "data": {"spans": [span]}}))
    (trace,) = load(path)
    assert trace.problems == ()
    return trace


@pytest.mark.parametrize(
    "given",
    [
        {"messages": ASKED, "system": "Be brief."},
        {"messages": ASKED, "system": [{"type": "text", "text": "Be brief."}]},
        {"input": ASKED, "instructions": "Be brief."},
        {"contents": ASKED, "system_instruction": {"parts": [{"text": "Be brief."}]}},
        {"kwargs": {"messages": ASKED, "system": "Be brief."}},
    ],
    ids=["Anthropic", "Anthropic in blocks", "Responses", "Gemini", "a client's arguments"],
)
def test_the_systems_words_beside_the_messages_are_read(tmp_path: Path, given: Any):
    trace = read(tmp_path, given)
    assert [(step.kind, step.text) for step in trace.steps] == [
        ("system", "Be brief."), ("user", "Where is A-1?"), ("assistant", "Here."),
    ]  # fmt: skip


def test_cached_tokens_are_told(tmp_path: Path):
    trace = read(tmp_path, {"messages": ASKED}, **{"mlflow.chat.tokenUsage": USAGE})
    usage = trace.steps[-1].usage
    assert (usage.input_tokens, usage.cached_input_tokens, usage.output_tokens) == (157, 50, 20)
