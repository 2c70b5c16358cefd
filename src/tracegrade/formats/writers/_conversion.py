"""Traces as lines of another format, one trace after the other, with an account of what was lost."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Literal

from tracegrade import _json
from tracegrade.errors import UsageError
from tracegrade.formats.writers._losses import Losses
from tracegrade.formats.writers.atif import atif_document
from tracegrade.formats.writers.native import native_record
from tracegrade.formats.writers.otlp import otlp_request
from tracegrade.model import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tracegrade.model import Detail, Trace

__all__ = ["TARGETS", "Conversion", "Target", "convert"]

Target = Literal["native", "atif", "otlp"]
"""A format that traces can be written in."""

TARGETS: tuple[Target, ...] = ("native", "atif", "otlp")
"""The formats that traces can be written in."""

_LEVELS_ADDED = 60  # 20 sub-agents in each other, each two levels down, and what lies around them


class Conversion:
    """Traces as lines of another format, made while you iterate.

    Iterating again converts again; the attributes speak of the latest iteration.

    Attributes:
        to: The format.
        losses: What it could not hold.
        count: How many traces were written.
        problems: Traces that could not be written, and why.

    Example:
        >>> from tracegrade.formats import load
        >>> conversion = convert(load("fixtures/traces/native/plain_success"), to="atif")
        >>> [line[:30] for line in conversion]
        [b'{"schema_version":"ATIF-v1.8",']
        >>> [loss.field for loss in conversion.losses.kept if loss.field.startswith("tool")]
        ['tool_call.at', 'tool_result.at', 'tool_result.status']
    """

    def __init__(self, traces: Iterable[Trace], to: Target) -> None:
        self.to: Target = to
        self.losses = Losses()
        self.count = 0
        self.problems: list[Problem] = []
        self._traces = traces
        self._ids = _Ids()

    def __iter__(self) -> Iterator[bytes]:
        self.losses = Losses()
        self.count = 0
        self.problems = []
        self._ids = _Ids()
        for trace in self._traces:
            record = native_record(trace)
            added = 0 if self.to == "native" else _LEVELS_ADDED
            survey = _json.survey(record)
            if survey.depth + added > _json.MAX_DEPTH:
                self._refuse(trace)
                continue
            self.count += 1
            if not survey.is_writable:
                self.losses.add_unwritable(record)
            yield _json.encode(self._document(record)) + b"\n"

    def _document(self, record: Detail) -> Detail:
        if self.to == "native":
            return record
        if self.to == "atif":
            return atif_document(record, self.losses)
        return otlp_request(record, self.losses, number=self._ids.add(record["trace_id"]))

    def _refuse(self, trace: Trace) -> None:
        path, line = (trace.source.path, trace.source.line) if trace.source else (None, None)
        message = (
            f"trace {trace.trace_id!r} nests too deeply to be read back from {self.to}:"
            " it was not written"
        )
        self.problems.append(Problem("too-deep", message, path, line, None, "error"))


class _Ids:
    """The ids of the traces that were written, each in 8 bytes, for there may be millions."""

    def __init__(self) -> None:
        self._seen: set[int] = set()
        self._repeated: dict[int, int] = {}

    def add(self, trace_id: str) -> int:
        """Add an id; gives how many traces before had the same."""
        spelled = trace_id.encode("utf-8", "surrogatepass")
        key = int.from_bytes(hashlib.blake2b(spelled, digest_size=8).digest())
        if key not in self._seen:
            self._seen.add(key)
            return 0
        self._repeated[key] = self._repeated.get(key, 0) + 1
        return self._repeated[key]


def convert(traces: Iterable[Trace], *, to: Target) -> Conversion:
    """Traces as lines of another format: one record, trajectory or export request each.

    Reading the lines again gives the same traces but for what `losses.lost` names. Most of what a
    format has no field for is kept where only tracegrade looks, and named by `losses.kept`.

    Args:
        traces: The traces; they are taken one at a time.
        to: `native`, `atif` (Harbor, ATIF 1.8) or `otlp` (OpenTelemetry, GenAI conventions).

    Raises:
        UsageError: There is no such format to write.

    Example:
        >>> from tracegrade.formats import load
        >>> conversion = convert(load("fixtures/traces/native/runs/old.jsonl"), to="otlp")
        >>> sum(1 for line in conversion), conversion.losses.lost
        (60, ())
    """
    if to not in TARGETS:
        raise UsageError(f"no traces can be written as {to!r}", hint=f"use {', '.join(TARGETS)}")
    return Conversion(traces, to)
