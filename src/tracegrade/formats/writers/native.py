"""Traces as native records; nothing is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.model import SCHEMA, implied_approver, text_of_time

if TYPE_CHECKING:
    from tracegrade.model import Columns, Detail, Outcome, ToolDefinition, Trace

__all__ = ["native_record"]


def native_record(trace: Trace) -> dict[str, Any]:
    """A trace as the record that the native reader reads back to the same trace.

    Example:
        >>> from tracegrade.formats import load_one
        >>> record = native_record(load_one("fixtures/traces/openai_chat/oldest/input.json"))
        >>> record["schema"], len(record["steps"])
        ('tracegrade/trace@1', 6)
    """
    record: dict[str, Any] = {"schema": SCHEMA, "trace_id": trace.trace_id}
    for name in ("case_id", "trial", "run", "agent", "model"):
        record[name] = getattr(trace, name)
    record["started_at"] = None if trace.started_at is None else text_of_time(trace.started_at)
    record["ended_at"] = None if trace.ended_at is None else text_of_time(trace.ended_at)
    record["tools"] = [_tool(tool) for tool in trace.tools] or None
    record["outcome"] = None if trace.outcome is None else _outcome(trace.outcome)
    record["completion"] = trace.completion
    record["metadata"] = trace.metadata
    record["capabilities"] = sorted(trace.capabilities)
    record["steps"] = _steps(trace.columns, implied_approver(trace))
    return _without_none(record)


def _tool(tool: ToolDefinition) -> dict[str, Any]:
    names = ("name", "description", "parameters", "annotations", "server")
    return _without_none({**tool.extra, **{name: getattr(tool, name) for name in names}})


def _outcome(outcome: Outcome) -> dict[str, Any]:
    said = {"success": outcome.success, "reward": outcome.reward, "end_state": outcome.end_state}
    return _without_none({**outcome.extra, **said, "scores": outcome.scores or None})


def _steps(columns: Columns, approver: str | None) -> list[dict[str, Any]]:
    ids, parents = columns.ids, columns.parents
    numbers = {step: number for number, step in enumerate(columns.call_steps)}
    steps: list[dict[str, Any]] = []
    for index, kind in enumerate(columns.kinds):
        detail = columns.details.get(index, {})
        parent = parents[index]
        step: Detail = {
            **detail,
            "id": ids[index],
            "kind": kind,
            "text": columns.texts[index],
        }
        if parent >= 0:
            step["parent"] = ids[parent]
        if isinstance(detail.get("at"), int):
            step["at"] = text_of_time(detail["at"])
        if kind == "approval_decision" and approver is not None:
            step.setdefault("principal", approver)  # a native record has to say what others imply
        if index in numbers:
            number = numbers[index]
            step["tool"] = columns.call_tools[number]
            step["call_id"] = columns.call_ids[number]
            step["arguments"] = columns.call_arguments[number]
        elif kind == "tool_result":
            _result(columns, index, step)
        steps.append(_without_none(step))
    return steps


def _result(columns: Columns, index: int, step: Detail) -> None:
    """A result names the step of its call, and holds its text as content."""
    call = columns.call_of_result.get(index)
    if call is not None:
        step["call"] = columns.ids[call]
    text = step["text"]
    if text is not None:
        if step.get("content") is None:
            step["content"] = text
        if text in (step["content"], _json.as_text(step["content"])):
            step["text"] = None


def _without_none(record: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if value is not None}
