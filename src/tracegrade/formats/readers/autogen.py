"""AutoGen AgentChat (0.4 to 0.7): messages and events, task results, states of agents and teams.

Source: `autogen_agentchat.messages`, `autogen_agentchat.state` and `autogen_core.models` 0.7.5, dumped by
the library itself. A handoff is recorded three times: as a call of `transfer_to_...`, as its result, and as
a `HandoffMessage`; it is read once, as a handoff, and is no tool call. A `ToolCallSummaryMessage` repeats
results: it is a note, unless the run ends with it, when it is the answer. Whoever is asked for input
(`UserInputRequestedEvent`) is a person. The state of a team holds the thread of its manager, and what each
agent's model saw; version 0.4 keeps calls in the latter alone, so they are put before the words that they
led to.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.formats._building import noted
from tracegrade.formats._common import default_trace_id, list_or_empty
from tracegrade.formats._reader import Evidence, MismatchError, Reader
from tracegrade.formats._sessions import (
    capabilities_of,
    drained,
    file_trace_id,
    take_records,
    without,
)
from tracegrade.formats.readers._autogen_steps import MESSAGES, AutogenSteps
from tracegrade.formats.readers._autogen_team import thread_of
from tracegrade.model import Capability, Problem, Trace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.formats._reader import Record
    from tracegrade.model import Completion, Detail

__all__ = ["READER"]

_BEST: frozenset[Capability] = frozenset(
    (
        "timestamps", "tokens", "tool_results", "error_status", "principals", "retrieval",
        "reasoning", "sub_agents",
    )
)  # fmt: skip
_CUT_SHORT = ("Maximum number", "Timeout", "Token usage", "External termination")


def _is_message(value: Any) -> bool:
    if not isinstance(value, dict) or not isinstance(value.get("type"), str):
        return False
    known = value["type"] in MESSAGES or value["type"].startswith("StructuredMessage")
    return known and ("content" in value or "result" in value)


def _sniff(value: Any) -> Evidence | None:
    if _is_message(value) and "source" in value:
        return Evidence(3, f"a message of type {value['type']!r}")
    if isinstance(value, dict):
        kind = value.get("type")
        if kind == "TeamState" and isinstance(value.get("agent_states"), dict):
            return Evidence(3, "type 'TeamState' with 'agent_states'")
        if isinstance(value.get("llm_context"), dict):
            return Evidence(3, "key 'llm_context'")
        if isinstance(value.get("message_thread"), list) and kind:
            return Evidence(3, f"type {kind!r} with 'message_thread'")
    rows = value.get("messages") if isinstance(value, dict) else value
    if isinstance(rows, list) and rows and all(map(_is_message, rows)):
        return Evidence(3, f"messages of type {rows[0]['type']!r} and its like")
    return None


def _rows(value: Any) -> tuple[list[Any], str]:
    """The messages of a record, in order, and where they stand."""
    if isinstance(value, list):
        return value, ""
    if not isinstance(value, dict):
        raise MismatchError("wrong-type", "neither messages nor an object with some")
    if isinstance(value.get("agent_states"), dict):
        return thread_of(value["agent_states"]), "/agent_states"
    context = value.get("llm_context")
    for holder, key, where in (
        (value, "messages", "/messages"),
        (value, "message_thread", "/message_thread"),
        (context, "messages", "/llm_context/messages"),
    ):
        if isinstance(holder, dict) and isinstance(holder.get(key), list):
            return holder[key], where
    raise MismatchError("wrong-type", "no list of messages")


class _File:
    """Messages that are records of their own, one a line."""

    def __init__(self) -> None:
        self.rows: list[tuple[Any, Record]] = []

    def take(self, found: list[Trace], record: Record) -> None:
        """Read one record; one that holds a whole run is added to `found`."""
        if _is_message(record.value):
            self.rows.append((record.value, record))
        else:
            rows, where = _rows(record.value)
            self._forget_repeated(rows)
            steps = AutogenSteps()
            steps.prepare(rows)
            for place, row in enumerate(rows):
                steps.add(row, f"{where}/{place}")
            steps.finish()
            body = record.value if isinstance(record.value, dict) else {}
            notes = noted(record, steps.builder.notes)
            trace = _trace(record, steps, notes, default_trace_id(record))
            found.append(_about(trace, body))

    def _forget_repeated(self, rows: list[Any]) -> None:
        """Leave out the lines that a result repeats: a stream ends with the result of its run."""
        repeated = {_identity(row) for row in rows if _is_message(row)}
        began = [_identity(row) in repeated for row, _ in self.rows]
        if repeated and sum(began) == len(repeated):
            del self.rows[began.index(True) :]

    def finish(self) -> Iterator[Trace | Problem]:
        """The trace of the lines."""
        if not self.rows:
            return
        steps = AutogenSteps()
        steps.prepare([row for row, _ in self.rows])
        problems: list[Problem] = []
        for row, record in self.rows:
            try:
                steps.add(row, "")
            except MismatchError as error:
                problem = record.problem(error.code, error.message, error.pointer)
                problem.severity = "error"
                yield problem
            problems += drained(record, steps.builder.notes)
        steps.finish()
        first = self.rows[0][1]
        yield _trace(first, steps, tuple(problems), file_trace_id(first))


def _identity(row: Detail) -> str | bytes:
    """What tells a message from others: its id, which versions before 0.6 do not give, or all of it."""
    named = row.get("id")
    return named if type(named) is str and named else _json.canonical(row)


def _trace(
    record: Record, steps: AutogenSteps, problems: tuple[Problem, ...], trace_id: str
) -> Trace:
    columns = steps.builder.columns
    trace = Trace(
        trace_id,
        columns,
        source=record.source("autogen"),
        capabilities=capabilities_of(columns, "error_status", "tool_results"),
        problems=problems,
    )
    trace.agent = steps.agent
    trace.completion = steps.completion
    trace.metadata = {"messages": dict(sorted(steps.counts.items()))} if steps.counts else None
    return trace


def _about(trace: Trace, body: Detail) -> Trace:
    """Why the run stopped, and whatever else the state of a team says."""
    reason = body.get("stop_reason")
    if isinstance(reason, str) and reason:
        ended: Completion = "interrupted" if reason.startswith(_CUT_SHORT) else "complete"
        trace.completion = ended
    left = (
        without(body, ("messages", "message_thread", "llm_context", "agent_states", "type")) or {}
    )
    states = body.get("agent_states")
    for name, state in states.items() if isinstance(states, dict) else ():
        if isinstance(state, dict) and list_or_empty(state.get("message_thread")):
            kept = without(state, ("message_thread", "type", "version"))
            left |= {str(name): kept} if kept else {}
    trace.metadata = {**(trace.metadata or {}), **left} or None
    return trace


def _read_all(records: Iterator[Record]) -> Iterator[Trace | Problem]:
    lines = _File()
    for record in records:
        found: list[Trace] = []
        yield from take_records([record], partial(lines.take, found))
        yield from found
    yield from lines.finish()


READER = Reader(
    name="autogen",
    title="AutoGen AgentChat messages and events, task results, states of agents and teams",
    sniff=_sniff,
    capabilities=_BEST,
    read_all=_read_all,
)
