"""The match of a trace with an expectation: the best-fitting plan, the rules, and what follows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from tracegrade.graders._expectation._any_order import match_any_order
from tracegrade.graders._expectation._lines import CallLine, lines_of
from tracegrade.graders._expectation._nested import match_nested
from tracegrade.graders._expectation._observed import Observed
from tracegrade.graders._expectation._plan import made_plan
from tracegrade.graders._expectation._rules_check import RuleCheck, prepared_rule
from tracegrade.graders._expectation._sequence import match_sequence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracegrade.graders._expectation._alignment import Alignment
    from tracegrade.graders._expectation._expectation import Expectation
    from tracegrade.graders._expectation._plan import Plan
    from tracegrade.model import Trace

__all__ = ["Match", "Prepared"]


@dataclass
class Match:
    """How a trace fits an expectation.

    Attributes:
        plan: Number of the best-fitting plan, from 0; -1 where there is none.
        lines: A line for every call.
        rules: What holding it against the rules found.
        observed: The calls that were looked at.
        exceeded: The part of the plan that is too much to decide, if one is.
        undecided: What else the capture lacks for telling.
        fails: Whether the plan is known not to be met, whatever the lines say.
        unreached: Paths of argument rules under which no matched call had anything.

    Example:
        >>> from tracegrade import graders as g, load_one
        >>> trace = load_one("fixtures/traces/native/approval_granted/input.jsonl")
        >>> match = g.ToolChoice(["lookup_order", "refund", "notify"]).match(trace)
        >>> round(match.precision, 2), round(match.recall, 2), round(match.f1, 2)
        (1.0, 0.67, 0.8)
    """

    plan: int
    lines: list[CallLine]
    rules: RuleCheck
    observed: Observed
    exceeded: str | None = None
    undecided: str | None = None
    fails: bool = False
    unreached: tuple[str, ...] = ()

    @cached_property
    def _tally(self) -> Counter[str]:
        return Counter([line.status for line in self.lines])

    def count(self, *statuses: str) -> int:
        """How many lines have one of these statuses."""
        return sum(self._tally[status] for status in statuses)

    @property
    def faults(self) -> int:
        """How many calls are missing, extra, wrong or out of order."""
        return self.count("wrong_arguments", "out_of_order", "missing", "extra")

    @property
    def expected(self) -> int:
        """How many calls the plan expects, with those optional ones that came."""
        return len(self.lines) - self._beside

    @cached_property
    def _beside(self) -> int:
        return [line.leaf for line in self.lines].count(None)

    @property
    def precision(self) -> float:
        """The share of the observed calls that is as expected, 0..1; 1 if nothing was called."""
        calls = len(self.observed)
        return self.count("matched") / calls if calls else float(not self.expected)

    @property
    def recall(self) -> float:
        """The share of the expected calls that came as expected, 0..1; 1 if none is expected."""
        return self.count("matched") / self.expected if self.expected else 1.0

    @property
    def f1(self) -> float:
        """Twice the matched calls by the expected and the observed ones; 1 if there are none."""
        calls = self.expected + len(self.observed)
        return 2 * self.count("matched") / calls if calls else 1.0

    @property
    def score(self) -> float:
        """Partial credit, 0..1: as F1, but wrong arguments and order count in part.

        Extra calls that are allowed cost nothing; a broken rule counts as a call that is wrong.
        It is 1 if and only if nothing is wrong.
        """
        broken = sum(finding.severity == "fail" for finding in self.rules.findings)
        if not self.faults and not broken and not self.fails:
            return 1.0
        credit = sum([line.credit for line in self.lines])
        charged = self.expected + len(self.observed) - self.count("allowed_extra") + broken
        return min(2 * credit / charged, 1 - 1e-9) if charged else 0.0

    def details(self) -> dict[str, Any]:
        """The table that a grade carries."""
        return {
            "plan": self.plan,
            "precision": self.precision,
            "recall": self.recall,
            "f1": self.f1,
            "calls": [line.record() for line in self.lines],
        }


class Prepared:
    """An expectation made ready to be held against many traces.

    Attributes:
        expectation: The expectation.
    """

    __slots__ = ("_plans", "_rules", "_size", "expectation")

    def __init__(self, expectation: Expectation) -> None:
        self.expectation = expectation
        self._plans = [made_plan(plan, expectation.arguments) for plan in expectation.plans]
        self._rules = [
            prepared_rule(rule, number, expectation.arguments)
            for number, rule in enumerate(expectation.rules)
        ]
        self._size = max((_size(plan) for plan in self._plans), default=0)

    def match(
        self,
        trace: Trace,
        *,
        tools: Sequence[str] | None = None,
        numbers: Sequence[int] | None = None,
    ) -> Match:
        """How a trace fits: with the best of the plans, and with all rules.

        Args:
            trace: The trace.
            tools: Names to go by in place of the tools' own, one for each call of the trace.
            numbers: The calls to look at, by their numbers in the trace, in place of those that
                the expectation counts.
        """
        observed = Observed(trace, self.expectation, self._size, tools=tools, numbers=numbers)
        check = self._check_rules(trace, observed, tools)
        best = Match(-1, [], check, observed)
        for number, plan in enumerate(self._plans):
            single = len(self._plans) == 1
            prefix = "/plan" if single else f"/plans/{number}"
            # Leaves of plans have the same numbers: what is known of one says nothing of another.
            seen = observed
            if not single:
                seen = Observed(trace, self.expectation, self._size, tools=tools, numbers=numbers)
            match = self._match_plan(number, plan, seen, prefix)
            match.rules = check
            if best.plan < 0 or _rank(match) < _rank(best):
                best = match
        return best

    def _match_plan(self, number: int, plan: Plan, observed: Observed, prefix: str) -> Match:
        found = self._alignment(plan, observed)
        lines = [] if found.exceeded else lines_of(plan, observed, found, prefix)
        match = Match(number, lines, RuleCheck(), observed, found.exceeded, found.undecided)
        match.fails = found.fails
        if found.met:  # the pairs shown are not the ones that show it
            match.lines = [line for line in lines if line.status in ("matched", "allowed_extra")]
        match.unreached = _unreached(observed, lines)
        return match

    def _alignment(self, plan: Plan, observed: Observed) -> Alignment:
        if plan.shape == "any_order":
            return match_any_order(plan, observed)
        if plan.shape == "sequence":
            return match_sequence(plan, observed)
        return match_nested(plan, observed, self.expectation.most_states)

    def _check_rules(
        self, trace: Trace, observed: Observed, tools: Sequence[str] | None
    ) -> RuleCheck:
        check = RuleCheck()
        by_counted = {self.expectation.counted: observed}
        for prepared in self._rules:
            default = "executed" if prepared.rule.kind == "recovers" else self.expectation.counted
            counted = prepared.rule.counted or default
            if counted not in by_counted:
                by_counted[counted] = Observed(
                    trace, self.expectation, self._size, tools=tools, counted=counted
                )
            check.hold(prepared, by_counted[counted])
        return check


def _size(plan: Plan) -> int:
    """How many calls a plan names, each as often as it is needed."""
    return sum(len(leaf.places) for leaf in plan.leaves) + sum(slot.least for slot in plan.slots)


def _rank(match: Match) -> tuple[bool, int, int, float]:
    """How badly a plan fits: what is left undecided ranks after what is decided and met."""
    undecided = match.count("undecided") + (match.exceeded is not None)
    return (match.fails, match.faults, undecided, -match.score)


def _unreached(observed: Observed, lines: list[CallLine]) -> tuple[str, ...]:
    """Paths of argument rules under which none of the compared calls had anything."""
    paths: dict[str, bool] = {}
    for line in lines:
        if line.leaf is None or line.call < 0 or not line.leaf.test.paths:
            continue
        reached = observed.compared(line.leaf, line.call).reached
        for path in line.leaf.test.paths:
            paths[path] = paths.get(path, False) or path in reached
    return tuple(sorted(path for path, reached in paths.items() if not reached))
