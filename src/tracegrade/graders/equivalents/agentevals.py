"""Equivalent of agentevals: trajectory match by `strict`, `unordered`, `subset` and `superset`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, ClassVar, Literal, get_args

from tracegrade import _json
from tracegrade.errors import UsageError
from tracegrade.graders._base import Grader
from tracegrade.graders._expectation import (
    Expectation,
    ExpectedCall,
    Extras,
    Group,
    Match,
    MatchMode,
    Prepared,
    findings_of,
)
from tracegrade.graders._expectation._values import Absent, Exactly
from tracegrade.graders.equivalents._plan_grader import PlanGrader, nothing_captured
from tracegrade.model import Finding, Grade

if TYPE_CHECKING:
    from tracegrade.model import Case, Trace

__all__ = ["Mode", "Override", "trajectory_match"]

Mode = Literal["strict", "unordered", "subset", "superset"]
Override = MatchMode | Sequence[str] | Callable[[Any, Any], bool]
"""How a tool's arguments are compared: a mode, dotted names of the only arguments compared, or a
function of the observed and the reference arguments."""


def trajectory_match(
    reference: Sequence[Mapping[str, Any]],
    *,
    mode: Mode = "strict",
    tool_args_match_mode: MatchMode = "exact",
    tool_args_match_overrides: Mapping[str, Override] | None = None,
    by_message: bool = True,
) -> Grader:
    """Passes when the calls are those of a reference conversation, by one of four modes.

    `strict`: as many messages by the same roles, and the calls of each assistant message are those
    of the reference, in any order within it; what messages say is not compared. `unordered`: the
    same calls, wherever they are. `subset`: no call that the reference does not have. `superset`:
    every call that the reference has.

    Differs from agentevals: pairs are found by optimal assignment, not first fit; argument modes
    mean the same in all four modes (`superset`: the call has at least the reference's arguments);
    `true` is not 1; arguments that are no JSON are a finding; a name in an override that neither
    side has is a finding.

    Args:
        reference: OpenAI chat messages.
        mode: One of the four.
        tool_args_match_mode: How arguments relate to those of the reference.
        tool_args_match_overrides: The same for single tools.
        by_message: Whether `strict` compares message by message. Without, the calls are one
            sequence, and calls made at once are the same as the same calls one after the other.

    Raises:
        UsageError: A word is none of these, or the reference has a call without a name.

    Example:
        >>> from tracegrade import load_one
        >>> call = {"function": {"name": "refund", "arguments": "{}"}}
        >>> grader = trajectory_match([{"role": "assistant", "tool_calls": [call]}],
        ...     mode="superset", tool_args_match_mode="ignore")
        >>> trace = load_one("fixtures/traces/native/approval_granted/input.jsonl")
        >>> grader.grade(trace).verdict.value
        'pass'
    """
    if mode not in get_args(Mode):
        raise UsageError(f"mode is one of {', '.join(get_args(Mode))}, not {mode!r}")
    rules = _Rules(tool_args_match_mode, tool_args_match_overrides or {})
    groups = [rules.calls(message) for message in reference]
    if mode == "strict" and by_message:
        roles = tuple(str(message.get("role")) for message in reference)
        plans = tuple(
            _expectation(group, "forbidden")
            for message, group in zip(reference, groups, strict=True)
            if message.get("role") == "assistant"
        )
        return _Strict(roles, plans)
    calls = [call for group in groups for call in group]
    if mode == "subset":
        parts = tuple(Group("optional", (call,)) for call in calls)
        return PlanGrader(
            "trajectory_match",
            _expectation(parts, "forbidden"),
            "all_or_nothing",
            strict_paths=True,
        )
    extras = "allowed" if mode == "superset" else "forbidden"
    kind = "sequence" if mode == "strict" else "any_order"
    expectation = _expectation(calls, extras, kind)
    return PlanGrader("trajectory_match", expectation, "all_or_nothing", strict_paths=True)


def _expectation(
    parts: Sequence[ExpectedCall | Group],
    extras: Extras,
    kind: Literal["sequence", "any_order"] = "any_order",
) -> Expectation:
    plan = Group(kind, tuple(parts))
    return Expectation(plans=(plan,), extras=extras, counted="requested")


@dataclass(frozen=True)
class _Rules:
    mode: MatchMode
    overrides: Mapping[str, Override]

    def calls(self, message: Mapping[str, Any]) -> list[ExpectedCall]:
        """The calls of a reference message."""
        made: list[ExpectedCall] = []
        for one in message.get("tool_calls") or ():
            function = one.get("function", one)
            if not isinstance(function.get("name"), str):
                raise UsageError(f"a call of the reference has no name: {one!r}")
            arguments, error = _json.decode_arguments(function.get("arguments", {}))
            if error is not None or not isinstance(arguments, dict):
                name = function["name"]
                raise UsageError(f"arguments of {name!r} in the reference are no JSON object")
            made.append(self._call(function["name"], arguments))
        return made

    def _call(self, name: str, arguments: dict[str, Any]) -> ExpectedCall:
        override: Any = self.overrides.get(name, self.mode)
        if isinstance(override, str):
            return ExpectedCall(name, arguments, override)  # pyright: ignore[reportArgumentType]  # checked there
        if not isinstance(override, list | tuple):
            return ExpectedCall(name, where=_Compares(override, arguments))
        at = {_pointer_of(path): _at(arguments, path) for path in override}
        return ExpectedCall(name, at=at)


@dataclass(frozen=True)
class _Compares:
    """A function of both arguments as one of the observed ones."""

    function: Callable[[Any, Any], bool]
    reference: dict[str, Any] = field(hash=False)

    @property
    def __name__(self) -> str:  # what faults call it
        return getattr(self.function, "__name__", "the override")

    def __call__(self, observed: Any) -> bool:
        return bool(self.function(observed, self.reference))


def _pointer_of(path: str) -> str:
    return _json.pointer(*path.split("."))


def _at(arguments: Any, path: str) -> Any:
    """What the reference has under a dotted name: a call without it has to lack it too."""
    for part in path.split("."):
        if not isinstance(arguments, dict) or part not in arguments:
            return Absent()
        arguments = arguments[part]
    return Exactly(arguments)


_ROLES = {"system": "system", "user": "user", "assistant": "assistant", "tool_result": "tool"}


@dataclass(frozen=True)
class _Strict(Grader):
    """The calls of each assistant message are those of the reference message at its place."""

    version: ClassVar[str] = "2"

    roles: tuple[str, ...]
    plans: tuple[Expectation, ...]
    _prepared: tuple[Prepared, ...] = field(init=False, repr=False, compare=False, hash=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_prepared", tuple(map(Prepared, self.plans)))

    @property
    def name(self) -> str:
        return "trajectory_match"

    def grade(self, trace: Trace, case: Case | None = None) -> Grade:
        """Whether the conversation has the shape and the calls of the reference."""
        columns = trace.columns
        if not len(trace):
            return nothing_captured(self, trace)
        steps = [at for at, kind in enumerate(columns.kinds) if kind in _ROLES]
        roles = tuple(_ROLES[columns.kinds[at]] for at in steps)
        if roles != self.roles:
            return self._other_messages(trace, steps, roles)
        answers = [at for at in steps if columns.kinds[at] == "assistant"]
        calls: dict[int, list[int]] = {at: [] for at in answers}
        for number, parent in enumerate(columns.call_parents):
            calls.setdefault(parent, []).append(number)
        matches = [
            prepared.match(trace, numbers=calls[at])
            for at, prepared in zip(answers, self._prepared, strict=True)
        ]
        findings: list[Finding] = []
        for at, match in zip(answers, matches, strict=True):
            here = columns.ids[at]
            found = [one for one in findings_of(match) if one.code != "T13"]
            findings += [_placed(finding, here) for finding in found]
        findings += _slips(matches)
        lines = [line.record() for match in matches for line in match.lines]
        said = findings[0].message if findings else "every message has the calls of the reference"
        return self.decide(trace, findings, said, details={"calls": lines})

    def _other_messages(self, trace: Trace, steps: list[int], roles: tuple[str, ...]) -> Grade:
        place = next(
            (
                at
                for at, (one, other) in enumerate(zip(roles, self.roles, strict=False))
                if one != other
            ),
            min(len(roles), len(self.roles)),
        )
        at = steps[min(place, len(steps) - 1)] if steps else len(trace) - 1
        message = (
            f"{len(roles)} messages, {len(self.roles)} in the reference; they differ at {place}"
        )
        found = Finding(
            "Q01", message, (trace.columns.ids[at],), expected=self.roles, observed=roles
        )
        return self.decide(trace, (found,), message)


def _slips(matches: Sequence[Match]) -> list[Finding]:
    """Findings of names that no call compared has, in the reference or in the trace."""
    found = {
        one.expected: one for match in matches for one in findings_of(match) if one.code == "T13"
    }
    for match in matches:
        compared = [line.leaf for line in match.lines if line.leaf is not None and line.call >= 0]
        for path in {path for leaf in compared for path in leaf.test.paths}:
            if path not in match.unreached:
                found.pop(path, None)
    return [replace(finding, severity="fail") for finding in found.values()]


def _placed(finding: Finding, step: str) -> Finding:
    """The finding; one of a missing call names the message where it is missing."""
    return replace(finding, step_ids=(step,)) if finding.code == "T01" else finding
