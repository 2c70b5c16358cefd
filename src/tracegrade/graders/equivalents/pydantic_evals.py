"""Equivalents of pydantic-evals: the agentic evaluators.

As there, the calls by which a model hands in its answer are none: those of `final_result`, and of
functions that make the output.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Literal, get_args

from tracegrade.errors import UsageError
from tracegrade.graders._base import Grader
from tracegrade.graders._calls import Counted
from tracegrade.graders._decoded import arguments_of
from tracegrade.graders._expectation import Expectation, ExpectedCall, Group, Rule
from tracegrade.graders._expectation._compare import ArgumentTest, Comparison
from tracegrade.graders._matching_calls import CallPattern
from tracegrade.graders.equivalents._plan_grader import PlanGrader, nothing_captured
from tracegrade.model import Finding, Grade, Verdict

if TYPE_CHECKING:
    from tracegrade.model import Case, Trace

__all__ = [
    "argument_correctness",
    "max_model_requests",
    "max_tool_calls",
    "tool_correctness",
    "trajectory_match",
]

Order = Literal["exact", "in_order", "any_order"]


def _counted(*, include_failed: bool) -> Counted:
    return "executed" if include_failed else "completed"


def _calls(names: Sequence[str]) -> tuple[ExpectedCall, ...]:
    if isinstance(names, str):
        raise UsageError("the expected tools are a list of names", hint=f"[{names!r}]")
    return tuple(ExpectedCall(name) for name in names)


def tool_correctness(
    expected_tools: Sequence[str], *, allow_extra: bool = False, include_failed: bool = False
) -> Grader:
    """Passes when just these tools were called, as often as they are named, in any order.

    Differs from pydantic-evals: a capture without any step is `unverifiable`, not failed.

    Args:
        expected_tools: Names; one that occurs twice is expected twice.
        allow_extra: Whether others may be called as well.
        include_failed: Whether failed attempts count as calls.

    Example:
        >>> from tracegrade import load_one
        >>> trace = load_one("fixtures/traces/native/approval_granted/input.jsonl")
        >>> tool_correctness(["refund"], allow_extra=True).grade(trace).verdict.value
        'pass'
    """
    expectation = Expectation(
        plans=(Group("any_order", _calls(expected_tools)),),
        extras="allowed" if allow_extra else "forbidden",
        counted=_counted(include_failed=include_failed),
    )
    return PlanGrader("tool_correctness", expectation, "all_or_nothing", counts_answers=False)


def trajectory_match(
    expected_trajectory: Sequence[str],
    *,
    order: Order = "in_order",
    include_failed: bool = False,
    threshold: float = 1.0,
) -> Grader:
    """Scores the tools called against a trajectory: 1 or 0 by `exact`, F1 by the other two.

    Differs from pydantic-evals: a capture without any step is `unverifiable`, not 0; and there is
    a verdict, by the threshold.

    Args:
        expected_trajectory: Names in order.
        order: `exact`, `in_order` (longest common subsequence) or `any_order` (multiset).
        include_failed: Whether failed attempts count as calls.
        threshold: Lowest F1 that passes.

    Raises:
        UsageError: `order` is none of these.

    Example:
        >>> from tracegrade import load_one
        >>> trace = load_one("fixtures/traces/native/approval_granted/input.jsonl")
        >>> round(trajectory_match(["refund"]).grade(trace).score, 3)
        0.667
    """
    if order not in get_args(Order):
        raise UsageError(f"order is one of {', '.join(get_args(Order))}, not {order!r}")
    kind = "any_order" if order == "any_order" else "sequence"
    expectation = Expectation(
        plans=(Group(kind, _calls(expected_trajectory)),),
        extras="forbidden",
        counted=_counted(include_failed=include_failed),
    )
    scoring = "all_or_nothing" if order == "exact" else "f1"
    return PlanGrader("trajectory_match", expectation, scoring, threshold, counts_answers=False)


def max_tool_calls(max_calls: int, *, include_failed: bool = True) -> Grader:
    """Passes when no more calls were made; failed attempts count, since they cost as much.

    Example:
        >>> from tracegrade import load_one
        >>> trace = load_one("fixtures/traces/native/approval_granted/input.jsonl")
        >>> max_tool_calls(1).grade(trace).findings[0].observed
        2
    """
    rule = Rule("count", ExpectedCall("*"), most=max_calls)
    counted = _counted(include_failed=include_failed)
    expectation = Expectation(rules=(rule,), counted=counted)
    return PlanGrader("max_tool_calls", expectation, counts_answers=False)


def max_model_requests(max_requests: int) -> Grader:
    """Passes when the model was called no more often.

    Example:
        >>> from tracegrade import load_one
        >>> trace = load_one("fixtures/traces/native/approval_granted/input.jsonl")
        >>> max_model_requests(1).grade(trace).verdict.value
        'fail'
    """
    if max_requests < 0:
        raise UsageError("max_requests is not below 0")
    return _MaxModelRequests(max_requests)


@dataclass(frozen=True)
class _MaxModelRequests(Grader):
    version: ClassVar[str] = "1"

    most: int

    @property
    def name(self) -> str:
        return "max_model_requests"

    def grade(self, trace: Trace, case: Case | None = None) -> Grade:
        """Whether there are so few model calls."""
        if not len(trace):
            return nothing_captured(self, trace)
        columns = trace.columns
        steps = [columns.ids[at] for at, kind in enumerate(columns.kinds) if kind == "assistant"]
        text = f"{len(steps)} model calls, at most {self.most} allowed"
        found = Finding(
            "N03", text, (*steps[self.most :], *steps[: self.most]), "fail", self.most, len(steps)
        )
        findings = (found,) if len(steps) > self.most else ()
        return self.decide(trace, findings, text, value=len(steps))


def argument_correctness(
    tool_name: str,
    expected_arguments: Mapping[str, Any],
    *,
    match_mode: Literal["exact", "subset"] = "subset",
    occurrence: Any = "first",
    include_failed: bool = False,
) -> Grader:
    """Passes when one call of a tool was made with these arguments.

    Their `subset` says that the expected arguments are among those of the call: it is the
    `superset` of `tracegrade.graders.expect.call`.

    Differs from pydantic-evals: where the capture records no arguments the grade is
    `unverifiable`, not failed.

    Args:
        tool_name: The tool.
        expected_arguments: Plain values or matchers.
        match_mode: `exact`, or `subset` of the top-level names.
        occurrence: Which call: `first`, `last`, or its number from 0.
        include_failed: Whether failed attempts count as calls.

    Raises:
        UsageError: `match_mode` is none of these.

    Example:
        >>> from tracegrade import load_one
        >>> trace = load_one("fixtures/traces/native/approval_granted/input.jsonl")
        >>> argument_correctness("refund", {"order_id": "A-9"}).grade(trace).findings[0].code
        'T04'
    """
    if match_mode not in ("exact", "subset"):
        raise UsageError(f"match_mode is 'exact' or 'subset', not {match_mode!r}")
    counted = _counted(include_failed=include_failed)
    return _ArgumentCorrectness(
        tool_name, dict(expected_arguments), match_mode == "exact", occurrence, counted
    )


@dataclass(frozen=True)
class _ArgumentCorrectness(Grader):
    version: ClassVar[str] = "1"

    tool: str
    expected: Mapping[str, Any] = field(hash=False)
    exact: bool
    occurrence: Any
    counted: Counted

    @property
    def name(self) -> str:
        return "argument_correctness"

    def grade(self, trace: Trace, case: Case | None = None) -> Grade:
        """Whether the call was made with the arguments."""
        if not len(trace):
            return nothing_captured(self, trace)
        name = ExpectedCall(self.tool)
        numbers = CallPattern(name, self.counted, None).found_in(trace).numbers
        ids = trace.columns.ids
        if not numbers:
            message = f"{self.tool!r} was never called"
            found = Finding("T01", message, (ids[-1],), expected=dict(self.expected))
            return self.decide(trace, (found,), message)
        number = self._chosen(numbers)
        steps = tuple(ids[trace.columns.call_steps[one]] for one in numbers)
        if number is None:
            message = f"{self.tool!r} was called {len(numbers)} times; {self.occurrence!r} is none"
            expected = "first, last, or a number from 0"
            found = Finding("Q02", message, steps, "fail", expected, len(numbers))
            return self.decide(trace, (found,), message)
        return self._compared(trace, number, ids[trace.columns.call_steps[number]])

    def _chosen(self, numbers: list[int]) -> int | None:
        if self.occurrence in ("first", "last"):
            return numbers[0 if self.occurrence == "first" else -1]
        if type(self.occurrence) is not int or not 0 <= self.occurrence < len(numbers):
            return None
        return numbers[self.occurrence]

    def _compared(self, trace: Trace, number: int, step: str) -> Grade:
        arguments = arguments_of(trace)
        if trace.columns.call_arguments[number] is None and not arguments.are_recorded:
            text = "the capture records no arguments"
            return self.give(trace, Verdict.UNVERIFIABLE, text)
        value, error = arguments.decoded(number)
        test = ArgumentTest(self.expected, "exact" if self.exact else "superset")
        made = test.compare(value) if error is None else Comparison()
        messages = [fault.message for fault in made.faults]
        messages += [f"the arguments are no JSON: {error}"] if error is not None else []
        if not messages:
            return self.passed(trace, f"{self.tool!r} was called with the arguments expected")
        found = Finding(
            "T04",
            f"{self.tool!r} was called with wrong arguments: {messages[0]}",
            (step,),
            expected={fault.pointer: fault.expected for fault in made.faults} or "JSON",
            observed={fault.pointer: fault.observed for fault in made.faults} or value,
        )
        return self.decide(trace, (found,), found.message)
