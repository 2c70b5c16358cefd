"""Logs of the Model Context Protocol: JSON-RPC messages, one a line, bare or in an envelope.

Source: the schemas 2024-11-05 to 2026-07-28 (`mcp-types` 2.3) and logs of the Python SDK. A log shows what
was called and what came back, not who decided to call: there are no model calls, so calls that were
under way together make a parallel group of their own. A server that asks its user something (elicitation)
does not ask whether a call may run, so that is a note and the user's words, and no approval. A file is a
session, or one for each that it names or begins.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade.formats._reader import Evidence, Reader, Record
from tracegrade.formats._sessions import capabilities_of, drained, file_trace_id
from tracegrade.formats.readers._mcp_messages import Message, is_mcp, messages_of
from tracegrade.formats.readers._mcp_steps import SessionSteps
from tracegrade.model import Capability, Problem, Trace, parse_time

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["READER"]

_BEST: frozenset[Capability] = frozenset(
    ("timestamps", "tool_results", "error_status", "retrieval", "principals", "sub_agents")
)


def _sniff(value: Any) -> Evidence | None:
    if not isinstance(value, dict | list):
        return None
    for message in messages_of(Record(value)):
        if is_mcp(message.value):
            method = message.value.get("method")
            return Evidence(3, f"JSON-RPC with {method!r}" if method else "a result of MCP")
    return None


class _Session:
    """One session being read."""

    def __init__(self, record: Record, named: str | None, number: int) -> None:
        self.record = record
        self.named = named
        self.number = number
        self.steps = SessionSteps()
        self.problems: list[Problem] = []
        self._times: list[Any] = []

    def add(self, message: Message, record: Record) -> None:
        """Add a message."""
        self.steps.add(message)
        self.problems += drained(record, self.steps.builder.notes)
        if message.at is not None:
            self._times.append(message.at)

    def result(self) -> Trace | Problem:
        """The trace that the session is, or a problem if nothing happened in it."""
        steps = self.steps
        columns = steps.builder.columns
        if not len(columns):
            message = "a session in which nothing was called"
            problem = self.record.problem("no-calls", message)
            problem.severity = "error"
            return problem
        trace_id = file_trace_id(self.record)
        trace_id = trace_id if self.named is None else f"{trace_id}:{self.named}"
        trace = Trace(
            trace_id if self.number == 1 else f"{trace_id}:{self.number}",
            columns,
            source=self.record.source("mcp", _version(steps)),
            capabilities=capabilities_of(columns, "tool_results", "error_status"),
            problems=tuple(self.problems),
        )
        client = steps.about.get("client")
        name = client.get("name") if type(client) is dict else None
        trace.agent = name if type(name) is str else None
        trace.tools = tuple(steps.tools.values())
        if self._times:
            trace.started_at = parse_time(self._times[0])
            trace.ended_at = parse_time(self._times[-1])
        counted = {"messages": dict(sorted(steps.counts.items()))} if steps.counts else {}
        about = {key: value for key, value in steps.about.items() if value}
        trace.metadata = {**about, **counted} or None
        return trace


def _version(steps: SessionSteps) -> str | None:
    version = steps.about.get("protocolVersion")
    return version if type(version) is str else None


def _read_all(records: Iterator[Record]) -> Iterator[Trace | Problem]:
    current: dict[str | None, _Session] = {}
    sessions: list[_Session] = []
    for record in records:
        found = list(messages_of(record))
        yield from record.problems
        if not found:
            problem = record.problem("wrong-type", "holds no JSON-RPC message")
            problem.severity = "error"
            yield problem
        for message in found:
            session = current.get(message.session)
            begins = message.value.get("method") == "initialize"
            if session is None or (begins and session.steps.greeted):
                number = session.number + 1 if session is not None else 1
                session = current[message.session] = _Session(record, message.session, number)
                sessions.append(session)
            session.add(message, record)
    for session in sessions:
        yield session.result()


READER = Reader(
    name="mcp",
    title="MCP logs: JSON-RPC messages, one a line, bare or in an envelope",
    sniff=_sniff,
    capabilities=_BEST,
    read_all=_read_all,
)
"""Messages as a tee between a client and a server logs them."""
