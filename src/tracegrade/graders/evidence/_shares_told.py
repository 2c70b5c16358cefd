"""Percentages after `45 of 310` that belong to something else: `8.0 % (656 of 8,200) against 9.0 % (734 of 8,150)`."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracegrade.graders.evidence._fields import Contradiction
    from tracegrade.graph.values import Particular

__all__ = ["is_another_share", "is_of_another_share"]

_PERCENT = re.compile(r"(\d{1,3}(?:\.\d{1,4})?)\s?(?:%|percent)")
_OWN = re.compile(r"[^%;.\n()]{0,40}[(:]\s?\d[\d,]{0,15}\s(?:out\s)?of\s(?:the\s|all\s)?\d")
_HELD = re.compile(r"(\d{1,3}(?:\.\d{1,4})?)\s?%")
_HUNDRED = 100
_REACH = 120  # characters before a share
_MOST = 6


def is_of_another_share(text: str, start: int, end: int, right: Decimal) -> bool:
    """Whether the share is told before it already, or the percentage has operands of its own after it.

    Args:
        text: The sentence.
        start: Where `45 of 310` begins.
        end: Where the percentage ends that comes next.
        right: The percentage that the share comes to.

    Example:
        >>> said = "8.0 % in A (656 of 8,200) against 9.0 % in B"
        >>> is_of_another_share(said, 12, said.index("9.0") + 5, Decimal(8))
        True
        >>> is_of_another_share("656 of 8,200, that is 9.0 %", 0, 27, Decimal(8))
        False
    """
    if _OWN.match(text, end) is not None:
        return True
    for match in islice(_PERCENT.finditer(text, max(0, start - _REACH), start), _MOST):
        places = len(match[1].partition(".")[2])
        if abs(Decimal(match[1]) - right) <= Decimal(1) / Decimal(10) ** places:
            return True
    return False


def is_another_share(claim: Particular, held: Contradiction | None) -> bool:
    """Whether a percentage is neither the one that a record has nor what that leaves of the whole."""
    match = _HELD.fullmatch(str(held.value)[:20]) if held is not None else None
    if claim.kind != "percent" or claim.value is None or match is None:
        return False
    share = Decimal(match[1])
    half = Decimal(1) / 2 / Decimal(10) ** max(claim.places, 0)
    return min(abs(each - claim.value) for each in (share, _HUNDRED - share)) > half
