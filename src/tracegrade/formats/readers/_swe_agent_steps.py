"""Trajectory and history of a SWE-agent run into steps."""

from __future__ import annotations

from typing import Any

from tracegrade import _json
from tracegrade._lcs import common_subsequence
from tracegrade.formats._building import ColumnsBuilder
from tracegrade.formats._common import list_or_empty
from tracegrade.formats._reader import MismatchError
from tracegrade.formats._sessions import without
from tracegrade.model import Detail

__all__ = ["SweAgentSteps"]

_SPOKEN = ("system", "user")
_OF_MESSAGE = (
    "role", "content", "thought", "action", "agent", "tool_calls", "tool_call_ids", "message_type",
    "thinking_blocks", "reasoning_content", "is_demo",
)  # fmt: skip
_OF_STEP = (
    "action", "observation", "response", "thought", "execution_time", "state", "query",
    "extra_info", "reasoning_content",
)  # fmt: skip


class SweAgentSteps:
    """Steps being made of one run.

    Attributes:
        builder: The columns so far.
        agent: Name of the agent whose messages come first.
    """

    def __init__(self, *, exit_status: str | None) -> None:
        self.builder = ColumnsBuilder()
        self.agent: str | None = None
        self._cut_off = exit_status is not None and "exit_" in exit_status.replace(
            "exit_command", ""
        )

    def read(self, trajectory: list[Detail], history: list[Detail], where: str) -> None:
        """Read a run.

        Raises:
            MismatchError: Some message or step is not of the format.
        """
        for place, message in enumerate(history):
            _check_message(message, f"{where}/history/{place}")
        if not history and trajectory:
            history = _asked(trajectory[0])
        turns = _answers(history)
        first = turns[0] if turns else len(history)
        for message in history[:first]:
            self._message(message)
        for place, step in enumerate(trajectory):
            _check_step(step, f"{where}/trajectory/{place}")
        ends = [*turns[1:], len(history)]
        for at, number in _joined(trajectory, [history[turn] for turn in turns]):
            turn = history[turns[number] : ends[number]] if number is not None else []
            if at is None:
                self._turn(None, turn)
            else:
                after = trajectory[at + 1] if at + 1 < len(trajectory) else None
                self._turn(trajectory[at], turn, after)

    # messages that nobody asked the model for

    def _message(self, message: Detail) -> None:
        role, text = message["role"], _json.as_text(message.get("content"))
        common = self._common(message)
        if message.get("is_demo"):  # shown to the model as an example: it did not happen here
            extra = {**(common.pop("extra") or {}), "is_demo": True, "role": role}
            self.builder.step("note", text, extra=extra, **common)
        elif role in _SPOKEN:
            self.builder.step(role, text, **common)
        else:
            self.builder.step("tool_result", text, **common)

    def _common(self, message: Detail) -> Detail:
        agent = message.get("agent")
        agent = agent if isinstance(agent, str) else self.agent
        self.agent = self.agent or agent
        return {"agent": agent, "extra": without(message, _OF_MESSAGE)}

    # model calls

    def _turn(self, step: Detail | None, turn: list[Detail], after: Detail | None = None) -> None:
        """One model call with what came of it; `turn` is how the history tells it, if it does."""
        step = step or {}
        message = turn[0] if turn else {}
        action = step.get("action", message.get("action")) or ""
        if self._is_end(step, action, after):
            self.builder.step(
                "error", None, message=_json.as_text(step.get("response")), extra=_extra(step, {})
            )
            self._end(turn[1:])
            return
        common = self._common(message)
        content = _json.as_text(message.get("content", step.get("response")))
        parent = self.builder.step(
            "assistant",
            content,
            agent=common["agent"],
            reasoning=_reasoning(message) or _reasoning(step),
            extra=_extra(step, message, common["extra"]),
        )
        calls = self._calls(message, action, parent)
        self._results(step, turn[1:], calls, _told_again(step, after) if not turn else None)

    def _is_end(self, step: Detail, action: str, after: Detail | None) -> bool:
        """Whether the last step is the harness's own word that it gave up."""
        return bool(step) and self._cut_off and after is None and not action.strip()

    def _end(self, rest: list[Detail]) -> None:
        for message in rest:
            self.builder.step("note", _json.as_text(message.get("content")))

    def _calls(self, message: Detail, action: str, parent: int) -> list[tuple[str | None, int]]:
        """The calls of a model call, as ids and positions."""
        made: list[tuple[str | None, int]] = []
        agent = self.builder.columns.details.get(parent, {}).get("agent")
        asked = list_or_empty(message.get("tool_calls"))
        for call in asked:
            function = call["function"]
            extra = {"action": action} if action.strip() and len(asked) == 1 else None
            index = self.builder.call(
                function["name"], call.get("id"), function.get("arguments"),
                parent=parent, extra=extra, agent=agent,
            )  # fmt: skip
            made.append((call.get("id"), index))
        if not asked and action.strip():
            arguments = {"command": action}
            index = self.builder.call("bash", None, arguments, parent=parent, agent=agent)
            made.append((None, index))
        return made

    def _results(
        self,
        step: Detail,
        rest: list[Detail],
        calls: list[tuple[str | None, int]],
        told: str | None,
    ) -> None:
        """What came of the calls, and whatever else the history holds before the next answer."""
        waiting = list(calls)
        for message in rest:
            ids = message.get("tool_call_ids") or [None]
            answers_calls = message["role"] == "tool" or not message.get("is_demo")
            named = [one for one in waiting if one[0] in ids or one[0] is None]
            if not named or not answers_calls:
                self._message(message)
                continue
            waiting.remove(named[0])
            text = _json.as_text(message.get("content"))
            self._result(named[0], text, step, self._common(message)["extra"])
            step = {}
        if not waiting:
            if told is not None and not calls:
                self.builder.step("error", None, message=told)
        elif told is not None:
            for call in waiting:
                self.builder.result(call[0], told, status="error")
        elif not rest and isinstance(step.get("observation"), str):
            self._result(waiting[0], step["observation"], step, None)

    def _result(
        self, call: tuple[str | None, int], text: str | None, step: Detail, extra: Detail | None
    ) -> None:
        seconds, seen = step.get("execution_time"), step.get("observation")
        more = dict(extra or {})
        if isinstance(seen, str) and seen not in (text or ""):
            more["observation"] = seen  # the model was shown less than there was
        if step.get("state"):
            more["state"] = step["state"]
        lasted = float(seconds) if isinstance(seconds, int | float) and seconds > 0 else None
        self.builder.result(call[0], text, duration_s=lasted, extra=more or None)


def _joined(trajectory: list[Detail], answers: list[Detail]) -> list[tuple[int | None, int | None]]:
    """Which step of the trajectory tells of which model call in the history, in order.

    What both tell alike is joined first, the latest where there is a choice: rejected attempts come
    before the one that the history keeps. Between two such pairs the last ones belong together,
    because people shorten and mend what they publish.
    """
    told = [_key(step.get("action"), step.get("response")) for step in reversed(trajectory)]
    said = [_key(one.get("action"), one.get("content")) for one in reversed(answers)]
    ends = (len(trajectory), len(answers))
    alike = [
        (ends[0] - 1 - step, ends[1] - 1 - answer)
        for step, answer in reversed(common_subsequence(told, said))
    ]
    pairs: list[tuple[int | None, int | None]] = []
    step = answer = 0
    for pair in [*alike, ends]:
        more = (pair[0] - step) - (pair[1] - answer)
        pairs += [(at, None) for at in range(step, step + max(more, 0))]
        pairs += [(None, at) for at in range(answer, answer + max(-more, 0))]
        both = range(min(pair[0] - step, pair[1] - answer))
        pairs += [(step + max(more, 0) + at, answer + max(-more, 0) + at) for at in both]
        if pair != ends:
            pairs.append(pair)
        step, answer = pair[0] + 1, pair[1] + 1
    return pairs


def _key(action: Any, said: Any) -> tuple[str, str]:
    return _json.as_text(action) or "", _json.as_text(said) or ""


def _answers(history: list[Detail]) -> list[int]:
    """Positions of what the model said in this run."""
    return [
        at
        for at, message in enumerate(history)
        if message["role"] == "assistant" and not message.get("is_demo")
    ]


def _asked(step: Detail) -> list[Detail]:
    """The messages that the first step's `query` begins with, where no history is kept."""
    rows = [row for row in list_or_empty(step.get("query")) if isinstance(row, dict)]
    return [row for row in rows if row.get("role") in (*_SPOKEN, "assistant")]


def _told_again(step: Detail, after: Detail | None) -> str | None:
    """What the model was told about a rejected attempt, from the end of the next query."""
    rows: list[Any] = list_or_empty((after or {}).get("query"))[-2:]
    query: list[Detail] = [row for row in rows if isinstance(row, dict)]
    if len(query) < 2:
        return None
    said, told = query
    if said.get("role") != "assistant" or said.get("content") != step.get("response"):
        return None
    return _json.as_text(told.get("content")) if told.get("role") == "user" else None


def _reasoning(holder: Detail) -> str | None:
    told = holder.get("reasoning_content")
    if isinstance(told, str) and told:
        return told
    blocks = list_or_empty(holder.get("thinking_blocks"))
    thoughts = [block.get("thinking") for block in blocks if isinstance(block, dict)]
    return "\n".join(thought for thought in thoughts if isinstance(thought, str)) or None


def _extra(step: Detail, message: Detail, more: Detail | None = None) -> Detail | None:
    """What a turn holds that is neither text, command nor result."""
    extra = {**(more or {}), **(without(step, _OF_STEP) or {})}
    if step.get("extra_info"):
        extra["extra_info"] = step["extra_info"]
    thought = step.get("thought", message.get("thought"))
    said = _json.as_text(message.get("content", step.get("response"))) or ""
    if isinstance(thought, str) and thought.strip() not in said:
        extra["thought"] = thought
    if step and message and _json.as_text(step.get("response")) != said:
        extra["response"] = step.get("response")
    return extra or None


def _check_message(message: Detail, where: str) -> None:
    role = message.get("role")
    if role not in ("system", "user", "assistant", "tool"):
        raise MismatchError("unknown-role", f"role {role!r}", f"{where}/role")
    _check_text(message, "action", where)
    calls = message.get("tool_calls")
    if calls is not None and not isinstance(calls, list):
        raise MismatchError("wrong-type", "tool_calls are not a list", f"{where}/tool_calls")
    for place, call in enumerate(list_or_empty(calls)):
        at = f"{where}/tool_calls/{place}"
        function = call.get("function") if isinstance(call, dict) else None
        if not isinstance(function, dict) or not isinstance(function.get("name"), str):
            raise MismatchError("bad-calls", "a tool call has no function with a name", at)
        _check_text(call, "id", at)
    ids = message.get("tool_call_ids")
    if ids is not None and not all(type(one) is str for one in list_or_empty(ids) or [None]):
        raise MismatchError("wrong-type", "tool_call_ids are no texts", f"{where}/tool_call_ids")


def _check_step(step: Detail, where: str) -> None:
    for key in ("action", "observation", "thought"):
        _check_text(step, key, where)


def _check_text(holder: Detail, key: str, where: str) -> None:
    if holder.get(key) is not None and not isinstance(holder[key], str):
        raise MismatchError("wrong-type", f"{key} is not text", f"{where}/{key}")
