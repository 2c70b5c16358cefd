"""Calls of a session of Google's ADK, and what their tools returned.

Old sessions have no ids: a response then answers the first open call of its name. A tool that runs
long returns something at once and again later, from the user: what comes last is its result. The
plugin that lets a model try again says so in the response.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade.formats._sessions import without

if TYPE_CHECKING:
    from tracegrade.formats._building import ColumnsBuilder
    from tracegrade.model import Detail

__all__ = ["Results"]

_RETRIED = "ERROR_HANDLED_BY_REFLECT_AND_RETRY_PLUGIN"
_CODE = "code_execution"


class Results:
    """The calls so far, and how each stands."""

    def __init__(self, builder: ColumnsBuilder) -> None:
        self._builder = builder
        self._numbers: dict[str, int] = {}
        self._unnamed: dict[str, list[str]] = {}
        self._long: set[int] = set()
        self._attempts: dict[tuple[str, Any], int] = {}

    def called(
        self, name: str, call_id: str | None, arguments: Any, parent: int, common: Detail,
        extra: Detail | None = None,
    ) -> None:  # fmt: skip
        """Add a call of a tool."""
        number = len(self._builder.columns.call_steps)
        named = f"call-{number}" if call_id is None else call_id
        attempt = self._attempts.pop((name, common.get("agent")), None)
        self._builder.call(
            name, named, arguments, parent=parent, attempt=attempt, extra=extra, **common
        )
        self._numbers[named] = number
        if call_id is None:
            self._unnamed.setdefault(name, []).append(named)

    def runs_long(self, call_id: str) -> None:
        """The result of this call may come later than what it returns at once."""
        if call_id in self._numbers:
            self._long.add(self._numbers[call_id])

    def step_of(self, call_id: str | None) -> int:
        """Position of the step of a call, or -1."""
        number = self._numbers.get(call_id or "", -1)
        return self._builder.columns.call_steps[number] if number >= 0 else -1

    def returned(
        self, response: Detail, call_id: str | None, common: Detail, *, refused: bool, by_user: bool
    ) -> None:
        """Add what a tool returned."""
        name, value = response.get("name"), response.get("response")
        waiting = self._unnamed.get(name) if type(name) is str else None
        named = waiting.pop(0) if call_id is None and waiting else call_id
        detail: Detail = {**common, "extra": without(response, ("id", "name", "response"))}
        status = "denied" if refused else self._status(value, str(name), common)
        number = self._numbers.get(named or "", -1)
        columns = self._builder.columns
        earlier = columns.call_results[number] if number >= 0 else -1
        if number in self._long and not by_user:
            status = "pending"
        if earlier < 0 or number not in self._long:
            self._builder.result(named, None, content=value, status=status, **detail)
            return
        columns.details.setdefault(earlier, {})["extra"] = {"interim": True, "call_id": named}
        columns.call_results[number] = self._builder.step(
            "tool_result", None, content=value, status=status, **detail
        )

    def finish(self) -> None:
        """Say of calls whose result may still come that they wait."""
        columns = self._builder.columns
        for number in self._long:
            if columns.call_results[number] < 0:
                columns.details.setdefault(columns.call_steps[number], {})["status"] = "pending"

    def only_open(self, agent: Any) -> int:
        """Position of the only call of an agent that nothing answered, or -1."""
        columns = self._builder.columns
        found: list[int] = []
        for step, result in zip(
            reversed(columns.call_steps), reversed(columns.call_results), strict=True
        ):
            if result >= 0:
                break
            if columns.details.get(step, {}).get("agent") == agent:
                found.append(step)
        return found[0] if len(found) == 1 else -1

    def code(self, code: Detail, parent: int, common: Detail) -> None:
        """Add code that the model's provider runs."""
        hosted = {"type": "server_tool_call"}
        self.called(_CODE, None, dict(code), parent, common, hosted)

    def code_ran(self, result: Detail, common: Detail) -> None:
        """Add what that code printed."""
        waiting = self._unnamed.get(_CODE)
        status = "ok" if result.get("outcome") == "OUTCOME_OK" else "error"
        output = result.get("output")
        self._builder.result(
            waiting.pop(0) if waiting else None, output if type(output) is str else None,
            status=status, **common,
        )  # fmt: skip

    def _status(self, value: Any, name: str, common: Detail) -> str | None:
        """What a response says of itself; notes that the model may try again."""
        if type(value) is not dict:
            return None
        if value.get("response_type") == _RETRIED:
            count = value.get("retry_count")
            if type(count) is int:
                self._attempts[name, common.get("agent")] = count + 1
            return "error"
        return "error" if value.get("error") and "output" not in value else None
