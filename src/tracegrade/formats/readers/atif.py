"""ATIF, the trajectory format of Harbor, versions 1.0 to 1.8.

Source: the models of Harbor 0.26, its converters, and the trajectories that its own tests hold. Results
stand on the step that made the calls (`observation.results`) and may name none; where one output of
several calls names none, the first has it and the others say whose it is. Sub-agents are trajectories of
their own: embedded (`subagent_trajectories`, found by `trajectory_id`) or in a file beside
(`trajectory_path`). They are read inside the call that ran them, and inside a handoff where no call did.
A trajectory that goes on in another file (`continued_trajectory_ref`) is read on there. Steps copied from
another trajectory (`is_copied_context`) are left out where that one is part of the trace; else they are
notes and results without calls. A step that no model made (`llm_call_count` 0) is a note with calls.

There is no field for errors. Harbor's converters note them in `extra` (`tool_result_is_error`, `is_error`,
`error`), and where one did, it is believed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade.formats._building import ColumnsBuilder, noted
from tracegrade.formats._common import default_trace_id, text_id, tool_definitions
from tracegrade.formats._native_record import trace_of_native
from tracegrade.formats._reader import Evidence, MismatchError, Reader, Record
from tracegrade.formats._sessions import take_records
from tracegrade.formats.readers._atif_files import Beside, files_beside
from tracegrade.formats.readers._atif_steps import Reading, Trajectory
from tracegrade.formats.readers._atif_written import is_written, written_record
from tracegrade.model import Capability, Trace, has_sub_agents

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.model import Problem

__all__ = ["READER"]

_CAPABILITIES: frozenset[Capability] = frozenset(
    (
        "timestamps", "tokens", "cost", "tool_results", "error_status", "sub_agents", "reasoning",
    )
)  # fmt: skip
_VERSIONS = frozenset(f"ATIF-v1.{minor}" for minor in range(9))
_ELSEWHERE = ("steps", "session_id", "schema_version", "subagent_trajectories")


def _sniff(value: Any) -> Evidence | None:
    version = value.get("schema_version") if isinstance(value, dict) else None
    if isinstance(version, str) and version.upper().startswith("ATIF"):
        return Evidence(3, f"schema_version {version!r}")
    return None


def _read(record: Record, beside: Beside) -> tuple[Trace, Reading]:
    value = record.value
    if not isinstance(value, dict):
        raise MismatchError("wrong-type", "not an object")
    reading = Reading(beside)
    written = _as_written(record, reading) if is_written(value) else None
    if written is not None:
        return written, reading
    trajectory = Trajectory(value, reading, "", record.path)
    version = str(value.get("schema_version"))
    if version not in _VERSIONS:
        message = f"version {version!r} is not known: read as the newest one that is"
        reading.note("unknown-version", message, "/schema_version")
    trajectory.read()
    named = text_id(value.get("trajectory_id"), "trajectory_id")
    session = text_id(value.get("session_id"), "session_id")
    trace = Trace(
        named or session or default_trace_id(record),
        reading.builder.columns,
        source=record.source("atif", version),
        capabilities=_shown(reading.builder, reading.tells_errors),
        problems=noted(record, reading.builder.notes),
    )
    agent = value.get("agent") if isinstance(value.get("agent"), dict) else {}
    trace.agent = trajectory.agent
    model = agent.get("model_name") if isinstance(agent, dict) else None
    trace.model = model if isinstance(model, str) else None
    declared = agent.get("tool_definitions") if isinstance(agent, dict) else None
    trace.tools = tool_definitions(record, declared, "/agent/tool_definitions")
    metadata = {key: item for key, item in value.items() if key not in _ELSEWHERE}
    if named is not None and session is not None:
        metadata["session_id"] = session
    if reading.more:
        metadata["continuations"] = reading.more
    trace.metadata = metadata or None
    trace.completion = "truncated" if reading.truncated else None
    return trace, reading


def _as_written(record: Record, reading: Reading) -> Trace | None:
    """The trace that tracegrade wrote as this trajectory; a note if somebody changed it since."""
    source = record.source("atif", str(record.value.get("schema_version")))
    try:
        trace = trace_of_native(written_record(record.value), record, source)
    except MismatchError as error:
        message = f"not as tracegrade wrote it, read as any other trajectory: {error.message}"
        reading.note("bad-extension", message, "/extra/tracegrade")
        return None
    trace.problems = record.problems + trace.problems
    return trace


def _shown(builder: ColumnsBuilder, tells_errors: bool) -> frozenset[Capability]:  # noqa: FBT001 what the reading found
    """What this capture records."""
    details = builder.columns.details.values()
    kept = {key for detail in details for key in detail}
    usage = {key for detail in details for key in detail.get("usage", ())}
    shown: dict[Capability, bool] = {
        "tool_results": True,
        "error_status": tells_errors,
        "timestamps": "at" in kept,
        "tokens": bool(usage - {"cost_usd"}),
        "cost": "cost_usd" in usage,
        "reasoning": "reasoning" in kept,
        "sub_agents": has_sub_agents(builder.columns),
    }
    return frozenset(name for name, is_shown in shown.items() if is_shown)


def _read_all(records: Iterator[Record]) -> Iterator[Trace | Problem]:
    first = next(records, None)
    if first is None:
        return
    if first.line is not None:  # one trajectory a line: nothing stands beside it
        yield from _each([first], Beside(()))
        for record in records:
            yield from _each([record], Beside(()))
        return
    own, others = [first], list[Record]()
    for record in records:
        (own if record.path == first.path else others).append(record)
    yield from _each(own, Beside(others))


def _each(records: list[Record], beside: Beside) -> Iterator[Trace | Problem]:
    """The traces of trajectories, and of those beside them that none of them led to."""
    visited: set[int] = set()
    waiting = list(records)
    while waiting:
        record = waiting.pop(0)
        found: list[tuple[Trace, Reading]] = []
        yield from take_records([record], lambda one, made=found: made.append(_read(one, beside)))
        visited.add(id(record.value))
        for trace, reading in found:
            visited |= reading.visited
            yield trace
        if not waiting:
            waiting = [one for one in beside.all() if id(one.value) not in visited][:1]


READER = Reader(
    name="atif",
    title="Harbor trajectories (ATIF 1.0 to 1.8), sub-agents and continuations included",
    sniff=_sniff,
    capabilities=_CAPABILITIES,
    read_all=_read_all,
    companions=files_beside,
)
