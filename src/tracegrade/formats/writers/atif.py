"""Native records as trajectories of Harbor (ATIF 1.8).

Source: the models of Harbor 0.26, which refuse unknown fields and allow `extra`. A model call, its
tool calls and their results are one step; what happened inside a call is a trajectory of its own
that the call's result refers to. Steps that the format does not know are system steps. What has no
field stands in `extra`, under `tracegrade`, from where the reader takes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade.formats._extension import KEY, Rest
from tracegrade.formats.writers._atif_parts import (
    agent_version,
    content_of,
    documents_of,
    metrics_of,
    unused_id,
)
from tracegrade.model import SCHEMA

if TYPE_CHECKING:
    from tracegrade.formats.writers._losses import Losses
    from tracegrade.model import Detail

__all__ = ["atif_document"]

_VERSION = "ATIF-v1.8"
_UNKNOWN = "unknown"
_DEEPEST = 20  # sub-agents within sub-agents that the reader follows
_SAID = {"retrieval": "query", "error": "message"}
"""What stands as the message of a step of a kind that the format does not know, if not its text."""

_ELSEWHERE = frozenset(("schema", "steps", "trace_id", "tools"))
_NO_STEP = {KEY: {"is_step": False}}
"""Says that something is there for the format's sake and stands for no step of the trace."""


def atif_document(record: Detail, losses: Losses) -> Detail:
    """The trajectory of a native record; what it has no field for is added to the losses.

    Example:
        >>> from tracegrade.formats.writers._losses import Losses
        >>> step = {"id": "s0", "kind": "user", "text": "Where is order A-1?"}
        >>> made = atif_document({"trace_id": "t-1", "steps": [step]}, Losses())
        >>> made["schema_version"], made["steps"][0]["message"]
        ('ATIF-v1.8', 'Where is order A-1?')
    """
    return _Document(record, losses).made()


class _Trajectory:
    """One trajectory being written: the root, or what happened inside a call.

    Attributes:
        call: Id of the call that it happened inside, or `None`.
        name: Name of its agent, or `None` where nothing says it.
        depth: How many trajectories it lies inside.
        document: What is written.
    """

    def __init__(self, call: str | None, name: str | None, depth: int, **ids: str) -> None:
        self.call = call
        self.name = name
        self.depth = depth
        self.document: Detail = {
            "schema_version": _VERSION,
            **ids,
            "agent": {"name": name or _UNKNOWN, "version": _UNKNOWN},
            "steps": [],
        }

    def add(self, source: str, message: Any, **fields: Any) -> Detail:
        """Add a step; its number is its place. Fields that are `None` are left out."""
        rows = self.document["steps"]
        row: Detail = {"step_id": len(rows) + 1, "source": source}
        row["message"] = message if type(message) is str else ""
        row |= {name: value for name, value in fields.items() if value is not None}
        rows.append(row)
        return row

    def close(self, extension: Detail) -> None:
        """Add what the format asks for, and say what of it stands for nothing."""
        if not self.document["steps"]:
            self.add("system", "", extra=_NO_STEP)
        if self.name is None:
            extension = {**extension, "agent": None}
        if extension:
            self.document["extra"] = {KEY: extension}


class _Document:
    """A record being written."""

    def __init__(self, record: Detail, losses: Losses) -> None:
        self._record = record
        self._losses = losses
        self._trace_id = record["trace_id"]
        self._by_id: dict[str, Detail] = {step["id"]: step for step in record["steps"]}
        self._first_agents: dict[str | None, str] = {}
        for step in record["steps"]:
            if step.get("agent"):
                self._first_agents.setdefault(step.get("parent"), step["agent"])
        name = record.get("agent") or self._first_agents.get(None)
        root = _Trajectory(None, name, 0, session_id=self._trace_id)
        self._trajectories: dict[str | None, _Trajectory] = {None: root}
        self._homes: dict[str, _Trajectory] = {}
        self._model_calls: dict[str, Detail] = {}
        self._calls: dict[str, Detail] = {}
        self._names: dict[str, str] = {}
        self._used: dict[int, set[str]] = {}
        self._results: dict[str, Detail] = {}
        self._rests: list[Detail] = [{} for _ in record["steps"]]

    def made(self) -> Detail:
        """The document of the root, the others inside it."""
        for place, step in enumerate(self._record["steps"]):
            home = self._homes[step["id"]] = self._home(step)
            _WRITERS.get(step["kind"], _Document._other)(self, step, place, home)
        self._losses.add_rests(zip(self._record["steps"], self._rests, strict=True), self._trace_id)
        for call, trajectory in self._trajectories.items():
            if call is None:
                self._describe(trajectory)
                continue
            trajectory.close({})
            around = self._homes[call].document
            around.setdefault("subagent_trajectories", []).append(trajectory.document)
            reference = {"trajectory_id": call}
            result = self._result_of(call)
            result.setdefault("extra", _NO_STEP)
            result.setdefault("subagent_trajectory_ref", []).append(reference)
        return self._trajectories[None].document

    def _home(self, step: Detail) -> _Trajectory:
        """The trajectory that a step belongs to."""
        around = self._by_id.get(step.get("parent") or "")
        if around is None or around["id"] not in self._homes:
            return self._trajectories[None]
        call, home = around["id"], self._homes[around["id"]]
        if around["kind"] != "tool_call" or home.depth >= _DEEPEST:
            return home
        if call not in self._trajectories:
            name = self._first_agents.get(call)
            self._trajectories[call] = _Trajectory(
                call, name, home.depth + 1, session_id=self._trace_id, trajectory_id=call
            )
        return self._trajectories[call]

    def _extra(self, rest: Rest, place: int) -> Detail:
        """What a step holds beyond the format's fields, its own and ours."""
        own = rest.fields.get("extra")
        if type(own) is dict and own and KEY not in own:
            del rest.fields["extra"]
        else:
            own = {}
        self._rests[place] = rest.fields
        return {**own, KEY: rest.extension(place)}

    def _message(self, step: Detail, place: int, home: _Trajectory) -> None:
        rest = Rest(step)
        rest.settle("kind", step["kind"])
        self._row(rest, place, home, step, step["kind"], "text")

    def _row(
        self, rest: Rest, place: int, home: _Trajectory, step: Detail, source: str, said: str
    ) -> None:
        """Add a step whose message is the field of this name."""
        message, moment = step.get(said), step.get("at")
        rest.settle(said, message or "")
        rest.settle("at", moment)
        rest.settle("parent", home.call)
        observation = documents_of(rest) if step["kind"] == "retrieval" else None
        extra = self._extra(rest, place)
        home.add(source, message, timestamp=moment, observation=observation, extra=extra)

    def _other(self, step: Detail, place: int, home: _Trajectory) -> None:
        """A step of a kind that the format does not know."""
        self._row(Rest(step), place, home, step, "system", _SAID.get(step["kind"], "text"))

    def _model_call(self, step: Detail, place: int, home: _Trajectory) -> None:
        rest = Rest(step)
        taken = {name: step.get(name) for name in ("model", "reasoning", "at")}
        for name, value in {**taken, "kind": "assistant", "parent": home.call}.items():
            rest.settle(name, value)
        rest.settle("text", step.get("text") or "")
        rest.settle("agent", home.name)
        metrics = metrics_of(rest)
        self._model_calls[step["id"]] = home.add(
            "agent",
            step.get("text"),
            timestamp=taken["at"],
            model_name=taken["model"],
            reasoning_content=taken["reasoning"],
            metrics=metrics,
            extra=self._extra(rest, place),
        )

    def _call(self, step: Detail, place: int, home: _Trajectory) -> None:
        rest = Rest(step)
        row = self._model_calls.get(step.get("parent") or "")
        if row is None:
            row = home.add("agent", "", llm_call_count=0, extra=_NO_STEP)
            rest.settle("parent", home.call)
        else:
            del rest.fields["parent"]
        calls = row.setdefault("tool_calls", [])
        used = self._used.setdefault(id(row), set())
        name = self._names[step["id"]] = unused_id(step, used)
        used.add(name)
        for field, held in (("kind", "tool_call"), ("call_id", name), ("tool", step["tool"])):
            rest.settle(field, held)
        rest.settle("agent", home.name)
        arguments = rest.settle_arguments()
        if type(arguments) is not dict:
            rest.fields["arguments"] = arguments
            arguments = {}
        calls.append(
            {
                "tool_call_id": name,
                "function_name": step["tool"],
                "arguments": arguments,
                "extra": self._extra(rest, place),
            }
        )
        self._calls[step["id"]] = row

    def _result(self, step: Detail, place: int, home: _Trajectory) -> None:
        rest = Rest(step)
        content = content_of(rest)
        call = step.get("call") or ""
        held = {} if content is None else {"content": content}
        if call not in self._names or call in self._results:
            extra = self._extra(rest, place)
            home.add("system", "", observation={"results": [held]}, extra=extra)
            return
        rest.settle("kind", "tool_result")
        rest.settle("call", call)
        self._result_of(call).update(held, extra=self._extra(rest, place))

    def _result_of(self, call: str) -> Detail:
        """The result of a call; for a call without one, something that stands for no step."""
        if call not in self._results:
            result: Detail = {"source_call_id": self._names[call]}
            observation = self._calls[call].setdefault("observation", {"results": []})
            observation["results"].append(result)
            self._results[call] = result
        return self._results[call]

    def _describe(self, root: _Trajectory) -> None:
        """Add what the record says of its trace to the root."""
        record, document = self._record, root.document
        rest = Rest({name: item for name, item in record.items() if name not in _ELSEWHERE})
        rest.settle("agent", root.name)
        rest.settle("model", record.get("model"))
        for name in rest.fields:
            if record.get(name) is not None:
                self._losses.add(f"trace.{name}", self._trace_id)
        root.close({"schema": SCHEMA, **rest.parts("trace")})
        agent = document["agent"]
        agent["version"] = agent_version(record) or _UNKNOWN
        if record.get("model") is not None:
            agent["model_name"] = record["model"]
        if record.get("tools"):
            agent["tool_definitions"] = [
                {"type": "function", "function": tool} for tool in record["tools"]
            ]


_WRITERS = {
    "system": _Document._message,
    "user": _Document._message,
    "assistant": _Document._model_call,
    "tool_call": _Document._call,
    "tool_result": _Document._result,
}
