"""Copilot CLI sessions: the event log `events.jsonl`, versions 0.0.4xx to 1.0.

Source: event logs that the CLI wrote, and the session event types that its SDK generates from the
CLI's schema. A call is named up to three times (in the message, when it starts, when it is done) and
is read once. What a sub-agent does names the call that started it (`parentToolCallId`, or `agentId`
of the event). Later versions record permissions: who was asked what, and how it was decided.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from tracegrade.formats._reader import Evidence, MismatchError, Reader
from tracegrade.formats._sessions import capabilities_of, drained, file_trace_id, take_records
from tracegrade.formats.readers._copilot_steps import CopilotSteps
from tracegrade.model import Capability, Problem, Trace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.formats._reader import Record

__all__ = ["READER"]

_BEST: frozenset[Capability] = frozenset(
    (
        "timestamps", "tokens", "tool_results", "error_status", "approvals", "principals",
        "sub_agents", "reasoning",
    )
)  # fmt: skip
_OWN_TYPES = frozenset(
    (
        "session.start", "session.resume", "session.info", "session.model_change",
        "session.shutdown", "user.message", "system.message", "assistant.message",
        "assistant.turn_start", "assistant.turn_end", "tool.execution_start",
        "tool.execution_complete", "permission.requested", "permission.completed", "hook.start",
        "hook.end", "subagent.started", "subagent.completed",
    )
)  # fmt: skip


def _sniff(value: Any) -> Evidence | None:
    if not isinstance(value, dict) or not isinstance(value.get("data"), dict):
        return None
    kind = value.get("type")
    if not isinstance(kind, str) or kind not in _OWN_TYPES or "id" not in value:
        return None
    data = value["data"]
    if kind == "session.start" and ("copilotVersion" in data or "producer" in data):
        return Evidence(3, "event 'session.start' with the version of Copilot CLI")
    return Evidence(3, f"event {kind!r} with id and data")


class _Session:
    """The events of one log."""

    def __init__(self) -> None:
        self.steps = CopilotSteps()
        self.first: Record | None = None
        self.problems: list[Problem] = []

    def take(self, record: Record) -> None:
        """Read one event."""
        event = record.value
        kind = event.get("type") if isinstance(event, dict) else None
        if not isinstance(kind, str):
            raise MismatchError("wrong-type", "not an object with a type")
        data = event.get("data", {})
        if not isinstance(data, dict):
            raise MismatchError("wrong-type", "data is not an object", "/data")
        self.steps.add(kind, data, event)
        self.first = self.first or record
        self.problems += drained(record, self.steps.builder.notes)

    def trace(self) -> Trace | None:
        """The trace, unless no record was an event."""
        record = self.first
        if record is None:
            return None
        steps = self.steps
        steps.finish()
        columns = steps.builder.columns
        trace = Trace(
            steps.session_id or _file_id(record),
            columns,
            source=record.source("copilot_cli", steps.version),
            capabilities=capabilities_of(columns, "error_status", "tool_results"),
            problems=tuple(self.problems),
        )
        trace.model = steps.model
        trace.metadata = steps.metadata or None
        trace.completion = steps.completion
        return trace


def _file_id(record: Record) -> str:
    """The folder's name, where all logs are called alike."""
    path = PurePath(record.path or "")
    return path.parent.name if path.stem == "events" and path.parent.name else file_trace_id(record)


def _read_all(records: Iterator[Record]) -> Iterator[Trace | Problem]:
    session = _Session()
    yield from take_records(records, session.take)
    trace = session.trace()
    if trace is not None:
        yield trace


READER = Reader(
    name="copilot_cli",
    title="Copilot CLI sessions (events.jsonl), with permissions and sub-agents",
    sniff=_sniff,
    capabilities=_BEST,
    read_all=_read_all,
)
