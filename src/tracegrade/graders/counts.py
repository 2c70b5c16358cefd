"""How often were tools called?"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf
from typing import TYPE_CHECKING, ClassVar

from tracegrade._globs import is_glob, matching_tools
from tracegrade.errors import UsageError
from tracegrade.graders._base import Grader
from tracegrade.graders._calls import Counted, counted_calls
from tracegrade.graders._codes import CodeMeaning
from tracegrade.model import Finding, Grade

if TYPE_CHECKING:
    from tracegrade.model import Case, Trace

__all__ = ["COUNT_CODES", "ToolCallCount"]

COUNT_CODES = (
    CodeMeaning(
        "N01",
        "too many calls",
        "Tools matching the pattern were called more often than allowed.",
        "The finding's first step is the first call over the limit.",
    ),
    CodeMeaning(
        "N02",
        "too few calls",
        "Tools matching the pattern were called less often than required.",
        "See which call is missing with `tracegrade show --trace ID`.",
    ),
)


@dataclass(frozen=True)
class ToolCallCount(Grader):
    """Passes when tools matching a pattern were called so often.

    Args:
        tool: Name or glob (`*`, `?`); matched exactly unless it holds one of these.
        at_most: Highest number of calls allowed.
        at_least: Lowest number of calls required.
        exactly: The number required, in place of the other two.
        counted: `completed` leaves out calls that failed, were denied or are pending; `executed`
            leaves out those that did not run; `requested` counts all.

    Raises:
        UsageError: No limit is given, or the limits contradict each other.

    Example:
        >>> from tracegrade.formats import load_one
        >>> trace = load_one("fixtures/traces/native/approval_reused/input.jsonl")
        >>> grade = ToolCallCount("refund*", at_most=1).grade(trace)
        >>> grade.verdict.value, grade.value
        ('fail', 2)
    """

    version: ClassVar[str] = "1"

    tool: str
    at_most: int | None = None
    at_least: int | None = None
    exactly: int | None = None
    counted: Counted = "completed"
    _is_glob: bool = field(init=False, repr=False, compare=False, default=False)
    _low: float = field(init=False, repr=False, compare=False, default=0)
    _high: float = field(init=False, repr=False, compare=False, default=inf)

    def __post_init__(self) -> None:
        limits = (self.at_most, self.at_least, self.exactly)
        if all(limit is None for limit in limits):
            raise UsageError("a count needs at_most, at_least or exactly")
        if any(limit is not None and limit < 0 for limit in limits):
            raise UsageError("a count of calls is never below 0")
        if self.exactly is not None and (self.at_most, self.at_least) != (None, None):
            raise UsageError("exactly goes without at_most and at_least")
        if self.at_most is not None and self.at_least is not None and self.at_least > self.at_most:
            raise UsageError(f"at_least {self.at_least} is more than at_most {self.at_most}")
        object.__setattr__(self, "_is_glob", is_glob(self.tool))
        low = self.at_least if self.exactly is None else self.exactly
        high = self.at_most if self.exactly is None else self.exactly
        object.__setattr__(self, "_low", 0 if low is None else low)
        object.__setattr__(self, "_high", inf if high is None else high)

    def grade(self, trace: Trace, case: Case | None = None) -> Grade:
        """Whether the number of matching calls lies within the limits."""
        numbers = counted_calls(trace, self.counted)
        tools = trace.columns.call_tools
        observed = tools if numbers is None else [tools[number] for number in numbers]
        if self._is_glob:
            count = len(matching_tools(self.tool, observed))
        else:
            count = observed.count(self.tool)
        text = f"{self.tool!r} was called {count} times"
        if self._low <= count <= self._high:
            return self.passed(trace, text, count)
        return self.decide(trace, (self._finding(trace, numbers, count),), text, value=count)

    def _finding(self, trace: Trace, numbers: list[int] | None, count: int) -> Finding:
        if count < self._low:
            message = f"{self.tool!r} was called {count} times, at least {self._low} needed"
            return Finding("N02", message, expected=self._low, observed=count)
        columns, high = trace.columns, int(self._high)
        matching = matching_tools(self.tool, set(columns.call_tools))
        steps = [
            columns.ids[columns.call_steps[number]]
            for number in (range(len(columns.call_steps)) if numbers is None else numbers)
            if columns.call_tools[number] in matching
        ]
        message = f"{self.tool!r} was called {count} times, at most {high} allowed"
        over = (*steps[high:], *steps[:high])
        return Finding("N01", message, over, expected=high, observed=count)
