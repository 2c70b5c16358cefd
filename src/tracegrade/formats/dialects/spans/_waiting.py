"""Calls that waited for approval, where only the runs around them show what was decided.

Nobody wrote the decision down. What is known is that the run stopped at a call and ran it when it
went on; or that it went on and told the model something that no tool returned. Such steps are marked
as `derived`, and decisions name nobody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracegrade import _json

if TYPE_CHECKING:
    from tracegrade.formats._building import ColumnsBuilder
    from tracegrade.model import Decision, Detail

__all__ = ["Waiting"]


class Waiting:
    """The calls that wait for approval; requests and decisions become steps.

    Attributes:
        requests: The id of the request for each call that waits, by the number of the call.
    """

    def __init__(self, builder: ColumnsBuilder) -> None:
        self._builder = builder
        self._around: dict[int, int] = {}
        self.requests: dict[int, str] = {}

    def begin(self, number: int, around: int) -> None:
        """A span runs this call inside the step `around`: it was approved if it waited."""
        self._around[number] = around
        self._decide(number, "approve")

    def ask(self, number: int) -> None:
        """The run stopped at this call, whose span has begun."""
        columns = self._builder.columns
        item = {
            "call": f"s{columns.call_steps[number]}",
            "tool": columns.call_tools[number],
            "arguments": _json.decode_arguments(columns.call_arguments[number])[0],
        }
        detail: Detail = {"items": [item], "extra": {"derived": True}}
        index = self._builder.add("approval_request", None, self._around[number], detail)
        self.requests[number] = f"s{index}"

    def answered(self, number: int) -> bool:
        """The model was told something about a call that did not run; whether it had waited."""
        return self._decide(number, "deny")

    def _decide(self, number: int, decision: Decision) -> bool:
        request = self.requests.pop(number, None)
        if request is not None:
            about: Detail = {"scope": "once", "extra": {"derived": True}}
            detail = {"request": request, "decision": decision, **about}
            self._builder.add("approval_decision", None, self._around[number], detail)
        return request is not None
