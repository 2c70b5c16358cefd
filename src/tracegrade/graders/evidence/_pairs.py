"""Two numbers that come to a third, looked up instead of tried."""

from __future__ import annotations

from decimal import Decimal

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
    pairs: set[tuple[int, int]] = set()
    for place, (one, mine) in enumerate(zip(operands, cents, strict=True)):
        sought = [wanted - mine, wanted + mine, mine - wanted]
        if abs(one) >= 1:  # of two factors of a value above 1 one is: looking from it is enough
            sought.append(_cents(value / one))
        near = {edge // _SLOT for each in sought for edge in (each - _OFF, each + _OFF)}
        others = [other for slot in near for other in slots.get(slot, ()) if other != place]
        pairs.update((min(place, other), max(place, other)) for other in others)
    for place, other in sorted(pairs):
        sign = _sign_of(operands[place], operands[other], value)
        if sign is not None:
            return f"{operands[place]} {sign} {operands[other]}"
    return None


def _cents(number: Decimal) -> int:
    return int(number * 100)


def _sign_of(one: Decimal, other: Decimal, value: Decimal) -> str | None:
    """What has to stand between two numbers so that they come to a value."""
    for result, sign in ((one + other, "+"), (abs(one - other), "-"), (one * other, "*")):
        if abs(result - value) < _HALF_A_CENT:
            return sign
    return None
