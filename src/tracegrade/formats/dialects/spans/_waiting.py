"""Calls that waited for approval, where only the runs around them show what was decided.

Nobody wrote the decision down. What is known is that the run stopped at a call and ran it when it
went on; or that it went on and told the model something that no tool returned. Such steps are marked
as `derived`, and decisions name nobody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade import _json

if TYPE_CHECKING:
    from tracegrade.formats._building import ColumnsBuilder
    from tracegrade.model import Detail

__all__ = ["Waiting"]


_REJECTED = "Tool execution was not approved."
"""What the OpenAI Agents SDK tells its models about a call that was not approved."""


class Waiting:
    """The calls that wait for approval; requests and decisions become steps.

    Attributes:
        requests: The id of the request for each call that waits, by the number of the call.
        unfinished: Calls whose span ended without a result, by their number, and how many steps
            there were: unless the model goes on, such a call waits.
        denied: Calls that somebody is recorded to have denied.
    """

    def __init__(self, builder: ColumnsBuilder) -> None:
        self._builder = builder
        self._around: dict[int, int] = {}
        self.requests: dict[int, str] = {}
        self.denied: set[int] = set()
        self._named: dict[str, int] = {}
        self.unfinished: dict[int, int] = {}

    def begin(self, number: int, around: int, given: Any) -> None:
        """A span runs this call inside the step `around`: it was approved if it waited."""
        self._around[number] = around
        if number not in self.requests:
            return
        asked = _json.decode_arguments(self._builder.columns.call_arguments[number])[0]
        ran = _json.decode_arguments(given)[0]
        if given is None or _json.canonical(ran) == _json.canonical(asked):
            self._decide(number, {"decision": "approve"})
        else:
            self._decide(number, {"decision": "modify", "arguments": ran})

    def ask(self, number: int) -> None:
        """The run stopped at this call, whose span has begun."""
        columns = self._builder.columns
        item = {
            "call": f"s{columns.call_steps[number]}",
            "tool": columns.call_tools[number],
            "arguments": _json.decode_arguments(columns.call_arguments[number])[0],
        }
        detail: Detail = {"items": [item], "extra": {"derived": True}}
        around = self._around.get(number, -1)
        index = self._builder.add("approval_request", None, around, detail)
        self.requests[number] = f"s{index}"

    def requested(self, number: int, request: int, named: str) -> None:
        """A request about a call is recorded, as a step at this place and under this name."""
        columns = self._builder.columns
        columns.details.setdefault(columns.call_steps[number], {})["status"] = "pending"
        self.requests[number] = f"s{request}"
        self._named[named] = number

    def decided(self, named: str, decision: str) -> None:
        """The decision on the request of this name is recorded."""
        number = self._named.pop(named, -1)
        if self.requests.pop(number, None) is not None and decision in ("deny", "cancel"):
            self.denied.add(number)

    def conclude(self, number: int, text: str | None, result: Detail) -> None:
        """The model was told this about a call; completes the details of that result.

        A call that waited did not run, so it was denied. One that waited for nothing, and whose
        model goes on, ran and returned nothing.
        """
        if number in self.requests:
            self._decide(number, {"decision": "deny"})
            result["status"] = "denied"
        elif number in self.denied:
            result["status"] = "denied"
        elif self.unfinished.pop(number, None) is not None:
            result.setdefault("status", "denied" if text == _REJECTED else "ok")

    def end(self) -> bool:
        """The trace ends: ask for the calls that still wait; whether there are any."""
        columns = self._builder.columns
        waiting = [
            number
            for number, place in self.unfinished.items()
            if columns.call_results[number] < 0
            and columns.call_steps[number] not in self._builder.parents[:place]
        ]
        for number in waiting:
            self.ask(number)
        return bool(waiting)

    def _decide(self, number: int, decision: Detail) -> None:
        request = self.requests.pop(number)
        detail = {"request": request, **decision, "scope": "once", "extra": {"derived": True}}
        self._builder.add("approval_decision", None, self._around.get(number, -1), detail)
