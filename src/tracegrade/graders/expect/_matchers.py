"""The matchers that stand where the value of an argument could."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade.graders._expectation import _tolerances as tolerances
from tracegrade.graders._expectation import _values as values

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tracegrade.graders._expectation._values import ValueMatcher

__all__ = [
    "absent",
    "among",
    "anything",
    "between",
    "containing",
    "date",
    "exactly",
    "fits",
    "having",
    "ignored",
    "maybe",
    "near",
    "of_type",
    "other_than",
    "regex",
    "same",
    "text",
    "time",
    "unordered",
    "where",
]


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
