"""Equivalent of MLflow's deterministic tool call correctness."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from tracegrade.graders._expectation import Expectation, Group
from tracegrade.graders.equivalents._plan_grader import PlanGrader, expected_calls

if TYPE_CHECKING:
    from tracegrade.graders._base import Grader

__all__ = ["tool_call_correctness"]


def tool_call_correctness(
    expected_tool_calls: Sequence[Mapping[str, Any]], *, should_consider_ordering: bool = False
) -> Grader:
    """Passes when just these calls were made; those given without arguments may have any.

    Differs from MLflow: calls are a multiset, and leaving the arguments of one call open leaves
    those of the others as they are.

    Args:
        expected_tool_calls: With `name`, and `arguments` where they matter.
        should_consider_ordering: Whether the order counts.

    Example:
        >>> from tracegrade import load_one
        >>> trace = load_one("fixtures/traces/native/approval_granted/input.jsonl")
        >>> calls = [{"name": "refund"}, {"name": "lookup_order"}]
        >>> tool_call_correctness(calls).grade(trace).verdict.value
        'pass'
    """
    kind = "sequence" if should_consider_ordering else "any_order"
    calls = expected_calls(expected_tool_calls, arguments="arguments")
    plan = Group(kind, tuple(calls))
    expectation = Expectation(plans=(plan,), extras="forbidden", counted="requested")
    return PlanGrader("tool_call_correctness", expectation, "all_or_nothing")
