"""Trajectories of Harbor into steps: sub-agents inside what ran them, continuations behind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade import _json
from tracegrade.formats._building import ColumnsBuilder, Note
from tracegrade.formats._common import list_or_empty, text_id
from tracegrade.formats._reader import MismatchError
from tracegrade.formats._sessions import step_id, without
from tracegrade.model import CallStatus, Detail, parse_time

if TYPE_CHECKING:
    from tracegrade.formats.readers._atif_files import Beside

__all__ = ["Reading", "Trajectory"]

_METRICS = {
    "prompt_tokens": "input_tokens",
    "completion_tokens": "output_tokens",
    "cached_tokens": "cached_input_tokens",
    "cost_usd": "cost_usd",
}
_KNOWN = (
    "step_id", "source", "message", "timestamp", "tool_calls", "observation", "metrics",
    "model_name", "reasoning_content",
)  # fmt: skip
_ERRORS = ("tool_result_is_error", "is_error")
"""How Harbor's own converters note a failed call in `extra`; the format has no field for it."""
_DEEPEST = 20  # sub-agents within sub-agents


class Reading:
    """What the trajectories of one trace share.

    Attributes:
        builder: The columns so far.
        beside: Trajectories in files of their own.
        visited: Trajectories that were read.
        tells_errors: Some result says whether its call failed.
        more: What stands beside the steps of continuations.
        truncated: The trajectory is continued in a file that is not at hand.
    """

    def __init__(self, beside: Beside) -> None:
        self.builder = ColumnsBuilder()
        self.beside = beside
        self.visited: set[int] = set()
        self.tells_errors = False
        self.more: list[Detail] = []
        self.truncated = False
        self._heard: set[tuple[Any, str | None]] = set()

    def note(self, code: str, message: str, where: str) -> None:
        """Something odd."""
        self.builder.notes.append(Note(code, message, where))

    def repeats(self, step: Detail, text: str | None) -> bool:
        """Whether a step that was copied from another trajectory is in this trace already."""
        heard = (step.get("source"), text) in self._heard
        self._heard.add((step.get("source"), text))
        return heard and step.get("is_copied_context") is True


class Trajectory:
    """One trajectory being read, with the sub-agents that it embeds."""

    def __init__(self, value: Any, reading: Reading, pointer: str, path: str | None) -> None:
        self._reading = reading
        self._builder = reading.builder
        self._pointer = pointer
        self._path = path
        self._value = value
        agent: Any = value.get("agent") if isinstance(value, dict) else None
        name: Any = agent.get("name") if isinstance(agent, dict) else None
        self.agent: str | None = name if isinstance(name, str) else None
        self._steps: Any = value.get("steps") if isinstance(value, dict) else None
        if not isinstance(self._steps, list):
            raise MismatchError("wrong-type", "steps are not a list", f"{pointer}/steps")
        self._embedded: list[tuple[Detail, str]] = []
        self._by_name: dict[str, list[tuple[Detail, str]]] = {}
        self._is_naive = False
        for place, one in enumerate(list_or_empty(value.get("subagent_trajectories"))):
            if isinstance(one, dict):
                where = f"{pointer}/subagent_trajectories/{place}"
                self._embedded.append((one, where))
                names = {one.get("trajectory_id"), one.get("session_id")} if _is_named(one) else ()
                for key in names:
                    if isinstance(key, str):
                        self._by_name.setdefault(key, []).append((one, where))

    def read(self, parent: int = -1, depth: int = 0) -> None:
        """Add every step; `parent` is the call or handoff inside which it ran, if any."""
        current: Trajectory | None = self
        while current is not None:
            current._read_own(parent, depth)
            current = current._continuation()

    def _read_own(self, parent: int, depth: int) -> None:
        self._reading.visited.add(id(self._value))
        for place, step in enumerate(self._steps):
            self._step(step, f"{self._pointer}/steps/{place}", parent, depth)
        for one, where in self._embedded:  # whatever no result refers to ran all the same
            if id(one) not in self._reading.visited and depth < _DEEPEST:
                self._hand_over(Trajectory(one, self._reading, where, self._path), parent, depth)

    def _continuation(self) -> Trajectory | None:
        """Where another file continues this trajectory."""
        name = self._value.get("continued_trajectory_ref")
        found = self._reading.beside.find(self._path, name)
        if found is None or id(found.value) in self._reading.visited:
            self._reading.truncated = self._reading.truncated or name is not None
            return None
        following = Trajectory(found.value, self._reading, "", found.path)
        self._reading.more.append(without(found.value, ("steps", "subagent_trajectories")) or {})
        return following

    def _step(self, step: Any, where: str, parent: int, depth: int) -> None:
        if not isinstance(step, dict):
            raise MismatchError("wrong-type", "a step is not an object", where)
        source = step.get("source")
        if source not in ("agent", "user", "system"):
            message = f"source {source!r} is none of user, agent, system"
            raise MismatchError("wrong-type", message, f"{where}/source")
        text = _text(step.get("message"))
        if self._reading.repeats(step, text):
            return
        if source != "agent":
            index = self._builder.step(source, text, parent=parent, **self._common(step, where))
            self._observations(step, [], where, (index, parent, depth))
        elif step.get("is_copied_context") is True:
            self._past(step, text, where, parent)
        else:
            self._agent_step(step, text, where, parent, depth)

    def _common(self, step: Detail, where: str) -> Detail:
        """Time, agent and whatever the model has no field for."""
        moment = step.get("timestamp")
        extra = without(step, _KNOWN) or {}
        if moment is not None and parse_time(moment) is None:
            extra["timestamp"] = moment
            if not self._is_naive:
                self._is_naive = True
                message = f"time {moment!r} has no offset: such times are kept as extra"
                self._reading.note("naive-time", message, where)
            moment = None
        if _has_media(step.get("message")):
            extra["message"] = step["message"]
        metrics = step.get("metrics")
        measured = without(metrics, _METRICS) if isinstance(metrics, dict) else None
        if measured:
            extra["metrics"] = measured
        return {"at": moment, "agent": self.agent, "extra": extra or None}

    def _past(self, step: Detail, text: str | None, where: str, parent: int) -> None:
        """What was done in another trajectory: no model call and no tool call of this one."""
        common = self._common(step, where)
        if list_or_empty(step.get("tool_calls")):
            common["extra"] = {**(common["extra"] or {}), "tool_calls": step["tool_calls"]}
        self._builder.step("note", text, parent=parent, **common)
        for result in _results(step, where):
            told = _text(result.get("content"))
            self._builder.step(
                "tool_result", told, parent=parent, extra={"is_copied_context": True}
            )

    def _agent_step(
        self, step: Detail, text: str | None, where: str, parent: int, depth: int
    ) -> None:
        calls = step.get("tool_calls")
        if calls is not None and not isinstance(calls, list):
            raise MismatchError("wrong-type", "tool_calls are not a list", f"{where}/tool_calls")
        model, reasoning = step.get("model_name"), step.get("reasoning_content")
        by_code = step.get("llm_call_count") == 0 and bool(calls)  # no model was asked
        common = self._common(step, where)
        if by_code:
            index = self._builder.step("note", text, parent=parent, **common)
        else:
            index = self._builder.step(
                "assistant",
                text,
                parent=parent,
                model=model if isinstance(model, str) else None,
                reasoning=reasoning if isinstance(reasoning, str) else None,
                usage=_usage(step.get("metrics")),
                **common,
            )
        made = [
            self._call(call, parent if by_code else index, f"{where}/tool_calls/{place}")
            for place, call in enumerate(list_or_empty(calls))
        ]
        self._observations(step, made, where, (index, parent, depth))

    def _call(self, call: Any, parent: int, where: str) -> tuple[str | None, int]:
        """Add a call; gives its id and position."""
        if not isinstance(call, dict) or not isinstance(call.get("function_name"), str):
            raise MismatchError("wrong-type", "a tool call has no function_name", where)
        call_id = text_id(call.get("tool_call_id"), "tool_call_id")
        index = self._builder.call(
            call["function_name"],
            call_id,
            call.get("arguments"),
            parent=parent,
            pointer=where,
            extra=_extra_of(call, ("tool_call_id", "function_name", "arguments")),
            agent=self.agent,
        )
        return call_id, index

    # what calls gave

    def _observations(
        self,
        step: Detail,
        made: list[tuple[str | None, int]],
        where: str,
        place: tuple[int, int, int],
    ) -> None:
        """The results that stand on a step; sub-agents run before the result of their call."""
        results = _results(step, where)
        failed = _failure(step) if len(results) == 1 else None
        waiting = list(made)
        shared: tuple[str | None, int] | None = None
        for number, result in enumerate(results):
            at = f"{where}/observation/results/{number}"
            call = self._observe(result, waiting, at, place, failed)
            shared = call if call is not None and result.get("source_call_id") is None else shared
        if len(results) == 1 and shared is not None:
            for call_id, _ in waiting:  # one output of all commands together, which names no call
                extra = {"shared_with": step_id(self._builder, shared[1])}
                self._builder.result(call_id, None, pointer=where, extra=extra)

    def _observe(
        self,
        result: Detail,
        waiting: list[tuple[str | None, int]],
        where: str,
        place: tuple[int, int, int],
        failed: bool | None,  # noqa: FBT001 the step's own word
    ) -> tuple[str | None, int] | None:
        """Add one result; gives the call that it answers."""
        index, parent, depth = place
        named = text_id(result.get("source_call_id"), "source_call_id")
        call = next((one for one in waiting if named is None or one[0] == named), None)
        content = result.get("content")
        text = _text(content)
        kept = {} if content is None or isinstance(content, str) else {"content": content}
        extra = _extra_of(result, ("source_call_id", "content", "subagent_trajectory_ref"))
        if call is None and named is None:  # what the environment showed, and no call asked for
            if content is not None:
                extra = {"observation": True, **(extra or {}), **kept}
                self._builder.step("note", text, parent=parent, extra=extra)
            self._sub_agents(result, None, where, (parent, depth))
            return None
        if call is not None:
            waiting.remove(call)
            self._sub_agents(result, call[1], where, (index, depth))
        told = _failure(result)
        failed = failed if told is None else told
        self._reading.tells_errors = self._reading.tells_errors or failed is not None
        status: CallStatus | None = None if failed is None else "error" if failed else "ok"
        named = call[0] if call is not None else named
        self._builder.result(named, text, status=status, pointer=where, extra=extra, **kept)
        return call

    # sub-agents

    def _sub_agents(
        self, result: Detail, call: int | None, where: str, place: tuple[int, int]
    ) -> None:
        """Read what a result refers to: inside its call, or inside a handoff where none made it."""
        parent, depth = place
        for reference in list_or_empty(result.get("subagent_trajectory_ref")):
            found = self._found(reference)
            if found is None or depth >= _DEEPEST:
                names = without(reference, ("extra",)) if isinstance(reference, dict) else reference
                message = f"sub-agent {names!r} is neither in this file nor beside it"
                self._reading.note("missing-sub-agent", message, where)
            elif id(found._value) in self._reading.visited:
                continue
            elif call is not None:
                found.read(call, depth + 1)
            else:
                self._hand_over(found, parent, depth)

    def _hand_over(self, found: Trajectory, parent: int, depth: int) -> None:
        index = self._builder.step("handoff", None, parent=parent, to=found.agent, agent=self.agent)
        found.read(index, depth + 1)

    def _found(self, reference: Any) -> Trajectory | None:
        """The trajectory of a reference: by its id, else by its file, else by an id that is unique.

        A session is a run, which several trajectories may share, so its id names one only where
        nothing better is given and only one has it.
        """
        if not isinstance(reference, dict):
            return None
        named = self._by_name.get(str(reference.get("trajectory_id")), [])
        if named:
            return Trajectory(named[0][0], self._reading, named[0][1], self._path)
        record = self._reading.beside.find(self._path, reference.get("trajectory_path"))
        if record is not None and isinstance(record.value, dict):
            return Trajectory(record.value, self._reading, "", record.path)
        named = self._by_name.get(str(reference.get("session_id")), [])
        if len(named) == 1 and reference.get("trajectory_id") is None:
            return Trajectory(named[0][0], self._reading, named[0][1], self._path)
        return None


def _is_named(value: Detail) -> bool:
    keys = ("trajectory_id", "session_id")
    return all(value.get(key) is None or isinstance(value[key], str) for key in keys)


def _text(content: Any) -> str | None:
    return _json.as_text(content)


def _has_media(content: Any) -> bool:
    return any(
        isinstance(part, dict) and part.get("type") != "text" for part in list_or_empty(content)
    )


def _results(step: Detail, where: str) -> list[Detail]:
    observation = step.get("observation")
    results = list_or_empty(observation.get("results") if isinstance(observation, dict) else None)
    for number, result in enumerate(results):
        if not isinstance(result, dict):
            at = f"{where}/observation/results/{number}"
            raise MismatchError("wrong-type", "a result is not an object", at)
    return results


def _extra_of(holder: Detail, known: tuple[str, ...]) -> Detail | None:
    """The holder's own `extra`, and whatever it holds that the format does not know."""
    own = holder.get("extra")
    left = without(holder, (*known, "extra")) or {}
    return {**left, **(own if isinstance(own, dict) else {"extra": own} if own else {})} or None


def _failure(holder: Detail) -> bool | None:
    """Whether a call failed, where a converter of Harbor noted it."""
    extra = holder.get("extra")
    if not isinstance(extra, dict):
        return None
    told = next((extra[key] for key in _ERRORS if isinstance(extra.get(key), bool)), None)
    if told is None and isinstance(extra.get("error"), str) and extra["error"]:
        return True
    return told


def _usage(metrics: Any) -> Detail | None:
    if not isinstance(metrics, dict):
        return None
    found = {
        ours: metrics[key]
        for key, ours in _METRICS.items()
        if type(metrics.get(key)) is int or (key == "cost_usd" and type(metrics.get(key)) is float)
    }
    return found or None
