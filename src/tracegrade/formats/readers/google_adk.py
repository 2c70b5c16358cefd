"""Sessions of Google's Agent Development Kit: a session, its events, or results of an evaluation.

Source: `Session`, `Event` and `EvalSetResult` of google-adk 1.0 to 2.13, in snake case or camel case, and
sessions that releases before 1.0 wrote. A session is one document or one line; events alone, one a line
or a list, are one session, or one for each session id that they name. A result of an evaluation holds a
session for each case. What is asked of the user, such as a confirmation, is asked by calls of functions
that are no tools.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade.formats._building import ColumnsBuilder
from tracegrade.formats._common import default_trace_id, field_of, list_or_empty
from tracegrade.formats._reader import Evidence, MismatchError, Reader, Record
from tracegrade.formats._sessions import capabilities_of, drained, file_trace_id
from tracegrade.formats.dialects.google_adk import moment_of_seconds
from tracegrade.formats.readers._google_adk_evaluations import results_of, sessions_of
from tracegrade.formats.readers._google_adk_steps import EventSteps
from tracegrade.model import Capability, Problem, Trace, parse_time

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.model import Completion, Detail, Outcome

__all__ = ["READER"]

_BEST: frozenset[Capability] = frozenset((
    "timestamps", "tokens", "tool_results", "approvals", "principals", "retrieval", "reasoning",
))  # fmt: skip
_OF_SESSION = ("id", "events", "past_events", "pastEvents")


def _sniff(value: Any) -> Evidence | None:
    if isinstance(value, list):
        events = [one for one in value if isinstance(one, dict)]
        is_all = bool(events) and all(map(_is_event, value))
        return Evidence(3, "events with 'author' and 'invocation_id'") if is_all else None
    if _is_event(value):
        return Evidence(3, "keys 'author' and 'invocation_id'")
    if results_of(value) is not None:
        return Evidence(3, "key 'eval_case_results'")
    events = value.get("events") if isinstance(value, dict) else None
    if not isinstance(events, list) or "id" not in value:
        return None
    if events and _is_event(events[0]):
        return Evidence(3, "events with 'author' and 'invocation_id'")
    named = field_of(value, "app_name") is not None and field_of(value, "user_id") is not None
    return Evidence(2, "keys 'app_name', 'user_id' and 'events'") if named and not events else None


def _is_event(value: Any) -> bool:
    named = isinstance(value, dict) and isinstance(value.get("author"), str)
    return named and isinstance(field_of(value, "invocation_id"), str)


class _Session:
    """One session being read."""

    def __init__(self, record: Record, about: Detail) -> None:
        user = field_of(about, "user_id")
        self.record = record
        self.about = about
        self.steps = EventSteps(ColumnsBuilder(), user if type(user) is str else None)
        self.problems: list[Problem] = []
        self.events = 0
        self._times: list[Any] = []
        self._ended_by_error = False

    def add(self, event: Any, record: Record, pointer: str) -> None:
        """Add an event, or the reason why it is none."""
        self.events += 1
        try:
            self.steps.add(event)
            self._times.append(moment_of_seconds(field_of(event, "timestamp")))
            self._ended_by_error = field_of(event, "error_code") is not None
        except MismatchError as error:
            problem = record.problem(error.code, error.message, pointer + error.pointer)
            self.problems.append(problem)
        found = drained(record, self.steps.builder.notes)
        for problem in found:
            problem.pointer = record.pointer + pointer or None
        self.problems += found

    def trace(self, trace_id: str) -> Trace:
        """The trace that the session is."""
        self.steps.finish()
        columns = self.steps.builder.columns
        always: tuple[Capability, ...] = ("approvals",) if self.steps.asks else ()
        trace = Trace(
            trace_id,
            columns,
            source=self.record.source("google_adk"),
            capabilities=capabilities_of(columns, "tool_results", *always),
            problems=tuple(self.problems),
        )
        trace.agent, trace.model = self.steps.agent, self.steps.model
        known = [time for time in self._times if time is not None]
        if known:
            trace.started_at, trace.ended_at = parse_time(known[0]), parse_time(known[-1])
        trace.completion = self._completion()
        about = {key: value for key, value in self.about.items() if key not in _OF_SESSION}
        more = {"partial_events": self.steps.partial} if self.steps.partial else {}
        trace.metadata = {key: value for key, value in {**about, **more}.items() if value} or None
        return trace

    def _completion(self) -> Completion | None:
        if self.steps.waits:
            return "pending"
        return "interrupted" if self._ended_by_error else None


class _File:
    """The records of a file: sessions as they come, events together at the end."""

    def __init__(self) -> None:
        self._loose: dict[str, _Session] = {}

    def read(self, record: Record) -> Iterator[Trace | Problem]:
        """Every session of a record; events alone are kept until `rest`."""
        value = record.value
        results = results_of(value)
        if results is not None:
            for number, about, outcome in sessions_of(results):
                pointer = f"/eval_case_results/{number}"
                yield from _whole(record, about, pointer=pointer, outcome=outcome)
        elif isinstance(value, list):
            for number, event in enumerate(value):
                self._add(event, record, f"/{number}")
        elif _is_event(value):
            self._add(value, record, "")
        elif _sniff(value) is not None:
            yield from _whole(record, value)
        else:
            problem = record.problem("wrong-type", "neither a session nor an event")
            problem.severity = "error"
            yield problem

    def rest(self) -> Iterator[Trace]:
        """The sessions that events alone make up."""
        for named, session in self._loose.items():
            trace_id = named or file_trace_id(session.record)
            yield session.trace(trace_id)

    def _add(self, event: Any, record: Record, pointer: str) -> None:
        named = field_of(event, "session_id")
        key = named if type(named) is str else ""
        if key not in self._loose:
            names = ("app_name", "user_id", "session_id")
            about = {name: found for name in names if (found := field_of(event, name)) is not None}
            self._loose[key] = _Session(record, about)
        self._loose[key].add(event, record, pointer)


def _whole(
    record: Record, about: Detail, *, pointer: str = "", outcome: Outcome | None = None
) -> Iterator[Trace | Problem]:
    """The trace of a whole session, or why there is none."""
    events = list_or_empty(about.get("events"))
    if not events:
        problem = record.problem(
            "no-events", "a session in which nothing happened", f"{pointer}/events"
        )
        problem.severity = "error"
        yield problem
        return
    session = _Session(record, about)
    session.problems += record.problems
    for number, event in enumerate(events):
        session.add(event, record, f"{pointer}/events/{number}")
    named = about.get("id")
    trace = session.trace(named if type(named) is str and named else default_trace_id(record))
    case_id = about.get("eval_id")
    trace.case_id = case_id if type(case_id) is str else None
    trace.outcome = outcome
    yield trace


def _read_all(records: Iterator[Record]) -> Iterator[Trace | Problem]:
    file = _File()
    for record in records:
        yield from file.read(record)
    yield from file.rest()


READER = Reader(
    name="google_adk",
    title="Google ADK sessions and their events, with the confirmations that they record",
    sniff=_sniff,
    capabilities=_BEST,
    read_all=_read_all,
)
"""Sessions as the library's session services write them."""
