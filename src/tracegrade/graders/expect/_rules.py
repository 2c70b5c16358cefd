"""The rules that hold beside a plan: calls that never come, or not before or after another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade.errors import UsageError
from tracegrade.graders._expectation import ExpectedCall, Rule
from tracegrade.graders._expectation._parts import RuleKind, pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracegrade.graders._calls import Counted

__all__ = [
    "at_most_once",
    "count",
    "first_call",
    "last_call",
    "never",
    "never_after",
    "never_before",
    "never_next",
    "never_until",
    "recovers",
]

Pattern = ExpectedCall | str
"""A call, given as one or as the name or glob of its tool."""


def never(call: Pattern, *, counted: Counted | None = None) -> Rule:
    """No such call.

    Args:
        call: The call; with arguments, only calls with these.
        counted: Which calls count here; `requested` also finds what was denied or failed.

    Example:
        >>> never("delete_*", counted="requested").kind
        'never'
    """
    return Rule("never", pattern(call), counted=counted)


def at_most_once(call: Pattern, *, counted: Counted | None = None) -> Rule:
    """One such call or none, wherever it comes.

    Example:
        >>> from tracegrade.graders import expect as e
        >>> e.at_most_once(e.call("refund", {"order_id": e.anything()})).kind
        'at_most_once'
    """
    return Rule("at_most_once", pattern(call), counted=counted)


def count(
    call: Pattern,
    *,
    at_most: int | None = None,
    at_least: int | None = None,
    exactly: int | None = None,
    counted: Counted | None = None,
) -> Rule:
    """So many such calls.

    Raises:
        UsageError: No limit is given, or the limits contradict each other.

    Example:
        >>> count("refund_*", at_most=1).most
        1
    """
    if exactly is not None and (at_most, at_least) != (None, None):
        raise UsageError("exactly goes without at_most and at_least")
    least = exactly if exactly is not None else at_least or 0
    most = exactly if exactly is not None else at_most
    return Rule("count", pattern(call), least=least, most=most, counted=counted)


def never_before(call: Pattern, other: Pattern, *, same: str | Sequence[Any] = ()) -> Rule:
    """If the other call comes at all, none of these comes before the first of it.

    Args:
        call: The call that must not come too early.
        other: The call that has to come first.
        same: Names or JSON pointers of arguments that have to be equal in both calls, or pairs of
            them where they are called differently: `("order_id", "id")`.

    Example:
        >>> never_before("refund", "get_order", same="order_id").same
        (('/order_id', '/order_id'),)
    """
    return _relating("never_before", call, other, same)


def never_until(call: Pattern, other: Pattern, *, same: str | Sequence[Any] = ()) -> Rule:
    """No such call until one of the other has come; if that never comes, neither may this.

    A call side by side with the other one has not seen its result, and is too early.

    Example:
        >>> never_until("refund", "get_order", same="order_id").kind
        'never_until'
    """
    return _relating("never_until", call, other, same)


def never_after(call: Pattern, other: Pattern, *, same: str | Sequence[Any] = ()) -> Rule:
    """No such call after one of the other.

    Example:
        >>> from tracegrade.graders import expect as e
        >>> e.never_after(e.call("*", effect="write"), "submit").other.tool
        'submit'
    """
    return _relating("never_after", call, other, same)


def never_next(call: Pattern, other: Pattern, *, same: str | Sequence[Any] = ()) -> Rule:
    """No such call right after one of the other, with no call of the same agent between.

    Example:
        >>> never_next("refund", "refund").kind
        'never_next'
    """
    return _relating("never_next", call, other, same)


def _relating(kind: RuleKind, call: Pattern, other: Pattern, same: str | Sequence[Any]) -> Rule:
    names = [same] if isinstance(same, str) else list(same)
    pairs = [(name, name) if isinstance(name, str) else tuple(name) for name in names]
    for pair in pairs:
        if len(pair) != 2:
            raise UsageError(f"same takes names or pairs of names, not {pair!r}")
    found = tuple((_pointer(one), _pointer(other)) for one, other in pairs)
    return Rule(kind, pattern(call), pattern(other), found)


def _pointer(name: str) -> str:
    return name if name.startswith("/") else f"/{name}"


def first_call(call: Pattern) -> Rule:
    """The first call of all is such a one.

    Example:
        >>> first_call("authenticate").kind
        'first_call'
    """
    return Rule("first_call", pattern(call))


def last_call(call: Pattern) -> Rule:
    """The last call of all is such a one.

    Example:
        >>> last_call("submit").kind
        'last_call'
    """
    return Rule("last_call", pattern(call))


def recovers(call: Pattern, *, by: Pattern | None = None, within: int | None = None) -> Rule:
    """Each such call that failed is followed by one of the same tool that succeeded.

    Args:
        call: The calls that may fail.
        by: Calls that also make up for it, in place of those of the same tool.
        within: How many calls later at the latest.

    Example:
        >>> recovers("search_*", within=3).within
        3
    """
    return Rule("recovers", pattern(call), None if by is None else pattern(by), within=within)
