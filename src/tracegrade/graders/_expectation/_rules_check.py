"""Holding a trace against the rules of an expectation."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tracegrade._text import times
from tracegrade.graders._decoded import spelling
from tracegrade.graders._expectation._argument_tests import argument_test
from tracegrade.graders._expectation._order import CallOrder
from tracegrade.graders._expectation._parts import ExpectedCall, say
from tracegrade.graders._expectation._plan import Leaf
from tracegrade.graders._expectation._writing import shown_call
from tracegrade.model import Finding

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tracegrade.graders._expectation._expectation import ArgumentRule
    from tracegrade.graders._expectation._observed import Observed
    from tracegrade.graders._expectation._parts import Rule

__all__ = ["PreparedRule", "RuleCheck", "prepared_rule"]


@dataclass(slots=True, eq=False)
class PreparedRule:
    """A rule with its calls made ready for comparing."""

    rule: Rule
    leaf: Leaf
    other: Leaf | None


def prepared_rule(rule: Rule, number: int, rules: Mapping[str, ArgumentRule]) -> PreparedRule:
    """The rule made ready; `number` is its own among the rules."""

    def leaf(call: ExpectedCall, index: int) -> Leaf:
        return Leaf(index, call, argument_test(call, rules))

    # Numbers below 0 keep what is known of these calls apart from that of a plan's calls.
    other = None if rule.other is None else leaf(rule.other, -3 - 2 * number)
    return PreparedRule(rule, leaf(rule.call, -2 - 2 * number), other)


@dataclass(slots=True)
class RuleCheck:
    """What holding a trace against the rules found.

    Attributes:
        findings: What breaks a rule.
        undecided: What the capture lacks for telling, with the steps in question.
        at_end: Codes of findings that more calls could have mended, had the trace gone on.
    """

    findings: list[Finding] = field(default_factory=list[Finding])
    undecided: list[tuple[str, tuple[str, ...]]] = field(
        default_factory=list[tuple[str, tuple[str, ...]]]
    )

    def hold(self, prepared: PreparedRule, observed: Observed) -> None:
        """Hold the calls of a trace against one rule."""
        _CHECKS[prepared.rule.kind](_Rule(prepared, observed, self))


class _Rule:
    """One rule held against one trace."""

    def __init__(self, prepared: PreparedRule, observed: Observed, check: RuleCheck) -> None:
        self.rule = prepared.rule
        self.leaf = prepared.leaf
        self.other = prepared.other
        self.observed = observed
        self._check = check
        self._order: CallOrder | None = None

    @property
    def order(self) -> CallOrder:
        if self._order is None:
            self._order = CallOrder(self.observed)
        return self._order

    def fitting(self, leaf: Leaf) -> list[int]:
        """The calls that are like this one; those of which nothing tells are noted."""
        candidates = self.observed.candidates(leaf)
        if (leaf.test.is_open and leaf.call.effect is None) or not candidates:
            return candidates
        qualities = [self.observed.quality(leaf, call) for call in candidates]
        unknown = [
            call for call, quality in zip(candidates, qualities, strict=True) if quality == 1
        ]
        if unknown:
            said = f"is {self.tool(unknown[0])} {say(leaf.call)}?"
            steps = tuple(self.observed.step(call) for call in unknown)
            doubt = self.observed.doubt(leaf, unknown[0])
            self._check.undecided.append((f"{said} {doubt}", steps))
        return [call for call, quality in zip(candidates, qualities, strict=True) if not quality]

    def step(self, call: int) -> str:
        return self.observed.step(call)

    def tool(self, call: int) -> str:
        return repr(self.observed.tools[call])

    def end(self) -> tuple[str, ...]:
        """The last step, which is where something was still missing."""
        ids = self.observed.trace.columns.ids
        return (ids[-1],) if ids else ()

    def find(self, code: str, message: str, steps: tuple[str, ...], **more: Any) -> None:
        self._check.findings.append(Finding(code, message, steps, **more))

    def undecided(self, said: str) -> None:
        self._check.undecided.append((said, ()))

    def keys(self, leaf: Leaf, calls: list[int], *, side: int) -> dict[int, Any]:
        """For each call the values that have to be the same in both calls, one spelling each."""
        shared = self.leaf.test.names & (self.other.test.names if self.other else frozenset())
        paths = [pair[side] for pair in self.rule.same]
        found: dict[int, Any] = {}
        for call in calls:
            bound = self.observed.compared(leaf, call).bound if shared else {}
            value = self.observed.value(call) if paths else None
            found[call] = (
                *(_at(value, path) for path in paths),
                *(bound.get(name) for name in sorted(shared)),
            )
        return found


_NOTHING = object()


def _at(value: Any, path: str) -> Any:
    """One spelling of the value at a JSON pointer; where there is none, a value like no other."""
    for part in path.split("/")[1:]:
        name = part.replace("~1", "/").replace("~0", "~")
        if isinstance(value, dict) and name in value:
            value = value[name]
        elif isinstance(value, list) and name.isdecimal() and int(name) < len(value):
            value = value[int(name)]
        else:
            return _NOTHING
    return spelling(value)


def _never(rule: _Rule) -> None:
    for call in rule.fitting(rule.leaf):
        message = f"{rule.tool(call)} was called, which it must never be"
        if not rule.leaf.call.is_open:
            message = f"{say(rule.leaf.call)} was called, which must never be"
        rule.find("T05", message, (rule.step(call),), expected="no such call",
                  observed=rule.observed.said(call))  # fmt: skip


def _at_most_once(rule: _Rule) -> None:
    calls = rule.fitting(rule.leaf)
    if len(calls) > 1:
        message = f"{say(rule.leaf.call)} was called {times(len(calls))}, at most once is right"
        steps = tuple(rule.step(call) for call in (*calls[1:], calls[0]))
        rule.find("T06", message, steps, expected=1, observed=len(calls))


def _count(rule: _Rule) -> None:
    calls, least, most = rule.fitting(rule.leaf), rule.rule.least, rule.rule.most
    said = f"{say(rule.leaf.call)} was called {times(len(calls))}"
    if most is not None and len(calls) > most:
        steps = tuple(rule.step(call) for call in (*calls[most:], *calls[:most]))
        rule.find("T06", f"{said}, at most {most} allowed", steps, expected=most,
                  observed=len(calls))  # fmt: skip
    elif len(calls) < least:
        steps = (*rule.end(), *(rule.step(call) for call in calls))
        rule.find("T07", f"{said}, at least {least} needed", steps, expected=least,
                  observed=len(calls))  # fmt: skip


def _never_until(rule: _Rule) -> None:
    _precedes(rule, needed=True)


def _never_before(rule: _Rule) -> None:
    _precedes(rule, needed=False)


def _precedes(rule: _Rule, *, needed: bool) -> None:
    """Each call has one of the others before it, at least where it has one of them after it."""
    assert rule.other is not None
    calls, others = rule.fitting(rule.leaf), rule.fitting(rule.other)
    ours = rule.keys(rule.leaf, calls, side=0)
    theirs = _by_key(rule.keys(rule.other, others, side=1))
    for call in calls:
        alike = theirs.get(ours[call], []) if _NOTHING not in ours[call] else []
        if rule.order.one_before(alike, call) is not None:
            continue
        later = rule.order.one_after(alike, call)
        if later is None and not needed:
            continue
        _say_too_early(rule, call, later, alike or others)


def _say_too_early(rule: _Rule, call: int, later: int | None, others: list[int]) -> None:
    """A call came before the other one that has to come first, or beside it, or without it."""
    assert rule.other is not None
    names = " and ".join(path.strip("/") for path, _ in rule.rule.same)
    wanted = say(rule.other.call) + (f" with the same {names}" if names else "")
    where = ""
    if later is not None:
        where = f", but only in {rule.step(later)}"
    elif others and others != [call]:
        one = rule.step(next(one for one in others if one != call))
        where = f"; {one} is beside it, or has other values"
    message = f"{rule.tool(call)} was called, and {wanted} had not been called before it{where}"
    steps = tuple(rule.step(one) for one in (call, later) if one is not None)
    rule.find("T08", message, steps, expected=f"{wanted} before {rule.step(call)}",
              observed=rule.observed.said(call))  # fmt: skip


def _by_key(keys: dict[int, Any]) -> dict[Any, list[int]]:
    found: dict[Any, list[int]] = {}
    for call, key in keys.items():
        found.setdefault(key, []).append(call)
    return found


def _never_after(rule: _Rule) -> None:
    assert rule.other is not None
    calls, others = rule.fitting(rule.leaf), rule.fitting(rule.other)
    ours = rule.keys(rule.leaf, calls, side=0)
    theirs = _by_key(rule.keys(rule.other, others, side=1))
    for call in calls:
        alike = [one for one in theirs.get(ours[call], []) if one != call]
        earlier = rule.order.one_before(alike, call) if _NOTHING not in ours[call] else None
        if earlier is None:
            continue
        message = f"{rule.tool(call)} was called after {rule.tool(earlier)}, which it must never be"
        rule.find("T09", message, (rule.step(call), rule.step(earlier)),
                  expected=f"no {say(rule.leaf.call)} after {rule.step(earlier)}",
                  observed=rule.observed.said(call))  # fmt: skip


def _never_next(rule: _Rule) -> None:
    assert rule.other is not None
    others = set(rule.fitting(rule.other))
    calls = rule.fitting(rule.leaf)
    ours = rule.keys(rule.leaf, calls, side=0)
    theirs = rule.keys(rule.other, sorted(others), side=1)
    for call in calls:
        for before in rule.order.just_before(call):
            if before in others and ours[call] == theirs[before]:
                message = f"{rule.tool(call)} came right after {rule.tool(before)}"
                rule.find("T10", message, (rule.step(call), rule.step(before)),
                          expected="another call between them, or neither",
                          observed=[rule.observed.said(before), rule.observed.said(call)])  # fmt: skip
                break


def _first_call(rule: _Rule) -> None:
    _at_end(rule, 0, "first")


def _last_call(rule: _Rule) -> None:
    _at_end(rule, -1, "last")


def _at_end(rule: _Rule, place: int, word: str) -> None:
    wanted = shown_call(rule.leaf.call)
    if not len(rule.observed):
        message = f"no call was made, the {word} had to be {say(rule.leaf.call)}"
        rule.find("T11", message, rule.end(), expected=wanted)
        return
    call = range(len(rule.observed))[place]
    if call not in rule.fitting(rule.leaf):
        message = f"the {word} call was {rule.tool(call)}, it had to be {say(rule.leaf.call)}"
        rule.find("T11", message, (rule.step(call),), expected=wanted,
                  observed=rule.observed.said(call))  # fmt: skip


def _recovers(rule: _Rule) -> None:
    """Each failed call is followed by one of the same tool, or of those named, that succeeded."""
    trace, observed = rule.observed.trace, rule.observed
    if not trace.can_show("error_status"):
        rule.undecided("whether calls failed: the capture records no errors")
        return
    statuses = [trace.call_statuses[number] for number in observed.numbers]
    calls = rule.fitting(rule.leaf)
    helpers = rule.fitting(rule.other) if rule.other is not None else range(len(observed))
    good = [call for call in helpers if statuses[call] == "ok"]
    for call in (call for call in calls if statuses[call] == "error"):
        tool = observed.tools[call]
        within = len(observed) if rule.rule.within is None else rule.rule.within
        if any(
            call < one <= call + within and (rule.other is not None or observed.tools[one] == tool)
            for one in good
        ):
            continue
        by = repr(tool) if rule.other is None else say(rule.other.call)
        soon = "" if rule.rule.within is None else f" within {within} calls"
        message = f"{tool!r} failed, and no {by} succeeded after it{soon}"
        rule.find("T12", message, (rule.step(call),), expected=f"{by} succeeds{soon}",
                  observed="error")  # fmt: skip


_CHECKS: dict[str, Callable[[_Rule], None]] = {
    "never": _never,
    "at_most_once": _at_most_once,
    "never_before": _never_before,
    "never_after": _never_after,
    "never_until": _never_until,
    "never_next": _never_next,
    "first_call": _first_call,
    "last_call": _last_call,
    "recovers": _recovers,
    "count": _count,
}
