"""Recorded requests: one exchange a line, of which many make a trace."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tracegrade.formats import load

SYSTEM = {"role": "system", "content": "Be brief."}


def conversation(turns: int, first: str, **more: Any) -> list[dict[str, Any]]:
    """Requests that each repeat the conversation so far, with what came back."""
    rows: list[dict[str, Any]] = []
    heard = [{"role": "user", "content": first}]
    for turn in range(turns):
        answer = {"role": "assistant", "content": f"answer {turn} to {first}"}
        request = {"model": "gpt-x", "messages": [SYSTEM, *heard]}
        rows.append({"request": request, "response": {"choices": [{"message": answer}]}, **more})
        heard += [answer, {"role": "user", "content": f"more {turn}"}]
    return rows


def said(path: Path) -> list[list[str | None]]:
    traces = load(path)
    found = [[step.text for step in trace.steps if step.kind == "assistant"] for trace in traces]
    assert traces.problems == []
    return sorted(found, key=str)


@pytest.mark.parametrize("turns", [1, 2, 12])
def test_the_exchanges_of_one_conversation_are_one_trace_in_the_order_of_the_lines(
    tmp_path: Path, turns: int
):
    rows = conversation(turns, "Where is A-1?")
    path = tmp_path / "log.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)))
    assert said(path) == [[f"answer {turn} to Where is A-1?" for turn in range(turns)]]


def test_conversations_in_one_log_are_kept_apart(tmp_path: Path):
    one, other = conversation(3, "Where is A-1?"), conversation(3, "Refund B-2")
    rows = [row for pair in zip(one, other, strict=True) for row in pair]
    path = tmp_path / "log.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)))
    assert [len(texts) for texts in said(path)] == [3, 3]


def test_a_recording_of_many_exchanges_keeps_their_order(tmp_path: Path):
    path = tmp_path / "recording.json"
    path.write_text(json.dumps({"interactions": conversation(12, "Where is A-1?")}))
    assert said(path) == [[f"answer {turn} to Where is A-1?" for turn in range(12)]]
