"""A decoded native record as a trace.

Native files hold such records. Files of other formats that tracegrade wrote hold one in pieces,
which their readers put together again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade.formats._native_steps import NativeSteps
from tracegrade.formats._strict import refusal
from tracegrade.model import Outcome, ToolDefinition, Trace, is_trace_record, parse_time

if TYPE_CHECKING:
    from tracegrade.formats._reader import MismatchError, Record
    from tracegrade.model import Source

__all__ = ["trace_of_native"]

_TRACE = frozenset(
    (
        "schema", "trace_id", "case_id", "trial", "run", "agent", "model", "started_at",
        "ended_at", "tools", "outcome", "completion", "metadata", "capabilities", "steps",
    )
)  # fmt: skip
_TOOL = frozenset(("name", "description", "parameters", "annotations", "server"))
_OUTCOME = frozenset(("success", "reward", "scores", "end_state"))


def trace_of_native(value: Any, record: Record, source: Source) -> Trace:
    """The trace of a decoded native record; its problems are those of the steps alone.

    Args:
        value: What may be a native record.
        record: The record of the file that it was read from, or out of which it was made.
        source: Where that is.

    Raises:
        MismatchError: It is no native record; the pointer is relative to the value.

    Example:
        >>> from tracegrade.formats import Record
        >>> record = Record({"run": "t-1", "said": "Shipped on Monday."}, "runs.jsonl", 4)
        >>> steps = [{"id": "s0", "kind": "assistant", "text": record.value["said"]}]
        >>> value = {"schema": "tracegrade/trace@1", "trace_id": record.value["run"], "steps": steps}
        >>> trace = trace_of_native(value, record, record.source("acme"))
        >>> trace.final_answer, trace.source.line
        ('Shipped on Monday.', 4)
    """
    if not is_trace_record(value):
        raise _refusal(value)
    source.is_native = True
    native = NativeSteps(value["steps"])
    trace = Trace(
        value["trace_id"],
        native.columns,
        source=source,
        capabilities=frozenset(value.get("capabilities", ())),
        problems=tuple(
            record.problem(code, message, pointer if record.value is value else "")
            for code, message, pointer in native.notes
        ),
    )
    for name in ("case_id", "trial", "run", "agent", "model", "completion", "metadata"):
        setattr(trace, name, value.get(name))
    trace.started_at = parse_time(value.get("started_at"))
    trace.ended_at = parse_time(value.get("ended_at"))
    trace.tools = tuple(_tool(tool) for tool in value.get("tools") or ())
    trace.outcome = _outcome(value.get("outcome"))
    more = _beyond(value, _TRACE)
    if more:
        trace.metadata = {**(trace.metadata or {}), **more}
    return trace


def _refusal(value: Any) -> MismatchError:
    from tracegrade.model._adapters import trace_adapter

    return refusal(trace_adapter(), value)


def _beyond(value: dict[str, Any], known: frozenset[str]) -> dict[str, Any]:
    return {key: item for key, item in value.items() if key not in known}


def _tool(tool: dict[str, Any]) -> ToolDefinition:
    given = {name: tool[name] for name in _TOOL & tool.keys()}
    return ToolDefinition(**given, extra=_beyond(tool, _TOOL))


def _outcome(outcome: dict[str, Any] | None) -> Outcome | None:
    if outcome is None:
        return None
    return Outcome(
        success=outcome.get("success"),
        reward=outcome.get("reward"),
        scores=outcome.get("scores") or {},
        end_state=outcome.get("end_state"),
        extra=_beyond(outcome, _OUTCOME),
    )
