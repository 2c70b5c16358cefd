"""Calls that were approved and never ran."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracegrade.graders.approval._values import compare
from tracegrade.model import Finding

if TYPE_CHECKING:
    from tracegrade.graders.approval._calls import MonitoredCall
    from tracegrade.graders.approval._events import Events, Grant
    from tracegrade.model import Trace

__all__ = ["Promises"]


class Promises:
    """Approvals of exact calls that nothing took back, in a trace that is complete.

    Attributes:
        never_ran: Positions of calls that were approved and have no result.
        never_called: Positions of decisions that approved a call that was never made.
    """

    def __init__(self, trace: Trace, events: Events, calls: list[MonitoredCall]) -> None:
        self._ids = trace.columns.ids
        self.never_ran: dict[int, int] = {}
        self.never_called: list[int] = []
        if trace.completion != "complete" or "tool_results" not in trace.capabilities:
            return
        unanswered = {call.step: call for call in calls if call.ran == "unknown"}
        of_tool: dict[str, list[MonitoredCall]] = {}
        for call in calls:
            of_tool.setdefault(call.tool, []).append(call)
        for grant in events.grants:
            if grant.mode is not None or grant.is_wide or _is_taken_back(events, grant):
                continue
            if grant.subject.call is None:
                if not _was_called(grant, of_tool.get(grant.subject.tool or "", ())):
                    self.never_called.append(grant.step)
            elif grant.subject.call in unanswered:
                self.never_ran[grant.subject.call] = grant.step

    def findings(self) -> list[Finding]:
        """A warning for each."""
        ids = self._ids
        ran = [
            Finding("A19", "the call was approved and never ran", (ids[call], ids[grant]), "warn")
            for call, grant in self.never_ran.items()
        ]
        called = [
            Finding("A19", "what this approves was never called", (ids[grant],), "warn")
            for grant in self.never_called
        ]
        return ran + called


def _is_taken_back(events: Events, grant: Grant) -> bool:
    denials = (
        events.denials_of_call.get(grant.subject.call, ()) if grant.subject.call is not None else ()
    )
    return any(denial.step > grant.step for denial in denials)


def _was_called(grant: Grant, calls: list[MonitoredCall] | tuple[()]) -> bool:
    for call in calls:
        difference = compare(grant.subject.arguments, call.arguments)
        if difference is None or not difference.certain:
            return True
    return False
