"""Matchers of values that need not be equal: close numbers, other spellings, ranges, any order.

Most may be written without a value of their own: then the expected value of the argument at that
place is the one that the tolerance is about.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any, ClassVar, Self

from tracegrade import _json
from tracegrade._assignment import heaviest_pairs
from tracegrade.errors import UsageError
from tracegrade.graders._expectation._times import read_date, read_time
from tracegrade.graders._expectation._values import (
    UNSET,
    Exactly,
    ValueMatcher,
    fits,
    is_number,
    plain,
    said,
)

__all__ = ["Between", "Date", "Near", "Regex", "Text", "Time", "Unordered"]

_LONGEST_TEXT = 100_000  # characters; a longer text is matched by no pattern


class _About(ValueMatcher):
    """A tolerance about an expected value, which may be left out where it is written."""

    takes: ClassVar[str]
    value: Any

    @staticmethod
    def _reads(value: Any) -> bool:
        """Whether the tolerance can be about this value."""
        raise NotImplementedError  # each tolerance has its own

    def __post_init__(self) -> None:
        if self.value is not UNSET and not self._reads(self.value):
            raise UsageError(f"{self.word} takes {self.takes}, not {self.value!r}")

    def given(self, expected: Any) -> ValueMatcher:
        """The tolerance about this value; equality where it cannot be about it."""
        return self if self.value is not UNSET else self._about(expected)

    def _about(self: Self, expected: Any) -> ValueMatcher:
        if not self._reads(expected):
            return Exactly(expected)
        return replace(self, value=expected)  # pyright: ignore[reportArgumentType]  # a dataclass

    def said(self) -> str:
        """The value."""
        return said(self.value)


@dataclass(frozen=True, slots=True)
class Near(_About):
    """A number that is off by no more than `within`, or by that share of the expected one."""

    word: ClassVar[str] = "near"
    takes: ClassVar[str] = "a number"
    value: Any = UNSET
    within: float = 0.0
    relative: float = 0.0

    _reads = staticmethod(is_number)

    def __post_init__(self) -> None:
        _About.__post_init__(self)
        if self.within < 0 or self.relative < 0 or not (self.within or self.relative):
            raise UsageError("near needs within or relative, above 0")

    def fits(self, value: Any) -> bool:
        """Whether the value is a number close enough."""
        if not is_number(value) or self.value is UNSET:
            return False
        allowed = max(self.within, self.relative * abs(self.value))
        return abs(value - self.value) <= allowed * (1 + 1e-9)  # 0.1 + 0.2 is not off by more

    def said(self) -> str:
        """The number and how far off it may be."""
        shares = [f"{self.within:g}"] if self.within else []
        shares += [f"{self.relative:.3g} of it"] if self.relative else []
        return f"{said(self.value)} give or take {' or '.join(shares)}"


@dataclass(frozen=True, slots=True)
class Text(_About):
    """A text, whatever its case and white space (unless `case` or `space` says that they count)."""

    word: ClassVar[str] = "text"
    takes: ClassVar[str] = "a text"
    value: Any = UNSET
    case: bool = False
    space: bool = False

    @staticmethod
    def _reads(value: Any) -> bool:
        return isinstance(value, str)

    def fits(self, value: Any) -> bool:
        """Whether the value is a text that says the same."""
        return isinstance(value, str) and self._folded(value) == self._folded(self.value)

    def _folded(self, text: str) -> str:
        text = unicodedata.normalize("NFC", text)
        text = text if self.case else text.casefold()
        return text if self.space else " ".join(text.split())


@dataclass(frozen=True, slots=True)
class Time(_About):
    """A text that says the same moment, in ISO 8601 and in any offset, give or take seconds."""

    word: ClassVar[str] = "time"
    takes: ClassVar[str] = "an ISO 8601 time such as 2026-11-23T10:00:00Z"
    value: Any = UNSET
    within_s: float = 0.0

    @staticmethod
    def _reads(value: Any) -> bool:
        return read_time(value) is not None

    def fits(self, value: Any) -> bool:
        """Whether the value says a moment close enough; one without an offset is not one with."""
        one, other = read_time(self.value), read_time(value)
        if one is None or other is None or (one.tzinfo is None) != (other.tzinfo is None):
            return False
        return abs(one - other) <= timedelta(seconds=self.within_s)


@dataclass(frozen=True, slots=True)
class Date(_About):
    """A text that says the same day: ISO 8601, year first, or with the month by name."""

    word: ClassVar[str] = "date"
    takes: ClassVar[str] = "a date such as 2026-11-23"
    value: Any = UNSET

    @staticmethod
    def _reads(value: Any) -> bool:
        return read_date(value) is not None

    def fits(self, value: Any) -> bool:
        """Whether the value says the day."""
        day = read_date(value)
        return day is not None and day == read_date(self.value)


@dataclass(frozen=True, slots=True)
class Unordered(_About):
    """A list of these items in any order; an item may be a matcher."""

    word: ClassVar[str] = "unordered"
    takes: ClassVar[str] = "a list"
    value: Any = field(default=UNSET, hash=False)

    @staticmethod
    def _reads(value: Any) -> bool:
        return isinstance(value, list)

    def fits(self, value: Any) -> bool:
        """Whether each item has one of its own that fits, and none is left."""
        if not isinstance(value, list) or len(value) != len(self.value):
            return False
        if plain(self.value):
            return sorted(map(_json.canonical, self.value)) == sorted(map(_json.canonical, value))
        found = [
            {place: 1 for place, other in enumerate(value) if fits(one, other)}
            for one in self.value
        ]
        return len(heaviest_pairs(found)) == len(value)

    def said(self) -> str:
        """The items."""
        return f"{said(self.value)} in any order"


@dataclass(frozen=True, slots=True)
class Between(ValueMatcher):
    """A number from the lowest to the highest, both included; `None` is no limit."""

    word: ClassVar[str] = "between"
    limits: tuple[float | None, float | None]

    def __post_init__(self) -> None:
        if len(self.limits) != 2 or any(
            limit is not None and not is_number(limit) for limit in self.limits
        ):
            raise UsageError("between takes two numbers, or null for no limit")
        low, high = self.limits
        if low is None and high is None:
            raise UsageError("between needs a limit")
        if low is not None and high is not None and low > high:
            raise UsageError(f"no number lies between {low} and {high}")

    def fits(self, value: Any) -> bool:
        """Whether the value is a number within the limits."""
        low, high = self.limits
        if not is_number(value):
            return False
        return (low is None or value >= low) and (high is None or value <= high)

    def said(self) -> str:
        """The limits."""
        low, high = self.limits
        if low is None:
            return f"a number up to {high}"
        return f"a number from {low}" if high is None else f"a number from {low} to {high}"


@dataclass(frozen=True, slots=True)
class Regex(ValueMatcher):
    """A text of which the whole matches a regular expression (Python syntax).

    It runs on text that models wrote: keep it free of nested repetition, which can take
    exponential time.
    """

    word: ClassVar[str] = "regex"
    pattern: str

    def __post_init__(self) -> None:
        if not isinstance(self.pattern, str):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise UsageError(f"a regular expression is a text, not {self.pattern!r}")
        try:
            re.compile(self.pattern)
        except re.error as error:
            raise UsageError(f"not a regular expression: {error}") from None

    def fits(self, value: Any) -> bool:
        """Whether it is a text, and the whole of it matches."""
        if not isinstance(value, str) or len(value) > _LONGEST_TEXT:
            return False
        return re.fullmatch(self.pattern, value) is not None

    def said(self) -> str:
        """The pattern."""
        return f"a text like /{self.pattern}/"
