"""Messages of LangChain: tokens in their parts, results of other media, calls whose arguments are none."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tracegrade import load

if TYPE_CHECKING:
    from pathlib import Path

    from tracegrade.model import Trace

USAGE = {
    "input_tokens": 10, "output_tokens": 4, "total_tokens": 14,
    "input_token_details": {"cache_read": 3}, "output_token_details": {"reasoning": 2},
}  # fmt: skip
CALL = {"name": "look", "args": {"order": "A-1"}, "id": "c1", "type": "tool_call"}
IMAGE = {"type": "image", "base64": "iVBORw==", "mime_type": "image/png"}
ASKED = {"type": "human", "content": "Where is A-1?"}
SAID = {
    "type": "ai", "content": "", "tool_calls": [CALL], "usage_metadata": USAGE,
    "response_metadata": {"model_name": "m-1", "finish_reason": "tool_calls"},
}  # fmt: skip
TOLD = {
    "type": "tool",
    "tool_call_id": "c1",
    "status": "success",
    "content": [{"type": "text", "text": "Hier é"}, IMAGE],
}


def wrapped(row: dict[str, Any]) -> dict[str, Any]:
    return {"type": row["type"], "data": {key: row[key] for key in row if key != "type"}}


def read(folder: Path, value: Any) -> Trace:
    path = folder / "run.json"
    path.write_text(json.dumps(value))
    (trace,) = load(path)
    assert trace.problems == ()
    return trace


@pytest.mark.parametrize(
    "state",
    [
        [wrapped(row) for row in (ASKED, SAID, TOLD)],
        {"messages": [ASKED, SAID, TOLD]},
        {"messages": [ASKED, SAID, TOLD], "resume": {"decisions": []}},
    ],
    ids=["type and data", "fields alone", "the state of a graph"],
)
def test_cached_tokens_and_thoughts_are_counted(tmp_path: Path, state: Any):
    said = read(tmp_path, state).steps[1]
    assert (said.usage.input_tokens, said.usage.output_tokens) == (10, 4)
    assert (said.usage.cached_input_tokens, said.usage.reasoning_tokens) == (3, 2)
    assert (said.model, said.stop_reason) == ("m-1", "tool_calls")


def test_an_image_that_a_tool_returned_is_kept_and_its_words_are_the_text(tmp_path: Path):
    (call,) = read(tmp_path, [wrapped(row) for row in (ASKED, SAID, TOLD)]).tool_calls
    assert call.result is not None
    assert call.result.text == "Hier é"
    assert call.result.content == TOLD["content"]


def test_a_call_whose_arguments_are_no_json_is_a_call_without_result(tmp_path: Path):
    bad = {
        "name": "look",
        "args": "{oops",
        "id": "c4",
        "error": "no JSON",
        "type": "invalid_tool_call",
    }
    said = {"type": "ai", "content": "Hm.", "tool_calls": [], "invalid_tool_calls": [bad]}
    (call,) = read(tmp_path, [wrapped(row) for row in (ASKED, said)]).tool_calls
    assert (call.tool, call.arguments, call.call_id, call.result) == ("look", "{oops", "c4", None)
