"""Equivalents of deepeval: tool correctness, tool permission and loop detection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, ClassVar

from tracegrade._assignment import heaviest_pairs
from tracegrade._globs import glob
from tracegrade.errors import UsageError
from tracegrade.graders._base import Grader
from tracegrade.graders._decoded import arguments_of
from tracegrade.graders._expectation import (
    Expectation,
    ExpectedCall,
    Extras,
    Group,
    Prepared,
    findings_of,
)
from tracegrade.graders._expectation._values import same_value
from tracegrade.graders.equivalents._loops import LoopDetection
from tracegrade.model import Finding, Grade, Verdict

if TYPE_CHECKING:
    from tracegrade.model import Case, Trace

__all__ = ["loop_detection", "tool_correctness", "tool_permission"]

_UNIT = 1_000_000  # millionths of a call, so that the best assignment is exact


def tool_correctness(
    expected_tools: Sequence[Mapping[str, Any]],
    *,
    evaluation_params: Sequence[str] = ("INPUT_PARAMETERS",),
    should_exact_match: bool = False,
    should_consider_ordering: bool = False,
    threshold: float = 1.0,
    extras: Extras = ("read", "unknown"),
) -> Grader:
    """Scores how many of the expected tools were called, and passes when it is enough.

    A tool is its name and type: `MCP` where the capture says that a server of the Model Context
    Protocol has it, else `FUNCTION`. With `INPUT_PARAMETERS` a call counts by the share of its
    arguments that is right.

    Differs from deepeval: arguments that are given are compared unless `evaluation_params` leaves
    them out; the threshold is 1, so that a wrong argument fails; extra calls with a side effect
    fail; equal calls are not merged, and pairs are found by optimal assignment or alignment; calls
    without arguments are a finding, never an exception.

    Args:
        expected_tools: With `name`, and `type` and `input_parameters` if they matter.
        evaluation_params: `INPUT_PARAMETERS` to compare arguments.
        should_exact_match: Just these calls in this order, all or nothing.
        should_consider_ordering: In this order, others between.
        threshold: Lowest score that passes, 0..1.
        extras: Effect classes of extra calls that are free, or `allowed` or `forbidden`.

    Raises:
        UsageError: A tool has no name.

    Example:
        >>> from tracegrade import load_one
        >>> trace = load_one("fixtures/traces/native/approval_granted/input.jsonl")
        >>> tool_correctness([{"name": "refund"}]).grade(trace).score
        1.0
    """
    by_arguments = "INPUT_PARAMETERS" in evaluation_params
    calls: list[ExpectedCall] = []
    for one in expected_tools:
        if not isinstance(one.get("name"), str):
            raise UsageError(f"a tool has a name: {one!r}")
        name = f"{one.get('type', 'FUNCTION')}:{one['name']}"
        given = one.get("input_parameters") if by_arguments else None
        calls.append(ExpectedCall(name, None if given is None else dict(given)))
    kind = "sequence" if should_exact_match or should_consider_ordering else "any_order"
    expectation = Expectation(
        plans=(Group(kind, tuple(calls)),),
        extras="forbidden" if should_exact_match else extras,
        counted="requested",
    )
    return _ToolCorrectness(tuple(calls), expectation, kind, should_exact_match, threshold)


@dataclass(frozen=True)
class _ToolCorrectness(Grader):
    version: ClassVar[str] = "1"

    calls: tuple[ExpectedCall, ...]
    expectation: Expectation
    kind: str
    exact: bool
    threshold: float
    _prepared: Prepared = field(init=False, repr=False, compare=False, hash=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_prepared", Prepared(self.expectation))

    @property
    def name(self) -> str:
        return "tool_correctness"

    def grade(self, trace: Trace, case: Case | None = None) -> Grade:
        """The share of expected tools called, with what became of each call."""
        names = _typed_names(trace)
        match = self._prepared.match(trace, tools=names)
        findings = findings_of(match)
        extra = [finding for finding in findings if finding.code == "T02"]
        score = self._score(trace, names)
        if self.exact:
            score = float(match.score == 1)
        elif extra:
            score *= len(self.calls) / (len(self.calls) + len(extra))
        passes = score >= self.threshold and not extra
        found = tuple(_plainly(one, keep=not passes) for one in findings)
        text = f"score {score:.4g}, {self.threshold:g} needed"
        if not passes and found:
            text = f"{text}: {found[0].message}"
        return self.give(
            trace,
            Verdict.PASS if passes else Verdict.FAIL,
            text,
            score=score,
            findings=found
            or (
                () if passes else (Finding("T01", text, trace_end(trace), expected=self.threshold),)
            ),
            details=match.details(),
        )

    def _score(self, trace: Trace, names: list[str]) -> float:
        if not self.calls:
            return float(not names)
        arguments = arguments_of(trace)
        credits_ = [
            {
                number: _credit(call.arguments, arguments.decoded(number).value)
                for number, name in enumerate(names)
                if name == call.tool
            }
            for call in self.calls
        ]
        if self.kind == "sequence":
            return _best_in_order(credits_, len(names)) / len(self.calls)
        weights = [
            {number: round(_UNIT * share) for number, share in row.items() if share > 0}
            for row in credits_
        ]
        return sum(credits_[row][number] for row, number in heaviest_pairs(weights)) / len(
            self.calls
        )


def trace_end(trace: Trace) -> tuple[str, ...]:
    """The last step, which is where something was still missing."""
    ids = trace.columns.ids
    return (ids[-1],) if ids else ()


def _plainly(finding: Finding, *, keep: bool) -> Finding:
    """The finding with the tool's plain name, and without weight where the grade passes."""
    message = finding.message.replace("'FUNCTION:", "'").replace("'MCP:", "'")
    return replace(finding, message=message, severity=finding.severity if keep else "info")


def _typed_names(trace: Trace) -> list[str]:
    """Each call's tool with its type before it."""
    columns = trace.columns
    served = {tool.name for tool in trace.tools if tool.server is not None}
    names: list[str] = []
    for tool, step in zip(columns.call_tools, columns.call_steps, strict=True):
        extra = columns.details.get(step, {}).get("extra") or {}
        is_mcp = extra.get("type") == "MCP" or tool in served or tool.startswith("mcp__")
        names.append(f"{'MCP' if is_mcp else 'FUNCTION'}:{tool}")
    return names


def _credit(expected: Mapping[str, Any] | None, observed: Any) -> float:
    """The share of all argument names whose values are equal; objects count by their own share."""
    if expected is None:
        return 1.0
    if not isinstance(observed, dict):
        return 0.0
    names = expected.keys() | observed.keys()
    if not names:
        return 1.0
    total = 0.0
    for name in expected.keys() & observed.keys():
        one, other = expected[name], observed[name]
        if isinstance(one, dict) and isinstance(other, dict):
            total += _credit(one, other)
        else:
            total += same_value(one, other)
    return total / len(names)


def _best_in_order(credits_: list[dict[int, float]], calls: int) -> float:
    """The most credit that an alignment in order has."""
    best = [0.0] * (calls + 1)
    for row in credits_:
        above = best[:]
        for number in range(calls):
            best[number + 1] = max(above[number + 1], best[number])
            if number in row:
                best[number + 1] = max(best[number + 1], above[number] + row[number])
    return best[-1]


def tool_permission(
    allowed: Sequence[str] | None = None,
    denied: Sequence[str] = (),
    *,
    threshold: float = 1.0,
    strict_mode: bool = False,
) -> Grader:
    """Scores the share of calls that were of tools the agent may use.

    Differs from deepeval: names may be globs, and every call that is not allowed is a finding.

    Args:
        allowed: Names or globs; `None` is any.
        denied: Names or globs; wins over `allowed`.
        threshold: Lowest share that passes, 0..1.
        strict_mode: Whether the score is 0 where the threshold of 1 is missed.

    Example:
        >>> from tracegrade import load_one
        >>> trace = load_one("fixtures/traces/native/approval_granted/input.jsonl")
        >>> tool_permission(["lookup_order"]).grade(trace).score
        0.5
    """
    limit = None if allowed is None else tuple(allowed)
    return _ToolPermission(limit, tuple(denied), 1.0 if strict_mode else threshold, strict_mode)


@dataclass(frozen=True)
class _ToolPermission(Grader):
    version: ClassVar[str] = "1"

    allowed: tuple[str, ...] | None
    denied: tuple[str, ...]
    threshold: float
    strict: bool

    @property
    def name(self) -> str:
        return "tool_permission"

    def grade(self, trace: Trace, case: Case | None = None) -> Grade:
        """Which calls were of tools that may not be used."""
        columns = trace.columns
        findings = [
            Finding(
                "T05",
                f"{tool!r} was called, which the agent may not use",
                (columns.ids[step],),
                expected=list(self.allowed) if self.allowed is not None else "no such call",
                observed=tool,
            )
            for tool, step in zip(columns.call_tools, columns.call_steps, strict=True)
            if not self._may(tool)
        ]
        count = len(columns.call_steps)
        score = (count - len(findings)) / count if count else 1.0
        passes = score >= self.threshold
        if passes:
            for finding in findings:
                finding.severity = "info"
        score = 0.0 if self.strict and not passes else score
        text = f"{len(findings)} of {count} calls were of tools that the agent may not use"
        verdict = Verdict.PASS if passes else Verdict.FAIL
        return self.give(trace, verdict, text, score=score, findings=tuple(findings))

    def _may(self, tool: str) -> bool:
        if any(glob(name)(tool) for name in self.denied):
            return False
        return self.allowed is None or any(glob(name)(tool) for name in self.allowed)


def loop_detection(
    *,
    threshold: float = 0.5,
    repetition_threshold: int = 3,
    similarity_threshold: float = 0.85,
    check_tool_repetition: bool = True,
    check_reasoning_stagnation: bool = True,
    check_call_graph_cycles: bool = True,
) -> Grader:
    """Scores repeated calls, repeated reasoning and agents that call themselves.

    Equal calls count 0.5 from `repetition_threshold` on and 0 from twice that; model calls after
    each other that say nearly the same 0.5, or 0 where they say the same; an agent or tool inside
    itself with the same input 0. The score is their mean, weighted 40, 35 and 25.

    Differs from deepeval: a capture without any step is `unverifiable`, not 0; likeness is the
    longest common subsequence of words, exactly; 10 and 10.0 are equal arguments.

    Args:
        threshold: Lowest score that passes, 0..1.
        repetition_threshold: How many equal calls are too many.
        similarity_threshold: How alike two texts are a repetition, 0..1.
        check_tool_repetition: Whether equal calls are looked at.
        check_reasoning_stagnation: Whether what the model said is.
        check_call_graph_cycles: Whether agents and tools inside themselves are.

    Example:
        >>> from tracegrade import load_one
        >>> trace = load_one("fixtures/traces/native/plain_success/input.jsonl")
        >>> loop_detection().grade(trace).score
        1.0
    """
    checks = (check_tool_repetition, check_reasoning_stagnation, check_call_graph_cycles)
    return LoopDetection(threshold, repetition_threshold, similarity_threshold, checks)
