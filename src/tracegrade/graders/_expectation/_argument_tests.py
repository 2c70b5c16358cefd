"""The argument tests of expected calls, with what the expectation says of their tools."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade._globs import glob_matches, is_glob
from tracegrade.errors import UsageError
from tracegrade.graders._expectation._compare import ArgumentTest, PathRule
from tracegrade.graders._expectation._values import Same, ValueMatcher

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tracegrade.graders._expectation._expectation import ArgumentRule
    from tracegrade.graders._expectation._parts import ExpectedCall

__all__ = ["argument_test", "rule_for"]


def rule_for(call: ExpectedCall, rules: Mapping[str, ArgumentRule]) -> ArgumentRule | None:
    """The argument rule of the call's tool: an exact name wins, then the longest glob."""
    fitting = [name for name in rules if name == call.tool or glob_matches(name, call.tool)]
    if not fitting:
        return None
    return rules[max(fitting, key=lambda name: (name == call.tool, not is_glob(name), len(name)))]


def argument_test(call: ExpectedCall, rules: Mapping[str, ArgumentRule]) -> ArgumentTest:
    """What the arguments of an expected call have to be.

    Raises:
        UsageError: `same` stands inside another matcher, where it could bind nothing.
    """
    rule = rule_for(call, rules)
    paths = {**(rule.at if rule is not None else {}), **call.at}
    mode = call.match or (rule.match if rule is not None else "exact")
    _check_names([call.arguments, *paths.values()])
    made = [PathRule.made(path, value) for path, value in paths.items()]
    return ArgumentTest(call.arguments, mode, made, call.where)


def _check_names(values: list[Any]) -> None:
    left: list[tuple[Any, bool]] = [(value, False) for value in values]
    while left:
        value, inside = left.pop()
        if isinstance(value, Same) and inside:
            hint = "write it as the whole value of an argument"
            raise UsageError(
                f"same({value.name!r}) inside another matcher binds nothing", hint=hint
            )
        if isinstance(value, dict):
            left += [(item, inside) for item in value.values()]
        elif isinstance(value, list | tuple):
            left += [(item, inside) for item in value]
        elif isinstance(value, ValueMatcher):
            inner = [getattr(value, name) for name in type(value).__slots__]
            left += [(item, True) for item in inner]
