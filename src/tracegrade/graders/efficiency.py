"""Did the agent waste its calls: loops, retry storms, repeated reads, calls after it was done?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, get_args

from tracegrade._globs import glob
from tracegrade.errors import UsageError
from tracegrade.graders._base import Grader
from tracegrade.graders._calls import Counted
from tracegrade.graders._codes import CodeMeaning
from tracegrade.graders._decoded import arguments_of
from tracegrade.graders._scopes import selected_calls, turns_of_steps
from tracegrade.model import Capability, Finding, Grade, Verdict
from tracegrade.signals import effects_of_calls, has_side_effect

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracegrade.model import Case, Trace

__all__ = [
    "EFFICIENCY_CODES",
    "NoCallsAfterDone",
    "NoLoops",
    "NoRepeatedReads",
    "NoRetryStorms",
]

EFFICIENCY_CODES = (
    CodeMeaning(
        "O03",
        "loop",
        "The same calls with the same arguments were made again and again.",
        "See what the agent expected to change between them.",
    ),
    CodeMeaning(
        "O05",
        "retry storm",
        "A tool failed again and again in a row, and the agent went on calling it.",
        "Limit the retries, or have the agent try something else or ask.",
    ),
    CodeMeaning(
        "O06",
        "read repeated",
        "The same read was made again, and nothing was written in between that could change it.",
        "Keep what was read in the context, or see why the agent did not trust it.",
    ),
    CodeMeaning(
        "O07",
        "call after the task was done",
        "A call was made after the call or the answer that ends the task, in the same turn.",
        "See what the agent still wanted; stop the run when it is done.",
    ),
)


def _check_counted(counted: Counted) -> None:
    if counted not in get_args(Counted):
        raise UsageError(f"counted is one of {', '.join(get_args(Counted))}, not {counted!r}")


def _numbers(trace: Trace, counted: Counted) -> Sequence[int]:
    chosen = selected_calls(trace, counted, None)
    return range(len(trace.columns.call_steps)) if chosen is None else chosen


def _step(trace: Trace, number: int) -> str:
    return trace.columns.ids[trace.columns.call_steps[number]]


@dataclass(frozen=True)
class NoLoops(Grader):
    """Passes when no sequence of calls was made again and again.

    A loop is a sequence of at most `longest` calls, with the same tools and the same arguments,
    that occurs more than `repeats` times in a row.

    Args:
        repeats: How often a sequence may occur in a row.
        longest: How many calls a sequence has at the most.
        counted: Which calls count; see `ToolCallCount`. By default all that the model asked for,
            failed ones too; `completed` leaves those to `NoRetryStorms`.

    Raises:
        UsageError: `repeats` or `longest` is below 1.

    Example:
        >>> from tracegrade.formats import load_one
        >>> trace = load_one("fixtures/traces/native/plain_success/input.jsonl")
        >>> NoLoops().grade(trace).verdict.value
        'pass'
    """

    version: ClassVar[str] = "2"

    repeats: int = 2
    longest: int = 4
    counted: Counted = "requested"

    def __post_init__(self) -> None:
        if self.repeats < 1 or self.longest < 1:
            raise UsageError("repeats and longest are at least 1")
        _check_counted(self.counted)

    def grade(self, trace: Trace, case: Case | None = None) -> Grade:
        """Whether the calls run in a loop, with each loop once."""
        columns = trace.columns
        if not columns.call_steps:
            return self.give(trace, Verdict.SKIP, "no tool was called")
        numbers = _numbers(trace, self.counted)
        key = arguments_of(trace).key
        keys = [(columns.call_tools[number], key(number)) for number in numbers]
        findings: list[Finding] = []
        start = 0
        while start < len(keys):
            period, times = _loop_at(keys, start, self.longest, self.repeats)
            if times <= self.repeats:
                start += 1
                continue
            end = start + period * times
            tools = ", ".join(dict.fromkeys(tool for tool, _ in keys[start : start + period]))
            steps = tuple(_step(trace, number) for number in numbers[start:end])
            message = f"{tools} called {times} times in a row with the same arguments"
            findings.append(Finding("O03", message, steps, expected=self.repeats, observed=times))
            start = end
        text = findings[0].message if findings else f"no loop in {len(keys)} calls"
        return self.decide(trace, findings, text)


def _loop_at(
    keys: list[tuple[str, Any]], start: int, longest: int, repeats: int
) -> tuple[int, int]:
    """The shortest period from here that repeats too often, and how often: (period, times)."""
    for period in range(1, longest + 1):
        end = start + period
        while end < len(keys) and keys[end] == keys[end - period]:
            end += 1
        times = (end - start) // period
        if times > repeats:
            return period, times
    return 1, 1


@dataclass(frozen=True)
class NoRetryStorms(Grader):
    """Passes when no tool failed again and again in a row.

    Args:
        at_most: How many failures of a tool in a row are still a retry and no storm; calls of
            other tools between them do not end the row, a success does.
        tool: Name or glob of the tools looked at.
        same_arguments: Whether only calls with the same arguments are one row.

    Raises:
        UsageError: `at_most` is below 1.

    Example:
        >>> from tracegrade.formats import load_one
        >>> trace = load_one("fixtures/traces/native/retry_after_error/input.jsonl")
        >>> NoRetryStorms().grade(trace).verdict.value
        'pass'
    """

    version: ClassVar[str] = "1"
    requires: ClassVar[tuple[Capability, ...]] = ("error_status",)

    at_most: int = 3
    tool: str = "*"
    same_arguments: bool = False

    def __post_init__(self) -> None:
        if self.at_most < 1:
            raise UsageError("at_most is at least 1")

    def grade(self, trace: Trace, case: Case | None = None) -> Grade:
        """Whether a tool failed too often in a row, with each row once."""
        columns = trace.columns
        if not columns.call_steps:
            return self.give(trace, Verdict.SKIP, "no tool was called")
        if lacking := self.missing(trace):
            return lacking
        rows: dict[Any, list[int]] = {}
        storms: list[list[int]] = []
        key = arguments_of(trace).key
        for number, (tool, status) in enumerate(
            zip(columns.call_tools, trace.call_statuses, strict=True)
        ):
            if not glob(self.tool)(tool):
                continue
            row = (tool, key(number)) if self.same_arguments else tool
            if status == "error":
                rows.setdefault(row, []).append(number)
                if len(rows[row]) == self.at_most + 1:
                    storms.append(rows[row])
            elif status in ("ok", "unknown"):
                rows.pop(row, None)
        findings = [self._finding(trace, numbers) for numbers in storms]
        text = f"no tool failed more than {self.at_most} times in a row"
        return self.decide(trace, findings, findings[0].message if findings else text)

    def _finding(self, trace: Trace, numbers: list[int]) -> Finding:
        tool, count = trace.columns.call_tools[numbers[0]], len(numbers)
        steps = [_step(trace, number) for number in numbers]
        message = f"{tool!r} failed {count} times in a row"
        over = (*steps[self.at_most :], *steps[: self.at_most])
        return Finding("O05", message, over, expected=self.at_most, observed=count)


@dataclass(frozen=True)
class NoRepeatedReads(Grader):
    """Passes when nothing was read twice without a write between.

    A read is a call of a tool whose effect class is `read`; any call of another class, known or
    not, may have changed what is read. What kind of effect a tool has is told by `effect_classes`.

    Args:
        at_most: How often the same read may be made.
        counted: Which calls count; see `ToolCallCount`.

    Raises:
        UsageError: `at_most` is below 1.

    Example:
        >>> from tracegrade.formats import load_one
        >>> trace = load_one("fixtures/traces/native/plain_success/input.jsonl")
        >>> NoRepeatedReads().grade(trace).verdict.value
        'pass'
    """

    version: ClassVar[str] = "2"

    at_most: int = 1
    counted: Counted = "completed"

    def __post_init__(self) -> None:
        if self.at_most < 1:
            raise UsageError("at_most is at least 1")
        _check_counted(self.counted)

    def grade(self, trace: Trace, case: Case | None = None) -> Grade:
        """Whether a read was repeated, with each repetition."""
        columns = trace.columns
        if not columns.call_steps:
            return self.give(trace, Verdict.SKIP, "no tool was called")
        effects, key = effects_of_calls(trace), arguments_of(trace).key
        seen: dict[Any, list[int]] = {}
        findings: list[Finding] = []
        reads = 0
        for number in _numbers(trace, self.counted):
            if not effects[number] <= {"read"}:
                seen.clear()
                continue
            reads += 1
            tool = columns.call_tools[number]
            before = seen.setdefault((tool, key(number)), [])
            if len(before) >= self.at_most:
                steps = tuple(_step(trace, one) for one in (number, *before))
                message = f"{tool!r} read the same again as in {steps[1]}, with no write between"
                expected = f"what {steps[1]} returned is used"
                findings.append(Finding("O06", message, steps, expected=expected))
            before.append(number)
        text = findings[0].message if findings else f"{reads} reads, none repeated for nothing"
        return self.decide(trace, findings, text)


@dataclass(frozen=True)
class NoCallsAfterDone(Grader):
    """Passes when no call was made after the task was done.

    A turn is done with a call that says so (`done`), or with an answer that the capture marks as
    final; what the user asks after that is a new task. Where a capture shows neither, the grader
    does not apply.

    Args:
        done: Names or globs of tools that end the task, e.g. `submit`.
        only_effects: Whether only calls with a side effect are findings; others then pass.

    Raises:
        UsageError: `done` is a single text.

    Example:
        >>> from tracegrade.formats import load_one
        >>> trace = load_one("fixtures/traces/native/plain_success/input.jsonl")
        >>> NoCallsAfterDone(done=["submit"]).grade(trace).verdict.value
        'pass'
    """

    version: ClassVar[str] = "2"

    done: Sequence[str] = ()
    only_effects: bool = False

    def __post_init__(self) -> None:
        if isinstance(self.done, str):
            raise UsageError("done is a list of tool names", hint=f"[{self.done!r}]")
        object.__setattr__(self, "done", tuple(self.done))

    def grade(self, trace: Trace, case: Case | None = None) -> Grade:
        """Whether calls came after the end, with each that did."""
        columns = trace.columns
        if not columns.call_steps:
            return self.give(trace, Verdict.SKIP, "no tool was called")
        turns = turns_of_steps(trace)
        ends = self._ends(trace, turns)
        if not ends:
            return self.give(trace, Verdict.SKIP, "nothing says when the task was done")
        effects = effects_of_calls(trace)
        findings: list[Finding] = []
        for number in _numbers(trace, "executed"):
            step = columns.call_steps[number]
            end = ends.get(turns[step])
            if end is None or step <= end or not trace.graph().happens_before(end, step):
                continue
            if self.only_effects and not has_side_effect(effects[number]):
                continue
            tool, last = columns.call_tools[number], columns.ids[end]
            message = f"{tool!r} was called after the task was done in {last}"
            steps = (columns.ids[step], last)
            findings.append(Finding("O07", message, steps, expected=f"no call after {last}"))
        text = "no call came after the task was done"
        return self.decide(trace, findings, findings[0].message if findings else text)

    def _ends(self, trace: Trace, turns: list[int]) -> dict[int, int]:
        """By turn, the position of the step that ended the task first."""
        columns = trace.columns
        ends: dict[int, int] = {}
        for number in _numbers(trace, "completed"):
            step = columns.call_steps[number]
            if any(glob(name)(columns.call_tools[number]) for name in self.done):
                ends.setdefault(turns[step], step)
        for step, kind in enumerate(columns.kinds):
            if kind == "assistant" and columns.details.get(step, {}).get("final"):
                ends[turns[step]] = min(step, ends.get(turns[step], step))
        return ends
