"""Equivalents of ragas: tool call accuracy and tool call F1."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from tracegrade._assignment import heaviest_pairs
from tracegrade.graders._base import Grader
from tracegrade.graders._decoded import arguments_of
from tracegrade.graders._expectation import (
    Expectation,
    ExpectedCall,
    Group,
    Prepared,
    findings_of,
)
from tracegrade.graders._expectation._values import same_value
from tracegrade.graders.equivalents._plan_grader import PlanGrader, expected_calls
from tracegrade.model import Grade, Verdict

if TYPE_CHECKING:
    from tracegrade.model import Case, Trace

__all__ = ["tool_call_accuracy", "tool_call_f1"]

_UNIT = 1_000_000  # millionths of a call, so that the best assignment is exact


def tool_call_f1(
    reference_tool_calls: Sequence[Mapping[str, Any]], *, threshold: float = 1.0
) -> Grader:
    """Scores the calls against a reference by F1; a call counts if its arguments are equal.

    Differs from ragas: calls are a multiset, so that repeating one costs precision, and where
    neither side has a call the score is 1.

    Args:
        reference_tool_calls: With `name` and `args`.
        threshold: Lowest F1 that passes.

    Example:
        >>> from tracegrade import load_one
        >>> trace = load_one("fixtures/traces/native/approval_granted/input.jsonl")
        >>> tool_call_f1([{"name": "refund", "args": {}}]).grade(trace).score
        0.0
    """
    plan = Group("any_order", tuple(expected_calls(reference_tool_calls)))
    expectation = Expectation(plans=(plan,), extras="forbidden", counted="requested")
    return PlanGrader("tool_call_f1", expectation, "f1", threshold)


def tool_call_accuracy(
    reference_tool_calls: Sequence[Mapping[str, Any]],
    *,
    strict_order: bool = True,
    extra_arguments: str = "wrong",
    threshold: float = 1.0,
) -> Grader:
    """Scores the arguments of the reference's calls, if all of these were made.

    The score is the mean share of right arguments over the reference, times the share of the
    observed calls that the reference has; 0 where one of its calls is missing or out of order.

    Differs from ragas: extra calls cost precision and not everything; without strict order calls
    are paired by optimal assignment, not by sorting; arguments are compared as JSON, so that
    `"1"` is not 1 and the order of keys makes no difference; arguments that the reference does not
    have are wrong unless `extra_arguments` says `free`.

    Args:
        reference_tool_calls: With `name` and `args`.
        strict_order: Whether the order counts.
        extra_arguments: `wrong` or `free`.
        threshold: Lowest score that passes.

    Example:
        >>> from tracegrade import load_one
        >>> trace = load_one("fixtures/traces/native/approval_granted/input.jsonl")
        >>> reference = [{"name": "lookup_order", "args": {"order_id": "A-1001"}}]
        >>> tool_call_accuracy(reference).grade(trace).score
        0.5
    """
    calls = tuple(expected_calls(reference_tool_calls))
    return _ToolCallAccuracy(calls, strict_order, extra_arguments == "free", threshold)


@dataclass(frozen=True)
class _ToolCallAccuracy(Grader):
    version: ClassVar[str] = "1"

    calls: tuple[ExpectedCall, ...]
    ordered: bool
    free: bool
    threshold: float
    _prepared: Prepared = field(init=False, repr=False, compare=False, hash=False)

    def __post_init__(self) -> None:
        kind = "sequence" if self.ordered else "any_order"
        mode = "superset" if self.free else "exact"
        plan = Group(kind, tuple(ExpectedCall(one.tool, one.arguments, mode) for one in self.calls))
        expectation = Expectation(plans=(plan,), extras="forbidden", counted="requested")
        object.__setattr__(self, "_prepared", Prepared(expectation))

    @property
    def name(self) -> str:
        return "tool_call_accuracy"

    def grade(self, trace: Trace, case: Case | None = None) -> Grade:
        """The share of right arguments, with what became of each call."""
        match = self._prepared.match(trace)
        score = self._score(trace)
        passes = score >= self.threshold
        findings = findings_of(match)
        if passes:
            for finding in findings:
                finding.severity = "info"
        text = f"accuracy {score:.4g}, precision {match.precision:.3f}"
        if findings and not passes:
            text = f"{text}: {findings[0].message}"
        return self.give(
            trace,
            Verdict.PASS if passes else Verdict.FAIL,
            text,
            score=score,
            findings=tuple(findings),
            details=match.details(),
        )

    def _score(self, trace: Trace) -> float:
        tools = trace.columns.call_tools
        if not self.calls or not tools:
            return float(not self.calls and not tools)
        arguments = arguments_of(trace)
        shares = [
            {
                number: self._share(call.arguments or {}, arguments.decoded(number).value)
                for number, tool in enumerate(tools)
                if tool == call.tool
            }
            for call in self.calls
        ]
        best = _in_order(shares, len(tools)) if self.ordered else _assigned(shares)
        return (best or 0.0) / max(len(self.calls), len(tools))

    def _share(self, expected: Mapping[str, Any], observed: Any) -> float:
        """The share of the reference's arguments that is right, or of all that there are."""
        if not isinstance(observed, dict):
            return 0.0
        names = expected.keys() if self.free else expected.keys() | observed.keys()
        right = sum(name in observed and same_value(expected[name], observed[name])
                    for name in expected)  # fmt: skip
        return right / len(names) if names else 1.0


def _in_order(shares: list[dict[int, float]], calls: int) -> float | None:
    """The best total of pairs in order; `None` if a call of the reference has no partner."""
    best: list[float | None] = [0.0] * (calls + 1)
    for row in shares:
        above = best
        best = [None for _ in above]
        for number in range(calls):
            best[number + 1] = best[number]
            before = above[number]
            if number in row and before is not None:
                best[number + 1] = max(before + row[number], best[number] or 0.0)
    return best[-1]


def _assigned(shares: list[dict[int, float]]) -> float | None:
    """The best total of pairs in any order; `None` if a call of the reference has no partner."""
    # One more than the share, so that no call is left alone for the sake of better arguments.
    weights = [
        {number: _UNIT * len(shares) * 2 + round(_UNIT * share) for number, share in row.items()}
        for row in shares
    ]
    pairs = heaviest_pairs(weights)
    if len(pairs) < len(shares):
        return None
    return sum(shares[row][number] for row, number in pairs)
