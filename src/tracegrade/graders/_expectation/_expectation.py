"""An expectation: the acceptable plans, the rules beside them, and what counts for both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, get_args

from tracegrade.errors import UsageError
from tracegrade.graders._calls import Counted
from tracegrade.graders._expectation._parts import (
    MATCH_MODES,
    ExpectedCall,
    Group,
    MatchMode,
    Part,
    Rule,
)
from tracegrade.graders._scopes import Scope
from tracegrade.model import ToolDefinition
from tracegrade.signals import EFFECT_CLASSES, EffectClass

__all__ = [
    "MOST_STATES",
    "ArgumentRule",
    "Expectation",
    "Extras",
    "PlanItem",
    "as_part",
    "checked_extras",
    "expectation_of",
]

Extras = Literal["allowed", "forbidden"] | Sequence[EffectClass]
"""Whether calls that no plan asks for may come: all, none, or those of these effect classes."""

PlanItem = ExpectedCall | Group | Rule | str | Sequence["PlanItem"]
"""What a plan may be written as: a tool's name is a call, a list inside a plan is a sequence."""

MOST_STATES = 20_000
"""How many states a search through nested interleavings may visit."""


@dataclass(frozen=True, slots=True)
class ArgumentRule:
    """What holds of the arguments of a tool's expected calls, unless a call says otherwise.

    Attributes:
        match: How the arguments relate; see `MatchMode`.
        at: What stands at a path; see `ExpectedCall`.
        defaults: Whether an argument that has the default of the tool's declared schema and one
            that is missing are the same.

    Example:
        >>> ArgumentRule(match="superset").defaults
        True
    """

    match: MatchMode = "exact"
    at: Mapping[str, Any] = field(default_factory=dict[str, Any], hash=False)
    defaults: bool = True

    def __post_init__(self) -> None:
        if self.match not in MATCH_MODES:
            raise UsageError(f"match is one of {', '.join(MATCH_MODES)}, not {self.match!r}")
        for path in self.at:
            if path and not path.startswith("/"):
                raise UsageError(f"{path!r} is no JSON pointer", hint=f"write '/{path}'")


@dataclass(frozen=True, slots=True)
class Expectation:
    """Which calls are right: one of several plans, and rules that hold with any of them.

    It is data: the same in Python, in TOML or JSON (`load_expectation`) and in a case. What can
    never be met is refused when it is written.

    Attributes:
        plans: The acceptable plans; a trace is held against each, and the best-fitting is reported.
        rules: What has to hold whichever plan fits.
        extras: Whether calls beside the plan are right: `allowed`, `forbidden`, or the effect
            classes of those that are.
        counted: Which calls count; see `ToolCallCount`.
        scope: The part of the trace whose calls are looked at; `None` is the whole.
        arguments: By tool or glob, what holds of the arguments of its expected calls.
        effects: By tool or glob, its effect class, where its name does not tell.
        tools: The tools that the agent has, if they are known: names, or definitions with schemas.
        most_states: How many states the search through a nested interleaving may visit; beyond
            it the grade is `unverifiable`.

    Raises:
        UsageError: It can never be met, or says something that means nothing.

    Example:
        >>> Expectation(plans=(ExpectedCall("get_order"),), extras=("read",)).counted
        'completed'
    """

    plans: tuple[Part, ...] = ()
    rules: tuple[Rule, ...] = ()
    extras: Extras = "allowed"
    counted: Counted = "completed"
    scope: Scope | None = None
    arguments: Mapping[str, ArgumentRule] = field(
        default_factory=dict[str, ArgumentRule], hash=False
    )
    effects: Mapping[str, EffectClass] = field(default_factory=dict[str, EffectClass], hash=False)
    tools: tuple[ToolDefinition, ...] | None = field(default=None, hash=False)
    most_states: int = MOST_STATES

    def __post_init__(self) -> None:
        from tracegrade.graders._expectation._conflicts import conflict_in

        object.__setattr__(self, "extras", checked_extras(self.extras))
        if self.counted not in get_args(Counted):
            known = ", ".join(get_args(Counted))
            raise UsageError(f"counted is one of {known}, not {self.counted!r}")
        for effect in self.effects.values():
            if effect not in EFFECT_CLASSES:
                raise UsageError(f"{effect!r} is no effect class: {', '.join(EFFECT_CLASSES)}")
        if self.most_states < 1:
            raise UsageError("most_states is at least 1")
        if conflict := conflict_in(self):
            raise UsageError(f"this expectation can never be met: {conflict}")


def checked_extras(extras: Extras) -> Extras:
    """What may come beside the plan, if it says so.

    Raises:
        UsageError: It is neither a word nor a list of effect classes.
    """
    if isinstance(extras, str):
        if extras not in ("allowed", "forbidden"):
            hint = f"or a list of effect classes: {', '.join(EFFECT_CLASSES)}"
            raise UsageError(f"extras is 'allowed' or 'forbidden', not {extras!r}", hint=hint)
        return extras
    if not isinstance(extras, list | tuple):
        raise UsageError(f"extras is a word or a list of effect classes, not {extras!r}")
    unknown = [effect for effect in extras if effect not in EFFECT_CLASSES]
    if unknown or not extras:
        raise UsageError(
            f"extras names no effect class: {unknown[0]!r}" if unknown else "extras is empty",
            hint=f"effect classes are {', '.join(EFFECT_CLASSES)}",
        )
    return tuple(extras)


def as_part(item: PlanItem) -> Part:
    """A part of a plan, from whatever it was written as.

    Raises:
        UsageError: It is a rule, which stands beside a plan, or nothing that can stand in one.
    """
    if isinstance(item, ExpectedCall | Group):
        return item
    if isinstance(item, str):
        return ExpectedCall(item)
    if isinstance(item, Rule):
        hint = "put it into the outermost list; never_until and never_after say where it holds"
        raise UsageError(f"{item.kind} is a rule, and stands beside the plan", hint=hint)
    if isinstance(item, list | tuple):
        return Group("sequence", tuple(as_part(one) for one in item))
    raise UsageError(f"{item!r} is no part of a plan", hint="name a tool, or use expect.call")


def expectation_of(
    expected: Expectation | PlanItem | Sequence[PlanItem], *, ordered: bool = False, **more: Any
) -> Expectation:
    """The expectation that a list of parts and rules means.

    Args:
        expected: An expectation, which stays as it is, or parts and rules.
        ordered: Whether the parts come in this order.
        more: Further fields of `Expectation`.

    Raises:
        UsageError: `expected` cannot be met, or says what means nothing.
    """
    if isinstance(expected, Expectation):
        given = {name: value for name, value in more.items() if value is not None}
        return replace(expected, **given) if given else expected
    if isinstance(expected, str):
        raise UsageError("expected is a list of tool names", hint=f"[{expected!r}]")
    items = [expected] if isinstance(expected, ExpectedCall | Group | Rule) else list(expected)
    rules = tuple(item for item in items if isinstance(item, Rule))
    parts = tuple(as_part(item) for item in items if not isinstance(item, Rule))
    kind = "sequence" if ordered else "any_order"
    return Expectation(plans=(Group(kind, parts),), rules=rules, **more)
