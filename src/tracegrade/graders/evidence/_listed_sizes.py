"""Sizes as commands list them, with a letter for the unit: `734M`, `1.2G`, `88k`."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from tracegrade.graph.values import unit_named

if TYPE_CHECKING:
    from tracegrade.graph.values import Particular

__all__ = ["listed_size", "size_fits"]

_SIZE = re.compile(r"(\d{1,9}(?:[.,]\d{1,3})?)([kKMGTP])i?B?")
_POWERS = {"k": 1, "K": 1, "M": 2, "G": 3, "T": 4, "P": 5}
_BY_TENS, _BY_TWOS = Decimal(1000), Decimal(1024)


@lru_cache(maxsize=4096)
def listed_size(text: str) -> tuple[Decimal, Decimal] | None:
    """How many bytes a listed size may be, by tens and by twos; `None` of any other text.

    Example:
        >>> listed_size("1.5M")
        (Decimal('1500000.0'), Decimal('1572864.0'))
    """
    match = _SIZE.fullmatch(text)
    if match is None:
        return None
    number, power = Decimal(match[1].replace(",", ".")), _POWERS[match[2]]
    return number * _BY_TENS**power, number * _BY_TWOS**power


def size_fits(claim: Particular, text: str) -> bool:
    """Whether a text is no listed size, or the size that a claim with a unit of data states.

    Example:
        >>> from tracegrade.graph.values import particulars_in
        >>> [size_fits(each, "734M") for each in particulars_in("734 MB, 734 GB, 734 km")]
        [True, False, True]
    """
    unit = unit_named(claim.unit) if claim.unit is not None and claim.kind == "quantity" else None
    if unit is None or unit.measures != "data" or claim.value is None:
        return True
    sizes = listed_size(text)
    if sizes is None:
        return True
    said = (unit.base(claim.value), claim.value * _twos_of(unit.factor))
    half = unit.factor / 2 / Decimal(10) ** max(claim.places, 0)
    return any(abs(one - other) <= half for one in said for other in sizes)


def _twos_of(factor: Decimal) -> Decimal:
    """A unit of tens as the one of twos that often goes by its name."""
    power = (len(str(int(factor))) - 1) // 3 if factor % _BY_TENS == 0 else 0
    return _BY_TWOS**power if power else factor
