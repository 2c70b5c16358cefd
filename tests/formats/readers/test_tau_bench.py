"""tau-bench: which calls failed, by the text with which its tools and the benchmark say so."""

from __future__ import annotations

import pytest

from tracegrade.formats import Record
from tracegrade.formats.readers.tau_bench import READER


def read(content: object):
    call = {"id": "c1", "type": "function", "function": {"name": "book", "arguments": "{}"}}
    messages = [
        {"role": "user", "content": "go"},
        {"role": "assistant", "content": None, "tool_calls": [call]},
        {"role": "tool", "tool_call_id": "c1", "name": "book", "content": content},
    ]
    (trace,) = READER.read(Record({"task_id": 1, "trial": 0, "reward": 0.0, "traj": messages}))
    return trace


@pytest.mark.parametrize(
    ("content", "status"),
    [
        ("Error: not enough seats", "error"),
        ('{"error": "none"}', "ok"),
        ("There was an Error: none", "ok"),
        ("", "ok"),
    ],
)
def test_a_text_that_begins_with_error_is_a_failure(content: str, status: str):
    trace = read(content)
    assert trace.call_statuses == [status]
    assert trace.can_show("error_status")
