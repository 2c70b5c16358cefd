"""Calls of Weave: tokens as the providers count them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tracegrade import load

if TYPE_CHECKING:
    from pathlib import Path

CALL = {
    "id": "c1", "trace_id": "t1", "parent_id": None, "op_name": "weave:///e/p/op/anthropic.Messages.create:v1",
    "started_at": "2026-11-23T10:00:00Z", "ended_at": "2026-11-23T10:00:01Z",
    "inputs": {"model": "m", "system": "Be brief.", "messages": [{"role": "user", "content": "Hi."}]},
    "output": {"role": "assistant", "content": [{"type": "text", "text": "Hello."}]},
}  # fmt: skip


@pytest.mark.parametrize(
    "usage",
    [
        {"requests": 1, "input_tokens": 10, "output_tokens": 5, "cache_read_input_tokens": 40, "cache_creation_input_tokens": 7},
        {"prompt_tokens": 57, "completion_tokens": 5, "total_tokens": 62, "prompt_tokens_details": {"cached_tokens": 40}},
    ],
    ids=["apart", "part of the prompt"],
)  # fmt: skip
def test_cached_tokens_are_part_of_the_tokens_sent(tmp_path: Path, usage: Any):
    path = tmp_path / "calls.jsonl"
    path.write_text(json.dumps({**CALL, "summary": {"usage": {"m": usage}}}) + "\n")
    (trace,) = load(path)
    assert [step.kind for step in trace.steps] == ["system", "user", "assistant"]
    counts = trace.steps[-1].usage
    assert (counts.input_tokens, counts.cached_input_tokens, counts.output_tokens) == (57, 40, 5)


@pytest.mark.parametrize(
    "name",
    [
        "anthropic.AsyncMessages.create", "anthropic.beta.Messages.parse", "openai.responses.parse",
        "litellm.acompletion", "mistralai.async_client.chat.complete", "cohere.ClientV2.chat",
        "vertexai.GenerativeModel.generate_content_async", "vertexai.ChatSession.send_message",
        "groq.async.chat.completions.create", "huggingface_hub.InferenceClient.chat_completion",
    ],
)  # fmt: skip
def test_calls_of_a_model_are_known_by_the_names_of_the_integrations(tmp_path: Path, name: str):
    path = tmp_path / "calls.jsonl"
    path.write_text(json.dumps({**CALL, "op_name": f"weave:///e/p/op/{name}:v1"}) + "\n")
    (trace,) = load(path)
    assert [step.kind for step in trace.steps] == ["system", "user", "assistant"]


def test_what_only_sounds_like_it_is_no_call_of_a_model(tmp_path: Path):
    path = tmp_path / "calls.jsonl"
    path.write_text(json.dumps({**CALL, "op_name": "weave:///e/p/op/store_messages:v1"}) + "\n")
    (trace,) = load(path)
    assert [step.kind for step in trace.steps] == ["note"]
