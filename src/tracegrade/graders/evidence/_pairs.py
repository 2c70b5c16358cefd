"""Two numbers that come to a third, looked up instead of tried."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["pair_giving"]

_HALF_A_CENT = Decimal("0.005")
_SLOT = 8  # cents that are looked up together
_OFF = 2  # cents by which a number that is sought may be off, as three are rounded


def pair_giving(value: Decimal, operands: list[Decimal]) -> str | None:
    """The sum, difference or product of two numbers that a value is to half a cent.

    Args:
        value: What they should come to, above 1.
        operands: The numbers, none of them twice; the first pair counts.

    Example:
        >>> pair_giving(Decimal(50), [Decimal(30), Decimal("12.5"), Decimal(4), Decimal(20)])
        '30 + 20'
        >>> pair_giving(Decimal(50), [Decimal("12.5"), Decimal(4)])
        '12.5 * 4'
    """
    cents = [_cents(operand) for operand in operands]
    slots: dict[int, list[int]] = {}
    for place, each in enumerate(cents):
        slots.setdefault(each // _SLOT, []).append(place)
    wanted = _cents(value)
    pairs = {
        (min(place, other), max(place, other))
        for place, one in enumerate(operands)
        for sought in _others(value, wanted, one, cents[place])
        for other in _near(slots, sought)
        if other != place
    }
    for place, other in sorted(pairs):
        sign = _sign_of(operands[place], operands[other], value)
        if sign is not None:
            return f"{operands[place]} {sign} {operands[other]}"
    return None


def _others(value: Decimal, wanted: int, one: Decimal, cents: int) -> Iterator[int]:
    """What the other number would have to be, in cents.

    Of two factors of a value above 1 one is at least 1, so that looking from that one is enough.
    """
    yield wanted - cents
    yield wanted + cents
    yield cents - wanted
    if abs(one) >= 1:
        yield _cents(value / one)


def _near(slots: dict[int, list[int]], cents: int) -> Iterator[int]:
    first, last = (cents - _OFF) // _SLOT, (cents + _OFF) // _SLOT
    yield from slots.get(first, ())
    if last != first:
        yield from slots.get(last, ())


def _cents(number: Decimal) -> int:
    return int(number * 100)


def _sign_of(one: Decimal, other: Decimal, value: Decimal) -> str | None:
    """What has to stand between two numbers so that they come to a value."""
    for result, sign in ((one + other, "+"), (abs(one - other), "-"), (one * other, "*")):
        if abs(result - value) < _HALF_A_CENT:
            return sign
    return None
