"""SWE-agent trajectories (`.traj`), from 0.0.1 with text commands to 1.1 with function calls.

Source: `TrajectoryStep`, `HistoryItem` and `RetryAgent` of SWE-agent, and files of its releases. A run
is told twice: `trajectory` has every attempt at a step with what ran, `history` what the model read.
They are joined by the command and the response. An attempt that only `trajectory` knows was rejected
(no command could be read, the command is blocked, the shell cannot parse it), and the model was asked
again; what it was told then stands at the end of the next step's `query`, whose beginning repeats the
conversation. A command that was written as text, and not called as a function, is a call of `bash`:
SWE-agent's own commands are commands of that shell. No exit code is recorded. Token counts and cost
are totals of the run, kept in the metadata.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.formats._building import noted
from tracegrade.formats._common import default_trace_id
from tracegrade.formats._reader import Evidence, MismatchError, Reader, Record
from tracegrade.formats._sessions import capabilities_of, without
from tracegrade.formats.readers._swe_agent_steps import SweAgentSteps
from tracegrade.model import Capability, Outcome, Trace

if TYPE_CHECKING:
    from tracegrade.model import Completion, Detail

__all__ = ["READER"]

_BEST: frozenset[Capability] = frozenset(("tool_results", "reasoning"))

_OF_RUN = ("best_attempt_idx", "chooser", "rloop_model_stats", "model_stats")
"""What is told once for all attempts of a run."""


def _sniff(value: Any) -> Evidence | None:
    if not isinstance(value, dict):
        return None
    if _has_rows(value, "trajectory", ("action", "observation")):
        return Evidence(3, "key 'trajectory' with actions and observations")
    if _has_rows(value, "attempts", ("trajectory", "history")):
        return Evidence(3, "key 'attempts' with a trajectory and a history each")
    if _has_rows(value, "history", ("role", "agent", "content")):
        return Evidence(3, "key 'history' with messages of an agent")
    return None


def _has_rows(value: dict[str, Any], key: str, keys: tuple[str, ...]) -> bool:
    rows = value.get(key)
    first = rows[0] if isinstance(rows, list) and rows else None
    return isinstance(first, dict) and {*keys} <= first.keys()


def _read(record: Record) -> list[Trace]:
    value = record.value
    if not isinstance(value, dict):
        raise MismatchError("wrong-type", "not an object")
    attempts = value.get("attempts")
    if attempts is None:
        return [_trace(record, value, "", default_trace_id(record))]
    if not isinstance(attempts, list) or not attempts:
        raise MismatchError("wrong-type", "attempts are no list of attempts", "/attempts")
    # whatever else stands beside the attempts repeats the chosen one
    shared = _object(value, "info", "")
    chosen = {key: shared[key] for key in _OF_RUN if key in shared}
    traces: list[Trace] = []
    for trial, attempt in enumerate(attempts):
        where = f"/attempts/{trial}"
        if not isinstance(attempt, dict):
            raise MismatchError("wrong-type", "an attempt is not an object", where)
        trace = _trace(record, attempt, where, f"{default_trace_id(record)}.{trial}")
        trace.trial = trial
        trace.case_id = trace.case_id or default_trace_id(record)
        trace.metadata = {**(trace.metadata or {}), "run": chosen}
        traces.append(trace)
    return traces


def _trace(record: Record, body: Detail, where: str, trace_id: str) -> Trace:
    """The trace of one attempt."""
    info = _object(body, "info", where)
    status = info.get("exit_status")
    steps = SweAgentSteps(exit_status=status if isinstance(status, str) else None)
    trajectory, history = _rows(body, "trajectory", where), _rows(body, "history", where)
    steps.read(trajectory, history, where)
    trace = Trace(
        trace_id,
        steps.builder.columns,
        source=record.source("swe_agent", _text(info, "swe_agent_version")),
        capabilities=capabilities_of(steps.builder.columns, "tool_results"),
        problems=noted(record, steps.builder.notes),
    )
    replay, _ = _json.decode_arguments(body.get("replay_config"))
    agent = steps.agent
    trace.agent = agent
    trace.model = _text(_inside(replay, "agent", "model"), "name")
    trace.case_id = _text(_inside(replay, "problem_statement"), "id")
    trace.outcome = _outcome(info)
    trace.completion = _completion(status)
    trace.metadata = without(body, ("trajectory", "history", "attempts"))
    return trace


def _rows(body: Detail, key: str, where: str) -> list[Detail]:
    rows = body.get(key)
    if rows is None:
        return []
    if not isinstance(rows, list):
        raise MismatchError("wrong-type", f"{key} is not a list", f"{where}/{key}")
    for place, row in enumerate(rows):
        if not isinstance(row, dict):
            raise MismatchError("wrong-type", "not an object", f"{where}/{key}/{place}")
    return rows


def _object(body: Detail, key: str, where: str) -> Detail:
    value = body.get(key)
    if value is not None and not isinstance(value, dict):
        raise MismatchError("wrong-type", f"{key} is not an object", f"{where}/{key}")
    return value or {}


def _inside(value: Any, *keys: str) -> Any:
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _text(value: Any, key: str) -> str | None:
    found = value.get(key) if isinstance(value, dict) else None
    return found if isinstance(found, str) and found else None


def _outcome(info: Detail) -> Outcome | None:
    """How it ended and what was handed in; whether that solves the task is not in the file."""
    end_state = {key: info[key] for key in ("exit_status", "submission") if info.get(key)}
    accepted = _inside(info, "review", "accept")
    scores = {"review": accepted} if isinstance(accepted, int | float) else {}
    if not end_state and not scores:
        return None
    return Outcome(end_state=end_state or None, scores=scores)


def _completion(status: Any) -> Completion | None:
    """`submitted (exit_cost)` is the work of a run that was cut off, handed in for it."""
    if not isinstance(status, str) or not status:
        return None
    return "complete" if status in ("submitted", "exit_command") else "interrupted"


READER = Reader(
    name="swe_agent",
    title="SWE-agent trajectories (.traj), with every attempt of a run that tried again",
    sniff=_sniff,
    capabilities=_BEST,
    read=_read,
)
