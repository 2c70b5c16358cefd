"""Canonical forms: what two spellings of one value have in common."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from tracegrade.graph.values._particulars import particulars_in
from tracegrade.graph.values._text import normalized

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tracegrade.graph.values._particulars import Particular

__all__ = [
    "LONGEST_WHOLE", "Form", "forms_of", "forms_of_all", "forms_of_text", "is_telling", "stated_forms",
]  # fmt: skip

Form = tuple[str, object]
"""What is compared, and its canonical spelling: `("number", Decimal("250"))`."""

LONGEST_WHOLE = 200
"""Characters of a text that counts as one value; a longer one is prose."""

_TELLING_SIGNS = frozenset("0123456789@:/")
_FEWEST_LETTERS = 4


def forms_of(value: Any) -> tuple[Form, ...]:
    """The canonical forms of a scalar; values that share one are the same value.

    A text that is one date, one amount or the like has the form of that too, so that
    `2024-05-15` is found where somebody wrote `May 15, 2024`. Booleans have none.

    Example:
        >>> forms_of(250)
        (('number', Decimal('250')),)
        >>> len({*forms_of("$250.00")} & {*forms_of(250)})
        1
    """
    if isinstance(value, bool) or value is None:
        return ()
    if isinstance(value, int | float):
        number = _number(value)
        return () if number is None else (("number", number),)
    if not isinstance(value, str):
        return ()
    return forms_of_text(value, particulars_in(value[:LONGEST_WHOLE]))


def forms_of_text(
    text: str, found: Iterable[Particular], normal: Callable[[str], str] = normalized
) -> tuple[Form, ...]:
    """The canonical forms of a text, of which the particulars are known."""
    long = len(text.strip())
    if not long:
        return ()
    forms = [form for each in found if len(each.text) >= long - 2 for form in _forms(each)]
    if len(text) <= LONGEST_WHOLE:
        forms.insert(0, ("text", normal(text)))
    return tuple(dict.fromkeys(forms)) if len(forms) > 1 else tuple(forms)


def stated_forms(text: str) -> list[Form]:
    """The canonical forms of everything that a text states exactly."""
    return forms_of_all(particulars_in(text))


def forms_of_all(found: Iterable[Particular]) -> list[Form]:
    """The canonical forms of particulars."""
    return [form for each in found for form in _forms(each)]


def _forms(found: Particular) -> list[Form]:
    if found.value is not None:
        return [("number", found.value)]
    if found.kind in ("date", "time"):
        return [(found.kind, key) for key in found.keys]
    if found.kind == "url":
        return [("text", normalized(found.text)), ("url", found.keys[0])]
    if found.kind == "suffix":
        return [("suffix", found.keys[0])]
    return [("text", normalized(found.text))]


def _number(value: float) -> Decimal | None:
    try:
        number = abs(Decimal(str(value)))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def is_telling(value: Any) -> bool:
    """Whether a value is rare enough for its origin to mean something.

    Texts of four characters, or with a digit, `@`, `:` or `/` in them; numbers but 0 to 12, which
    occur everywhere.

    Example:
        >>> is_telling("A-1001"), is_telling("yes"), is_telling(3)
        (True, False, False)
    """
    if isinstance(value, bool) or value is None:
        return False
    if isinstance(value, int | float):
        return not (0 <= value <= 12 and value == int(value))
    if not isinstance(value, str):
        return False
    text = value.strip()
    if text.isdigit():
        return len(text) > 2 or int(text) > 12
    return len(text) >= _FEWEST_LETTERS or bool(_TELLING_SIGNS.intersection(text))
