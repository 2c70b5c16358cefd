"""CrewAI: outputs of crews and of single agents, and events of its bus.

Source: `CrewOutput`, `LiteAgentOutput` and the event classes of CrewAI 1.15, dumped by the library itself. An
output holds the messages of each task, and the tools that failed in it; outputs before version 1 hold no
messages, only what each task asked and what came of it. Events are `event.to_json()` of a listener, one a
line or in a list. That serialiser turns what lies deep into its Python spelling, so calls are read from the
events of tools and never from the answers of models; each model call repeats the conversation, of which only
what is new becomes a step. What happens under a tool, such as the work of a coworker, is inside its call.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from tracegrade.formats._building import noted
from tracegrade.formats._common import default_trace_id
from tracegrade.formats._reader import Evidence, MismatchError, Reader
from tracegrade.formats._sessions import (
    capabilities_of,
    drained,
    file_trace_id,
    take_records,
    without,
)
from tracegrade.formats.readers._crewai_events import EventSteps
from tracegrade.formats.readers._crewai_outputs import OutputSteps
from tracegrade.model import Capability, Problem, Trace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.formats._reader import Record

__all__ = ["READER"]

_BEST: frozenset[Capability] = frozenset(
    ("timestamps", "tokens", "tool_results", "error_status", "retrieval", "sub_agents")
)
_BEGINNINGS = (
    "crew_", "task_", "agent_", "lite_agent_", "llm_", "tool_", "flow_", "method_", "memory_",
    "knowledge_", "mcp_", "a2a_", "human_feedback_",
)  # fmt: skip


def _is_event(value: Any) -> bool:
    kind = value.get("type") if isinstance(value, dict) else None
    if not isinstance(kind, str) or not kind.startswith(_BEGINNINGS):
        return False
    return {"timestamp", "source_fingerprint", "fingerprint_metadata"} <= value.keys()


def _sniff(value: Any) -> Evidence | None:
    if isinstance(value, list):
        return Evidence(3, "events of CrewAI") if value and all(map(_is_event, value)) else None
    if not isinstance(value, dict):
        return None
    if _is_event(value):
        return Evidence(3, f"an event of type {value['type']!r} with a fingerprint")
    tasks = value.get("tasks_output")
    if isinstance(tasks, list) and "raw" in value:
        return Evidence(3, "keys 'tasks_output' and 'raw'")
    if {"raw", "agent_role", "usage_metrics"} <= value.keys():
        return Evidence(3, "keys 'raw', 'agent_role' and 'usage_metrics'")
    return None


class _File:
    """Events that are records of their own, one a line."""

    def __init__(self) -> None:
        self.events: list[tuple[Any, Record]] = []

    def take(self, found: list[Trace], record: Record) -> None:
        """Read one record; one that holds a whole run is added to `found`."""
        value = record.value
        if isinstance(value, dict) and _is_event(value):
            self.events.append((value, record))
        elif isinstance(value, list):
            found.append(_of_events(record, value))
        elif isinstance(value, dict) and ("tasks_output" in value or "agent_role" in value):
            found.append(_of_output(record, value))
        else:
            raise MismatchError("wrong-type", "neither an output nor an event")

    def finish(self) -> Iterator[Trace | Problem]:
        """The trace of the lines."""
        if not self.events:
            return
        steps = EventSteps()
        problems: list[Problem] = []
        by_event = {id(event): record for event, record in self.events}
        for event in EventSteps.in_order([event for event, _ in self.events]):
            record = by_event[id(event)]
            try:
                steps.add(event, "")
            except MismatchError as error:
                problem = record.problem(error.code, error.message, error.pointer)
                problem.severity = "error"
                yield problem
            problems += drained(record, steps.builder.notes)
        first = self.events[0][1]
        yield _event_trace(first, steps, tuple(problems), file_trace_id(first))


def _of_events(record: Record, events: list[Any]) -> Trace:
    steps = EventSteps()
    for place, event in enumerate(events):
        if not isinstance(event, dict):
            raise MismatchError("wrong-type", "an event is not an object", f"/{place}")
    for event in EventSteps.in_order(events):
        steps.add(event, "")
    return _event_trace(record, steps, noted(record, steps.builder.notes), default_trace_id(record))


def _event_trace(
    record: Record, steps: EventSteps, problems: tuple[Problem, ...], trace_id: str
) -> Trace:
    columns = steps.builder.columns
    trace = Trace(
        trace_id,
        columns,
        source=record.source("crewai"),
        capabilities=capabilities_of(columns, "error_status", "tool_results"),
        problems=problems,
    )
    trace.agent, trace.model, trace.completion = steps.agent, steps.model, steps.completion
    about = {**steps.metadata, "events": dict(sorted(steps.counts.items()))}
    trace.metadata = {key: value for key, value in about.items() if value} or None
    return trace


def _of_output(record: Record, value: dict[str, Any]) -> Trace:
    steps = OutputSteps()
    steps.read(value)
    columns = steps.builder.columns
    told: tuple[Capability, ...] = ("error_status",) if steps.tells_errors else ()
    trace = Trace(
        default_trace_id(record),
        columns,
        source=record.source("crewai"),
        capabilities=capabilities_of(columns, *told),
        problems=noted(record, steps.builder.notes),
    )
    trace.agent = steps.agent
    trace.metadata = without(value, ("tasks_output", "messages", "agent_role"))
    return trace


def _read_all(records: Iterator[Record]) -> Iterator[Trace | Problem]:
    lines = _File()
    for record in records:
        found: list[Trace] = []
        yield from take_records([record], partial(lines.take, found))
        yield from found
    yield from lines.finish()


READER = Reader(
    name="crewai",
    title="CrewAI outputs of crews and agents, and events of its bus",
    sniff=_sniff,
    capabilities=_BEST,
    read_all=_read_all,
)
