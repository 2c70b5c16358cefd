"""What an expectation is made of: calls, ways to put them together, and rules beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from tracegrade._globs import is_glob
from tracegrade.errors import UsageError
from tracegrade.graders._calls import Counted
from tracegrade.signals import EFFECT_CLASSES

__all__ = [
    "GROUP_KINDS",
    "MATCH_MODES",
    "RULE_KINDS",
    "ExpectedCall",
    "Group",
    "GroupKind",
    "MatchMode",
    "Part",
    "Rule",
    "RuleKind",
    "calls_in",
    "pattern",
    "say",
]

MatchMode = Literal["exact", "subset", "superset", "ignore"]
"""How the arguments of a call relate to the expected ones.

`exact`: the same arguments. `superset`: the call has at least the expected ones. `subset`: it has
none but expected ones. `ignore`: whatever they are.
"""

MATCH_MODES: tuple[MatchMode, ...] = get_args(MatchMode)

GroupKind = Literal["sequence", "any_order", "parallel", "optional", "one_of", "repeat"]
"""How parts are put together.

`sequence`: one after the other. `any_order`: all of them, in any order and also interleaved.
`parallel`: all of them side by side, asked for by one model call. `optional`: or not at all.
`one_of`: just one of them. `repeat`: from `least` to `most` times, one after the other.
"""

GROUP_KINDS: tuple[GroupKind, ...] = get_args(GroupKind)

RuleKind = Literal[
    "never",
    "at_most_once",
    "never_before",
    "never_after",
    "never_until",
    "never_next",
    "first_call",
    "last_call",
    "recovers",
    "count",
]
"""What a rule says of calls, wherever they stand in the plan or beside it."""

RULE_KINDS: tuple[RuleKind, ...] = get_args(RuleKind)


@dataclass(frozen=True, slots=True)
class ExpectedCall:
    """One call, as it is expected.

    Attributes:
        tool: Name or glob of the tool; matched exactly unless it holds `*` or `?`.
        arguments: What the arguments have to be; `None` leaves them open.
        match: How they relate; `None` is `exact` unless the expectation says otherwise for the
            tool.
        at: What stands at a path, by JSON pointer in which `*` is any one step and `**` any
            number of them; comes before `arguments`.
        where: A function of the decoded arguments that has to hold; only in Python.
        effect: Effect class that the tool must have; see `tracegrade.signals.effect_classes`.

    Example:
        >>> ExpectedCall("refund", {"order_id": "A-1"}).tool
        'refund'
    """

    tool: str
    arguments: Mapping[str, Any] | None = field(default=None, hash=False)
    match: MatchMode | None = None
    at: Mapping[str, Any] = field(default_factory=dict[str, Any], hash=False)
    where: Callable[[Any], bool] | None = None
    effect: str | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.tool, str) or not self.tool.strip():  # pyright: ignore[reportUnnecessaryIsInstance]
            raise UsageError(f"a tool is named by a text, not {self.tool!r}")
        if self.arguments is not None and not isinstance(self.arguments, dict):
            raise UsageError(f"arguments of {self.tool!r} are an object, not {self.arguments!r}")
        if self.match is not None and self.match not in MATCH_MODES:
            raise UsageError(f"match is one of {', '.join(MATCH_MODES)}, not {self.match!r}")
        for path in self.at:
            if path and not path.startswith("/"):
                raise UsageError(f"{path!r} is no JSON pointer", hint=f"write '/{path}'")
        if self.effect is not None and self.effect not in EFFECT_CLASSES:
            known = ", ".join(EFFECT_CLASSES)
            raise UsageError(f"effect is one of {known}, not {self.effect!r}")

    @property
    def is_open(self) -> bool:
        """Whether nothing is said of the arguments here."""
        return (self.arguments is None or self.match == "ignore") and not self.at and not self.where


@dataclass(frozen=True, slots=True)
class Group:
    """Parts put together.

    Attributes:
        kind: How; see `GroupKind`.
        parts: The parts; just one for `optional` and `repeat`.
        least: How often a repeated part comes at the least.
        most: How often at the most; `None` is any number.

    Example:
        >>> Group("optional", (ExpectedCall("get_user"),)).least
        1
    """

    kind: GroupKind
    parts: tuple[Part, ...]
    least: int = 1
    most: int | None = 1

    def __post_init__(self) -> None:
        if self.kind in ("one_of", "parallel") and not self.parts:
            raise UsageError(f"{self.kind} of nothing can never be met", hint="name a call")
        if self.kind == "parallel":
            inside = next((kind for kind in _kinds_in(self.parts) if kind in _NOT_SIDE), None)
            if inside is not None:
                hint = "calls that one model call asks for have no order among them"
                raise UsageError(f"a {inside} inside parallel means nothing", hint=hint)
        if self.least < 0 or (self.most is not None and self.most < max(self.least, 1)):
            most = "any number" if self.most is None else self.most
            raise UsageError(f"nothing is repeated from {self.least} to {most} times")


_NOT_SIDE = ("sequence", "parallel")


def _kinds_in(parts: Sequence[Part]) -> Iterator[GroupKind]:
    left = list(parts)
    while left:
        one = left.pop()
        if isinstance(one, Group):
            yield one.kind
            left += one.parts


Part = ExpectedCall | Group
"""A part of a plan."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What has to hold of calls, whatever the plan says.

    Attributes:
        kind: What; see `RuleKind`.
        call: The calls that the rule is about.
        other: The calls that it relates them to, for the kinds that relate.
        same: Paths of arguments that have to be equal in both calls: (in `call`, in `other`).
        least: How often `call` is made at the least, for `count`.
        most: How often at the most, for `count`; `None` is any number.
        within: How many calls later it has to be recovered at the latest, for `recovers`.
        counted: Which calls count for this rule, where it is not what counts for the whole.
    """

    kind: RuleKind
    call: ExpectedCall
    other: ExpectedCall | None = None
    same: tuple[tuple[str, str], ...] = ()
    least: int = 0
    most: int | None = None
    within: int | None = None
    counted: Counted | None = None

    def __post_init__(self) -> None:
        for path in (path for pair in self.same for path in pair):
            if not path.startswith("/"):
                raise UsageError(f"{path!r} is no JSON pointer", hint=f"write '/{path}'")
        if self.kind == "count":
            if self.least == 0 and self.most is None:
                raise UsageError("a count needs at_most, at_least or exactly")
            if self.least < 0 or (self.most is not None and self.most < 0):
                raise UsageError("a count of calls is never below 0")
            if self.most is not None and self.least > self.most:
                raise UsageError(f"at_least {self.least} is more than at_most {self.most}")


def calls_in(part: Part) -> Iterator[ExpectedCall]:
    """Every call that a part names, in order."""
    left: list[Part] = [part]
    while left:
        one = left.pop()
        if isinstance(one, ExpectedCall):
            yield one
        else:
            left += reversed(one.parts)


def pattern(value: ExpectedCall | str) -> ExpectedCall:
    """A call, given as one or as the name of its tool."""
    return value if isinstance(value, ExpectedCall) else ExpectedCall(value)


def say(part: Part | Sequence[Part]) -> str:
    """A part in a few words, for people."""
    if isinstance(part, ExpectedCall):
        return _say_call(part)
    parts = part.parts if isinstance(part, Group) else part
    inside = ", ".join(say(one) for one in parts[:6])
    inside += f", and {len(parts) - 6} more" if len(parts) > 6 else ""
    return f"{part.kind}({inside})" if isinstance(part, Group) else inside


def _say_call(call: ExpectedCall) -> str:
    from tracegrade.graders._expectation._values import said

    name = repr(call.tool)
    if call.effect is not None:
        name = f"a {call.effect} tool" if call.tool == "*" else f"{name} (if {call.effect})"
    elif is_glob(call.tool):
        name = f"a tool like {call.tool!r}"
    if call.is_open:
        return name
    text = said(
        {**dict(call.arguments or {}), **{f"at {path}": to for path, to in call.at.items()}}
    )
    return f"{name} with {text if len(text) <= 120 else text[:119] + '…'}"
