"""Kimi Code sessions: the `wire.jsonl` journal of one agent, protocol 1.1 to 1.5.

Source: the journals that Kimi Code 0.2x to 0.4x wrote, and the manifest of record types that its
package `agent-core-v2` ships. A journal says the same thing several times (a prompt as `turn.prompt`
and as a message, usage in `step.end` and in `usage.record`): each is read once. An approval stands
before the call that it is about. Calls that a rule, the mode or a read-only tool lets through leave
no record of an approval. Sub-agents keep journals of their own, which are traces of their own.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from tracegrade.formats._reader import Evidence, MismatchError, Reader
from tracegrade.formats._sessions import capabilities_of, drained, file_trace_id, take_records
from tracegrade.formats.readers._kimi_steps import KimiSteps
from tracegrade.model import Capability, Completion, Problem, Trace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.formats._reader import Record

__all__ = ["READER"]

_BEST: frozenset[Capability] = frozenset(
    (
        "timestamps", "tokens", "tool_results", "error_status", "approvals", "principals",
        "reasoning",
    )
)  # fmt: skip
_OWN_TYPES = (
    "context.append_loop_event", "context.append_message", "permission.record_approval_result",
    "tools.set_active_tools", "llm.tools_snapshot",
)  # fmt: skip


def _sniff(value: Any) -> Evidence | None:
    kind = value.get("type") if isinstance(value, dict) else None
    if kind == "metadata" and isinstance(value.get("protocol_version"), str):
        return Evidence(3, "key 'protocol_version' in a record of type 'metadata'")
    if isinstance(kind, str) and kind in _OWN_TYPES:
        return Evidence(3, f"record type {kind!r}")
    if kind in ("turn.prompt", "turn.steer") and isinstance(value.get("input"), list):
        return Evidence(2, f"record type {kind!r} with an input")
    return None


class _Session:
    """The records of one journal."""

    def __init__(self) -> None:
        self.steps = KimiSteps()
        self.first: Record | None = None
        self.problems: list[Problem] = []
        self.version: str | None = None

    def take(self, record: Record) -> None:
        """Read one record."""
        value = record.value
        kind = value.get("type") if isinstance(value, dict) else None
        if not isinstance(kind, str):
            raise MismatchError("wrong-type", "not an object with a type")
        if kind == "metadata":
            version = value.get("protocol_version")
            self.version = version if isinstance(version, str) else None
        else:
            self.steps.add(kind, value, record)
        self.first = self.first or record
        self.problems += drained(record, self.steps.builder.notes)

    def trace(self) -> Trace | None:
        """The trace, unless no record was one of this format."""
        record = self.first
        if record is None:
            return None
        steps = self.steps
        steps.finish()
        trace = Trace(
            _trace_id(record),
            steps.builder.columns,
            source=record.source("kimi", self.version),
            capabilities=capabilities_of(steps.builder.columns, "error_status", "tool_results"),
            problems=tuple(self.problems),
        )
        trace.agent, trace.model = steps.agent, steps.model
        trace.tools = tuple(steps.tools.values())
        trace.metadata = steps.metadata or None
        trace.completion = _completion(steps.ended)
        return trace


def _completion(ended: str | None) -> Completion | None:
    if ended == "completed":
        return "complete"
    return "interrupted" if ended in ("cancelled", "failed", "blocked") else None


def _trace_id(record: Record) -> str:
    """The session's and agent's name from the folders `<session>/agents/<agent>/wire.jsonl`."""
    parts = PurePath(record.path or "").parts
    if parts[-3:-2] == ("agents",) and parts[-1].startswith("wire.") and len(parts) > 3:
        return parts[-4] if parts[-2] == "main" else f"{parts[-4]}:{parts[-2]}"
    return file_trace_id(record)


def _read_all(records: Iterator[Record]) -> Iterator[Trace | Problem]:
    session = _Session()
    yield from take_records(records, session.take)
    trace = session.trace()
    if trace is not None:
        yield trace


READER = Reader(
    name="kimi",
    title="Kimi Code sessions (wire.jsonl), with the approvals that they record",
    sniff=_sniff,
    capabilities=_BEST,
    read_all=_read_all,
)
