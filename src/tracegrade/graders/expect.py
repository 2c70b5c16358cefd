"""The language of expectations: which calls are right, in which order, with which arguments.

Parts make a plan (`call`, `sequence`, `any_order`, `parallel`, `optional`, `one_of`, `repeat`), rules
hold beside it (`never`, `never_until`, `at_most_once`, `count`, ...), and matchers stand where a value
of an argument could (`near`, `regex`, `among`, ...). All of it is plain data with one meaning in
Python, in TOML or JSON, and in a case: `name(first, other=x)` is written `{name: first, other: x}`,
matchers with a `$` before the name.

Example:
    >>> from tracegrade import graders as g
    >>> from tracegrade.graders import expect as e
    >>> refund = g.ToolChoice(
    ...     [
    ...         e.sequence(
    ...             e.call("get_order", {"order_id": e.same("order")}),
    ...             e.any_order("check_stock", "check_policy"),
    ...             e.call("refund", {"order_id": e.same("order"), "amount": e.near(50, within=1)}),
    ...         ),
    ...         e.never("delete_*"),
    ...     ],
    ...     extras=["read"],
    ... )
    >>> refund.name
    'ToolChoice'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade.errors import UsageError
from tracegrade.graders._expectation import (
    ExpectedCall,
    Group,
    MatchMode,
    PlanItem,
    Rule,
    as_part,
)
from tracegrade.graders._expectation import _tolerances as tolerances
from tracegrade.graders._expectation import _values as values
from tracegrade.graders._expectation._parts import RuleKind, pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tracegrade.graders._calls import Counted
    from tracegrade.graders._expectation._values import ValueMatcher

__all__ = [
    "absent",
    "among",
    "any_order",
    "anything",
    "at_most_once",
    "between",
    "call",
    "containing",
    "count",
    "date",
    "exactly",
    "first_call",
    "fits",
    "having",
    "ignored",
    "last_call",
    "maybe",
    "near",
    "never",
    "never_after",
    "never_before",
    "never_next",
    "never_until",
    "of_type",
    "one_of",
    "optional",
    "other_than",
    "parallel",
    "recovers",
    "regex",
    "repeat",
    "same",
    "sequence",
    "text",
    "time",
    "unordered",
    "where",
]

Pattern = ExpectedCall | str
"""A call, given as one or as the name or glob of its tool."""


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
        >>> call("refund", {"amount": near(50, within=1)}, at={"/note": ignored()}).tool
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
        >>> at_most_once(call("refund", {"order_id": anything()})).kind
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
        >>> never_after(call("*", effect="write"), "submit").other.tool
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


def exactly(value: Any) -> ValueMatcher:
    """This plain value; the way to write an object with a key that begins with `$`.

    Example:
        >>> exactly({"$gt": 5}).fits({"$gt": 5.0})
        True
    """
    return values.Exactly(value)


def anything() -> ValueMatcher:
    """Any value, but there has to be one.

    Example:
        >>> anything().fits(None)
        True
    """
    return values.Anything()


def ignored() -> ValueMatcher:
    """Any value or none.

    Example:
        >>> ignored().may_be_absent
        True
    """
    return values.Ignored()


def absent() -> ValueMatcher:
    """No such argument.

    Example:
        >>> absent().fits(None)
        False
    """
    return values.Absent()


def maybe(value: Any) -> ValueMatcher:
    """No such argument, or one that fits.

    Example:
        >>> maybe("email").may_be_absent, maybe("email").fits("sms")
        (True, False)
    """
    return values.Maybe(value)


def regex(pattern: str) -> ValueMatcher:
    r"""A text of which the whole matches (Python syntax).

    Raises:
        UsageError: It is not a regular expression.

    Example:
        >>> regex(r"ORD-\d+").fits("ORD-17"), regex(r"ORD-\d+").fits("ORD-17; drop")
        (True, False)
    """
    return tolerances.Regex(pattern)


def among(*options: Any) -> ValueMatcher:
    """One of these values or matchers.

    Example:
        >>> among("email", "sms").fits("fax")
        False
    """
    return values.Among(options)


def of_type(name: str) -> ValueMatcher:
    """Any value of a JSON type: string, number, integer, boolean, array, object or null.

    Example:
        >>> of_type("integer").fits(10.0), of_type("number").fits(True)
        (True, False)
    """
    return values.OfType(name)


def fits(schema: dict[str, Any]) -> ValueMatcher:
    """A value that satisfies a JSON Schema.

    Raises:
        UsageError: It is not one, or refers to one elsewhere.

    Example:
        >>> fits({"type": "integer", "minimum": 1}).fits(0)
        False
    """
    return values.Fits(schema)


def near(value: Any = values.UNSET, *, within: float = 0, relative: float = 0) -> ValueMatcher:
    """A number off by no more than `within`, or by that share of the expected one.

    Without a value it is about the expected value at its path: `at={"/amount": near(within=1)}`.

    Example:
        >>> near(50, within=0.5).fits(50.4), near(200, relative=0.01).fits(203)
        (True, False)
    """
    return tolerances.Near(value, within, relative)


def between(low: float | None, high: float | None) -> ValueMatcher:
    """A number from the lowest to the highest, both included.

    Example:
        >>> between(0, 100).fits(100), between(None, 0).fits(1)
        (True, False)
    """
    return tolerances.Between((low, high))


def text(value: Any = values.UNSET, *, case: bool = False, space: bool = False) -> ValueMatcher:
    """A text, whatever its case and white space, unless these are said to count.

    Example:
        >>> text("San Francisco").fits("san  francisco")
        True
    """
    return tolerances.Text(value, case, space)


def time(value: Any = values.UNSET, *, within_s: float = 0) -> ValueMatcher:
    """A text that says the same moment in ISO 8601, in any offset, give or take seconds.

    Example:
        >>> time("2026-11-23T10:00:00Z").fits("2026-11-23T11:00:00+01:00")
        True
    """
    return tolerances.Time(value, within_s)


def date(value: Any = values.UNSET) -> ValueMatcher:
    """A text that says the same day: ISO 8601, year first, or with the month by name.

    Example:
        >>> date("2026-11-23").fits("Nov 23, 2026")
        True
    """
    return tolerances.Date(value)


def unordered(items: Any = values.UNSET) -> ValueMatcher:
    """A list of these items in any order.

    Example:
        >>> unordered(["a", "b"]).fits(["b", "a"])
        True
    """
    return tolerances.Unordered(items)


def containing(value: Any) -> ValueMatcher:
    """A text that holds this one, or a list with an item that fits.

    Example:
        >>> containing("upgrade").fits("flight upgrades")
        True
    """
    return values.Containing(value)


def having(fields: Mapping[str, Any]) -> ValueMatcher:
    """An object with at least these fields.

    Example:
        >>> having({"status": "open"}).fits({"status": "open", "priority": "high"})
        True
    """
    return values.Having(dict(fields))


def other_than(value: Any) -> ValueMatcher:
    """Any value that does not fit this one.

    Example:
        >>> other_than("prod").fits("prod")
        False
    """
    return values.OtherThan(value)


def same(name: str, value: Any = values.Anything()) -> ValueMatcher:  # noqa: B008 it is frozen
    """The same value wherever this name stands, in all calls of the expectation.

    Args:
        name: The name.
        value: What the value has to be besides.

    Example:
        >>> same("order", regex("A-.*")).fits("A-1")
        True
    """
    return values.Same(name, value)


def where(function: Callable[[Any], bool]) -> ValueMatcher:
    """A value that a function accepts; it has no data form.

    Example:
        >>> where(str.isupper).fits("ABC")
        True
    """
    return values.Where(function)
