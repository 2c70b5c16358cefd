"""The parts of which a plan is made: one call, and calls in an order, in any, or one of several."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade.graders._expectation import ExpectedCall, Group, MatchMode, PlanItem, as_part

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = [
    "any_order",
    "call",
    "one_of",
    "optional",
    "parallel",
    "repeat",
    "sequence",
]


def call(
    tool: str,
    arguments: Mapping[str, Any] | None = None,
    *,
    match: MatchMode | None = None,
    at: Mapping[str, Any] | None = None,
    where: Callable[[Any], bool] | None = None,
    effect: str | None = None,
) -> ExpectedCall:
    """One call of a tool.

    Args:
        tool: Name or glob.
        arguments: What they have to be, as plain values and matchers; left out, anything.
        match: `exact` (the default where arguments are given), `superset` (the call has at least
            these), `subset` (it has none but these) or `ignore`.
        at: What stands at a path, by JSON pointer with `*` for one step and `**` for any number.
        where: A function of the decoded arguments that has to hold; it has no data form.
        effect: Effect class that the tool has to have.

    Example:
        >>> from tracegrade.graders import expect as e
        >>> e.call("refund", {"amount": e.near(50, within=1)}, at={"/note": e.ignored()}).tool
        'refund'
    """
    given = None if arguments is None else dict(arguments)
    return ExpectedCall(tool, given, match, dict(at or {}), where, effect)


def sequence(*parts: PlanItem) -> Group:
    """The parts one after the other; a list inside a plan is short for it.

    Calls that one model call asked for side by side follow each other as they are listed.

    Example:
        >>> sequence("get_order", "refund").kind
        'sequence'
    """
    return Group("sequence", tuple(as_part(part) for part in parts))


def any_order(*parts: PlanItem) -> Group:
    """All of the parts in any order, also interleaved.

    Example:
        >>> any_order(["get_order", "refund"], "get_user").parts[0].kind
        'sequence'
    """
    return Group("any_order", tuple(as_part(part) for part in parts))


def parallel(*parts: PlanItem) -> Group:
    """All of the calls side by side: asked for by one model call.

    Raises:
        UsageError: A part is a sequence, which has an order.

    Example:
        >>> parallel("get_user", "get_order").kind
        'parallel'
    """
    return Group("parallel", tuple(as_part(part) for part in parts))


def optional(part: PlanItem) -> Group:
    """The part, or nothing.

    Example:
        >>> optional("get_user").kind
        'optional'
    """
    return Group("optional", (as_part(part),))


def one_of(*parts: PlanItem) -> Group:
    """Just one of the parts.

    Example:
        >>> one_of("refund", ["cancel_order", "notify"]).kind
        'one_of'
    """
    return Group("one_of", tuple(as_part(part) for part in parts))


def repeat(part: PlanItem, min: int = 1, max: int | None = None) -> Group:  # noqa: A002 the words of the language
    """The part from `min` to `max` times, one after the other; without `max`, any number of times.

    Raises:
        UsageError: No number lies between them.

    Example:
        >>> repeat("search", 1, 3).most
        3
    """
    return Group("repeat", (as_part(part),), min, max)
