"""The calls of a trace as the approval monitor sees them: what ran, with what, by whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Literal

from tracegrade import _json
from tracegrade.graders.approval._values import MISSING, digest
from tracegrade.model import parse_time

if TYPE_CHECKING:
    from datetime import datetime

    from tracegrade.graders.approval._classes import Classes
    from tracegrade.model import Trace

__all__ = ["MonitoredCall", "calls_of"]

_READ = frozenset(("read",))

Ran = Literal["yes", "likely", "unknown", "no"]
"""`likely`: there is a result, which may be the notice of a refusal: no status says."""


@dataclass(slots=True)
class MonitoredCall:
    """One call.

    Attributes:
        step: Position of the call.
        end: Position of its result or error, or `None`.
        tool: Name of the tool.
        classes: Effect classes.
        arguments: Arguments that ran, as far as the record shows.
        is_recorded_run: Whether these come from a record of the execution, not of the request.
        ran: Whether it ran.
        status: Its status as recorded.
        agent: Who made the call.
        requested_at: When it was asked for.
        ended_at: When its result came.
        duration_s: How long it ran, if recorded.
        known_digest: Its digest, once somebody asked.
    """

    step: int
    end: int | None
    tool: str
    classes: frozenset[str]
    arguments: Any
    is_recorded_run: bool
    ran: Ran
    status: str
    agent: str | None
    requested_at: datetime | None
    ended_at: datetime | None
    duration_s: float | None
    known_digest: bytes | None = None

    @property
    def digest(self) -> bytes:
        """One key for equal calls."""
        if self.known_digest is None:
            self.known_digest = digest(self.tool, self.arguments)
        return self.known_digest

    @property
    def only_reads(self) -> bool:
        """Whether it is known to read and to do nothing else."""
        return self.classes == _READ

    def started_at(self, decided_at: datetime | None) -> datetime | None:
        """When it began to run: not before the decision, and not after its result."""
        if self.requested_at is not None and decided_at is not None:
            if self.requested_at >= decided_at:
                return self.requested_at
        elif self.ended_at is None:
            return self.requested_at
        if self.ended_at is not None and self.duration_s is not None:
            return self.ended_at - timedelta(seconds=self.duration_s)
        return self.ended_at


def calls_of(trace: Trace, classes: Classes) -> list[MonitoredCall]:
    """Every call of a trace, in order."""
    columns = trace.columns
    errors: dict[str, int] = {}
    for index, kind in enumerate(columns.kinds) if "error" in columns.kinds else ():
        call = columns.details.get(index, {}).get("call") if kind == "error" else None
        if call is not None:
            errors[call] = index
    return [_call(trace, number, classes, errors) for number in range(len(columns.call_steps))]


def _call(trace: Trace, number: int, classes: Classes, errors: dict[str, int]) -> MonitoredCall:
    columns = trace.columns
    step, result = columns.call_steps[number], columns.call_results[number]
    end = result if result >= 0 else errors.get(columns.ids[step])
    detail = columns.details.get(step, {})
    ending = columns.details.get(end, {}) if end is not None else {}
    executed = ending.get("executed_arguments")
    if executed is None:
        executed = detail.get("executed_arguments")
    arguments, error = executed, None
    if executed is None:
        arguments, error = _json.decode_arguments(columns.call_arguments[number])
    arguments = MISSING if arguments is None or error is not None else arguments
    tool = columns.call_tools[number]
    duration = ending.get("duration_s")
    return MonitoredCall(
        step=step,
        end=end,
        tool=tool,
        classes=classes.of(tool, arguments),
        arguments=arguments,
        is_recorded_run=executed is not None,
        ran=_ran(trace.call_statuses[number], end, executed),
        status=trace.call_statuses[number],
        agent=detail.get("agent") or trace.agent,
        requested_at=parse_time(detail.get("at")),
        ended_at=parse_time(ending.get("at")),
        duration_s=duration if duration is not None else detail.get("duration_s"),
    )


def _ran(status: str, end: int | None, executed: Any) -> Ran:
    if status in ("denied", "pending"):
        return "no"
    if status in ("ok", "error") or executed is not None:
        return "yes"
    return "likely" if end is not None else "unknown"
