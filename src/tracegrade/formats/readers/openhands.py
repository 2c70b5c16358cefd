"""OpenHands: events of its servers, records of its evaluations and of its resolver, SDK sessions.

Source: `event_to_dict` of OpenHands 0.9 to 0.6x, files of its own tests, and the event classes of
openhands-sdk 1.58. Version 0 writes actions and observations, an observation naming its action as
`cause`; version 1 writes events named by `kind`. Actions of one response are calls of one model call.
What a command of the user's did is a result without a call. Where a command waited for the user, the
action is told twice (version 0) or the state of the conversation says so (version 1); the default
`confirmed` of an action that nobody was asked about is no approval.

A record of the evaluation harness (`output.jsonl`) holds the events as `history`, the verdict of the
benchmark as `test_result`; that of the resolver has `success`, and its events may come in pairs and
without ids. A session of the SDK is a folder with one file an event: they are read as one trace, with
`base_state.json` beside them for token counts.
"""

from __future__ import annotations

import os
import re
from functools import partial
from typing import TYPE_CHECKING, Any

from tracegrade.formats._building import noted
from tracegrade.formats._common import default_trace_id, list_or_empty, text_id
from tracegrade.formats._reader import Evidence, MismatchError, Reader
from tracegrade.formats._sessions import capabilities_of, drained, take_records, without
from tracegrade.formats.readers._openhands_base import EventSteps, Metrics
from tracegrade.formats.readers._openhands_v0 import ActionSteps
from tracegrade.formats.readers._openhands_v1 import KindSteps
from tracegrade.model import Capability, Detail, Outcome, Problem, Trace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.formats._reader import Record

__all__ = ["READER"]

_BEST: frozenset[Capability] = frozenset(
    (
        "timestamps", "tokens", "cost", "tool_results", "error_status", "approvals", "principals",
        "retrieval", "sub_agents", "reasoning",
    )
)  # fmt: skip
_SOURCES = ("agent", "user", "environment", "hook")
_EVENT_FILE = re.compile(r"event-\d{5,}-[0-9a-fA-F-]{8,}\.json")
_STATE = ("execution_status", "confirmation_policy", "stats")


def _is_event(value: Any) -> str | None:
    """What makes a value an event of either generation."""
    if not isinstance(value, dict) or value.get("source", "agent") not in _SOURCES:
        return None
    for key, held in (("action", "args"), ("observation", "extras")):
        if isinstance(value.get(key), str) and isinstance(value.get(held), dict):
            return f"keys {key!r} and {held!r}"
    if isinstance(value.get("kind"), str) and {"source", "timestamp", "id"} <= value.keys():
        return "keys 'kind', 'source', 'timestamp' and 'id'"
    return None


def _sniff(value: Any) -> Evidence | None:
    if isinstance(value, list):
        reason = _is_event(value[0]) if value else None
        return Evidence(3, f"events with {reason}") if reason else None
    if not isinstance(value, dict):
        return None
    reason = _is_event(value)
    if reason:
        return Evidence(3, f"an event with {reason}")
    for key in ("history", "items", "events", "trajectory"):
        flat = _flat(value.get(key), bound=4)
        reason = next((found for one in flat if (found := _is_event(one))), None)
        if reason:
            return Evidence(3, f"key {key!r} of events with {reason}")
    return None


def _flat(history: Any, bound: int | None = None) -> list[Any]:
    """The events of a history; in some they come in pairs of an action and its observation."""
    flat: list[Any] = []
    for row in list_or_empty(history)[:bound]:
        flat += row if isinstance(row, list) else [row]
    return flat


def _companions(path: str) -> list[str]:
    """The further event files of a session, and what is told about it; only for its first file."""
    folder, name = os.path.split(path)
    if not _EVENT_FILE.fullmatch(name):
        return []
    try:
        names = sorted(filter(_EVENT_FILE.fullmatch, os.listdir(folder or ".")))
    except OSError:
        return []
    if names[:1] != [name]:
        return []
    state = os.path.join(os.path.dirname(folder), "base_state.json")
    more = [os.path.join(folder, one) for one in names[1:]]
    return [*more, *([state] if os.path.isfile(state) else [])]


class _Session:
    """Events that are records of their own: the lines of a file, or the files of a session."""

    def __init__(self) -> None:
        self.events: list[tuple[Detail, Record]] = []
        self.state: Detail = {}

    def take(self, found: list[Trace], record: Record) -> None:
        """Read one record; those that hold a whole conversation are added to `found`."""
        value = record.value
        if isinstance(value, dict) and _is_event(value):
            self.events.append((value, record))
        elif isinstance(value, dict) and {*_STATE} <= value.keys() and self.events:
            self.state = value
        else:
            found.append(_conversation(record))

    def finish(self) -> Iterator[Trace | Problem]:
        """The trace of all events, and what is wrong with any of them."""
        if not self.events:
            return
        first = self.events[0][1]
        steps = _steps_for([event for event, _ in self.events], first)
        _take_in(steps, self.state)
        problems: list[Problem] = []
        left = _left_branches([event for event, _ in self.events], self.state)
        for place, (event, record) in enumerate(self.events):
            try:
                _add(steps, event, "", left=place in left)
            except MismatchError as error:
                problem = record.problem(error.code, error.message, error.pointer)
                problem.severity = "error"
                yield problem
            problems += drained(record, steps.builder.notes)
        trace = _trace(first, steps, tuple(problems))
        named = self.state.get("id")
        trace.trace_id = named if isinstance(named, str) else _session_name(first)
        status = self.state.get("execution_status")
        if isinstance(status, str) and isinstance(steps, KindSteps):
            steps.status(status)
            trace.completion = steps.completion
        yield trace


def _session_name(record: Record) -> str:
    """The folder of a session whose events are files; else the file's name."""
    folder, name = os.path.split(record.path or "")
    if _EVENT_FILE.fullmatch(name):
        return os.path.basename(os.path.dirname(folder)) or os.path.basename(folder) or name
    return default_trace_id(record).rpartition(":")[0] or default_trace_id(record)


def _steps_for(events: list[Any], record: Record) -> ActionSteps | KindSteps:
    """Steps for the generation that the events are of."""
    metrics = Metrics()
    is_new = any(isinstance(event, dict) and "kind" in event for event in events[:8])
    return KindSteps(metrics) if is_new else ActionSteps(record, metrics)


def _take_in(steps: EventSteps, state: Detail) -> None:
    """Token counts of every model call, from the state of a session."""
    stats = state.get("stats")
    by_use = stats.get("usage_to_metrics") if isinstance(stats, dict) else None
    for metrics in by_use.values() if isinstance(by_use, dict) else ():
        steps.metrics.add(metrics)
        named = metrics.get("model_name") if isinstance(metrics, dict) else None
        if isinstance(named, str) and named != "default":
            steps.model = steps.model or named


def _left_branches(events: list[Detail], state: Detail) -> set[int]:
    """Places of events that were left behind when somebody went back in the conversation."""
    if not any(isinstance(event.get("parent_id"), str) for event in events):
        return set()
    places: dict[Any, int] = {}
    for place, event in enumerate(events):
        if isinstance(event.get("id"), str):
            places[event["id"]] = place
    leaf = state.get("leaf_event_id")
    at = places.get(leaf, len(events) - 1) if isinstance(leaf, str) else len(events) - 1
    kept: set[int] = set()
    while at >= 0 and at not in kept:
        kept.add(at)
        parent = events[at].get("parent_id")
        at = places.get(parent, -1) if isinstance(parent, str) else at - 1
    return set(range(len(events))) - kept


def _add(steps: ActionSteps | KindSteps, event: Any, where: str, *, left: bool = False) -> None:
    if not isinstance(event, dict):
        raise MismatchError("wrong-type", "an event is not an object", where)
    if left and isinstance(steps, KindSteps):
        steps.left(event)
    else:
        steps.add(event, where)


def _conversation(record: Record) -> Trace:
    """The trace of a record that holds a whole conversation."""
    value = record.value
    key = "" if isinstance(value, list) else _history_key(value)
    history = value if isinstance(value, list) else value.get(key)
    where = f"/{key}" if key else ""
    steps = _steps_for(_flat(history, bound=8), record)
    body: Detail = value if isinstance(value, dict) else {}
    steps.metrics.add({**_object(body, "metrics"), "accumulated_cost": None})
    events = [event for event in _flat(history) if isinstance(event, dict)]
    left = _left_branches(events, {})
    number = 0
    for place, row in enumerate(list_or_empty(history)):
        for inner, event in enumerate(row if isinstance(row, list) else [row]):
            at = f"{where}/{place}/{inner}" if isinstance(row, list) else f"{where}/{place}"
            _add(steps, event, at, left=number in left)
            number += 1
    trace = _trace(record, steps, ())
    if body:
        _about(trace, body, key)
    return trace


def _history_key(value: Any) -> str:
    for key in ("history", "items", "events", "trajectory"):
        if isinstance(value, dict) and isinstance(value.get(key), list):
            return key
    raise MismatchError("wrong-type", "no list of events")


def _trace(record: Record, steps: EventSteps, problems: tuple[Problem, ...]) -> Trace:
    columns = steps.builder.columns
    trace = Trace(
        default_trace_id(record),
        columns,
        source=record.source("openhands", steps.version or _generation(steps)),
        capabilities=capabilities_of(columns, "error_status", "tool_results"),
        problems=problems or noted(record, steps.builder.notes),
    )
    trace.agent, trace.model, trace.tools = steps.agent, steps.model, steps.tools
    trace.completion = "pending" if steps.waits else steps.completion
    counts = dict(sorted(steps.counts.items()))
    trace.metadata = {"events": counts} if counts else None
    return trace


def _generation(steps: EventSteps) -> str:
    return "1" if isinstance(steps, KindSteps) else "0"


def _about(trace: Trace, body: Detail, key: str) -> None:
    """What stands beside the events: case, verdict, configuration."""
    metadata = _object(body, "metadata")
    trace.case_id = text_id(body.get("instance_id"), "instance_id") or _issue(body.get("issue"))
    agent = metadata.get("agent_class")
    trace.agent = trace.agent or (agent if isinstance(agent, str) else None)
    model = _object(metadata, "llm_config", "llm").get("model")
    trace.model = trace.model or (model if isinstance(model, str) else None)
    trace.outcome = _outcome(body)
    error = body.get("error")
    if isinstance(error, str) and error:
        trace.completion = "interrupted"
    if isinstance(body.get("attempt"), int):
        trace.trial = body["attempt"]
    left = without(body, (key, "instance_id", "attempt")) or {}
    trace.metadata = {**(trace.metadata or {}), **left} or None


def _object(holder: Detail, *keys: str) -> Detail:
    return next((holder[key] for key in keys if isinstance(holder.get(key), dict)), {})


def _issue(issue: Any) -> str | None:
    """`owner/repo#number` of the issue that the resolver worked on."""
    if not isinstance(issue, dict):
        return None
    owner, repo, number = (issue.get(key) for key in ("owner", "repo", "number"))
    return f"{owner}/{repo}#{number}" if number is not None else None


def _outcome(body: Detail) -> Outcome | None:
    """The verdict of the resolver or of a benchmark, as it is recorded."""
    tested = _object(body, "test_result")
    report = _object(tested, "report") or tested
    success = body.get("success", report.get("resolved", tested.get("result")))
    scores = {key: one for key, one in report.items() if isinstance(one, bool | int | float)}
    patch = body.get("git_patch", tested.get("git_patch"))
    end_state = {"git_patch": patch} if isinstance(patch, str) and patch else None
    if not isinstance(success, bool):
        success = None
    if success is None and not scores and end_state is None:
        return None
    return Outcome(success=success, scores=scores, end_state=end_state)


def _read_all(records: Iterator[Record]) -> Iterator[Trace | Problem]:
    session = _Session()
    for record in records:
        found: list[Trace] = []
        yield from take_records([record], partial(session.take, found))
        yield from found
    yield from session.finish()


READER = Reader(
    name="openhands",
    title="OpenHands events, evaluation and resolver records, and sessions of its SDK",
    sniff=_sniff,
    capabilities=_BEST,
    read_all=_read_all,
    companions=_companions,
)
