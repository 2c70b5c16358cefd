"""How long each stage takes, as a ratio to decoding the same bytes with orjson.

Stages are run in turn, round after round, in one process, and the median of the CPU times is
compared: the speed of a shared machine drifts, so only ratios taken in one run mean anything.
"""

from __future__ import annotations

import gc
import statistics
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson

from benchmarks.corpus import message_trace, otlp_trace
from tracegrade import graders as g
from tracegrade.formats import Record, reader_named
from tracegrade.graders.approval import parse_policy
from tracegrade.model import Trace
from tracegrade.model._adapters import trace_adapter

if TYPE_CHECKING:
    from collections.abc import Callable

    from tracegrade.formats import Reader
    from tracegrade.graders import Grader

__all__ = ["FIVE_GRADERS", "Row", "measure_corpus"]

FIVE_GRADERS: tuple[Grader, ...] = (
    g.ToolChoice(["get_user", "get_order"]),
    g.ToolCallCount("refund", at_most=3),
    g.ToolCallCount("search_*", at_least=1),
    g.ToolCallCount("send_email", at_most=2),
    g.FormatCompliance(regex=r"\w+"),
)
"""The five that the speed goal names: tool choice, three counts, a format by regex."""


@dataclass(frozen=True)
class Row:
    """One stage of one corpus."""

    corpus: str
    stage: str
    microseconds: float
    ratio: float


def measure_corpus(name: str, *, traces: int, rounds: int) -> list[Row]:
    """The stages of one corpus (`30 KB`, `8 KB` or `OTLP 42 KB`), decoding first."""
    make, format_name = _CORPORA[name]
    lines = [make(seed) for seed in range(traces)]
    stages = _stages(reader_named(format_name))
    taken: dict[str, list[float]] = {stage: [] for stage in stages}
    for _ in range(rounds):
        for stage, run in stages.items():
            some = lines[: max(traces // 30, 1)] if stage in _THOROUGH else lines
            gc.collect()
            began = time.process_time()
            for line in some:
                run(line)
            taken[stage].append((time.process_time() - began) / len(some) * 1e6)
    decode = statistics.median(taken["decode (orjson.loads)"])
    return [
        Row(name, stage, statistics.median(times), statistics.median(times) / decode)
        for stage, times in taken.items()
    ]


_CORPORA: dict[str, tuple[Callable[[int], bytes], str]] = {
    "30 KB": (message_trace, "openai_chat"),
    "8 KB": (lambda seed: message_trace(seed, kilobytes=8), "openai_chat"),
    "OTLP 42 KB": (otlp_trace, "otlp"),
}


_THOROUGH = ("parse + ApprovalBoundary", "parse + EvidenceUse", "parse + networkx")
"""Stages that take milliseconds, and so are run on fewer traces."""


def _stages(reader: Reader) -> dict[str, Callable[[bytes], Any]]:
    approval = g.ApprovalBoundary(_policy())
    evidence = g.EvidenceUse()

    def parse(line: bytes) -> Trace:
        record = Record(orjson.loads(line), "corpus.jsonl", 1)
        if reader.read is not None:
            return next(iter(reader.read(record)))
        assert reader.scattered is not None
        made = reader.scattered.trace_of(list(reader.scattered.pieces_of(record)))
        assert isinstance(made, Trace)
        return made

    def graph(line: bytes) -> Trace:
        trace = parse(line)
        for _ in trace.graph().edges:
            pass
        return trace

    def graded(line: bytes) -> list[Any]:
        trace = graph(line)
        return [grader.grade(trace) for grader in FIVE_GRADERS]

    return {
        "decode (orjson.loads)": orjson.loads,
        "parse": parse,
        "parse + graph, edges read": graph,
        "parse + graph + 5 graders": graded,
        "parse + ApprovalBoundary": lambda line: approval.grade(parse(line)),
        "parse + EvidenceUse": lambda line: evidence.grade(parse(line)),
        "parse + networkx": lambda line: parse(line).to_networkx(),
        "parse + step views": lambda line: parse(line).steps,
        "parse + pydantic steps": lambda line: _validated(parse(line)),
    }


def _policy() -> g.Policy:
    rule = '[[approval.require]]\nclasses = ["money", "egress", "destructive"]'
    return parse_policy(f"[approval]\n{rule}\n")


def _validated(trace: Trace) -> Any:
    """The trace as a native record, read by the strict pydantic models."""
    from tracegrade.formats.writers.native import native_record

    return trace_adapter().validate_python(native_record(trace))
