"""Traces that nobody uses any more are freed at once, without the help of the collector."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from tracegrade.formats import load
from tracegrade.suite import grade

TRACES = Path(__file__).resolve().parents[2] / "fixtures" / "traces"


@pytest.mark.parametrize("format_name", ["native", "openai_chat", "anthropic", "otlp"])
def test_a_trace_read_graphed_and_graded_is_no_part_of_a_ring(format_name: str):
    path = TRACES / format_name / "parallel_calls"

    def use() -> None:
        for trace in load(path):
            assert trace.graph().edges
            assert trace.steps
            assert grade(trace)

    use()  # what is made once and kept is made here
    gc.collect()
    gc.disable()
    try:
        use()
        assert gc.collect() == 0
    finally:
        gc.enable()
