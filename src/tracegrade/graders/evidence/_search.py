"""Operations that come to a number, tried with a count of how many were, so that accidents can be told.

With many operands nearly every number is some sum, product or share. A hit is only a witness where so few
operations were tried, for a number so exact, that none of them had been expected to hit by accident.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import combinations, permutations
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["Operand", "Search"]

_DECADES = 4.6  # natural logarithm of the hundred-fold range in which results of operations lie
_SLACK = 1e-9
_MOST_IN_THREES = 8
_HUNDRED = 100.0
_QUANTITIES = frozenset(map(float, range(13)))
_ADDING = frozenset(("{0} + {1}", "{0} - {1}", "{1} - {0}"))


class Operand(NamedTuple):
    """A number that may be reckoned with.

    Attributes:
        value: The number, without its sign.
        is_share: Whether it is a percentage.
        is_quantity: Whether it is a small whole number, which multiplies and is neither added nor taken away.
    """

    value: float
    is_share: bool = False
    is_quantity: bool = False


class Search:
    """The search for what comes to a number between two ends.

    Args:
        low: The least that is still told so.
        high: The most.
        digit: What one more in the last digit of the number makes. Operations on round numbers come to
            round ones, so that they hit a round one more often than its size lets expect.
        is_share: Whether a percentage is sought.
        is_money: Whether an amount is, which may be told in cents elsewhere.

    Example:
        >>> search = Search(1332.965, 1332.975)
        >>> search.pairs([Operand(1360.17), Operand(27.2), Operand(1143.0)])
        '1360.17 - 27.2'
        >>> search.chance < 0.001
        True
        >>> Search(36.5, 37.5).pairs([Operand(50.0), Operand(13.0), Operand(8.0)])
        '50 - 13'
    """

    __slots__ = ("_high", "_is_money", "_low", "_width", "is_share", "tried")

    def __init__(
        self,
        low: float,
        high: float,
        *,
        digit: float = 0.0,
        is_share: bool = False,
        is_money: bool = False,
    ) -> None:
        self._low, self._high = low - _SLACK * abs(low), high + _SLACK * abs(high)
        width = max(high - low, digit)
        self._width = width / max(abs(low + high) / 2, _SLACK) / _DECADES
        self.is_share = is_share
        self._is_money = is_money
        self.tried = 0

    @property
    def chance(self) -> float:
        """How many hits had to be expected by accident."""
        return self.tried * self._width

    def begin(self) -> None:
        """Forget what was tried."""
        self.tried = 0

    def is_hit(self, value: float) -> bool:
        """Whether a number is what is sought; one more was tried."""
        self.tried += 1
        return self._low <= value <= self._high

    def pairs(
        self, operands: Sequence[Operand], others: Sequence[Operand] | None = None
    ) -> str | None:
        """Two numbers, or one of them and one of the others, that come to what is sought."""
        both = combinations(operands, 2) if others is None else _product(operands, others)
        for one, other in both:
            found = self._of_two(one, other)
            if found is not None:
                return found
        return None

    def threes(self, operands: Sequence[Operand]) -> str | None:
        """Three numbers that come to what is sought."""
        for one, other, third in permutations(operands[:_MOST_IN_THREES], 3):
            a, b, c = one.value, other.value, third.value
            if self.is_share:
                all_shares = one.is_share and other.is_share and third.is_share
                ways = _shares_of_three(a, b, c, all_shares=all_shares)
            else:
                ways = _ways_of_three(a, b, c) if one.value >= other.value else ()
            for value, how in ways:
                if self.is_hit(value):
                    return how.format(_told(a), _told(b), _told(c))
        return None

    def known(self, numbers: Iterable[tuple[float, str]]) -> str | None:
        """A number that is what is sought, out of several that were worked out."""
        return next((how for value, how in numbers if self.is_hit(value)), None)

    def scaled(self, operand: Operand, numbers: Sequence[float]) -> str | None:
        """A number of a sorted list that comes to what is sought with an operand."""
        for low, high, how in self._sought(operand):
            at = bisect_left(numbers, low)
            self.tried += len(numbers)
            if at == len(numbers) or numbers[at] > high or numbers[at] == 1:
                continue
            if how in _ADDING and numbers[at] in _QUANTITIES:
                continue
            return how.format(_told(numbers[at]), _told(operand.value))
        return None

    def _sought(self, operand: Operand) -> Iterator[tuple[float, float, str]]:
        """Between which ends a number would have to lie, for each operation."""
        low, high, value = self._low, self._high, operand.value
        if not value or value == 1:
            return
        if self.is_share:
            yield value * _HUNDRED / high, value * _HUNDRED / low, "{1} of {0}"
            yield value * low / _HUNDRED, value * high / _HUNDRED, "{0} of {1}"
            return
        if operand.is_share:
            for factor, how in _factors(value):
                yield low / factor, high / factor, how
            return
        yield low / value, high / value, "{0} * {1}"
        yield low * value, high * value, "{0} / {1}"
        yield value / high, value / low, "{1} / {0}"
        if operand.is_quantity:
            return
        yield low - value, high - value, "{0} + {1}"
        yield low + value, high + value, "{0} - {1}"
        yield value - high, value - low, "{1} - {0}"

    def _of_two(self, one: Operand, other: Operand) -> str | None:
        a, b = one.value, other.value
        for value, how in self._ways(one, other):
            if self.is_hit(value):
                return how.format(_told(a), _told(b))
        return None

    def _ways(self, one: Operand, other: Operand) -> Iterator[tuple[float, str]]:
        a, b = one.value, other.value
        if self.is_share:
            yield from _shares_of_two(one, other)
            return
        if not one.is_quantity and not other.is_quantity:
            yield a + b, "{0} + {1}"
            yield abs(a - b), "{0} - {1}" if a >= b else "{1} - {0}"
        if not one.is_share and not other.is_share:
            if a != 1 and b != 1 and not (one.is_quantity and other.is_quantity):
                yield a * b, "{0} * {1}"
                if self._is_money:
                    yield a * b / _HUNDRED, "{0} * {1} / 100"
            if a and b and a != 1 and b != 1:
                yield a / b, "{0} / {1}"
                yield b / a, "{1} / {0}"
        for amount, share, order in ((a, other, "{0}"), (b, one, "{1}")):
            if share.is_share:
                turned = order == "{1}"
                for factor, how in _factors(share.value):
                    text = how.replace("{0}", "{x}").replace("{1}", "{0}").replace("{x}", "{1}")
                    yield amount * factor, text if turned else how


def _product(
    ones: Sequence[Operand], others: Sequence[Operand]
) -> Iterator[tuple[Operand, Operand]]:
    return ((one, other) for one in ones for other in others if one != other)


def _factors(share: float) -> tuple[tuple[float, str], ...]:
    """By what an amount is multiplied to take a percentage of it, off it or on it."""
    parts = ((share / _HUNDRED, "{0} * {1} %"), (1 + share / _HUNDRED, "{0} + {1} %"))
    if share >= _HUNDRED:
        return parts
    return (*parts, (1 - share / _HUNDRED, "{0} - {1} %"))


def _shares_of_two(one: Operand, other: Operand) -> Iterator[tuple[float, str]]:
    a, b = one.value, other.value
    if one.is_share and other.is_share:
        yield a + b, "{0} + {1}"
        yield abs(a - b), "{0} - {1}" if a >= b else "{1} - {0}"
        yield a * b / _HUNDRED, "{0} % of {1} %"
        yield _HUNDRED - a - b, "100 - {0} - {1}"
    if a and b:
        yield a / b * _HUNDRED, "{0} of {1}"
        yield b / a * _HUNDRED, "{1} of {0}"
        yield abs(a - b) / b * _HUNDRED, "change from {1} to {0}"
        yield abs(a - b) / a * _HUNDRED, "change from {0} to {1}"


def _shares_of_three(
    a: float, b: float, c: float, *, all_shares: bool
) -> Iterator[tuple[float, str]]:
    if all_shares:
        yield a * b * c / _HUNDRED**2, "{0} % of {1} % of {2} %"
    if b and b + c:
        yield a / (b + c) * _HUNDRED, "{0} of {1} + {2}"
        yield a / ((b + c) / 2) * _HUNDRED, "{0} of the mean of {1} and {2}"
    if c:
        yield abs(a - b) / c * _HUNDRED, "{0} - {1} of {2}"


def _ways_of_three(a: float, b: float, c: float) -> Iterator[tuple[float, str]]:
    """Of three numbers, the first no smaller than the second."""
    yield a + b + c, "{0} + {1} + {2}"
    yield abs(a + b - c), "{0} + {1} - {2}"
    yield a * b + c, "{0} * {1} + {2}"
    yield abs(a * b - c), "{0} * {1} - {2}"
    if c == 1:
        return
    yield (a + b) * c, "({0} + {1}) * {2}"
    yield (a - b) * c, "({0} - {1}) * {2}"
    yield a * b * c, "{0} * {1} * {2}"
    if c:
        yield (a + b) / c, "({0} + {1}) / {2}"
        yield (a - b) / c, "({0} - {1}) / {2}"
        yield a * b / c, "{0} * {1} / {2}"
    if 0 < c <= _HUNDRED:
        yield a * b * (1 - c / _HUNDRED), "{0} * {1} - {2} %"
        yield a * b * c / _HUNDRED, "{0} * {1} * {2} %"


def _told(value: float) -> str:
    return f"{value:.10g}"
