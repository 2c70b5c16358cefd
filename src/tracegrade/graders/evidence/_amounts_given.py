"""Amounts among the arguments of calls, which need an origin in whatever shape they are given."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from tracegrade.graders.evidence._identity import field_words
from tracegrade.signals import effect_classes, has_side_effect

__all__ = ["amount_in", "needs_origin_as_amount"]

_AMOUNTS = frozenset(
    ("amount", "amounts", "price", "total", "sum", "fee", "cost", "payment", "refund", "betrag", "montant", "importe",
     "importo", "valor", "bedrag", "kwota", "belopp")
)  # fmt: skip
_VALUES = frozenset(("value", "amount", "number", "units", "figure"))
_LONGEST = 14
_SMALL = 12


def amount_in(value: Any) -> Decimal | None:
    """The number that an argument is, where it is one and nothing else.

    Example:
        >>> amount_in("3725.00"), amount_in("A-1"), amount_in(True)
        (Decimal('3725.00'), None, None)
    """
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    text = str(value).strip()
    if not 0 < len(text) <= _LONGEST or not text[0].isdigit() or "e" in text.lower() or "_" in text:
        return None
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def needs_origin_as_amount(tool: str, names: list[str], value: Any) -> bool:
    """Whether an argument is an amount: by its name, or that of the object around its value.

    Args:
        tool: Name of the tool: one that only looks up may be given a bound as a text, or in an object.
        names: The fields that lead to the value.
        value: The value.

    Example:
        >>> needs_origin_as_amount("submit_claim", ["amount", "value"], "3725.00")
        True
        >>> needs_origin_as_amount("submit_claim", ["answers", "value"], "3725.00")
        False
    """
    number = amount_in(value)
    if number is None or number <= _SMALL:
        return False
    last = set(field_words(names[-1]))
    if last & _AMOUNTS and not isinstance(value, str):
        return True
    if not has_side_effect(effect_classes(tool)):
        return False
    if last & _AMOUNTS:
        return True
    return len(names) > 1 and last <= _VALUES and bool(set(field_words(names[-2])) & _AMOUNTS)
