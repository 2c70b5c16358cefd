"""Were the right tools called?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, Literal

from tracegrade._lcs import common_subsequence
from tracegrade.errors import UsageError
from tracegrade.graders._base import Grader
from tracegrade.graders._calls import Counted, counted_calls
from tracegrade.graders._codes import CodeMeaning
from tracegrade.model import Finding, Grade

if TYPE_CHECKING:
    from tracegrade.model import Case, Trace

__all__ = ["TOOL_CODES", "ToolChoice"]

TOOL_CODES = (
    CodeMeaning(
        "T01",
        "expected tool not called",
        "A tool that the expectation names was called less often than it names it.",
        "Look at the step where the call should have come, and at what the agent did instead.",
    ),
    CodeMeaning(
        "T02",
        "unexpected tool called",
        "A tool was called that the expectation does not name, or more often than it names it.",
        "Allow extras, name the tool in the expectation, or take the tool away from the agent.",
    ),
    CodeMeaning(
        "T03",
        "tool called out of order",
        "The expected tools were called, but not in the expected order.",
        "Use ordered=False if the order does not matter.",
    ),
)

Extras = Literal["allowed", "forbidden"]


@dataclass(frozen=True)
class ToolChoice(Grader):
    """Passes when the expected tools were called.

    The score is the F1 of expected against observed calls, as multisets if the order does not
    matter and as sequences if it does.

    Args:
        expected: Names of tools; a name that occurs twice is expected twice.
        ordered: The calls have to come in this order.
        extras: Whether other calls may come between; `forbidden` makes each one a finding.
        counted: Which calls count; see `ToolCallCount`.

    Raises:
        UsageError: `expected` is a single text, or `extras` is neither word.

    Example:
        >>> from tracegrade.formats import load_one
        >>> trace = load_one("fixtures/traces/native/plain_success/input.jsonl")
        >>> ToolChoice(["delete_account"]).grade(trace).findings[0].code
        'T01'
    """

    version: ClassVar[str] = "1"

    expected: Sequence[str]
    ordered: bool = False
    extras: Extras = "allowed"
    counted: Counted = "completed"
    _times: dict[str, int] = field(init=False, repr=False, compare=False, hash=False)

    def __post_init__(self) -> None:
        if isinstance(self.expected, str):
            raise UsageError("expected is a list of tool names", hint=f"[{self.expected!r}]")
        if self.extras not in ("allowed", "forbidden"):
            raise UsageError(f"extras is 'allowed' or 'forbidden', not {self.extras!r}")
        object.__setattr__(self, "expected", tuple(self.expected))
        object.__setattr__(self, "_times", dict(Counter(self.expected)))

    def grade(self, trace: Trace, case: Case | None = None) -> Grade:
        """Whether the expected tools were called, with each missing or extra call."""
        numbers = counted_calls(trace, self.counted)
        tools = trace.columns.call_tools
        observed = tools if numbers is None else [tools[number] for number in numbers]
        if self.extras == "allowed" and self._holds(observed):
            return self.passed(trace, f"all {len(self.expected)} expected calls were made")
        return self._explained(trace, observed, numbers)

    def _holds(self, observed: Sequence[str]) -> bool:
        if self.ordered:
            return _is_subsequence(self.expected, observed)
        for tool, times in self._times.items():
            if tool not in observed or (times > 1 and observed.count(tool) < times):
                return False
        return True

    def _explained(self, trace: Trace, observed: list[str], numbers: list[int] | None) -> Grade:
        findings: list[Finding] = []
        matched = 0
        for tool, wanted in self._times.items():
            seen = observed.count(tool)
            matched += min(wanted, seen)
            if seen < wanted:
                findings.append(_missing(tool, wanted, seen))
        if not findings and self.ordered and not _is_subsequence(self.expected, observed):
            findings.append(self._out_of_order(trace, observed, numbers))
        if self.extras == "forbidden":
            findings += self._extra(trace, observed, numbers)
        if self.ordered:
            matched = len(common_subsequence(self.expected, observed))
        total = len(self.expected) + len(observed)
        score = 2 * matched / total if total else 1.0
        order = " in order" if self.ordered else ""
        why = f": {findings[0].message}" if findings else ""
        text = f"{matched} of {len(self.expected)} expected calls were made{order}{why}"
        return self.decide(trace, findings, text, score=score if findings else 1.0)

    def _out_of_order(
        self, trace: Trace, observed: list[str], numbers: list[int] | None
    ) -> Finding:
        place = _first_break(self.expected, observed)
        steps = tuple(
            _step_id(trace, number, numbers)
            for number, tool in enumerate(observed)
            if tool == self.expected[place]
        )
        message = f"{self.expected[place]!r} was not called after {self.expected[place - 1]!r}"
        return Finding("T03", message, steps, expected=list(self.expected), observed=observed)

    def _extra(self, trace: Trace, observed: list[str], numbers: list[int] | None) -> list[Finding]:
        left = Counter(self.expected)
        findings: list[Finding] = []
        for number, tool in enumerate(observed):
            left[tool] -= 1
            if left[tool] < 0:
                message = f"{tool!r} was called, which was not expected"
                steps = (_step_id(trace, number, numbers),)
                findings.append(Finding("T02", message, steps, observed=tool))
        return findings


def _is_subsequence(expected: Sequence[str], observed: Sequence[str]) -> bool:
    rest = iter(observed)
    return all(tool in rest for tool in expected)


def _first_break(expected: Sequence[str], observed: Sequence[str]) -> int:
    """The place in `expected` of the first tool not found after those before it."""
    rest = iter(observed)
    return next(place for place, tool in enumerate(expected) if tool not in rest)


def _missing(tool: str, wanted: int, seen: int) -> Finding:
    times = "never called" if not seen else f"called {seen} of {wanted} times"
    return Finding("T01", f"{tool!r} was {times}", (), "fail", wanted, seen)


def _step_id(trace: Trace, number: int, numbers: list[int] | None) -> str:
    columns = trace.columns
    return columns.ids[columns.call_steps[number if numbers is None else numbers[number]]]
