"""Trajectories that tracegrade wrote, as the native records that they were written from."""

from __future__ import annotations

from typing import Any

from tracegrade.formats._common import list_or_empty
from tracegrade.formats._extension import (
    KEY,
    extension_in,
    native_value,
    restored_step,
    restored_trace,
)
from tracegrade.formats._reader import MismatchError
from tracegrade.model import SCHEMA, Detail

__all__ = ["is_written", "written_record"]

_METRICS = {
    "prompt_tokens": "input_tokens",
    "completion_tokens": "output_tokens",
    "cached_tokens": "cached_input_tokens",
    "cost_usd": "cost_usd",
}
_SAID = {"retrieval": "query", "error": "message"}
"""What stands as the message of a step of these kinds; elsewhere its text."""


def is_written(value: Any) -> bool:
    """Whether tracegrade wrote this trajectory."""
    extension = extension_in(value.get("extra")) if type(value) is dict else None
    return extension is not None and extension.get("schema") == SCHEMA


def written_record(value: Detail) -> Detail:
    """The native record that a trajectory was written from.

    Raises:
        MismatchError: Somebody changed it, so that it can be read as any other trajectory only.
    """
    reading = _Reading()
    trajectories: list[tuple[Any, str | None]] = [(value, None)]
    while trajectories:
        trajectory, call = trajectories.pop()
        reading.add(_object(trajectory), call)
        trajectories += [
            (one, _object(one).get("trajectory_id"))
            for one in list_or_empty(trajectory.get("subagent_trajectories"))
        ]
    return native_value(_trace(value), reading.steps)


def _trace(value: Detail) -> Detail:
    agent = _object(value.get("agent"))
    extension = _extension(value)
    held: Detail = {
        "trace_id": value.get("session_id"),
        "agent": extension.get("agent", agent.get("name")),
        "model": agent.get("model_name"),
    }
    definitions = list_or_empty(agent.get("tool_definitions"))
    held["tools"] = [_object(one).get("function") for one in definitions] or None
    return restored_trace(extension, held)


class _Reading:
    """The steps of trajectories, each with its place in the trace."""

    def __init__(self) -> None:
        self.steps: list[tuple[int, Detail]] = []

    def add(self, trajectory: Detail, call: str | None) -> None:
        """Add the steps of one trajectory, which happened inside the call if there is one."""
        agent = _object(trajectory.get("agent")).get("name")
        described = extension_in(trajectory.get("extra")) or {}
        if "agent" in described:
            agent = described["agent"]
        for row in list_or_empty(trajectory.get("steps")):
            self._row(_object(row), call, agent)

    def _row(self, row: Detail, call: str | None, agent: Any) -> None:
        extension = _extension(row)
        made: Any = None
        if extension.get("is_step") is not False:
            held, kind = _held(row, call, agent), _kind(extension, row)
            if kind == "retrieval" and "observation" in row:
                held["documents"] = [_document(one) for one in _results(row)]
            elif kind == "tool_result":
                held["content"] = next((one.get("content") for one in _results(row)), None)
            self.steps.append(restored_step(extension, held))
            made = self.steps[-1][1]["id"] if kind == "assistant" else None
            if kind != "assistant":
                return
        self._calls(row, call if made is None else made, agent)

    def _calls(self, row: Detail, parent: str | None, agent: Any) -> None:
        """The calls of a step and their results."""
        ids: dict[str, str] = {}
        for item in list_or_empty(row.get("tool_calls")):
            given = _object(item)
            held = {
                "kind": "tool_call",
                "call_id": given.get("tool_call_id"),
                "tool": given.get("function_name"),
                "arguments": given.get("arguments"),
                "parent": parent,
                "agent": agent,
                "extra": _own(given),
            }
            place, step = restored_step(_extension(given), held)
            self.steps.append((place, step))
            ids[_name(given, "tool_call_id")] = step["id"]
        for result in _results(row):
            extension = _extension(result)
            if extension.get("is_step") is not False:
                held = {"kind": "tool_result", "content": result.get("content")}
                held["call"] = ids.get(_name(result, "source_call_id"))
                self.steps.append(restored_step(extension, {**held, "extra": _own(result)}))


def _held(row: Detail, call: str | None, agent: Any) -> Detail:
    """What the format's own fields say of a step."""
    source = row.get("source")
    held: Detail = {"at": row.get("timestamp"), "parent": call, "extra": _own(row)}
    kind = _kind(_extension(row), row)
    if kind != "tool_result":
        held[_SAID.get(str(kind), "text")] = row.get("message")
    if source == "agent":
        usage = row.get("metrics")
        held |= {
            "kind": "assistant",
            "agent": agent,
            "model": row.get("model_name"),
            "reasoning": row.get("reasoning_content"),
            "usage": _usage(usage) if type(usage) is dict else None,
        }
    elif source in ("user", "system"):
        held["kind"] = source
    return held


def _kind(extension: Detail, row: Detail) -> Any:
    """The kind of step that a step of the format stands for."""
    step = extension.get("step")
    kind = step.get("kind") if type(step) is dict else None
    return kind or ("assistant" if row.get("source") == "agent" else row.get("source"))


def _usage(metrics: Detail) -> Detail:
    return {ours: metrics[theirs] for theirs, ours in _METRICS.items() if theirs in metrics}


def _document(result: Detail) -> Detail:
    """A document of a retrieval."""
    more, text = result.get("extra"), result.get("content")
    return {**(_object(more) if more else {}), **({} if text is None else {"text": text})}


def _results(row: Detail) -> list[Detail]:
    observation = row.get("observation")
    results = observation.get("results") if type(observation) is dict else None
    return [_object(one) for one in list_or_empty(results)]


def _own(element: Detail) -> Detail | None:
    """What the step itself holds beyond its fields."""
    extra = element.get("extra")
    kept = {key: item for key, item in extra.items() if key != KEY} if type(extra) is dict else {}
    return kept or None


def _name(element: Detail, key: str) -> str:
    name = element.get(key)
    if type(name) is not str:
        raise MismatchError("bad-extension", f"{key} is no text")
    return name


def _extension(element: Detail) -> Detail:
    found = extension_in(element.get("extra"))
    if found is None:
        raise MismatchError("bad-extension", "a step says nothing of its place in the trace")
    return found


def _object(value: Any) -> Detail:
    if type(value) is not dict:
        raise MismatchError("bad-extension", "what should be an object is none")
    return value
