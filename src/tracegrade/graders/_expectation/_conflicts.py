"""Expectations that no trace can meet, found when they are written.

What is found is certain: a plan whose least number of some calls is more than a rule allows, a rule
that needs a call which nothing allows, an order that a rule forbids, a tool or an argument that the
declared tools do not have. Where arguments could make the difference, nothing is refused.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from tracegrade import _schema_validation
from tracegrade._globs import glob_matches, is_glob
from tracegrade.graders._expectation._argument_tests import argument_test
from tracegrade.graders._expectation._parts import ExpectedCall, calls_in, say
from tracegrade.signals import effect_classes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tracegrade.graders._expectation._expectation import Expectation
    from tracegrade.graders._expectation._parts import Part, Rule

__all__ = ["conflict_in"]


def conflict_in(expectation: Expectation) -> str | None:
    """Why no trace can meet the expectation, or `None` where one may."""
    found = _Found(expectation)
    for check in (found.between_rules, found.with_tools):
        if conflict := check():
            return conflict
    for number, plan in enumerate(expectation.plans):
        for conflict in found.with_plan(plan):
            where = f"plan {number + 1}: " if len(expectation.plans) > 1 else ""
            return where + conflict
    return None


class _Found:
    def __init__(self, expectation: Expectation) -> None:
        self._whole = expectation
        self._limits = [
            (rule, *limits) for rule in expectation.rules if (limits := _limits_of(rule))
        ]

    def between_rules(self) -> str | None:
        """Two rules of which each forbids what the other needs."""
        for rule, least, _ in self._limits:
            for other, _, most in self._limits:
                if least > most and self._surely(rule.call, other.call):
                    return f"{_said(rule)}, but {_said(other)}"
        firsts = [rule for rule in self._whole.rules if rule.kind in ("first_call", "last_call")]
        for place, rule in enumerate(firsts):
            for other in firsts[place + 1 :]:
                if rule.kind == other.kind and not self._possibly(rule.call, other.call):
                    return f"{_said(rule)}, but {_said(other)}"
        for rule in firsts:
            for other, _, most in self._limits:
                if most == 0 and self._surely(rule.call, other.call):
                    return f"{_said(rule)}, but {_said(other)}"
        return None

    def with_tools(self) -> str | None:
        """A call of a tool that the agent does not have, or with arguments that it cannot take."""
        tools = self._whole.tools
        if tools is None:
            return None
        names = ", ".join(tool.name for tool in tools) or "none"
        for call in (call for plan in self._whole.plans for call in calls_in(plan)):
            known = [tool for tool in tools if glob_matches(call.tool, tool.name)]
            if not known:
                return f"{say(call)} is expected, and the agent has no such tool (tools: {names})"
            literal = argument_test(call, self._whole.arguments).literal()
            for tool in known:
                if literal is None or tool.parameters is None or is_glob(call.tool):
                    continue
                faults = _schema_validation.faults(tool.parameters, literal)
                if faults:
                    where = faults[0].pointer or "arguments"
                    return f"{say(call)} breaks the tool's schema at {where}: {faults[0].message}"
        return None

    def with_plan(self, plan: Part) -> Iterator[str]:
        """What a plan asks for and a rule forbids, or a rule needs and nothing allows."""
        for rule, least, most in self._limits:
            needed = _least(plan, lambda call, rule=rule: self._surely(call, rule.call))
            if needed > most:
                yield f"the plan asks for {say(rule.call)} {_times(needed)}, but {_said(rule)}"
            possible = _most(plan, lambda call, rule=rule: self._possibly(call, rule.call))
            if least > possible and not self._extra_may_be(rule.call):
                yield (
                    f"{_said(rule)}, but the plan allows it {_times(possible)} at most, "
                    "and extras of it are not allowed"
                )
        for rule in self._whole.rules:
            if rule.kind in ("first_call", "last_call"):
                possible = _most(plan, lambda call, rule=rule: self._possibly(call, rule.call))
                if not possible and not self._extra_may_be(rule.call):
                    yield f"{_said(rule)}, but neither the plan nor extras allow that call"
            elif rule.other is not None:
                yield from self._order_conflicts(plan, rule, rule.other)

    def _order_conflicts(self, plan: Part, rule: Rule, other: ExpectedCall) -> Iterator[str]:
        """An order that the plan fixes and the rule forbids."""
        order = _fixed_order(plan)
        firsts = [at for at, call in enumerate(order) if self._surely(call, rule.call)]
        others = [at for at, call in enumerate(order) if self._surely(call, other)]
        possible = _most(plan, lambda call: self._possibly(call, other))
        more = self._extra_may_be(other) or possible > len(others)
        if rule.same or not firsts:
            return
        banned = any(most == 0 and self._surely(other, one.call) for one, _, most in self._limits)
        nowhere = banned or (not possible and not self._extra_may_be(other))
        if rule.kind == "never_until" and nowhere:
            yield f"the plan asks for {say(rule.call)}, but {_said(rule)}, which nothing allows"
        elif rule.kind in ("never_until", "never_before") and others and not more:
            if min(firsts) < min(others):
                yield f"the plan has {say(rule.call)} before {say(other)}, but {_said(rule)}"
        elif rule.kind == "never_after" and others and max(firsts) > min(others):
            yield f"the plan has {say(rule.call)} after {say(other)}, but {_said(rule)}"

    def _surely(self, call: ExpectedCall, wanted: ExpectedCall) -> bool:
        """Whether whatever meets `call` also meets `wanted`."""
        if is_glob(call.tool):
            named = wanted.tool in (call.tool, "*")
        else:
            named = glob_matches(wanted.tool, call.tool)
        if not named or not self._has_effect(call, wanted.effect):
            return False
        if wanted.is_open:
            return True
        if wanted.where is not None:
            return wanted == call
        literal = argument_test(call, self._whole.arguments).literal()
        test = argument_test(wanted, self._whole.arguments)
        return literal is not None and not test.names and not test.compare(literal).faults

    def _possibly(self, call: ExpectedCall, wanted: ExpectedCall) -> bool:
        """Whether something may meet both."""
        if is_glob(call.tool) and is_glob(wanted.tool):
            return True
        if not (glob_matches(wanted.tool, call.tool) or glob_matches(call.tool, wanted.tool)):
            return False
        one = argument_test(call, self._whole.arguments).key
        other = argument_test(wanted, self._whole.arguments).key
        return one is None or other is None or one == other

    def _has_effect(self, call: ExpectedCall, effect: str | None) -> bool:
        if effect is None or call.effect == effect:
            return True
        if is_glob(call.tool):
            return False
        return effect in effect_classes(call.tool, declared=self._whole.effects or None)

    def _extra_may_be(self, call: ExpectedCall) -> bool:
        """Whether a call beside the plan may be this one."""
        extras = self._whole.extras
        if isinstance(extras, str):
            return extras == "allowed"
        if is_glob(call.tool) or call.tool in self._whole.effects:
            classes = {self._whole.effects.get(call.tool, "unknown")}
        else:
            classes = effect_classes(call.tool, declared=self._whole.effects or None)
        return "unknown" in classes or classes <= set(extras)


def _limits_of(rule: Rule) -> tuple[int, float] | None:
    """How often a rule lets its call come: at least and at most."""
    if rule.kind == "never":
        return 0, 0
    if rule.kind == "at_most_once":
        return 0, 1
    if rule.kind == "count" and not rule.same:
        return rule.least, inf if rule.most is None else rule.most
    return None


def _least(plan: Part, counts: Callable[[ExpectedCall], bool]) -> int:
    """How often a plan asks for such a call at the least."""
    if isinstance(plan, ExpectedCall):
        return int(counts(plan))
    inside = [_least(part, counts) for part in plan.parts]
    if plan.kind == "optional":
        return 0
    if plan.kind == "one_of":
        return min(inside)
    return sum(inside) * (plan.least if plan.kind == "repeat" else 1)


def _most(plan: Part, counts: Callable[[ExpectedCall], bool]) -> float:
    """How often a plan allows such a call at the most."""
    if isinstance(plan, ExpectedCall):
        return int(counts(plan))
    inside = [_most(part, counts) for part in plan.parts]
    if plan.kind == "one_of":
        return max(inside)
    total = sum(inside)
    if plan.kind == "repeat" and total:
        return inf if plan.most is None else total * plan.most
    return total


def _fixed_order(plan: Part) -> list[ExpectedCall]:
    """The calls that a plan always asks for one after the other, in that order."""
    if isinstance(plan, ExpectedCall):
        return [plan]
    if plan.kind == "sequence" or (plan.kind != "one_of" and len(plan.parts) == 1):
        if plan.kind == "optional" or (plan.kind == "repeat" and not plan.least):
            return []
        return [call for part in plan.parts for call in _fixed_order(part)]
    return []


def _times(count: float) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(int(count) if count != inf else 3) or (
        f"{count:g} times"
    )


def _said(rule: Rule) -> str:
    """A rule in words."""
    call, other = say(rule.call), say(rule.other) if rule.other is not None else ""
    if rule.kind == "count":
        limits = [f"at least {rule.least}"] if rule.least else []
        limits += [f"at most {rule.most}"] if rule.most is not None else []
        return f"{call} has to be called {' and '.join(limits)} times"
    words = {
        "never": f"{call} must never be called",
        "at_most_once": f"{call} must be called at most once",
        "never_before": f"{call} must never come before {other}",
        "never_after": f"{call} must never come after {other}",
        "never_until": f"{call} must never come until {other} has",
        "never_next": f"{call} must never come right after {other}",
        "first_call": f"the first call has to be {call}",
        "last_call": f"the last call has to be {call}",
        "recovers": f"a failure of {call} has to be recovered from",
    }
    return words[rule.kind]
