"""What a crew or an agent of CrewAI returned into steps."""

from __future__ import annotations

from typing import Any

from tracegrade import _json
from tracegrade.formats._building import ColumnsBuilder
from tracegrade.formats._common import list_or_empty, text_id
from tracegrade.formats._reader import MismatchError
from tracegrade.formats._sessions import without
from tracegrade.model import Detail

__all__ = ["OutputSteps"]

_KNOWN = ("role", "content", "tool_calls", "tool_call_id", "name", "files")


class OutputSteps:
    """Steps being made of an output, task after task.

    Attributes:
        builder: The columns so far.
        agent: The agent of the first task.
        tells_errors: Some task lists tools that failed; then the others did not.
    """

    def __init__(self) -> None:
        self.builder = ColumnsBuilder()
        self.agent: str | None = None
        self.tells_errors = False

    def read(self, value: Detail) -> None:
        """Read every task, or the one run of a single agent.

        Raises:
            MismatchError: Some task or message is not of the format.
        """
        tasks = value.get("tasks_output")
        if not isinstance(tasks, list):
            self._task({**value, "agent": value.get("agent_role")}, "")
            return
        for place, task in enumerate(tasks):
            where = f"/tasks_output/{place}"
            if not isinstance(task, dict):
                raise MismatchError("wrong-type", "a task is not an object", where)
            self._task(task, where)

    def _task(self, task: Detail, where: str) -> None:
        agent = task.get("agent")
        agent = agent if isinstance(agent, str) else None
        self.agent = self.agent or agent
        messages = list_or_empty(task.get("messages"))
        first = len(self.builder.columns.call_steps)
        for place, message in enumerate(messages):
            self._message(message, agent, f"{where}/messages/{place}")
        raw = _json.as_text(task.get("raw"))
        if not messages:
            self.builder.step("user", _json.as_text(task.get("description")))
            self.builder.step("assistant", raw, agent=agent)
        self._failures(list_or_empty(task.get("tool_failures")), first)

    def _message(self, message: Any, agent: str | None, where: str) -> None:
        role = message.get("role") if isinstance(message, dict) else None
        if role not in ("system", "user", "assistant", "tool"):
            raise MismatchError("unknown-role", f"role {role!r}", f"{where}/role")
        text, extra = _json.as_text(message.get("content")), without(message, _KNOWN)
        if role == "tool":
            call_id = text_id(message.get("tool_call_id"), "tool_call_id")
            self.builder.result(call_id, text, pointer=where, extra=extra)
            return
        speaker = agent if role == "assistant" else None
        index = self.builder.step(role, text, agent=speaker, extra=extra)
        for place, call in enumerate(list_or_empty(message.get("tool_calls"))):
            at = f"{where}/tool_calls/{place}"
            function = call.get("function") if isinstance(call, dict) else None
            if not isinstance(function, dict) or not isinstance(function.get("name"), str):
                raise MismatchError("bad-calls", "a tool call has no function with a name", at)
            self.builder.call(
                function["name"], text_id(call.get("id"), "id"), function.get("arguments"),
                parent=index, pointer=at, agent=agent,
            )  # fmt: skip

    def _failures(self, failures: list[Any], first: int) -> None:
        """Give each failure to the first call of its tool and arguments that has none yet."""
        rows = [row for row in failures if isinstance(row, dict)]
        if not rows:
            return
        self.tells_errors = True
        columns = self.builder.columns
        waiting = list(range(first, len(columns.call_steps)))
        for row in rows:
            wanted = _spelled(row.get("tool_name"), row.get("tool_args"))
            number = next((one for one in waiting if self._spelled(one) == wanted), None)
            if number is not None:
                waiting.remove(number)
                self._settle(number, "error", row.get("failure"))
        for number in waiting:
            self._settle(number, "ok", None)

    def _spelled(self, number: int) -> bytes:
        columns = self.builder.columns
        return _spelled(columns.call_tools[number], columns.call_arguments[number])

    def _settle(self, number: int, status: str, failure: Any) -> None:
        columns = self.builder.columns
        result = columns.call_results[number]
        if result >= 0:
            detail = columns.details.setdefault(result, {})
            detail["status"] = status
            if failure is not None:
                detail.setdefault("extra", {})["failure"] = failure


def _spelled(tool: Any, arguments: Any) -> bytes:
    return _json.canonical([tool, _json.decode_arguments(arguments)[0]])
