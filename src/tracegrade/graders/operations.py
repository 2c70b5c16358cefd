"""Did the run go smoothly: answers to calls, repeated side effects, recovery from errors?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from tracegrade._text import times
from tracegrade.graders._base import Grader
from tracegrade.graders._codes import CodeMeaning
from tracegrade.graders._decoded import Spelling, arguments_of, key_of
from tracegrade.model import Capability, Finding, Grade, Verdict
from tracegrade.signals import EffectClass, effects_of_calls

if TYPE_CHECKING:
    from tracegrade.model import Case, Trace

__all__ = ["OPERATION_CODES", "CallsAnswered", "ErrorsRecovered", "NoDuplicateEffects"]

OPERATION_CODES = (
    CodeMeaning(
        "O01",
        "call without a result",
        "A call got no result, though the trace goes on, and nothing says it was denied or waits.",
        "Look whether the capture lost the result or the agent ignored it.",
    ),
    CodeMeaning(
        "O02",
        "side effect repeated",
        "The same call with a side effect and the same arguments ran twice, with no failure between.",
        "Make the tool idempotent, or check before writing again.",
    ),
    CodeMeaning(
        "O04",
        "error never recovered",
        "A call failed, and no later call of the same tool succeeded.",
        "Check whether the final answer tells of the failure.",
    ),
)


@dataclass(frozen=True)
class CallsAnswered(Grader):
    """Passes when every call that was not denied and does not wait has a result.

    Calls at the very end of a trace are left alone where the capture does not say that it is
    complete: the result may come later.

    Example:
        >>> from tracegrade.formats import load_one
        >>> trace = load_one("fixtures/traces/native/parallel_calls/input.jsonl")
        >>> CallsAnswered().grade(trace).verdict.value
        'pass'
    """

    version: ClassVar[str] = "1"
    requires: ClassVar[tuple[Capability, ...]] = ("tool_results",)

    def grade(self, trace: Trace, case: Case | None = None) -> Grade:
        """Whether every call was answered, with each that was not."""
        columns = trace.columns
        if not columns.call_steps:
            return self.give(trace, Verdict.SKIP, "no tool was called")
        if lacking := self.missing(trace):
            return lacking
        open_end = len(columns) if trace.completion == "complete" else _start_of_last_turn(trace)
        findings = [
            Finding(
                "O01",
                f"{tool!r} got no result",
                (columns.ids[step],),
                expected="a result, an error or a denial",
                observed=status,
            )
            for step, tool, result, status in zip(
                columns.call_steps,
                columns.call_tools,
                columns.call_results,
                trace.call_statuses,
                strict=True,
            )
            if result < 0 and status == "unknown" and step < open_end
        ]
        count = len(columns.call_steps)
        text = f"{count - len(findings)} of {count} calls were answered or are accounted for"
        return self.decide(trace, findings, text)


def _start_of_last_turn(trace: Trace) -> int:
    """Position of the last model call; whatever it asked for may still be under way."""
    kinds = trace.columns.kinds
    return next((at for at in range(len(kinds) - 1, -1, -1) if kinds[at] == "assistant"), 0)


@dataclass(frozen=True)
class NoDuplicateEffects(Grader):
    """Passes when no call with a side effect ran twice with the same arguments.

    A call counts as run unless it is known to have failed, been denied or be waiting. Where the
    capture does not record failures, a repetition is only a warning: it may be a retry. So is one
    after the same call failed in between, and that of a tool that runs commands, which may do no
    more than look. What has a side effect is told by
    `effect_classes`; tools of unknown effect are left alone and counted in the explanation.

    Args:
        effects: Effect class by tool name or glob, where the name does not tell.

    Example:
        >>> from tracegrade.formats import load_one
        >>> trace = load_one("fixtures/traces/native/approval_reused/input.jsonl")
        >>> NoDuplicateEffects().grade(trace).findings[0].code
        'O02'
    """

    version: ClassVar[str] = "4"

    effects: Mapping[str, EffectClass] = field(default_factory=dict[str, EffectClass], hash=False)

    def grade(self, trace: Trace, case: Case | None = None) -> Grade:
        """Whether a side effect was repeated, with each repetition."""
        columns = trace.columns
        if not columns.call_steps:
            return self.give(trace, Verdict.SKIP, "no tool was called")
        first: dict[tuple[str, Any], str] = {}
        failed: set[tuple[str, Any]] = set()
        findings: list[Finding] = []
        effects = effects_of_calls(trace, self.effects or None)
        certain = trace.can_show("error_status")
        for number, (tool, status) in enumerate(
            zip(columns.call_tools, trace.call_statuses, strict=True)
        ):
            if effects[number] <= {"read", "unknown"} or status in ("denied", "pending"):
                continue
            step = columns.ids[columns.call_steps[number]]
            key = (tool, _arguments(trace, number))
            if status == "error":
                failed.add(key)
            elif key in first:
                only_runs = effects[number] <= {"exec", "read", "unknown"}
                severity = "warn" if not certain or only_runs or key in failed else "fail"
                failed.discard(key)
                message = f"{tool!r} ran again with the same arguments as in {first[key]}"
                expected = f"it runs once, in {first[key]}"
                findings.append(Finding("O02", message, (step, first[key]), severity, expected))
            else:
                first[key] = step
                failed.discard(key)
        unknown = sum("unknown" in classes for classes in effects)
        text = f"{len(first)} calls with a side effect, {unknown} calls of unknown effect"
        return self.decide(trace, findings, findings[0].message if findings else text)


def _arguments(trace: Trace, number: int) -> Spelling:
    """The arguments that a call ran with, in one spelling."""
    columns = trace.columns
    result = columns.call_results[number]
    executed = columns.details.get(result, {}).get("executed_arguments") if result >= 0 else None
    if executed is None:
        return arguments_of(trace).key(number)
    return key_of(executed)


@dataclass(frozen=True)
class ErrorsRecovered(Grader):
    """Passes when every failed call was followed by one of the same tool that did not fail.

    Args:
        required: Whether a tool that was not recovered fails the grade; by default it is a
            warning, since another tool may have made up for it.

    Example:
        >>> from tracegrade.formats import load_one
        >>> trace = load_one("fixtures/traces/native/retry_after_error/input.jsonl")
        >>> ErrorsRecovered().grade(trace).verdict.value
        'pass'
    """

    version: ClassVar[str] = "1"
    requires: ClassVar[tuple[Capability, ...]] = ("error_status",)

    required: bool = False

    def grade(self, trace: Trace, case: Case | None = None) -> Grade:
        """Whether errors were recovered from, with each that was not."""
        columns = trace.columns
        if not columns.call_steps:
            return self.give(trace, Verdict.SKIP, "no tool was called")
        if lacking := self.missing(trace):
            return lacking
        failed: dict[str, list[int]] = {}
        errors = 0
        for step, tool, status in zip(
            columns.call_steps, columns.call_tools, trace.call_statuses, strict=True
        ):
            if status == "error":
                failed.setdefault(tool, []).append(step)
                errors += 1
            elif status == "ok":
                failed.pop(tool, None)
        findings = [
            Finding(
                "O04",
                f"{tool!r} failed {times(len(steps))} and never succeeded after that",
                tuple(columns.ids[step] for step in reversed(steps)),
                "fail" if self.required else "warn",
                expected=f"a later call of {tool!r} that succeeds",
                observed="error",
            )
            for tool, steps in failed.items()
        ]
        return self.decide(trace, findings, f"{errors} errors, {len(findings)} tools not recovered")
