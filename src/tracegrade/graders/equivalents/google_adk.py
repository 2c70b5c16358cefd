"""Equivalent of Google ADK: tool trajectories, one a turn, by EXACT, IN_ORDER or ANY_ORDER."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Literal, get_args

from tracegrade.errors import UsageError
from tracegrade.graders._base import Grader
from tracegrade.graders._expectation import (
    Expectation,
    ExpectedCall,
    Group,
    Prepared,
    findings_of,
)
from tracegrade.graders._scopes import Scope, turn_count
from tracegrade.graders.equivalents._plan_grader import expected_calls
from tracegrade.model import Finding, Grade, Verdict

if TYPE_CHECKING:
    from tracegrade.model import Case, Trace

__all__ = ["MatchType", "tool_trajectory"]

MatchType = Literal["EXACT", "IN_ORDER", "ANY_ORDER"]


def tool_trajectory(
    expected_invocations: Sequence[Sequence[Mapping[str, Any]]],
    *,
    match_type: MatchType = "EXACT",
    ignore_args: bool = False,
    threshold: float = 1.0,
) -> Grader:
    """Scores each turn 1 or 0 by its tool calls, and passes when the mean reaches the threshold.

    `EXACT`: just these calls in this order. `IN_ORDER`: these in this order, others between.
    `ANY_ORDER`: these, and others.

    Differs from the ADK: where there is no turn the grader does not apply (`skip`), a turn that
    is missing scores 0, and extra calls that are free in the last two modes are still told.

    Args:
        expected_invocations: For each turn its calls, with `name` and `args`.
        match_type: One of the three.
        ignore_args: Whether only names are compared.
        threshold: Lowest mean that passes, 0..1.

    Raises:
        UsageError: `match_type` is none of these.

    Example:
        >>> from tracegrade import load_one
        >>> trace = load_one("fixtures/traces/native/approval_granted/input.jsonl")
        >>> expected = [[{"name": "refund", "args": {}}]]
        >>> tool_trajectory(expected, match_type="IN_ORDER", ignore_args=True).grade(trace).score
        1.0
    """
    if match_type not in get_args(MatchType):
        raise UsageError(f"match_type is one of {', '.join(get_args(MatchType))}")
    plans: list[Expectation] = []
    for number, records in enumerate(expected_invocations, start=1):
        calls = expected_calls(records)
        if ignore_args:
            calls = [ExpectedCall(call.tool) for call in calls]
        kind = "any_order" if match_type == "ANY_ORDER" else "sequence"
        extras = "forbidden" if match_type == "EXACT" else "allowed"
        plan = Group(kind, tuple(calls))
        plans.append(
            Expectation(plans=(plan,), extras=extras, counted="requested", scope=Scope(turn=number))
        )
    return _ToolTrajectory(tuple(plans), threshold)


@dataclass(frozen=True)
class _ToolTrajectory(Grader):
    version: ClassVar[str] = "1"

    plans: tuple[Expectation, ...]
    threshold: float
    _prepared: tuple[Prepared, ...] = field(init=False, repr=False, compare=False, hash=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_prepared", tuple(map(Prepared, self.plans)))

    @property
    def name(self) -> str:
        return "tool_trajectory"

    def grade(self, trace: Trace, case: Case | None = None) -> Grade:
        """The mean over turns, with what is wrong in each."""
        turns = turn_count(trace)
        if not self.plans and not turns:
            return self.give(trace, Verdict.SKIP, "there is no turn to compare")
        scores: list[float] = []
        findings: list[Finding] = []
        lines: list[list[Any]] = []
        for prepared in self._prepared:
            match = prepared.match(trace)
            scores.append(float(match.score == 1))
            lines.append([line.record() for line in match.lines])
            findings += findings_of(match)
        for turn in range(len(self.plans) + 1, turns + 1):
            scores.append(0.0)
            message = f"the trace has a turn {turn}, {len(self.plans)} are expected"
            ids = trace.columns.ids
            findings.append(Finding("Q01", message, (ids[-1],), "fail", len(self.plans), turns))
        mean = sum(scores) / len(scores)
        passes = mean >= self.threshold
        if passes:
            for finding in findings:
                finding.severity = "info"
        right = sum(score == 1 for score in scores)
        text = f"{right} of {len(scores)} turns are as expected"
        return self.give(
            trace,
            Verdict.PASS if passes else Verdict.FAIL,
            text,
            score=mean,
            findings=tuple(findings),
            details={"turns": [{"score": one} for one in scores], "calls": lines},
        )
