"""Were the right tools called, with the right arguments, in the right order?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from tracegrade._globs import is_glob
from tracegrade.errors import UsageError
from tracegrade.graders._base import Grader
from tracegrade.graders._calls import Counted, counted_calls
from tracegrade.graders._codes import CodeMeaning
from tracegrade.graders._expectation import (
    Expectation,
    Extras,
    PlanItem,
    Prepared,
    expectation_of,
    expectation_of_case,
    grade_match,
    grade_unmet_names,
    said_of_all,
)
from tracegrade.graders._scopes import Scope
from tracegrade.model import Grade, Verdict

if TYPE_CHECKING:
    from tracegrade.graders._expectation import Match
    from tracegrade.model import Case, Trace

__all__ = ["TOOL_CODES", "ToolChoice"]

TOOL_CODES = (
    CodeMeaning(
        "T01",
        "expected tool not called",
        "A call that the plan requires was not made, or not as often as the plan has it.",
        "Look at the step where the call should have come, and at what the agent did instead.",
    ),
    CodeMeaning(
        "T02",
        "unexpected tool called",
        "A call was made that the plan does not have, and extra calls of its kind are not allowed.",
        "Allow extras, put the call into the plan, or take the tool away from the agent.",
    ),
    CodeMeaning(
        "T03",
        "tool called out of order",
        "The call is one that the plan has, but it came elsewhere than the plan has it.",
        "Use any_order, or ordered=False, if the order does not matter.",
    ),
    CodeMeaning(
        "T04",
        "wrong arguments",
        "A call of the right tool was made with other arguments than the plan has; the finding "
        "names each path with what was expected and what was there.",
        "Loosen what may vary with a matcher (near, regex, among), or fix the agent.",
    ),
    CodeMeaning(
        "T05",
        "forbidden call",
        "A call was made that must never be.",
        "Take the tool away from the agent, or say in its instructions when it may be used.",
    ),
    CodeMeaning(
        "T06",
        "called too often",
        "A rule allows so many such calls, and there were more.",
        "The finding's first step is the first call over the limit.",
    ),
    CodeMeaning(
        "T07",
        "called too seldom",
        "A rule needs so many such calls, and there were fewer.",
        "Look at the last step: by then the call was still missing.",
    ),
    CodeMeaning(
        "T08",
        "called too early",
        "The call came before another that has to come first, or beside it, so that it cannot have "
        "seen its result.",
        "See what the agent knew at that step; `same` says which arguments tie the calls together.",
    ),
    CodeMeaning(
        "T09",
        "called too late",
        "The call came after one after which it must never come.",
        "See why the agent went on after the step named second.",
    ),
    CodeMeaning(
        "T10",
        "forbidden transition",
        "The call came right after one that it must never follow directly.",
        "See what should have happened between the two steps.",
    ),
    CodeMeaning(
        "T11",
        "wrong first or last call",
        "A rule says how the calls begin or end, and they do not.",
        "Look at the step named: it is the first or last call that counts.",
    ),
    CodeMeaning(
        "T12",
        "failure not recovered from",
        "A call failed, and no call that makes up for it succeeded in time.",
        "Check whether the final answer tells of the failure.",
    ),
    CodeMeaning(
        "T13",
        "argument rule about nothing",
        "A path that the expectation names stands in no expected and no observed arguments.",
        "Look for a slip in the path; a rule about nothing checks nothing.",
    ),
    CodeMeaning(
        "T14",
        "plan cannot be decided",
        "Whether the plan is met cannot be told: its calls interleave in too many ways, or the "
        "capture does not say which were made side by side.",
        "Say more of the order or the arguments in the part named, or raise most_states.",
    ),
    CodeMeaning(
        "T15",
        "call cannot be decided",
        "Whether a call is right cannot be told: its arguments are not recorded, or nothing tells "
        "what effect its tool has.",
        "Declare the tool's effect in the expectation, or record arguments.",
    ),
)


@dataclass(frozen=True)
class ToolChoice(Grader):
    """Passes when the expected calls were made, and no rule is broken.

    A plan is a list of tool names, or of parts made by `tracegrade.graders.expect`: calls with
    arguments, sequences, alternatives, repetitions, rules. Flat plans are matched optimally, nested
    ones exactly within `Expectation.most_states`. A grade of more than names in any order has in its
    `details` a line for every call, and precision, recall and F1; `match` has them always. Its score is 1 for a
    plan that is met and gives partial credit below that; the verdict is the plan.

    Args:
        expected: Parts and rules, or an `Expectation`. Without it each trace is held against what
            its own case expects (`tools`, `counts`, `order`, `arguments`), and skipped where that
            says nothing.
        ordered: The parts come in this order; calls that one model call asked for side by side
            count as they are listed.
        extras: Whether calls beside the plan may come: `allowed`, `forbidden`, or the effect
            classes of those that may, e.g. `["read"]`.
        counted: Which calls count; see `ToolCallCount`.
        scope: The part of the trace to look at.

    Raises:
        UsageError: The expectation can never be met, or means nothing.

    Example:
        >>> from tracegrade.formats import load_one
        >>> trace = load_one("fixtures/traces/native/plain_success/input.jsonl")
        >>> ToolChoice(["delete_account"]).grade(trace).findings[0].code
        'T01'
    """

    version: ClassVar[str] = "4"

    expected: Expectation | PlanItem | Sequence[PlanItem] | None = None
    ordered: bool = False
    extras: Extras = "allowed"
    counted: Counted = "completed"
    scope: Scope | None = None
    _prepared: Prepared | None = field(
        init=False, repr=False, compare=False, hash=False, default=None
    )
    _times: dict[str, int] | None = field(
        init=False, repr=False, compare=False, hash=False, default=None
    )
    _count: int = field(init=False, repr=False, compare=False, hash=False, default=0)
    _said: str = field(init=False, repr=False, compare=False, hash=False, default="")

    def __post_init__(self) -> None:
        if isinstance(self.expected, list):
            object.__setattr__(self, "expected", tuple(self.expected))
        if not isinstance(self.extras, str):
            object.__setattr__(self, "extras", tuple(self.extras))
        if self.expected is None:
            self._need_no_options("an expectation of the case")
        elif isinstance(self.expected, Expectation):
            self._need_no_options("an Expectation")
            object.__setattr__(self, "_prepared", Prepared(self.expected))
        else:
            self._prepare(self.expected)

    def _need_no_options(self, what: str) -> None:
        if (self.ordered, self.extras, self.counted) != (False, "allowed", "completed"):
            hint = "it has fields of its own for them"
            raise UsageError(f"{what} goes without ordered, extras and counted", hint=hint)

    def _prepare(self, expected: PlanItem | Sequence[PlanItem]) -> None:
        expectation = expectation_of(
            expected,
            ordered=self.ordered,
            extras=self.extras,
            counted=self.counted,
            scope=self.scope,
        )
        object.__setattr__(self, "_prepared", Prepared(expectation))
        items = list(expected) if isinstance(expected, list | tuple) else [expected]
        names = [item for item in items if isinstance(item, str) and not is_glob(item)]
        if names and len(names) == len(items) and self.extras == "allowed" and self.scope is None:
            object.__setattr__(self, "_times", dict(Counter(names)))
            object.__setattr__(self, "_count", len(names))
            object.__setattr__(self, "_said", said_of_all(len(names)))

    def grade(self, trace: Trace, case: Case | None = None) -> Grade:
        """Whether the expected calls were made, with what became of each call."""
        made = None if self._times is None else self._by_names(trace, self._times)
        if made is not None:
            return made
        prepared = self._prepared_for(case)
        if prepared is None:
            return self.give(trace, Verdict.SKIP, "the case expects nothing of calls")
        return grade_match(self, trace, prepared)

    def match(self, trace: Trace, case: Case | None = None) -> Match | None:
        """How the calls of a trace pair with the expected ones; `None` if nothing is expected.

        Example:
            >>> from tracegrade.formats import load_one
            >>> trace = load_one("fixtures/traces/native/approval_granted/input.jsonl")
            >>> [line.text for line in ToolChoice(["refund"]).match(trace).lines]
            ["extra, allowed: 'lookup_order' (s3)", "matched: 'refund' (s6) is /plan/0"]
        """
        prepared = self._prepared_for(case)
        return None if prepared is None else prepared.match(trace)

    def _prepared_for(self, case: Case | None) -> Prepared | None:
        if self._prepared is not None:
            return self._prepared
        expectation = expectation_of_case(case)
        if expectation is not None and self.scope is not None and expectation.scope is None:
            expectation = expectation_of(expectation, scope=self.scope)
        return None if expectation is None else Prepared(expectation)

    def _by_names(self, trace: Trace, times: dict[str, int]) -> Grade | None:
        """The grade, where names alone tell it: what most grades ask."""
        numbers = counted_calls(trace, self.counted)
        tools = trace.columns.call_tools
        observed = tools if numbers is None else [tools[number] for number in numbers]
        if self._holds(observed, times):
            return self.passed(trace, self._said, self._count)
        return None if self.ordered else grade_unmet_names(self, trace, times, observed)

    def _holds(self, observed: Sequence[str], times: dict[str, int]) -> bool:
        """Whether tools of these names were called."""
        if self.ordered:
            rest = iter(observed)
            names: Any = self.expected
            return all(tool in rest for tool in names)
        for tool, wanted in times.items():
            if tool not in observed or (wanted > 1 and observed.count(tool) < wanted):
                return False
        return True
