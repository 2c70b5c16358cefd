"""What the monitor says of a call, and how it is said: findings, or questions where it is open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracegrade.graders.approval._failure import Failure
from tracegrade.model import Finding, Question

if TYPE_CHECKING:
    from tracegrade.graders.approval._calls import MonitoredCall
    from tracegrade.graders.approval._events import Events, Grant
    from tracegrade.model import Trace
    from tracegrade.model.grade import Severity

__all__ = ["CallRecord", "Report"]


@dataclass(slots=True)
class CallRecord:
    """What the monitor says of one call.

    Attributes:
        call: The call.
        required: Whether a rule asks for a grant; `None` where its class is unknown.
        grant: The grant that covers it.
        nearest: Where none does, the one that comes closest.
        failed: Predicates that keep the nearest from covering it: `V1` to `V9`.
        verdict: `pass`, `fail`, `unverifiable`, `not_run`, or `not_required`.
        findings: What is wrong.
        questions: What is open.
    """

    call: MonitoredCall
    required: bool | None = False
    grant: Grant | None = None
    nearest: Grant | None = None
    failed: tuple[str, ...] = ()
    verdict: str = "not_required"
    findings: tuple[Finding, ...] = ()
    questions: tuple[Question, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether something of it is left to be asked."""
        return bool(self.questions)

    def settle(self) -> None:
        """Take the verdict from what was found."""
        if any(finding.severity == "fail" for finding in self.findings):
            self.verdict = "fail"
        elif self.questions:
            self.verdict = "unverifiable"


class Report:
    """Adds findings and questions to the records of one trace.

    Args:
        trace: The trace.
        doubted: Codes that mean nothing where the capture does not record approvals.
    """

    def __init__(self, trace: Trace, *, doubted: tuple[str, ...]) -> None:
        self._ids = trace.columns.ids
        self._doubted = () if "approvals" in trace.capabilities else doubted

    def add(
        self,
        record: CallRecord,
        failure: Failure,
        shown: int | None = None,
        *,
        severity: Severity = "fail",
    ) -> None:
        """Add a finding, or a question where the record leaves it open."""
        call = record.call
        steps = tuple(self._ids[at] for at in (call.step, shown) if at is not None)
        doubt = self._doubt(failure, call)
        if failure.certain and (doubt is None or severity == "warn"):
            finding = Finding(failure.code, failure.message, steps, severity, also=failure.also)
            finding.expected, finding.observed = failure.expected, failure.observed
            record.findings += (finding,)
        else:
            text = failure.message if doubt is None else f"{failure.message}: {doubt}"
            record.questions += (Question(text, steps, failure.code),)

    def add_failures(self, record: CallRecord, grant: Grant, failed: list[Failure]) -> None:
        """Add what keeps the nearest grant from covering a call, as one finding."""
        certain = [failure for failure in failed if failure.certain]
        first = (certain or failed)[0]
        where = self._ids[grant.step]
        message = f"{record.call.tool!r} ran, but the grant in {where} {first.message}"
        others = (code for each in certain for code in (each.code, *each.also))
        also = tuple(dict.fromkeys(code for code in others if code != first.code))
        whole = Failure(
            first.code,
            first.predicate,
            message,
            first.certain,
            first.expected,
            first.observed,
            also,
        )
        record.nearest = grant
        record.failed = tuple(dict.fromkeys(each.predicate for each in failed))
        self.add(record, whole, grant.step)

    def add_mismatch(self, record: CallRecord, events: Events, ran_steps: set[int]) -> None:
        """Add that a batch cannot be bound: certain where more ran than can have been granted."""
        decision = events.mismatched[record.call.step]
        calls, granted = events.batches[decision]
        ran = sum(call in ran_steps for call in calls)
        text = (
            f"{record.call.tool!r}: its batch names no items, and decisions cannot be bound to it"
        )
        self.add(record, Failure("A12", "V4", text, ran > granted), decision)

    def _doubt(self, failure: Failure, call: MonitoredCall) -> str | None:
        """Why a failure cannot be told after all."""
        if call.ran == "unknown":
            return "no result is recorded, so it may not have run"
        if failure.code in self._doubted:
            return "this capture does not record approvals"
        return None
