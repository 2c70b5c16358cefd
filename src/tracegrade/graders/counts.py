"""How often were tools called, and how often the model?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf
from typing import TYPE_CHECKING, Any, ClassVar, Literal, NamedTuple, get_args

from tracegrade._globs import is_glob, matching_tools
from tracegrade._text import times
from tracegrade.errors import UsageError
from tracegrade.graders._base import Grader
from tracegrade.graders._calls import Counted, counted_calls
from tracegrade.graders._codes import CodeMeaning
from tracegrade.graders._decoded import arguments_of
from tracegrade.graders._expectation import ExpectedCall
from tracegrade.graders._matching_calls import CallPattern, FoundCalls
from tracegrade.graders._scopes import Scope, call_agents, call_turns, turn_count, turns_of_steps
from tracegrade.model import Finding, Grade, Question, Verdict
from tracegrade.signals import EffectClass

if TYPE_CHECKING:
    from tracegrade.model import Case, Trace

__all__ = ["COUNT_CODES", "ModelCallCount", "ToolCallCount"]

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
        "The finding's first step is where the call was still missing: the last step, or that of "
        "the turn.",
    ),
    CodeMeaning(
        "N03",
        "too many model calls",
        "The model was called more often than allowed.",
        "The finding's first step is the first model call over the limit.",
    ),
    CodeMeaning(
        "N04",
        "too few model calls",
        "The model was called less often than required.",
        "The trace's last step is named: by then the model calls were still missing.",
    ),
)

Per = Literal["trace", "turn", "agent", "model_call"]
"""Within what calls are counted: all together, or apart in each turn, agent or model call."""


_EMPTY = "the capture is empty"


class _Limits(NamedTuple):
    low: float
    high: float


def _limits(at_most: int | None, at_least: int | None, exactly: int | None) -> _Limits:
    """The lowest and highest number allowed.

    Raises:
        UsageError: No limit is given, or the limits contradict each other.
    """
    limits = (at_most, at_least, exactly)
    if all(limit is None for limit in limits):
        raise UsageError("a count needs at_most, at_least or exactly")
    if any(limit is not None and limit < 0 for limit in limits):
        raise UsageError("a count of calls is never below 0")
    if exactly is not None:
        if (at_most, at_least) != (None, None):
            raise UsageError("exactly goes without at_most and at_least")
        return _Limits(exactly, exactly)
    if at_most is not None and at_least is not None and at_least > at_most:
        raise UsageError(f"at_least {at_least} is more than at_most {at_most}")
    return _Limits(at_least or 0, inf if at_most is None else at_most)


@dataclass(frozen=True)
class ToolCallCount(Grader):
    """Passes when tools matching a pattern were called so often.

    Args:
        tool: Name or glob (`*`, `?`), matched exactly unless it holds one of these; or a call made
            by `tracegrade.graders.expect.call`, to count only calls with such arguments.
        at_most: Highest number of calls allowed.
        at_least: Lowest number of calls required.
        exactly: The number required, in place of the other two.
        counted: `completed` leaves out calls that failed, were denied or are pending; `executed`
            leaves out those that did not run; `requested` counts all.
        effect: Only tools of this effect class; see `tracegrade.signals.effect_classes`. Where the
            count hangs on tools of unknown effect, the grade is `unverifiable`.
        effects: Effect class by tool name or glob, where the name does not tell.
        per: Within what the limits hold: the `trace`, each `turn`, `agent` or `model_call`.
        scope: The part of the trace to look at.

    Raises:
        UsageError: No limit is given, or the limits contradict each other.

    Example:
        >>> from tracegrade.formats import load_one
        >>> trace = load_one("fixtures/traces/native/approval_reused/input.jsonl")
        >>> grade = ToolCallCount("refund*", at_most=1).grade(trace)
        >>> grade.verdict.value, grade.value
        ('fail', 2)
        >>> ToolCallCount(effect="money", at_most=1, per="turn").grade(trace).verdict.value
        'fail'
    """

    version: ClassVar[str] = "4"

    tool: str | ExpectedCall = "*"
    at_most: int | None = None
    at_least: int | None = None
    exactly: int | None = None
    counted: Counted = "completed"
    effect: str | None = None
    per: Per = "trace"
    scope: Scope | None = None
    effects: Mapping[str, EffectClass] = field(default_factory=dict[str, EffectClass], hash=False)
    _is_glob: bool = field(init=False, repr=False, compare=False, default=False)
    _low: float = field(init=False, repr=False, compare=False, default=0)
    _high: float = field(init=False, repr=False, compare=False, default=inf)
    _pattern: CallPattern | None = field(
        init=False, repr=False, compare=False, hash=False, default=None
    )

    def __post_init__(self) -> None:
        low, high = _limits(self.at_most, self.at_least, self.exactly)
        object.__setattr__(self, "_low", low)
        object.__setattr__(self, "_high", high)
        if self.counted not in get_args(Counted):
            raise UsageError(f"counted is one of {', '.join(get_args(Counted))}")
        if self.per not in get_args(Per):
            raise UsageError(f"per is one of {', '.join(get_args(Per))}, not {self.per!r}")
        call = self.tool
        if isinstance(call, str):
            object.__setattr__(self, "_is_glob", is_glob(call))
            call = ExpectedCall(call, effect=self.effect)
        elif self.effect is not None:
            raise UsageError("the effect is said in the call", hint="call(..., effect=...)")
        by_name = isinstance(self.tool, str) and not self.effect
        if not (by_name and self.per == "trace" and self.scope is None):
            object.__setattr__(self, "_pattern", self._made_pattern(call))

    def _made_pattern(self, call: ExpectedCall) -> CallPattern:
        return CallPattern(call, self.counted, self.scope, self.effects)

    def grade(self, trace: Trace, case: Case | None = None) -> Grade:
        """Whether the number of matching calls lies within the limits."""
        if self._pattern is not None:
            return self._grade_apart(trace, self._pattern)
        if not trace.columns.kinds:
            return self.give(trace, Verdict.UNVERIFIABLE, _EMPTY)
        numbers = counted_calls(trace, self.counted)
        tools = trace.columns.call_tools
        observed = tools if numbers is None else [tools[number] for number in numbers]
        tool: Any = self.tool
        count = len(matching_tools(tool, observed)) if self._is_glob else observed.count(tool)
        if self._low <= count <= self._high:
            return self.passed(trace, f"{tool!r} was called {times(count)}", count)
        matching = set(matching_tools(tool, set(observed))) if count else ()
        every = range(len(tools)) if numbers is None else numbers
        found = [number for number in every if tools[number] in matching]
        if trace.completion == "truncated":
            return self._decided(trace, {None: found}, {})
        finding = self._finding(trace, None, found)
        return self.decide(trace, (finding,), f"{tool!r} was called {times(count)}", value=count)

    def _grade_apart(self, trace: Trace, pattern: CallPattern) -> Grade:
        """The grade where it takes more than names: arguments, effects, parts of the trace."""
        lacking = self._lacking(trace) if trace.columns.kinds else _EMPTY
        if lacking is not None:
            return self.give(trace, Verdict.UNVERIFIABLE, lacking)
        found = pattern.found_in(trace)
        groups = self._grouped(trace, found, found.numbers)
        doubtful = self._grouped(trace, found, found.unknown) if found.unknown else {}
        return self._decided(trace, groups, doubtful)

    def _lacking(self, trace: Trace) -> str | None:
        by_agent = Scope(agent="*") if self.per == "agent" else None
        for scope in (self.scope, by_agent):
            lacking = scope.missing_in(trace) if scope is not None else None
            if lacking is not None:
                return lacking
        return None

    def _grouped(self, trace: Trace, found: FoundCalls, numbers: list[int]) -> dict[Any, list[int]]:
        """Numbers of calls by turn, agent or model call, or of the whole; each has its entry."""
        if self.per == "trace":
            return {None: numbers}
        keys: list[Any] = list(trace.columns.call_parents)
        groups: dict[Any, list[int]] = {}
        if self.per == "turn":
            keys = call_turns(trace)
            if self.scope is None:
                groups = {turn: [] for turn in range(1, turn_count(trace) + 1)}
        elif self.per == "agent":
            keys = call_agents(trace)
        for number in found.all:
            groups.setdefault(keys[number], [])
        for number in numbers:
            groups[keys[number]].append(number)
        return groups

    def _decided(
        self, trace: Trace, groups: dict[Any, list[int]], doubtful: dict[Any, list[int]]
    ) -> Grade:
        open_calls = [
            number
            for key, numbers in groups.items()
            if self._hangs_on(len(numbers), len(doubtful.get(key, ())))
            for number in doubtful[key]
        ]
        findings = [
            self._finding(trace, key, numbers)
            for key, numbers in groups.items()
            if not self._low <= len(numbers) <= self._high
            and not self._hangs_on(len(numbers), len(doubtful.get(key, ())))
        ]
        counts = [len(numbers) for numbers in groups.values()]
        value = max(counts, default=0)
        if any(count < self._low for count in counts):
            value = min(counts)
        text = f"{self._said} was called {times(value)}{self._each}"
        if findings and trace.completion == "truncated" and all(f.code == "N02" for f in findings):
            for finding in findings:
                finding.severity = "warn"
            text = f"the capture is cut off: {text}"
            return self.give(
                trace, Verdict.UNVERIFIABLE, text, value=value, findings=tuple(findings)
            )
        if open_calls and not findings:
            return self._left_open(trace, open_calls, text, value)
        return self.decide(trace, findings, text, value=value)

    def _hangs_on(self, count: int, doubtful: int) -> bool:
        """Whether the calls of which nothing tells decide if a count is right."""
        if count < self._low:
            return count + doubtful >= self._low
        return count <= self._high < count + doubtful

    def _left_open(self, trace: Trace, numbers: list[int], text: str, value: int) -> Grade:
        steps = tuple(_step(trace, number) for number in numbers)
        question = Question(f"which of these calls are {self._said}?", steps, "N01")
        why = "no arguments are recorded"
        if arguments_of(trace).are_recorded:
            tools = dict.fromkeys(trace.columns.call_tools[number] for number in numbers)
            names = ", ".join(map(repr, tools))
            why = f"nothing tells what effect {names} has; say it with effects={{...}}"
        text = f"{text}, and {len(numbers)} more may be: {why}"
        return self.give(trace, Verdict.UNVERIFIABLE, text, value=value, questions=(question,))

    @property
    def _said(self) -> str:
        if isinstance(self.tool, str) and self.effect is None:
            return repr(self.tool)
        from tracegrade.graders._expectation._parts import say

        call = self.tool
        return say(
            call if isinstance(call, ExpectedCall) else ExpectedCall(call, effect=self.effect)
        )

    @property
    def _each(self) -> str:
        return "" if self.per == "trace" else f" in one {self.per.replace('_', ' ')}"

    def _finding(self, trace: Trace, key: Any, numbers: list[int]) -> Finding:
        """What is wrong with the count of one turn, agent or model call, or of the whole."""
        steps = [_step(trace, number) for number in numbers]
        count, where = len(numbers), self._where(trace, key)
        if count < self._low:
            message = f"{self._said} was called {times(count)}{where}, at least {self._low} needed"
            return Finding(
                "N02", message, (*self._end(trace, key), *steps), expected=self._low, observed=count
            )
        high = int(self._high)
        message = f"{self._said} was called {times(count)}{where}, at most {high} allowed"
        over = (*steps[high:], *steps[:high])
        return Finding("N01", message, over, expected=high, observed=count)

    def _where(self, trace: Trace, key: Any) -> str:
        if self.per == "trace":
            return ""
        if self.per == "turn":
            return f" in turn {key}"
        if self.per == "agent":
            return f" by {key!r}" if key is not None else " by an agent without a name"
        return f" by the model call {trace.columns.ids[key]}" if key >= 0 else ""

    def _end(self, trace: Trace, key: Any) -> tuple[str, ...]:
        """The step by which a call was missing: the last of its turn or of the trace."""
        ids = trace.columns.ids
        if not ids:
            return ()
        if self.per == "model_call" and key >= 0:
            return (ids[key],)
        if self.per == "turn":
            steps = [step for step, turn in enumerate(turns_of_steps(trace)) if turn == key]
            return (ids[steps[-1]],) if steps else ()
        return (ids[-1],)


def _step(trace: Trace, number: int) -> str:
    return trace.columns.ids[trace.columns.call_steps[number]]


@dataclass(frozen=True)
class ModelCallCount(Grader):
    """Passes when the model was called so often: steps, in the words of many budgets.

    Args:
        at_most: Highest number of model calls allowed, those of sub-agents included.
        at_least: Lowest number required.
        exactly: The number required, in place of the other two.

    Raises:
        UsageError: No limit is given, or the limits contradict each other.

    Example:
        >>> from tracegrade.formats import load_one
        >>> trace = load_one("fixtures/traces/native/plain_success/input.jsonl")
        >>> ModelCallCount(at_most=10).grade(trace).verdict.value
        'pass'
    """

    version: ClassVar[str] = "2"

    at_most: int | None = None
    at_least: int | None = None
    exactly: int | None = None

    def __post_init__(self) -> None:
        _limits(self.at_most, self.at_least, self.exactly)

    def grade(self, trace: Trace, case: Case | None = None) -> Grade:
        """Whether the number of model calls lies within the limits."""
        low, high = _limits(self.at_most, self.at_least, self.exactly)
        columns = trace.columns
        if not columns.kinds:
            return self.give(trace, Verdict.UNVERIFIABLE, _EMPTY)
        steps = [columns.ids[at] for at, kind in enumerate(columns.kinds) if kind == "assistant"]
        count = len(steps)
        text = f"the model was called {times(count)}"
        if low <= count <= high:
            return self.passed(trace, text, count)
        if count < low:
            if trace.completion == "truncated":
                return self.give(trace, Verdict.UNVERIFIABLE, f"the capture is cut off: {text}")
            message = f"{text}, at least {low} needed"
            found = Finding("N04", message, tuple(columns.ids[-1:]), expected=low, observed=count)
        else:
            over = (*steps[int(high) :], *steps[: int(high)])
            message = f"{text}, at most {high} allowed"
            found = Finding("N03", message, over, expected=high, observed=count)
        return self.decide(trace, (found,), text, value=count)
