"""An expectation as data: what `Reader` reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade.errors import UsageError
from tracegrade.graders._expectation._parts import ExpectedCall, Group, Part, Rule, say
from tracegrade.graders._expectation._reading import SCHEMA
from tracegrade.graders._expectation._values import recorded

if TYPE_CHECKING:
    from tracegrade.graders._expectation._expectation import Expectation

__all__ = ["call_record", "expectation_record", "part_record", "rule_record", "shown_call"]


def expectation_record(expectation: Expectation) -> dict[str, Any]:
    """The data form of an expectation; what has its default is left out.

    Raises:
        UsageError: It holds a function, which has no data form.

    Example:
        >>> from tracegrade.graders import expect as e, Expectation
        >>> record = expectation_record(Expectation(plans=(e.sequence("a", e.optional("b")),)))
        >>> record["ordered"], record["plan"]
        (True, ['a', {'optional': 'b'}])
    """
    made: dict[str, Any] = {"schema": SCHEMA}
    plans = expectation.plans
    if len(plans) == 1:
        ordered, items = _listed(plans[0])
        made |= {"ordered": True} if ordered else {}
        made["plan"] = items
    elif plans:
        made["plans"] = [[part_record(plan)] for plan in plans]
    if expectation.rules:
        made["rules"] = [rule_record(rule) for rule in expectation.rules]
    if expectation.extras != "allowed":
        extras = expectation.extras
        made["extras"] = extras if isinstance(extras, str) else list(extras)
    if expectation.counted != "completed":
        made["counted"] = expectation.counted
    made |= _more(expectation)
    return made


def _more(expectation: Expectation) -> dict[str, Any]:
    from tracegrade.graders._expectation._expectation import MOST_STATES

    made: dict[str, Any] = {}
    scope = expectation.scope
    if scope is not None:
        fields = ("agent", "turn", "inside")
        given = {name: getattr(scope, name) for name in fields}
        made["scope"] = {name: value for name, value in given.items() if value is not None}
        made["scope"] |= {} if scope.nested else {"nested": False}
    if expectation.arguments:
        made["arguments"] = {
            tool: {
                "match": rule.match,
                **({"at": recorded(dict(rule.at))} if rule.at else {}),
                **({} if rule.defaults else {"defaults": False}),
            }
            for tool, rule in expectation.arguments.items()
        }
    if expectation.effects:
        made["effects"] = dict(expectation.effects)
    if expectation.tools is not None:
        made["tools"] = [
            tool.name
            if tool.parameters is None
            else {"name": tool.name, "parameters": tool.parameters}
            for tool in expectation.tools
        ]
    if expectation.most_states != MOST_STATES:
        made["most_states"] = expectation.most_states
    return made


def _listed(plan: Part) -> tuple[bool, list[Any]]:
    """The outermost list of a plan, and whether it is ordered."""
    if isinstance(plan, Group) and plan.kind in ("sequence", "any_order"):
        return plan.kind == "sequence", [part_record(part) for part in plan.parts]
    return False, [part_record(plan)]


def part_record(part: Part) -> Any:
    """The data form of a part of a plan."""
    if isinstance(part, ExpectedCall):
        return call_record(part)
    if part.kind not in ("optional", "repeat"):
        return {part.kind: [part_record(one) for one in part.parts]}
    made: dict[str, Any] = {part.kind: part_record(part.parts[0])}
    if part.kind == "repeat":
        made |= {} if part.least == 1 else {"min": part.least}
        made |= {} if part.most is None else {"max": part.most}
    return made


def call_record(call: ExpectedCall) -> Any:
    """The data form of an expected call; of one that says no more than its tool, the name."""
    if call.where is not None:
        raise UsageError("a function cannot be written as data", hint="use it from Python only")
    if call.is_open and call.match is None and call.arguments is None and call.effect is None:
        return call.tool
    made: dict[str, Any] = {"call": call.tool}
    if call.arguments is not None:
        made["arguments"] = recorded(dict(call.arguments))
    if call.match is not None:
        made["match"] = call.match
    if call.at:
        made["at"] = recorded(dict(call.at))
    if call.effect is not None:
        made["effect"] = call.effect
    return made


def shown_call(call: ExpectedCall) -> Any:
    """An expected call for a finding: as data, or in words where it holds a function."""
    try:
        return call_record(call)
    except UsageError:
        return say(call)


def rule_record(rule: Rule) -> dict[str, Any]:
    """The data form of a rule."""
    call = call_record(rule.call)
    if rule.kind.startswith("never_") and rule.other is not None:
        made: dict[str, Any] = {rule.kind: [call, call_record(rule.other)]}
    else:
        made = {rule.kind: call}
        made |= {} if rule.other is None else {"by": call_record(rule.other)}
    if rule.same:
        made["same"] = [one if one == other else [one, other] for one, other in rule.same]
    if rule.kind == "count":
        made |= {"at_least": rule.least} if rule.least else {}
        made |= {} if rule.most is None else {"at_most": rule.most}
    if rule.within is not None:
        made["within"] = rule.within
    if rule.counted is not None:
        made["counted"] = rule.counted
    return made
