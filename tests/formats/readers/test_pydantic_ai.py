"""Messages of pydantic-ai: who said what, where a request holds more than the user's words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tracegrade import load

if TYPE_CHECKING:
    from pathlib import Path

    from tracegrade.model import Trace

IMAGE = {"kind": "binary", "data": "iVBORw==", "media_type": "image/png"}
LINK = {"kind": "image-url", "url": "https://a.example/b.png"}


def asked(*parts: Any) -> dict[str, Any]:
    return {"kind": "request", "parts": list(parts)}


def said(*parts: Any) -> dict[str, Any]:
    return {"kind": "response", "parts": list(parts)}


def part(kind: str, content: Any, **more: Any) -> dict[str, Any]:
    return {"part_kind": kind, "content": content, **more}


def read(folder: Path, *messages: Any) -> Trace:
    path = folder / "run.json"
    path.write_text(json.dumps(messages))
    (trace,) = load(path)
    assert trace.problems == ()
    return trace


def test_the_words_beside_an_image_are_the_users_words(tmp_path: Path):
    words = ["Was ist das é?", IMAGE, LINK, {"kind": "text-content", "content": "And this?"}]
    trace = read(tmp_path, asked(part("user-prompt", words)), said(part("text", "A cat.")))
    (user, _) = trace.steps
    assert user.text == "Was ist das é?\nAnd this?"
    assert [one["kind"] for one in user.extra["parts"]] == ["binary", "image-url"]
    assert user.extra["parts"][0]["data"] == "iVBORw=="


FEEDBACK = {"cause": "validation_error", "attempt": 1, "max_retries": 3}


@pytest.mark.parametrize(
    "told",
    [
        part("retry-feedback", "Name the order.", retry=FEEDBACK),
        part("retry-prompt", "Name the order.", tool_name=None),
        part("instruction", "Name the order."),
    ],
    ids=["feedback", "feedback before 2", "an instruction"],
)
def test_what_the_library_tells_the_model_is_not_what_the_user_said(tmp_path: Path, told: Any):
    trace = read(
        tmp_path, asked(part("user-prompt", "hi")), said(part("text", "Hm.")), asked(told),
        said(part("text", "A-1.")),
    )  # fmt: skip
    assert [(step.kind, step.text) for step in trace.steps] == [
        ("user", "hi"), ("assistant", "Hm."), ("system", "Name the order."), ("assistant", "A-1."),
    ]  # fmt: skip


def test_a_change_without_words_keeps_what_it_says(tmp_path: Path):
    change = {"part_kind": "tool-availability-delta", "added": ["refund"]}
    trace = read(tmp_path, asked(part("user-prompt", "hi"), change), said(part("text", "Hm.")))
    assert [(step.kind, step.text) for step in trace.steps][1] == ("system", None)
    assert trace.steps[1].extra["parts"][0]["added"] == ["refund"]


def test_what_was_spoken_is_what_was_said(tmp_path: Path):
    spoken = [
        {"part_kind": "speech", "speaker": who, "transcript": f"I am {who}."}
        for who in ("user", "assistant")
    ]
    trace = read(tmp_path, asked(spoken[0]), said(spoken[1]))
    assert [(step.kind, step.text) for step in trace.steps] == [
        ("user", "I am user."), ("assistant", "I am assistant."),
    ]  # fmt: skip


@pytest.mark.parametrize("content", [None, [], {}, 7])
def test_a_prompt_that_holds_no_text_is_read_all_the_same(tmp_path: Path, content: Any):
    trace = read(tmp_path, asked(part("user-prompt", content)), said(part("text", "Hello.")))
    assert [step.kind for step in trace.steps] == ["user", "assistant"]
